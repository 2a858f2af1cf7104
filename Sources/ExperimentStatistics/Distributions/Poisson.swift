import Glibc

/// The Poisson distribution. `mean` ≥ 0.
public struct Poisson: Hashable, Sendable {
  public let mean: Double

  public init(mean: Double) {
    precondition(mean >= 0 && mean < .infinity, "a mean is not negative")
    self.mean = mean
  }

  /// P(X = x), Loader's saddle-point form.
  public func probability(of x: Double) -> Double { exp(logProbability(of: x)) }

  /// ln P(X = x); −∞ where it is impossible.
  public func logProbability(of x: Double) -> Double {
    if x < 0 || x != x.rounded() { return -.infinity }
    if mean == 0 { return x == 0 ? 0 : -.infinity }
    return SaddlePoint.logPoisson(x, mean: mean)
  }

  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double { upTo(x).upper }
  /// P(X ≥ x), x included.
  public func upperTail(_ x: Double) -> Double { upTo(x.rounded(.up) - 1).lower }
  /// ln P(X ≤ x).
  public func logLowerTail(_ x: Double) -> Double { upTo(x).logUpper }
  /// ln P(X ≥ x).
  public func logUpperTail(_ x: Double) -> Double { upTo(x.rounded(.up) - 1).logLower }

  /// P(X ≤ x) = P(G > mean) for G gamma with shape x + 1: the gamma's tails are the Poisson's, changed over.
  private func upTo(_ x: Double) -> Tail {
    let whole = x.rounded(.down)
    if whole < 0 { return Tail(isLower: false, logarithm: -.infinity) }
    return IncompleteGamma.tail(shape: whole + 1, mean)
  }
}
