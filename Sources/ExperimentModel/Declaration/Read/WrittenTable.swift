/// One table as written; its keys are checked by themselves, not yet against the variants and the workspace.
struct WrittenTable: Hashable, Sendable {
  enum Place: Hashable, Sendable {
    case file(Marked<String>)
    /// `files:`, by the variants' ids.
    case files([Marked<String>: Marked<String>])
    case query(source: Marked<String>, TableDeclaration.Query)
  }

  enum Kind: Hashable, Sendable { case dailyTotals, units, exposures, events }

  let name: String
  let mark: SourceMark
  let place: Place?
  let kind: Kind
  let variant: Marked<String>?
  let date: Marked<String>?
  let lastDay: Marked<String>?
  let units: Marked<String>?
  let unit: Marked<String>?
  let eventName: Marked<String>?
  let eventValue: Marked<String>?
  let segments: [WrittenSegment]
  let encoding: TableDeclaration.Encoding
  let delimiter: Character?
  let dateFormat: TableDeclaration.DateFormat
  let skipRows: Int
  let sheet: String?
  let empty: TableDeclaration.EmptyCell?
  let zone: Marked<String>?
  let filters: [TableDeclaration.Filter]
  let money: TableMoney
  let decimal: DecimalMark?
  let totals: TableDeclaration.Totals
  let once: OnceColumns
  let overlap: TableDeclaration.Overlap
  let marks: [String: SourceMark]

  /// `data:`: one table, or several by their names.
  static func readAll(_ node: SourceNode, currency: String, log: ProblemLog) -> [WrittenTable] {
    guard let entries = node.entries else {
      ScalarReading.wrong(
        node, "data",
        TableSentences.tables,
        log: log)
      return []
    }
    guard isSeveral(entries) else {
      return read(entries: entries, name: "", mark: node.mark, currency: currency, log: log).map { [$0] } ?? []
    }
    guard entries.count <= 20 else {
      ScalarReading.outOfRange(node, "data", TableSentences.mostTables, log: log)
      return []
    }
    return entries.compactMap { entry in
      guard !entry.key.isEmpty, !entry.key.contains("."), entry.key.count <= 64 else {
        log.error(
          "bad_name", at: entry.keyMark,
          TableSentences.badName(entry.key.shortened))
        return nil
      }
      return read(entries: entry.value.entries ?? [], name: entry.key, mark: entry.keyMark, currency: currency, log: log)
    }
  }

  /// Every value is a mapping, and no key is one of a table's own — or each mapping says where its rows are.
  private static func isSeveral(_ entries: [SourceNode.Entry]) -> Bool {
    guard !entries.isEmpty, entries.allSatisfy({ $0.value.entries != nil }) else { return false }
    if entries.allSatisfy({ ExperimentKeys.table[$0.key] == nil }) { return true }
    return entries.allSatisfy { entry in
      (entry.value.entries ?? []).contains { ["file", "files", "source"].contains($0.key) }
    }
  }

  private static func read(entries: [SourceNode.Entry], name: String, mark: SourceMark, currency: String, log: ProblemLog) -> WrittenTable? {
    let what = name.isEmpty ? TableSentences.data : TableSentences.table(name)
    let reader = MappingReader(entries: entries, mark: mark, ExperimentKeys.table, log: log, what: what)
    let columns = ["variant", "date", "to", "units", "unit", "time", "name", "value"].reduce(into: [String: Marked<String>]()) {
      $0[$1] = reader.text($1)
    }
    let kind = kind(reader, name: name)
    checkKind(reader, kind, what: what)
    let options = TableOptions.read(reader)
    let place = TablePlace.read(reader, what: what)
    let keys = ExperimentKeys.table.keys.map(\.name).filter { reader.has($0) }
    return WrittenTable(
      name: name, mark: mark, place: place, kind: kind, variant: columns["variant"], date: columns["time"] ?? columns["date"], lastDay: columns["to"],
      units: columns["units"], unit: columns["unit"], eventName: columns["name"], eventValue: columns["value"],
      segments: WrittenSegment.read(reader), encoding: options.encoding, delimiter: options.delimiter, dateFormat: options.dateFormat,
      skipRows: options.skipRows, sheet: options.sheet, empty: options.empty, zone: reader.text("zone"), filters: options.filters,
      money: TableMoney.read(reader, workspace: currency),
      decimal: reader.choice("decimal").map { $0.value == "comma" ? .comma : .point },
      totals: TableDeclaration.Totals(reader.texts("totals", atMost: 50).map(\.value)), once: OnceColumns.read(reader), overlap: options.overlap,
      marks: Dictionary(
        uniqueKeysWithValues: keys.map { key in
          // The place of the value, where there is one: that is what a complaint about the data points at.
          (key, entries.first { $0.key == key }?.value.mark ?? reader.keyMark(key))
        }))
  }

