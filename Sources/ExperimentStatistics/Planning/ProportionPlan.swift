import Glibc

/// Two proportions by the normal approximation; size is trials in the control arm.
///
/// Superiority: (|d|√n − z√V₀)/√V₁ with V₀ pooled over both arms (R's power.prop.test; Fleiss, Levin & Paik 2003, eq. 4.14) or V₀ = V₁
/// (Wald). Non-inferiority by a margin: the treatment's proportion is at most `margin` below the control's, tested one-sided at
/// alpha/2, by Wald or with the variance restricted to the null (Farrington & Manning 1990).
public struct ProportionPlan: PowerPlan, Hashable {
  public enum Variance: Hashable, Sendable {
    /// V₀ pooled under the null. Not for a margin.
    case pooled
    case unpooled
    /// V₀ at the restricted maximum-likelihood estimates: for a margin.
    case farringtonManning
  }

  public let control: Double
  public let treatment: Double
  public let alpha: Double
  public let allocation: Double
  public let comparisons: Int
  /// ≥ 0; 0 is a test of superiority.
  public let margin: Double
  public let variance: Variance
  /// Counts crossings in the wrong direction as well (power.prop.test's `strict`).
  public let countsFarTail: Bool
  private let nullVariance, variancePerTrial: Double

  /// - Throws: `InvalidInput`.
  public init(
    control: Double, treatment: Double, alpha: Double = 0.05, allocation: Double = 1, comparisons: Int = 1, margin: Double = 0,
    variance: Variance = .pooled, countsFarTail: Bool = false
  ) throws {
    try checkPlan(alpha: alpha, comparisons: comparisons, allocation: allocation)
    guard control > 0, control < 1 else { throw InvalidInput(key: "baseline", found: "\(control)", allowed: "between 0 and 1") }
    guard treatment > 0, treatment < 1 else {
      throw InvalidInput(key: "effect", found: "a proportion of \(treatment)", allowed: "one that keeps the proportion between 0 and 1")
    }
    guard margin >= 0, margin < 1 else { throw InvalidInput(key: "margin", found: "\(margin)", allowed: "0 or more, below 1") }
    guard margin == 0 || treatment - control > -margin else {
      throw InvalidInput(key: "margin", found: "\(margin)", allowed: "above the expected loss, \(control - treatment)")
    }
    guard margin == 0 || variance != .pooled else {
      throw InvalidInput(key: "variance", found: "pooled", allowed: "unpooled or farrington-manning with a margin")
    }
    self.control = control
    self.treatment = treatment
    self.alpha = alpha
    self.allocation = allocation
    self.comparisons = comparisons
    self.margin = margin
    self.variance = variance
    self.countsFarTail = countsFarTail
    variancePerTrial = control * (1 - control) + treatment * (1 - treatment) / allocation
    switch variance {
    case .pooled:
      let pooled = (control + allocation * treatment) / (1 + allocation)
      nullVariance = pooled * (1 - pooled) * (1 + 1 / allocation)
    case .unpooled: nullVariance = variancePerTrial
    case .farringtonManning:
      let restricted = ProportionPlan.restricted(control: control, treatment: treatment, difference: -margin, controlPerTreatment: 1 / allocation)
      nullVariance = restricted.control * (1 - restricted.control) + restricted.treatment * (1 - restricted.treatment) / allocation
    }
  }

  private var distance: Double { margin > 0 ? treatment - control + margin : abs(treatment - control) }

  public func power(size: Double) throws -> Double {
    try checkSize(size)
    let shift = distance * size.squareRoot() / variancePerTrial.squareRoot()
    let threshold = criticalValue * (nullVariance / variancePerTrial).squareRoot()
    let near = StandardNormal.upperTail(threshold - shift)
    return countsFarTail && margin == 0 ? near + StandardNormal.upperTail(threshold + shift) : near
  }

  public func size(power: Double) throws -> Double {
    try checkPower(power)
    guard distance > 0 else { throw NoAnswer.undefined("the effect is zero") }
    let root = (criticalValue * nullVariance.squareRoot() - StandardNormal.upperQuantile(power) * variancePerTrial.squareRoot()) / distance
    let near = root * root
    return countsFarTail && margin == 0 ? try searchedSize(power: power, from: near, least: 1e-9) : near
  }

  /// The smallest treatment proportion above (or below) the control's that is found with `power` at `size`.
  /// - Throws: `NoAnswer.undefined` when none in 0…1 is.
  public static func detectable(
    control: Double, size: Double, power: Double, isIncrease: Bool = true, alpha: Double = 0.05, allocation: Double = 1, comparisons: Int = 1,
    variance: Variance = .pooled, countsFarTail: Bool = false
  ) throws -> Double {
    func excess(_ treatment: Double) throws -> Double {
      try ProportionPlan(
        control: control, treatment: treatment, alpha: alpha, allocation: allocation, comparisons: comparisons, variance: variance,
        countsFarTail: countsFarTail
      ).power(size: size) - power
    }
    let plan = try ProportionPlan(control: control, treatment: control, alpha: alpha, allocation: allocation, comparisons: comparisons)
    try plan.checkPower(power)
    try plan.checkSize(size)
    let end = isIncrease ? 1 - 1e-12 : 1e-12
    guard try excess(end) > 0 else { throw NoAnswer.undefined("no proportion is told from the baseline with this size and power") }
    return try Roots.brent(between: control, and: end, of: excess)
  }

  /// Farrington & Manning (1990), the closed form of the cubic's root, with treatment − control = `difference`.
  private static func restricted(
    control: Double, treatment: Double, difference: Double, controlPerTreatment ratio: Double
  ) -> (control: Double, treatment: Double) {
    let a = 1 + ratio
    let b = -(1 + ratio + treatment + ratio * control + difference * (ratio + 2))
    let c = difference * difference + difference * (2 * treatment + ratio + 1) + treatment + ratio * control
    let d = -treatment * difference * (1 + difference)
    let third = b / (3 * a)
    let v = third * third * third - b * c / (6 * a * a) + d / (2 * a)
    let magnitude = max(third * third - c / (3 * a), 0).squareRoot()
    let u = v < 0 ? -magnitude : magnitude
    let angle = u == 0 ? 0 : (Double.pi + acos(min(max(v / (u * u * u), -1), 1))) / 3
    let found = min(max(2 * u * cos(angle) - third, 0), 1)
    return (min(max(found - difference, 0), 1), found)
  }
}
