import ExperimentStatistics

extension CalcInput {
  static let confidence = CalcInput(
    "confidence", .number(.level), default: "0.95", "of the interval; with a one-sided alternative of its one bound, then above 0.5")
  static let alternative = CalcInput(
    "alternative", .choice(["two-sided", "greater", "less"]), default: "\"two-sided\"",
    "of treatment over control, of one arm over any value; greater leaves the interval its lower bound, less its upper one")
  /// Taken by every method that tests or estimates, so that one form of line serves them all.
  static let idleConfidence = CalcInput(confidence.name, confidence.shape, default: "0.95", "taken, as everywhere; there is no interval here")
  static let idleAlternative = CalcInput(
    alternative.name, alternative.shape, default: "\"two-sided\"", "taken, as everywhere; this has no direction, and the answer says how it was used")
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

  /// The confidence of the two-sided interval of which the asked side is a bound at the request's own: one side has the whole error.
  func sidedConfidence() throws -> Double {
    let confidence = try confidence()
    guard try alternative() != .twoSided else { return confidence }
    guard confidence > 0.5 else { throw unfit(.confidence, "a number above 0.5 with a one-sided alternative") }
    return 2 * confidence - 1
  }

  /// Levels of both sides, of which a one-sided alternative shows one.
  func levels() throws -> SideLevels { SideLevels(confidence: try sidedConfidence()) }

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

  /// `lower` and `upper` on the sides that the alternative asks for; the other side ends where the quantity does.
  mutating func bounds(lower: Double?, upper: Double?, _ alternative: CalcAlternative, within range: CalcRange) {
    interval(lower: alternative == .less ? range.lower : lower, upper: alternative == .greater ? range.upper : upper)
  }

  /// `estimate`, `lower`, `upper` and `confidence` of an interval made at the request's `levels` or `sidedConfidence`.
  mutating func interval(_ interval: SidedInterval, _ request: CalcRequest, within range: CalcRange = .any) throws {
    let alternative = try request.alternative()
    number("estimate", interval.estimate)
    bounds(lower: interval.lower.value, upper: interval.upper.value, alternative, within: range)
    number("confidence", try request.confidence())
  }

  /// Which alternative an interval without a test is of, where it is not two-sided.
  mutating func side(_ request: CalcRequest) throws {
    let alternative = try request.alternative()
    if alternative != .twoSided { text("alternative", alternative.name) }
  }

  /// How the alternative was used by what has no direction.
  mutating func undirected(_ request: CalcRequest) throws {
    guard request.has(.alternative) else { return }
    text("alternative", CalcAlternative.twoSided.name)
    if try request.alternative() != .twoSided { text("note", "this has no direction: the alternative asked for does not change it") }
  }

  /// An interval under a key of its own, or null with the reason.
  mutating func interval(_ key: StaticString, _ interval: Result<SidedInterval, NoAnswer>, _ request: CalcRequest, within range: CalcRange) throws {
    try object(key) { result in
      switch interval {
      case .success(let interval): try result.interval(interval, request, within: range)
      case .failure(let reason):
        for key: StaticString in ["estimate", "lower", "upper"] { result.null(key) }
        result.text("reason", reason.code)
      }
    }
  }
}
