import ExperimentStatistics

/// Two shares by the textbook's tests and intervals.
extension CalcCatalogue {
  private typealias Arm = SharesComparison.Arm
  private static let arms: [CalcInput] = [.shareControl, .shareTreatment]
  private static let continuity = CalcInput("continuity", .flag, default: "false", "Yates' correction")
  private static let ordering = CalcInput(
    "ordering", .choice(["doubled", "fisher"]), default: "\"doubled\"", "twice the smaller one-sided p, or ordered by the two-sided Fisher p")

  private static func read(_ request: CalcRequest) throws -> (control: Arm, treatment: Arm) {
    let arms = (control: try request.shareArm(.shareControl), treatment: try request.shareArm(.shareTreatment))
    guard arms.control.trials > 0, arms.treatment.trials > 0 else { throw NoAnswer.zeroExposure }
    return arms
  }

  private static func estimate(_ control: Arm, _ treatment: Arm) -> Double {
    treatment.successes / treatment.trials - control.successes / control.trials
  }

  private static func interval(
    _ name: String, _ summary: String, _ definition: String, _ source: String, within range: CalcRange = .shareDifference,
    _ interval: @escaping @Sendable (SharesComparison.Arm, SharesComparison.Arm, Double) throws -> SidedInterval
  ) -> CalcMethod {
    CalcMethod(
      name, .twoProportions, summary, inputs: arms + [.alternative, .confidence], outputs: CalcOutput.interval, definition: definition, source: source,
      validity: "Trials in both arms, else zero_exposure.", cost: "O(1), score intervals some 30 variances"
    ) { request, result in
      let (control, treatment) = try read(request)
      try result.interval(try interval(control, treatment, try request.sidedConfidence()), request, within: range)
      try result.side(request)
    }
  }

  private static func exactTest(
    _ name: String, _ summary: String, _ definition: String, _ source: String, _ inputs: [CalcInput] = [], cost: String,
    _ test: @escaping @Sendable (CalcRequest, SharesComparison.Arm, SharesComparison.Arm) throws -> TailedTest
  ) -> CalcMethod {
    CalcMethod(
      name, .twoProportions, summary, inputs: arms + [.alternative, .idleConfidence] + inputs, outputs: [.estimate] + CalcOutput.test, definition: definition,
      source: source, validity: "Any counts with trials in both arms.", cost: cost
    ) { request, result in
      let (control, treatment) = try read(request)
      result.number("estimate", estimate(control, treatment))
      result.test(try request.alternative(), of: try test(request, control, treatment))
    }
  }

  private static func asRatio(_ interval: SidedInterval) -> SidedInterval {
    func raised(_ bound: Bound) -> Bound { bound.value.map { .value(max($0 + 1, 0)) } ?? .unbounded }
    return SidedInterval(estimate: interval.estimate.map { $0 + 1 }, lower: raised(interval.lower), upper: raised(interval.upper))
  }

  private static func zTest(_ name: String, _ summary: String, _ definition: String, _ source: String, isScore: Bool) -> CalcMethod {
    CalcMethod(
      name, .twoProportions, summary, inputs: arms + [.alternative, .idleConfidence],
      outputs: [.estimate, CalcOutput("standard_error", "of the difference"), CalcOutput("statistic", "z")] + CalcOutput.test,
      definition: definition, source: source, validity: "Expected counts of about 5 and more.", cost: "O(1)"
    ) { request, result in
      let (control, treatment) = try read(request)
      let error: Double
      if isScore {
        let successes = control.successes + treatment.successes
        let trials = control.trials + treatment.trials
        guard successes > 0 else { throw NoAnswer.zeroResults }
        guard successes < trials else { throw NoAnswer.zeroVariance }
        error = (trials / (trials - 1) / ScoreComparison(control: control, treatment: treatment).precision).squareRoot()
      } else {
        error = try ShareFormulas.unpooledError(control: control, treatment: treatment)
      }
      result.number("estimate", estimate(control, treatment))
      result.number("standard_error", error)
      result.test(try request.alternative(), of: TailedTest(z: estimate(control, treatment) / error))
    }
  }

