import ExperimentModel
import ExperimentStatistics

/// Simulated looks that change nothing, told from the others without a review: no p-value is below all the alpha that has been spent by then, so no
/// boundary is crossed; no effect is excluded that `minimum_effect` asks for; no guardrail is beyond its limit even on the narrowest interval that the
/// look could have; and the final look alone leaves more conditional power than `futility` asks. Whatever might be more goes to `ExperimentReviewer`.
///
/// Most looks of most runs are of this kind. That the short way comes to the same verdicts is a test's business, over all scenarios.
struct QuietLooks: Sendable {
  /// What a review found where nothing happened.
  enum Finding {
    /// Not a look, or one after which the experiment goes on.
    case goesOn
    /// The last look, without a winner; `budgetSpent` as the verdict would say it.
    case ends(budgetSpent: Bool)
    /// Something may have happened.
    case needsReview
  }

  /// One look, as far as a later one may ask for it.
  struct Look {
    let date: CalendarDay
    let spendingTime: Double
    let isFinal: Bool
    /// One for each treatment.
    let comparisons: [Comparison]
    let guardrails: [RecordedGuardrail]
  }

  struct Comparison {
    let information: Double
    /// One-sided p for a higher and for a lower value; nil where the data had no answer.
    let tails: (higher: PValue, lower: PValue)?
  }

  private let experiment: Experiment
  private let control: Int
  private let treatments: [Int]
  private let analysis: MetricAnalysis
  private let guarded: [(guardrail: Guardrail, analysis: MetricAnalysis, lag: Int)]
  /// One-sided level of each hypothesis over the whole test, nothing being rejected yet.
  private let level: Double
  private let lag: Int
  private let spending: SpendingFunction?
  private let isIncrease: Bool
  private let minimumEffect: StandingRules.MinimumEffect
  private let minimumDays: Int
  private let futility: Double?
  private let allocations: [Double]
  private let hasCostMetric: Bool
  private let sampleRatioLimit: Double

  /// - Returns: nil for tests that need every look worked out: no control, an arm without a share, switched periods.
  init?(_ experiment: Experiment) {
    guard case .variant(let control) = experiment.control, SwitchbackPeriods(experiment) == nil, experiment.variants.allSatisfy({ $0.allocation > 0 })
    else { return nil }
    self.experiment = experiment
    self.control = control
    treatments = experiment.treatments
    analysis = MetricAnalysis(metric: experiment.primary, plan: experiment.plan)
    guarded = experiment.guardrails.map {
      let metric = experiment.metrics[$0.metric]
      return ($0, MetricAnalysis(metric: metric, plan: experiment.plan), metric.outcomeLag)
    }
    level = HypothesisFamily(experiment: experiment, control: control).level(rejections: 0)
    lag = experiment.primary.outcomeLag
    spending = experiment.plan.effectiveSpending
    isIncrease = experiment.primary.direction == .increase
    minimumEffect = StandingRules.MinimumEffect(experiment)
    minimumDays = experiment.plan.minimumDays
    futility = experiment.plan.futility
    allocations = experiment.variants.map(\.allocation)
    hasCostMetric = experiment.spent != nil && experiment.metrics.contains { $0.kind == .costPer || $0.kind == .returnOn }
    // Well inside the limit of the check itself, so that a rounding cannot part the two.
    sampleRatioLimit = 0.99 * ChiSquared(degreesOfFreedom: Double(max(allocations.count - 1, 1))).upperQuantile(HealthChecks.sampleRatioLevel)
  }

