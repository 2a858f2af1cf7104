import ExperimentModel
import ExperimentStatistics

/// A quantile of the units' values, with the error of its interval between order statistics: compared by z, from 30 units an arm.
struct Quantile: MeasuredRoom {
  static let fewestUnits = 30

  func compare(_ control: UnitValues, _ treatment: UnitValues, isExact: Bool) throws(NoAnswer) -> any ArmComparison {
    try EstimatedArms(control: try estimate(control), treatment: try estimate(treatment), method: "order-statistics", isNonNegative: false)
  }

  func estimate(_ units: UnitValues) throws(NoAnswer) -> EstimatedArms.Arm {
    guard units.count >= Quantile.fewestUnits else { throw .tooFewUnits(have: units.count, need: Quantile.fewestUnits) }
    let n = Double(units.count)
    // A reference with no end of degrees of freedom.
    return .init(estimate: units.mean, variance: units.squaredDeviations / (n - 1) / n, degreesOfFreedom: 1e9)
  }
}
