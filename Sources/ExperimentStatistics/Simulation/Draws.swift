public import Glibc

/// Draws from the distributions that simulated experiments need. Every one uses the generator alone, so a seed fixes them all. Inlinable, so that each is made
/// for its generator: millions of draws would else ask a table for every random word.
extension RandomNumberGenerator {
  /// In (0, 1), 53 bits.
  @inlinable public mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// Standard normal, by the polar method (Marsaglia & Bray 1964); the second of the pair is let go.
  @inlinable public mutating func normal() -> Double {
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square < 1, square > 0 { return x * (-2 * log(square) / square).squareRoot() }
    }
  }

  /// exp(N(μ, σ²)) with the mean given, so that a larger σ makes a longer tail and not a larger mean.
  @inlinable public mutating func logNormal(mean: Double, sigma: Double) -> Double { mean * exp(sigma * normal() - sigma * sigma / 2) }

  /// Gamma with this shape and mean (Marsaglia & Tsang 2000, TOMS 26); below a shape of 1 by theirs of shape + 1 and a power.
  @inlinable public mutating func gamma(shape: Double, mean: Double) -> Double {
    precondition(shape > 0, "a gamma's shape is above zero")
    if shape < 1 { return gamma(shape: shape + 1, mean: mean * (shape + 1) / shape) * pow(uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let u = uniform()
      // Theirs too: mostly it tells without a logarithm, and never another thing than the line below.
      if u < 1 - 0.0331 * (x * x) * (x * x) || log(u) < 0.5 * x * x + d - d * v + d * log(v) { return d * v / shape * mean }
    }
  }

  /// Poisson: by multiplication below 10, else Hörmann's transformed rejection (1993, algorithm PTRS).
  @inlinable public mutating func poisson(mean: Double) -> Double {
    if mean <= 0 { return 0 }
    if mean < 10 {
      let limit = exp(-mean)
      var product = uniform()
      var count = 0.0
      while product > limit {
        product *= uniform()
        count += 1
      }
      return count
    }
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let ratio = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = uniform() - 0.5
      let v = uniform()
      let distance = 0.5 - abs(u)
      let k = ((2 * a / distance + b) * u + mean + 0.43).rounded(.down)
      if distance >= 0.07 && v <= ratio { return k }
      guard k >= 0, distance >= 0.013 || v <= distance else { continue }
      if log(v * inverseAlpha / (a / (distance * distance) + b)) <= k * log(mean) - mean - logFactorial(k) { return k }
    }
  }

  /// A count with this mean and variance `dispersion` × mean: Poisson about a gamma, Poisson alone at 1.
  @inlinable public mutating func scatteredCount(mean: Double, dispersion: Double) -> Double {
    precondition(dispersion >= 1, "dispersion is 1 or more")
    guard dispersion > 1, mean > 0 else { return poisson(mean: mean) }
    return poisson(mean: gamma(shape: mean / (dispersion - 1), mean: mean))
  }

  /// Binomial: by inversion below 10 expected, else Hörmann's transformed rejection (1993, algorithm BTRD without its squeezes).
  @inlinable public mutating func binomial(trials: Double, probability: Double) -> Double {
    guard trials > 0, probability > 0 else { return 0 }
    if probability >= 1 { return trials }
    if probability > 0.5 { return trials - binomial(trials: trials, probability: 1 - probability) }
    let odds = probability / (1 - probability)
    if trials * probability < 10 {
      var mass = exp(trials * log1p(-probability))
      var left = uniform()
      var count = 0.0
      while left > mass, count < trials {
        left -= mass
        count += 1
        mass *= odds * (trials - count + 1) / count
      }
      return count
    }
    let spread = (trials * probability * (1 - probability)).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * probability
    let c = trials * probability + 0.5
    let ratio = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * spread
    let mode = ((trials + 1) * probability).rounded(.down)
    let peak = logFactorial(mode) + logFactorial(trials - mode)
    while true {
      let v = uniform()
      let u = uniform() - 0.5
      let distance = 0.5 - abs(u)
      let k = ((2 * a / distance + b) * u + c).rounded(.down)
      if distance >= 0.07 && v <= ratio { return k }
      guard k >= 0, k <= trials else { continue }
      let mass = peak - logFactorial(k) - logFactorial(trials - k) + (k - mode) * log(odds)
      if log(v * alpha / (a / (distance * distance) + b)) <= mass { return k }
    }
  }
}

/// ln k! of a whole k ≥ 0; those that draws ask for again and again from a table.
@usableFromInline func logFactorial(_ k: Double) -> Double { k < Double(logFactorials.count) ? logFactorials[Int(k)] : lgamma(k + 1) }

private let logFactorials: [Double] = (0..<1024).map { k -> Double in lgamma(Double(k) + 1) }
