import Glibc

/// Intervals of a difference (or ratio) of two shares that are not inverted tests: closed forms, for comparison and for other tools' users.
public struct ShareDifference: Hashable, Sendable {
  public let control: SharesComparison.Arm
  public let treatment: SharesComparison.Arm

  /// - Throws: `zeroExposure` without trials in an arm.
  public init(control: SharesComparison.Arm, treatment: SharesComparison.Arm) throws(NoAnswer) {
    guard control.trials > 0, treatment.trials > 0 else { throw .zeroExposure }
    self.control = control
    self.treatment = treatment
  }

  private var p0: Double { control.successes / control.trials }
  private var p1: Double { treatment.successes / treatment.trials }
  public var estimate: Double { p1 - p0 }

  /// √(p₁q₁/n₁ + p₀q₀/n₀).
  public var unpooledError: Double { (p1 * (1 - p1) / treatment.trials + p0 * (1 - p0) / control.trials).squareRoot() }

  /// estimate ± z·unpooled error. Too narrow for small counts; a difference of 0 or 1 in both arms has no width.
  public func wald(_ levels: SideLevels) -> SidedInterval { symmetric(estimate, unpooledError, levels) }

  /// Wald's after one success and one failure are added to each arm (Agresti & Caffo 2000).
  public func agrestiCaffo(_ levels: SideLevels) -> SidedInterval {
    let (q0, m0) = ((control.successes + 1) / (control.trials + 2), control.trials + 2)
    let (q1, m1) = ((treatment.successes + 1) / (treatment.trials + 2), treatment.trials + 2)
    let interval = symmetric(q1 - q0, (q1 * (1 - q1) / m1 + q0 * (1 - q0) / m0).squareRoot(), levels)
    return SidedInterval(estimate: estimate, lower: interval.lower, upper: interval.upper)
  }

  /// The Wilson limits of the arms combined (Newcombe 1998, method 10).
  public func newcombe(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    func limits(_ arm: SharesComparison.Arm, _ level: Double) throws(NoAnswer) -> (low: Double, high: Double) {
      let interval = try ArmInterval.share(successes: arm.successes, trials: arm.trials, SideLevels(lower: level, upper: level))
      return (interval.lower.value ?? 0, interval.upper.value ?? 1)
    }
    var lower = -1.0
    var upper = 1.0
    if levels.lower > 0 {
      let (low1, high0) = (try limits(treatment, levels.lower).low, try limits(control, levels.lower).high)
      lower = estimate - hypot(p1 - low1, high0 - p0)
    }
    if levels.upper > 0 {
      let (high1, low0) = (try limits(treatment, levels.upper).high, try limits(control, levels.upper).low)
      upper = estimate + hypot(high1 - p1, p0 - low0)
    }
    return SidedInterval(estimate: estimate, lower: .value(lower), upper: .value(upper))
  }

  /// The ratio of the shares by the normal of its logarithm (Katz et al. 1978).
  /// - Throws: `zeroResults` when an arm has no success.
  public func logRatio(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    guard control.successes > 0, treatment.successes > 0 else { throw .zeroResults }
    let variance =
      (1 - p1) / treatment.successes + (1 - p0) / control.successes
    let log = symmetric(Glibc.log(p1) - Glibc.log(p0), variance.squareRoot(), levels)
    return SidedInterval(
      estimate: p1 / p0, lower: log.lower.value.map { .value(exp($0)) } ?? .value(0), upper: log.upper.value.map { .value(exp($0)) } ?? .unbounded)
  }

  private func symmetric(_ estimate: Double, _ error: Double, _ levels: SideLevels) -> SidedInterval {
    SidedInterval(
      estimate: estimate, lower: levels.lower > 0 ? .value(estimate - StandardNormal.upperQuantile(levels.lower) * error) : .unbounded,
      upper: levels.upper > 0 ? .value(estimate + StandardNormal.upperQuantile(levels.upper) * error) : .unbounded)
  }
}
