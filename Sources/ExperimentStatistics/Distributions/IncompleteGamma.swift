import Glibc

/// The incomplete gamma function, by its smaller tail and in logarithms.
///
/// Series below the mean, Legendre's continued fraction above it (Numerical Recipes 3rd ed., §6.2), with Loader's saddle-point
/// form in front, so that shapes to 1e9 and beyond keep about 1e-13. GSL's gamma functions hold less and have no logarithms.
enum IncompleteGamma {
  /// The smaller tail of Gamma(shape, rate 1) at x > 0. Cost: O(√shape) near the mean to shapes of 1e10, O(1) far from it and beyond.
  static func tail(shape: Double, _ x: Double) -> Tail {
    if x <= 0 { return Tail(isLower: true, logarithm: -.infinity) }
    if x == .infinity { return Tail(isLower: false, logarithm: -.infinity) }
    if shape > LugannaniRice.leastShape {
      // Each side's own digits: the deviance of a Poisson with mean x at the shape.
      return LugannaniRice.tail(
        halfSquare: SaddlePoint.deviance(shape, mean: x), distance: (x - shape) / shape.squareRoot(), limit: -1 / (3 * shape.squareRoot()))
    }
    let front = SaddlePoint.logPoisson(shape, mean: x)
    if x < shape + 1 {
      return Tail(isLower: true, logarithm: min(front + log(lowerSeries(shape, x)), 0))
    }
    return Tail(isLower: false, logarithm: min(front + log(shape / upperFraction(shape, x)), 0))
  }

  /// Σ xᵏ / ((a+1)…(a+k)).
  private static func lowerSeries(_ a: Double, _ x: Double) -> Double {
    var sum = 1.0, term = 1.0, denominator = a
    for _ in 0..<iterationBound {
      denominator += 1
      term *= x / denominator
      sum += term
      if term < sum * 1e-17 { break }
    }
    return sum
  }

  /// x + 1 − a − 1·(1 − a)/(x + 3 − a − …), by Lentz's method.
  private static func upperFraction(_ a: Double, _ x: Double) -> Double {
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var h = b
    if b == 0 {
      d = 1e300
      h = 1e-300
    }
    c = h
    d = 0
    for i in 1..<iterationBound {
      let k = Double(i)
      let numerator = -k * (k - a)
      b += 2
      d = b + numerator * d
      if abs(d) < 1e-300 { d = 1e-300 }
      c = b + numerator / c
      if abs(c) < 1e-300 { c = 1e-300 }
      d = 1 / d
      let change = c * d
      h *= change
      if abs(change - 1) < 2.3e-16 { break }
    }
    return h
  }

  /// Enough for shapes to 1e10, beyond which `LugannaniRice` serves.
  static let iterationBound = 1_000_000
}
