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
    guard lower.isFinite, upper.isFinite, try tail(lower) < probability, try tail(upper) > probability else { throw NoAnswer.outOfRange }
    let target = log(probability)
    return try Roots.brent(between: lower, and: upper, tolerance: 1e-13 * scale) { log(max(try tail($0), 1e-300)) - target }
  }

  /// Nodes on a coordinate where `shape` lives and its normalised masses there. At `kink`, where what is to be summed is not smooth
  /// (the other arm reaches the end of its range), panels shrink towards it by quarters.
  static func masses(_ shape: PosteriorShape, kink: Double? = nil) -> (coordinates: [Double], masses: [Double]) {
    let (lower, upper) = shape.range
    let step = min(1, 2.5 * shape.deviation)
    var edges = edges(from: lower, to: upper, step: step, centre: shape.centre)
    if let kink, kink > lower, kink < upper {
      edges.append(kink)
      var near = step
      for _ in 0..<10 {
        near *= 0.25
        if kink - near > lower { edges.append(kink - near) }
        if kink + near < upper { edges.append(kink + near) }
      }
      edges.sort()
    }
    var coordinates: [Double] = [], masses: [Double] = []
    let centre = shape.centre
    var total = 0.0
    for (left, right) in zip(edges, edges.dropFirst()) where right > left {
      let half = 0.5 * (right - left)
      let points = left + half * (1 + SpectralPanel.nodes)
      let values = shape.relativeDensity(points, centre: centre) * SpectralPanel.weights * half
      total += values.sum()
      for i in 0..<16 {
        coordinates.append(points[i])
        masses.append(values[i])
      }
    }
    return (coordinates, masses.map { $0 / total })
  }

  /// Equal steps, growing only more than 45 from the centre: there a slow tail is a plain exponential.
  private static func edges(from lower: Double, to upper: Double, step: Double, centre: Double) -> [Double] {
    if upper - lower <= 400 * step {
      let count = max(1, Int(((upper - lower) / step).rounded(.up)))
      return (0...count).map { lower + (upper - lower) * Double($0) / Double(count) }
    }
    var edges = [lower]
    var x = lower
    while x < upper {
      // On the way to the centre a step is judged by where it ends.
      let distance = x < centre ? (centre - x) / 1.15 : x - centre
      x = max(min(x + max(step, 0.15 * (distance - 45)), upper), x.nextUp)
      edges.append(x)
    }
    return edges
  }

  static func check(confidence: Double) {
    precondition(confidence > 0 && confidence < 1, "a confidence lies strictly between 0 and 1")
  }
}