  /// - Parameters:
  ///   - schedule: with the spending known on this day.
  ///   - looks: those before, all of them quiet.
  /// - Returns: what was found, and the look if one was taken.
  func finding(
    on day: CalendarDay, schedule: LookSchedule, _ simulated: SimulatedExperiment, after looks: [Look]
  ) -> (Finding, Look?) {
    let past = simulated.past(day)
    let time = max(looks.last?.spendingTime ?? 0, schedule.spendingTime(on: day, asOf: day))
    let isOver = schedule.isOver(asOf: day, spendingTime: time)
    if mayBlock(on: day, past: past, simulated) { return (.needsReview, nil) }
    guard isOver || schedule.isInterimLook(day, asOf: day, spendingTime: time) else { return (.goesOn, nil) }
    let spendingTime = isOver ? 1 : time
    let spent = spentByNow(spendingTime, isFirst: looks.isEmpty)
    let mature = simulated.mature(day, lag: lag)
    let rule = futility.flatMap { _ in
      isOver
        ? nil
        : ConditionalPowerRule(
          experiment: experiment, analysis: analysis, values: allocations.indices.map { simulated.values($0, 0, after: mature) }, looks: [],
          spendingTime: spendingTime, later: schedule.remainingTimes(after: day))
    }
    var comparisons = [Comparison]()
    comparisons.reserveCapacity(treatments.count)
    for treatment in treatments {
      guard let comparison = simulated.comparison(treatment, control: control, after: mature, analysis) else {
        comparisons.append(Comparison(information: 0, tails: nil))
        continue
      }
      let tails = (higher: comparison.higher, lower: comparison.lower)
      guard tails.higher.value >= spent, tails.lower.value >= spent else { return (.needsReview, nil) }
      if past >= minimumDays {
        if minimumEffect.isExcluded(by: comparison, SideLevels(lower: spent, upper: spent)) { return (.needsReview, nil) }
        if let rule, let futility,
          !rule.surelyReaches(futility, comparison, treatment, versus: control, statistic: statistic(tails), level: level)
        {
          return (.needsReview, nil)
        }
      }
      comparisons.append(Comparison(information: comparison.information, tails: tails))
    }
    // A look without data or without news is a matter for the rules.
    guard comparisons.contains(where: { $0.information > 0 }) else { return (.needsReview, nil) }
    if let last = looks.last, zip(last.comparisons, comparisons).allSatisfy({ $0.information == $1.information }) { return (.needsReview, nil) }
    guard let guardrails = guardrails(on: day, simulated, spendingTime: spendingTime) else { return (.needsReview, nil) }
    let look = Look(date: day, spendingTime: spendingTime, isFinal: isOver, comparisons: comparisons, guardrails: guardrails)
    return (isOver ? .ends(budgetSpent: schedule.isBudgetSpent(asOf: day)) : .goesOn, look)
  }

  /// Never less than the level of this look alone.
  private func spentByNow(_ time: Double, isFirst: Bool) -> Double {
    guard let spending, !isFirst || time < 1 else { return level }
    let spent = spending.spent(at: time, alpha: level)
    return spent > BoundaryState.leastAmount ? spent : 0
  }

  /// z towards the wanted direction.
  private func statistic(_ tails: (higher: PValue, lower: PValue)) -> Double {
    isIncrease ? StandardNormal.score(higher: tails.higher, lower: tails.lower) : StandardNormal.score(higher: tails.lower, lower: tails.higher)
  }

  /// What the ledger keeps of the guardrails; nil where one may be broken.
  private func guardrails(on day: CalendarDay, _ simulated: SimulatedExperiment, spendingTime: Double) -> [RecordedGuardrail]? {
    var recorded = [RecordedGuardrail]()
    for (guardrail, analysis, lag) in guarded {
      let mature = simulated.mature(day, lag: lag)
      let check = GuardrailCheck(
        experiment: experiment, guardrail: guardrail, analysis: analysis,
        values: allocations.indices.map { simulated.values($0, guardrail.metric, after: mature) }, looks: [], spendingTime: spendingTime, depth: .screen)
      for variant in allocations.indices {
        guard let outcome = check.check(variant) else { continue }
        if outcome.review.status == .broken { return nil }
        if let kept = outcome.recorded { recorded.append(kept) }
      }
    }
    return recorded
  }

  /// Whether a health check might block: those that clean data can fail by chance or by their pace.
  private func mayBlock(on day: CalendarDay, past: Int, _ simulated: SimulatedExperiment) -> Bool {
    guard past > 0 else { return true }
    if simulated.start + (past - 1) < min(day, experiment.end ?? day) - HealthChecks.staleDays { return true }
    let counted = allocations.indices.compactMap { simulated.units($0, after: past) }
    if counted.count == allocations.count, HealthChecks.sampleRatioStatistic(counted, weights: allocations) ?? 0 > sampleRatioLimit { return true }
    let spend = allocations.indices.compactMap { simulated.spend($0, after: past) }
    guard hasCostMetric, spend.count == allocations.count, let ratio = HealthChecks.spendRatio(spend, weights: allocations) else { return false }
    return ratio > 0.99 * HealthChecks.spendImbalanceBlock
  }

  // MARK: For the rules

  /// The look as the ledger keeps it, for a review that comes after.
  func recorded(_ look: Look, number: Int) -> RecordedLook {
    let spent = spentByNow(look.spendingTime, isFirst: number == 1)
    return RecordedLook(
      number: number, date: look.date, spendingTime: look.spendingTime, isFinal: look.isFinal, alphaSpent: 0,
      comparisons: zip(treatments, look.comparisons).map { treatment, comparison in
        RecordedComparison(
          variant: experiment.variants[treatment].id, versus: experiment.variants[control].id, information: comparison.information,
          statistic: comparison.tails.map { statistic($0) } ?? 0, winnerLevel: level, loserLevel: level, winnerBoundary: nil, loserBoundary: nil,
          winnerNominal: spent, loserNominal: spent, alphaSpent: spent, estimate: nil, lower: nil, upper: nil, pValue: nil)
      }, guardrails: look.guardrails)
  }
}
