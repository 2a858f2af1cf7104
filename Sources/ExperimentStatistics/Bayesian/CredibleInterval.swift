import Glibc

/// Quantiles of differences and ratios of two independent posteriors, from P(second − first ≤ d) = ∫ f P(…) over the narrower of the two.
enum CredibleInterval {
  /// The equal-tailed bounds of d, `of(d, upper)` being P(contrast > d) or P(contrast ≤ d), from a normal guess.
  static func bounds(
    tail: Double, centre: Double, scale: Double, of cumulative: (Double, _ upper: Bool) throws -> Double
  ) throws -> (lower: Double, upper: Double) {
    let reach = scale * StandardNormal.upperQuantile(tail)
    let lower = try quantile(tail, from: centre - reach, scale: 0.2 * scale) { try cumulative($0, false) }
    let upper = try quantile(tail, from: -centre - reach, scale: 0.2 * scale) { try cumulative(-$0, true) }
    return (lower, -upper)
  }

  /// The d with `tail(d)` = `probability`, `tail` increasing, between bounds that widen about a guess.
  private static func quantile(_ probability: Double, from guess: Double, scale: Double, of tail: (Double) throws -> Double) throws -> Double {
    var lower = guess - scale, upper = guess + scale
    var step = scale
    for _ in 0..<60 {
      if try tail(lower) < probability { break }
      upper = lower
      step *= 2
      lower -= step
    }
    step = scale
    for _ in 0..<60 {
      if try tail(upper) > probability { break }
      lower = upper
      step *= 2
      upper += step
    }
    let target = log(probability)
    return try Roots.brent(between: lower, and: upper, tolerance: 1e-13 * scale) { log(max(try tail($0), 1e-300)) - target }
  }

  /// Nodes on a coordinate where `shape` lives and its normalised masses there.
  static func masses(_ shape: PosteriorShape) -> (coordinates: [Double], masses: [Double]) {
    let grid = PosteriorGrid([shape]) { _ in 2 }
    var coordinates: [Double] = [], masses: [Double] = []
    for k in grid.coordinates.indices {
      for i in 0..<16 where grid.densities[0][k][i] > 0 {
        coordinates.append(grid.coordinates[k][i])
        masses.append(grid.densities[0][k][i] * grid.weights[k][i])
      }
    }
    return (coordinates, masses)
  }

  static func check(confidence: Double) {
    precondition(confidence > 0 && confidence < 1, "a confidence lies strictly between 0 and 1")
  }
}
