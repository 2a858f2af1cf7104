import Glibc

/// Pearson's type III law with mean 0, variance 1 and the given skewness: a gamma distribution shifted and scaled, its mirror image below zero, the
/// standard normal at zero (Pearson 1895; Johnson, Kotz & Balakrishnan 1994, *Continuous Univariate Distributions* 1, §17.2).
///
/// X = (G − k)/√k with G ~ Gamma(k, 1) and k = 4/skewness². From k = 1000 on the tails are Temme's uniform expansion (1979; DLMF 8.12), which runs into the
/// normal law without a seam; below, the incomplete gamma function. To about 1e-12 relative, in logarithms far below underflow
/// (References/pearson-iii.json). Cost: O(1) for |skewness| < 0.06, O(1/|skewness|) near the mean above.
public struct PearsonIII: Hashable, Sendable {
  /// Third standardised moment; finite.
  public let skewness: Double

  public init(skewness: Double) {
    precondition(skewness.isFinite, "the skewness is finite")
    self.skewness = skewness
  }

  /// P(X > z).
  public func upperTail(_ z: Double) -> Double { exp(logUpperTail(z)) }
  /// P(X ≤ z).
  public func lowerTail(_ z: Double) -> Double { exp(logLowerTail(z)) }

  /// ln P(X > z); −∞ beyond the end of a law that has one there.
  public func logUpperTail(_ z: Double) -> Double {
    skewness == 0 ? StandardNormal.logUpperTail(z) : skewness > 0 ? Self.long(z, skewness) : Self.short(-z, -skewness)
  }

  /// ln P(X ≤ z).
  public func logLowerTail(_ z: Double) -> Double {
    skewness == 0 ? StandardNormal.logUpperTail(-z) : skewness > 0 ? Self.short(z, skewness) : Self.long(-z, -skewness)
  }

  /// P(X > z) with its logarithm.
  public func upperPValue(_ z: Double) -> PValue { PValue(naturalLogarithm: logUpperTail(z)) }
  /// P(X ≤ z) with its logarithm.
  public func lowerPValue(_ z: Double) -> PValue { PValue(naturalLogarithm: logLowerTail(z)) }

  /// ln P(X > z) for a positive skewness: the tail without end.
  private static func long(_ z: Double, _ skewness: Double) -> Double {
    let half = skewness / 2
    let shape = 1 / (half * half)
    if z * half <= -1 { return 0 }
    guard let uniform = Uniform(z: z, half: half) else { return IncompleteGamma.tail(shape: shape, shape * (1 + z * half)).logUpper }
    return uniform.logTail(isUpper: true)
  }

  /// ln P(X ≤ z) for a positive skewness: the tail that ends at −2/skewness.
  private static func short(_ z: Double, _ skewness: Double) -> Double {
    let half = skewness / 2
    let shape = 1 / (half * half)
    if z * half <= -1 { return -.infinity }
    guard let uniform = Uniform(z: z, half: half) else { return IncompleteGamma.tail(shape: shape, shape * (1 + z * half)).logLower }
    return uniform.logTail(isUpper: false)
  }
}

/// Temme's expansion Q(a, x) = ½ erfc(η√(a/2)) + e^(−aη²/2)/√(2πa)·Σ c_k(η)/aᵏ with ½η² = μ − ln(1 + μ), μ = x/a − 1 (Temme 1979; DLMF 8.12.3–8.12.10).
private struct Uniform {
  /// η√a, the normal score that the first term asks for.
  let score: Double
  let eta: Double
  let inverseShape: Double

  /// Nil where the expansion is not needed or no longer converges fast: shapes below 1000, |η| above ½.
  init?(z: Double, half: Double) {
    guard half * half <= 1e-3 else { return nil }
    let mu = z * half
    guard abs(mu) < 0.4 else { return nil }
    // 2(μ − ln(1 + μ))/μ², by its series where the logarithm would cancel.
    let ratio: Double
    if abs(mu) < 0.1 {
      var (sum, power) = (0.0, 1.0)
      for k in 2..<24 {
        sum += power / Double(k)
        power *= -mu
      }
      ratio = 2 * sum
    } else {
      ratio = 2 * (mu - log1p(mu)) / (mu * mu)
    }
    let root = ratio.squareRoot()
    score = z * root
    eta = mu * root
    inverseShape = half * half
    if abs(eta) > 0.5 { return nil }
  }

  func logTail(isUpper: Bool) -> Double {
    var correction = 0.0
    for coefficients in Self.coefficients.reversed() {
      correction = correction * inverseShape + coefficients.reversed().reduce(0) { $0 * eta + $1 }
    }
    correction *= inverseShape.squareRoot()
    // φ/Q by logarithms, so that neither underflows.
    let signed = isUpper ? score : -score
    let normal = StandardNormal.logUpperTail(signed)
    let ratio = exp(-0.5 * score * score - 0.918938533204672741780329736406 - normal)
    return min(normal + log1p((isUpper ? correction : -correction) * ratio), 0)
  }

  /// Taylor coefficients of c₀, c₁, c₂ in η (DiDonato & Morris 1986, ACM TOMS 654, appendix F; from the recurrence in References/scripts/pearson_iii.py).
  static let coefficients: [[Double]] = [
    [
      -0.3333333333333333, 0.08333333333333333, -0.014814814814814815, 0.0011574074074074073, 0.0003527336860670194, -0.0001787551440329218,
      3.919263178522438e-05, -2.185448510679992e-06, -1.85406221071516e-06, 8.296711340953087e-07, -1.7665952736826078e-07, 6.707853543401498e-09,
      1.0261809784240309e-08, -4.382036018453353e-09, 9.14769958223679e-10,
    ],
    [
      -0.001851851851851852, -0.003472222222222222, 0.0026455026455026454, -0.0009902263374485596, 0.00020576131687242798, -4.018775720164609e-07,
      -1.8098550334489977e-05, 7.64916091608111e-06, -1.6120900894563446e-06, 4.647127802807434e-09, 1.378633446915721e-07, -5.752545603517705e-08,
    ],
    [
      0.004133597883597883, -0.0026813271604938273, 0.0007716049382716049, 2.0093878600823047e-06, -0.0001073665322636516, 5.2923448829120125e-05,
      -1.2760635188618728e-05, 3.423578734096138e-08, 1.3721957309062934e-06, -6.298992138380055e-07,
    ],
  ]
}
