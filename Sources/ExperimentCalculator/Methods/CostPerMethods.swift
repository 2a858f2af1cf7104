import ExperimentStatistics

extension CalcCatalogue {
  private static let arms: [CalcInput] = [.costControl, .costTreatment]

  private static func ratio(_ request: CalcRequest, isExact: Bool, to result: inout CalcResult) throws {
    let test = try ConditionalRates(control: try request.costArm(.costControl), treatment: try request.costArm(.costTreatment), isExact: isExact)
    let level = (1 - (try request.sidedConfidence())) / 2
    // Cost per result is the rate per money upside down: its bounds change places.
    let upperRate = try test.upperBound(level)
    let lowerRate = try test.lowerBound(level)
    result.number("estimate", test.estimate.flatMap { $0 > 0 ? 1 / $0 : nil } ?? (test.estimate == nil ? 0 : nil))
    result.bounds(
      lower: upperRate.map { 1 / $0 } ?? 0, upper: lowerRate > 0 ? 1 / lowerRate : nil, try request.alternative(), within: .notNegative)
    result.number("confidence", try request.confidence())
    result.test(try request.alternative(), twoSided: min(test.above, test.below).multiplied(by: 2), greater: test.below, less: test.above)
  }

  static let costPerMethods: [CalcMethod] = [
    CalcMethod(
      "cost_per.interval", .costPerResult, "Cost per result with its exact Poisson interval.",
      inputs: [.results, .cost, .alternative, .confidence], outputs: CalcOutput.interval,
      definition: "cost / λ with λ's central interval, χ² quantiles on 2x and 2x + 2 degrees of freedom. Without results the estimate is null, "
        + "the interval unbounded above, and its lower end keeps the level it has with results: cost / 3.689 at 95 %.",
      source: "Garwood (1936), Biometrika 28, 437–442.", validity: "cost > 0, else zero_exposure.", cost: "two gamma quantiles"
    ) { request, result in
      try result.interval(
        try ArmInterval.costPerResult(results: try request.measurable(.results), cost: try request.measurable(.cost), try request.levels()), request,
        within: .notNegative)
      try result.side(request)
    },
    CalcMethod(
      "cost_per.ratio.exact", .costPerResult, "Ratio of cost per result, treatment / control, by the conditional binomial.",
      inputs: arms + [.alternative, .confidence], outputs: CalcOutput.interval + CalcOutput.test,
      definition: "Given the results' sum the treatment's are binomial; Clopper–Pearson's bounds of that share carried to the ratio of costs. "
        + "Two-sided p: twice the smaller tail.",
      source: "Przyborowski & Wilenski (1940), Biometrika 31, 313–323; Clopper & Pearson (1934).",
      validity: "One result in all, else zero_results; a side is unbounded where an arm has none.", cost: "some 80 beta tails"
    ) { request, result in try ratio(request, isExact: true, to: &result) },
    CalcMethod(
      "cost_per.ratio.midp", .costPerResult, "Ratio of cost per result by the conditional binomial, mid-p.",
      inputs: arms + [.alternative, .confidence], outputs: CalcOutput.interval + CalcOutput.test,
      definition: "As cost_per.ratio.exact with half of the observed point; the interval is dual to the doubled mid-p.",
      source: "Lancaster (1961), JASA 56, 223–234; Przyborowski & Wilenski (1940).",
      validity: "One result in all, else zero_results.", cost: "some 160 beta tails"
    ) { request, result in try ratio(request, isExact: false, to: &result) },
    CalcMethod(
      "cost_per.default", .costPerResult, "Two costs per result as the product compares them by itself.",
      inputs: arms + [.alternative, .confidence, exact],
      outputs: CalcOutput.test + [
        CalcOutput("method", "conditional-midp or conditional-exact"), CalcOutput("difference", "treatment − control with its interval"),
        CalcOutput("relative", "treatment / control − 1 with its interval"),
      ],
      definition: "The conditional binomial, mid-p unless exact; the difference at the ratio's bounds with the observed total.",
      source: "Przyborowski & Wilenski (1940); Lancaster (1961).",
      validity: "Poisson results; daily rows with scatter belong to cost_per.by_day.", cost: "some 160 beta tails"
    ) { request, result in
      let control = try request.costArm(.costControl), treatment = try request.costArm(.costTreatment)
      let test = try ConditionalRates(control: control, treatment: treatment, isExact: try request.flag(exact))
      let scale = ThetaScale.costPerResult(
        results: control.results + treatment.results, controlCost: control.exposure, treatmentCost: treatment.exposure)
      try write(ThetaComparison(test, scale: scale), request, differences: .any, to: &result)
    },
    CalcMethod(
      "cost_per.by_day", .costPerResult, "Two costs per result compared within each day, as the product does for daily totals.",
      inputs: [rows(of: [.results, .cost])] + names + [.alternative, .confidence, exact, smallCounts], outputs: byDayOutputs,
      definition: "Mantel–Haenszel over days on the ratio of rates per money; from 7 days on the larger of model and day-to-day variance, on "
        + "t(days − 1); below, the exact conditional distribution over days where counts are small, else the model's variance.",
      source: "Rothman & Boice (1979); Greenland & Robins (1985); Lancaster (1961).",
      validity: "From one day on which both arms spent.", cost: "O(rows)"
    ) { request, result in
      try writeByDay(try dayPairs(request, of: .results, over: .cost), isShare: false, request, to: &result)
    },
  ]
}