  static let shareFormulaMethods: [CalcMethod] = [
    zTest(
      "proportions.z_unpooled", "Two shares by the z-test with each arm's own variance.", "z = d/√(p₁q₁/n₁ + p₀q₀/n₀).",
      "Fleiss, Levin & Paik (2003), eq. 3.19 without the correction.", isScore: false),
    zTest(
      "proportions.score", "Two shares by the score test with Miettinen and Nurminen's variance.", "z = d/√(p̄q̄(1/n₁ + 1/n₀)·N/(N − 1)).",
      "Miettinen & Nurminen (1985), Statistics in Medicine 4, eq. 8.", isScore: true),
    CalcMethod(
      "proportions.chi_squared", .twoProportions, "Two shares by Pearson's χ².", inputs: arms + [.alternative, .idleConfidence, continuity],
      outputs: [.estimate, CalcOutput("statistic", "χ²"), CalcOutput("degrees_of_freedom", "1")] + CalcOutput.test,
      definition: "Σ(O − E)²/E of the 2 × 2 table; with continuity each |O − E| is shrunk by min(½, |O − E|). One-sided by the root with the difference's sign.",
      source: "Pearson (1900); Yates (1934).", validity: "Expected counts of about 5 and more.", cost: "O(1)"
    ) { request, result in
      let (control, treatment) = try read(request)
      let table = [treatment, control].map { [$0.successes, $0.trials - $0.successes] }
      result.number("estimate", estimate(control, treatment))
      let test = try CountTables.chiSquared(table, hasContinuity: try request.flag(continuity))
      let root = test.statistic.squareRoot()
      try write(test, signedRoot: estimate(control, treatment) < 0 ? -root : root, request, to: &result)
    },
    exactTest(
      "proportions.fisher", "Two shares by Fisher's exact test.", "Given the successes' sum; two-sided over the tables with a probability of at most the observed·(1 + 1e-7).",
      "Fisher (1935), JRSS 98, 39–82.", cost: "some tens of standard deviations of terms"
    ) { _, control, treatment in try ExactShares.fisher(control: control, treatment: treatment) },
    exactTest(
      "proportions.fisher_midp", "Fisher's exact test, mid-p.", "Fisher's p less half of the observed table's probability, each tail too.",
      "Lancaster (1961), JASA 56, 223–234.", cost: "as Fisher's"
    ) { _, control, treatment in try ExactShares.fisher(control: control, treatment: treatment, isMidP: true) },
    exactTest(
      "proportions.boschloo", "Two shares by Boschloo's unconditional exact test.",
      "The largest probability over the common share of a table with a Fisher p of at most the observed.",
      "Boschloo (1970), Statistica Neerlandica 24, 1–35.", [ordering], cost: "O(N²); up to 2,000 trials in all"
    ) { request, control, treatment in
      try ExactShares.unconditional(
        control: control, treatment: treatment, ordering: try request.choice(ordering) == 0 ? .fisherDoubled : .fisherTwoSided)
    },
    exactTest(
      "proportions.barnard", "Two shares by Barnard's unconditional exact test.",
      "The largest probability over the common share of a table with a pooled |z| of at least the observed.",
      "Barnard (1945); Suissa & Shuster (1985), JRSS A 148, 317–327.", cost: "O(N²); up to 2,000 trials in all"
    ) { _, control, treatment in try ExactShares.unconditional(control: control, treatment: treatment, ordering: .pooledZ) },
    interval(
      "proportions.difference.wald", "Wald's interval of the difference.", "d ± z·√(p₁q₁/n₁ + p₀q₀/n₀), not cut at ±1.", "Wald (1943)."
    ) { try ShareFormulas.waldDifference(control: $0, treatment: $1, confidence: $2) },
    interval(
      "proportions.difference.newcombe", "Newcombe's interval of the difference.", "Squared distances to Wilson's limits, added; no correction.",
      "Newcombe (1998), Statistics in Medicine 17, 873–890, method 10."
    ) { try ShareFormulas.newcombe(control: $0, treatment: $1, confidence: $2) },
    interval(
      "proportions.difference.agresti_caffo", "Agresti and Caffo's interval of the difference.",
      "Wald's with one success and one failure added to each arm, cut at ±1; the estimate stays the observed difference.",
      "Agresti & Caffo (2000), American Statistician 54, 280–288."
    ) { try ShareFormulas.agrestiCaffo(control: $0, treatment: $1, confidence: $2) },
    interval(
      "proportions.difference.miettinen_nurminen", "Miettinen and Nurminen's score interval of the difference.", "As Mee's with N/(N − 1).",
      "Miettinen & Nurminen (1985), Statistics in Medicine 4, 213–226."
    ) {
      try ScoreComparison(control: $0, treatment: $1).difference(
        ShareFormulas.miettinenNurminenLevels(control: $0, treatment: $1, confidence: $2))
    },
    interval(
      "proportions.ratio.log", "Katz's interval of the ratio.",
      "ln r ± z·√(1/x₁ − 1/n₁ + 1/x₀ − 1/n₀); zero_results where an arm has none. Where every trial succeeded, with half a failure in each arm.",
      "Katz, Baptista, Azen & Pike (1978), Biometrics 34, 469–474; half a failure as DescTools' BinomRatioCI.", within: .notNegative
    ) { try ShareFormulas.logRatio(control: $0, treatment: $1, confidence: $2) },
    interval(
      "proportions.ratio.miettinen_nurminen", "Miettinen and Nurminen's score interval of the ratio.", "As Koopman's with N/(N − 1).",
      "Miettinen & Nurminen (1985), Statistics in Medicine 4, 213–226.", within: .notNegative
    ) {
      asRatio(
        try ScoreComparison(control: $0, treatment: $1).relative(
          ShareFormulas.miettinenNurminenLevels(control: $0, treatment: $1, confidence: $2)))
    },
    interval(
      "proportions.ratio.koopman", "Koopman's score interval of the ratio.",
      "All R with (p̂₁ − Rp̂₀)² ≤ z²·V(R), V at the constrained maximum; without N/(N − 1).", "Koopman (1984), Biometrics 40, 513–517.", within: .notNegative
    ) { asRatio(try ScoreComparison(control: $0, treatment: $1).relative(SideLevels(confidence: $2))) },
  ]

  /// A test of one degree of freedom, whose root has a direction.
  static func write(_ test: CountTables.Result, signedRoot: Double, _ request: CalcRequest, to result: inout CalcResult) throws {
    result.number("statistic", test.statistic)
    result.number("degrees_of_freedom", test.degreesOfFreedom)
    let tails = TailedTest(z: signedRoot)
    result.test(try request.alternative(), twoSided: test.pValue, greater: tails.higher, less: tails.lower)
  }

  static func write(_ test: CountTables.Result, to result: inout CalcResult) {
    result.number("statistic", test.statistic)
    result.number("degrees_of_freedom", test.degreesOfFreedom)
    result.pValue(test.pValue)
  }
}
