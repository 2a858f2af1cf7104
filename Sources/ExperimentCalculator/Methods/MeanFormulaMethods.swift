import ExperimentStatistics

extension CalcCatalogue {
  private static let arms: [CalcInput] = [.meanControl, .meanTreatment]
  private static let part = CalcShape.object([.mean, .variance])
  private static let numerator = CalcInput("numerator", part, "mean and variance")
  private static let denominator = CalcInput("denominator", part, "mean and variance")
  private static let covariance = CalcInput("covariance", .number(.within(-1e200, 1e200)), "of the two, per unit")
  private static let ratioShape = CalcShape.object([.count, numerator, denominator, covariance])
  private static let ratioArms = [CalcInput("control", ratioShape, "the control arm"), CalcInput("treatment", ratioShape, "the treatment arm")]
  private static let covariateMean = CalcInput("covariate_mean", .number(.within(-1e100, 1e100)), "of the covariate")
  private static let covariateVariance = CalcInput("covariate_variance", .number(.within(0, 1e200)), "of the covariate")
  private static let cupedShape = CalcShape.object([.count, .mean, .variance, covariateMean, covariateVariance, covariance])
  private static let cupedArms = [CalcInput("control", cupedShape, "the control arm"), CalcInput("treatment", cupedShape, "the treatment arm")]
  private static let theta = CalcInput("theta", .choice(["within", "total"]), default: "\"within\"", "arms' own moments, or pooled rows with the shift")
  private static let groups = CalcInput("groups", .list(.object([.count, .mean, .variance]), atLeast: 2), "{count, mean, variance} of each, or lists of values")
  private static let outputs =
    CalcOutput.interval + [
      CalcOutput("statistic", "t or z"), CalcOutput("degrees_of_freedom", "null on the normal"),
    ] + CalcOutput.test

  private typealias Comparison = (interval: SidedInterval, test: TailedTest, freedom: Double?)

  private static func write(_ comparison: Comparison, _ request: CalcRequest, to result: inout CalcResult) throws {
    try result.interval(comparison.interval, request)
    result.number("degrees_of_freedom", comparison.freedom)
    result.test(try request.alternative(), of: comparison.test)
  }

  private static func isNormal(_ request: CalcRequest) throws -> Bool { try request.choice(.reference) == 1 }

  private static func pair(_ request: CalcRequest) throws -> EstimatedPair {
    EstimatedPair(control: try request.meanArm(.meanControl), treatment: try request.meanArm(.meanTreatment))
  }

  /// A ratio of means with its delta-method variance (Cochran 1977, Sampling Techniques, §6.5).
  private static func ratioArm(_ request: CalcRequest, _ input: CalcInput) throws -> EstimatedArms.Arm {
    let arm = try request.object(input)
    let (top, bottom) = (try arm.object(numerator), try arm.object(denominator))
    return try RatioOfMeans.arm(
      count: try arm.number(.count), numerator: (try top.number(.mean), try top.number(.variance)),
      denominator: (try bottom.number(.mean), try bottom.number(.variance)), covariance: try arm.number(covariance))
  }

  private static func relative(
    _ name: String, _ summary: String, _ definition: String, _ source: String, _ validity: String,
    _ compare: @escaping @Sendable (EstimatedPair, Double, Bool) throws -> (interval: SidedInterval, test: TailedTest, freedom: Double?)
  ) -> CalcMethod {
    CalcMethod(
      name, .means, summary, inputs: arms + [.alternative, .confidence, .reference], outputs: outputs, definition: definition, source: source,
      validity: validity, cost: "O(1)"
    ) { request, result in
      try write(try compare(try pair(request), try request.sidedConfidence(), try isNormal(request)), request, to: &result)
    }
  }

