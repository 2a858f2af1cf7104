public import ExperimentDecisions
public import ExperimentModel

/// `mvp simulate`: how often each verdict falls, when, and what the wrong ones cost.
public struct SimulationReport {
  let id: String
  let question: PlanQuestion
  let results: [SimulationResult]
  let leftOut: [String]
  let seed: UInt64
  /// What units of the primary metric were drawn from; nil where a law was.
  let drawn: DrawnUnits?
  /// What its days were drawn from; nil where a law was.
  let days: DrawnDays?
  private let words: Wording
  private let colour: Colour

  public init(
    id: String, question: PlanQuestion, results: [SimulationResult], leftOut: [String], seed: UInt64, currency: String, language: Language,
    colour: Bool = false, drawn: DrawnUnits? = nil, days: DrawnDays? = nil
  ) {
    self.drawn = drawn
    self.days = days
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
    case .minimumEffect: words("The first treatment is \(target) better", "第一个试验版本好 \(target)")
    case .loser: words("The first treatment is \(target) worse", "第一个试验版本差 \(target)")
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
      for line in DisplayWidth.wrapped(errors(result), to: StatusReport.width - 4) { out += "  " + colour.dim(line) + "\n" }
      if let hint = hint(result) { for line in DisplayWidth.wrapped(hint, to: StatusReport.width - 4) { out += "  " + line + "\n" } }
      out += "\n"
    }
    out +=
      words(
        "\(English.count(results.first?.runs ?? 0, "experiment")) each, seed \(seed); the same seed gives the same figures.",
        "每种情形 \(results.first?.runs ?? 0) 个实验，种子 \(seed)；同一种子结果相同。") + "\n"
    if let source { for line in DisplayWidth.wrapped(source, to: StatusReport.width) { out += line + "\n" } }
    if question.isByDay, question.dispersion > 1.05 {
      let times = figures.number(question.dispersion, significant: 2)
      let taken = question.scatter.map { words(" (each arm's day by \(figures.percent($0)), taken: --scatter)", "（假设每组每天波动 \(figures.percent($0))：--scatter）") } ?? ""
      let text = words("Drawn with days that scatter \(times) times as much as chance\(taken).", "模拟中各天波动为随机的 \(times) 倍\(taken)。")
      for line in DisplayWidth.wrapped(text, to: StatusReport.width) { out += line + "\n" }
    }
    if !leftOut.isEmpty {
      out += words("Not simulated: guardrail \(leftOut.joined(separator: ", "))", "未模拟的护栏指标：\(leftOut.joined(separator: "、"))") + "\n"
    }
    return out
  }

  /// Where a simulated unit comes from.
  private var source: String? {
    if let days {
      return words(
        "Days are drawn a week at a time, with replacement, from the \(English.count(days.days, "day")) there are (bootstrap), results moved to the value in question; the last two worlds by law.",
        "各天从已有的 \(days.days) 天中按周有放回抽取（自助法），结果调整到所设数值；最后两种情形按分布抽取。")
    }
    let times = figures.number(question.dispersion, significant: 2)
    guard let drawn else {
      return question.skewness == nil
        ? nil
        : words(
          "Units are drawn from a log-normal law with this deviation: no data tell their shape. With many zeros they are more skewed.",
          "对象按此标准差的对数正态分布抽取：尚无数据说明其分布；若多数为零则更偏斜。")
    }
    return drawn.isOwn
      ? words(
        "Units are drawn with replacement from the \(English.count(drawn.count, "unit")) there are (bootstrap); an effect makes every value as many times as large.",
        "对象从已有的 \(drawn.count) 个中有放回抽取（自助法）；效果使每个数值同倍变化。")
      : words(
        "Units are drawn with results that vary \(times) times as much as chance\(question.isAssumed ? ", taken: --dispersion" : "").",
        "对象结果的波动取随机的 \(times) 倍\(question.isAssumed ? "（假设：--dispersion）" : "")。")
  }

  /// What to do about a world in which the rules do not hold their promise.
  private func hint(_ result: SimulationResult) -> String? {
    let n = Double(max(result.runs, 1))
    let blocked = Double(result.verdicts.filter { $0.key.action == .blocked }.values.reduce(0, +)) / n
    func breaks(_ count: Int, _ level: Double) -> Bool { Double(count) > 1.04 * level * n + 2.6 * (1.04 * level * n).squareRoot() }
    let each = question.alpha / 2
    if question.isAgainstAll || question.hasNoControl {
      return breaks(result.falseVerdicts, question.alpha)
        ? words(
          "The promise of \(figures.percent(question.alpha)) for wrong winners and losers together does not hold here.",
          "误判胜出与误判落败合计 \(figures.percent(question.alpha)) 的保证在此不成立。") : nil
    }
    let isFalse = breaks(result.falseWinners, each) || breaks(result.falseLosers, each)
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
    case _ where isFalse:
      return words(
        "The promise of \(figures.percent(each)) for each direction does not hold here: more units or days, a more even split, or a metric with less extreme values would mend it.",
        "每个方向 \(figures.percent(each)) 的保证在此不成立：增加对象或天数、更均匀地分流，或改用极端值较少的指标可以改善。")
    default: return nil
    }
  }

  private func errors(_ result: SimulationResult) -> String {
    let share = figures.percent(Double(result.falseWinners) / Double(max(result.runs, 1)))
    switch result.scenario {
    case .minimumEffect:
      let found = figures.percent(Double(result.rightWinners) / Double(max(result.runs, 1)))
      guard let loss = result.meanLoss else { return words("the better one was found in \(found)", "在 \(found) 的实验里找到了更好的版本") }
      return words(
        "the better one was found in \(found); not finding it costs \(figures.money(loss.rounded())) on average", "在 \(found) 的实验里找到了更好的版本；没找到平均损失 \(figures.money(loss.rounded()))"
      )
    default:
      let lost = figures.percent(Double(result.falseLosers) / Double(max(result.runs, 1)))
      var text = words("a winner that is none: \(share); a loser that is none: \(lost)", "误判胜出：\(share)；误判落败：\(lost)")
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
              ("false_losers", .number(Double(result.falseLosers) / Double(result.runs))),
              ("right_winners", .number(Double(result.rightWinners) / Double(result.runs))), ("mean_looks", .number(result.meanLooks)),
              ("mean_days", .number(result.meanDays)), ("mean_spend", .optional(result.meanSpend)), ("mean_loss", .optional(result.meanLoss)),
              ("mean_loss_when_wrong", .optional(result.meanLossWhenWrong)),
            ])
          })
      ), ("drawn_days", .optional(days?.days)), ("drawn_from", drawn.map { .object([("units", .integer($0.count)), ("own", .bool($0.isOwn))]) } ?? .null),
      ("not_simulated", .array(leftOut.map { .string($0) })),
    ]).text
  }
}
