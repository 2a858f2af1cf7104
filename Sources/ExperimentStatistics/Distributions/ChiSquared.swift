import Glibc

/// The χ² distribution. `degreesOfFreedom` > 0, need not be whole.
public struct ChiSquared: Hashable, Sendable {
  public let degreesOfFreedom: Double
  private let gamma: GammaDistribution

  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    gamma = GammaDistribution(shape: degreesOfFreedom / 2, rate: 0.5)
  }

  /// ln f(x).
  public func logDensity(_ x: Double) -> Double { gamma.logDensity(x) }
  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double {
    degreesOfFreedom == 1 ? erf((max(x, 0) / 2).squareRoot()) : gamma.lowerTail(x)
  }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    if degreesOfFreedom == 1 { return erfc((max(x, 0) / 2).squareRoot()) }
    if degreesOfFreedom == 2 { return exp(-max(x, 0) / 2) }
    return gamma.upperTail(x)
  }
  /// ln P(X ≤ x), far below underflow.
  public func logLowerTail(_ x: Double) -> Double { gamma.logLowerTail(x) }
  /// ln P(X > x), far below underflow.
  public func logUpperTail(_ x: Double) -> Double { degreesOfFreedom == 2 ? -max(x, 0) / 2 : gamma.logUpperTail(x) }
  /// The x with P(X ≤ x) = `probability`, 0 < `probability` < 1.
  public func lowerQuantile(_ probability: Double) -> Double { gamma.lowerQuantile(probability) }
  /// The x with P(X > x) = `probability`, 0 < `probability` < 1.
  public func upperQuantile(_ probability: Double) -> Double { gamma.upperQuantile(probability) }

  /// P(X > x) as a p-value that keeps its logarithm.
  public func pValue(_ x: Double) -> PValue {
    let value = upperTail(x)
    return value > 1e-290 ? PValue(value) : PValue(naturalLogarithm: logUpperTail(x))
  }
}
