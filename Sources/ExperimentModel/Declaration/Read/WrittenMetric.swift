/// A metric as written: its type's keys read and checked, its columns not yet looked up.
struct WrittenMetric: Hashable, Sendable {
  let name: String
  let mark: SourceMark
  let kind: MetricKind<WrittenValue>
  let title: String?
  let direction: Metric.Direction
  let unit: String?
  let missing: Metric.MissingRule
  let within: Int?
  let outcomeLag: Int?
  let vanity: Bool?
  let winsorize: Double?
  let covariate: Marked<String>?
  let strata: Marked<String>?
  let segments: [WrittenSegment]
  /// Whether `segments:` was written, an empty list included.
  let namesSegments: Bool

  static func read(_ entry: SourceNode.Entry, log: ProblemLog) -> WrittenMetric? {
    let what = MetricSentences.metric(entry.key.shortened)
    guard let type = type(of: entry, what: what, log: log), let table = MetricKeys.table(type),
      let reader = MappingReader(
        entry.value, table, log: log, what: MetricSentences.typed(what, type))
    else { return nil }
    _ = reader.choice("type")
    let common = (
      title: reader.text("title"), direction: reader.choice("direction"), unit: reader.text("unit"), missing: reader.choice("missing"),
      lag: reader.days("outcome_lag"), vanity: reader.flag("vanity"), segments: WrittenSegment.read(reader)
    )
    if let missing = common.missing, missing.value == "failure", type != "proportion" {
      log.error(
        "conflict", at: missing.mark,
        MetricSentences.failureOfNoShare)
    }
    let parts = WrittenMetricParts.read(reader, type: type, what: what)
    let isAdjustable = MetricKeys.adjustable.contains(type)
    let winsorize = isAdjustable ? reader.fraction("winsorize")?.value : nil
    let covariate = isAdjustable ? reader.text("covariate") : nil
    let strata = MetricKeys.stratifiable.contains(type) ? reader.text("strata") : nil
    guard let parts else { return nil }
    return WrittenMetric(
      name: entry.key, mark: entry.keyMark, kind: parts.kind, title: common.title?.value,
      direction: common.direction.flatMap { Metric.Direction(rawValue: $0.value) } ?? parts.kind.facts.usualDirection,
      unit: common.unit?.value, missing: common.missing.flatMap { Metric.MissingRule(rawValue: $0.value) } ?? .exclude,
      within: parts.within, outcomeLag: common.lag?.value, vanity: common.vanity?.value, winsorize: winsorize, covariate: covariate, strata: strata,
      segments: common.segments, namesSegments: reader.has("segments"))
  }

  private static func type(of entry: SourceNode.Entry, what: BilingualText, log: ProblemLog) -> String? {
    guard let entries = entry.value.entries else {
      let allowed = MetricKeys.names.joined(separator: ", ")
      log.error(
        entry.value.isEmpty ? "empty_value" : "wrong_type", at: entry.value.mark,
        MetricSentences.needsMapping(what, types: allowed, found: entry.value.found))
      return nil
    }
    guard let type = entries.first(where: { $0.key == "type" })?.value else {
      let near = entries.first { Spelling.nearest($0.key, among: ["type"]) != nil }
      log.error(
        "missing_key", at: near?.keyMark ?? entry.keyMark,
        MetricSentences.needsType(what, types: MetricKeys.names, near: near?.key))
      return nil
    }
    return ScalarReading.choice(type, "type", among: MetricKeys.names, log: log)?.value
  }

  /// Stable text of what the metric is, so that a change after the start can be named.
  var canonical: String {
    let facts = kind.facts
    var parts = ["\(name): \(kind.name)", facts.numerator.canonical]
    if case .quantile(let level) = facts.statistic { parts.append("quantile \(level)") }
    if let denominator = facts.denominator { parts.append("per \(denominator.canonical)") }
    parts.append(direction.rawValue)
    parts.append("missing \(missing.rawValue)")
    if let within { parts.append("within \(within)d") }
    if let outcomeLag { parts.append("outcome_lag \(outcomeLag)d") }
    if let winsorize { parts.append("winsorize \(winsorize)") }
    if let covariate { parts.append("covariate \(covariate.value)") }
    if let strata { parts.append("strata \(strata.value)") }
    return parts.joined(separator: ", ")
  }
}

/// What the type makes of its own keys.
struct WrittenMetricParts {
  let kind: MetricKind<WrittenValue>
  var within: Int?

