import ExperimentModel

/// How a file writes decimals and orders its dates: decided once per file, never per cell.
struct FileConventions {
  var mark: DecimalMark = .point
  /// Nil when no date of open order was seen.
  var order: DateOrder?
  /// The shape of the first date, for the report on the file.
  var shape: DateShape?
  /// Whether date cells state times of day; asked only where a table's zone is not the workspace's.
  var hasTimes = false
  /// A number that could be read both ways in a file that does not tell.
  var openNumber: (text: String, field: Int, line: Int)?
  /// Whether the mark is more than a guess at rows not seen yet.
  var isSettled = true
  /// Why dates of open order cannot be read.
  var problem: FileProblem?
}

/// Gathers what cells say about the order of day and month.
struct DateOrderSearch {
  private var dayFirst: (text: String, line: Int)?
  private var monthFirst: (text: String, line: Int)?
  private var open: (text: String, line: Int)?
  private var onlyDots = true
  private(set) var shape: DateShape?

  mutating func add(_ cell: FieldBytes, line: Int) {
    let reading = DateReader.reading(cell, order: nil)
    if shape == nil, reading.open != nil || reading.cell.state == .day || reading.cell.state == .yearless { shape = reading.shape }
    // Two numeric dates in one cell are longer than one.
    if reading.cell.state == .unreadable, reading.open == nil || cell.count > 15, addEnds(cell, line: line) { return }
    guard let numbers = reading.open else { return }
    switch (numbers.first > 12, numbers.second > 12) {
    case (true, false): dayFirst = dayFirst ?? (cell.text, line)
    case (false, true): monthFirst = monthFirst ?? (cell.text, line)
    case (true, true): break
    case (false, false):
      guard numbers.first != numbers.second else { break }
      if open == nil { open = (cell.text, line) }
      if !numbers.dots { onlyDots = false }
    }
  }

  /// A range says what its ends say.
  /// - Returns: whether the cell is one.
  private mutating func addEnds(_ cell: FieldBytes, line: Int) -> Bool {
    let ends = DateRange.ends(cell)
    for end in ends {
      Array(end.utf8).withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        let part = FieldBytes(start: base, count: bytes.count)
        guard DateReader.single(part, order: nil).open != nil else { return }
        if shape == nil { shape = .range }
        add(part, line: line)
      }
    }
    return !ends.isEmpty
  }

  /// Whether more of the file could still decide.
  var isUndecided: Bool { dayFirst == nil && monthFirst == nil && open != nil && !onlyDots }

  /// Day first, month first, or nil where nothing was open.
  func decide(file: String) throws(FileProblem) -> DateOrder? {
    if let dayFirst, let monthFirst {
      throw FileProblem("mixed_dates", FileSentences.mixedDates(file, dayFirst: dayFirst.text, onLine: dayFirst.line, monthFirst: monthFirst.text, onLine: monthFirst.line))
    }
    if dayFirst != nil { return .dayMonth }
    if monthFirst != nil { return .monthDay }
    guard let open, !onlyDots else { return .dayMonth }
    throw FileProblem("ambiguous_dates", FileSentences.ambiguousDates(open.text, file: file, line: open.line))
  }
}

/// Gathers what cells say about the decimal mark of a file: the columns that are used first, then all others, for a file has one hand.
struct DecimalMarkSearch {
  /// Of the columns that are used, of the rest.
  private var own: (point: Bool, comma: Bool) = (false, false)
  private var others: (points: Set<Int>, commas: Set<Int>) = ([], [])
  /// A number of a used column that is read one way or the other by the mark, such as `1.234`.
  private var hasOpen: Bool { open != nil }
  private(set) var open: (text: String, field: Int, line: Int)?
  /// Used columns with a comma before three digits, with whole numbers of up to three digits, and with longer ones that are not grouped.
  private var commaGroups: Set<Int> = []
  private var pointGroups: Set<Int> = []
  private var shortWholes: Set<Int> = []
  private var longWholes: Set<Int> = []

  var isSettled: Bool { own.point && own.comma }
  /// Whether nothing at all was said so far.
  var isSilent: Bool { !own.point && !own.comma && others.points.isEmpty && others.commas.isEmpty }

  /// - Parameter open: a number that waits for the mark.
  init(open: (text: String, field: Int, line: Int)? = nil) { self.open = open }
  /// Whether more of the file could still decide a number that is waiting for it.
  var isUndecided: Bool { hasOpen && !own.point && !own.comma && others.points.isEmpty && others.commas.isEmpty }

  mutating func add(_ cell: FieldBytes, isOwn: Bool, field: Int, line: Int) {
    if isOwn { countWhole(cell, field) }
    // Once the used columns have spoken, the others are not asked.
    guard isOwn || !(own.point || own.comma), DecimalMarkSearch.canSay(cell, isOwn: isOwn) else { return }
    switch (SlowNumber.evidence(cell), isOwn) {
    case (.point, true): own.point = true
    case (.comma, true): own.comma = true
    case (.point, false): others.points.insert(field)
    case (.comma, false): others.commas.insert(field)
    case (nil, true):
      let text = cell.text
      guard WrittenNumber.isOpen(text) else { break }
      if open == nil { open = (text, field, line) }
      if text.contains(",") { commaGroups.insert(field) } else { pointGroups.insert(field) }
    case (nil, false): break
    }
  }

  private mutating func countWhole(_ cell: FieldBytes, _ field: Int) {
    guard (1...9).contains(cell.count), (0..<cell.count).allSatisfy({ cell[$0] &- 0x30 < 10 }) else { return }
    if cell.count <= 3 { shortWholes.insert(field) } else { longWholes.insert(field) }
  }

