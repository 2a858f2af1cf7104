import CGSL
import Glibc

/// The non-central t distribution, by quadrature over the scale: T = (Z + δ)/S, S² = χ²_ν/ν. All terms are positive, so that each tail
/// keeps its digits. Cost: about 100 error functions.
public struct NoncentralT: Hashable, Sendable {
  public let degreesOfFreedom: Double
  public let noncentrality: Double

  public init(degreesOfFreedom: Double, noncentrality: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// P(T > t).
  public func upperTail(_ t: Double) -> Double { average { StandardNormal.upperTail(t * $0 - noncentrality) } }
  /// P((Z + δ)/max(S, least) > t): the statistic whose error is the larger of a scatter measured on these degrees of freedom and of a known one, `least` of the
  /// true standard deviation, ≥ 0.
  public func upperTail(_ t: Double, scaleAtLeast least: Double) -> Double {
    average { StandardNormal.upperTail(t * max($0, least) - noncentrality) }
  }
  /// P(T ≤ t).
  public func lowerTail(_ t: Double) -> Double { average { StandardNormal.lowerTail(t * $0 - noncentrality) } }

  private func average(_ value: (Double) -> Double) -> Double {
    let shape = 0.5 * degreesOfFreedom
    let posterior = PosteriorShape.logGamma(shape: shape, rate: shape)
    let (lower, upper) = posterior.range
    // The tail turns over where t·s passes δ, within 1/t of it.
    let panels = max(1, Int(((upper - lower) / min(1, 1.5 / shape.squareRoot())).rounded(.up)))
    let half = 0.5 * (upper - lower) / Double(panels)
    var mass = 0.0, sum = 0.0
    for panel in 0..<panels {
      let points = lower + half * (Double(2 * panel + 1) + SpectralPanel.nodes)
      let density = posterior.relativeDensity(points, centre: 0) * SpectralPanel.weights
      for i in 0..<16 {
        mass += density[i]
        sum += density[i] * value(exp(0.5 * points[i]))
      }
    }
    return sum / mass
  }
}

/// Student's t where only its quantile is needed.
enum StudentTail {
  static func upperQuantile(_ probability: Double, degreesOfFreedom: Double) -> Double {
    _ = GSL.ready
    return gsl_cdf_tdist_Qinv(probability, degreesOfFreedom)
  }
}
