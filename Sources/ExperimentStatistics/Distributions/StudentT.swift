import CGSL
import Glibc

/// Student's *t* distribution. `degreesOfFreedom` > 0, need not be whole; `.infinity` is the standard normal.
public struct StudentT: Hashable, Sendable {
  public let degreesOfFreedom: Double

  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// f(t).
  public func density(_ t: Double) -> Double {
    _ = GSL.ready
    return isNormal ? StandardNormal.density(t) : gsl_ran_tdist_pdf(t, degreesOfFreedom)
  }

  /// P(T ≤ t), to 1e-12 relative (References/distributions.json).
  public func lowerTail(_ t: Double) -> Double { upperTail(-t) }

  /// P(T > t).
  public func upperTail(_ t: Double) -> Double {
    if isNormal { return StandardNormal.upperTail(t) }
    _ = GSL.ready
    let value = gsl_cdf_tdist_Q(t, degreesOfFreedom)
    return value > 1e-250 ? value : exp(farLogUpperTail(t))
  }

  /// ln P(T > t), far below underflow.
  public func logUpperTail(_ t: Double) -> Double {
    if isNormal { return StandardNormal.logUpperTail(t) }
    if t < 0 { return log1p(-upperTail(-t)) }
    _ = GSL.ready
    let value = gsl_cdf_tdist_Q(t, degreesOfFreedom)
    return value > 1e-250 ? log(value) : farLogUpperTail(t)
  }

  /// P(T > t) with its logarithm.
  public func upperPValue(_ t: Double) -> PValue {
    guard !isNormal, t >= 0 else { return PValue(value: upperTail(t), naturalLogarithm: logUpperTail(t)) }
    // The same as both, for the price of one.
    _ = GSL.ready
    let value = gsl_cdf_tdist_Q(t, degreesOfFreedom)
    if value > 1e-250 { return PValue(value: value, naturalLogarithm: log(value)) }
    let far = farLogUpperTail(t)
    return PValue(value: exp(far), naturalLogarithm: far)
  }

  /// ln P(T ≤ t).
  public func logLowerTail(_ t: Double) -> Double { logUpperTail(-t) }

  /// The t with P(T ≤ t) = `probability`, 0 < `probability` < 1.
  public func lowerQuantile(_ probability: Double) -> Double { -upperQuantile(probability) }

  /// The t with P(T > t) = `probability`, 0 < `probability` < 1.
  public func upperQuantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a tail probability lies strictly between 0 and 1")
    if isNormal { return StandardNormal.upperQuantile(probability) }
    _ = GSL.ready
    return gsl_cdf_tdist_Qinv(probability, degreesOfFreedom)
  }

  /// Beyond 1e14 degrees of freedom the two distributions are the same double.
  private var isNormal: Bool { degreesOfFreedom > 1e14 }

  /// ½ I_{ν/(ν+t²)}(ν/2, ½), in logarithms; t > 0.
  private func farLogUpperTail(_ t: Double) -> Double {
    if t < 0 { return 0 }
    let square = t * t
    if square == .infinity {
      // x ~ ν/t²: the leading term of the series, where t² itself cannot be held.
      let a = degreesOfFreedom / 2
      let front = SaddlePoint.logGamma(a + 0.5) - SaddlePoint.logGamma(a) - 0.5 * log(Double.pi) - log(a)
      return front + a * (log(degreesOfFreedom) - 2 * log(t)) - log(2.0)
    }
    let x = degreesOfFreedom / (degreesOfFreedom + square), y = square / (degreesOfFreedom + square)
    return IncompleteBeta.tail(degreesOfFreedom / 2, 0.5, x, y).logLower - log(2.0)
  }
}
