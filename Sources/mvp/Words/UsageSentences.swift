import ExperimentModel

/// What is wrong with how a command was called.
enum UsageSentences {
  static func noCommand(_ name: String, known: [String]) -> BilingualText {
    BilingualText(
      "There is no command '\(name)'. There are: \(known.joined(separator: ", ")).", "没有 \(name) 这个命令。可用的命令：\(known.joined(separator: "、"))")
  }

  // MARK: Values

  static let day = BilingualText("a date such as 2026-11-02 is needed, from 2000-01-01 to 2099-12-31.", "请写日期，如 2026-11-02，范围 2000-01-01 至 2099-12-31")

  static func timeOfDay(_ text: String) -> BilingualText {
    BilingualText("'\(text)' is no time of the day; write it as HH:MM, such as 10:30.", "“\(text)”不是时刻；请写成 HH:MM，如 10:30")
  }

  static func noNumber(_ text: String) -> BilingualText {
    BilingualText(
      "'\(text)' is no number; write a number such as 1000, 1,234.5 or 1,5; a share such as 4%; an amount such as ¥1,000.",
      "“\(text)”不是数字；请写数字（1000、1,234.5、1,5）、比例（4%）或金额（¥1,000）")
  }

  static func noMoney(_ text: String) -> BilingualText {
    BilingualText("'\(text)' is no amount of money; write one such as 1000, ¥1,000 or 1,5.", "“\(text)”不是金额；请写成 1000、¥1,000 或 1,5")
  }

  static func noEffect(_ text: String) -> BilingualText {
    BilingualText(
      "'\(text)' is no effect; write 20%, 1,5% or 0.2 (relative), 0.5pp (of a share), ¥5 (of a cost or a mean).",
      "“\(text)”不是效果；请写 20%、1,5% 或 0.2（相对变化），0.5pp（比例的百分点），¥5（成本或均值的金额）")
  }

  static func noGuardrail(_ text: String) -> BilingualText {
    BilingualText(
      "'\(text)': write METRIC=VALUE or METRIC=VALUE/PER-DAY, such as refunds=5% or refunds=5%/40.",
      "“\(text)”：请写 指标=数值 或 指标=数值/每日数量，如 refunds=5% 或 refunds=5%/40")
  }

  static func wholeNumber(from least: String, to most: String) -> BilingualText {
    BilingualText("a whole number from \(least) to \(most) is needed.", "请写 \(least) 至 \(most) 之间的整数")
  }

  static func duration(to most: String) -> BilingualText {
    BilingualText("a length of time such as 14, 14d or 2w is needed, from 1 to \(most) days.", "请写时长，如 14、14d 或 2w，范围 1 至 \(most) 天")
  }

  /// - Parameter flag: with its dashes.
  static func notPositive(_ flag: String, _ value: Double) -> BilingualText {
    BilingualText("\(flag) is above 0, not \(value).", "\(flag) 须大于 0，而不是 \(value)")
  }

  static func beyondAmounts(_ flag: String, _ value: Double) -> BilingualText {
    BilingualText(
      "\(flag) is from 0.000000001 to 1,000,000,000,000, not \(value).", "\(flag) 的范围是 0.000000001 至 1,000,000,000,000，而不是 \(value)")
  }

  static func outside(_ flag: String, from least: String, to most: String, _ value: Double) -> BilingualText {
    BilingualText("\(flag) is between \(least) and \(most), not \(value).", "\(flag) 在 \(least) 与 \(most) 之间，而不是 \(value)")
  }

  static func otherCurrency(_ flag: String, written: String, workspace: String) -> BilingualText {
    BilingualText("\(flag) is written in \(written), but the workspace counts in \(workspace).", "\(flag) 写的是 \(written)，而工作区用 \(workspace)")
  }

  /// A sentence of another area, ended as these are.
  static func doubt(_ doubt: BilingualText) -> BilingualText { BilingualText(doubt.english + ".", doubt.simplifiedChinese) }

  // MARK: What goes with what

  static let oneOrigin = BilingualText("Give --from-file, --template or --from, one of them.", "--from-file、--template、--from 三者选一")
  static let withFile = BilingualText(
    "--preset, --variant, --result, --budget, --rate and --evidence go with --from-file.",
    "--preset、--variant、--result、--budget、--rate、--evidence 要和 --from-file 一起用")
  static func amount(_ flag: String) -> BilingualText { BilingualText("\(flag) is an amount above 0.", "\(flag) 是大于 0 的数") }

  static let scatterWithoutExperiment = BilingualText("--scatter is for a declared experiment of daily totals.", "--scatter 只用于已声明的、按日汇总的实验")
  static let dispersionWithoutExperiment = BilingualText("--dispersion is for a declared experiment on a table of units.", "--dispersion 只用于已声明的、按对象的实验")
  static let experimentOrAll = BilingualText("Give an experiment or --all, not both.", "实验和 --all 只能写一个")
  static func notWithAll(_ flags: [String]) -> BilingualText {
    BilingualText(
      "--all takes each experiment as it is declared; \(flags.joined(separator: ", ")) would not be heeded.", "--all 按各实验的声明来算；\(flags.joined(separator: "、")) 不会被采用")
  }
  static let variantsWithExperiment = BilingualText(
    "--variants is for plans without a declared experiment: the declaration names its own.", "--variants 只用于没有声明的规划：声明里已写明版本")
  static let nothingToPlan = BilingualText(
    "Give an experiment, or --baseline with --budget or --days, or --all.", "请写实验名；或 --baseline 加 --budget 或 --days；或 --all")
  static func deviationOfShare(_ percent: Double) -> BilingualText {
    BilingualText(
      "--deviation makes the baseline a mean, and \(percent)% is a share: leave one of them.", "写了 --deviation，基线就是均值，而 \(percent)% 是比例：只留一个")
  }
  static let shareOfAll = BilingualText("--baseline as a share lies below 100%.", "--baseline 是比例时须小于 100%")
  static let budgetWithoutPrice = BilingualText(
    "--budget says nothing without --unit-cost: what a trial or unit (a click, a lead) costs.", "只写 --budget 不够，还要 --unit-cost：一次试验或一个对象（点击、线索）的价格")

  static let oneWayToCalculate = BilingualText(
    "give one of METHOD, --stdin and --list; `mvp calc --list` names the methods", "方法名、--stdin、--list 三者选一；mvp calc --list 列出所有方法")
  static let jsonWithLines = BilingualText("--json goes with a METHOD, not with --stdin", "--json 和方法名一起用，不和 --stdin 一起用")
  static let jsonWithFlags = BilingualText("give the inputs by --json or by flags, not by both", "输入写在 --json 里或写成选项，不要两样都用")

  static let watchAlone = BilingualText("--watch draws the table: --format and --exit-code do not go with it.", "--watch 只画表格，不能和 --format、--exit-code 一起用")
  static let watchNeedsTerminal = BilingualText(
    "--watch draws on a terminal, and the output is none; without it, status prints once.", "--watch 要画在终端上，而输出不是终端；不写 --watch 则只显示一次")

  static func noVariant(with deed: String) -> BilingualText {
    BilingualText("--variant goes with scale; \(deed) takes none", "--variant 和 scale 一起用；\(deed) 不带版本")
  }
}
