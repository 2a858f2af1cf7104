public import ExperimentDecisions
public import ExperimentModel

/// `mvp simulate`: the rules of one experiment's file, tried on simulated data.
extension Runner {
  public struct Simulation: Sendable {
    public let id: String
    public let question: PlanQuestion
    public let simulator: Simulator
    /// Guardrails that are not simulated, by metric: what they are now is not known, or their metric has no days.
    public let leftOut: [String]
  }

  /// What the caller says of a guardrail's metric, before there are data.
  public struct GuardrailWish: Hashable, Sendable {
    public let metric: String
    /// What it is now, for all variants alike.
    public let baseline: Double
    /// Money, trials or units a day over all variants; nil: as for the primary.
    public let perDay: Double?
    /// Written with a per cent sign.
    public let isPercent: Bool

    public init(metric: String, baseline: Double, perDay: Double?, isPercent: Bool = false) {
      self.metric = metric
      self.baseline = baseline
      self.perDay = perDay
      self.isPercent = isPercent
    }
  }

  /// - Throws: `RunnerError` when nothing says how the metric stands now, how much comes in a day, or when the test ends; or a wish names no guardrail.
  public func simulation(
    _ name: String, wishes: PlanWishes, baselineIsPercent: Bool = false, guardrails wished: [GuardrailWish] = [], asOf: CalendarDay? = nil
  ) throws -> Simulation {
    let (experiment, summary) = try facts(of: name, asOf: asOf)
    try checkUnit(baselineIsPercent, experiment)
    let facts = summary.map { PlanningFacts(experiment, $0, asOf: asOf ?? today) }
    let isByDays = experiment.primary.grain == .days && !experiment.primary.isPlannedByCounts
    // A ratio of daily totals is drawn day by day, whatever comes in on one.
    var known = wishes
    if isByDays { known.perDay = nil }
    var question = try question(experiment, facts, known)
    let id = experiment.id
    guard experiment.primary.grain != .totals else {
      throw RunnerError(
        .cannotPlan,
        BilingualText("'\(id)' has one undated total per variant: there are no days to simulate", "“\(id)”每个版本只有一个不分日期的总数，没有可模拟的天"))
    }
    guard let pace = wishes.perDay ?? (isByDays ? facts?.sizePerDay ?? 1000 : question.sizePerDay) ?? pace(of: question) else {
      throw RunnerError(
        .cannotPlan,
        BilingualText(
          "nothing says how much comes in a day: give it with --per-day (money for a cost per result, else trials or units, over all variants)",
          "没有数据说明每天有多少量：请用 --per-day 给出（每个结果的成本用金额，其余用次数或单位，所有版本合计）"))
    }
    let names = experiment.guardrails.map { experiment.metrics[$0.metric].name }
    for (place, wish) in wished.enumerated() {
      guard names.contains(wish.metric) else {
        let known = names.isEmpty ? BilingualText("it has none", "该实验没有护栏") : BilingualText("it has \(names.joined(separator: ", "))", "已有：\(names.joined(separator: "、"))")
        throw RunnerError(
          .usage, BilingualText("'\(wish.metric)' is no guardrail of '\(id)': \(known.english)", "“\(wish.metric)”不是“\(id)”的护栏指标：\(known.simplifiedChinese)"))
      }
      guard !wished[..<place].contains(where: { $0.metric == wish.metric }) else {
        throw RunnerError(.usage, BilingualText("--guardrail \(wish.metric) is given twice", "--guardrail \(wish.metric) 给了两次"))
      }
    }
    var leftOut = [String]()
    var guards = [Simulator.Guard]()
    for guardrail in experiment.guardrails {
      let metric = experiment.metrics[guardrail.metric]
      let found =
        try wished.first { $0.metric == metric.name }.map { try self.guardrail(guardrail.metric, experiment, wish: $0, question, pace: pace) }
        ?? summary.flatMap { self.guardrail(guardrail.metric, experiment, $0, asOf: asOf ?? today) }
      if let found { guards.append(found) } else { leftOut.append(metric.name) }
    }
    // A day's worth of a ratio costs what its denominator does.
    if isByDays, case .mean(let deviation, _) = question.kind { question.kind = .mean(deviation: deviation, costPerUnit: wishes.costPerUnit ?? facts?.pricePerUnit) }
    guard let simulator = Simulator(experiment: experiment, calendar: calendar, question: question, sizePerDay: pace, guards: guards) else {
      throw RunnerError(
        .cannotPlan,
        BilingualText("'\(id)' says neither when it ends nor what it may spend: there is nothing to simulate", "“\(id)”既没有结束日期也没有预算，无法模拟"))
    }
    return Simulation(id: id, question: question, simulator: simulator, leftOut: leftOut)
  }

