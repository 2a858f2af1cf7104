import ExperimentData
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
        SimulationSentences.noDays(id))
    }
    guard let pace = wishes.perDay ?? (isByDays ? facts?.sizePerDay ?? 1000 : question.sizePerDay) ?? pace(of: question) else {
      throw RunnerError(
        .cannotPlan,
        SimulationSentences.noPace)
    }
    let names = experiment.guardrails.map { experiment.metrics[$0.metric].name }
    for (place, wish) in wished.enumerated() {
      guard names.contains(wish.metric) else {
        throw RunnerError(
          .usage, SimulationSentences.noSuchGuardrail(wish.metric, of: id, known: names))
      }
      guard !wished[..<place].contains(where: { $0.metric == wish.metric }) else {
        throw RunnerError(.usage, SimulationSentences.guardrailTwice(wish.metric))
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
    let drawn = drawn(experiment, question, wishes, guards: guards, asOf: asOf ?? today, hasData: summary != nil)
    // As much comes as came, or the days would not scatter as they did.
    let drawnDays =
      wishes.perDay == nil && wishes.deviation == nil && wishes.scatter == nil
      ? summary.map { self.drawnDays(experiment, $0, metrics: [0] + guards.map(\.metric).filter { place in !wished.contains { $0.metric == experiment.metrics[place].name } }) }
        ?? [:] : [:]
    guard let simulator = Simulator(experiment: experiment, calendar: calendar, question: question, sizePerDay: pace, guards: guards, drawn: drawn, drawnDays: drawnDays) else {
      throw RunnerError(
        .cannotPlan,
        SimulationSentences.noEnd(id))
    }
    return Simulation(id: id, question: question, simulator: simulator, leftOut: leftOut)
  }

  /// The team's own units of each metric that is counted over units, where there are any; of a cost per result without them, units by what is assumed.
  private func drawn(
    _ experiment: Experiment, _ question: PlanQuestion, _ wishes: PlanWishes, guards: [Simulator.Guard], asOf: CalendarDay, hasData: Bool
  ) -> [Int: DrawnUnits] {
    let control = if case .variant(let index) = experiment.control { index } else { 0 }
    let request = SummaryRequest(experiment: experiment, asOf: asOf, timeZone: workspace.timeZone)
    var drawn = [Int: DrawnUnits]()
    for metric in [0] + guards.map(\.metric) where experiment.metrics[metric].drawsFromUnits && hasData {
      // What the caller says of the spread stands.
      guard metric != 0 || wishes.deviation == nil && wishes.dispersion == nil else { continue }
      drawn[metric] = engine.units(of: metric, for: request).flatMap { DrawnUnits($0, control: control) }
    }
    if drawn[0] == nil, question.isOfUnits { drawn[0] = DrawnUnits(costPerResult: question.baseline, dispersion: question.dispersion) }
    return drawn
  }

  private func drawnDays(_ experiment: Experiment, _ summary: ExperimentSummary, metrics: [Int]) -> [Int: DrawnDays] {
    var drawn = [Int: DrawnDays]()
    for metric in metrics where experiment.metrics[metric].grain == .days {
      drawn[metric] = DrawnDays(experiment.variants.indices.map { experiment.variants[$0].allocation > 0 ? summary.variants[$0].metrics[metric].values : nil })
    }
    return drawn
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
    func refuse(_ problem: GuardrailProblem) -> RunnerError { RunnerError(.usage, SimulationSentences.guardrail(wish, problem)) }
    guard metric.grain != .totals else { throw refuse(.noDays) }
    let isCost = question.kind.isCost
    if metric.facts.isCost {
      guard !wish.isPercent else { throw refuse(.costAsPercent) }
      // Its results are the primary's: the money that gives each its cost.
      if let results = Simulator.sharedResultsPerDay(metric, experiment.primary, question, pace: pace) {
        guard wish.perDay == nil else { throw refuse(.sharesResults) }
        return .init(metric: index, kind: .costPer, baseline: wish.baseline, sizePerDay: wish.baseline * results)
      }
      guard let money = wish.perDay ?? question.kind.price.map({ $0 * pace }) else {
        throw refuse(.noMoney)
      }
      return .init(metric: index, kind: .costPer, baseline: wish.baseline, sizePerDay: money)
    }
    do throws(SamplingProblem) {
      // Of the primary's results where that is a cost per result, of its trials or units else.
      return .init(
        metric: index, kind: try metric.sampling(baseline: wish.baseline, deviation: nil, price: nil), baseline: wish.baseline,
        sizePerDay: wish.perDay ?? (isCost ? pace / question.baseline : pace))
    } catch .shareOfAll {
      throw refuse(.shareOfAll)
    } catch {
      throw refuse(.onlyFromData(kind: metric.kind.name))
    }
  }
}
