import ExperimentModel

/// Why an experiment cannot be simulated as asked.
enum SimulationSentences {
  static func noDays(_ id: String) -> BilingualText {
    BilingualText("'\(id)' has one undated total per variant: there are no days to simulate", "“\(id)”每个版本只有一个不分日期的总数，没有可模拟的天")
  }

  static let noPace = BilingualText(
    "nothing says how much comes in a day: give it with --per-day (money for a cost per result, else trials or units, over all variants)",
    "没有数据说明每天有多少量：请用 --per-day 给出（每个结果的成本用金额，其余用次数或对象数，所有版本合计）")

  static func noEnd(_ id: String) -> BilingualText {
    BilingualText("'\(id)' says neither when it ends nor what it may spend: there is nothing to simulate", "“\(id)”既没有结束日期也没有预算，无法模拟")
  }

  static func noSuchGuardrail(_ metric: String, of id: String, known: [String]) -> BilingualText {
    known.isEmpty
      ? BilingualText("'\(metric)' is no guardrail of '\(id)': it has none", "“\(metric)”不是“\(id)”的护栏指标：该实验没有护栏指标")
      : BilingualText(
        "'\(metric)' is no guardrail of '\(id)': it has \(known.joined(separator: ", "))", "“\(metric)”不是“\(id)”的护栏指标：已有：\(known.joined(separator: "、"))")
  }

  static func guardrailTwice(_ metric: String) -> BilingualText {
    BilingualText("--guardrail \(metric) is given twice", "--guardrail \(metric) 给了两次")
  }

  /// What `--guardrail` says of a metric cannot be meant, or cannot be simulated from a value alone.
  static func guardrail(_ wish: Runner.GuardrailWish, _ problem: GuardrailProblem) -> BilingualText {
    let said =
      switch problem {
      case .noDays: BilingualText("its metric has no days to simulate", "其指标没有按天的数据")
      case .costAsPercent: BilingualText("a cost per result is an amount, not a per cent", "单位成本是金额，不是百分比")
      case .sharesResults: BilingualText("its results are the primary's, so a value alone says all", "其结果就是主指标的结果，只需给出数值")
      case .noMoney:
        BilingualText("say how much money a day: \(wish.metric)=\(wish.baseline)/AMOUNT", "请给出每天的金额：\(wish.metric)=\(wish.baseline)/金额")
      case .shareOfAll: BilingualText("a share lies below 100 %; for 5 % write 5%", "比例须小于 100%；5% 请写成 5%")
      case .onlyFromData(let kind):
        BilingualText("a \(kind) is simulated only from data, which say how far it spreads", "\(kind) 只能从已有数据模拟（需要知道离散程度）")
      }
    return BilingualText("--guardrail \(wish.metric): \(said.english)", "--guardrail \(wish.metric)：\(said.simplifiedChinese)")
  }
}

/// What is wrong with what was said of a guardrail's metric.
enum GuardrailProblem {
  case noDays, costAsPercent, sharesResults, noMoney, shareOfAll
  /// The kind of its metric, as declarations name it.
  case onlyFromData(kind: String)
}
