/// Root finding for the inversions of tests: a bracket that only shrinks, so that it always ends.
enum Bracketing {
  /// The zero of a rising (or falling) function between `low` and `high`, by Chandrupatla's method (1997): inverse quadratic
  /// interpolation where it is safe, bisection elsewhere. To about one unit in the last place; ends after at most 200 evaluations.
  static func root(
    low: Double, high: Double, lowValue: Double, highValue: Double, _ function: (Double) -> Double
  ) throws(NoAnswer) -> Double {
    var a = high
    var b = low
    var fa = highValue
    var fb = lowValue
    if fa == 0 { return a }
    if fb == 0 { return b }
    guard (fa < 0) != (fb < 0) else { throw .noConvergence(iterations: 0) }
    var c = a
    var fc = fa
    var t = 0.5
    for _ in 0..<200 {
      let x = a + t * (b - a)
      let fx = function(x)
      guard fx.isFinite else {
        // A tail that underflowed: still on the far side, so halve.
        if (fx < 0) == (fa < 0) { a = x } else { b = x }
        t = 0.5
        continue
      }
      if (fx < 0) == (fa < 0) {
        c = a
        fc = fa
      } else {
        c = b
        fc = fb
        b = a
        fb = fa
      }
      a = x
      fa = fx
      let best = abs(fb) < abs(fa) ? b : a
      if fx == 0 { return x }
      let tolerance = 2 * best.ulp.magnitude + 1e-300
      let limit = tolerance / abs(b - a)
      if limit > 0.5 { return best }
      let xi = (a - b) / (c - b)
      let phi = (fa - fb) / (fc - fb)
      if phi * phi < xi, (1 - phi) * (1 - phi) < 1 - xi {
        t = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
      } else {
        t = 0.5
      }
      t = min(max(t, limit), 1 - limit)
    }
    throw .noConvergence(iterations: 200)
  }
}
