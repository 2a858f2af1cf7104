import Glibc

/// The beta distribution on (0, 1). `alpha`, `beta` > 0, to sums of 2e9 and beyond.
public struct BetaDistribution: Hashable, Sendable {
  public let alpha: Double
  public let beta: Double

  public init(alpha: Double, beta: Double) {
    precondition(alpha > 0 && beta > 0 && alpha < .infinity && beta < .infinity, "alpha and beta are positive")
    self.alpha = alpha
    self.beta = beta
  }

  /// ln f(x); −∞ outside (0, 1).
  public func logDensity(_ x: Double) -> Double {
    if x <= 0 || x >= 1 {
      guard x == 0 || x == 1 else { return -.infinity }
      let edge = x == 0 ? alpha : beta
      return edge > 1 ? -.infinity : (edge == 1 ? log(x == 0 ? beta : alpha) : .infinity)
    }
    return IncompleteBeta.logFront(alpha, beta, x, 1 - x) - log(x) - log1p(-x)
  }

  /// P(X ≤ x), to about 1e-12 relative (References/distributions.json). Cost: O(√(alpha + beta)) near the mean, O(1) far from it.
  public func lowerTail(_ x: Double) -> Double { tail(x).lower }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { tail(x).upper }
  /// ln P(X ≤ x), far below underflow.
  public func logLowerTail(_ x: Double) -> Double { tail(x).logLower }
  /// ln P(X > x), far below underflow.
  public func logUpperTail(_ x: Double) -> Double { tail(x).logUpper }

  private func tail(_ x: Double) -> Tail { IncompleteBeta.tail(alpha, beta, x, 1 - x) }

  /// The x with P(X ≤ x) = `probability`, 0 < `probability` < 1.
  public func lowerQuantile(_ probability: Double) -> Double { BetaDistribution.logistic(lowerLogitQuantile(probability)) }
  /// The x with P(X > x) = `probability`, 0 < `probability` < 1.
  public func upperQuantile(_ probability: Double) -> Double { BetaDistribution.logistic(upperLogitQuantile(probability)) }

  /// ln(x / (1 − x)) at the lower quantile: the odds, exact where x itself would round to 1.
  public func lowerLogitQuantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a tail probability lies strictly between 0 and 1")
    return probability <= 0.5 ? logitQuantile(log(probability), isLower: true) : logitQuantile(log1p(-probability), isLower: false)
  }

  /// ln(x / (1 − x)) at the upper quantile.
  public func upperLogitQuantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a tail probability lies strictly between 0 and 1")
    return probability <= 0.5 ? logitQuantile(log(probability), isLower: false) : logitQuantile(log1p(-probability), isLower: true)
  }

  static func logistic(_ t: Double) -> Double { t < 0 ? exp(t) / (1 + exp(t)) : 1 / (1 + exp(-t)) }

  /// Newton's method on the logarithm of the tail against the logit, inside a bracket.
  private func logitQuantile(_ target: Double, isLower: Bool) -> Double {
    let guess = logitGuess(target, isLower: isLower)
    let sign = isLower ? 1.0 : -1.0
    let root = try? Roots.increasingNewton(
      from: guess, between: -740, and: 740, residual: 2e-16 * max(1, abs(target)), iterations: 300
    ) { t in
      let x = BetaDistribution.logistic(t), y = BetaDistribution.logistic(-t)
      let tail = IncompleteBeta.tail(alpha, beta, x, y)
      let value = isLower ? tail.logLower : tail.logUpper
      return (sign * (value - target), exp(IncompleteBeta.logFront(alpha, beta, x, y) - value))
    }
    return root ?? guess
  }

  private func logitGuess(_ target: Double, isLower: Bool) -> Double {
    // The logit of a beta variable is nearly normal with these moments once both shapes exceed about 1.
    let centre = log(alpha / beta)
    let spread = (1 / alpha + 1 / beta).squareRoot()
    let z = StandardNormal.upperQuantile(max(exp(target), 1e-300)) * (isLower ? -1 : 1)
    let guess = centre + z * spread + (z * z - 1) / 6 * (1 / beta - 1 / alpha)
    let logBeta = SaddlePoint.logGamma(alpha) + SaddlePoint.logGamma(beta) - SaddlePoint.logGamma(alpha + beta)
    if isLower && alpha < 2 { return min(max(guess, -700), (target + log(alpha) + logBeta) / alpha) }
    if !isLower && beta < 2 { return max(min(guess, 700), -(target + log(beta) + logBeta) / beta) }
    return guess
  }
}
