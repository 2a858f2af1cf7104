import Glibc

/// Cost per result of two arms; size is the control arm's budget.
///
/// The logarithm of the ratio of two Poisson rates has variance φ(1/x₀ + 1/x₁), x being expected results (Wald; Ng & Tang 2005):
/// power = Φ(|ln ratio|/SE − z).
public struct CostPerPlan: PowerPlan, Hashable {
  /// Expected cost per result, in money.
  public let control, treatment: Double
  public let alpha: Double
  public let allocation: Double
  public let comparisons: Int
  /// φ ≥ 1: the variance of results over Poisson's.
  public let dispersion: Double

  /// - Throws: `InvalidInput`.
  public init(
    control: Double, treatment: Double, alpha: Double = 0.05, allocation: Double = 1, comparisons: Int = 1, dispersion: Double = 1
  ) throws {
    try checkPlan(alpha: alpha, comparisons: comparisons, allocation: allocation)
    guard control > 0, control < .infinity else { throw InvalidInput(key: "control_cost_per", found: "\(control)", allowed: "above 0") }
    guard treatment > 0, treatment < .infinity else {
      throw InvalidInput(key: "relative_effect", found: "\(treatment / control - 1)", allowed: "above -1")
    }
    guard dispersion > 0, dispersion < .infinity else { throw InvalidInput(key: "dispersion", found: "\(dispersion)", allowed: "above 0") }
    self.control = control
    self.treatment = treatment
    self.alpha = alpha
    self.allocation = allocation
    self.comparisons = comparisons
    self.dispersion = dispersion
  }

  /// Variance of the log ratio times the control's budget.
  private var unitVariance: Double { dispersion * (control + treatment / allocation) }
  private var effect: Double { abs(log(treatment / control)) }

  public func power(size: Double) throws -> Double {
    try checkSize(size)
    return StandardNormal.upperTail(criticalValue - effect * (size / unitVariance).squareRoot())
  }

  public func size(power: Double) throws -> Double {
    try checkPower(power)
    guard effect > 0 else { throw NoAnswer.undefined("the effect is zero") }
    let ratio = (criticalValue - StandardNormal.upperQuantile(power)) / effect
    return ratio * ratio * unitVariance
  }

  /// The treatment's cost per result nearest the control's that is found with `power` on this budget: below it, or above.
  /// - Throws: `NoAnswer.undefined` for an increase that no budget of this size shows: dearer results are fewer results.
  public static func detectable(
    control: Double, size: Double, power: Double, isIncrease: Bool = false, alpha: Double = 0.05, allocation: Double = 1, comparisons: Int = 1,
    dispersion: Double = 1
  ) throws -> Double {
    func plan(_ log: Double) throws -> CostPerPlan {
      try CostPerPlan(
        control: control, treatment: control * exp(isIncrease ? log : -log), alpha: alpha, allocation: allocation, comparisons: comparisons,
        dispersion: dispersion)
    }
    try plan(0).checkPower(power)
    try plan(0).checkSize(size)
    var upper = 0.25
    for _ in 0..<60 {
      if try plan(upper).power(size: size) >= power { break }
      upper += 0.25 + 0.1 * upper
      guard upper < 300 else { throw NoAnswer.undefined("no cost per result is told from the control's on this budget") }
    }
    guard try plan(upper).power(size: size) >= power else {
      throw NoAnswer.undefined("no cost per result is told from the control's on this budget")
    }
    let found = try Roots.brent(between: 0, and: upper) { try plan($0).power(size: size) - power }
    return control * exp(isIncrease ? found : -found)
  }
}
