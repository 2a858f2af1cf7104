import ExperimentStatistics

extension CalcCatalogue {
  private static let path = CalcInput("path", .list(.text, atLeast: 1), "channels in the order they were met")
  private static let conversions = CalcInput("conversions", .number(.within(0, 1e15)), default: "0", "journeys of this path that converted")
  private static let value = CalcInput("value", .number(.within(-1e15, 1e15)), default: "0", "what they brought")
  private static let nulls = CalcInput("nulls", .number(.within(0, 1e15)), default: "0", "journeys that did not convert")
  private static let paths = CalcInput("paths", .list(.object([path, conversions, value, nulls]), atLeast: 1), "journeys by path")
  private static let order = CalcInput("order", .count(.within(1, 8)), default: "1", "channels that make a state")
  private static let halfLife = CalcInput("half_life", .number(CalcRange(lower: 1e-6, upper: 1e6)), default: "1", "steps")
  private static let draws = CalcInput("draws", .count(.within(20, 100_000)), default: "", "of the bootstrap; no intervals when left out")
  private static let seed = CalcInput("seed", .count(.notNegative), default: "1", "of the bootstrap")
  private static let outputs: [CalcOutput] = [
    CalcOutput("credit", "conversions by channel; they sum to all conversions"), CalcOutput("value", "value by channel"),
  ]

  private static func touchPaths(_ request: CalcRequest) throws -> TouchPaths {
    var all = TouchPaths()
    for row in try request.objects(paths) {
      try all.append(
        try row.texts(path), conversions: try row.number(conversions), value: try row.number(value), nulls: try row.number(nulls))
    }
    return all
  }

  private static func write(_ method: AttributionMethod, isDataDriven: Bool, _ request: CalcRequest, to result: inout CalcResult) throws {
    let paths = try touchPaths(request)
    let attribution = try Attribution(paths, method: method)
    byChannel("credit", attribution.channels, attribution.conversions, to: &result)
    byChannel("value", attribution.channels, attribution.value, to: &result)
    guard isDataDriven, let count = try request.optionalCount(draws) else { return }
    var generator = SeededGenerator(seed: UInt64(try request.number(seed)))
    let intervals = try Attribution.bootstrap(paths, method: method, confidence: try request.confidence(), draws: count, using: &generator)
    result.object("intervals") { result in
      for (channel, interval) in zip(attribution.channels, intervals) {
        result.object(named: channel) { $0.interval(lower: interval.lower, upper: interval.upper) }
      }
    }
    result.number("confidence", try request.confidence())
  }

  private static func byChannel(_ key: StaticString, _ channels: [String], _ values: [Double], to result: inout CalcResult) {
    result.object(key) { result in
      for (channel, value) in zip(channels, values) {
        result.json.key(channel)
        result.json.number(value, for: channel)
      }
    }
  }

  private static func rule(_ name: String, _ summary: String, _ definition: String, _ method: AttributionMethod) -> CalcMethod {
    CalcMethod(
      name, .attribution, summary, inputs: [paths], outputs: outputs, definition: definition,
      source: "The rules of the field's analytics tools.", validity: "Any paths; zeros without conversions.", cost: "O(touches)"
    ) { request, result in try write(method, isDataDriven: false, request, to: &result) }
  }

  static let attributionMethods: [CalcMethod] = [
    CalcMethod(
      "attribution.markov", .attribution, "Credit by what removing a channel from the chain of journeys would lose.",
      inputs: [paths, order, draws, seed, .confidence], outputs: outputs + [CalcOutput("intervals", "by channel, given draws")],
      definition: "A state is the last k channels; removing a channel sends every state whose last channel it is to null; credit is the removal effects "
        + "normalised to the conversions; the chain is solved, not simulated. Intervals: Poisson bootstrap over journeys, percentiles.",
      source: "Anderl, Becker, von Wangenheim & Schumann (2016), IJRM 33, 457–474.", validity: "Up to 800 states; draws times (states³ + touches + 20 paths) at most 1e8.",
      cost: "O(touches + states³)"
    ) { request, result in try write(.markov(order: try request.count(order)), isDataDriven: true, request, to: &result) },
    CalcMethod(
      "attribution.shapley", .attribution, "Credit by Shapley's value.",
      inputs: [paths, draws, seed, .confidence], outputs: outputs + [CalcOutput("intervals", "by channel, given draws")],
      definition: "v(S) = conversions of the paths whose channels all lie in S; then every path's conversions are shared equally by its distinct channels, "
        + "which is exact for any number of channels. Intervals: Poisson bootstrap over journeys, percentiles.",
      source: "Shapley (1953); Zhao, Mahboobi & Bagheri (2018), arXiv:1804.05327.", validity: "Any paths; draws times (touches + 20 paths) at most 1e8.", cost: "O(touches)"
    ) { request, result in try write(.shapley, isDataDriven: true, request, to: &result) },
    rule("attribution.first", "All credit to the first touch.", "The first channel of the path.", .first),
    rule("attribution.last", "All credit to the last touch.", "The last channel of the path.", .last),
    rule("attribution.linear", "Equal credit to every touch.", "1 / touches each, repeated channels as often as they stand.", .linear),
    CalcMethod(
      "attribution.time_decay", .attribution, "Credit halves with every half-life of steps before the conversion.",
      inputs: [paths, halfLife], outputs: outputs, definition: "Weight 2^(−steps before the last / half_life), normalised; half-life of 1 step unless given.",
      source: "The rules of the field's analytics tools.", validity: "Any paths.", cost: "O(touches)"
    ) { request, result in try write(.timeDecay(halfLife: try request.number(halfLife)), isDataDriven: false, request, to: &result) },
    rule("attribution.position", "40 % to the first, 40 % to the last, 20 % between them.", "Two touches 50/50; one touch all.", .position),
  ]
}
