import Glibc

/// Two means (or ratios of means) of units by the score test that sees their skewness (`ScaleScore`); size is units in the control arm.
///
/// Under the effect the difference of means has variance σ²(1/n₀ + θ²/n₁) and third cumulant γσ³(θ³/n₁² − 1/n₀²); the test divides it by the scale that the units
/// have at the pooled value, σ²ρ²(1/n₀ + 1/n₁) with ρ = (n₀ + θn₁)/(n₀ + n₁), and its line is that of Pearson's type III law with the skewness of no effect.
/// Power is the type III tail beyond that line; none where the smaller arm cannot carry the skewness (`SkewnessLimit`), for such a test gives no verdict.
/// Held against whole simulated tests in ScaleScorePlanTests. Cost: one search of the line a size.
public struct ScaleScorePlan: PowerPlan, Hashable {
  /// Control's mean, > 0, and standard deviation of a unit.
  public let mean, deviation: Double
  /// Third standardised moment of a unit.
  public let skewness: Double
  /// Treatment over control, > 0, not 1.
  public let ratio: Double
  public let alpha: Double
  public let allocation: Double
  public let comparisons: Int
  /// A shift moves no scale: values that may be below zero.
  public let isShift: Bool

  /// - Throws: `InvalidInput`.
  public init(
    mean: Double, deviation: Double, skewness: Double, ratio: Double, alpha: Double = 0.05, allocation: Double = 1, comparisons: Int = 1, isShift: Bool = false
  ) throws {
    try checkPlan(alpha: alpha, comparisons: comparisons, allocation: allocation)
    guard mean > 0, mean < .infinity else { throw InvalidInput(key: "control_mean", found: "\(mean)", allowed: "above 0") }
    guard deviation > 0, deviation < .infinity else { throw InvalidInput(key: "standard_deviation", found: "\(deviation)", allowed: "above 0") }
    guard skewness.isFinite else { throw InvalidInput(key: "skewness", found: "\(skewness)", allowed: "a number") }
    guard ratio > 0, ratio < .infinity else { throw InvalidInput(key: "relative_effect", found: "\(ratio - 1)", allowed: "above -1") }
    (self.mean, self.deviation, self.skewness, self.ratio) = (mean, deviation, skewness, ratio)
    (self.alpha, self.allocation, self.comparisons, self.isShift) = (alpha, allocation, comparisons, isShift)
  }

  /// The score's skewness without an effect.
  private func nullSkewness(_ size: Double) -> Double {
    let (c, t) = (1 / size, 1 / (allocation * size))
    return skewness * (t * t - c * c) / ((c + t) * (c + t).squareRoot())
  }

  /// Whether so many units could not carry their skewness.
  public func isTooSkewed(size: Double) -> Bool { SkewnessLimit.unitsThatWouldDo(skewness: nullSkewness(size), units: size * (1 + allocation)) != nil }

  public func power(size: Double) throws -> Double {
    try checkSize(size)
    guard !isTooSkewed(size: size) else { return 0 }
    // Towards the effect: a decrease is an increase seen from the other side.
    let sign = ratio >= 1 ? 1.0 : -1.0
    let (c, t) = (1 / size, 1 / (allocation * size))
    let scale = isShift ? 1 : ratio
    let null = sign * nullSkewness(size)
    let pooled = (1 + allocation * scale) / (1 + allocation)
    let error = deviation * pooled * (c + t).squareRoot()
    let variance = c + scale * scale * t
    let third = sign * skewness * (scale * scale * scale * t * t - c * c) / (variance * variance.squareRoot())
    let gap = abs(ratio - 1) * mean
    return PearsonIII(skewness: third).upperTail((line(null) * error - gap) / (deviation * variance.squareRoot()))
  }

  public func size(power: Double) throws -> Double {
    guard ratio != 1 else { throw NoAnswer.undefined("the effect is zero") }
    let start = (criticalValue - StandardNormal.upperQuantile(power > 0 && power < 1 ? power : 0.5)) * deviation / (mean * (ratio - 1))
    return try searchedSize(power: power, from: start * start * (1 + 1 / allocation), least: 2)
  }

  /// The statistic at which the law of no effect leaves the level above it.
  private func line(_ skewness: Double) -> Double {
    var (low, high) = (0.0, 60.0)
    let target = log(sideLevel)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if ScoreLaw.above(middle, skewness: skewness).naturalLogarithm > target { low = middle } else { high = middle }
    }
    return high
  }
}
