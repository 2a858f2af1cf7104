import ExperimentStatistics
import Glibc

/// Dunnett's one-sided family of comparisons with one control, as a level per comparison (Dunnett 1955), on the planned allocation.
///
/// The treatments' normal scores share the control: corr(Z_i, Z_j) = λ_i·λ_j with λ_i = √(a_i/(a_i + a_0)). Used per comparison with the
/// spending function, as Bonferroni's level would be, which it is never below.
struct DunnettLevel: Hashable {
  /// λ of each treatment, 0…1.
  let loadings: [Double]

  init(control: Double, treatments: [Double]) {
    loadings = treatments.map { $0 + control > 0 ? ($0 / ($0 + control)).squareRoot() : 0 }
  }

  /// P(any Z_i > z) with no effect anywhere, by quadrature over the control's share of the scores.
  func familyTail(_ z: Double) -> Double {
    let rule = DunnettLevel.rule
    // 1 − ∏Φ(…) through logarithms of the lower tails, so that small tails keep their digits.
    return rule.integrate(from: -9, to: 9) { x in
      var log = 0.0
      for loading in loadings {
        log += log1p(-StandardNormal.upperTail((z + loading * x) / (1 - loading * loading).squareRoot()))
      }
      return StandardNormal.density(x) * -expm1(log)
    }
  }

  private static let rule = GaussLegendre(count: 96)

  /// The one-sided level of each comparison at which the family's is `alpha`.
  func level(alpha: Double) -> Double {
    guard loadings.count > 1 else { return alpha }
    var low = StandardNormal.upperQuantile(alpha)
    var high = StandardNormal.upperQuantile(alpha / Double(loadings.count))
    for _ in 0..<80 {
      let middle = low + (high - low) / 2
      if familyTail(middle) > alpha { low = middle } else { high = middle }
      if high - low < 1e-13 { break }
    }
    return StandardNormal.upperTail(high)
  }

  /// The family's error rate at which a comparison with this p would be rejected.
  func adjusted(_ p: PValue) -> PValue {
    guard loadings.count > 1 else { return p }
    // Beyond this the comparisons' tails no longer overlap, and the sum is exact.
    guard p.value > 1e-12 else { return p.multiplied(by: Double(loadings.count)) }
    guard p.value < 1 else { return PValue(1) }
    return max(p, PValue(min(familyTail(StandardNormal.upperQuantile(p.value)), 1)))
  }
}
