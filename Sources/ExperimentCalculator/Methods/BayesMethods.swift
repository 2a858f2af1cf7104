import ExperimentStatistics

extension CalcCatalogue {
  private static let priorShares = CalcInput(
    "prior",
    .object([
      CalcInput("alpha", .number(.within(1e-3, 1e12)), default: "1", "successes, as it were"),
      CalcInput("beta", .number(.within(1e-3, 1e12)), default: "1", "failures"),
    ]), default: "{\"alpha\": 1, \"beta\": 1}", "Beta prior of every arm")
  private static let priorRates = CalcInput(
    "prior",
    .object([
      CalcInput("shape", .number(.within(1e-3, 1e12)), default: "0.5", "results, as it were"),
      CalcInput("rate", .number(.notNegative), default: "0", "money they cost"),
    ]), default: "{\"shape\": 0.5, \"rate\": 0}", "gamma prior of every arm's results per money")
  private static let priorMeans = CalcInput(
    "prior", .object([CalcInput("mean", .number(.any), "of the means"), CalcInput("variance", .number(.positive), "of the means")]),
    default: "", "normal prior of every mean; flat when left out")
  private static let shareArms = CalcInput("arms", .list(.object([.successes, .trials]), atLeast: 1), "the arms")
  private static let costArms = CalcInput("arms", .list(.object([.results, .cost]), atLeast: 1), "the arms")
  private static let meanArms = CalcInput("arms", .list(.object([.count, .mean, .variance]), atLeast: 1), "the arms")
  private static let outputs: [CalcOutput] = [
    CalcOutput("probability_best", "of each arm"), CalcOutput("expected_loss", "of choosing each, in the metric's unit; null where infinite"),
    CalcOutput("posterior", "mean, lower, upper of each"), CalcOutput("probability_better", "with two arms: of the second"),
    CalcOutput("difference", "with two arms: second − first"), CalcOutput("relative", "with two arms: second / first − 1"),
  ]

  private static func prior(_ request: CalcRequest, _ input: CalcInput, _ fallback: (Double, Double)) throws -> (Double, Double) {
    guard case .object(let keys) = input.shape, let prior = try request.optionalObject(input) else { return fallback }
    return (try prior.number(keys[0]), try prior.number(keys[1]))
  }

  private static func write(_ comparison: some BayesianComparison, _ request: CalcRequest, to result: inout CalcResult) throws {
    let confidence = try request.sidedConfidence()
    let alternative = try request.alternative()
    let best = comparison.probabilityBest()
    result.numbers("probability_best", best)
    result.numbers("expected_loss", comparison.expectedLoss())
    result.objects("posterior", comparison.posterior(confidence: confidence)) { summary($1, alternative, to: &$0) }
    if best.count == 2 {
      result.number("probability_better", best[1])
      try write("difference", alternative, to: &result) { try comparison.difference(confidence: confidence) }
      try write("relative", alternative, to: &result) { try comparison.relative(confidence: confidence) }
    }
    result.number("confidence", try request.confidence())
    try result.side(request)
  }

  /// Null where there is none, and with the reason where it cannot be told: the other answers stand.
  private static func write(
    _ key: StaticString, _ alternative: CalcAlternative, to result: inout CalcResult, _ value: () throws -> CredibleSummary?
  ) throws {
    do {
      guard let value = try value() else { return result.null(key) }
      let isHeld = [value.mean, value.lower, value.upper].allSatisfy { $0.map { !$0.isNaN } ?? true } && value.mean != .infinity
      guard isHeld else { throw NoAnswer.outOfRange }
      result.object(key) { summary(value, alternative, to: &$0) }
    } catch let reason as NoAnswer {
      result.object(key) { result in
        for key: StaticString in ["mean", "lower", "upper"] { result.null(key) }
        result.text("reason", reason.code)
      }
    }
  }

  private static func summary(_ value: CredibleSummary, _ alternative: CalcAlternative, to result: inout CalcResult) {
    result.number("mean", value.mean)
    result.bounds(lower: value.lower, upper: value.upper, alternative, within: .any)
  }

  static let bayesMethods: [CalcMethod] = [
    CalcMethod(
      "bayes.proportions", .bayes, "Shares: which arm is the best, and what choosing another loses.",
      inputs: [shareArms, priorShares, better, .alternative, .confidence], outputs: outputs,
      definition:
        "Beta posteriors; P(i best) = ∫ f_i ∏ F_j, expected loss ∫ P(X_i < x)P(max > x)dx, by quadrature; equal-tailed intervals, with a one-sided alternative one bound.",
      source: "Miller (2015), Formulas for Bayesian A/B testing; Stucchi (2015), Bayesian A/B testing at VWO, §4.",
      validity: "Arms without trials have their prior. Arms times panels of their joint grid at most 500,000: some 10,000 arms that are alike.", cost: "0.1 ms for 10 arms"
    ) { request, result in
      let (alpha, beta) = try prior(request, priorShares, (1, 1))
      let arms = try request.objects(shareArms).map { try $0.share() }
      try write(
        try BayesianProportions(arms: arms, prior: (alpha, beta), better: try request.choice(better) == 0 ? .higher : .lower), request,
        to: &result)
    },
    CalcMethod(
      "bayes.cost_per", .bayes, "Costs per result: which arm is the cheapest, and what choosing another loses.",
      inputs: [costArms, priorRates, .alternative, .confidence], outputs: outputs,
      definition: "Gamma posteriors of results per money, cost per result their reciprocal; the best is the cheapest; by quadrature.",
      source: "Gelman et al. (2013), Bayesian Data Analysis, §2.6; Stucchi (2015), §4.",
      validity: "The mean of a reciprocal gamma, and a loss, are null up to a shape of 1.", cost: "0.1 ms for 10 arms"
    ) { request, result in
      let (shape, rate) = try prior(request, priorRates, (0.5, 0))
      let arms = try request.objects(costArms).map { (results: try $0.measurable(.results), cost: try $0.measurable(.cost)) }
      try write(try BayesianCostPer(arms: arms, prior: (shape, rate)), request, to: &result)
    },
    CalcMethod(
      "bayes.means", .bayes, "Means: which arm is the best, and what choosing another loses.",
      inputs: [meanArms, priorMeans, better, .alternative, .confidence], outputs: outputs,
      definition: "Normal posteriors from mean and variance/count, the variance taken as known; by quadrature.",
      source: "Gelman et al. (2013), §2.5.", validity: "Samples for which the mean is normal; zero_variance for an arm that does not vary.",
      cost: "0.1 ms for 10 arms"
    ) { request, result in
      let arms = try request.objects(meanArms).map { arm in
        (mean: try arm.number(.mean), variance: try arm.number(.variance) / arm.number(.count))
      }
      let belief = request.has(priorMeans) ? try prior(request, priorMeans, (0, 1)) : nil
      try write(
        try BayesianMeans(
          arms: arms, prior: belief.map { (mean: $0.0, variance: $0.1) }, better: try request.choice(better) == 0 ? .higher : .lower),
        request, to: &result)
    },
  ]
}