  /// The budget spread evenly over the days.
  private func pace(of question: PlanQuestion) -> Double? {
    guard let budget = question.budget, let days = question.days, days > 0 else { return nil }
    return question.kind.price.map { budget / $0 / days }
  }

  /// A guardrail as its data so far have it, all variants together; nil where they do not say.
  private func guardrail(_ index: Int, _ experiment: Experiment, _ summary: ExperimentSummary, asOf: CalendarDay) -> Simulator.Guard? {
    guard experiment.metrics[index].grain != .totals, let facts = PlanningFacts.Pooled(experiment, summary, metric: index, asOf: asOf) else { return nil }
    guard let kind = try? experiment.metrics[index].sampling(baseline: facts.value, deviation: facts.deviation, price: nil) else { return nil }
    return .init(metric: index, kind: kind, baseline: facts.value, sizePerDay: facts.sizePerDay)
  }

  /// A guardrail as the caller says.
  /// - Throws: `RunnerError` with `usage` for what cannot be meant, or cannot be simulated from a value alone.
  private func guardrail(_ index: Int, _ experiment: Experiment, wish: GuardrailWish, _ question: PlanQuestion, pace: Double) throws -> Simulator.Guard {
    let metric = experiment.metrics[index]
    func refuse(_ english: String, _ chinese: String) -> RunnerError {
      RunnerError(.usage, BilingualText("--guardrail \(wish.metric): \(english)", "--guardrail \(wish.metric)：\(chinese)"))
    }
    guard metric.grain != .totals else { throw refuse("its metric has no days to simulate", "其指标没有按天的数据") }
    let isCost = if case .costPer = question.kind { true } else { false }
    if metric.facts.isCost {
      guard !wish.isPercent else { throw refuse("a cost per result is an amount, not a per cent", "单位成本是金额，不是百分比") }
      // Its results are the primary's: the money that gives each its cost.
      if let results = Simulator.sharedResultsPerDay(metric, experiment.primary, question, pace: pace) {
        guard wish.perDay == nil else { throw refuse("its results are the primary's, so a value alone says all", "其结果就是主要指标的结果，只需给出数值") }
        return .init(metric: index, kind: .costPer, baseline: wish.baseline, sizePerDay: wish.baseline * results)
      }
      guard let money = wish.perDay ?? question.kind.price.map({ $0 * pace }) else {
        throw refuse("say how much money a day: \(wish.metric)=\(wish.baseline)/AMOUNT", "请给出每天的金额：\(wish.metric)=\(wish.baseline)/金额")
      }
      return .init(metric: index, kind: .costPer, baseline: wish.baseline, sizePerDay: money)
    }
    do throws(SamplingProblem) {
      // Of the primary's results where that is a cost per result, of its trials or units else.
      return .init(
        metric: index, kind: try metric.sampling(baseline: wish.baseline, deviation: nil, price: nil), baseline: wish.baseline,
        sizePerDay: wish.perDay ?? (isCost ? pace / question.baseline : pace))
    } catch .shareOfAll {
      throw refuse("a share lies below 100 %; for 5 % write 5%", "比例须小于 100%；5% 请写成 5%")
    } catch {
      throw refuse("a \(metric.kind.name) is simulated only from data, which say how far it spreads", "\(metric.kind.name) 只能从已有数据模拟（需要知道离散程度）")
    }
  }
}
