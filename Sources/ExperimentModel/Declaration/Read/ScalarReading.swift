/// Scalars by their shape: what was found, what is allowed, at its place.
extension MappingReader {
  func text(_ name: String) -> Marked<String>? {
    guard let node = node(name) else { return nil }
    switch shape(name) {
    case .text(let limit): return ScalarReading.text(node, name, limit: limit, log: log)
    case .column: return ScalarReading.text(node, name, limit: 200, log: log)
    case .identifier: return ScalarReading.identifier(node, name, log: log)
    default: preconditionFailure("'\(name)' is not text")
    }
  }

  func choice(_ name: String) -> Marked<String>? {
    guard case .choice(let choices) = shape(name) else { preconditionFailure("'\(name)' is not a choice") }
    return node(name).flatMap { ScalarReading.choice($0, name, among: choices, log: log) }
  }

  func flag(_ name: String) -> Marked<Bool>? {
    guard case .flag = shape(name) else { preconditionFailure("'\(name)' is not a flag") }
    guard let node = node(name) else { return nil }
    guard let value = node.text.flatMap(WrittenFlag.read) else {
      ScalarReading.wrong(node, name, ValueSentences.trueOrFalse, log: log)
      return nil
    }
    return Marked(value: value, mark: node.mark)
  }

  func fraction(_ name: String) -> Marked<Double>? {
    guard case .fraction(let bounds) = shape(name) else { preconditionFailure("'\(name)' is not a fraction") }
    return node(name).flatMap { ScalarReading.fraction($0, name, bounds, log: log) }
  }

  func number(_ name: String) -> Marked<Double>? {
    guard case .number(let bounds) = shape(name) else { preconditionFailure("'\(name)' is not a number") }
    return node(name).flatMap { ScalarReading.number($0, name, bounds, log: log) }
  }

  func money(_ name: String, in currency: String?) -> Marked<Double>? {
    guard case .money(let bounds) = shape(name) else { preconditionFailure("'\(name)' is not money") }
    return node(name).flatMap { ScalarReading.money($0, name, bounds, in: currency, log: log) }
  }

  func integer(_ name: String) -> Marked<Int>? {
    guard case .integer(let range) = shape(name) else { preconditionFailure("'\(name)' is not a whole number") }
    return node(name).flatMap { ScalarReading.integer($0, name, range, log: log) }
  }

  func days(_ name: String) -> Marked<Int>? {
    guard case .days(let range) = shape(name) else { preconditionFailure("'\(name)' is not a length of time") }
    guard let node = node(name) else { return nil }
    guard let text = node.text, let days = WrittenDays(text)?.days else {
      let hint = node.text.flatMap { WrittenNumber($0) } == nil ? "" : "'\(node.text ?? "")d'"
      ScalarReading.wrong(
        node, name,
        ValueSentences.days, log: log,
        hint: hint.isEmpty ? nil : ValueSentences.meant(hint))
      return nil
    }
    guard range.contains(days) else {
      ScalarReading.outOfRange(
        node, name, ValueSentences.days(in: range),
        log: log)
      return nil
    }
    return Marked(value: days, mark: node.mark)
  }

  func date(_ name: String) -> Marked<CalendarDay>? {
    guard case .date = shape(name) else { preconditionFailure("'\(name)' is not a date") }
    guard let node = node(name) else { return nil }
    guard let day = node.text.flatMap(WrittenDay.read) else {
      ScalarReading.wrong(node, name, ValueSentences.date, log: log)
      return nil
    }
    guard WrittenDay.years.contains(day.components.year) else {
      ScalarReading.outOfRange(node, name, ValueSentences.dates, log: log)
      return nil
    }
    return Marked(value: day, mark: node.mark)
  }

  /// A folder or a data file inside the workspace.
  func path(_ name: String) -> Marked<String>? {
    guard let node = node(name) else { return nil }
    return switch shape(name) {
    case .folder: ScalarReading.path(node, name, WrittenPath.problem, log: log)
    case .dataFile: ScalarReading.path(node, name, WrittenPath.dataProblem, log: log)
    default: preconditionFailure("'\(name)' is not a path")
    }
  }

  /// The items of a list, or the one value written without a list.
  func list(_ name: String, atMost limit: Int) -> [SourceNode] {
    guard case .list = shape(name) else { preconditionFailure("'\(name)' is not a list") }
    guard let node = node(name) else { return [] }
    guard let items = node.items else { return [node] }
    guard items.count <= limit else {
      ScalarReading.outOfRange(node, name, ValueSentences.mostEntries(limit), log: log)
      return []
    }
    return items.filter { item in
      if item.isEmpty {
        log.error("empty_value", at: item.mark, ValueSentences.emptyEntry(of: name))
      }
      return !item.isEmpty
    }
  }

  func texts(_ name: String, atMost limit: Int) -> [Marked<String>] {
    list(name, atMost: limit).compactMap { ScalarReading.text($0, name, limit: 200, log: log) }
  }
}

enum ScalarReading {
  static func text(_ node: SourceNode, _ name: String, limit: Int, log: ProblemLog) -> Marked<String>? {
    guard let text = node.text, !text.isEmpty else {
      wrong(node, name, ValueSentences.text, log: log)
      return nil
    }
    guard text.count <= limit else {
      outOfRange(node, name, ValueSentences.mostCharacters(limit), log: log)
      return nil
    }
    return Marked(value: text, mark: node.mark)
  }

