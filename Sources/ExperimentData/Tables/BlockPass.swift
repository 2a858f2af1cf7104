import ExperimentModel

/// One reading of one table in a file: from its header to the file's end, or to where another table begins.
final class BlockPass {
  let pass: FilePass
  private let text: TextFile
  let place: HeaderSearch.Place
  private(set) var uses: [FilePass.Use]
  @exclusivity(unchecked) private var rows = 0
  private var leftOver: (line: Int, count: Int)?
  private var stoppedAt: (line: Int, names: [String])?
  private var textLines: [Int] = []
  @exclusivity(unchecked) private var repeatedRows = RepeatedRows()
  @exclusivity(unchecked) private(set) var kept: [KeptRows] = []

  init(pass: FilePass, text: TextFile, place: HeaderSearch.Place, uses: [FilePass.Use]) {
    self.pass = pass
    self.text = text
    self.place = place
    self.uses = uses
  }

  /// - Returns: lines of totals that were counted.
  func run() throws(FileProblem) -> Set<Int> {
    let conventions = try FileConventions.read(
      text, place: place, uses: uses, skipRows: pass.key.skipRows, decimal: pass.key.decimal, path: pass.path, reopen: { () throws(FileProblem) in try pass.open() })
    if let problem = conventions.problem {
      for use in uses where use.reader.needsDateOrder { use.reader.refuse(problem, at: "date") }
      uses.removeAll { $0.reader.needsDateOrder }
    }
    if let open = conventions.openNumber {
      refuse(open)
      return []
    }
    guard !uses.isEmpty else { return [] }
    let scanner = RecordScanner(text.source, delimiter: place.delimiter, chunk: pass.chunk)
    try scanner.skipLines(pass.key.skipRows)
    while try scanner.next(), scanner.line < place.line {}
    let columns = RowColumns(scanner, mark: conventions.mark, isSettled: conventions.isSettled)
    // A guess at the rows, which only saves growing: 48 bytes each. Readers that share a file have a part of it each.
    let expected = min(text.size / 48, 1 << 21) / uses.count
    for use in uses {
      use.reader.begin(several: use.several, expectedRows: expected)
      use.reader.binding = RowBinding(
        use.reader, file: pass.path, variant: use.variant, index: place.index, columns: columns, conventions: conventions)
    }
    let orders = RepeatedOrders.fields(place.index, numbers: columns.numberFields)
    for reader in uses.map(\.reader) where !reader.openRepeats.isEmpty { reader.orders.begin(orders, of: place.index, unit: reader.binding?.unitField) }
    let router = RowRouter(uses.map(\.reader))
    kept = pass.key.totals == .none ? [] : KeptRows.of(uses.map(\.reader), columns: columns.numberFields.count)
    var totals = TotalRows(columns: columns.numberFields.count)
    let rollUps = RollUps(keys: pass.key.totals == .none ? [] : groupings(columns), columns: columns) { [self] in variantNumber($0) }
    try read(scanner, columns, router, &totals, rollUps)
    router.finish(columns)
    finish(columns, totals, rollUps, conventions)
    return try pass.key.totals == .none ? [] : judge(totals, rollUps, columns)
  }

  private func read(_ scanner: RecordScanner, _ columns: RowColumns, _ router: RowRouter, _ totals: inout TotalRows, _ rollUps: RollUps) throws(FileProblem) {
    let readers = uses.map(\.reader)
    let width = place.index.names.count
    let nameFields = nameFields()
    let starts = TotalLabel.starts
    let labels = labels
    let takesTotals = pass.key.totals != .none
    let watchesGroups = takesTotals && uses.contains { $0.reader.table.grain == .dailyTotals }
    let watchesRows = readers.contains(where: \.watchesRepeatedRows)
    var gap = false
    var text = TextUnderHeader(columns: columns)
    for reader in readers { reader.parts = Parts(firstLine: place.line) }
    while try scanner.next() {
      if scanner.count == 1 {
        let only = scanner.field(0)
        if only.isEmpty || (width > 1 && only[0] == 0x23) {
          gap = true
          continue
        }
      } else if scanner.field(0).isEmpty, (1..<scanner.count).allSatisfy({ scanner.field($0).isEmpty }) {
        gap = true
        continue
      }
      if !pass.totalLines.isEmpty, pass.totalLines.contains(scanner.line) {
        columns.load()
        totals.state(columns, label: label(scanner, columns), line: scanner.line, isSum: true)
        continue
      }
      if !labels.isEmpty, let field = (0..<scanner.count).first(where: { labels.contains(scanner.field($0).text) }) {
        columns.load()
        totals.state(columns, label: columns.shown(field), line: scanner.line)
        rollUps.state(columns, line: scanner.line)
        continue
      }
      if takesTotals, let label = totalLabel(scanner, starts), isLabelled(label, scanner, columns, nameFields, totals) {
        columns.load()
        totals.state(columns, label: columns.shown(label), line: scanner.line)
        rollUps.state(columns, line: scanner.line)
        continue
      }
      if gap {
        switch afterGap(scanner, width) {
        case .row: gap = false
        case .text:
          leftOver = (leftOver?.line ?? scanner.line, (leftOver?.count ?? 0) + 1)
          continue
        case .table:
          let index = ColumnIndex(record: scanner)
          stoppedAt = (scanner.line, index.names)
          refuseIfAmbiguous(index)
          return
        }
      } else if isRepeatedHeader(scanner) {
        beginPart(readers, line: scanner.line)
        continue
      }
      if rows == 0, text.takes(scanner) {
        textLines = text.lines
        continue
      }
      columns.load()
      if columns.numbers.first?.state == .unreadable, isHeaderAgain(scanner, columns) {
        beginPart(readers, line: scanner.line)
        continue
      }
      if columns.open != nil, try !settleMark(columns) { return }
      // A row without a name that holds the sums of those above it is their total.
      let isNameless = nameFields.contains { scanner.field($0).isEmpty }
      if takesTotals, isNameless, totals.isNamelessSum(columns) {
        totals.state(columns, label: "", line: scanner.line)
        continue
      }
      rows += 1
      if watchesRows { repeatedRows.add(columns, line: scanner.line) }
      if watchesGroups {
        if let end = totals.endsRun(columns) { rollUps.addBelow(line: scanner.line, end) }
        rollUps.add(columns, line: scanner.line)
      }
      totals.add(columns, line: scanner.line, isNameless: isNameless)
      for index in kept.indices { kept[index].add(columns, line: scanner.line, isNameless: isNameless) }
      let malformed = scanner.count > width ? tooLong(scanner, width) : nil
      let line = scanner.line
      let short = scanner.count < width
      for index in router.always { readers[index].accept(columns, line: line, short: short, malformed: malformed) }
      for route in router.routes {
        for index in router.readers(route, columns) { readers[index].accept(columns, line: line, short: short, malformed: malformed) }
      }
    }
  }

