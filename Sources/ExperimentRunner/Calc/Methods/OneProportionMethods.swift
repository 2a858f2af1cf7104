import ExperimentStatistics

extension CalcCatalogue {
  static let oneProportionMethods: [CalcMethod] = [
    CalcMethod(
      "proportion.wilson", .oneProportion, "Interval of a share by Wilson's score.",
      inputs: [.successes, .trials, .confidence], outputs: CalcOutput.interval,
      definition: "All p with |p̂ − p| ≤ z·√(p(1 − p)/n), in closed form, without continuity correction.",
      source: "Wilson (1927), JASA 22, 209–212.",
      validity: "trials > 0, else zero_exposure; 0 and all successes included.", cost: "O(1)"
    ) { request, result in
      let (successes, trials) = try request.share()
      result.interval(
        try ArmInterval.share(successes: successes, trials: trials, try request.levels()), confidence: try request.confidence())
    }
  ]
}
