import ExperimentModel
import ExperimentStatistics

/// Money for each result: the results of the money, given their total. Without a result there is no value, and no limit to what one may cost.
struct CostPer: CountedRoom {
  var quantity: WithinDayChoice.Quantity { .costPerResult }

  func compare(_ control: UnitValues, _ treatment: UnitValues, isExact: Bool) throws(NoAnswer) -> any ArmComparison {
    try UnitScores(costOf: control, treatment)
  }

  func interval(total: Tally, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    try ArmInterval.costPerResult(results: total.count, cost: total.exposure, levels)
  }

  var reasonWithoutValue: NoAnswer { .zeroResults }

  var isPlannedByCounts: Bool { true }
  func sampling(baseline: Double, deviation: Double?, price: Double?) -> PlanQuestion.Kind { .costPer }
  func size(_ totals: MetricAnalysis.ArmTotals, grain: Metric.Grain) -> Double { totals.tally.exposure }
}
