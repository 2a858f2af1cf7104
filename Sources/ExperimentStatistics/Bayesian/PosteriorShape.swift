import Glibc

/// The posterior of one arm on the coordinate in which it is smooth and single-peaked: the logit of a share, the logarithm of a rate,
/// a mean as it is.
enum PosteriorShape {
  /// Beta(alpha, beta) of a share, on its logit.
  case logitBeta(alpha: Double, beta: Double)
  /// Gamma(shape, rate) of a rate, on its logarithm.
  case logGamma(shape: Double, rate: Double)
  case normal(mean: Double, deviation: Double)

  /// Where the density on the coordinate has its peak.
  var centre: Double {
    switch self {
    case .logitBeta(let alpha, let beta): log(alpha / beta)
    case .logGamma(let shape, let rate): log(shape / rate)
    case .normal(let mean, _): mean
    }
  }

  /// Curvature at the peak, as the deviation of a normal.
  var deviation: Double {
    switch self {
    case .logitBeta(let alpha, let beta): (1 / alpha + 1 / beta).squareRoot()
    case .logGamma(let shape, _): 1 / shape.squareRoot()
    case .normal(_, let deviation): deviation
    }
  }

  /// The density at each of 16 coordinates, in units of that at the centre.
  @inline(__always)
  func relativeDensity(_ coordinates: SIMD16<Double>, centre: Double) -> SIMD16<Double> {
    var result = coordinates - centre
    switch self {
    case .logitBeta(let alpha, let beta):
      let series = BetaSeries(alpha: alpha, beta: beta)
      result = PanelFunctions.exponential(series.relativeLogDensity(result))
    case .logGamma(let shape, _):
      for i in 0..<16 { result[i] = exp(-shape * excess(result[i])) }
    case .normal(_, let deviation):
      let scaled = result * result * (-0.5 / (deviation * deviation))
      for i in 0..<16 { result[i] = exp(scaled[i]) }
    }
    return result
  }

  /// How fast the density dies away to the left on the coordinate, as e^{slope·x}; nil when faster than that.
  var leftSlope: Double? {
    switch self {
    case .logitBeta(let alpha, _): alpha
    case .logGamma(let shape, _): shape
    case .normal: nil
    }
  }

  /// The same to the right, as e^{−slope·x}.
  var rightSlope: Double? {
    if case .logitBeta(_, let beta) = self { return beta }
    return nil
  }

  /// The ends beyond which the density is below e⁻³⁹ of its peak.
  var range: (lower: Double, upper: Double) { range(depth: 39) }

  /// The ends beyond which the density is below e to the −`depth` of its peak.
  func range(depth: Double) -> (lower: Double, upper: Double) {
    switch self {
    case .logitBeta(let alpha, let beta): (centre - reach(alpha, beta, depth), centre + reach(beta, alpha, depth))
    case .logGamma(let shape, _): (centre - reach(shape, .infinity, depth), centre + gammaReach(shape, depth))
    case .normal(let mean, let deviation): (mean - (2 * depth).squareRoot() * deviation, mean + (2 * depth).squareRoot() * deviation)
    }
  }

  /// How far down the side on which the density falls as e^{−near·y}: Newton's method on a convex function, from beyond the root.
  private func reach(_ near: Double, _ far: Double, _ depth: Double) -> Double {
    let share = far == .infinity ? 0 : near / (near + far)
    let deviation = (1 / near + 1 / far).squareRoot()
    let shift = far == .infinity ? near : (near + far) * log1p(near / far)
    var y = deviation * depth.squareRoot() < 0.3 ? 2.2 * depth.squareRoot() * deviation : (depth + shift) / near
    for _ in 0..<60 {
      let value: Double
      let slope: Double
      if far == .infinity {
        value = near * (expm1(-y) + y)
        slope = -near * expm1(-y)
      } else {
        let moved = share * expm1(-y)
        value = (near + far) * log1p(moved) + near * y
        slope = near - near * exp(-y) / (1 + moved)
      }
      let step = (value - depth) / slope
      y -= step
      if abs(step) < 0.03 * y { break }
    }
    return y
  }

  private func gammaReach(_ shape: Double, _ wholeDepth: Double) -> Double {
    let depth = wholeDepth / shape
    var y = min((2 * depth).squareRoot(), log1p(depth) + 2)
    for _ in 0..<60 {
      let step = (expm1(y) - y - depth) / expm1(y)
      y -= step
      if abs(step) < 0.03 * y { break }
    }
    return y
  }
}

/// ln of the density of a beta's logit, less that at its peak, at a distance d from it: αd − (α + β)·ln(1 + x₀(eᵈ − 1)).
private struct BetaSeries {
  let alpha, beta, whole, share, rest: Double
  /// Cumulants 2…8 of a Bernoulli variable, over their factorials: the same by powers of d, which keep their digits at a billion counts.
  let c2, c3, c4, c5, c6, c7, c8: Double

  init(alpha: Double, beta: Double) {
    self.alpha = alpha
    self.beta = beta
    whole = alpha + beta
    share = alpha / whole
    rest = beta / whole
    let v = share * rest
    let skew = rest - share
    c2 = whole * v / 2
    c3 = skew / 3
    c4 = (1 - 6 * v) / 12
    c5 = skew * (1 - 12 * v) / 60
    c6 = (1 - 30 * v + 120 * v * v) / 360
    c7 = skew * (1 - 60 * v + 360 * v * v) / 2520
    c8 = (1 - 126 * v + 1680 * v * v - 5040 * v * v * v) / 20160
  }

  /// At 16 distances: near the peak by powers of d, which keep their digits at a billion counts, elsewhere as it stands.
  @inline(__always)
  func relativeLogDensity(_ d: SIMD16<Double>) -> SIMD16<Double> {
    let isNear = d * d .< 0.01
    var result = SIMD16<Double>.zero
    if !all(isNear) {
      // e to a number not above zero, whichever side of the peak.
      let isLeft = d .< 0
      let fall = PanelFunctions.exponential((0 - d).replacing(with: d, where: isLeft))
      let still = SIMD16(repeating: share).replacing(with: rest, where: isLeft)
      let moved = SIMD16(repeating: rest).replacing(with: share, where: isLeft)
      let slope = SIMD16(repeating: -beta).replacing(with: alpha, where: isLeft)
      result = slope * d - whole * PanelFunctions.logarithm(still + moved * fall)
    }
    guard any(isNear) else { return result }
    var series = d * c8 + c7
    for coefficient in [c6, c5, c4, c3, 1] { series = series * d + coefficient }
    return result.replacing(with: d * d * series * -c2, where: isNear)
  }
}

/// eᵈ − 1 − d, without cancellation near 0.
@inline(__always)
private func excess(_ d: Double) -> Double {
  if abs(d) > 0.1 { return exp(d) - 1 - d }
  return d * d
    * (0.5 + d * (1 / 6.0 + d * (1 / 24.0 + d * (1 / 120.0 + d * (1 / 720.0 + d * (1 / 5040.0 + d * (1 / 40320.0 + d * (1 / 362880.0 + d / 3628800.0))))))))
}
