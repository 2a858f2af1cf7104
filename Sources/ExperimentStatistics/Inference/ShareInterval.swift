/// Intervals of one share besides Wilson's.
public enum ShareInterval {
  /// Clopper and Pearson's exact interval (1934): the two binomial tails inverted. `trials` > 0.
  public static func clopperPearson(successes: Double, trials: Double, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    guard trials > 0 else { throw .zeroExposure }
    let failures = trials - successes
    let lower = successes > 0 && levels.lower > 0 ? BetaDistribution(alpha: successes, beta: failures + 1).lowerQuantile(levels.lower) : 0
    let upper = failures > 0 && levels.upper > 0 ? BetaDistribution(alpha: successes + 1, beta: failures).upperQuantile(levels.upper) : 1
    return SidedInterval(estimate: successes / trials, lower: .value(lower), upper: .value(upper))
  }

  /// Equal tails of the posterior under Jeffreys' prior Beta(½, ½), with the ends 0 and 1 where no success or no failure was seen
  /// (Brown, Cai & DasGupta 2001, §4.1).
  public static func jeffreys(successes: Double, trials: Double, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    guard trials > 0 else { throw .zeroExposure }
    let posterior = BetaDistribution(alpha: successes + 0.5, beta: trials - successes + 0.5)
    let lower = successes > 0 && levels.lower > 0 ? posterior.lowerQuantile(levels.lower) : 0
    let upper = successes < trials && levels.upper > 0 ? posterior.upperQuantile(levels.upper) : 1
    return SidedInterval(estimate: successes / trials, lower: .value(lower), upper: .value(upper))
  }
}
