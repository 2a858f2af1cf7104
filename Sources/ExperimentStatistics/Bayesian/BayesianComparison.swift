import Glibc

/// Which end of a metric is the good one.
public enum BetterDirection: Hashable, Sendable {
  case higher
  case lower
}

/// A posterior in numbers: its mean and equal-tailed interval. A mean that does not exist, as of cost per result after at most half a
/// result, is nil; so is a bound at infinity.
public struct CredibleSummary: Hashable, Sendable {
  public let mean: Double?
  public let lower: Double?
  public let upper: Double?
}

/// Arms with independent posteriors, weighed against each other: by quadrature, never by drawing.
///
/// Every answer is one integral of a product of densities and tails, e.g. P(i is best) = ∫ f_i ∏ F_j; the relative error is about 1e-11,
/// counts of a billion included. Arms with no data have their prior.
public protocol BayesianComparison: Sendable {
  /// P(arm is the best), in the order of the arms; they sum to 1.
  func probabilityBest() -> [Double]
  /// E(best − arm) in the metric's unit, ≥ 0; nil where it is infinite.
  func expectedLoss() -> [Double?]
  /// E(1 − g_arm / max g), 0…1, g being the good: the metric itself, or its reciprocal when less is better; nil where undefined.
  func expectedRelativeLoss() -> [Double?]
  /// Each arm's posterior at a confidence of 0…1.
  func posterior(confidence: Double) -> [CredibleSummary]
  /// With two arms: the equal-tailed interval of second − first. Nil for another number of arms.
  func difference(confidence: Double) throws -> CredibleSummary?
  /// With two arms: the interval of second / first − 1. Nil for another number of arms, or when a mean may be negative.
  func relative(confidence: Double) throws -> CredibleSummary?
}

extension BayesianComparison {
  /// With two arms: P(the second is better than the first).
  public var probabilityBetter: Double? {
    let best = probabilityBest()
    return best.count == 2 ? best[1] : nil
  }
}

extension PosteriorGrid {
  /// P(best) when the best is the highest on the coordinate, or the lowest.
  func probabilityBest(_ better: BetterDirection) -> [Double] {
    let upper = better == .higher ? [] : upperTails()
    if isMany {
      return sums { k, others in
        let products = others.products(better == .higher ? lowerTails : upper, k)
        return shapes.indices.map { densities[$0][k] * products[$0] }
      }.map { min(1, $0) }
    }
    return shapes.indices.map { arm in
      min(1, integral { k in densities[arm][k] * (better == .higher ? allOthersBelow(arm, k) : allOthersAbove(arm, k, upper)) })
    }
  }

  /// E(best − arm), `slope` being how fast the metric moves along the coordinate, in absolute value.
  ///
  /// E(M − X)⁺ = ∫ P(X < x)·P(M > x) dx: a sum of positive terms, where the difference of two means would lose all digits.
  func expectedLoss(_ better: BetterDirection, slope: (Panel) -> Panel) -> [Double] {
    let upper = upperTails()
    if isMany {
      return sums { k, others in
        let steepness = slope(coordinates[k])
        let unions = others.unions(better == .higher ? upper : lowerTails, k)
        return shapes.indices.map { steepness * ((better == .higher ? lowerTails : upper)[$0][k] * unions[$0]) }
      }
    }
    return shapes.indices.map { arm in
      integral { k in
        slope(coordinates[k])
          * (better == .higher ? lowerTails[arm][k] * someOtherAbove(arm, k, upper) : upper[arm][k] * someOtherBelow(arm, k))
      }
    }
  }

  /// E(1 − g/max g), `metric` being the metric, positive, at a coordinate and `slope` its slope there.
  ///
  /// For m fixed, d/dm (1 − g/m)⁺ = g/m² for g < m, hence ∫ P(M > x)·E(X; X < x)/x² dx; when less is better, the good being 1/X,
  /// likewise ∫ P(M < x)·E(1/X; X > x) dx.
  func expectedRelativeLoss(_ better: BetterDirection, metric: (Panel) -> Panel, slope: (Panel) -> Panel) -> [Double] {
    let upper = better == .higher ? upperTails() : []
    return shapes.indices.map { arm in
      if better == .higher {
        let weighed = densities[arm].indices.map { densities[arm][$0] * metric(coordinates[$0]) }
        let partial = SpectralPanel.cumulated(weighed, halves: halves, from: 0, most: .infinity)
        return min(
          1,
          integral { k in
            let x = metric(coordinates[k])
            return someOtherAbove(arm, k, upper) * (partial[k] / x) * (slope(coordinates[k]) / x)
          })
      }
      let weighed = densities[arm].indices.map { densities[arm][$0] / metric(coordinates[$0]) }
      let partial = SpectralPanel.cumulatedFromRight(weighed, halves: halves, from: 0, most: .infinity)
      return min(1, integral { k in someOtherBelow(arm, k) * partial[k] * slope(coordinates[k]) })
    }
  }
}

/// e to each of 16 values; beyond ±700, where a posterior has nothing left to weigh, as at ±700.
func exponential(_ x: SIMD16<Double>) -> SIMD16<Double> {
  var result = x
  for i in 0..<16 { result[i] = exp(min(max(x[i], -700), 700)) }
  return result
}
