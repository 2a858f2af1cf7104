public import ExperimentDecisions
public import ExperimentModel

/// `mvp simulate`: the rules of one experiment's file, tried on simulated data.
extension Runner {
  public struct Simulation: Sendable {
    public let id: String
    public let question: PlanQuestion
    public let simulator: Simulator
    /// Guardrails that are not simulated, by metric: what they are now is not known, or their kind has no generator.
    public let leftOut: [String]
  }

  /// - Throws: `RunnerError` when nothing says how the metric stands now, how much comes in a day, or when the test ends.
  public func simulation(_ name: String, wishes: PlanWishes, asOf: CalendarDay? = nil) throws -> Simulation {
    let plan = try plan(name, wishes: wishes, asOf: asOf)
    guard case .success(let experiment)? = loaded.entries.first(where: { $0.id == plan.id })?.result,
      let review = try show(plan.id, asOf: asOf).review.experiments.first
    else { throw RunnerError(.cannotPlan, BilingualText("'\(plan.id)' cannot be simulated", "“\(plan.id)”无法模拟")) }
    guard experiment.primary.grain != .totals else {
      throw RunnerError(
        .cannotPlan,
        BilingualText("'\(plan.id)' has one undated total per variant: there are no days to simulate", "“\(plan.id)”每个版本只有一个不分日期的总数，没有可模拟的天"))
    }
    guard let pace = wishes.perDay ?? plan.question.sizePerDay ?? pace(of: plan.question) else {
      throw RunnerError(
        .cannotPlan,
        BilingualText(
          "nothing says how much comes in a day: give it with --per-day (money for a cost per result, else trials or units, over all variants)",
          "没有数据说明每天有多少量：请用 --per-day 给出（每个结果的成本用金额，其余用次数或单位，所有版本合计）"))
    }
    var leftOut = [String]()
    var guards = [Simulator.Guard]()
    for guardrail in experiment.guardrails {
      let metric = experiment.metrics[guardrail.metric]
      if let guardrail = self.guardrail(guardrail.metric, metric, review) { guards.append(guardrail) } else { leftOut.append(metric.name) }
    }
    guard let simulator = Simulator(experiment: experiment, calendar: calendar, question: plan.question, sizePerDay: pace, guards: guards) else {
      throw RunnerError(
        .cannotPlan,
        BilingualText("'\(plan.id)' says neither when it ends nor what it may spend: there is nothing to simulate", "“\(plan.id)”既没有结束日期也没有预算，无法模拟"))
    }
    return Simulation(id: plan.id, question: plan.question, simulator: simulator, leftOut: leftOut)
  }

  /// The budget spread evenly over the days.
  private func pace(of question: PlanQuestion) -> Double? {
    guard let budget = question.budget, let days = question.days, days > 0 else { return nil }
    return switch question.kind {
    case .costPer: budget / days
    case .proportion(let cost): cost.map { budget / $0 / days }
    case .mean(_, let cost): cost.map { budget / $0 / days }
    }
  }

  private func guardrail(_ index: Int, _ metric: Metric, _ review: ExperimentReview) -> Simulator.Guard? {
    guard let shown = review.metrics.first(where: { $0.name == metric.name }), review.days > 0, metric.grain == .days else { return nil }
    let numerator = shown.variants.compactMap(\.numerator).reduce(0, +)
    let denominator = shown.variants.compactMap(\.denominator).reduce(0, +)
    guard numerator > 0, denominator > 0 else { return nil }
    switch metric.kind {
    case .costPer:
      return .init(metric: index, kind: .costPer, baseline: numerator / denominator, sizePerDay: numerator / Double(review.days))
    case .proportion where numerator < denominator:
      return .init(metric: index, kind: .proportion(costPerTrial: nil), baseline: numerator / denominator, sizePerDay: denominator / Double(review.days))
    default: return nil
    }
  }
}
