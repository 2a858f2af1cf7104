import ExperimentStatistics

extension CalcCatalogue {
  private static let statistics = CalcInput("statistics", .list(.number(.within(-1e6, 1e6)), atLeast: 1), "Z at the looks so far")
  private static let standardErrors = CalcInput(
    "standard_errors", .list(.number(.positive), atLeast: 1), default: "", "of the effect at the looks so far")
  private static let drift = CalcInput("drift", .number(.within(-1e3, 1e3)), default: "", "E(Z) at full information; the trend so far when left out")
  private static let assumedDrift = CalcInput("drift", .number(.within(-1e3, 1e3)), default: "", "E(Z) at full information; the one beta asks for when left out")
  private static let kind = CalcInput("kind", .choice(["normal-mixture", "beta-binomial", "gamma-poisson"]), "which sequence")
  private static let optionalCount = CalcInput("count", .number(.positive), default: "", "normal-mixture: units")
  private static let optionalMean = CalcInput("mean", .number(.any), default: "", "normal-mixture: their mean")
  private static let optionalVariance = CalcInput("variance", .number(.notNegative), default: "", "normal-mixture: their variance")
  private static let tuning = CalcInput("tuning_count", .number(.positive), default: "", "normal-mixture: where it is narrowest")
  private static let optionalSuccesses = CalcInput("successes", .number(.within(0, 1e15)), default: "", "beta-binomial")
  private static let optionalTrials = CalcInput("trials", .number(.within(0, 1e15)), default: "", "beta-binomial")
  private static let optionalResults = CalcInput("results", .number(.within(0, 1e15)), default: "", "gamma-poisson")
  private static let optionalExposure = CalcInput("exposure", .number(.within(0, 1e300)), default: "", "gamma-poisson: money or time")
  private static let mixed = CalcRange(lower: 1e-6, upper: 1e12)
  private static let mixture = CalcInput(
    "mixture",
    .object([
      CalcInput("alpha", .number(mixed), default: "", "beta-binomial, default 1"), CalcInput("beta", .number(mixed), default: "", "default 1"),
      CalcInput("shape", .number(mixed), default: "", "gamma-poisson, default 1"), CalcInput("rate", .number(mixed), default: "", "must be given"),
    ]), default: "", "where the interval is to be narrow")
  private static let msprtEstimate = CalcInput("estimate", .number(.any), "of the effect")
  private static let msprtVariance = CalcInput("variance", .number(.notNegative), "of the estimate")
  private static let msprtAlpha = CalcInput("alpha", .number(.level), default: "", "1 − confidence; 0.05 when neither is given")
  private static let msprtConfidence = CalcInput("confidence", .number(.level), default: "", "of the interval, instead of alpha")
  private static let tau = CalcInput("tau_squared", .number(.positive), "variance of the normal mixture over effects")

  private static let idleSide = CalcInput(
    "alternative", CalcInput.alternative.shape, default: "", "taken, as everywhere; the design's sides decide, and the answer says how it was used")
  private static let idleLevel = CalcInput("confidence", .number(.level), default: "", "taken, as everywhere; the design's alpha decides")

  private static func must(_ request: CalcRequest, _ input: CalcInput) throws -> Double {
    guard let value = try request.optionalNumber(input) else { throw request.missing(input) }
    return value
  }

  private static func fromMixture(_ request: CalcRequest, _ place: Int) throws -> Double? {
    guard case .object(let keys) = mixture.shape, let object = try request.optionalObject(mixture) else { return nil }
    return try object.optionalNumber(keys[place])
  }

  private static func sequence(_ request: CalcRequest) throws -> (estimate: Double?, lower: Double, upper: Double?) {
    let error = 1 - (try request.confidence())
    switch try request.choice(kind) {
    case 0:
      let mean = try must(request, optionalMean)
      let half = ConfidenceSequence.normalMixtureHalfWidth(
        count: try must(request, optionalCount), variance: try must(request, optionalVariance), tuningCount: try must(request, tuning),
        alpha: error)
      return (mean, mean - half, mean + half)
    case 1:
      let successes = try must(request, optionalSuccesses)
      let trials = try must(request, optionalTrials)
      let (lower, upper) = try ConfidenceSequence.betaBinomial(
        successes: successes, trials: trials, mixture: (try fromMixture(request, 0) ?? 1, try fromMixture(request, 1) ?? 1), alpha: error)
      return (trials > 0 ? successes / trials : nil, lower, upper)
    default:
      let results = try must(request, optionalResults)
      let exposure = try must(request, optionalExposure)
      guard let rate = try fromMixture(request, 3) else { throw CalcProblem.missing("mixture.rate", .number(.positive)) }
      let (lower, upper) = try ConfidenceSequence.gammaPoisson(
        results: results, exposure: exposure, mixture: (try fromMixture(request, 2) ?? 1, rate), alpha: error)
      return (exposure > 0 ? results / exposure : nil, lower, upper)
    }
  }

