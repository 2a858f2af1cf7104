import Glibc

/// Intervals that hold at all times at once: valid however often and whenever one looks.
public enum ConfidenceSequence {
  /// Asymptotic normal-mixture confidence sequence of a mean: σ̂·√[(nρ² + 1)/(n²ρ²) · ln((nρ² + 1)/α²)], ρ² tuned to be narrowest near
  /// `tuningCount` units (Waudby-Smith et al. 2023, arXiv:2103.06476v7, eq. 9 and Theorem 2.2).
  ///
  /// - Parameters: `count`: units, > 0.  `variance`: per unit, ≥ 0.  `alpha`: 1 − confidence, two-sided.
  /// - Returns: half the width, in the mean's unit; +∞ where nothing is known, without units or tuning or with numbers that a double cannot hold.
  public static func normalMixtureHalfWidth(count: Double, variance: Double, tuningCount: Double, alpha: Double) -> Double {
    precondition(alpha > 0 && alpha < 1, "alpha lies strictly between 0 and 1")
    guard count > 0, variance >= 0, tuningCount > 0 else { return .infinity }
    let logarithm = -2 * log(alpha)
    let precision = (logarithm + log(logarithm + 1)) / tuningCount
    let scaled = count * precision
    let half = (variance * (scaled + 1) / (count * scaled) * (log1p(scaled) + logarithm)).squareRoot()
    return half.isNaN ? .infinity : half
  }

  /// The same of any estimate with a standard error: information n = (tuning standard error/standard error)² in units of the tuning point.
  public static func normalMixtureHalfWidth(standardError: Double, tuningStandardError: Double, alpha: Double) -> Double {
    guard standardError >= 0, tuningStandardError > 0 else { return .infinity }
    guard standardError > 0 else { return 0 }
    let count = (tuningStandardError / standardError) * (tuningStandardError / standardError)
    return normalMixtureHalfWidth(count: count, variance: tuningStandardError * tuningStandardError, tuningCount: 1, alpha: alpha)
  }

  /// Of a share: all p with B(x + a, n − x + b)/B(a, b) / (pˣ(1 − p)ⁿ⁻ˣ) < 1/α, a beta mixture of likelihood ratios
  /// (Robbins 1970; Howard et al. 2021, §4.2).
  ///
  /// - Parameters: `successes`, `trials`: may be fractional.  `mixture`: a, b > 0; where the interval is to be narrow.
  /// - Complexity: two root searches of about ten logarithms.
  public static func betaBinomial(
    successes: Double, trials: Double, mixture: (alpha: Double, beta: Double) = (1, 1), alpha: Double
  ) throws -> (lower: Double, upper: Double) {
    guard trials >= 0, successes >= 0, successes <= trials, trials <= 1e18 else {
      throw InvalidInput(key: "successes", found: "\(successes)", allowed: "0 to trials, \(trials), which are at most 1e18")
    }
    guard mixture.alpha > 0, mixture.beta > 0 else { throw InvalidInput(key: "mixture", found: "\(mixture)", allowed: "two numbers above 0") }
    try check(alpha)
    if trials == 0 { return (0, 1) }
    let failures = trials - successes
    let mixed = logBeta(successes + mixture.alpha, failures + mixture.beta) - logBeta(mixture.alpha, mixture.beta)
    let threshold = mixed + log(alpha)
    /// ln likelihood above the threshold: inside the interval.
    func excess(_ logit: Double) -> Double {
      -(successes > 0 ? successes * log1pExp(-logit) : 0) - (failures > 0 ? failures * log1pExp(logit) : 0) - threshold
    }
    let peak = log((successes + 1e-9) / (failures + 1e-9))
    let lower = successes == 0 ? 0 : share(try edge(from: peak, step: -1, excess))
    let upper = failures == 0 ? 1 : share(try edge(from: peak, step: 1, excess))
    return (lower, upper)
  }

  /// Of a Poisson rate: all λ with Γ(x + a)·bᵃ/(Γ(a)(b + e)^(x + a)) / (λˣe^(−λe)) < 1/α, a gamma mixture.
  ///
  /// - Parameters: `results` in `exposure`.  `mixture`: shape a and rate b > 0 of the rates where it is to be narrow.
  /// - Returns: bounds of the rate per unit of exposure; the upper one is nil without exposure.
  public static func gammaPoisson(
    results: Double, exposure: Double, mixture: (shape: Double, rate: Double), alpha: Double
  ) throws -> (lower: Double, upper: Double?) {
    guard results >= 0, results < .infinity else { throw InvalidInput(key: "results", found: "\(results)", allowed: "0 or more") }
    guard exposure >= 0, exposure < .infinity else { throw InvalidInput(key: "exposure", found: "\(exposure)", allowed: "0 or more") }
    guard mixture.shape > 0, mixture.rate > 0 else { throw InvalidInput(key: "mixture", found: "\(mixture)", allowed: "two numbers above 0") }
    try check(alpha)
    if exposure == 0 { return (0, nil) }
    let share = log(mixture.rate / (mixture.rate + exposure)), rest = -log(mixture.rate + exposure)
    let mixed = lgamma(results + mixture.shape) - lgamma(mixture.shape) + mixture.shape * share + results * rest
    let threshold = mixed + log(alpha)
    func excess(_ logRate: Double) -> Double { results * logRate - exp(logRate) * exposure - threshold }
    if results == 0 { return (0, -threshold / exposure) }
    let peak = log(results / exposure)
    return (exp(try edge(from: peak, step: -1, excess)), exp(try edge(from: peak, step: 1, excess)))
  }

