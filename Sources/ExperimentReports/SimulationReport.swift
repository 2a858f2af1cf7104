public import ExperimentDecisions
public import ExperimentModel

/// `mvp simulate`: how often each verdict falls, when, and what the wrong ones cost.
public struct SimulationReport {
  let id: String
  let question: PlanQuestion
  let results: [SimulationResult]
  let leftOut: [String]
  let seed: UInt64
  private let words: Wording
  private let colour: Colour

  public init(
    id: String, question: PlanQuestion, results: [SimulationResult], leftOut: [String], seed: UInt64, currency: String, language: Language,
    colour: Bool = false
  ) {
    self.id = id
    self.question = question
    self.results = results
    self.leftOut = leftOut
    self.seed = seed
    words = Wording(language: language, currency: currency)
    self.colour = Colour(isOn: colour)
  }

  private var figures: Figures { words.figures }

  public static func name(_ scenario: SimulationScenario, target: String, language: Language) -> String {
    func words(_ english: String, _ simplifiedChinese: String) -> String { language == .english ? english : simplifiedChinese }
    return switch scenario {
    case .noEffect: words("No difference between the variants", "各版本没有差别")
    case .minimumEffect: words("The first treatment is \(target) better", "第一个新版本好 \(target)")
    case .loser: words("The first treatment is \(target) worse", "第一个新版本差 \(target)")
    case .overdispersed: words("No difference, days scatter 3 times as much as chance", "没有差别，逐日波动是随机的 3 倍")
    case .unequalTraffic: words("No difference, traffic and luck change from day to day", "没有差别，流量和运气逐日变化")
    }
  }

  public var text: String {
    var out = ""
    let target = figures.percent(question.target)
    for result in results {
      out += colour.bold(SimulationReport.name(result.scenario, target: target, language: words.language)) + "\n"
      for (verdict, count) in result.verdicts.sorted(by: { $0.value == $1.value ? $0.key.name < $1.key.name : $0.value > $1.value }) {
        let share = figures.percent(Double(count) / Double(result.runs))
        let wrapped = DisplayWidth.wrapped(spoken(verdict), to: 60)
        for line in wrapped.dropLast() { out += "  " + line + "\n" }
        let last = wrapped.last ?? ""
        out += "  " + DisplayWidth.padded(last, to: max(46, DisplayWidth.of(last) + 2)) + share + "\n"
      }
      var facts = [words("\(figures.decimal(result.meanDays, places: 1)) days", "平均 \(figures.decimal(result.meanDays, places: 1)) 天")]
      facts.append(words("\(figures.decimal(result.meanLooks, places: 1)) looks", "\(figures.decimal(result.meanLooks, places: 1)) 次期中查看"))
      if let spend = result.meanSpend { facts.append(words("\(figures.money(spend.rounded())) spent", "花费 \(figures.money(spend.rounded()))")) }
      out += "  " + colour.dim(words("on average \(facts.joined(separator: ", "))", facts.joined(separator: "，"))) + "\n"
      out += "  " + colour.dim(errors(result)) + "\n"
      if let hint = hint(result) { for line in DisplayWidth.wrapped(hint, to: StatusReport.width - 4) { out += "  " + line + "\n" } }
      out += "\n"
    }
    out +=
      words(
        "\(English.count(results.first?.runs ?? 0, "experiment")) each, seed \(seed); the same seed gives the same figures.",
        "每种情形 \(results.first?.runs ?? 0) 个实验，种子 \(seed)；同一种子结果相同。") + "\n"
    if !leftOut.isEmpty {
      out += words("Not simulated: guardrail \(leftOut.joined(separator: ", "))", "未模拟的护栏指标：\(leftOut.joined(separator: "、"))") + "\n"
    }
    return out
  }

