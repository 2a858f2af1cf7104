import ExperimentModel
import ExperimentStatistics

/// Successes of trials, which are units where the table has them: Pearson's score test, and the exact conditional one where few are expected.
struct Share: ShareRoom {}

/// A share, however its trials are found.
protocol ShareRoom: CountedRoom {}

extension ShareRoom {
  var quantity: WithinDayChoice.Quantity { .share }

  func compare(_ control: UnitValues, _ treatment: UnitValues, isExact: Bool) throws(NoAnswer) -> any ArmComparison {
    // With strata each unit is a value of 0 or 1, whose variance and skewness the score knows as it knows any other's.
    guard control.strata.isEmpty || treatment.strata.isEmpty else { return try UnitScores(control: control, treatment: treatment) }
    return try compare(totals: Tally(control), Tally(treatment), isExact: isExact)
  }

  func interval(_ units: UnitValues, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval { try interval(total: Tally(units), levels) }

  func interval(total: Tally, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    try ArmInterval.share(successes: total.count, trials: total.exposure, levels)
  }

  var isPlannedByCounts: Bool { true }

  func sampling(baseline: Double, deviation: Double?, price: Double?) throws(SamplingProblem) -> PlanQuestion.Kind {
    guard baseline < 1 else { throw .shareOfAll }
    return .proportion(costPerTrial: price)
  }

  func size(_ totals: MetricAnalysis.ArmTotals, grain: Metric.Grain) -> Double { totals.denominator }
}

extension Tally {
  /// Units of which each counts or does not.
  fileprivate init(_ units: UnitValues) { self.init(count: units.sum, exposure: Double(units.count)) }
}
