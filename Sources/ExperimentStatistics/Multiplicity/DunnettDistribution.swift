import Glibc

/// The largest of several treatments' statistics against one control: T_i = (λ_i·Z₀ + √(1 − λ_i²)·Z_i)/S, Z independent standard normal,
/// S² = χ²_ν/ν. Correlations are λ_i·λ_j with λ_i = √(n_i/(n_i + n_0)) (Dunnett 1955; unequal sizes: Dunnett 1964).
public struct DunnettDistribution: Hashable, Sendable {
  /// λ_i, 0…1, one for each treatment.
  public let loadings: [Double]
  /// ν > 0; nil for known variance.
  public let degreesOfFreedom: Double?
  private let factors: [Factor]

  /// Treatments of one size, which share all but their own normal.
  private struct Factor: Hashable {
    let loading: Double
    /// √(1 − λ²), by itself: where the control is small beside the treatments the subtraction keeps nothing.
    let residual: Double
    var count: Double
  }

  public init(loadings: [Double], degreesOfFreedom: Double?) {
    precondition(!loadings.isEmpty && loadings.allSatisfy { $0 >= 0 && $0 < 1 }, "loadings lie in 0..<1, at least one")
    self.init(loadings.map { ($0, (1 - $0 * $0).squareRoot()) }, degreesOfFreedom: degreesOfFreedom)
  }

  /// By the arms' sizes, all above 0.
  public init(treatments: [Double], control: Double, degreesOfFreedom: Double?) {
    precondition(!treatments.isEmpty && control > 0 && treatments.allSatisfy { $0 > 0 }, "sizes are positive, at least one treatment")
    self.init(
      treatments.map { (($0 / ($0 + control)).squareRoot(), (control / ($0 + control)).squareRoot()) }, degreesOfFreedom: degreesOfFreedom)
  }

  private init(_ pairs: [(loading: Double, residual: Double)], degreesOfFreedom: Double?) {
    precondition(degreesOfFreedom.map { $0 > 0 } ?? true, "degrees of freedom are positive")
    loadings = pairs.map(\.loading)
    self.degreesOfFreedom = degreesOfFreedom
    var places: [Double: Int] = [:]
    var factors: [Factor] = []
    for pair in pairs {
      if let place = places[pair.residual] {
        factors[place].count += 1
      } else {
        places[pair.residual] = factors.count
        factors.append(Factor(loading: pair.loading, residual: pair.residual, count: 1))
      }
    }
    self.factors = factors
  }

  /// How many different sizes there are: what an evaluation costs goes with it.
  var sizes: Int { factors.count }

  /// P(max |T_i| > c), or of max T_i > c: a double integral of a union of tails, all terms positive, so that far tails are right.
  ///
  /// - Complexity: about 5,000 error functions for each different size; 100 times fewer without degrees of freedom.
  public func upperTail(_ c: Double, isTwoSided: Bool) -> Double {
    guard let degreesOfFreedom else { return normalTail(c, isTwoSided: isTwoSided) }
    if isTwoSided, c <= 0 { return 1 }
    if c.isInfinite { return c > 0 ? 0 : 1 }
    let shape = 0.5 * degreesOfFreedom
    // Large T come of small S: its density is followed as far down as the tail of a single T is deep.
    let single = max(StudentT(degreesOfFreedom: degreesOfFreedom).logUpperTail(abs(c)), -690)
    let posterior = PosteriorShape.logGamma(shape: shape, rate: shape)
    let (lower, upper) = posterior.range(depth: 39 - min(single, 0))
    let step = min(2, 3 / shape.squareRoot())
    let panels = max(1, Int(min((upper - lower) / step, 10_000).rounded(.up)))
    let half = 0.5 * (upper - lower) / Double(panels)
    var nodes: [(density: Double, c: Double)] = []
    var mass = 0.0, least = 0.0
    for panel in 0..<panels {
      let points = lower + half * (Double(2 * panel + 1) + SpectralPanel.nodes)
      let density = posterior.relativeDensity(points, centre: 0) * SpectralPanel.weights
      for i in 0..<16 where density[i] > 0 {
        mass += density[i]
        let scaled = c * exp(0.5 * points[i])
        nodes.append((density[i], scaled))
        least += density[i] * 0.5 * erfc(scaled * 0.707106781186547524)
      }
    }
    // The largest exceeds what one of them does, and no more often than all of them together: what cannot reach the sum's last digit is left out.
    let (most, negligible) = (2 * Double(loadings.count), 1e-17 * least / Double(nodes.count))
    var sum = 0.0
    for node in nodes where node.density * min(1, most * 0.5 * erfc(node.c * 0.707106781186547524)) > negligible {
      sum += node.density * normalTail(node.c, isTwoSided: isTwoSided)
    }
    return min(1, sum / mass)
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
    return try Roots.brent(between: lower, and: upper, tolerance: 1e-12) { log(max(upperTail($0, isTwoSided: isTwoSided), 1e-300) / probability) }
  }

