import Glibc

/// The largest of several treatments' statistics against one control: T_i = (λ_i·Z₀ + √(1 − λ_i²)·Z_i)/S, Z independent standard normal,
/// S² = χ²_ν/ν. Correlations are λ_i·λ_j with λ_i = √(n_i/(n_i + n_0)) (Dunnett 1955; unequal sizes: Dunnett 1964).
public struct DunnettDistribution: Hashable, Sendable {
  /// λ_i, 0…1, one for each treatment.
  public let loadings: [Double]
  /// ν > 0; nil for known variance.
  public let degreesOfFreedom: Double?

  public init(loadings: [Double], degreesOfFreedom: Double?) {
    precondition(!loadings.isEmpty && loadings.allSatisfy { $0 >= 0 && $0 < 1 }, "loadings lie in 0..<1, at least one")
    precondition(degreesOfFreedom.map { $0 > 0 } ?? true, "degrees of freedom are positive")
    self.loadings = loadings
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(max |T_i| > c), or of max T_i > c: a double integral of a union of tails, all terms positive, so that far tails are right.
  ///
  /// - Complexity: about 5,000·treatments error functions; 100 times fewer without degrees of freedom.
  public func upperTail(_ c: Double, isTwoSided: Bool) -> Double {
    guard let degreesOfFreedom else { return normalTail(c, isTwoSided: isTwoSided) }
    let shape = 0.5 * degreesOfFreedom
    // Large T come of small S: its density is followed as far down as the tail is deep.
    let single = log(max(StandardNormal.upperTail(abs(c)), 1e-300))
    let posterior = PosteriorShape.logGamma(shape: shape, rate: shape)
    let (lower, upper) = posterior.range(depth: 39 - min(single, 0))
    let step = min(2, 3 / shape.squareRoot())
    let panels = max(1, Int(((upper - lower) / step).rounded(.up)))
    let half = 0.5 * (upper - lower) / Double(panels)
    var mass = 0.0, sum = 0.0
    for panel in 0..<panels {
      let points = lower + half * (Double(2 * panel + 1) + SpectralPanel.nodes)
      let density = posterior.relativeDensity(points, centre: 0) * SpectralPanel.weights
      for i in 0..<16 where density[i] > 0 {
        mass += density[i]
        sum += density[i] * normalTail(c * exp(0.5 * points[i]), isTwoSided: isTwoSided)
      }
    }
    return sum / mass
  }

  /// The c with P(max > c) = `probability`, 0 < `probability` < 1.
  public func upperQuantile(_ probability: Double, isTwoSided: Bool) throws -> Double {
    precondition(probability > 0 && probability < 1, "a tail probability lies strictly between 0 and 1")
    let sides = isTwoSided ? 2.0 : 1
    var lower = isTwoSided ? 0 : -8.0
    var upper = StandardNormal.upperQuantile(min(probability / sides / Double(loadings.count), 0.4)) + 0.1
    for _ in 0..<200 {
      if upperTail(upper, isTwoSided: isTwoSided) < probability { break }
      lower = upper
      upper *= 1.6
    }
    return try Roots.brent(between: lower, and: upper, tolerance: 1e-12) { log(upperTail($0, isTwoSided: isTwoSided) / probability) }
  }

  /// Given S = 1: ∫ φ(z)·P(some tail | z) dz.
  private func normalTail(_ c: Double, isTwoSided: Bool) -> Double {
    if isTwoSided && c <= 0 { return 1 }
    let largest = loadings.max() ?? 0
    // The normal factor and the steepest tail together vary on the scale √(1 − λ²), a union of several on half of it.
    let narrowest = 0.5 * (1 - largest * largest).squareRoot()
    // Symmetric in z when two-sided; beyond c/λ + 8 the normal factor has ended what is left.
    let end = min(38, abs(c) + 8.5)
    let start = isTwoSided ? 0 : -8.5
    let (points, weights) = Panels.nodes(from: start, to: end, width: narrowest)
    let scales = loadings.map { 0.707106781186547524 / (1 - $0 * $0).squareRoot() }
    var sum = 0.0
    for i in points.indices {
      let z = points[i]
      var union = 0.0
      for j in loadings.indices {
        var tail = 0.5 * erfc((c - loadings[j] * z) * scales[j])
        if isTwoSided { tail += 0.5 * erfc((c + loadings[j] * z) * scales[j]) }
        union += tail * (1 - union)
      }
      sum += weights[i] * exp(-0.5 * z * z) * union
    }
    return min(1, sum * 0.398942280401432678 * (isTwoSided ? 2 : 1))
  }
}

extension DunnettDistribution {
  /// One-sided comparisons with a control on planned shares, variances known: λ_i = √(a_i/(a_i + a_0)).
  ///
  /// - Returns: nil without treatments, or where the control has no share: nothing is shared then.
  public init?(control: Double, treatments: [Double]) {
    guard control > 0, !treatments.isEmpty, treatments.allSatisfy({ $0 >= 0 }) else { return nil }
    self.init(loadings: treatments.map { ($0 / ($0 + control)).squareRoot() }, degreesOfFreedom: nil)
  }

  /// The one-sided level of each comparison at which the chance of any false rejection is `alpha`, between alpha/k and alpha. Used per comparison with a
  /// spending function as Bonferroni's level would be, which it is never below; and which stands should the search not end.
  ///
  /// - Complexity: some ten integrals.
  public func level(alpha: Double) -> Double {
    let bonferroni = alpha / Double(loadings.count)
    guard loadings.count > 1 else { return alpha }
    let (low, high) = (StandardNormal.upperQuantile(alpha), StandardNormal.upperQuantile(bonferroni))
    let root = try? Roots.brent(between: low, and: high, tolerance: 1e-13) { log(upperTail($0, isTwoSided: false) / alpha) }
    return max(root.map { StandardNormal.upperTail($0) } ?? bonferroni, bonferroni)
  }

  /// The family's error rate at which a comparison with this one-sided p would be rejected.
  public func adjusted(_ p: PValue) -> PValue {
    guard loadings.count > 1 else { return p }
    // Beyond this the comparisons' tails no longer overlap, and the sum is exact.
    guard p.value > 1e-12 else { return p.multiplied(by: Double(loadings.count)) }
    guard p.value < 1 else { return PValue(1) }
    return max(p, PValue(min(upperTail(StandardNormal.upperQuantile(p.value), isTwoSided: false), 1)))
  }
}
