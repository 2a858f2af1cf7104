import Glibc

/// The incomplete beta function, by its smaller tail and in logarithms.
///
/// The continued fraction of DiDonato and Morris (1992, *ACM TOMS* 708, eq. 9) in the form that Boost uses, with Loader's saddle-point
/// form in front: a + b beyond 2e9 keeps about 1e-12, and nothing underflows. GSL's is off by 1e-11 at a + b = 1e6, and NaN at some points.
enum IncompleteBeta {
  /// The smaller tail of Beta(a, b) at x, with y = 1 − x given so that neither end loses digits. Cost: O(√max(a, b)) near the mean, O(1) far from
  /// it and for shapes of which both exceed 1e10.
  static func tail(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Tail {
    if x <= 0 { return Tail(isLower: true, logarithm: -.infinity) }
    if y <= 0 { return Tail(isLower: false, logarithm: -.infinity) }
    return tail(a, b, x, y, logFront: logFront(a, b, x, y))
  }

  /// The same with the front already worked out; 0 < x < 1.
  static func tail(_ a: Double, _ b: Double, _ x: Double, _ y: Double, logFront front: Double) -> Tail {
    if a * (b / (a + b)) > LugannaniRice.leastShape { return large(a, b, x, y) }
    if x * (a + b + 2) <= a + 1 {
      return Tail(isLower: true, logarithm: min(front - log(fraction(a, b, x, y)), 0))
    }
    return Tail(isLower: false, logarithm: min(front - log(fraction(b, a, y, x)), 0))
  }

  private static func large(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Tail {
    let whole = a + b
    let (mean, rest) = (whole * x, whole * y)
    let deviance =
      SaddlePoint.deviance(a, mean: mean, meanRemainder: fma(whole, x, -mean)) + SaddlePoint.deviance(b, mean: rest, meanRemainder: fma(whole, y, -rest))
    let scale = (a * (b / whole)).squareRoot()
    return LugannaniRice.tail(
      halfSquare: max(deviance, 0), distance: productDifference(b, x, a, y) / scale, limit: -(b - a) / whole / (3 * scale))
  }

  /// ln [xᵃ yᵇ / B(a, b)].
  static func logFront(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    SaddlePoint.logBinomial(a, b, x, y) + log(a * (b / (a + b)))
  }

  private static func fraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let drift = productDifference(a, y, b, x) + 1
    var h = a * drift / (a + 1)
    if abs(h) < 1e-300 { h = 1e-300 }
    var c = h
    var d = 0.0
    var m = 0.0
    for _ in 0..<IncompleteGamma.iterationBound {
      m += 1
      let odd = a + 2 * m - 1
      let share = m * (b - m) * x / odd
      let numerator = (a + m - 1) * (a + b + m - 1) * x / odd * share
      let partial = m + share + (a + m) * (drift + m * (2 - x)) / (a + 2 * m + 1)
      d = partial + numerator * d
      if abs(d) < 1e-300 { d = 1e-300 }
      c = partial + numerator / c
      if abs(c) < 1e-300 { c = 1e-300 }
      d = 1 / d
      let change = c * d
      h *= change
      if abs(change - 1) < 2.3e-16 { break }
    }
    return h
  }
}