  /// Of a ratio of two rates given the results' total, which is binomial with share r·e₁/(r·e₁ + e₀): a beta mixture on that share, with
  /// its centre at equal rates. Holds for cost per result too: rates per cost, the ratio upside down.
  ///
  /// - Parameters: `weight`: how many results the mixture is worth, > 0; about a tenth of those planned.
  /// - Returns: bounds of treatment rate / control rate; nil above when not bounded.
  public static func rateRatio(
    control: (results: Double, exposure: Double), treatment: (results: Double, exposure: Double), weight: Double = 10, alpha: Double
  ) throws -> (lower: Double, upper: Double?) {
    for arm in [control, treatment] { try Amounts.check(arm.results, arm.exposure) }
    guard control.exposure > 0, treatment.exposure > 0 else { throw NoAnswer.zeroExposure }
    guard weight > 0 else { throw InvalidInput(key: "weight", found: "\(weight)", allowed: "above 0") }
    let total = control.results + treatment.results
    guard total > 0 else { throw NoAnswer.zeroResults }
    let share = treatment.exposure / (treatment.exposure + control.exposure)
    let (low, high) = try betaBinomial(
      successes: treatment.results, trials: total, mixture: (weight * share, weight * (1 - share)), alpha: alpha)
    let unit = control.exposure / treatment.exposure
    // A share that rounds to 1 has no odds.
    guard low < 1 else { throw NoAnswer.outOfRange }
    return (low / (1 - low) * unit, high < 1 ? high / (1 - high) * unit : nil)
  }

  /// The mixture sequential probability ratio test's always-valid p-value and interval: H₀ effect 0 against a N(0, τ²) mixture,
  /// Λ = √(V/(V + τ²))·exp(τ²d²/(2V(V + τ²))), p = min(1, 1/Λ) (Johari, Pekelis & Walsh 2015, eq. 6).
  ///
  /// - Parameters: `estimate` d with `variance` V > 0; `mixtureVariance`: τ² > 0.
  public static func mixtureSPRT(
    estimate: Double, variance: Double, mixtureVariance: Double, alpha: Double
  ) throws -> (pValue: PValue, lower: Double, upper: Double) {
    guard variance >= 0, variance < .infinity else { throw InvalidInput(key: "variance", found: "\(variance)", allowed: "above 0") }
    guard variance > 0 else { throw NoAnswer.zeroVariance }
    guard mixtureVariance > 0, mixtureVariance < .infinity else {
      throw InvalidInput(key: "tau_squared", found: "\(mixtureVariance)", allowed: "above 0")
    }
    try check(alpha)
    let whole = variance + mixtureVariance
    let spread = log1p(mixtureVariance / variance)
    let logRatio = -0.5 * spread + 0.5 * mixtureVariance / whole * (estimate * estimate / variance)
    let half = (variance * whole / mixtureVariance * (spread - 2 * log(alpha))).squareRoot()
    return (PValue(naturalLogarithm: min(0, -logRatio)), estimate - half, estimate + half)
  }

  private static func check(_ alpha: Double) throws {
    guard alpha > 0, alpha < 1 else { throw InvalidInput(key: "alpha", found: "\(alpha)", allowed: "between 0 and 1") }
  }

  /// Where `excess`, positive at `peak` and falling away from it, is 0.
  static func edge(from peak: Double, step: Double, _ excess: (Double) -> Double) throws -> Double {
    var inside = peak, outside = peak + step, width = step
    for _ in 0..<60 {
      if excess(outside) < 0 { break }
      inside = outside
      width *= 2
      outside += width
    }
    return try Roots.brent(between: inside, and: outside, of: excess)
  }

  private static func share(_ logit: Double) -> Double { logit < 0 ? exp(logit) / (1 + exp(logit)) : 1 / (1 + exp(-logit)) }
  private static func log1pExp(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
  private static func logBeta(_ a: Double, _ b: Double) -> Double { lgamma(a) + lgamma(b) - lgamma(a + b) }
}
