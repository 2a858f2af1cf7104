import Glibc

extension CostPerPlan {
  /// Power of the test that decides, the conditional mid-p binomial (or the exact one), on this budget of the control arm: the sum over every
  /// total of results of the chance to land beyond that total's critical count, towards cheaper results.
  ///
  /// Holds where `power(size:)`, a normal approximation, does not: at a handful of results. One-sided level alpha / 2 / comparisons; Poisson
  /// results only (`dispersion` 1). Source: Przyborowski & Wilenski (1940), §4, for the conditional test's power.
  /// - Throws: `NoAnswer.undefined` where more than a million results are expected: `power(size:)` is as good there.
  /// - Complexity: O(√results · log results) binomial tails; fit for up to some 10,000 results.
  public func exactPower(size: Double, isExact: Bool = false) throws -> Double {
    try checkSize(size)
    precondition(dispersion == 1, "the exact power is that of Poisson results")
    let (a, b) = (size / control, size * allocation / treatment)
    let total = a + b
    guard total <= 1e6 else { throw NoAnswer.undefined("the exact power of more than a million results is not summed") }
    let nullOdds = log(allocation)
    let share = b / total
    let tail = BinomialTail(isExact: isExact)
    let reach = 8 * total.squareRoot() + 20
    var (power, covered) = (0.0, 0.0)
    var n = max(1, (total - reach).rounded(.down))
    // The critical count grows by none or one with each result more, so the search starts where the last one ended.
    var critical = 0.0
    while n <= total + reach {
      let mass = exp(SaddlePoint.logPoisson(n, mean: total))
      covered += mass
      while critical <= n, tail.upper(critical, n - critical, logOdds: nullOdds).value > sideLevel { critical += 1 }
      if critical <= n, mass > 0 {
        power += mass * (critical > 0 ? Binomial(trials: n, probability: share).upperTail(critical) : 1)
      }
      n += 1
    }
    return min(power, 1)
  }
}

/// The chance that picking the arm with the cheapest results (the highest rate) names the truly best one.
public enum PickTheBest {
  /// Poisson results: one arm expects `best` of them, `others` arms expect `rest` each; ties are drawn by lot. Beyond a million results by the
  /// normal; without any to expect every pick is as good.
  /// - Complexity: O(√best · others).
  public static func poisson(best: Double, rest: Double, others: Int) -> Double {
    precondition(others >= 1, "there are arms to pick from")
    guard best > 0 || rest > 0, best >= 0, rest >= 0 else { return 1 / Double(others + 1) }
    if max(best, rest) > 1e6 { return normal(distance: best - rest, error: ((best + rest) / 2).squareRoot(), others: others) }
    let reach = 9 * max(best, rest).squareRoot() + 20
    var below = 0.0
    var k = max(0, (min(best, rest) - reach).rounded(.down))
    if k > 0 { below = exp(logLower(k - 1, rest)) }
    var chance = 0.0
    while k <= max(best, rest) + reach {
      let (own, other) = (exp(SaddlePoint.logPoisson(k, mean: best)), exp(SaddlePoint.logPoisson(k, mean: rest)))
      // Σ over how many of the others tie, each tie drawn by lot: ((F + f)^m − F^m)/(m·f), as a sum of positive terms.
      var (ways, term) = (0.0, 1.0)
      for ties in 0...others {
        ways += term * pow(below, Double(others - ties)) / Double(ties + 1)
        term *= other * Double(others - ties) / Double(ties + 1)
      }
      chance += own * ways
      below = min(1, below + other)
      k += 1
    }
    return min(chance, 1)
  }

  private static func logLower(_ k: Double, _ mean: Double) -> Double { GammaDistribution(shape: k + 1, rate: 1).logUpperTail(mean) }

  /// Estimates that are about normal: one arm's mean is `distance` above the others', every arm's standard error is `error`.
  public static func normal(distance: Double, error: Double, others: Int) -> Double {
    precondition(others >= 1, "there are arms to pick from")
    let shift = distance / error
    // Without spread the better arm is the one picked; without any difference either every pick is as good.
    guard shift.isFinite else { return distance > 0 ? 1 : distance < 0 ? 0 : 1 / Double(others + 1) }
    return GaussLegendre(count: 64).integrate(from: -9, to: 9) { x in
      StandardNormal.density(x) * pow(StandardNormal.lowerTail(x + shift), Double(others))
    }
  }
}
