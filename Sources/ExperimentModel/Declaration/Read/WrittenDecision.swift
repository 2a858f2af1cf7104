internal import ExperimentStatistics

/// `decision:` as written, in an experiment or among the workspace's defaults; nil where nothing was said.
struct WrittenDecision: Hashable, Sendable {
  /// The size of `minimum_effect` before the metric says what it may be.
  enum Effect: Hashable, Sendable {
    case relative(Double)
    /// A bare number below 1 reads as a share, but could have been meant in the metric's unit.
    case bareShare(Double)
    case points(Double)
    case money(Double, currencies: [String])
    case number(Double)
  }

  var confidence: Marked<Double>?
  var power: Marked<Double>?
  var minimumEffect: Marked<Effect>?
  var looks: Marked<AnalysisPlan.Looks>?
  var spending: Marked<WrittenSpending>?
  /// 0 is off.
  var futility: Marked<Double>?
  var minimumDays: Marked<Int>?
  var correction: Marked<AnalysisPlan.Correction>?
  var daily: Marked<AnalysisPlan.DailyComparison>?
  var exact: Marked<Bool>?
  /// 1: days scatter by chance alone.
  var dispersion: Marked<Int>?
  var scaleValue: Marked<Double>?
  var accept: Marked<[String]>?

  static func read(_ node: SourceNode, currency: String?, log: ProblemLog) -> WrittenDecision {
    let what = ValueSentences.quoted("decision")
    guard let reader = MappingReader(node, DecisionKeys.root, log: log, what: what) else { return WrittenDecision() }
    var decision = WrittenDecision()
    decision.confidence = reader.fraction("confidence")
    decision.power = reader.fraction("power")
    decision.minimumEffect = reader.node("minimum_effect").flatMap { effect($0, log: log) }
    decision.looks = reader.node("looks").flatMap { looks($0, log: log) }
    decision.spending = reader.node("spending").flatMap { spending($0, log: log) }
    decision.futility = reader.node("futility").flatMap { futility($0, log: log) }
    decision.minimumDays = reader.integer("minimum_days")
    decision.correction = reader.choice("correction").flatMap { choice in
      AnalysisPlan.Correction(rawValue: choice.value).map { Marked(value: $0, mark: choice.mark) }
    }
    decision.daily = reader.choice("daily").flatMap { choice in
      AnalysisPlan.DailyComparison(rawValue: choice.value).map { Marked(value: $0, mark: choice.mark) }
    }
    decision.exact = reader.flag("exact")
    decision.dispersion = reader.integer("dispersion")
    decision.scaleValue = reader.money("scale_value", in: currency)
    if reader.has("accept"), let mark = reader.node("accept")?.mark {
      let kinds = ["switchback", "before-after", "observational"]
      let accepted = reader.list("accept", atMost: 10).compactMap {
        ScalarReading.choice($0, "accept", among: kinds, log: log)?.value
      }
      decision.accept = Marked(value: accepted, mark: mark)
    }
    return decision
  }

  /// What this one does not say is taken from the defaults.
  func filled(from defaults: WrittenDecision) -> WrittenDecision {
    var result = self
    result.confidence = confidence ?? defaults.confidence
    result.power = power ?? defaults.power
    result.minimumEffect = minimumEffect ?? defaults.minimumEffect
    // A default must not contradict what the experiment itself says of the pair: `spending: none` is one look, `looks: 4` is not.
    result.looks = looks ?? (spending?.value == .nothing ? nil : defaults.looks)
    result.spending = spending ?? (looks != nil && defaults.spending?.value == .nothing ? nil : defaults.spending)
    result.futility = futility ?? defaults.futility
    result.minimumDays = minimumDays ?? defaults.minimumDays
    result.correction = correction ?? defaults.correction
    result.daily = daily ?? defaults.daily
    result.exact = exact ?? defaults.exact
    result.dispersion = dispersion ?? defaults.dispersion
    result.scaleValue = scaleValue ?? defaults.scaleValue
    result.accept = accept ?? defaults.accept
    return result
  }

  private static func effect(_ node: SourceNode, log: ProblemLog) -> Marked<Effect>? {
    let name = "minimum_effect"
    let expected = ExperimentSentences.effect
    guard let text = node.text else {
      ScalarReading.wrong(node, name, expected, log: log)
      return nil
    }
    let effect: Effect
    if let number = WrittenNumber(text) {
      effect =
        switch number.suffix {
        case .percent: .relative(number.value)
        case .percentagePoints: .points(number.value)
        case .none: number.value < 1 ? .bareShare(number.value) : .number(number.value)
        }
    } else if let money = WrittenMoney(text) {
      if let doubt = money.doubt(text) {
        log.error("ambiguous_number", at: node.mark, ValueSentences.doubtful(name, doubt))
        return nil
      }
      effect = .money(money.value, currencies: money.currencies)
    } else {
      ScalarReading.wrong(node, name, expected, log: log)
      return nil
    }
    let (size, most): (Double, Double) =
      switch effect {
      case .relative(let value): (value, 100)
      case .points(let value): (value, 1)
      case .bareShare(let value), .number(let value), .money(let value, _): (value, 9e15)
      }
    guard size >= 1e-9, size <= most else {
      let hint =
        size < 0
        ? ExperimentSentences.sizeOnly : nil
      ScalarReading.outOfRange(node, name, ExperimentSentences.aboveZero, log: log, hint: hint)
      return nil
    }
    return Marked(value: effect, mark: node.mark)
  }

  private static func looks(_ node: SourceNode, log: ProblemLog) -> Marked<AnalysisPlan.Looks>? {
    switch node.text {
    case "auto": return Marked(value: .auto, mark: node.mark)
    case "fixed": return Marked(value: .fixed, mark: node.mark)
    default:
      if let text = node.text, WrittenNumber(text) == nil {
        _ = ScalarReading.choice(node, "looks", among: ["auto", "fixed", "1…100"], log: log)
        return nil
      }
      return ScalarReading.integer(node, "looks", 1...100, log: log).map { Marked(value: .count($0.value), mark: $0.mark) }
    }
  }

  private static func spending(_ node: SourceNode, log: ProblemLog) -> Marked<WrittenSpending>? {
    guard let text = node.text else {
      ScalarReading.wrong(node, "spending", ExperimentSentences.spending, log: log)
      return nil
    }
    switch WrittenSpending.read(text) {
    case .success(let spending): return Marked(value: spending, mark: node.mark)
    case .failure(.parameter(let message)):
      log.error("out_of_range", at: node.mark, message)
      return nil
    case .failure(.unknown):
      _ = ScalarReading.choice(node, "spending", among: WrittenSpending.choices, log: log)
      return nil
    }
  }

  private static func futility(_ node: SourceNode, log: ProblemLog) -> Marked<Double>? {
    if let text = node.text, WrittenFlag.read(text) == false || text == "none" { return Marked(value: 0, mark: node.mark) }
    return ScalarReading.fraction(node, "futility", .above(0, to: 0.5), log: log)
  }
}