  /// Given S = 1: ∫ φ(z)·P(some tail | z) dz.
  private func normalTail(_ c: Double, isTwoSided: Bool) -> Double {
    if isTwoSided && c <= 0 { return 1 }
    // Symmetric in z when two-sided; beyond c/λ + 8 the normal factor has ended what is left.
    let end = min(38, abs(c) + 8.5)
    let start = isTwoSided ? 0 : -8.5
    let (points, weights) = nodes(from: start, to: end, c)
    var sum = 0.0
    for i in points.indices {
      let z = points[i]
      var union = 0.0
      for factor in factors {
        let scale = 0.707106781186547524 / factor.residual
        var tail = 0.5 * erfc((c - factor.loading * z) * scale)
        if isTwoSided { tail += 0.5 * erfc((c + factor.loading * z) * scale) }
        if factor.count > 1 { tail = tail < 1 ? -expm1(factor.count * log1p(-tail)) : 1 }
        union += tail * (1 - union)
      }
      sum += weights[i] * exp(-0.5 * z * z) * union
    }
    return min(1, sum * 0.398942280401432678 * (isTwoSided ? 2 : 1))
  }

  /// The normal factor and the steepest tail together vary on the scale √(1 − λ²), a union of several on half of it: one rule where that is wide, else
  /// panels that are fine only between λc and c/λ, where a treatment's tail turns.
  private func nodes(from start: Double, to end: Double, _ c: Double) -> (points: [Double], weights: [Double]) {
    let narrowest = factors.map(\.residual).min() ?? 1
    if Panels.nodesPerWidth * (end - start) <= 0.5 * narrowest * Double(Panels.largest) {
      return Panels.nodes(from: start, to: end, width: 0.5 * narrowest)
    }
    let turns = factors.map { (low: $0.loading * c - 9 * $0.residual, high: c / $0.loading + 9 * $0.residual, step: 2 * $0.residual) }
    var points: [Double] = [], weights: [Double] = []
    var x = start
    while x < end {
      var step = 2.0
      for turn in turns where x < turn.high { step = min(step, max(turn.low - x, 0) + turn.step) }
      let next = max(min(x + step, end), x.nextUp)
      let half = 0.5 * (next - x)
      for i in 0..<16 {
        points.append(x + half * (1 + SpectralPanel.nodes[i]))
        weights.append(half * SpectralPanel.weights[i])
      }
      x = next
    }
    return (points, weights)
  }
}

extension DunnettDistribution {
  /// One-sided comparisons with a control on planned shares, variances known: λ_i = √(a_i/(a_i + a_0)).
  ///
  /// - Returns: nil without treatments, or where the control has no share: nothing is shared then.
  public init?(control: Double, treatments: [Double]) {
    guard control > 0, !treatments.isEmpty, treatments.allSatisfy({ $0 >= 0 }) else { return nil }
    self.init(treatments.map { (($0 / ($0 + control)).squareRoot(), (control / ($0 + control)).squareRoot()) }, degreesOfFreedom: nil)
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
