import ExperimentStatistics

extension CalcCatalogue {
  static let oneProportionMethods: [CalcMethod] = [
    CalcMethod(
      "proportion.wilson", .oneProportion, "Interval of a share by Wilson's score.",
      inputs: [.successes, .trials, .alternative, .confidence], outputs: CalcOutput.interval,
      definition: "All p with |p̂ − p| ≤ z·√(p(1 − p)/n), in closed form, without continuity correction.",
      source: "Wilson (1927), JASA 22, 209–212.",
      validity: "trials > 0, else zero_exposure; 0 and all successes included.", cost: "O(1)"
    ) { request, result in
      let (successes, trials) = try request.share()
      try result.interval(try ArmInterval.share(successes: successes, trials: trials, try request.levels()), request, within: .probability)
      try result.side(request)
    },
    interval(
      "proportion.clopper_pearson", "Exact interval of a share.", "Beta quantiles: lower Beta(x, n − x + 1), upper Beta(x + 1, n − x).",
      "Clopper & Pearson (1934), Biometrika 26, 404–413.", { (arm, level) throws(NoAnswer) in try ShareFormulas.clopperPearson(arm, confidence: level) }),
    interval(
      "proportion.jeffreys", "Jeffreys' equal-tailed interval of a share.",
      "Quantiles of Beta(x + ½, n − x + ½); the ends are 0 at x = 0 and 1 at x = n.", "Brown, Cai & DasGupta (2001), Statistical Science 16, §3.1.2.",
      { (arm, level) throws(NoAnswer) in try ShareFormulas.jeffreys(arm, confidence: level) }),
  ]

  private static func interval(
    _ name: String, _ summary: String, _ definition: String, _ source: String,
    _ interval: @escaping @Sendable (SharesComparison.Arm, Double) throws(NoAnswer) -> SidedInterval
  ) -> CalcMethod {
    CalcMethod(
      name, .oneProportion, summary, inputs: [.successes, .trials, .alternative, .confidence], outputs: CalcOutput.interval, definition: definition,
      source: source, validity: "trials > 0, else zero_exposure.", cost: "two beta quantiles"
    ) { request, result in
      let (successes, trials) = try request.share()
      let arm = SharesComparison.Arm(successes: successes, trials: trials)
      try result.interval(try interval(arm, try request.sidedConfidence()), request, within: .probability)
      try result.side(request)
    }
  }
}
