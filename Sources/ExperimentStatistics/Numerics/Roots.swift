import Glibc

/// Roots of functions of one variable, always inside a bracket and always within a bounded number of evaluations.
public enum Roots {
  /// The root of `function` between `lower` and `upper`, where it changes sign, by Brent's method
  /// (Brent 1973, *Algorithms for Minimization without Derivatives*, ch. 4).
  ///
  /// - Parameters:
  ///   - tolerance: largest absolute error accepted beside the rounding error of the root itself, ≥ 0.
  ///   - iterations: bound on evaluations.
  /// - Throws: `NoAnswer.noConvergence` when the bound is reached, `NoAnswer.undefined` when there is no change of sign.
  /// - Complexity: about ten evaluations for smooth functions, at most `iterations`.
  public static func brent(
    between lower: Double, and upper: Double, tolerance: Double = 0, iterations: Int = 200, of function: (Double) throws -> Double
  ) throws -> Double {
    var a = lower, b = upper
    var fa = try function(a), fb = try function(b)
    if fa == 0 { return a }
    if fb == 0 { return b }
    guard (fa < 0) != (fb < 0) else { throw NoAnswer.undefined("no change of sign between \(lower) and \(upper)") }
    var c = a, fc = fa
    var step = b - a, previousStep = step
    for _ in 0..<iterations {
      if (fb < 0) == (fc < 0) { (c, fc, step, previousStep) = (a, fa, b - a, b - a) }
      if abs(fc) < abs(fb) { (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb) }
      let accepted = 2 * Double.ulpOfOne * abs(b) + 0.5 * tolerance
      let half = 0.5 * (c - b)
      if abs(half) <= accepted || fb == 0 { return b }
      if abs(previousStep) >= accepted && abs(fa) > abs(fb) {
        let s = fb / fa
        var p: Double, q: Double
        if a == c {
          (p, q) = (2 * half * s, 1 - s)
        } else {
          let t = fa / fc, r = fb / fc
          p = s * (2 * half * t * (t - r) - (b - a) * (r - 1))
          q = (t - 1) * (r - 1) * (s - 1)
        }
        if p > 0 { q = -q } else { p = -p }
        if 2 * p < min(3 * half * q - abs(accepted * q), abs(previousStep * q)) {
          (previousStep, step) = (step, p / q)
        } else {
          (step, previousStep) = (half, half)
        }
      } else {
        (step, previousStep) = (half, half)
      }
      (a, fa) = (b, fb)
      b += abs(step) > accepted ? step : (half > 0 ? accepted : -accepted)
      fb = try function(b)
    }
    throw NoAnswer.noConvergence(iterations: iterations)
  }

  /// The root of an increasing function from a good guess, by Newton's steps kept inside a bracket that shrinks.
  ///
  /// `function` returns its value and slope; `residual` is the size of value taken as zero. From a value of at most `nearly` one more step is
  /// taken unseen: on logarithms of tails Newton's error is of the order of the value squared.
  /// - Complexity: 3 to 8 evaluations from a good guess, at most `iterations`.
  @inline(__always)
  static func increasingNewton(
    from guess: Double, between lower: Double, and upper: Double, residual: Double, nearly: Double = 0, iterations: Int = 200,
    of function: (Double) -> (value: Double, slope: Double)
  ) throws -> Double {
    var low = lower, high = upper
    var x = min(max(guess, lower), upper)
    for _ in 0..<iterations {
      let (value, slope) = function(x)
      if abs(value) <= residual { return x }
      if value < 0 { low = x } else { high = x }
      var next = x - value / slope
      if abs(value) <= nearly { return next }
      if !(next > low && next < high) { next = 0.5 * (low + high) }
      if next == x || abs(next - x) <= 0.5 * Double.ulpOfOne * abs(x) { return next }
      x = next
    }
    throw NoAnswer.noConvergence(iterations: iterations)
  }

  /// The root of a strictly decreasing function by secant steps inside a bracket: for score statistics, whose slope is dear and
  /// whose two first points are good guesses.
  ///
  /// - Parameters: `first`, `second`: distinct starting points inside the bracket; a bracket end may be infinite only if never reached.
  /// - Complexity: 5 to 8 evaluations, at most `iterations`.
  @inline(__always)
  static func decreasingSecant(
    from first: Double, _ second: Double, between lower: Double, and upper: Double, iterations: Int = 200,
    of function: (Double) -> Double
  ) throws -> Double {
    var low = lower, high = upper
    var a = first, b = second
    var fa = function(a)
    if fa == 0 { return a }
    if fa > 0 { low = a } else { high = a }
    var width = high - low
    for iteration in 0..<iterations {
      let fb = function(b)
      if fb == 0 { return b }
      if fb > 0 { low = max(low, b) } else { high = min(high, b) }
      var next = b - fb * (b - a) / (fb - fa)
      if !(next > low && next < high) || (iteration % 8 == 7 && high - low > 0.5 * width) { next = 0.5 * (low + high) }
      if iteration % 8 == 7 { width = high - low }
      if abs(next - b) <= 1e-15 * max(abs(next), abs(b)) || high - low <= 1e-300 { return next }
      (a, fa, b) = (b, fb, next)
    }
    throw NoAnswer.noConvergence(iterations: iterations)
  }
}
