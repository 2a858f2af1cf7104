/// A ratio of two means of the same units, and Student's comparison of two means.
public enum RatioOfMeans {
  /// r = ȳ/x̄ with variance (s_y² − 2r·s_xy + r²s_x²)/(n·x̄²) (Cochran 1977, Sampling Techniques, §6.5).
  public static func arm(
    count: Double, numerator: (mean: Double, variance: Double), denominator: (mean: Double, variance: Double), covariance: Double
  ) throws(NoAnswer) -> EstimatedArms.Arm {
    guard count >= 2 else { throw .tooFew(count, need: 2) }
    guard denominator.mean != 0 else { throw .zeroExposure }
    let ratio = numerator.mean / denominator.mean
    let moved = ratio * ratio * denominator.variance
    guard ratio.isFinite, moved.isFinite, (ratio * covariance).isFinite else { throw .outOfRange }
    let residual = max(0, numerator.variance - 2 * ratio * covariance + moved)
    return .init(
      estimate: ratio, variance: residual / count / (denominator.mean * denominator.mean), degreesOfFreedom: count - 1)
  }

  /// The same of units at hand, one numerator and one denominator each, about their means.
  public static func arm(numerators: [Double], denominators: [Double]) throws(NoAnswer) -> EstimatedArms.Arm {
    precondition(numerators.count == denominators.count, "a numerator and a denominator for each unit")
    let n = Double(numerators.count)
    guard numerators.count >= 2 else { throw .tooFewUnits(have: numerators.count, need: 2) }
    let (y, x) = (numerators.reduce(0, +) / n, denominators.reduce(0, +) / n)
    var (syy, sxx, sxy) = (0.0, 0.0, 0.0)
    for (numerator, denominator) in zip(numerators, denominators) {
      let (dy, dx) = (numerator - y, denominator - x)
      syy += dy * dy
      sxx += dx * dx
      sxy += dx * dy
    }
    return try arm(count: n, numerator: (y, syy / (n - 1)), denominator: (x, sxx / (n - 1)), covariance: sxy / (n - 1))
  }

  /// Student's t with the pooled variance; arms carry the variance of their mean.
  public static func student(
    control: (count: Double, arm: EstimatedArms.Arm), treatment: (count: Double, arm: EstimatedArms.Arm), confidence: Double
  ) throws(NoAnswer) -> (interval: SidedInterval, test: TailedTest, error: Double) {
    let freedom = control.count + treatment.count - 2
    let squares =
      control.arm.variance * control.count * (control.count - 1) + treatment.arm.variance * treatment.count * (treatment.count - 1)
    guard squares > 0 else { throw .zeroVariance }
    let error = (squares / freedom * (1 / control.count + 1 / treatment.count)).squareRoot()
    let estimate = treatment.arm.estimate - control.arm.estimate
    let half = StudentT(degreesOfFreedom: freedom).upperQuantile((1 - confidence) / 2) * error
    return (
      SidedInterval(estimate: estimate, lower: .value(estimate - half), upper: .value(estimate + half)),
      TailedTest(t: estimate / error, degreesOfFreedom: freedom), error
    )
  }
}
