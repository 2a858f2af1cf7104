import Glibc

/// The pieces of Loader's saddle-point form of binomial and Poisson probabilities, which keeps full accuracy where factorials and
/// powers would cancel. C. Loader (2000), *Fast and Accurate Computation of Binomial Probabilities*.
enum SaddlePoint {
  /// δ(x) = ln Γ(x + 1) − [(x + ½) ln x − x + ½ ln 2π], the error of Stirling's formula; x > 0.
  static func stirlingError(_ x: Double) -> Double {
    if x < 16 {
      return logGamma(x + 1) - (x + 0.5) * log(x) + x - halfLogTwoPi
    }
    let s = 1 / (x * x)
    if x > 1e6 { return (1.0 / 12 - s / 360) / x }
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188 - (691.0 / 360360 - s / 156) * s) * s) * s) * s) * s) / x
  }

  /// x ln(x / mean) + mean − x, without cancellation when x is near the mean; `meanRemainder` is what rounding took from the mean.
  static func deviance(_ x: Double, mean: Double, meanRemainder: Double = 0) -> Double {
    let gap = (x - mean) - meanRemainder
    if abs(gap) < 0.1 * (x + mean) {
      let v = gap / (x + mean)
      let square = v * v
      var sum = gap * v
      var term = 2 * x * v
      for j in 1..<1000 {
        term *= square
        let next = sum + term / Double(2 * j + 1)
        if next == sum { return next }
        sum = next
      }
      return sum
    }
    return x * log(x / mean) + mean - x + meanRemainder * (1 - x / mean)
  }

  /// ln [Γ(n+1) / (Γ(x+1) Γ(n−x+1)) · pˣ qⁿ⁻ˣ] for real x, rest = n − x ≥ 0; p, q > 0 with p + q = 1 (q given, not subtracted).
  static func logBinomial(_ x: Double, _ rest: Double, _ p: Double, _ q: Double) -> Double {
    let n = x + rest
    if n == 0 { return 0 }
    if x == 0 { return n * (p < 0.1 ? log1p(-p) : log(q)) }
    if rest == 0 { return n * (q < 0.1 ? log1p(-q) : log(p)) }
    let mean = n * p, restMean = n * q
    let exponent =
      stirlingError(n) - stirlingError(x) - stirlingError(rest)
      - deviance(x, mean: mean, meanRemainder: fma(n, p, -mean))
      - deviance(rest, mean: restMean, meanRemainder: fma(n, q, -restMean))
    let spread = x < rest ? log(x) + log1p(-x / n) : log(rest) + log1p(-rest / n)
    return exponent - halfLogTwoPi - 0.5 * spread
  }

  /// ln [meanˣ e^−mean / Γ(x+1)] for real x ≥ 0, mean > 0.
  static func logPoisson(_ x: Double, mean: Double) -> Double {
    if x == 0 { return -mean }
    if x < mean * 1e-300 { return -mean }
    return -stirlingError(x) - deviance(x, mean: mean) - halfLogTwoPi - 0.5 * log(x)
  }

  /// ln Γ(x), x > 0, without the C library's shared sign.
  static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }

  static let halfLogTwoPi = 0.918938533204672741780329736406
}