  static func read(_ reader: MappingReader, type: String, what: BilingualText) -> WrittenMetricParts? {
    func pair(_ top: String, _ bottom: String, _ make: (WrittenValue, WrittenValue) -> MetricKind<WrittenValue>) -> WrittenMetricParts? {
      let (top, bottom) = (reader.value(top), reader.value(bottom))
      guard let top, let bottom else { return nil }
      return WrittenMetricParts(kind: make(top, bottom))
    }
    switch type {
    case "proportion": return proportion(reader, what: what)
    case "mean": return mean(reader, what: what)
    case "ratio": return pair("numerator", "denominator") { .ratio(numerator: $0, denominator: $1) }
    case "cost_per": return pair("cost", "per") { .costPer(cost: $0, results: $1) }
    case "return_on": return pair("value", "cost") { .returnOn(value: $0, cost: $1) }
    case "rate": return pair("count", "per") { .rate(count: $0, exposure: $1) }
    case "repeat":
      let within = reader.days("within")?.value
      guard let event = reader.text("event"), let within else { return nil }
      let value = WrittenValue(source: .event(name: event.value, aggregate: .count, within: within), mark: event.mark)
      return WrittenMetricParts(kind: .repeatPurchase(event: value), within: within)
    case "nps":
      return reader.value("score").map { WrittenMetricParts(kind: .netPromoterScore(score: $0)) }
    case "quantile":
      let level = reader.fraction("quantile")?.value
      guard let value = reader.value("value"), let level else { return nil }
      return WrittenMetricParts(kind: .quantile(level, of: value))
    default: preconditionFailure("metric type '\(type)' has keys but no reader")
    }
  }

  private static func proportion(_ reader: MappingReader, what: BilingualText) -> WrittenMetricParts? {
    let daily = reader.has("numerator") || reader.has("denominator")
    let forms = [daily, reader.has("value"), reader.has("event")].filter { $0 }.count
    let numerator = reader.value("numerator")
    let denominator = reader.value("denominator")
    let value = reader.value("value")
    let event = reader.text("event")
    let within = reader.days("within")
    let limits = Limits.read(reader)
    guard forms == 1 else {
      reader.log.error(
        forms == 0 ? "missing_key" : "conflict", at: reader.mark,
        MetricSentences.shareNeeds(what))
      return nil
    }
    if daily {
      reader.refuse(["at_least", "at_most", "within"], with: "numerator")
      for key in ["numerator", "denominator"] where !reader.has(key) {
        reader.log.error(
          "missing_key", at: reader.mark, ValueSentences.needs(what, key))
      }
      guard let numerator, let denominator else { return nil }
      return WrittenMetricParts(kind: .proportion(successes: numerator, trials: denominator))
    }
    if reader.has("event") {
      reader.refuse(["at_least", "at_most"], with: "event")
      guard let event else { return nil }
      let source = WrittenValue.Source.event(name: event.value, aggregate: .any, within: within?.value)
      return WrittenMetricParts(kind: .proportion(successes: WrittenValue(source: source, mark: event.mark), trials: nil), within: within?.value)
    }
    guard var value else { return nil }
    if limits.atLeast != nil || limits.atMost != nil {
      guard value.atLeast == nil, value.atMost == nil else {
        reader.refuse(["at_least", "at_most"], with: "value")
        return nil
      }
      value.atLeast = limits.atLeast
      value.atMost = limits.atMost
    }
    // `within` on a value says how long its outcome takes: it sets the lag.
    return WrittenMetricParts(kind: .proportion(successes: value, trials: nil), within: within?.value)
  }

  private static func mean(_ reader: MappingReader, what: BilingualText) -> WrittenMetricParts? {
    let value = reader.value("value")
    let event = reader.text("event")
    let aggregate = reader.choice("aggregate").flatMap { ValueExpression.Aggregate(rawValue: $0.value) }
    let within = reader.days("within")?.value
    guard reader.has("value") != reader.has("event") else {
      reader.log.error(
        reader.has("value") ? "conflict" : "missing_key", at: reader.mark,
        MetricSentences.needsValueOrEvent(what))
      return nil
    }
    if reader.has("value") {
      reader.refuse(["aggregate"], with: "value")
      return value.map { WrittenMetricParts(kind: .mean(value: $0), within: within) }
    }
    guard let event else { return nil }
    let source = WrittenValue.Source.event(name: event.value, aggregate: aggregate ?? .count, within: within)
    return WrittenMetricParts(kind: .mean(value: WrittenValue(source: source, mark: event.mark)), within: within)
  }
}
