/// Means adjusted by a covariate measured before the experiment (CUPED: Deng, Xu, Kohavi & Walker 2013, WSDM, eq. 4).
///
/// A covariate that does not vary says nothing: θ is 0 then, and the answer that of the means as they are.
public struct CovariateAdjustment: Sendable {
  public struct Arm: Sendable {
    let count, mean, variance, covariateMean, covariateVariance, covariance: Double

    public init(count: Double, mean: Double, variance: Double, covariateMean: Double, covariateVariance: Double, covariance: Double) {
      (self.count, self.mean, self.variance) = (count, mean, variance)
      (self.covariateMean, self.covariateVariance, self.covariance) = (covariateMean, covariateVariance, covariance)
    }
  }

  public let theta: Double
  /// False where the covariate does not vary, so that nothing was adjusted.
  public let isAdjusted: Bool
  public let estimate: Double
  public let standardError: Double
  public let degreesOfFreedom: Double
  /// 1 − adjusted over raw variance of the difference.
  public let varianceReduction: Double
  /// Each arm's mean moved to the covariate's mean over both, with what variance is left.
  public let control: EstimatedArms.Arm
  public let treatment: EstimatedArms.Arm

  /// θ within arms, or over the pooled rows with the shift between arms (`isTotal`).
  /// - Throws: `tooFewUnits` below two in an arm, `zeroVariance` where nothing is left to vary, `outOfRange`.
  public init(control: Arm, treatment: Arm, isTotal: Bool = false) throws(NoAnswer) {
    for arm in [control, treatment] where arm.count < 2 { throw .tooFew(arm.count, need: 2) }
    var product = (control.count - 1) * control.covariance + (treatment.count - 1) * treatment.covariance
    var square = (control.count - 1) * control.covariateVariance + (treatment.count - 1) * treatment.covariateVariance
    let shift = treatment.covariateMean - control.covariateMean
    let gap = treatment.mean - control.mean
    if isTotal {
      let weight = control.count * treatment.count / (control.count + treatment.count)
      product += weight * shift * gap
      square += weight * shift * shift
    }
    guard square.isFinite, product.isFinite else { throw .outOfRange }
    isAdjusted = square > 0
    let theta = square > 0 ? product / square : 0
    guard (theta * theta * square).isFinite, (theta * product).isFinite else { throw .outOfRange }
    let centre = (control.count * control.covariateMean + treatment.count * treatment.covariateMean) / (control.count + treatment.count)
    func adjusted(_ arm: Arm) -> EstimatedArms.Arm {
      .mean(
        count: arm.count, mean: arm.mean - theta * (arm.covariateMean - centre),
        variance: max(0, arm.variance - 2 * theta * arm.covariance + theta * theta * arm.covariateVariance))
    }
    self.control = adjusted(control)
    self.treatment = adjusted(treatment)
    degreesOfFreedom = try EstimatedPair(control: self.control, treatment: self.treatment).degreesOfFreedom()
    self.theta = theta
    estimate = gap - theta * shift
    let left = self.control.variance + self.treatment.variance
    standardError = left.squareRoot()
    varianceReduction = isAdjusted ? 1 - left / (control.variance / control.count + treatment.variance / treatment.count) : 0
  }

  /// The adjusted means by Welch's test, named for what was done.
  public func comparison() throws(NoAnswer) -> EstimatedArms {
    try EstimatedArms(control: control, treatment: treatment, method: isAdjusted ? "welch-cuped" : "welch", isNonNegative: false)
  }
}