  private func beginPart(_ readers: [TableReader], line: Int) {
    guard rows > 0 else { return }
    for reader in readers { reader.beginPart(pass.path, line: line) }
    repeatedRows.begin()
  }

  // MARK: Rows that are none

  /// The columns that name a row: those of variant, day and unit, else the first.
  private func nameFields() -> [Int] {
    var fields: Set<Int> = []
    for table in uses.map(\.reader.table) {
      var names = [table.variantColumn, table.dateColumn].compactMap(\.self)
      if case .units(let unit) = table.grain { names.append(unit) }
      for name in names { if case .found(let field) = place.index.find(name) { fields.insert(field) } }
    }
    return fields.isEmpty ? [0] : fields.sorted()
  }

  /// Labels stand in the first columns, in those that name rows, or behind the last; elsewhere such a word may be anything (an audience of `全部`), and
  /// only a row that holds the sums of those above it is a total.
  private func isLabelled(_ field: Int, _ scanner: RecordScanner, _ columns: RowColumns, _ names: [Int], _ totals: TotalRows) -> Bool {
    if field < 3 || field >= place.index.names.count || names.contains(field) { return true }
    columns.load()
    return totals.isSum(columns) || kept.contains { $0.isSum(columns) }
  }

  /// The cell that labels a total, in any column and also behind the last one.
  @inline(__always) private func totalLabel(_ scanner: RecordScanner, _ starts: [Bool]) -> Int? {
    for field in 0..<scanner.count where TotalLabel.matches(scanner.field(field), starts) {
      if !isSpokenFor(field, scanner.field(field).text) { return field }
    }
    return nil
  }

  /// A variant that goes by such a name is a variant, and rows that `where:` asks for are rows.
  private func isSpokenFor(_ field: Int, _ label: String) -> Bool {
    uses.contains { use in
      let table = use.reader.table
      if let name = table.variantColumn, place.index.find(name) == .found(field), use.reader.names.match(label) != .none { return true }
      return table.filters.contains { place.index.find($0.column) == .found(field) && $0.values.contains(label) }
    }
  }

  private func isRepeatedHeader(_ scanner: RecordScanner) -> Bool {
    let names = place.index.names
    guard let first = names.first, scanner.count == names.count, scanner.field(0).count == first.utf8.count else { return false }
    return names.indices.allSatisfy { ColumnIndex.clean(scanner.field($0).text) == names[$0] }
  }

  /// A row with a name where a number is asked for may be the header again, in other letters or with its columns moved.
  /// - Returns: whether it is; a table whose columns moved is refused, for its numbers stand in other places from there on.
  private func isHeaderAgain(_ scanner: RecordScanner, _ columns: RowColumns) -> Bool {
    guard FileInspection.isName(scanner.field(columns.numberFields[0])) else { return false }
    let again = ColumnIndex(record: scanner)
    let needs = uses.flatMap(\.reader.plan.needs)
    guard !needs.isEmpty, again.holds(needs) else { return false }
    if needs.contains(where: { again.find($0.name) != place.index.find($0.name) }) {
      let problem = FileProblem("columns_moved", FileSentences.columnsMoved(pass.path, first: place.line, second: scanner.line))
      for use in uses { use.reader.refuse(problem, at: "file") }
    }
    return true
  }

  private enum Line { case row, text, table }

