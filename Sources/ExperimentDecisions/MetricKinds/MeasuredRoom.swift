import ExperimentModel
import ExperimentStatistics

/// Kinds whose values scatter as only the data can tell: over units by their moments, over days by the days.
protocol MeasuredRoom: MetricRoom {}

extension MeasuredRoom {
  func compare(days: DaySeries, isExact: Bool, allowance: DayScatter) throws(NoAnswer) -> any ArmComparison { try WithinDayChoice.values(days.pairs) }

  func series(_ days: [DayPair]) -> DaySeries { DaySeries(days) }

  func compare(pooled control: [Tally], _ treatment: [Tally], isExact: Bool) throws(NoAnswer) -> any ArmComparison {
    try EstimatedArms(
      control: try ArmByDay(control, kind: .values).arm, treatment: try ArmByDay(treatment, kind: .values).arm, method: "delta-by-day", isNonNegative: true)
  }

  /// Two totals say nothing of their own variance.
  func compare(totals control: Tally, _ treatment: Tally, isExact: Bool) throws(NoAnswer) -> any ArmComparison { throw .tooFewUnits(have: 1, need: 2) }

  func interval(days: [Tally], isWithinDay: Bool, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    try ArmByDay(days, kind: .values).interval(levels)
  }

  func interval(total: Tally, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval { throw .tooFewUnits(have: 1, need: 2) }

  var dayKind: ArmByDay.Kind { .values }
  func results(_ totals: MetricAnalysis.ArmTotals) -> Double { totals.units }
  func isCounted(byUnit: Bool) -> Bool { false }
  var isOnRatios: Bool { false }

  func posterior(_ values: MetricSummary.Values, _ analysis: MetricAnalysis) -> PosteriorArm? {
    guard let estimate = analysis.estimateAndVariance(values), estimate.variance > 0 else { return nil }
    return .estimate(estimate.value, variance: estimate.variance)
  }

  var isPlannedByCounts: Bool { false }

  func sampling(baseline: Double, deviation: Double?, price: Double?) throws(SamplingProblem) -> PlanQuestion.Kind {
    guard let deviation, deviation > 0 else { throw .deviationUnknown }
    return .mean(deviation: deviation, costPerUnit: price)
  }

  func size(_ totals: MetricAnalysis.ArmTotals, grain: Metric.Grain) -> Double { grain == .units ? totals.units : totals.denominator }
}
