extension Attribution {
  /// Percentile intervals of each channel's conversions by a Poisson bootstrap over people: every path's conversions and non-conversions
  /// are drawn afresh with their own counts as means (Hanley & MacGibbon 2006; Efron & Tibshirani 1993, ch. 13).
  ///
  /// - Parameters: `draws` ≥ 20.  `generator`: seeded by the caller, so that the same seed gives the same intervals.
  /// - Throws: `InvalidInput` where draws times the work of one attribution (states³ + touches) is above `mostWork`.
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
    let work = (chain?.work ?? Double(paths.steps.count)) + 20 * Double(paths.count)
    guard Double(draws) * work <= mostWork else {
      throw InvalidInput(key: "draws", found: "\(draws)", allowed: "at most \(Int(mostWork / work)) for paths of this size")
    }
    var credits = [[Double]](repeating: [], count: paths.channels.count)
    let none = [Double](repeating: 0, count: paths.count)
    for _ in 0..<draws {
      let conversions = paths.conversions.map { generator.poisson(mean: $0) }
      let credit: [Double]
      if let chain {
        let total = conversions.reduce(0, +)
        let nulls = paths.nulls.map { generator.poisson(mean: $0) }
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

  /// Steps of arithmetic of a bootstrap.
  static let mostWork = 1e8

  /// Hyndman & Fan's type 7.
  private static func quantile(_ probability: Double, of sorted: [Double]) -> Double {
    let place = probability * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }
}
