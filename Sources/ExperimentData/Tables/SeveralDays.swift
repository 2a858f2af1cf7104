import ExperimentModel

/// Rows that cover several days: what was met of them in one table.
///
/// Such a row counts as a whole on its last day, and its days count as days with data. A row that lies only partly inside the test cannot be divided.
struct SeveralDays {
  struct Example: Hashable {
    let file: String
    let line: Int
    let first: Int
    let last: Int
  }

  private(set) var rows = 0
  private(set) var example: Example?
  /// Rows partly outside the test.
  private(set) var straddling = 0
  private(set) var astride: Example?
  /// Days covered, by variant.
  private(set) var covered: [Set<Int>]
  /// The different spans, by variant, each with its first row.
  private(set) var spans: [[ClosedRange<Int>: Example]]

  init(variants: Int) {
    covered = Array(repeating: [], count: variants)
    spans = Array(repeating: [:], count: variants)
  }

  mutating func inside(_ variant: Int, _ found: Example) {
    rows += 1
    if example == nil { example = found }
    covered[variant].formUnion(found.first...found.last)
    if spans[variant][found.first...found.last] == nil { spans[variant][found.first...found.last] = found }
  }

  /// A row whose days other rows of its variant tell of as well, by another span.
  /// - Parameter isSingle: whether a row of one day was read.
  func doubled(isSingle: (_ variant: Int, _ day: Int) -> Bool) -> Example? {
    for (variant, own) in spans.enumerated() {
      var before: ClosedRange<Int>?
      for (span, row) in own.sorted(by: { ($0.key.lowerBound, $0.key.upperBound) < ($1.key.lowerBound, $1.key.upperBound) }) {
        if span.contains(where: { isSingle(variant, $0) }) { return row }
        if let before, before.overlaps(span) { return row }
        before = before.map { $0.upperBound > span.upperBound ? $0 : span } ?? span
      }
    }
    return nil
  }

  mutating func straddles(_ found: Example) {
    straddling += 1
    if astride == nil { astride = found }
  }
}

/// Which cells of variant × day have rows of that day alone.
struct SingleDays {
  private var cells: [Bool]

  init(cells: Int) { self.cells = Array(repeating: false, count: cells) }

  @inline(__always) mutating func insert(_ cell: Int) { if cell < cells.count { cells[cell] = true } }
  func contains(_ cell: Int) -> Bool { cells.indices.contains(cell) && cells[cell] }
}

extension TableReader {
  /// Where a row of several days counts: its last day's place; nil where it does not count.
  func place(_ found: SeveralDays.Example, variant: Int) -> Int? {
    let end = experiment.end?.number ?? .max
    if found.last < firstDay || found.first > end {
      quality.outsideDates += 1
      return nil
    }
    if found.first < firstDay || found.last > end {
      severalDays.straddles(found)
      return nil
    }
    if found.last >= asOf {
      quality.afterAsOf += 1
      return nil
    }
    severalDays.inside(variant, found)
    return found.last - firstDay
  }

  /// What only all files together tell; to be called when they are read.
  func judge() {
    refuseSeveralDays()
    refuseBlankResults()
    refuseForeignMoney()
    refuseRoundedIDs()
  }

  /// Refuses a table whose rows of several days cannot be placed.
  private func refuseSeveralDays() {
    func days(_ found: SeveralDays.Example) -> String { "\(CalendarDay(number: found.first))…\(CalendarDay(number: found.last))" }
    if let found = severalDays.astride {
      let test = "\(CalendarDay(number: firstDay))…\(experiment.end.map(\.description) ?? "")"
      refuse(
        FileProblem(
          "rows_of_several_days",
          RowSentences.partlyOutside(rows: severalDays.straddling, days: days(found), file: found.file, line: found.line, test: test)), at: "date")
    }
    guard severalDays.rows > 0, let found = severalDays.example else { return }
    if table.overlap == .refuse, let found = severalDays.doubled(isSingle: { singleDays.contains($0 * dayCount + $1 - firstDay) }) {
      refuse(FileProblem("rows_of_several_days", RowSentences.toldTwice(days: days(found), file: found.file, line: found.line)), at: "date")
    }
    var isSwitched = false
    if case .switchback = experiment.evidence { isSwitched = true }
    if isJoined || isSwitched {
      refuse(
        FileProblem(
          "rows_of_several_days", RowSentences.notByDay(days: days(found), file: found.file, line: found.line, isJoined: isJoined)), at: "date")
    } else {
      quality.note(RowSentences.severalDays(rows: severalDays.rows, days: days(found), file: found.file, line: found.line))
    }
  }
}

/// The column with the last day of a row whose first day has another: `Reporting starts` and `Reporting ends`.
enum LastDayColumn {
  /// - Returns: the place of the twin of a column that says where a period begins.
  static func find(beside column: String, in index: ColumnIndex) -> Int? {
    let name = ColumnIndex.fold(column)
    for (start, ends) in words where name.contains(start) {
      for end in ends {
        if case .found(let place) = index.find(name.replacing(start, with: end)) { return place }
      }
    }
    return nil
  }

  /// What begins and what ends a period; longer words first.
  private static let words: [(String, [String])] = [
    ("starts", ["ends"]), ("start", ["end", "stop"]), ("begins", ["ends"]), ("begin", ["end"]), ("from", ["to", "until", "till"]), ("since", ["until"]),
    ("first", ["last"]), ("开始", ["结束", "截止", "截至"]), ("起始", ["结束", "截止", "终止"]), ("開始", ["終了", "結束"]), ("시작", ["종료"]),
    ("beginn", ["ende"]), ("anfang", ["ende"]), ("von", ["bis"]), ("début", ["fin"]), ("debut", ["fin"]), ("inicio", ["fin", "finalización", "término"]),
    ("início", ["término", "fim", "final"]), ("inicial", ["final"]), ("inizio", ["fine"]), ("начало", ["конец", "окончание"]), ("начала", ["окончания", "конца"]),
    ("początek", ["koniec"]), ("başlangıç", ["bitiş"]), ("mulai", ["selesai", "berakhir"]), ("bắtđầu", ["kếtthúc"]), ("startdatum", ["einddatum"]),
    ("početak", ["kraj"]), ("začátek", ["konec"]), ("alku", ["loppu"]), ("startdato", ["sluttdato", "slutdato"]), ("startdatum", ["slutdatum"]),
  ]
}
