/// The number of a row as it is written: columns are still text, not yet looked up among the tables.
struct WrittenValue: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    /// A plain scalar: a column, or `rows`.
    case plain(Marked<String>)
    case column(Marked<String>)
    case equals(Marked<String>, [String])
    case elapsed(from: Marked<String>, to: Marked<String>, unit: ValueExpression.TimeUnit)
    case event(name: String, aggregate: ValueExpression.Aggregate, within: Int?)
  }

  let source: Source
  var atLeast: Double?
  var atMost: Double?
  let mark: SourceMark

  static func read(_ node: SourceNode, _ name: String, log: ProblemLog) -> WrittenValue? {
    if node.entries == nil {
      return ScalarReading.text(node, name, limit: 200, log: log).map { WrittenValue(source: .plain($0), mark: node.mark) }
    }
    let what = ValueSentences.quoted(name)
    guard let reader = MappingReader(node, MetricKeys.value, log: log, what: what) else { return nil }
    let column = reader.text("column")
    let from = reader.text("from")
    let to = reader.text("to")
    let unit = reader.choice("in")
    let event = reader.text("event")
    let kinds = [reader.has("column"), reader.has("from") || reader.has("to"), reader.has("event")]
    guard kinds.filter({ $0 }).count == 1 else {
      log.error(
        "conflict", at: node.mark,
        TableSentences.noValue(name))
      return nil
    }
    let bounds = Limits.read(reader)
    if let column {
      let equals = reader.texts("equals", atMost: 200)
      if reader.has("equals"), equals.isEmpty { return nil }
      reader.refuse(["in", "aggregate", "within"], with: "column")
      if reader.has("equals") {
        reader.refuse(["at_least", "at_most"], with: "equals")
        return WrittenValue(source: .equals(column, equals.map(\.value)), mark: node.mark)
      }
      return WrittenValue(source: .column(column), atLeast: bounds.atLeast, atMost: bounds.atMost, mark: node.mark)
    }
    if let event {
      reader.refuse(["equals", "in"], with: "event")
      let aggregate = reader.choice("aggregate").flatMap { ValueExpression.Aggregate(rawValue: $0.value) } ?? .count
      let source = Source.event(name: event.value, aggregate: aggregate, within: reader.days("within")?.value)
      return WrittenValue(source: source, atLeast: bounds.atLeast, atMost: bounds.atMost, mark: node.mark)
    }
    if kinds[1] {
      reader.refuse(["equals", "aggregate", "within"], with: "from")
      for key in ["from", "to", "in"] where !reader.has(key) {
        log.error(
          "missing_key", at: node.mark,
          TableSentences.elapsedNeeds(key, of: name))
      }
      guard let from, let to, let unit = unit.flatMap({ ValueExpression.TimeUnit(rawValue: $0.value) }) else { return nil }
      return WrittenValue(
        source: .elapsed(from: from, to: to, unit: unit), atLeast: bounds.atLeast, atMost: bounds.atMost, mark: node.mark)
    }
    return nil
  }

  /// Stable text of what is measured, without its place.
  var canonical: String {
    var text =
      switch source {
      case .plain(let column): column.value
      case .column(let column): "column(\(column.value))"
      case .equals(let column, let values): "\(column.value) = \(values.joined(separator: " | "))"
      case .elapsed(let from, let to, let unit): "\(unit.rawValue)(\(from.value) → \(to.value))"
      case .event(let name, let aggregate, let within): "\(aggregate.rawValue)(event \(name)\(within.map { " within \($0)d" } ?? ""))"
      }
    if let atLeast { text += " ≥ \(atLeast)" }
    if let atMost { text += " ≤ \(atMost)" }
    return text
  }
}

/// `at_least` and `at_most`.
struct Limits {
  let atLeast: Double?
  let atMost: Double?

  static func read(_ reader: MappingReader) -> Limits {
    let low = reader.number("at_least")
    let high = reader.number("at_most")
    if let low, let high, low.value > high.value {
      reader.log.error(
        "conflict", at: high.mark, ValueSentences.limitsCross)
    }
    return Limits(atLeast: low?.value, atMost: high?.value)
  }
}

extension MappingReader {
  /// Says that keys make no sense beside another.
  func refuse(_ names: [String], with other: String) {
    for name in names where has(name) {
      log.error(
        "conflict", at: keyMark(name), ValueSentences.doesNotGo(name, with: other))
    }
  }

  func value(_ name: String) -> WrittenValue? {
    guard case .value = shape(name) else { preconditionFailure("'\(name)' is not a value") }
    return node(name).flatMap { WrittenValue.read($0, name, log: log) }
  }

  /// The entries of a mapping with names of the writer's own.
  func named(_ name: String, atMost limit: Int) -> [SourceNode.Entry] {
    guard let node = node(name) else { return [] }
    guard let entries = node.entries else {
      ScalarReading.wrong(node, name, ValueSentences.mappingOfNames, log: log)
      return []
    }
    guard entries.count <= limit else {
      ScalarReading.outOfRange(node, name, ValueSentences.mostEntries(limit), log: log)
      return []
    }
    var seen: Set<String> = []
    return entries.filter { entry in
      let valid = !entry.key.isEmpty && entry.key.count <= 100 && !entry.key.unicodeScalars.contains { $0.value < 0x20 }
      if !valid {
        log.error(
          "bad_name", at: entry.keyMark, ValueSentences.badName(in: name))
      }
      return valid && seen.insert(entry.key).inserted
    }
  }
}
