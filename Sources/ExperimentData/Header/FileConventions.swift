import ExperimentModel

/// How a file writes decimals and orders its dates: decided once per file, never per cell.
struct FileConventions {
  var mark: DecimalMark = .point
  /// Nil when no date of open order was seen.
  var order: DateOrder?
  /// The shape of the first date, for the report on the file.
  var shape: DateShape?
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

  /// Whether more of the file could still decide.
  var isUndecided: Bool { dayFirst == nil && monthFirst == nil && open != nil && !onlyDots }

  /// Day first, month first, or nil where nothing was open.
  func decide(file: String) throws(FileProblem) -> DateOrder? {
    if let dayFirst, let monthFirst {
      throw FileProblem(
        "mixed_dates",
        "\(file) writes dates in two orders: '\(dayFirst.text)' on line \(dayFirst.line), '\(monthFirst.text)' on line \(monthFirst.line); export it again, or give 'date_format'",
        "\(file) 里日期有两种写法:第 \(dayFirst.line) 行 '\(dayFirst.text)',第 \(monthFirst.line) 行 '\(monthFirst.text)';请重新导出,或写明 'date_format'")
    }
    if dayFirst != nil { return .dayMonth }
    if monthFirst != nil { return .monthDay }
    guard let open, !onlyDots else { return .dayMonth }
    throw FileProblem(
      "ambiguous_dates",
      "dates such as '\(open.text)' (\(file), line \(open.line)) could be day first or month first; say which with 'date_format: DMY' or 'date_format: MDY'",
      "'\(open.text)'(\(file) 第 \(open.line) 行)这样的日期分不清先日还是先月;请写 'date_format: DMY' 或 'date_format: MDY'")
  }
}

extension FileConventions {
  /// Rows of the head that are looked at.
  private static let sampleRows = 2000

  /// Looks at the head of the table; reads on only while the order of its dates is open.
  static func read(
    _ text: TextFile, place: HeaderSearch.Place, uses: [FilePass.Use], skipRows: Int, path: String,
    reopen: () throws(FileProblem) -> TextFile
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
    var marks: (point: Bool, comma: Bool) = (false, false)
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
      if marks.point, !marks.comma { continue }
      for field in numbers {
        let cell = scanner.field(field)
        guard hasMark(cell) else { continue }
        switch SlowNumber.evidence(cell) {
        case .point: marks.point = true
        case .comma: marks.comma = true
        case nil: break
        }
      }
    }
    if order.isUndecided, !text.isWhole || seen == sampleRows {
      let whole = RecordScanner(try reopen().source, delimiter: place.delimiter)
      try whole.skipLines(skipRows)
      while order.isUndecided, try whole.next() {
        if whole.line <= place.line { continue }
        for field in dates { order.add(whole.field(field), line: whole.line) }
      }
    }
    var conventions = FileConventions()
    conventions.mark = marks.comma && !marks.point ? .comma : .point
    conventions.shape = shape.shape
    do {
      conventions.order = try order.decide(file: path)
    } catch {
      conventions.problem = error
    }
    return conventions
  }

  private static func hasMark(_ cell: FieldBytes) -> Bool {
    for index in 0..<cell.count where cell[index] == 0x2C || cell[index] == 0x2E { return true }
    return false
  }
}