  /// Whether numbers wait for a mark that nothing in the file tells. A comma before three digits groups where the same column writes whole numbers
  /// below a thousand without one; whole numbers above it without a mark say that the column does not group.
  var isUntold: Bool { isUndecided && inferred == nil }

  private var inferred: DecimalMark? {
    let groups = !commaGroups.isEmpty && commaGroups.isSubset(of: shortWholes) && commaGroups.isDisjoint(with: longWholes) && pointGroups.isEmpty
    if groups { return .point }
    if !pointGroups.isEmpty, commaGroups.isEmpty, pointGroups.isSubset(of: longWholes) { return .point }
    if !commaGroups.isEmpty, pointGroups.isEmpty, commaGroups.isSubset(of: longWholes) { return .comma }
    return nil
  }

  /// A column that writes both ways says nothing of the others; without any evidence a point parts decimals.
  var mark: DecimalMark {
    if own.point || own.comma { return own.comma && !own.point ? .comma : .point }
    let commas = others.commas.subtracting(others.points).count
    let points = others.points.subtracting(others.commas).count
    if commas == 0, points == 0, let inferred { return inferred }
    return commas > points ? .comma : .point
  }

  /// A cheap look before the grammar is asked: most cells have no mark.
  private static func canSay(_ cell: FieldBytes, isOwn: Bool) -> Bool {
    guard cell.count <= (isOwn ? 100 : 30) else { return false }
    for index in 0..<cell.count where cell[index] == 0x2C || cell[index] == 0x2E || (isOwn && cell[index] >= 0x80) { return true }
    return false
  }
}

extension FileConventions {
  /// Columns beside the used ones that are asked for the decimal mark.
  private static let otherColumns = 200
  /// Rows of the head that are looked at.
  private static let sampleRows = 2000

  /// Looks at the head of the table; reads on only while the order of its dates is open.
  static func read(
    _ text: TextFile, place: HeaderSearch.Place, uses: [FilePass.Use], skipRows: Int, decimal: DecimalMark?, path: String,
    open: (text: String, field: Int, line: Int)? = nil, reopen: () throws(FileProblem) -> TextFile
  ) throws(FileProblem) -> FileConventions {
    func fields(_ names: [String]) -> [Int] {
      var fields: Set<Int> = []
      for name in names { if case .found(let field) = place.index.find(name) { fields.insert(field) } }
      return fields.sorted()
    }
    let dates = fields(Array(Set(uses.flatMap(\.reader.detectedDateColumns))))
    let shapes = fields(uses.compactMap(\.reader.table.dateColumn))
    var columns: Set<String> = []
    for use in uses { for slot in use.reader.plan.slots { if case .number(let column) = slot.kind { columns.insert(column) } } }
    let numbers = fields(Array(columns))

    var order = DateOrderSearch()
    var shape = DateOrderSearch()
    var marks = DecimalMarkSearch(open: open)
    var hasTimes = false
    let zoned = uses.filter { $0.reader.foreignZone != nil }.compactMap { use in
      fields([use.reader.table.dateColumn].compactMap(\.self)).first.map { ($0, use.reader.table.dateFormat) }
    }
    let others = (0..<min(place.index.names.count, otherColumns)).filter { !numbers.contains($0) && !shapes.contains($0) && !dates.contains($0) }
    func addNumbers(_ scanner: RecordScanner) {
      for field in numbers { marks.add(scanner.field(field), isOwn: true, field: field, line: scanner.line) }
      for field in others { marks.add(scanner.field(field), isOwn: false, field: field, line: scanner.line) }
    }
    var scanner = RecordScanner(HeadedSource(text.head, then: nil), delimiter: place.delimiter)
    try scanner.skipLines(skipRows)
    var seen = 0
    var isHead = true
    while seen < sampleRows {
      if try !scanner.next() {
        guard isHead, seen == 0, !text.isWhole else { break }
        // The table begins below the head.
        isHead = false
        scanner = RecordScanner(try reopen().source, delimiter: place.delimiter)
        try scanner.skipLines(skipRows)
        continue
      }
      if scanner.line <= place.line { continue }
      seen += 1
      for field in dates { order.add(scanner.field(field), line: scanner.line) }
      if shape.shape == nil { for field in shapes { shape.add(scanner.field(field), line: scanner.line) } }
      if !hasTimes { hasTimes = zoned.contains { FileConventions.hasTime(scanner.field($0.0), $0.1) } }
      if !marks.isSettled { addNumbers(scanner) }
    }
    if order.isUndecided || marks.isUndecided, !text.isWhole || seen == sampleRows {
      let whole = RecordScanner(try reopen().source, delimiter: place.delimiter)
      try whole.skipLines(skipRows)
      while order.isUndecided || marks.isUndecided, try whole.next() {
        if whole.line <= place.line { continue }
        for field in dates { order.add(whole.field(field), line: whole.line) }
        if marks.isUndecided { addNumbers(whole) }
      }
    }
    var conventions = FileConventions()
    conventions.mark = decimal ?? marks.mark
    conventions.isSettled = decimal != nil || !marks.isSilent || marks.isUntold || text.isWhole && seen < sampleRows
    if decimal == nil, marks.isUntold { conventions.openNumber = marks.open }
    conventions.shape = shape.shape
    conventions.hasTimes = hasTimes
    do {
      conventions.order = try order.decide(file: path)
    } catch {
      conventions.problem = error
    }
    return conventions
  }
}