  private static func summaries(_ request: CalcRequest) throws -> [GroupSummary] {
    let element = CalcShape.object([.count, .mean, .variance])
    let values = CalcShape.list(.number(.within(-1e100, 1e100)), atLeast: 1)
    return try request.elements(groups).map { index in
      if request.tape.nodes[index].kind == .array { return SampleValues(try request.numbers(at: index, values)).summary }
      let group = try request.object(at: index, element)
      return GroupSummary(count: try group.number(.count), mean: try group.number(.mean), variance: try group.number(.variance))
    }
  }

  static let meanFormulaMethods: [CalcMethod] = [
    CalcMethod(
      "means.student", .means, "Two means by Student's t-test with the pooled variance.", inputs: arms + [.alternative, .confidence],
      outputs: outputs + [CalcOutput("standard_error", "of the difference")],
      definition: "t = (m₁ − m₀)/(s·√(1/n₁ + 1/n₀)) on n₁ + n₀ − 2.", source: "Student (1908); Fisher (1925).", validity: "Equal variances.", cost: "O(1)"
    ) { request, result in
      let pair = try pair(request)
      let (n, m) = (pair.control.degreesOfFreedom + 1, pair.treatment.degreesOfFreedom + 1)
      let comparison = try RatioOfMeans.student(control: (n, pair.control), treatment: (m, pair.treatment), confidence: try request.sidedConfidence())
      result.number("standard_error", comparison.error)
      try write((comparison.interval, comparison.test, n + m - 2), request, to: &result)
    },
    relative(
      "means.relative.fieller", "Relative lift of a mean by Fieller's set.", "All θ with (m₁ − θm₀)² ≤ c²(v₁ + θ²v₀); p-value of the difference; Welch's degrees of freedom.",
      "Fieller (1954), JRSS B 16, 175–185.", "Both sides unbounded where the control is not told apart from zero."
    ) { try $0.fieller(confidence: $1, isNormal: $2) },
    relative(
      "means.relative.log", "Relative lift of a mean on the log scale.", "exp(ln(m₁/m₀) ± c·√(v₁/m₁² + v₀/m₀²)) − 1; Satterthwaite's degrees of freedom of that sum.",
      "Oehlert (1992), American Statistician 46, 27–29.", "Both means above zero."
    ) { try $0.logRatio(confidence: $1, isNormal: $2) },
    relative(
      "means.relative.delta", "Relative lift of a mean by the delta method, for comparison only.", "m₁/m₀ − 1 ± c·√(v₁/m₀² + m₁²v₀/m₀⁴).",
      "Oehlert (1992), American Statistician 46, 27–29.", "A control mean far from zero."
    ) { try $0.deltaRatio(confidence: $1, isNormal: $2) },
    CalcMethod(
      "ratio_of_means.delta", .means, "Difference of two ratios of means.", inputs: ratioArms + [.alternative, .confidence],
      outputs: outputs + [CalcOutput("standard_error", "of the difference")],
      definition: "Each ratio r = ȳ/x̄ with variance (s_y² − 2r·s_xy + r²s_x²)/(n·x̄²); t on Welch's degrees of freedom.",
      source: "Cochran (1977), Sampling Techniques, §6.5; Deng, Knoblich & Lu (2018), KDD, §3.", validity: "Denominator means not zero.", cost: "O(1)"
    ) { request, result in
      let welch = try EstimatedArms(
        control: try ratioArm(request, ratioArms[0]), treatment: try ratioArm(request, ratioArms[1]), method: "delta", isNonNegative: false)
      result.number("standard_error", (welch.control.variance + welch.treatment.variance).squareRoot())
      try write(
        (try welch.difference(try request.levels()), TailedTest(t: welch.statistic, degreesOfFreedom: welch.degreesOfFreedom), welch.degreesOfFreedom),
        request, to: &result)
    },
    CalcMethod(
      "ratio_of_means.fieller", .means, "Relative lift of a ratio of means.", inputs: ratioArms + [.alternative, .confidence, .reference], outputs: outputs,
      definition: "Fieller's set on the two ratios with their delta-method variances.", source: "Fieller (1954); Cochran (1977), §6.5.",
      validity: "Both sides unbounded where the control's ratio is not told apart from zero.", cost: "O(1)"
    ) { request, result in
      let pair = EstimatedPair(control: try ratioArm(request, ratioArms[0]), treatment: try ratioArm(request, ratioArms[1]))
      try write(try pair.fieller(confidence: try request.sidedConfidence(), isNormal: try isNormal(request)), request, to: &result)
    },
    CalcMethod(
      "means.cuped", .means, "Two means adjusted by a covariate from before.", inputs: cupedArms + [theta, .alternative, .confidence],
      outputs: outputs + [
        CalcOutput("standard_error", "of the adjusted difference"), CalcOutput("theta", "the coefficient"),
        CalcOutput("variance_reduction", "1 − adjusted over raw variance"), CalcOutput("note", "where the covariate does not vary: nothing was adjusted"),
      ],
      definition: "(m₁ − m₀) − θ(x̄₁ − x̄₀), θ = Σ(n − 1)s_xy/Σ(n − 1)s_x² within arms, or over pooled rows; t on Welch's degrees of freedom of the adjusted variances.",
      source: "Deng, Xu, Kohavi & Walker (2013), WSDM, eq. 4.",
      validity: "A covariate that the test cannot move. One that does not vary leaves the unadjusted difference, with θ = 0 and a note.", cost: "O(1)"
    ) { request, result in
      func arm(_ input: CalcInput) throws -> CovariateAdjustment.Arm {
        let arm = try request.object(input)
        return .init(
          count: try arm.number(.count), mean: try arm.number(.mean), variance: try arm.number(.variance),
          covariateMean: try arm.number(covariateMean), covariateVariance: try arm.number(covariateVariance), covariance: try arm.number(covariance))
      }
      let adjusted = try CovariateAdjustment(control: try arm(cupedArms[0]), treatment: try arm(cupedArms[1]), isTotal: try request.choice(theta) == 1)
      guard adjusted.standardError > 0 else { throw NoAnswer.zeroVariance }
      let half = StudentT(degreesOfFreedom: adjusted.degreesOfFreedom).upperQuantile((1 - (try request.sidedConfidence())) / 2) * adjusted.standardError
      result.number("standard_error", adjusted.standardError)
      result.number("theta", adjusted.theta)
      result.number("variance_reduction", adjusted.varianceReduction)
      if !adjusted.isAdjusted { result.text("note", "the covariate does not vary: the difference is not adjusted") }
      try write(
        (
          SidedInterval(estimate: adjusted.estimate, lower: .value(adjusted.estimate - half), upper: .value(adjusted.estimate + half)),
          TailedTest(t: adjusted.estimate / adjusted.standardError, degreesOfFreedom: adjusted.degreesOfFreedom), adjusted.degreesOfFreedom
        ), request, to: &result)
    },
    CalcMethod(
      "anova.one_way", .means, "Several means by one-way analysis of variance.", inputs: [groups, .idleAlternative, .idleConfidence],
      outputs: [
        CalcOutput("statistic", "F"), CalcOutput("degrees_of_freedom", "[between, within]"), CalcOutput("p_value", "upper tail"),
        CalcOutput("log10_p_value", "its logarithm"), CalcOutput("sum_of_squares", "[between, within]"),
      ],
      definition: "Between over within mean squares, about one group's mean.", source: "Fisher (1925).", validity: "Equal variances; more units than groups.",
      cost: "O(groups)"
    ) { request, result in
      let analysis = try OneWayAnalysis(try summaries(request))
      result.number("statistic", analysis.statistic)
      result.numbers("degrees_of_freedom", [analysis.betweenDegreesOfFreedom, analysis.withinDegreesOfFreedom])
      result.pValue(analysis.pValue)
      result.numbers("sum_of_squares", [analysis.betweenSquares, analysis.withinSquares])
      try result.undirected(request)
    },
  ]
}
