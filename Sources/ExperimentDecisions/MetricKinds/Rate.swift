import ExperimentModel
import ExperimentStatistics

/// Events of an exposure, given their total. Planned by their scatter between days: no plan of counts knows an exposure that is not money.
struct Rate: CountedRoom {
  var quantity: WithinDayChoice.Quantity { .rate }

  func interval(total: Tally, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    try ArmInterval.rate(results: total.count, exposure: total.exposure, levels)
  }

  var isPlannedByCounts: Bool { false }

  func sampling(baseline: Double, deviation: Double?, price: Double?) throws(SamplingProblem) -> PlanQuestion.Kind {
    guard let deviation, deviation > 0 else { throw .deviationUnknown }
    return .mean(deviation: deviation, costPerUnit: price)
  }

  func size(_ totals: MetricAnalysis.ArmTotals, grain: Metric.Grain) -> Double { grain == .units ? totals.units : totals.denominator }
}
