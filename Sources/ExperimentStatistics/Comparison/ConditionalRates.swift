import Glibc

/// Results of two arms given their sum and what each arm was exposed to (money, days): X₁ | N ~ Binomial(N, θe₁/(θe₁ + e₀)).
///
/// Przyborowski & Wilenski (1940). The mid-p form counts half of the observed point (Lancaster 1961); the bounds invert the same tail, so they
/// agree with the p-value. Fractional counts go through the incomplete beta function, which is the binomial tail where counts are whole.
/// Valid from zero results in one arm. Cost: O(1) a tail, some 40 tails a bound.
public struct ConditionalRates: ThetaTest {
  public let control: ResultsAndExposure
  public let treatment: ResultsAndExposure
  /// True: the whole of the observed point counts (guaranteed size); false: half of it.
  public let isExact: Bool

  /// - Throws: `zeroExposure` when an arm was exposed to nothing, `zeroResults` when neither arm has a result, `impossibleCounts`,
  ///   `outOfRange`.
  public init(control: ResultsAndExposure, treatment: ResultsAndExposure, isExact: Bool) throws(NoAnswer) {
    for arm in [control, treatment] {
      try Amounts.check(arm)
      guard arm.results == 0 || (ArmInterval.leastResults...ArmInterval.mostResults).contains(arm.results) else { throw .outOfRange }
    }
    guard control.exposure > 0, treatment.exposure > 0 else { throw .zeroExposure }
    guard control.results + treatment.results > 0 else { throw .zeroResults }
    self.control = control
    self.treatment = treatment
    self.isExact = isExact
  }

  public var method: String { isExact ? "conditional-exact" : "conditional-midp" }

  public var estimate: Double? {
    control.results > 0 ? treatment.results / control.results * (control.exposure / treatment.exposure) : nil
  }

  public var information: Double {
    let share = treatment.exposure / (treatment.exposure + control.exposure)
    return total * share * (1 - share)
  }

  public var dispersion: Dispersion? { nil }
  public var above: PValue { upperTail(treatment.results, control.results, logOdds: nullLogOdds) }
  public var below: PValue { upperTail(control.results, treatment.results, logOdds: -nullLogOdds) }

  private var total: Double { control.results + treatment.results }
  /// ln(e₁/e₀): the log odds of a result falling to the treatment when θ = 1.
  private var nullLogOdds: Double { log(treatment.exposure) - log(control.exposure) }

  /// P(X ≥ x) (or its mid form) of Binomial(x + rest, π) at log odds of π.
  private func upperTail(_ x: Double, _ rest: Double, logOdds: Double) -> PValue {
    BinomialTail(isExact: isExact).upper(x, rest, logOdds: logOdds)
  }

  public func lowerBound(_ level: Double) throws(NoAnswer) -> Double {
    guard treatment.results > 0 else { return 0 }
    let logOdds = try BinomialTail(isExact: isExact).logOddsWithUpperTail(treatment.results, control.results, level: level)
    return exp(logOdds - nullLogOdds)
  }

  public func upperBound(_ level: Double) throws(NoAnswer) -> Double? {
    guard control.results > 0 else { return nil }
    let logOdds = try BinomialTail(isExact: isExact).logOddsWithUpperTail(control.results, treatment.results, level: level)
    return exp(-logOdds - nullLogOdds)
  }
}

/// Results and what they were exposed to: money for a cost per result, hours or days for a rate. Any numbers: what is made of them says whether they can be.
public struct ResultsAndExposure: Hashable, Sendable {
  /// ≥ 0; fractional where conversions are modelled.
  public let results: Double
  /// ≥ 0.
  public let exposure: Double

  public init(results: Double, exposure: Double) {
    self.results = results
    self.exposure = exposure
  }
}

/// Tails of a binomial written in the log odds of its probability, which keeps both π and 1 − π exact.
struct BinomialTail {
  let isExact: Bool

  /// P(X > x) + w·P(X = x), w = 1 exact or ½ mid-p, for X ~ Binomial(x + rest, π).
  func upper(_ x: Double, _ rest: Double, logOdds: Double) -> PValue {
    if !isExact, x > 0, rest > 0, abs(logOdds) < 690 {
      return PValue(naturalLogarithm: min(logUpperAndSlope(x, rest, logOdds: logOdds).value, 0))
    }
    let logFull = logUpper(x, rest, logOdds: logOdds)
    // Too far out for its own logarithm.
    guard logFull > -.infinity else { return PValue(naturalLogarithm: -.infinity) }
    if isExact { return PValue(naturalLogarithm: min(logFull, 0)) }
    guard rest > 0 else { return PValue(naturalLogarithm: min(logFull, 0) - M_LN2) }
    let logBeyond = logUpper(x + 1, rest - 1, logOdds: logOdds)
    // ½(P(X ≥ x) + P(X ≥ x + 1)); the first is the larger.
    return PValue(naturalLogarithm: min(logFull + log1p(exp(logBeyond - logFull)) - M_LN2, 0))
  }

