import Glibc

/// Two estimates with their variances, compared by difference or by ratio.
public struct EstimatedPair: Sendable {
  public let control: EstimatedArms.Arm
  public let treatment: EstimatedArms.Arm

  public init(control: EstimatedArms.Arm, treatment: EstimatedArms.Arm) {
    self.control = control
    self.treatment = treatment
  }

  private static func satterthwaite(
    _ a: Double, _ b: Double, _ freedomA: Double, _ freedomB: Double
  ) throws(NoAnswer) -> Double {
    let whole = a + b
    guard whole > 0, whole.isFinite else { throw .outOfRange }
    let (x, y) = (a / whole, b / whole)
    return 1 / (x * x / freedomA + y * y / freedomB)
  }

  /// Satterthwaite's degrees of freedom of the difference.
  public func degreesOfFreedom() throws(NoAnswer) -> Double {
    guard control.variance + treatment.variance > 0 else { throw .zeroVariance }
    return try Self.satterthwaite(control.variance, treatment.variance, control.degreesOfFreedom, treatment.degreesOfFreedom)
  }

  /// The critical value on t, or on z without degrees of freedom.
  static func critical(_ confidence: Double, _ freedom: Double?) -> Double {
    let level = (1 - confidence) / 2
    return freedom.map { StudentT(degreesOfFreedom: $0).upperQuantile(level) } ?? StandardNormal.upperQuantile(level)
  }

  static func test(_ statistic: Double, _ freedom: Double?) -> TailedTest {
    freedom.map { TailedTest(t: statistic, degreesOfFreedom: $0) } ?? TailedTest(z: statistic)
  }

  /// Fieller's set (1954) of treatment / control − 1: all θ with (m₁ − θm₀)² ≤ c²(v₁ + θ²v₀). Both sides are unbounded where the control is
  /// not told apart from zero. The test is that of the difference.
  public func fieller(confidence: Double, isNormal: Bool) throws(NoAnswer) -> (interval: SidedInterval, test: TailedTest, freedom: Double?) {
    let freedom: Double? = isNormal ? nil : try degreesOfFreedom()
    let total = control.variance + treatment.variance
    guard total > 0 else { throw .zeroVariance }
    guard control.estimate != 0 else { throw .controlNearZero }
    let c = Self.critical(confidence, freedom)
    let ratio = treatment.estimate / control.estimate
    let g = c * c * control.variance / (control.estimate * control.estimate)
    let test = Self.test((treatment.estimate - control.estimate) / total.squareRoot(), freedom)
    let estimate = (treatment.estimate - control.estimate) / control.estimate
    guard g < 1 else { return (SidedInterval(estimate: estimate, lower: .unbounded, upper: .unbounded), test, freedom) }
    let spread = c / abs(control.estimate) * (treatment.variance * (1 - g) + ratio * ratio * control.variance).squareRoot()
    // About the estimate: θ̂ − 1 + g·θ̂/(1 − g), so that small lifts keep their digits.
    let centre = estimate + ratio * g / (1 - g)
    return (
      SidedInterval(estimate: estimate, lower: .value(centre - spread / (1 - g)), upper: .value(centre + spread / (1 - g))), test, freedom
    )
  }

  /// ln(m₁/m₀) by the delta method, carried back by the exponential; Satterthwaite's degrees of freedom on the log scale.
  public func logRatio(confidence: Double, isNormal: Bool) throws(NoAnswer) -> (interval: SidedInterval, test: TailedTest, freedom: Double?) {
    guard control.estimate > 0, treatment.estimate > 0 else { throw .undefined("the logarithm needs both means above zero") }
    let a = control.variance / (control.estimate * control.estimate)
    let b = treatment.variance / (treatment.estimate * treatment.estimate)
    guard a + b > 0 else { throw .zeroVariance }
    guard (a + b).isFinite else { throw .outOfRange }
    let freedom: Double? = isNormal ? nil : try Self.satterthwaite(a, b, control.degreesOfFreedom, treatment.degreesOfFreedom)
    let error = (a + b).squareRoot()
    let change = (treatment.estimate - control.estimate) / control.estimate
    let centre = log1p(change)
    let half = Self.critical(confidence, freedom) * error
    return (
      SidedInterval(estimate: change, lower: .value(expm1(centre - half)), upper: .value(expm1(centre + half))),
      Self.test(centre / error, freedom), freedom
    )
  }

  /// m₁/m₀ − 1 ± c·SE by the delta method: for comparison only, its bounds disagree with the difference's.
  public func deltaRatio(confidence: Double, isNormal: Bool) throws(NoAnswer) -> (interval: SidedInterval, test: TailedTest, freedom: Double?) {
    guard control.estimate != 0 else { throw .controlNearZero }
    let ratio = treatment.estimate / control.estimate
    let square = control.estimate * control.estimate
    let (a, b) = (ratio * ratio * control.variance / square, treatment.variance / square)
    guard a + b > 0 else { throw .zeroVariance }
    guard (a + b).isFinite else { throw .outOfRange }
    let freedom: Double? = isNormal ? nil : try Self.satterthwaite(a, b, control.degreesOfFreedom, treatment.degreesOfFreedom)
    let error = (a + b).squareRoot()
    let change = (treatment.estimate - control.estimate) / control.estimate
    let half = Self.critical(confidence, freedom) * error
    return (SidedInterval(estimate: change, lower: .value(change - half), upper: .value(change + half)), Self.test(change / error, freedom), freedom)
  }
}

/// One-way analysis of variance from group summaries (Fisher 1925).
public struct OneWayAnalysis: Sendable {
  public let statistic, betweenDegreesOfFreedom, withinDegreesOfFreedom, betweenSquares, withinSquares: Double
  public var pValue: PValue {
    FDistribution(numeratorDF: betweenDegreesOfFreedom, denominatorDF: withinDegreesOfFreedom).pValue(statistic)
  }

  public init(_ groups: [GroupSummary]) throws(NoAnswer) {
    let total = groups.reduce(0) { $0 + $1.count }
    let origin = groups[0].mean
    // About one group's mean, so that large means with a small spread keep their digits.
    let centre = groups.reduce(0) { $0 + $1.count * ($1.mean - origin) } / total
    betweenSquares = groups.reduce(0) { sum, group in
      let gap = group.mean - origin - centre
      return sum + group.count * gap * gap
    }
    withinSquares = groups.reduce(0) { $0 + ($1.count - 1) * $1.variance }
    betweenDegreesOfFreedom = Double(groups.count - 1)
    withinDegreesOfFreedom = total - Double(groups.count)
    guard withinDegreesOfFreedom > 0 else { throw .tooFew(total, need: groups.count + 1) }
    guard withinSquares > 0 else { throw .zeroVariance }
    statistic = betweenSquares / betweenDegreesOfFreedom / (withinSquares / withinDegreesOfFreedom)
    guard statistic.isFinite else { throw .outOfRange }
  }
}
