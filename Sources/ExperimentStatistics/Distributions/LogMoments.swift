import CGSL

/// Mean and variance of the logarithm of gamma and beta quantities: ψ and ψ′ (Abramowitz & Stegun 6.3, 6.4).
enum LogMoments {
  /// ψ(x), x > 0.
  static func digamma(_ x: Double) -> Double {
    _ = GSL.ready
    return gsl_sf_psi(x)
  }

  /// ψ′(x), x > 0.
  static func trigamma(_ x: Double) -> Double {
    _ = GSL.ready
    return gsl_sf_psi_1(x)
  }
}