  /// ln P(X ≥ x) = ln I_π(x, rest + 1).
  private func logUpper(_ x: Double, _ rest: Double, logOdds: Double) -> Double {
    if x <= 0 { return 0 }
    // A fraction of a result left over after the whole ones: the continuous extension ends at n + 1.
    if rest <= -1 { return -.infinity }
    // Near π = 1 the mirrored function keeps the digits of 1 − π.
    return logOdds <= 0
      ? BetaDistribution(alpha: x, beta: rest + 1).logLowerTail(logistic(logOdds))
      : BetaDistribution(alpha: rest + 1, beta: x).logUpperTail(logistic(-logOdds))
  }

  private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// The log odds at which the upper tail equals `level`, by Newton's steps on the logarithm of the tail, kept inside a bracket.
  ///
  /// The slope is known: d/dt ln P(X ≥ x) is xπ's density over the tail, (1 − π)·x·P(X = x)/P(X ≥ x), and likewise for x + 1.
  func logOddsWithUpperTail(_ x: Double, _ rest: Double, level: Double) throws(NoAnswer) -> Double {
    let target = log(level)
    // Where the log odds of a share are nearly normal; a first guess only.
    let z = StandardNormal.upperQuantile(min(level, 0.5))
    let (a, b) = (x + (isExact ? 0 : 0.25), rest + (isExact ? 1 : 0.75))
    let guess = log(a / b) - z * (1 / a + 1 / b).squareRoot() + (z * z - 1) / 6 * (1 / b - 1 / a)
    let root = try? Roots.increasingNewton(
      from: min(max(guess, -690), 690), between: -690, and: 690, residual: 4e-16 * max(1, abs(target)), nearly: 3e-8
    ) { logOdds in
      let (tail, slope) = logUpperAndSlope(x, rest, logOdds: logOdds)
      return tail > -.infinity ? (tail - target, slope) : (-.infinity, 1)
    }
    guard let root, abs(root) < 689 else { return try bracketedLogOdds(x, rest, target: target) }
    return root
  }

  /// ln of the upper tail and its derivative along the log odds, for x > 0 and |logOdds| < 700: both from one incomplete beta function, since
  /// P(X ≥ x) − P(X ≥ x + 1) = P(X = x) and d/dt P(X ≥ x) = x(1 − π)·P(X = x).
  private func logUpperAndSlope(_ x: Double, _ rest: Double, logOdds: Double) -> (value: Double, slope: Double) {
    let (p, q) = (logistic(logOdds), logistic(-logOdds))
    let front = IncompleteBeta.logFront(x, rest + 1, p, q)
    let whole = IncompleteBeta.tail(x, rest + 1, p, q, logFront: front).logLower
    let rise = exp(front - whole)
    if isExact { return (whole, max(rise, 1e-300)) }
    guard rest > 0 else { return (whole - M_LN2, max(rise, 1e-300)) }
    // The point's share of the tail, at most 1, half of which counts.
    let point = min(rise / (x * q), 1)
    // The slope of the tail beyond is that of the whole times odds·rest/x.
    return (whole + log1p(-0.5 * point), max(0.5 * rise * (1 + p / q * rest / x) / (1 - 0.5 * point), 1e-300))
  }

  /// The same by bracketing steps and Chandrupatla's method, where Newton's run out of the plain range.
  private func bracketedLogOdds(_ x: Double, _ rest: Double, target: Double) throws(NoAnswer) -> Double {
    func excess(_ logOdds: Double) -> Double { upper(x, rest, logOdds: logOdds).naturalLogarithm - target }
    // The tail rises with the odds. Start where the normal approximation puts it.
    let centre = log(x + 0.5) - log(rest + 0.5)
    let width = (1 / (x + 0.5) + 1 / (rest + 0.5)).squareRoot()
    var low = centre - width * (1 + StandardNormal.upperQuantile(min(exp(target), 0.49)))
    var high = centre + 0.1 * width
    var step = width
    var rounds = 0
    var lowExcess = excess(low)
    while lowExcess > 0 {
      low -= step
      step *= 2
      rounds += 1
      guard rounds < 100 else { throw .noConvergence(iterations: rounds) }
      lowExcess = excess(low)
    }
    step = width
    var highExcess = excess(high)
    while highExcess < 0 {
      high += step
      step *= 2
      rounds += 1
      guard rounds < 100 else { throw .noConvergence(iterations: rounds) }
      highExcess = excess(high)
    }
    return try Bracketing.root(low: low, high: high, lowValue: lowExcess, highValue: highExcess, excess)
  }
}
