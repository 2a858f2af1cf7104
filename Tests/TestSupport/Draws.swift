import Glibc

/// Seeded draws for simulations.
extension SplitMix64 {
  /// In (0, 1).
  public mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  public mutating func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform()) }

  /// Poisson; by inversion in pieces below 500, by a rounded normal beyond, where the two cannot be told apart by these tests.
  public mutating func poisson(_ mean: Double) -> Double {
    if mean > 500 { return max(0, (mean + mean.squareRoot() * normal()).rounded()) }
    var left = mean
    var count = 0.0
    while left > 0 {
      let part = min(left, 30)
      left -= part
      let limit = exp(-part)
      var product = uniform()
      while product > limit {
        count += 1
        product *= uniform()
      }
    }
    return count
  }

  /// Gamma with mean 1 and variance 1/shape (Marsaglia & Tsang 2000); shape ≥ 1.
  public mutating func gammaFactor(shape: Double) -> Double {
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      if v > 0, log(uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v / shape }
    }
  }
}
