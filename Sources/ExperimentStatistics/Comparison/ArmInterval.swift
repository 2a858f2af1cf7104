import Glibc

/// One arm by itself: its value and interval.
public enum ArmInterval {
  /// Wilson's score interval for a share (Wilson 1927). `trials` > 0.
  /// - Throws: `zeroExposure`, `impossibleCounts`, `outOfRange`.
  public static func share(successes: Double, trials: Double, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    try Amounts.checkShare(successes, of: trials)
    guard trials > 0 else { throw .zeroExposure }
    // Each end by the form that keeps its digits: small shares straight, shares near 1 as the mirror of the failures' other end.
    let isSmall = successes <= trials - successes
    let low = StandardNormal.upperQuantile(max(levels.lower, 1e-300))
    let high = StandardNormal.upperQuantile(max(levels.upper, 1e-300))
    let lower = levels.lower <= 0 ? 0 : isSmall ? wilsonLow(successes, trials, low) : 1 - wilsonHigh(trials - successes, trials, low)
    let upper = levels.upper <= 0 ? 1 : isSmall ? wilsonHigh(successes, trials, high) : 1 - wilsonLow(trials - successes, trials, high)
    return SidedInterval(estimate: successes / trials, lower: .value(lower), upper: .value(upper))
  }

  /// The lower Wilson end, as constant / (middle + root) so that small shares keep their digits.
  private static func wilsonLow(_ successes: Double, _ trials: Double, _ z: Double) -> Double {
    guard successes > 0 else { return 0 }
    let share = successes / trials
    let middle = share + z * z / (2 * trials)
    let root = z * ((share * (1 - share) + z * z / (4 * trials)) / trials).squareRoot()
    return share * share / (middle + root)
  }

  /// The upper Wilson end, a sum of positive terms.
  private static func wilsonHigh(_ successes: Double, _ trials: Double, _ z: Double) -> Double {
    guard successes < trials else { return 1 }
    let share = successes / trials
    let root = z * ((share * (1 - share) + z * z / (4 * trials)) / trials).squareRoot()
    return (share + z * z / (2 * trials) + root) / (1 + z * z / trials)
  }

  /// Garwood's interval (1936) for results per exposure; the lower end of no results is 0, and the upper one keeps its level: 3.689 per exposure
  /// at 2.5 % a side.
  /// - Throws: `zeroExposure`, `impossibleCounts`, `outOfRange`.
  public static func rate(results: Double, exposure: Double, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    try Amounts.check(results, exposure)
    guard results == 0 || (ArmInterval.leastResults...ArmInterval.mostResults).contains(results) else { throw .outOfRange }
    guard exposure > 0 else { throw .zeroExposure }
    let low = results > 0 && levels.lower > 0 ? GammaDistribution(shape: results, rate: exposure).lowerQuantile(levels.lower) : 0
    let high: Bound =
      levels.upper > 0 ? .value(GammaDistribution(shape: results + 1, rate: exposure).upperQuantile(levels.upper)) : .unbounded
    return try SidedInterval(estimate: results / exposure, lower: .value(low), upper: high).held()
  }

  /// Fractional results below this are none that an interval could be made of, and beyond the other no count.
  static let leastResults = 1e-9
  static let mostResults = 1e18

  /// Money per result: the inverse of the rate, unbounded above when there are no results.
  public static func costPerResult(results: Double, cost: Double, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    try inverse(of: try rate(results: results, exposure: cost, SideLevels(lower: levels.upper, upper: levels.lower))).held()
  }

  /// Student's interval for an estimate with its variance.
  public static func estimated(_ arm: EstimatedArms.Arm, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    guard arm.variance > 0 else { throw .zeroVariance }
    guard arm.degreesOfFreedom >= 1 else { throw .tooFew(arm.degreesOfFreedom + 1, need: 2) }
    let t = StudentT(degreesOfFreedom: arm.degreesOfFreedom)
    let error = arm.variance.squareRoot()
    return try SidedInterval(
      estimate: arm.estimate,
      lower: levels.lower > 0 ? .value(arm.estimate - t.upperQuantile(levels.lower) * error) : .unbounded,
      upper: levels.upper > 0 ? .value(arm.estimate + t.upperQuantile(levels.upper) * error) : .unbounded
    ).held()
  }

  /// 1 / interval, for positive quantities: the sides change places, and 0 becomes unbounded.
  static func inverse(of interval: SidedInterval) -> SidedInterval {
    func inverted(_ bound: Bound) -> Bound {
      switch bound {
      case .unbounded: .value(0)
      case .value(let value): value > 0 ? .value(1 / value) : .unbounded
      }
    }
    return SidedInterval(
      estimate: interval.estimate.flatMap { $0 > 0 ? 1 / $0 : nil }, lower: inverted(interval.upper), upper: inverted(interval.lower))
  }
}

extension SidedInterval {
  /// 1 / interval, for positive quantities: results per money become money per result.
  public var inverted: SidedInterval { ArmInterval.inverse(of: self) }
}
