import Glibc

extension Attribution {
  /// Percentile intervals of each channel's conversions by a Poisson bootstrap over people: every path's conversions and non-conversions
  /// are drawn afresh with their own counts as means (Hanley & MacGibbon 2006; Efron & Tibshirani 1993, ch. 13).
  ///
  /// - Parameters: `draws` ≥ 20.  `generator`: seeded by the caller, so that the same seed gives the same intervals.
  /// - Complexity: `draws` attributions.
  public static func bootstrap(
    _ paths: TouchPaths, method: AttributionMethod, confidence: Double = 0.95, draws: Int = 1000, using generator: inout some RandomNumberGenerator
  ) throws -> [(lower: Double, upper: Double)] {
    CredibleInterval.check(confidence: confidence)
    guard draws >= 20 else { throw InvalidInput(key: "draws", found: "\(draws)", allowed: "20 or more") }
    guard paths.totalConversions > 0 else { throw NoAnswer.zeroResults }
    let chain: MarkovAttribution?
    switch method {
    case .markov(let order): chain = try MarkovAttribution(paths, order: order)
    case .shapley: chain = nil
    default: throw InvalidInput(key: "method", found: "a rule", allowed: "shapley or markov: rules have no sampling model of their own")
    }
    var credits = [[Double]](repeating: [], count: paths.channels.count)
    let none = [Double](repeating: 0, count: paths.count)
    for _ in 0..<draws {
      let conversions = paths.conversions.map { poisson(mean: $0, using: &generator) }
      let credit: [Double]
      if let chain {
        let total = conversions.reduce(0, +)
        let nulls = paths.nulls.map { poisson(mean: $0, using: &generator) }
        credit = chain.shares(conversions: conversions, nulls: nulls).map { $0 * total }
      } else {
        credit = shapley(paths, conversions: conversions, values: none).0
      }
      for channel in credits.indices { credits[channel].append(credit[channel]) }
    }
    let tail = 0.5 * (1 - confidence)
    return credits.map { draws in
      let sorted = draws.sorted()
      return (quantile(tail, of: sorted), quantile(1 - tail, of: sorted))
    }
  }

  /// Hyndman & Fan's type 7.
  private static func quantile(_ probability: Double, of sorted: [Double]) -> Double {
    let place = probability * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  /// A Poisson draw: by multiplication below 10, else Hörmann's transformed rejection (1993, algorithm PTRS).
  private static func poisson(mean: Double, using generator: inout some RandomNumberGenerator) -> Double {
    if mean <= 0 { return 0 }
    if mean < 10 {
      let limit = exp(-mean)
      var product = Double.random(in: 0..<1, using: &generator)
      var count = 0.0
      while product > limit {
        product *= Double.random(in: 0..<1, using: &generator)
        count += 1
      }
      return count
    }
    let b = 0.931 + 2.53 * mean.squareRoot(), a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4), ratio = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = Double.random(in: 0..<1, using: &generator) - 0.5, v = Double.random(in: 0..<1, using: &generator)
      let us = 0.5 - abs(u)
      let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07 && v <= ratio { return k }
      guard k >= 0, us >= 0.013 || v <= us else { continue }
      if log(v * inverseAlpha / (a / (us * us) + b)) <= k * log(mean) - mean - lgamma(k + 1) { return k }
    }
  }
}