  static let sequentialMethods: [CalcMethod] = [
    CalcMethod(
      "sequential.design", .sequential, "A group-sequential design: critical values, alpha spent, futility, inflation and power.",
      inputs: designInputs + [assumedDrift],
      outputs: [
        CalcOutput("critical_values", "of Z at each look; null where nothing can be spent"),
        CalcOutput("nominal_p_values", "one-sided, 1 − Φ(critical value)"), CalcOutput("alpha_spent", "cumulative, of both sides where there are two"),
        CalcOutput("futility_bounds", "of Z; null where there are none"), CalcOutput("drift", "E(Z) at full information that beta asks for, or as given"),
        CalcOutput("inflation_factor", "maximum information over a fixed test's"),
        CalcOutput("expected_information", "as a fraction of the maximum, under the drift"),
        CalcOutput("expected_information_null", "the same under no effect"), CalcOutput("power", "P(an upper crossing) under the drift"),
      ],
      definition: "Z_k ~ N(θ√t_k, 1) with independent increments, integrated look by look. Two sides spend alpha/2 each. Futility that does not "
        + "bind leaves the efficacy bounds as they are. Inflation and power count the upper crossing.",
      source: "Armitage, McPherson & Rowe (1969); Lan & DeMets (1983); Kim & DeMets (1987); Hwang, Shih & DeCani (1990); Wang & Tsiatis (1987); "
        + "Jennison & Turnbull (2000), ch. 19.",
      validity: "Up to 200 looks, fewer where they are close or bounds are searched for; far tails included.", cost: "under 1 ms for 26 looks by spending"
    ) { request, result in
      let design = try design(request)
      result.numbers("critical_values", design.criticalValues)
      result.numbers("nominal_p_values", design.nominalLevels)
      result.numbers("alpha_spent", design.alphaSpent)
      result.numbers("futility_bounds", design.futilityBounds)
      let drift = try request.optionalNumber(assumedDrift) ?? design.drift
      result.number("drift", drift)
      result.number("inflation_factor", design.inflationFactor)
      result.number("expected_information", drift.map { design.expectedInformation(drift: $0) })
      result.number("expected_information_null", design.expectedInformation(drift: 0))
      result.number("power", drift.map { design.power(drift: $0) })
    },
    CalcMethod(
      "sequential.analysis", .sequential, "What a group-sequential design says after some of its looks.",
      inputs: designInputs + [statistics, standardErrors, drift, idleSide, idleLevel],
      outputs: [
        CalcOutput("crossed", "true or false"), CalcOutput("crossed_look", "from 1, or null"), CalcOutput("critical_values", "of the design"),
        CalcOutput("repeated_p_value", "one-sided, with two sides of both"), CalcOutput("log10_repeated_p_value", "its logarithm"),
        CalcOutput("stagewise_p_value", "one-sided"), CalcOutput("log10_stagewise_p_value", "its logarithm"),
        CalcOutput("median_unbiased_estimate", "of the drift"), CalcOutput("repeated_interval", "of the drift; null where nothing can be spent"),
        CalcOutput("repeated_effect_interval", "of the effect, given standard_errors"),
        CalcOutput("conditional_power", "null after the last look"), CalcOutput("predictive_power", "null after the last look"),
      ],
      definition: "Stage-wise ordering; repeated interval (Z ± c)/√t; conditional power under the trend so far or the drift given; predictive "
        + "power over θ ~ N(Z/√t, 1/t).",
      source: "Tsiatis, Rosner & Mehta (1984); Jennison & Turnbull (1989); Kim (1989); Lan, Simon & Halperin (1982); Spiegelhalter et al. (1986).",
      validity: "As many statistics as looks, or fewer; some 100 looks of a one-sided spending function, some 10 of a classical boundary.", cost: "some designs"
    ) { request, result in
      let design = try design(request, isAnalysed: true)
      let values = try request.numbers(statistics)
      let errors = try request.optionalNumbers(standardErrors)
      if let errors, errors.count != values.count { throw request.unfit(standardErrors, "a list of \(values.count), one for each statistic") }
      let analysis = try SequentialAnalysis(design: design, statistics: values)
      result.flag("crossed", analysis.crossing != nil)
      result.number("crossed_look", analysis.crossing.map { Double($0 + 1) })
      result.numbers("critical_values", design.criticalValues)
      let repeated = try analysis.repeatedPValue()
      result.number("repeated_p_value", repeated.value)
      result.number("log10_repeated_p_value", repeated.naturalLogarithm.isFinite ? repeated.log10 : nil)
      let stagewise = analysis.stagewisePValue
      result.number("stagewise_p_value", stagewise.value)
      result.number("log10_stagewise_p_value", stagewise.naturalLogarithm.isFinite ? stagewise.log10 : nil)
      result.number("median_unbiased_estimate", try analysis.medianUnbiasedEstimate())
      bounds("repeated_interval", analysis.repeatedInterval, to: &result)
      if let error = errors?.last { bounds("repeated_effect_interval", analysis.repeatedInterval(standardError: error), to: &result) }
      result.number("conditional_power", analysis.conditionalPower(drift: try request.optionalNumber(drift)))
      result.number("predictive_power", analysis.predictivePower)
      if request.has(idleSide) {
        _ = try request.choice(idleSide)
        result.text("alternative", design.sides == 2 ? CalcAlternative.twoSided.name : CalcAlternative.greater.name)
      }
    },
    CalcMethod(
      "sequential.confidence_sequence", .sequential, "An interval that holds at all times at once.",
      inputs: [
        kind, optionalCount, optionalMean, optionalVariance, tuning, optionalSuccesses, optionalTrials, optionalResults, optionalExposure,
        mixture, .alternative, .confidence,
      ], outputs: CalcOutput.interval,
      definition: "normal-mixture: mean ± σ̂√[(nρ² + 1)/(n²ρ²)·ln((nρ² + 1)/α²)], ρ² = (−2 ln α + ln(−2 ln α + 1))/tuning_count. beta-binomial and "
        + "gamma-poisson: all values whose mixture likelihood ratio stays below 1/α. One-sided: that side's bound at the same α.",
      source: "Waudby-Smith et al. (2023), arXiv:2103.06476v7, eq. 9; Robbins (1970); Howard et al. (2021), Annals of Statistics 49, 1055–1080.",
      validity: "normal-mixture asymptotically, the others at any size.", cost: "O(1)"
    ) { request, result in
      let (estimate, lower, upper) = try sequence(request)
      let ends: CalcRange =
        switch try request.choice(kind) {
        case 0: .any
        case 1: .probability
        default: .notNegative
        }
      result.number("estimate", estimate)
      result.bounds(lower: lower, upper: upper, try request.alternative(), within: ends)
      result.number("confidence", try request.confidence())
      try result.side(request)
    },
    CalcMethod(
      "sequential.msprt", .sequential, "The mixture sequential probability ratio test: a p-value and interval valid at every look.",
      inputs: [msprtEstimate, msprtVariance, tau, msprtAlpha, .alternative, msprtConfidence],
      outputs: [
        .estimate, .lower, .upper, CalcOutput("p_value", "always valid, for the alternative"), CalcOutput("log10_p_value", "its logarithm"), CalcOutput("confidence", "1 − alpha"),
      ],
      definition: "Λ = √(V/(V + τ²))·exp(τ²d²/(2V(V + τ²))), p = min(1, 1/Λ) of this look; the interval is all effects with Λ < 1/α. One-sided: that side's "
        + "bound at the same α, and p where the estimate lies on that side, else 1.",
      source: "Johari, Pekelis & Walsh (2015), arXiv:1512.04922, eq. 6; Robbins (1970).", validity: "A normal estimate with variance V > 0.",
      cost: "O(1)"
    ) { request, result in
      if request.has(msprtAlpha), request.has(msprtConfidence) { throw request.unfit(msprtConfidence, "left out where alpha is given") }
      let alpha = try request.optionalNumber(msprtAlpha) ?? request.optionalNumber(msprtConfidence).map { 1 - $0 } ?? 0.05
      let alternative = try request.alternative()
      let estimate = try request.number(msprtEstimate)
      let (p, lower, upper) = try ConfidenceSequence.mixtureSPRT(
        estimate: estimate, variance: try request.number(msprtVariance), mixtureVariance: try request.number(tau), alpha: alpha)
      result.number("estimate", estimate)
      result.bounds(lower: lower, upper: upper, alternative, within: .any)
      result.pValue((alternative == .greater && estimate <= 0) || (alternative == .less && estimate >= 0) ? PValue(1) : p)
      result.number("confidence", 1 - alpha)
      try result.side(request)
    },
  ]

  private static func bounds(_ key: StaticString, _ interval: (lower: Double, upper: Double)?, to result: inout CalcResult) {
    guard let interval else { return result.null(key) }
    result.object(key) { $0.interval(lower: interval.lower, upper: interval.upper) }
  }
}
