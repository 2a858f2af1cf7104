import CGSL
import Glibc

/// The standard normal distribution, N(0, 1). Each tail has a function of its own: `1 - lowerTail(z)` loses everything beyond z ≈ 8.
public enum StandardNormal {
  /// φ(z), the density.
  public static func density(_ z: Double) -> Double { exp(-0.5 * z * z) / (2 * Double.pi).squareRoot() }

  /// P(Z ≤ z). Cost: O(1).
  public static func lowerTail(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// P(Z > z). Cost: O(1).
  public static func upperTail(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }

  /// ln P(Z > z), finite far beyond the point where the probability itself underflows.
  public static func logUpperTail(_ z: Double) -> Double {
    // So far out GSL's own form overflows; the leading term is all there is.
    if abs(z) > 1e7 { return z > 0 ? -0.5 * z * z - log(z) - SaddlePoint.halfLogTwoPi : 0 }
    _ = GSL.ready
    return gsl_sf_log_erfc(z / 2.0.squareRoot()) - 2.0.logarithm
  }

  /// The z with P(Z ≤ z) = `probability`, 0 < `probability` < 1.
  public static func lowerQuantile(_ probability: Double) -> Double { -upperQuantile(probability) }

  /// The z with P(Z > z) = `probability`, 0 < `probability` < 1; right for tails down to 1e-300.
  public static func upperQuantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a tail probability lies strictly between 0 and 1")
    _ = GSL.ready
    return gsl_cdf_ugaussian_Qinv(probability)
  }
}

extension Double {
  /// The natural logarithm, spelled so that it reads beside `squareRoot()`.
  fileprivate var logarithm: Double { log(self) }
}