  /// What to do about a world in which the rules do not hold their promise.
  private func hint(_ result: SimulationResult) -> String? {
    let n = Double(max(result.runs, 1))
    let blocked = Double(result.verdicts.filter { $0.key.action == .blocked }.values.reduce(0, +)) / n
    let isFalse = Double(result.falseWinners) > 0.026 * n + 2.6 * (0.026 * n).squareRoot()
    if question.isAgainstAll || question.hasNoControl {
      return isFalse && result.scenario != .loser && result.scenario != .minimumEffect
        ? words(
          "Without a control any variant may be named: the promise of 2.5 % is for each against the others, so all alike it is up to twice that.",
          "没有对照时任何版本都可能被选中：2.5% 的保证是对每个版本而言，全都相同时合计可达两倍。") : nil
    }
    switch result.scenario {
    case .overdispersed where isFalse:
      return words(
        "The promise does not hold where days scatter so: run seven days or more and compare within days (daily: within-day), which measures the scatter.",
        "若各天波动如此之大，错误率的保证不成立：请至少运行七天并按天内比较（daily: within-day），由数据测出波动。")
    case .unequalTraffic where isFalse:
      return words(
        "The promise does not hold where arms get their traffic on different days: compare within days (daily: within-day), or split the traffic evenly.",
        "若各版本的流量落在不同的日子，错误率的保证不成立：请按天内比较（daily: within-day），或均匀分流。")
    case .unequalTraffic where blocked > 0.05, .overdispersed where blocked > 0.05:
      return words("A split as uneven as this is blocked by the data checks: even it out before the test.", "如此不均的分流过不了数据检查，结论会暂缓判定：请先调匀分流。")
    default: return nil
    }
  }

  private func errors(_ result: SimulationResult) -> String {
    let share = figures.percent(Double(result.falseWinners) / Double(max(result.runs, 1)))
    switch result.scenario {
    case .minimumEffect:
      let found = figures.percent(Double(result.rightWinners) / Double(max(result.runs, 1)))
      guard let loss = result.meanLoss else { return words("the better one was found in \(found)", "\(found) 找到了更好的版本") }
      return words(
        "the better one was found in \(found); not finding it costs \(figures.money(loss.rounded())) on average", "\(found) 找到了更好的版本；没找到平均损失 \(figures.money(loss.rounded()))")
    default:
      var text = words("a winner that is none: \(share)", "误判胜出：\(share)")
      if result.scenario == .loser, let loss = result.meanLoss {
        text += words("; it costs \(figures.money(loss.rounded())) on average", "；平均损失 \(figures.money(loss.rounded()))")
      }
      return text
    }
  }

  private func spoken(_ verdict: SimulatedVerdict) -> String {
    let action = words.action(verdict.action)
    if let variant = verdict.variant { return "\(action)  \(variant)" }
    return verdict.reasons.isEmpty ? action : "\(action)  " + words.list(verdict.reasons.map { words.reason($0) })
  }

  public var json: String {
    JSONText.object([
      ("experiment", .string(id)), ("seed", .integer(Int(clamping: seed))), ("baseline", .number(question.baseline)), ("effect", .number(question.target)),
      (
        "scenarios",
        .array(
          results.map { result in
            .object([
              ("scenario", .string(result.scenario.rawValue)), ("runs", .integer(result.runs)),
              ("verdicts", .object(result.verdicts.sorted { $0.key.name < $1.key.name }.map { ($0.key.name, .number(Double($0.value) / Double(result.runs))) })),
              ("false_winners", .number(Double(result.falseWinners) / Double(result.runs))),
              ("right_winners", .number(Double(result.rightWinners) / Double(result.runs))), ("mean_looks", .number(result.meanLooks)),
              ("mean_days", .number(result.meanDays)), ("mean_spend", .optional(result.meanSpend)), ("mean_loss", .optional(result.meanLoss)),
              ("mean_loss_when_wrong", .optional(result.meanLossWhenWrong)),
            ])
          })
      ), ("not_simulated", .array(leftOut.map { .string($0) })),
    ]).text
  }
}