  private static func kind(_ reader: MappingReader, name: String) -> Kind {
    if reader.has("name") || (name == "events" && reader.has("time") && !reader.has("variant")) { return .events }
    if reader.has("time") { return .exposures }
    return reader.has("unit") ? .units : .dailyTotals
  }

  private static func checkKind(_ reader: MappingReader, _ kind: Kind, what: BilingualText) {
    func need(_ keys: [String]) {
      for key in keys where !reader.has(key) {
        reader.log.error(
          "missing_key", at: reader.mark, ValueSentences.needs(what, key))
      }
    }
    switch kind {
    case .dailyTotals:
      reader.refuse(["value"], with: "daily totals (no 'name')")
      if reader.has("to") { need(["date"]) }
    case .units: reader.refuse(["units", "value", "to"], with: "unit")
    case .exposures:
      need(["unit"])
      reader.refuse(["date", "units", "value", "to"], with: "time")
    case .events:
      need(["unit", "time"])
      reader.refuse(["date", "units", "variant", "files", "to"], with: "name")
    }
    if kind != .events, !reader.has("variant"), !reader.has("files") {
      reader.log.error(
        "missing_key", at: reader.mark,
        TableSentences.needsVariant(what))
    }
  }
}

/// Where the rows of a table are.
enum TablePlace {
  static func read(_ reader: MappingReader, what: BilingualText) -> WrittenTable.Place? {
    let log = reader.log
    let file = reader.path("file")
    let source = reader.text("source")
    let table = reader.text("table")
    let sql = reader.text("sql")
    let files = reader.has("files") ? readFiles(reader) : nil
    guard ["file", "files", "source"].filter({ reader.has($0) }).count == 1 else {
      let none = !["file", "files", "source"].contains { reader.has($0) }
      log.error(
        none ? "missing_key" : "conflict", at: reader.mark,
        TableSentences.needsPlace(what))
      return nil
    }
    if reader.has("files") { reader.refuse(["variant"], with: "files") }
    guard reader.has("source") else {
      reader.refuse(["table", "sql"], with: reader.has("file") ? "file" : "files")
      return file.map { .file($0) } ?? files.map { .files($0) }
    }
    reader.refuse(["encoding", "delimiter", "sheet", "skip_rows", "overlap"], with: "source")
    guard reader.has("table") != reader.has("sql") else {
      log.error(
        reader.has("table") ? "conflict" : "missing_key", at: reader.keyMark("source"),
        TableSentences.sourceNeedsQuery)
      return nil
    }
    guard let source, let query = table.map({ TableDeclaration.Query.table($0.value) }) ?? sql.map({ .sql($0.value) }) else { return nil }
    return .query(source: source, query)
  }

  private static func readFiles(_ reader: MappingReader) -> [Marked<String>: Marked<String>]? {
    var files: [Marked<String>: Marked<String>] = [:]
    let entries = reader.named("files", atMost: 50)
    for entry in entries {
      guard let path = ScalarReading.path(entry.value, "files", WrittenPath.dataProblem, log: reader.log) else { continue }
      files[Marked(value: entry.key, mark: entry.keyMark)] = path
    }
    return entries.isEmpty ? nil : files
  }
}

/// How the text of a table is to be read.
struct TableOptions {
  let encoding: TableDeclaration.Encoding
  let delimiter: Character?
  let dateFormat: TableDeclaration.DateFormat
  let skipRows: Int
  let sheet: String?
  let empty: TableDeclaration.EmptyCell?
  let filters: [TableDeclaration.Filter]
  let overlap: TableDeclaration.Overlap

