import Glibc

/// Fisher's *F* distribution. Both degrees of freedom > 0, need not be whole.
public struct FDistribution: Hashable, Sendable {
  public let numeratorDF: Double
  public let denominatorDF: Double

  public init(numeratorDF: Double, denominatorDF: Double) {
    precondition(numeratorDF > 0 && denominatorDF > 0, "degrees of freedom are positive")
    self.numeratorDF = numeratorDF
    self.denominatorDF = denominatorDF
  }

  /// ln f(x), x > 0.
  public func logDensity(_ x: Double) -> Double {
    let (share, rest) = shares(x)
    return IncompleteBeta.logFront(numeratorDF / 2, denominatorDF / 2, share, rest) - log(x)
  }

  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double { tail(x).lower }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { tail(x).upper }
  /// ln P(X ≤ x), far below underflow.
  public func logLowerTail(_ x: Double) -> Double { tail(x).logLower }
  /// ln P(X > x), far below underflow.
  public func logUpperTail(_ x: Double) -> Double { tail(x).logUpper }

  /// The x with P(X ≤ x) = `probability`, 0 < `probability` < 1.
  public func lowerQuantile(_ probability: Double) -> Double { fromLogit(beta.lowerLogitQuantile(probability)) }
  /// The x with P(X > x) = `probability`, 0 < `probability` < 1.
  public func upperQuantile(_ probability: Double) -> Double { fromLogit(beta.upperLogitQuantile(probability)) }

  /// P(X > x) as a p-value that keeps its logarithm.
  public func pValue(_ x: Double) -> PValue { PValue(naturalLogarithm: logUpperTail(x)) }

  private var beta: BetaDistribution { BetaDistribution(alpha: numeratorDF / 2, beta: denominatorDF / 2) }
  private func fromLogit(_ t: Double) -> Double { exp(t) * denominatorDF / numeratorDF }

  private func shares(_ x: Double) -> (Double, Double) {
    let scaled = numeratorDF * x
    return (scaled / (scaled + denominatorDF), denominatorDF / (scaled + denominatorDF))
  }

  private func tail(_ x: Double) -> Tail {
    if x <= 0 { return Tail(isLower: true, logarithm: -.infinity) }
    let (share, rest) = shares(x)
    return IncompleteBeta.tail(numeratorDF / 2, denominatorDF / 2, share, rest)
  }
}
