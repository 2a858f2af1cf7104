import Glibc

/// Textbook intervals and tests of one and two shares, each under its author's name.
public enum ShareFormulas {
  public typealias Arm = SharesComparison.Arm

  private static func checked(_ arms: Arm...) throws(NoAnswer) {
    for arm in arms {
      try Amounts.check(arm)
      guard arm.trials > 0 else { throw .zeroExposure }
    }
  }

  /// Clopper & Pearson (1934), Biometrika 26, 404–413: the exact interval by beta quantiles. Never covers less than asked.
  public static func clopperPearson(_ arm: Arm, confidence: Double) throws(NoAnswer) -> SidedInterval {
    try checked(arm)
    let (x, rest, level) = (arm.successes, arm.trials - arm.successes, (1 - confidence) / 2)
    return SidedInterval(
      estimate: x / arm.trials, lower: .value(x > 0 ? BetaDistribution(alpha: x, beta: rest + 1).lowerQuantile(level) : 0),
      upper: .value(rest > 0 ? BetaDistribution(alpha: x + 1, beta: rest).upperQuantile(level) : 1))
  }

  /// Jeffreys' equal-tailed interval, Beta(x + ½, n − x + ½), with the ends 0 and 1 at x = 0 and x = n
  /// (Brown, Cai & DasGupta 2001, Statistical Science 16, 101–133, §3.1.2).
  public static func jeffreys(_ arm: Arm, confidence: Double) throws(NoAnswer) -> SidedInterval {
    try checked(arm)
    let (x, rest, level) = (arm.successes, arm.trials - arm.successes, (1 - confidence) / 2)
    let posterior = BetaDistribution(alpha: x + 0.5, beta: rest + 0.5)
    return SidedInterval(
      estimate: x / arm.trials, lower: .value(x > 0 ? posterior.lowerQuantile(level) : 0),
      upper: .value(rest > 0 ? posterior.upperQuantile(level) : 1))
  }

  static func difference(_ control: Arm, _ treatment: Arm) -> Double {
    productDifference(treatment.successes, control.trials, control.successes, treatment.trials) / (control.trials * treatment.trials)
  }

  private static func wald(_ arm: Arm, _ extra: Double = 0) -> Double {
    let trials = arm.trials + 2 * extra
    let share = (arm.successes + extra) / trials
    return share * ((arm.trials - arm.successes + extra) / trials) / trials
  }

  /// Standard error of the difference with each arm's own variance.
  public static func unpooledError(control: Arm, treatment: Arm) throws(NoAnswer) -> Double {
    try checked(control, treatment)
    let variance = wald(control) + wald(treatment)
    guard variance > 0 else { throw .zeroVariance }
    return variance.squareRoot()
  }

  /// The difference with Wald's interval, d ± z·√(p₁q₁/n₁ + p₀q₀/n₀); not cut at ±1.
  public static func waldDifference(control: Arm, treatment: Arm, confidence: Double) throws(NoAnswer) -> SidedInterval {
    try checked(control, treatment)
    let half = StandardNormal.upperQuantile((1 - confidence) / 2) * (wald(control) + wald(treatment)).squareRoot()
    let estimate = difference(control, treatment)
    return SidedInterval(estimate: estimate, lower: .value(estimate - half), upper: .value(estimate + half))
  }

  /// Agresti & Caffo (2000), American Statistician 54, 280–288: Wald's interval with one success and one failure added to each arm;
  /// the estimate stays the observed difference.
  public static func agrestiCaffo(control: Arm, treatment: Arm, confidence: Double) throws(NoAnswer) -> SidedInterval {
    try checked(control, treatment)
    let half = StandardNormal.upperQuantile((1 - confidence) / 2) * (wald(control, 1) + wald(treatment, 1)).squareRoot()
    let centre = (treatment.successes + 1) / (treatment.trials + 2) - (control.successes + 1) / (control.trials + 2)
    return SidedInterval(
      estimate: difference(control, treatment), lower: .value(max(centre - half, -1)), upper: .value(min(centre + half, 1)))
  }

  /// Newcombe (1998), Statistics in Medicine 17, 873–890, method 10: the squared distances to Wilson's limits, added.
  public static func newcombe(control: Arm, treatment: Arm, confidence: Double) throws(NoAnswer) -> SidedInterval {
    let levels = SideLevels(confidence: confidence)
    let zero = try ArmInterval.share(successes: control.successes, trials: control.trials, levels)
    let one = try ArmInterval.share(successes: treatment.successes, trials: treatment.trials, levels)
    func gap(_ interval: SidedInterval, isUpper: Bool) -> Double {
      (isUpper ? (interval.upper.value ?? 1) : (interval.lower.value ?? 0)) - (interval.estimate ?? 0)
    }
    let estimate = difference(control, treatment)
    return SidedInterval(
      estimate: estimate, lower: .value(estimate - hypot(gap(one, isUpper: false), gap(zero, isUpper: true))),
      upper: .value(estimate + hypot(gap(one, isUpper: true), gap(zero, isUpper: false))))
  }

  /// The level at which the score interval without N/(N − 1) is Miettinen & Nurminen's (1985), Statistics in Medicine 4, 213–226.
  public static func miettinenNurminenLevels(control: Arm, treatment: Arm, confidence: Double) -> SideLevels {
    let trials = control.trials + treatment.trials
    let critical = StandardNormal.upperQuantile((1 - confidence) / 2) * (trials / (trials - 1)).squareRoot()
    let level = StandardNormal.upperTail(critical)
    return SideLevels(lower: level, upper: level)
  }

  /// Katz's interval of the ratio (Katz et al. 1978, Biometrics 34, 469–474): ln r ± z·√(1/x₁ − 1/n₁ + 1/x₀ − 1/n₀). Where every trial succeeds
  /// that has no width; half a failure in each arm is then taken for its spread (as DescTools' BinomRatioCI does).
  public static func logRatio(control: Arm, treatment: Arm, confidence: Double) throws(NoAnswer) -> SidedInterval {
    try checked(control, treatment)
    guard control.successes > 0, treatment.successes > 0 else { throw .zeroResults }
    let isWhole = control.successes == control.trials && treatment.successes == treatment.trials
    func part(_ arm: Arm) -> Double {
      isWhole ? 0.5 / arm.trials / (arm.trials - 0.5) : (arm.trials - arm.successes) / arm.trials / arm.successes
    }
    let ratio = treatment.successes / control.successes * (control.trials / treatment.trials)
    let factor = exp(StandardNormal.upperQuantile((1 - confidence) / 2) * (part(control) + part(treatment)).squareRoot())
    return SidedInterval(estimate: ratio, lower: .value(ratio / factor), upper: .value(ratio * factor))
  }
}