  static func read(_ reader: MappingReader) -> TableOptions {
    let log = reader.log
    return TableOptions(
      encoding: reader.node("encoding").flatMap { encoding($0, log: log) } ?? .detected,
      delimiter: reader.node("delimiter").flatMap { delimiter($0, log: log) },
      dateFormat: reader.node("date_format").flatMap { dateFormat($0, log: log) } ?? .detected,
      skipRows: reader.integer("skip_rows")?.value ?? 0,
      sheet: reader.text("sheet")?.value,
      empty: reader.choice("empty").flatMap { TableDeclaration.EmptyCell(rawValue: $0.value) },
      filters: filters(reader), overlap: reader.choice("overlap").flatMap { TableDeclaration.Overlap(rawValue: $0.value) } ?? .refuse)
  }

  private static func encoding(_ node: SourceNode, log: ProblemLog) -> TableDeclaration.Encoding? {
    guard let text = node.text else {
      ScalarReading.wrong(node, "encoding", TableSentences.encoding, log: log)
      return nil
    }
    guard let encoding = TableEncodings.encoding(text) else {
      let hint = Spelling.hint(text, among: TableEncodings.common)
      log.error("unknown_value", at: node.mark, TableSentences.unknownEncoding(text.shortened, hint: hint))
      return nil
    }
    return encoding
  }

  private static func delimiter(_ node: SourceNode, log: ProblemLog) -> Character? {
    // The raw text, not the trimmed one: a tab in quotes is a delimiter.
    if case .scalar("\t", quoted: true) = node.content { return "\t" }
    let names: [String: Character] = ["tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"]
    if let text = node.text, let named = names[text] { return named }
    guard let text = node.text, text.unicodeScalars.count == 1, let character = text.first, character.isASCII, !character.isLetter,
      !character.isNumber, character != "\""
    else {
      ScalarReading.wrong(node, "delimiter", TableSentences.delimiter, log: log)
      return nil
    }
    return character
  }

  private static func dateFormat(_ node: SourceNode, log: ProblemLog) -> TableDeclaration.DateFormat? {
    switch node.text {
    case "DMY": return .dayMonthYear
    case "MDY": return .monthDayYear
    case "YMD": return .yearMonthDay
    default: break
    }
    let expected = TableSentences.dateFormat
    guard let text = node.text, text.count <= 60, let letters = patternLetters(text) else {
      ScalarReading.wrong(node, "date_format", expected, log: log)
      return nil
    }
    let known = Set("yuMLdEcaHhKkmsSzZXxO")
    let hasDay = letters.contains("d")
    let hasMonth = letters.contains("M") || letters.contains("L")
    guard letters.allSatisfy({ known.contains($0) }), hasDay, hasMonth else {
      let meant = Spelling.hint(text, among: ["DMY", "MDY", "YMD"])
      ScalarReading.wrong(node, "date_format", expected, log: log, hint: meant)
      return nil
    }
    if let field = oversized(text) {
      log.error(
        "out_of_range", at: node.mark,
        TableSentences.longDateField(field, in: text.shortened))
      return nil
    }
    return .pattern(text)
  }

  /// A run of one letter, outside quotes, that is longer than UTS 35 knows it.
  private static func oversized(_ pattern: String) -> String? {
    var quoted = false
    var run = ""
    for character in pattern + " " {
      if character == run.first {
        run.append(character)
        continue
      }
      if let letter = run.first {
        let most = "MLEczZXxO".contains(letter) ? 5 : "yuS".contains(letter) ? 9 : "a" == letter ? 5 : 2
        if run.count > most { return run }
      }
      if character == "'" { quoted.toggle() }
      run = !quoted && character.isASCII && character.isLetter ? String(character) : ""
    }
    return nil
  }

  /// The pattern letters outside quotes; nil when a quote is not closed.
  private static func patternLetters(_ text: String) -> [Character]? {
    var letters: [Character] = []
    var quoted = false
    for character in text {
      if character == "'" {
        quoted.toggle()
      } else if !quoted, character.isASCII, character.isLetter {
        letters.append(character)
      }
    }
    return quoted ? nil : letters
  }

  private static func filters(_ reader: MappingReader) -> [TableDeclaration.Filter] {
    reader.named("where", atMost: 50).compactMap { entry in
      let items = entry.value.items ?? [entry.value]
      let values = items.compactMap { ScalarReading.text($0, "where", limit: 500, log: reader.log)?.value }
      guard !items.isEmpty, values.count == items.count else {
        if items.isEmpty {
          ScalarReading.wrong(entry.value, "where", TableSentences.valueOrList, log: reader.log)
        }
        return nil
      }
      return TableDeclaration.Filter(column: entry.key, values: values, mark: entry.keyMark)
    }
  }
}
