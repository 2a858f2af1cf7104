import ExperimentStatistics

extension CalcCatalogue {
  private static let arms: [CalcInput] = [.shareControl, .shareTreatment]

  /// The score comparison, where it is defined.
  private static func score(_ request: CalcRequest) throws -> ScoreComparison {
    let control = try request.shareArm(.shareControl)
    let treatment = try request.shareArm(.shareTreatment)
    guard control.trials > 0, treatment.trials > 0 else { throw NoAnswer.zeroExposure }
    return ScoreComparison(control: control, treatment: treatment)
  }

  /// Tests need variation under the null.
  private static func varied(_ comparison: ScoreComparison) throws -> ScoreComparison {
    let successes = comparison.control.successes + comparison.treatment.successes
    guard successes > 0 else { throw NoAnswer.zeroResults }
    guard successes < comparison.control.trials + comparison.treatment.trials else { throw NoAnswer.zeroVariance }
    return comparison
  }

  static let twoProportionMethods: [CalcMethod] = [
    CalcMethod(
      "proportions.z_pooled", .twoProportions, "Two shares by the z-test with the pooled variance.",
      inputs: arms + [.alternative, .idleConfidence],
      outputs: [.estimate, CalcOutput("standard_error", "under the null"), CalcOutput("statistic", "z")] + CalcOutput.test,
      definition: "z = (p̂₁ − p̂₀)/√(p̄(1 − p̄)(1/n₁ + 1/n₀)), p̄ the share of both arms together; no N/(N − 1), no continuity correction.",
      source: "Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, eq. 3.13 without the correction.",
      validity: "Expected counts of about 5 and more. zero_results without successes, zero_variance without failures.", cost: "O(1)"
    ) { request, result in
      let comparison = try varied(try score(request))
      let control = comparison.control, treatment = comparison.treatment
      result.number("estimate", treatment.successes / treatment.trials - control.successes / control.trials)
      result.number("standard_error", 1 / comparison.precision.squareRoot())
      result.number("statistic", comparison.statistic)
      result.test(try request.alternative(), of: comparison)
    },
    CalcMethod(
      "proportions.difference.mee", .twoProportions, "Interval of the difference of two shares by Mee's score.",
      inputs: arms + [.alternative, .confidence], outputs: CalcOutput.interval,
      definition: "All Δ with |d̂ − Δ| ≤ z·√V(Δ), V at the likelihood's maximum constrained to p₁ − p₀ = Δ; without N/(N − 1).",
      source: "Mee (1984), Biometrics 40, 1175–1176; Newcombe (1998), method 10 without the factor.",
      validity: "Any counts with trials in both arms.", cost: "some 30 variances"
    ) { request, result in
      try result.interval(try score(request).difference(try request.levels()), request, within: .shareDifference)
      try result.side(request)
    },
    CalcMethod(
      "proportions.default", .twoProportions, "Two shares as the product compares them by itself.",
      inputs: arms + [.alternative, .confidence, exact],
      outputs: CalcOutput.test + [
        CalcOutput("method", "score, conditional-midp or conditional-exact"), CalcOutput("smallest_expected", "why: from 5 the score"),
        CalcOutput("difference", "treatment − control with its interval"), CalcOutput("relative", "treatment / control − 1 with its interval"),
      ],
      definition: "The pooled z-test with Mee's and Koopman's intervals where the smallest expected count is at least 5; below, the "
        + "conditional test of the odds ratio, mid-p (or with exact the whole point), its bounds carried to the shares with the observed total. Where more than "
        + "20,000 tables have that total the score serves there too.",
      source: "Mee (1984); Koopman (1984), Biometrics 40, 513–517; Lancaster (1961); Fisher (1935).",
      validity: "Any counts. A p-value below a level is the same statement as an interval that leaves out no difference.", cost: "O(1); conditional: O(successes)"
    ) { request, result in
      let control = try request.shareArm(.shareControl)
      let treatment = try request.shareArm(.shareTreatment)
      let comparison = try SharesComparison.choose(control: control, treatment: treatment, isExact: try request.flag(exact))
      try write(comparison, request, differences: .shareDifference, to: &result)
      result.number(
        "smallest_expected",
        SharesComparison.smallestExpected((control.successes, control.trials), (treatment.successes, treatment.trials)))
    },
    CalcMethod(
      "proportions.by_day", .twoProportions, "Two shares compared within each day, as the product does for daily totals.",
      inputs: [rows(of: [.successes, .trials])] + names + [.alternative, .confidence, exact, smallCounts], outputs: byDayOutputs,
      definition: "Mantel–Haenszel over days on the odds ratio; from 7 days on the larger of model and day-to-day variance, on t(days − 1); "
        + "below, the exact conditional distribution over days where counts are small, else the model's variance. Days on which one arm did not run are left out.",
      source: "Mantel & Haenszel (1959); Rothman & Boice (1979); Lancaster (1961).",
      validity: "From one day on which both arms ran.", cost: "O(rows)"
    ) { request, result in
      let pairs = try dayPairs(request, of: .successes, over: .trials)
      try writeByDay(pairs, isShare: true, request, to: &result)
    },
  ]

  static let exact = CalcInput("exact", .flag, default: "false", "count the whole of the observed point where the test is conditional")
}

extension CalcCatalogue {
  /// What every comparison of the product gives.
  /// - Parameter differences: what a difference can be.
  static func write(_ comparison: any ArmComparison, _ request: CalcRequest, differences: CalcRange, to result: inout CalcResult) throws {
    let levels = try request.levels()
    result.test(
      try request.alternative(), twoSided: comparison.twoSided, greater: comparison.higher, less: comparison.lower)
    result.text("method", comparison.method)
    let (difference, relative) = comparison.intervals(levels)
    try result.interval("difference", difference, request, within: differences)
    try result.interval("relative", relative, request, within: .relative)
  }
}
