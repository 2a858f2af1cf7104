import ExperimentModel
import ExperimentStatistics

/// A number of each unit: a score test that sees how skewed the units are. After a covariate from before the test (CUPED) Welch's test of the adjusted means,
/// which does not, and says nothing relative of values that may be below zero.
struct Mean: MeasuredRoom {
  func compare(_ control: UnitValues, _ treatment: UnitValues, isExact: Bool) throws(NoAnswer) -> any ArmComparison {
    guard let before = CovariateAdjustment.Arm(control), let after = CovariateAdjustment.Arm(treatment) else {
      return try UnitScores(control: control, treatment: treatment)
    }
    let adjusted = try CovariateAdjustment(control: before, treatment: after).comparison()
    return control.negative + treatment.negative > 0 ? WithoutRelative(adjusted) : adjusted
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
