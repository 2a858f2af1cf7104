import ExperimentModel
import ExperimentStatistics

/// A number of each unit: Welch's test, after a covariate from before the test where there is one (CUPED).
struct Mean: MeasuredRoom {
  func compare(_ control: UnitValues, _ treatment: UnitValues, isExact: Bool) throws(NoAnswer) -> any ArmComparison {
    if let before = CovariateAdjustment.Arm(control), let after = CovariateAdjustment.Arm(treatment) {
      return try CovariateAdjustment(control: before, treatment: after).comparison()
    }
    return try EstimatedArms(control: try estimate(control), treatment: try estimate(treatment), method: "welch", isNonNegative: false)
  }
}

extension CovariateAdjustment.Arm {
  /// Nil without a covariate, or without the two units that a variance takes.
  fileprivate init?(_ units: UnitValues) {
    guard let covariate = units.covariate, units.count >= 2 else { return nil }
    let n = Double(units.count)
    self.init(
      count: n, mean: units.mean, variance: units.squaredDeviations / (n - 1), covariateMean: covariate.mean,
      covariateVariance: covariate.squaredDeviations / (n - 1), covariance: covariate.coDeviation / (n - 1))
  }
}