  static func identifier(_ node: SourceNode, _ name: String, log: ProblemLog) -> Marked<String>? {
    guard let text = node.text else {
      wrong(node, name, ValueSentences.identifier, log: log)
      return nil
    }
    return checkIdentifier(text, name, at: node.mark, log: log) ? Marked(value: text, mark: node.mark) : nil
  }

  static func checkIdentifier(_ text: String, _ name: String, at mark: SourceMark, log: ProblemLog) -> Bool {
    let plain = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    if plain, !text.isEmpty, text.utf8.first != 45, text.utf8.count <= 64 { return true }
    let slug = Spelling.slug(text).map { String($0.prefix(64)) }
    log.error(
      "bad_id", at: mark,
      ValueSentences.badIdentifier(text.shortened, of: name, slug: slug))
    return false
  }

  static func choice(_ node: SourceNode, _ name: String, among choices: [String], log: ProblemLog) -> Marked<String>? {
    let allowed = choices.joined(separator: ", ")
    guard let text = node.text else {
      wrong(node, name, ValueSentences.choice(allowed), log: log)
      return nil
    }
    guard choices.contains(text) else {
      let hint = Spelling.hint(text, among: choices)
      log.error(
        "unknown_value", at: node.mark,
        ValueSentences.noChoice(name, allowed: allowed, found: node.found, hint: hint))
      return nil
    }
    return Marked(value: text, mark: node.mark)
  }

  static func fraction(_ node: SourceNode, _ name: String, _ bounds: Bounds, log: ProblemLog) -> Marked<Double>? {
    let allowed = bounds.text(percent: true)
    guard let text = node.text, let number = WrittenNumber(text), number.suffix != .percentagePoints else {
      wrong(node, name, ValueSentences.share, log: log)
      return nil
    }
    let bareHint =
      number.suffix == .none && number.value > 1
      ? ValueSentences.meantPercent(text) : ValueSentences.nothing
    // A bare 30 where a share is meant is a forgotten percent sign, not 3,000 %.
    guard bounds.contains(number.value), number.suffix == .percent || number.value <= 1 else {
      outOfRange(node, name, allowed, log: log, hint: bareHint)
      return nil
    }
    return Marked(value: number.value, mark: node.mark)
  }

  static func number(_ node: SourceNode, _ name: String, _ bounds: Bounds, log: ProblemLog) -> Marked<Double>? {
    guard let text = node.text, let number = WrittenNumber(text), number.suffix != .percentagePoints else {
      wrong(node, name, ValueSentences.number, log: log)
      return nil
    }
    guard bounds.contains(number.value) else {
      outOfRange(node, name, bounds.text(percent: false), log: log)
      return nil
    }
    return Marked(value: number.value, mark: node.mark)
  }

  static func integer(_ node: SourceNode, _ name: String, _ range: ClosedRange<Int>, log: ProblemLog) -> Marked<Int>? {
    guard let text = node.text, let number = WrittenNumber(text), number.suffix == .none, number.value == number.value.rounded() else {
      wrong(node, name, ValueSentences.wholeNumber, log: log)
      return nil
    }
    guard let value = Int(exactly: number.value), range.contains(value) else {
      outOfRange(
        node, name, ValueSentences.range(range), log: log)
      return nil
    }
    return Marked(value: value, mark: node.mark)
  }

  static func money(_ node: SourceNode, _ name: String, _ bounds: Bounds, in currency: String?, log: ProblemLog) -> Marked<Double>? {
    guard let text = node.text, let money = WrittenMoney(text) else {
      wrong(node, name, ValueSentences.money, log: log)
      return nil
    }
    if let doubt = money.doubt(text) {
      log.error("ambiguous_number", at: node.mark, ValueSentences.doubtful(name, doubt))
      return nil
    }
    if let currency, !money.currencies.isEmpty, !money.currencies.contains(currency) {
      log.error(
        "wrong_currency", at: node.mark,
        ValueSentences.wrongCurrency(name, written: money.currencies[0], workspace: currency))
      return nil
    }
    guard bounds.contains(money.value) else {
      outOfRange(node, name, bounds.text(percent: false), log: log)
      return nil
    }
    return Marked(value: money.value, mark: node.mark)
  }

  static func path(
    _ node: SourceNode, _ name: String, _ problem: (String) -> BilingualText?, log: ProblemLog
  ) -> Marked<String>? {
    guard let text = node.text, !text.isEmpty else {
      wrong(node, name, ValueSentences.path, log: log)
      return nil
    }
    if let problem = problem(text) {
      log.error(
        "bad_path", at: node.mark,
        ValueSentences.badPath(name, problem, found: node.found))
      return nil
    }
    return Marked(value: text, mark: node.mark)
  }

  static func wrong(
    _ node: SourceNode, _ name: String, _ expected: BilingualText, log: ProblemLog, hint: BilingualText? = nil
  ) {
    log.error(
      "wrong_type", at: node.mark,
      ValueSentences.wrongType(name, expected, found: node.found, hint: hint))
  }

  static func outOfRange(
    _ node: SourceNode, _ name: String, _ allowed: BilingualText, log: ProblemLog, hint: BilingualText? = nil
  ) {
    log.error(
      "out_of_range", at: node.mark,
      ValueSentences.outOfRange(name, allowed, found: node.found, hint: hint))
  }
}
