import ExperimentModel
import ExperimentStatistics

/// −100, 0 or 100 of each unit: Welch's test of the difference alone, for a share of what can be negative means nothing.
struct NetPromoterScore: MeasuredRoom {
  func compare(_ control: UnitValues, _ treatment: UnitValues, isExact: Bool) throws(NoAnswer) -> any ArmComparison {
    WithoutRelative(try EstimatedArms(control: try estimate(control), treatment: try estimate(treatment), method: "welch", isNonNegative: false))
  }
}