  /// What follows an empty or commented line: the table going on, a footer, or another table's header.
  private func afterGap(_ scanner: RecordScanner, _ width: Int) -> Line {
    let filled = (0..<scanner.count).filter { !scanner.field($0).isEmpty }
    if width > 1, filled.count <= 1, scanner.count < width || filled.isEmpty { return .text }
    if filled.count >= 2, filled.allSatisfy({ FileInspection.isName(scanner.field($0)) }) { return .table }
    return .row
  }

  /// The block that follows would serve as well: nobody can tell which one is meant.
  private func refuseIfAmbiguous(_ index: ColumnIndex) {
    guard pass.key.skipRows == 0, let stopped = stoppedAt else { return }
    for use in uses where !use.reader.plan.needs.isEmpty && index.holds(use.reader.plan.needs) {
      let found = (try? FileInspection.read(pass.open(), path: pass.path, delimiter: pass.key.delimiter, chunk: pass.chunk))?.found
      use.reader.refuse(
        FileProblem("several_tables", FileSentences.severalTables(pass.path, first: place.line, second: stopped.line, found: found)))
    }
  }

  private func tooLong(_ scanner: RecordScanner, _ width: Int) -> BilingualText? {
    guard (width..<scanner.count).contains(where: { !scanner.field($0).isEmpty }) else { return nil }
    return RowSentences.tooLong(cells: scanner.count, columns: width)
  }

  /// A number that is read one way or the other was met behind all that the mark was taken from: the whole file is asked.
  /// - Returns: whether it tells.
  private func settleMark(_ columns: RowColumns) throws(FileProblem) -> Bool {
    guard let open = columns.open else { return true }
    let whole = try FileConventions.read(
      pass.open(), place: place, uses: uses, skipRows: pass.key.skipRows, decimal: nil, path: pass.path, open: (columns.shown(open), open, columns.scanner.line),
      reopen: { () throws(FileProblem) in try pass.open() })
    if let open = whole.openNumber {
      refuse(open)
      return false
    }
    columns.settle(whole.mark)
    return true
  }

  private func refuse(_ open: (text: String, field: Int, line: Int)) {
    let column = place.index.names.indices.contains(open.field) ? place.index.names[open.field] : ""
    let problem = FileProblem("ambiguous_numbers", MoneySentences.openDecimals(open.text, column: column, file: pass.path, line: open.line))
    for use in uses { use.reader.refuse(problem, at: "file") }
  }

  // MARK: The report on the file

  private func finish(_ columns: RowColumns, _ stated: TotalRows, _ rollUps: RollUps, _ conventions: FileConventions) {
    var totals = stated
    let names = columns.numberFields.map { place.index.names[$0] }
    let totalRows = totals.rows(names: names) { rollUps.groups(ofTotalOn: $0) }
    for use in uses {
      let reader = use.reader
      if reader.watchesRepeatedRows, let found = repeatedRows.found {
        reader.refuse(FileProblem("repeated_rows", RowSentences.rowsTwice(pass.path, before: found.before, again: found.again)), at: "file")
      }
      reader.finishParts(pass.path)
      reader.countOutside(columns)
      reader.noteZeros(columns)
      reader.noteZone(hasTimes: conventions.hasTimes)
      let read = DataQuality.FileRead(
        file: pass.path, encoding: text.encoding, delimiter: FilePass.shown(place.delimiter), headerLine: place.line,
        header: place.index.names, rows: rows, bytes: text.size, firstDay: reader.fileSpan.map { CalendarDay(number: $0.first) },
        lastDay: reader.fileSpan.map { CalendarDay(number: $0.last) }, dateFormat: dateFormat(reader, conventions), totals: totalRows)
      reader.finish(read)
      noteRest(reader)
    }
  }

  private func dateFormat(_ reader: TableReader, _ conventions: FileConventions) -> String? {
    guard reader.isDated else { return nil }
    switch reader.table.dateFormat {
    case .pattern(let pattern): return pattern
    case .detected: return conventions.shape?.pattern(conventions.order)
    case .dayMonthYear: return conventions.shape?.pattern(.dayMonth)
    case .monthDayYear: return conventions.shape?.pattern(.monthDay)
    case .yearMonthDay: return conventions.shape?.pattern(.yearMonthDay)
    }
  }

  private func noteRest(_ reader: TableReader) {
    for remark in text.remarks(pass.path) { reader.quality.note(remark) }
    if let first = textLines.first {
      reader.quality.note(FileSentences.textUnderHeader(pass.path, lines: textLines.count, from: first))
    }
    if let leftOver {
      reader.quality.note(FileSentences.textBelow(pass.path, lines: leftOver.count, from: leftOver.line))
    }
    if let stoppedAt {
      let names = stoppedAt.names.prefix(4).joined(separator: ", ")
      reader.quality.note(FileSentences.anotherTable(pass.path, names: names, line: stoppedAt.line))
    }
  }
}

extension FilePass {
  static func shown(_ delimiter: UInt8) -> String {
    delimiter == 0x09 ? "tab" : String(UnicodeScalar(delimiter))
  }
}
