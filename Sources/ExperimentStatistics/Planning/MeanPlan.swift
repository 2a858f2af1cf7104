import Glibc

/// Two means by the t test, with the exact non-central t distribution; size is units in the control arm.
///
/// Power = P(|T| > t) with T non-central t on (1 + allocation)·n − 2 degrees of freedom and non-centrality
/// |effect|/(σ√(1/n + 1/(allocation·n))), both tails counted (Cohen 1988; R's power.t.test with strict = TRUE).
public struct MeanPlan: PowerPlan, Hashable {
  public let effect: Double
  public let standardDeviation: Double
  public let alpha: Double
  public let allocation: Double
  public let comparisons: Int
  /// Off: the near tail alone, as R's power.t.test by default.
  public let countsFarTail: Bool

  /// - Throws: `InvalidInput`.
  public init(
    effect: Double, standardDeviation: Double, alpha: Double = 0.05, allocation: Double = 1, comparisons: Int = 1, countsFarTail: Bool = true
  ) throws {
    try checkPlan(alpha: alpha, comparisons: comparisons, allocation: allocation)
    guard effect.isFinite else { throw InvalidInput(key: "absolute_effect", found: "\(effect)", allowed: "a number") }
    guard standardDeviation > 0, standardDeviation < .infinity else {
      throw InvalidInput(key: "standard_deviation", found: "\(standardDeviation)", allowed: "above 0")
    }
    self.effect = effect
    self.standardDeviation = standardDeviation
    self.alpha = alpha
    self.allocation = allocation
    self.comparisons = comparisons
    self.countsFarTail = countsFarTail
  }

  /// Fewer units leave no degree of freedom to speak of.
  private var leastSize: Double { 2.02 / (1 + allocation) }

  public func power(size: Double) throws -> Double {
    try checkSize(size)
    let freedom = (1 + allocation) * size - 2
    guard freedom > 0 else { throw NoAnswer.tooFew(size, need: 2) }
    let shift = abs(effect) / standardDeviation * (size / (1 + 1 / allocation)).squareRoot()
    let t = NoncentralT(degreesOfFreedom: freedom, noncentrality: shift)
    let critical = StudentTail.upperQuantile(sideLevel, degreesOfFreedom: freedom)
    return countsFarTail ? t.upperTail(critical) + t.lowerTail(-critical) : t.upperTail(critical)
  }

  public func size(power: Double) throws -> Double {
    guard effect != 0 else { throw NoAnswer.undefined("the effect is zero") }
    let ratio = (criticalValue - StandardNormal.upperQuantile(power > 0 && power < 1 ? power : 0.5)) * standardDeviation / effect
    return try searchedSize(power: power, from: ratio * ratio * (1 + 1 / allocation), least: leastSize)
  }

  /// The smallest effect, > 0, found with `power` at `size`.
  public static func detectable(
    standardDeviation: Double, size: Double, power: Double, alpha: Double = 0.05, allocation: Double = 1, comparisons: Int = 1,
    countsFarTail: Bool = true
  ) throws -> Double {
    func plan(_ effect: Double) throws -> MeanPlan {
      try MeanPlan(
        effect: effect, standardDeviation: standardDeviation, alpha: alpha, allocation: allocation, comparisons: comparisons,
        countsFarTail: countsFarTail)
    }
    try plan(0).checkPower(power)
    var upper = standardDeviation * (8 * (1 + 1 / allocation) / max(size, 1e-300)).squareRoot()
    for _ in 0..<200 {
      if try plan(upper).power(size: size) >= power { break }
      upper *= 2
    }
    return try Roots.brent(between: 0, and: upper) { try plan($0).power(size: size) - power }
  }
}
