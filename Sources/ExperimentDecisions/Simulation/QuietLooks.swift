import ExperimentModel
import ExperimentStatistics

/// Simulated looks that change nothing, told from the others without a review: no p-value is below all the alpha that has been spent by then, so no
/// boundary is crossed, and no effect is excluded that `minimum_effect` asks for. Whatever might be more than that goes to `ExperimentReviewer`.
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
  /// One-sided level of each hypothesis over the whole test, nothing being rejected yet.
  private let level: Double
  private let spending: SpendingFunction?
  private let isIncrease: Bool
  private let minimumEffect: StandingRules.MinimumEffect
  private let minimumDays: Int
  private let allocations: [Double]
  private let hasCostMetric: Bool
  private let sampleRatioLimit: Double

  /// - Returns: nil for rules that need every look worked out: guardrails, conditional power, no control.
  init?(_ experiment: Experiment) {
    guard case .variant(let control) = experiment.control, experiment.guardrails.isEmpty, experiment.plan.futility == nil,
      experiment.variants.allSatisfy({ $0.allocation > 0 })
    else { return nil }
    self.experiment = experiment
    self.control = control
    treatments = experiment.treatments
    var analysis = MetricAnalysis(metric: experiment.primary, plan: experiment.plan)
    analysis.switchback = SwitchbackPeriods(experiment)
    self.analysis = analysis
    level = HypothesisFamily(experiment: experiment, control: control).level(rejections: 0)
    spending = experiment.plan.effectiveSpending
    isIncrease = experiment.primary.direction == .increase
    minimumEffect = StandingRules.MinimumEffect(experiment)
    minimumDays = experiment.plan.minimumDays
    allocations = experiment.variants.map(\.allocation)
    hasCostMetric = experiment.spent != nil && experiment.metrics.contains { $0.kind == .costPer || $0.kind == .returnOn }
    // Well inside the limit of the check itself, so that a rounding cannot part the two.
    sampleRatioLimit = 0.99 * ChiSquared(degreesOfFreedom: Double(max(allocations.count - 1, 1))).upperQuantile(HealthChecks.sampleRatioLevel)
  }

  /// - Parameters:
  ///   - schedule: with the spending known on this day.
  ///   - pastDays: days of the test that are over.
  ///   - units: of each variant; nil where the data have none.
  ///   - spend: of each variant.
  ///   - values: of each variant's primary metric; asked for only at a look.
  ///   - last: the latest look; the one that this review takes is put in its place.
  func finding(
    on day: CalendarDay, schedule: LookSchedule, pastDays: Int, units: [Double?], spend: [Double], after last: inout Look?, spendingTime known: Double,
    values: (Int) -> MetricSummary.Values
  ) -> Finding {
    let time = max(known, schedule.spendingTime(on: day, asOf: day))
    let isOver = schedule.isOver(asOf: day, spendingTime: time)
    if mayBlock(on: day, pastDays: pastDays, units: units, spend: spend) { return .needsReview }
    guard isOver || schedule.isInterimLook(day, asOf: day, spendingTime: time) else { return .goesOn }
    let spendingTime = isOver ? 1 : time
    let baseline = values(control)
    var comparisons = [Comparison]()
    comparisons.reserveCapacity(treatments.count)
    for treatment in treatments {
      guard let comparison = try? analysis.compare(control: baseline, treatment: values(treatment)) else {
        comparisons.append(Comparison(information: 0, tails: nil))
        continue
      }
      let tails = (higher: comparison.higher, lower: comparison.lower)
      let spent = spentByNow(spendingTime, isFirst: last == nil)
      guard tails.higher.value >= spent, tails.lower.value >= spent else { return .needsReview }
      if pastDays >= minimumDays, minimumEffect.isExcluded(by: comparison, SideLevels(lower: spent, upper: spent)) { return .needsReview }
      comparisons.append(Comparison(information: comparison.information, tails: tails))
    }
    // A look without data or without news is a matter for the rules.
    guard comparisons.contains(where: { $0.information > 0 }) else { return .needsReview }
    if let last, zip(last.comparisons, comparisons).allSatisfy({ $0.information == $1.information }) { return .needsReview }
    last = Look(date: day, spendingTime: spendingTime, isFinal: isOver, comparisons: comparisons)
    return isOver ? .ends(budgetSpent: schedule.isBudgetSpent(asOf: day)) : .goesOn
  }

  /// Never less than the level of this look alone.
  private func spentByNow(_ time: Double, isFirst: Bool) -> Double {
    guard let spending, !isFirst || time < 1 else { return level }
    let spent = spending.spent(at: time, alpha: level)
    return spent > BoundaryState.leastAmount ? spent : 0
  }

  /// Whether a health check might block: those that clean data can fail by chance or by their pace.
  private func mayBlock(on day: CalendarDay, pastDays: Int, units: [Double?], spend: [Double]) -> Bool {
    guard let start = experiment.start, pastDays > 0 else { return true }
    if start + (pastDays - 1) < min(day, experiment.end ?? day) - HealthChecks.staleDays { return true }
    let counted = units.compactMap { $0 }
    if counted.count == allocations.count, HealthChecks.sampleRatioStatistic(counted, weights: allocations) ?? 0 > sampleRatioLimit { return true }
    guard hasCostMetric, let ratio = HealthChecks.spendRatio(spend, weights: allocations) else { return false }
    return ratio > 0.99 * HealthChecks.spendImbalanceBlock
  }

  // MARK: For the rules

  /// The look as the ledger keeps it, for a review that comes after.
  func recorded(_ look: Look, number: Int) -> RecordedLook {
    let spent = spentByNow(look.spendingTime, isFirst: number == 1)
    return RecordedLook(
      number: number, date: look.date.description, spendingTime: look.spendingTime, isFinal: look.isFinal, alphaSpent: 0,
      comparisons: zip(treatments, look.comparisons).map { treatment, comparison in
        let (better, worse) = isIncrease ? (comparison.tails?.higher, comparison.tails?.lower) : (comparison.tails?.lower, comparison.tails?.higher)
        let statistic = better.flatMap { better in worse.map { StandardNormal.score(higher: better, lower: $0) } } ?? 0
        return RecordedComparison(
          variant: experiment.variants[treatment].id, versus: experiment.variants[control].id, information: comparison.information, statistic: statistic,
          winnerLevel: level, loserLevel: level, winnerBoundary: nil, loserBoundary: nil, winnerNominal: spent, loserNominal: spent, alphaSpent: spent,
          estimate: nil, lower: nil, upper: nil, pValue: 1)
      }, guardrails: [])
  }
}
