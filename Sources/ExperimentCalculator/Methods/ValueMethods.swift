import ExperimentStatistics

extension CalcCatalogue {
  private static let values = CalcInput("values", .list(.number(.within(-1e100, 1e100)), atLeast: 1), "the values")
  private static let lower = CalcInput("lower", .number(.probability), default: "0", "quantile below which values are raised to it")
  private static let upper = CalcInput("upper", .number(.probability), default: "0.99", "quantile above which values are lowered to it")
  private static let probability = CalcInput("probability", .number(.probability), default: "0.5", "which quantile")
  private static let sample = CalcShape.list(.number(.within(-1e100, 1e100)), atLeast: 1)
  private static let samples = [CalcInput("control", sample, "values of the control"), CalcInput("treatment", sample, "values of the treatment")]
  private static let draws = CalcInput(
    "draws", .count(.within(100, 1_000_000)), default: "", "where there are too many arrangements; when left out 10,000, fewer of a treatment above 4,000")
  private static let seed = CalcInput("seed", .count(.notNegative), default: "1", "of the draws")
  private static let continuity = CalcInput("continuity", .flag, default: "true", "correct the normal approximation by ½")

  static let valueMethods: [CalcMethod] = [
    CalcMethod(
      "values.moments", .values, "Count, mean and spread.", inputs: [values],
      outputs: ["count", "mean", "variance", "standard_deviation", "minimum", "maximum"].map {
        CalcOutput($0, $0 == "variance" ? "over count − 1; null of one value" : "of the values")
      },
      definition: "Two passes, the second about the mean, its rounding corrected.", source: "Chan, Golub & LeVeque (1983), American Statistician 37, eq. 1.7.",
      validity: "Any numbers.", cost: "O(n)"
    ) { request, result in
      let sample = SampleValues(try request.numbers(values))
      result.integer("count", sample.sorted.count)
      result.number("mean", sample.mean)
      result.number("variance", sample.sorted.count > 1 ? sample.variance : nil)
      result.number("standard_deviation", sample.sorted.count > 1 ? sample.variance.squareRoot() : nil)
      result.number("minimum", sample.sorted.first)
      result.number("maximum", sample.sorted.last)
    },
    CalcMethod(
      "values.quantile", .values, "A quantile with its order-statistic interval.", inputs: [values, probability, .alternative, .confidence], outputs: CalcOutput.interval,
      definition: "Hyndman and Fan's type 7; bounds x₍l₎ and x₍u₎ with binomial tails of at most (1 − confidence)/2 each, unbounded where no order statistic reaches.",
      source: "Hyndman & Fan (1996), American Statistician 50, 361–365; Conover (1999), §3.2.", validity: "Independent values.", cost: "O(n log n)"
    ) { request, result in
      let sample = SampleValues(try request.numbers(values))
      let p = try request.number(probability)
      let (low, high) = sample.quantileInterval(p, confidence: try request.sidedConfidence())
      result.number("estimate", sample.quantile(p))
      result.bounds(lower: low, upper: high, try request.alternative(), within: .any)
      result.number("confidence", try request.confidence())
      try result.side(request)
    },
    CalcMethod(
      "values.winsorize", .values, "Values drawn in to two quantiles.", inputs: [values, lower, upper],
      outputs: [
        CalcOutput("values", "in the order given"), CalcOutput("lower", "the lower quantile"), CalcOutput("upper", "the upper quantile"), CalcOutput("changed", "how many"),
      ],
      definition: "Hyndman and Fan's type-7 quantiles of all values.", source: "Tukey (1962); Hyndman & Fan (1996).", validity: "lower at most upper.", cost: "O(n log n)"
    ) { request, result in
      let given = try request.numbers(values)
      let (a, b) = (try request.number(lower), try request.number(upper))
      guard a <= b else { throw request.unfit(lower, "at most upper (\(b))") }
      let sample = SampleValues(given)
      let (low, high) = (sample.quantile(a), sample.quantile(b))
      let drawn = given.map { min(max($0, low), high) }
      result.numbers("values", drawn)
      result.number("lower", low)
      result.number("upper", high)
      result.integer("changed", zip(given, drawn).count { $0 != $1 })
    },
    CalcMethod(
      "values.mann_whitney", .values, "Two samples by ranks.", inputs: samples + [.alternative, .idleConfidence, continuity],
      outputs: [CalcOutput("statistic", "U of the treatment"), CalcOutput("probability_higher", "U / (n₁n₀)"), CalcOutput("method", "exact or normal")] + CalcOutput.test,
      definition: "Exact without ties and below 50 in both arms (twice the smaller tail), else the normal with the ties' variance and, unless told otherwise, the ½.",
      source: "Mann & Whitney (1947); Lehmann (1975), Nonparametrics, §1.2, eq. 1.40.", validity: "zero_variance when all values are equal.", cost: "O(n log n); exact O(n₁²n₀²/4)"
    ) { request, result in
      let test = try RankSum(control: try request.numbers(samples[0]), treatment: try request.numbers(samples[1]), hasContinuity: try request.flag(continuity))
      result.number("probability_higher", test.probabilityHigher)
      result.text("method", test.isExact ? "exact" : "normal")
      result.test(try request.alternative(), of: test.test)
    },
    CalcMethod(
      "values.permutation", .values, "Two means by rearranging the values.", inputs: samples + [.alternative, .idleConfidence, draws, seed],
      outputs: [.estimate, CalcOutput("method", "exact or drawn"), CalcOutput("arrangements", "looked at")] + CalcOutput.test,
      definition: "Share of arrangements whose difference of means is at least the observed (two-sided: in size); exact up to 200,000 arrangements, else (hits + 1)/(draws + 1).",
      source: "Pitman (1937); Phipson & Smyth (2010), SAGMB 9, 39.", validity: "Exchangeable values; draws times values of the treatment at most 40,000,000.",
      cost: "O(arrangements · n)"
    ) { request, result in
      let (control, treatment) = (try request.numbers(samples[0]), try request.numbers(samples[1]))
      let count = try request.optionalCount(draws)
      if let count, count > PermutationTest.mostDrawn / treatment.count {
        throw request.unfit(draws, "at most \(PermutationTest.mostDrawn / treatment.count) with \(treatment.count) values in the treatment")
      }
      let test = try PermutationTest(control: control, treatment: treatment, draws: count, seed: UInt64(try request.number(seed)))
      result.number("estimate", test.estimate)
      result.text("method", test.isExact ? "exact" : "drawn")
      result.integer("arrangements", test.arrangements)
      result.test(try request.alternative(), of: test.test)
    },
  ]
}
