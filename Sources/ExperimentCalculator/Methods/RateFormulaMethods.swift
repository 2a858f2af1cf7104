import ExperimentStatistics

extension CalcCatalogue {
  private static let arms: [CalcInput] = [.costControl, .costTreatment]
  private static let ordering = CalcInput("ordering", .choice(["probability", "doubled", "midp"]), default: "\"probability\"", "how the two-sided p is formed")
  private static let rowList = CalcInput("rows", .list(.object([variant, .results, .cost]), atLeast: 1), "daily totals, one a day and variant")

  private static func estimate(_ control: ResultsAndExposure, _ treatment: ResultsAndExposure, to result: inout CalcResult) {
    let rate = control.results > 0 && treatment.results > 0
    result.number("estimate", rate ? control.results / treatment.results * (treatment.exposure / control.exposure) : treatment.results > 0 ? 0 : nil)
  }

  /// Of cost per result: a higher rate is a lower cost.
  private static func reversed(_ test: TailedTest) -> TailedTest {
    TailedTest(statistic: test.statistic.map { -$0 }, higher: test.lower, lower: test.higher, twoSided: test.twoSided)
  }

  private static func test(
    _ name: String, _ summary: String, _ definition: String, _ source: String, _ inputs: [CalcInput] = [],
    _ test: @escaping @Sendable (CalcRequest, ResultsAndExposure, ResultsAndExposure) throws -> TailedTest
  ) -> CalcMethod {
    CalcMethod(
      name, .costPerResult, summary, inputs: arms + [.alternative, .idleConfidence] + inputs,
      outputs: [CalcOutput("estimate", "ratio of cost per result; null without the treatment's results")] + CalcOutput.test,
      definition: definition + " alternative is that of the treatment's cost per result.", source: source,
      validity: "Poisson results; one result in all, else zero_results.", cost: "O(√results)"
    ) { request, result in
      let (control, treatment) = (try request.costArm(.costControl), try request.costArm(.costTreatment))
      let tested = reversed(try test(request, control, treatment))
      estimate(control, treatment, to: &result)
      result.test(try request.alternative(), of: tested)
    }
  }

  static let rateFormulaMethods: [CalcMethod] = [
    test(
      "cost_per.exact", "Two costs per result by the conditional binomial.",
      "Given the results' sum. Two-sided: all counts no more probable than the observed (1 + 1e-7), twice the smaller tail, or twice the smaller mid-p tail.",
      "Przyborowski & Wilenski (1940), Biometrika 31, 313–323.", [ordering]
    ) { request, control, treatment in
      let choice = try request.choice(ordering)
      if choice == 0 {
        for (input, arm) in zip(arms, [control, treatment]) where arm.results != arm.results.rounded() {
          throw request.unfit(input, "whole results where the ordering is by probability")
        }
        return try RateFormulas.conditionalByProbability(control: control, treatment: treatment)
      }
      let test = try ConditionalRates(control: control, treatment: treatment, isExact: choice == 1)
      return TailedTest(statistic: nil, higher: test.above, lower: test.below)
    },
    test(
      "cost_per.score", "Two costs per result by the score test.", "z = (r₁ − r₀)/√(r̄(1/c₁ + 1/c₀)) of results per money, its sign turned to cost.",
      "Ng & Tang (2005), Statistics in Medicine 24, 955–965."
    ) { _, control, treatment in try RateFormulas.score(control: control, treatment: treatment) },
    test(
      "cost_per.etest", "Two costs per result by the E-test.", "The score statistic's distribution at the estimated common rate, summed; up to 1,000,000 results.",
      "Krishnamoorthy & Thomson (2004), JSPI 119, 23–35."
    ) { _, control, treatment in try RateFormulas.estimatedP(control: control, treatment: treatment) },
    CalcMethod(
      "cost_per.ratio.score", .costPerResult, "Ratio of cost per result with the score interval.", inputs: arms + [.alternative, .confidence], outputs: CalcOutput.interval,
      definition: "Wilson's interval of the treatment's share of all results, carried to the ratio.",
      source: "Graham, Mengersen & Morton (2003), Statistics in Medicine 22, 2071–2083.",
      validity: "One result in all.", cost: "O(1)"
    ) { request, result in
      let (control, treatment) = (try request.costArm(.costControl), try request.costArm(.costTreatment))
      try result.interval(
        try RateFormulas.scoreRatio(control: control, treatment: treatment, confidence: try request.sidedConfidence()), request, within: .notNegative)
      try result.side(request)
    },
    CalcMethod(
      "cost_per.ratio.wald", .costPerResult, "Ratio of cost per result with Wald's interval.", inputs: arms + [.alternative, .confidence],
      outputs: CalcOutput.interval + [CalcOutput("statistic", "z of ln ratio")] + CalcOutput.test, definition: "ln ratio ± z·√(1/x₁ + 1/x₀).",
      source: "Ng & Tang (2005), Statistics in Medicine 24, 955–965.", validity: "Results in both arms, else zero_results.", cost: "O(1)"
    ) { request, result in
      let (interval, test) = try RateFormulas.waldRatio(
        control: try request.costArm(.costControl), treatment: try request.costArm(.costTreatment), confidence: try request.sidedConfidence())
      try result.interval(interval, request, within: .notNegative)
      result.test(try request.alternative(), of: test)
    },
    CalcMethod(
      "cost_per.overdispersed", .costPerResult, "Ratio of cost per result with the days' scatter.", inputs: [rowList] + names + [.alternative, .confidence, .reference],
      outputs: CalcOutput.interval + [CalcOutput("dispersion", "φ as it is"), CalcOutput("degrees_of_freedom", "rows − variants"), CalcOutput("statistic", "t or z of ln ratio")]
        + CalcOutput.test,
      definition: "φ = Pearson χ²/(rows − variants), cells around their variant's own rate; ln ratio ± c·√(φ(1/x₁ + 1/x₀)), c of t or z.",
      source: "McCullagh & Nelder (1989), Generalized Linear Models, §6.2.3.", validity: "Results in every variant; more rows than variants.", cost: "O(rows)"
    ) { request, result in
      var order: [String] = []
      var cells: [String: [ResultsAndExposure]] = [:]
      for row in try request.objects(rowList) {
        let name = try row.text(variant)
        if cells[name] == nil { order.append(name) }
        cells[name, default: []].append(.init(results: try row.measurable(.results), exposure: try row.measurable(.cost)))
      }
      func total(_ input: CalcInput) throws -> ResultsAndExposure {
        guard let arm = cells[try request.text(input)] else { throw request.unfit(input, "one of the variants in rows") }
        return .init(results: arm.reduce(0) { $0 + $1.results }, exposure: arm.reduce(0) { $0 + $1.exposure })
      }
      let (control, treatment) = (try total(names[0]), try total(names[1]))
      let (phi, freedom) = try RateFormulas.dispersion(of: order.map { cells[$0] ?? [] })
      let (interval, test) = try RateFormulas.waldRatio(
        control: control, treatment: treatment, confidence: try request.sidedConfidence(), dispersion: phi,
        degreesOfFreedom: try request.choice(.reference) == 0 ? freedom : nil)
      try result.interval(interval, request, within: .notNegative)
      result.number("dispersion", phi)
      result.number("degrees_of_freedom", freedom)
      result.test(try request.alternative(), of: test)
    },
  ]
}
