/// Two independent arms, each an estimate with its variance: Welch's t for the difference, Fieller's set for the relative change.
///
/// Welch (1947) with Satterthwaite's degrees of freedom; Fieller (1954) on t with the same degrees of freedom, so that the relative bound
/// passes 0 exactly where the difference does.
public struct EstimatedArms: ArmComparison {
  public struct Arm: Hashable, Sendable {
    public let estimate: Double
    /// Of the estimate, ≥ 0.
    public let variance: Double
    public let degreesOfFreedom: Double

    public init(estimate: Double, variance: Double, degreesOfFreedom: Double) {
      self.estimate = estimate
      self.variance = variance
      self.degreesOfFreedom = degreesOfFreedom
    }

    /// The mean of `count` units, at least two, with their sample variance.
    public static func mean(count: Double, mean: Double, variance: Double) -> Arm {
      Arm(estimate: mean, variance: variance / count, degreesOfFreedom: count - 1)
    }
  }

  public let control: Arm
  public let treatment: Arm
  /// A short stable name of how the arms were estimated.
  public let method: String
  public let degreesOfFreedom: Double
  /// True when the metric cannot be negative: the relative change is cut at −100 %.
  public let isNonNegative: Bool

  private var difference: Double { treatment.estimate - control.estimate }
  private var variance: Double { treatment.variance + control.variance }

  /// - Throws: `zeroVariance` when neither arm varies; `tooFewUnits` below one degree of freedom in an arm that varies; `outOfRange`.
  public init(control: Arm, treatment: Arm, method: String, isNonNegative: Bool) throws(NoAnswer) {
    let total = control.variance + treatment.variance
    guard total != 0 else { throw .zeroVariance }
    for arm in [control, treatment] {
      guard arm.estimate.magnitude <= EstimatedArms.largest, arm.variance >= 0 else { throw .outOfRange }
    }
    // Of which the square and the reciprocal can be held.
    guard (1e-280...1e280).contains(total) else { throw .outOfRange }
    var inverse = 0.0
    for arm in [control, treatment] where arm.variance > 0 {
      guard arm.degreesOfFreedom >= 1 else { throw .tooFew(arm.degreesOfFreedom + 1, need: 2) }
      let share = arm.variance / total
      inverse += share * share / arm.degreesOfFreedom
    }
    self.control = control
    self.treatment = treatment
    self.method = method
    self.degreesOfFreedom = 1 / inverse
    self.isNonNegative = isNonNegative
  }

  /// Estimates beyond this have no square to speak of.
  static let largest = 1e140

  public var statistic: Double { difference / variance.squareRoot() }
  public var higher: PValue { StudentT(degreesOfFreedom: degreesOfFreedom).upperPValue(statistic) }
  public var lower: PValue { StudentT(degreesOfFreedom: degreesOfFreedom).upperPValue(-statistic) }
  public var information: Double { 1 / variance }

  public func difference(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    let t = StudentT(degreesOfFreedom: degreesOfFreedom)
    let error = variance.squareRoot()
    return try SidedInterval(
      estimate: difference,
      lower: levels.lower > 0 ? .value(difference - t.upperQuantile(levels.lower) * error) : .unbounded,
      upper: levels.upper > 0 ? .value(difference + t.upperQuantile(levels.upper) * error) : .unbounded
    ).held()
  }

  /// - Throws: `controlNearZero` when the set is the whole line or leaves out a middle piece.
  public func relative(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    guard control.estimate > 0 else { throw .controlNearZero }
    // A metric that was negative after all is not cut.
    let isNonNegative = isNonNegative && treatment.estimate >= 0
    let floor: Bound = isNonNegative ? .value(-1) : .unbounded
    let lower = levels.lower > 0 ? Bound.value(try fiellerRoot(level: levels.lower, upper: false) - 1) : floor
    let upper = levels.upper > 0 ? Bound.value(try fiellerRoot(level: levels.upper, upper: true) - 1) : .unbounded
    let cut: Bound
    if isNonNegative, let value = lower.value, value < -1 { cut = .value(-1) } else { cut = lower }
    return try SidedInterval(estimate: difference / control.estimate, lower: cut, upper: upper).held()
  }

  /// A root of (m₁ − θm₀)² = t²(v₁ + θ²v₀), about θ̂ so that nothing cancels when the roots are close to it.
  private func fiellerRoot(level: Double, upper: Bool) throws(NoAnswer) -> Double {
    let t = StudentT(degreesOfFreedom: degreesOfFreedom).upperQuantile(level)
    let g = t * t * control.variance / (control.estimate * control.estimate)
    guard g < 1 else { throw .controlNearZero }
    let ratio = treatment.estimate / control.estimate
    let spread =
      t / control.estimate * (treatment.variance * (1 - g) + ratio * ratio * control.variance).squareRoot()
    return (ratio + (upper ? spread : -spread)) / (1 - g)
  }
}
