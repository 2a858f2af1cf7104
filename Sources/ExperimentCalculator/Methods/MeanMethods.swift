import ExperimentStatistics

extension CalcCatalogue {
  private static let group = CalcInput("control", .object([.count, .mean, .variance]), "the control group")
  private static let others = CalcInput(
    "treatments", .list(.object([.count, .mean, .variance]), atLeast: 1), "the groups compared with it")
  private static let groups = CalcInput("groups", .list(.object([.count, .mean, .variance]), atLeast: 2), "all groups")
  static let better = CalcInput("better", .choice(["higher", "lower"]), default: "\"higher\"", "the good end")

  private static func summary(_ arm: CalcRequest) throws -> GroupSummary {
    GroupSummary(count: try arm.number(.count), mean: try arm.number(.mean), variance: try arm.number(.variance))
  }

  /// A confidence at which the quadrature's quantile is meant.
  private static func simultaneous(_ request: CalcRequest) throws -> Double {
    let confidence = try request.confidence()
    guard confidence >= 0.5, confidence <= 1 - 1e-9 else { throw request.unfit(.confidence, "a number from 0.5 to 0.999999999") }
    return confidence
  }

  private static func arms(_ request: CalcRequest) throws -> EstimatedArms {
    try EstimatedArms(
      control: try request.meanArm(.meanControl), treatment: try request.meanArm(.meanTreatment), method: "welch", isNonNegative: false)
  }

  static let meanMethods: [CalcMethod] = [
    CalcMethod(
      "means.welch", .means, "Two means by Welch's t-test.",
      inputs: [.meanControl, .meanTreatment, .alternative, .confidence],
      outputs: CalcOutput.interval + [
        CalcOutput("standard_error", "of the difference"), CalcOutput("statistic", "t"), CalcOutput("degrees_of_freedom", "Satterthwaite's"),
      ] + CalcOutput.test,
      definition: "t = (m₁ − m₀)/√(s₁²/n₁ + s₀²/n₀) on Satterthwaite's degrees of freedom.",
      source: "Welch (1947), Biometrika 34, 28–35; Satterthwaite (1946).",
      validity: "2 units in each arm; zero_variance when neither varies.", cost: "O(1)"
    ) { request, result in
      let arms = try arms(request)
      try result.interval(try arms.difference(try request.levels()), request)
      result.number("standard_error", (arms.control.variance + arms.treatment.variance).squareRoot())
      result.number("statistic", arms.statistic)
      result.number("degrees_of_freedom", arms.degreesOfFreedom)
      result.test(try request.alternative(), of: arms)
    },
    CalcMethod(
      "means.dunnett", .tables, "Several treatments against one control, by Dunnett's test.",
      inputs: [group, others, .alternative, .confidence],
      outputs: [
        CalcOutput("adjusted_p_values", "of the alternative, in the order of treatments"), CalcOutput("log10_adjusted_p_values", "their logarithms"),
        CalcOutput("critical_value", "|d| at confidence; one-sided d"), CalcOutput("degrees_of_freedom", "of the pooled variance"),
        CalcOutput("comparisons", "estimate, standard_error, statistic, lower, upper of each"),
      ],
      definition: "The pooled variance of all groups; the multivariate t by its one-factor form and quadrature, any group sizes.",
      source: "Dunnett (1955), JASA 50, 1096–1121; Dunnett (1964), Biometrics 20, 482–491.",
      validity: "One degree of freedom; zero_variance when no group varies. Treatments times their different sizes at most 400.",
      cost: "a two-fold quadrature a treatment"
    ) { request, result in
      let test = try Dunnett(control: try summary(try request.object(group)), treatments: try request.objects(others).map(summary))
      let confidence = try simultaneous(request)
      let alternative = try request.alternative()
      let side: Dunnett.Side =
        switch alternative {
        case .twoSided: .both
        case .greater: .higher
        case .less: .lower
        }
      let adjusted = test.adjustedPValues(side)
      let critical = try test.criticalValue(confidence: confidence, side)
      result.numbers("adjusted_p_values", adjusted.map(\.value))
      result.numbers("log10_adjusted_p_values", adjusted.map { $0.naturalLogarithm == -.infinity ? nil : $0.log10 })
      result.number("critical_value", critical)
      result.number("degrees_of_freedom", test.degreesOfFreedom)
      let statistics = test.statistics
      result.objects("comparisons", Array(statistics.indices)) { result, index in
        let (difference, error) = (test.differences[index], test.standardErrors[index])
        result.number("estimate", difference)
        result.number("standard_error", error)
        result.number("statistic", statistics[index])
        result.bounds(lower: difference - critical * error, upper: difference + critical * error, alternative, within: .any)
      }
      result.number("confidence", confidence)
      try result.side(request)
    },
    CalcMethod(
      "means.best", .tables, "Which groups may be the best: Hsu's multiple comparisons with the best.",
      inputs: [groups, better, .confidence, .idleAlternative],
      outputs: [
        CalcOutput("intervals", "of each mean less the best of the others, lower ≤ 0 ≤ upper"),
        CalcOutput("candidates", "places of the groups that may be the best"), CalcOutput("critical_values", "one-sided, by group"),
      ],
      definition: "Each group in turn the control of a one-sided Dunnett comparison; constrained simultaneous intervals.",
      source: "Hsu (1984), Annals of Statistics 12, 1136–1144; Hsu (1996), Multiple Comparisons, §4.2.",
      validity: "Two to 2,000 groups of at most 8 different counts, one degree of freedom.", cost: "a Dunnett quantile for each different count"
    ) { request, result in
      let confidence = try simultaneous(request)
      let best = try MultipleComparisonsWithBest(
        groups: try request.objects(groups).map(summary), confidence: confidence, better: try request.choice(better) == 0 ? .higher : .lower)
      result.objects("intervals", best.intervals) { $0.interval(lower: $1.lower, upper: $1.upper) }
      result.numbers("candidates", best.candidates.map(Double.init))
      result.numbers("critical_values", best.criticalValues)
      result.number("confidence", confidence)
      try result.undirected(request)
    },
  ]
}
