import ExperimentStatistics

extension CalcInput {
  static let confidence = CalcInput("confidence", .number(.level), default: "0.95", "of the interval, two-sided")
  static let alternative = CalcInput(
    "alternative", .choice(["two-sided", "greater", "less"]), default: "\"two-sided\"", "of treatment over control")
  static let alpha = CalcInput("alpha", .number(.level), default: "0.05", "two-sided error rate")
  static let successes = CalcInput("successes", .count(.notNegative), "trials that succeeded, at most trials")
  static let trials = CalcInput("trials", .count(.notNegative), "all trials")
  static let shareControl = CalcInput("control", .object([successes, trials]), "the control arm")
  static let shareTreatment = CalcInput("treatment", .object([successes, trials]), "the treatment arm")
  static let results = CalcInput("results", .number(.within(0, 1e12)), "results, whole or fractional")
  static let cost = CalcInput("cost", .number(.within(0, 1e15)), "money spent (or any exposure)")
  static let costControl = CalcInput("control", .object([results, cost]), "the control arm")
  static let costTreatment = CalcInput("treatment", .object([results, cost]), "the treatment arm")
  static let count = CalcInput("count", .count(.from(1)), "units")
  static let mean = CalcInput("mean", .number(.within(-1e100, 1e100)), "their mean")
  static let variance = CalcInput("variance", .number(.within(0, 1e200)), "their sample variance, over count − 1")
  static let meanControl = CalcInput("control", .object([count, mean, variance]), "the control arm")
  static let meanTreatment = CalcInput("treatment", .object([count, mean, variance]), "the treatment arm")
  static let reference = CalcInput("reference", .choice(["t", "z"]), default: "\"t\"", "Student's t on the degrees of freedom, or the normal")
}

extension CalcOutput {
  static let estimate = CalcOutput("estimate", "the point estimate")
  static let lower = CalcOutput("lower", "lower end; null when unbounded")
  static let upper = CalcOutput("upper", "upper end; null when unbounded")
  static let interval: [CalcOutput] = [estimate, lower, upper, CalcOutput("confidence", "as used")]
  static let test: [CalcOutput] = [
    CalcOutput("p_value", "for the alternative"), CalcOutput("log10_p_value", "its base-10 logarithm"),
    CalcOutput("alternative", "as used"),
  ]
}

/// Which tail a p-value is of.
enum CalcAlternative: Int {
  case twoSided, greater, less

  var name: String {
    switch self {
    case .twoSided: "two-sided"
    case .greater: "greater"
    case .less: "less"
    }
  }
}

extension CalcRequest {
  func alternative() throws -> CalcAlternative { CalcAlternative(rawValue: try choice(.alternative)) ?? .twoSided }

  func confidence() throws -> Double { try number(.confidence) }

  /// Two-sided levels at the request's confidence.
  func levels() throws -> SideLevels { SideLevels(confidence: try confidence()) }

  /// Successes and trials of this object, successes at most trials.
  func share() throws -> (successes: Double, trials: Double) {
    let successes = try number(.successes)
    let trials = try number(.trials)
    guard successes <= trials else { throw unfit(.successes, "a whole number from 0 to trials (\(CalcRange.short(trials)))") }
    return (successes, trials)
  }

  func shareArm(_ input: CalcInput) throws -> SharesComparison.Arm {
    let (successes, trials) = try object(input).share()
    return .init(successes: successes, trials: trials)
  }

  /// An amount of something: none, or enough of it for its logarithm to be worked with.
  func measurable(_ input: CalcInput) throws -> Double {
    let value = try number(input)
    guard value == 0 || value >= 1e-6 else { throw unfit(input, "0 or a number from 1e-06") }
    return value
  }

  func costArm(_ input: CalcInput) throws -> ResultsAndExposure {
    let arm = try object(input)
    return .init(results: try arm.measurable(.results), exposure: try arm.measurable(.cost))
  }

  /// A mean with the variance of the mean.
  func meanArm(_ input: CalcInput) throws -> EstimatedArms.Arm {
    let arm = try object(input)
    let count = try arm.number(.count)
    guard count >= 2 else { throw NoAnswer.tooFewUnits(have: Int(count), need: 2) }
    return .init(estimate: try arm.number(.mean), variance: try arm.number(.variance) / count, degreesOfFreedom: count - 1)
  }
}

extension CalcResult {
  mutating func test(_ alternative: CalcAlternative, twoSided: @autoclosure () -> PValue, greater: @autoclosure () -> PValue, less: @autoclosure () -> PValue) {
    switch alternative {
    case .twoSided: pValue(twoSided())
    case .greater: pValue(greater())
    case .less: pValue(less())
    }
    text("alternative", alternative.name)
  }

  mutating func test(_ alternative: CalcAlternative, of comparison: some ArmComparison) {
    test(alternative, twoSided: comparison.twoSided, greater: comparison.higher, less: comparison.lower)
  }

  mutating func test(_ alternative: CalcAlternative, of test: TailedTest) {
    if let statistic = test.statistic { number("statistic", statistic) }
    self.test(alternative, twoSided: test.twoSided, greater: test.higher, less: test.lower)
  }

  /// `estimate`, `lower`, `upper` and `confidence`.
  mutating func interval(_ interval: SidedInterval, confidence: Double) {
    number("estimate", interval.estimate)
    self.interval(lower: interval.lower.value, upper: interval.upper.value)
    number("confidence", confidence)
  }

  /// An interval under a key of its own, or null with the reason.
  mutating func interval(_ key: StaticString, _ interval: Result<SidedInterval, NoAnswer>, confidence: Double) {
    object(key) { result in
      switch interval {
      case .success(let interval): result.interval(interval, confidence: confidence)
      case .failure(let reason):
        for key: StaticString in ["estimate", "lower", "upper"] { result.null(key) }
        result.text("reason", reason.code)
      }
    }
  }
}
