import Glibc

/// The gamma distribution with the given shape and rate (mean = shape / rate). `shape`, `rate` > 0, finite.
public struct GammaDistribution: Hashable, Sendable {
  public let shape: Double
  public let rate: Double

  public init(shape: Double, rate: Double) {
    precondition(shape > 0 && shape < .infinity && rate > 0 && rate < .infinity, "shape and rate are positive")
    self.shape = shape
    self.rate = rate
  }

  /// ln f(x); −∞ for x < 0.
  public func logDensity(_ x: Double) -> Double {
    let z = rate * x
    if z < 0 { return -.infinity }
    if z == 0 { return shape == 1 ? log(rate) : (shape < 1 ? .infinity : -.infinity) }
    return SaddlePoint.logPoisson(shape, mean: z) + log(shape) - log(x)
  }

  /// P(X ≤ x), to about 1e-13 relative (References/distributions.json).
  public func lowerTail(_ x: Double) -> Double { IncompleteGamma.tail(shape: shape, rate * x).lower }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { IncompleteGamma.tail(shape: shape, rate * x).upper }
  /// ln P(X ≤ x), far below underflow.
  public func logLowerTail(_ x: Double) -> Double { IncompleteGamma.tail(shape: shape, rate * x).logLower }
  /// ln P(X > x), far below underflow.
  public func logUpperTail(_ x: Double) -> Double { IncompleteGamma.tail(shape: shape, rate * x).logUpper }

  /// The x with P(X ≤ x) = `probability`, 0 < `probability` < 1.
  public func lowerQuantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a tail probability lies strictly between 0 and 1")
    return probability <= 0.5 ? quantile(log(probability), isLower: true) : quantile(log1p(-probability), isLower: false)
  }

  /// The x with P(X > x) = `probability`, 0 < `probability` < 1; right for tails down to 1e-300.
  public func upperQuantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a tail probability lies strictly between 0 and 1")
    return probability <= 0.5 ? quantile(log(probability), isLower: false) : quantile(log1p(-probability), isLower: true)
  }

  /// Newton's method on the logarithm of the tail against ln x, inside a bracket.
  private func quantile(_ target: Double, isLower: Bool) -> Double {
    let z = StandardNormal.upperQuantile(max(exp(target), 1e-300)) * (isLower ? -1 : 1)
    // Wilson and Hilferty's cube for moderate tails; the leading power of x where that falls to zero.
    let cube = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
    let small = (target + SaddlePoint.logGamma(shape + 1)) / shape
    let guess = cube > 0.1 || !isLower ? log(shape) + 3 * log(max(cube, 0.1)) : small
    let sign = isLower ? 1.0 : -1.0
    let root = try? Roots.increasingNewton(
      from: max(guess, -740), between: -745, and: 709, residual: 2e-16 * max(1, abs(target)), iterations: 300
    ) { u in
      let x = exp(u)
      let tail = IncompleteGamma.tail(shape: shape, x)
      let value = isLower ? tail.logLower : tail.logUpper
      let slope = exp(SaddlePoint.logPoisson(shape, mean: x) + log(shape) - value)
      return (sign * (value - target), slope)
    }
    return exp(root ?? guess) / rate
  }
}
