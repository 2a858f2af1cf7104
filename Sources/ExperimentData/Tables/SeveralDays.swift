import ExperimentModel

/// Rows that cover several days: what was met of them in one table.
///
/// Such a row is one observation of several days: its days count as days with data, and its numbers stay whole, in one place, because how its days differ is
/// not known. A row of which a test or a look covers only a part cannot be divided.
struct SeveralDays {
  struct Example: Hashable {
    let file: String
    let line: Int
    /// From 1.
    let column: Int
    let first: Int
    let last: Int
  }

  private(set) var rows = 0
  private(set) var example: Example?
  /// Rows partly outside the test.
  private(set) var outside = Astride()
  /// Rows that were not over on the day of the review.
  private(set) var unfinished = Astride()
  /// Days covered, by variant.
  private(set) var covered: [Set<Int>]
  /// The different spans, by variant, each with its first row.
  private(set) var spans: [[ClosedRange<Int>: Example]]

  /// Rows of which only a part can count.
  struct Astride {
    private(set) var rows = 0
    private(set) var first: Example?

    mutating func add(_ found: Example) {
      rows += 1
      if first == nil { first = found }
    }
  }

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

  mutating func straddlesTest(_ found: Example) { outside.add(found) }
  mutating func straddlesReview(_ found: Example) { unfinished.add(found) }
  mutating func cover(_ variant: Int, _ day: Int) { covered[variant].insert(day) }

  /// Days that can only be told together: spans that overlap, of whatever variants, are one; ascending.
  var blocks: [ClosedRange<Int>] {
    var blocks: [ClosedRange<Int>] = []
    for span in spans.flatMap(\.keys).sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = blocks.last, last.overlaps(span) {
        blocks[blocks.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        blocks.append(span)
      }
    }
    return blocks
  }
}

/// Which cells of variant × day have rows of that day alone.
struct SingleDays {
  private var cells: [Bool]

  init(cells: Int) { self.cells = Array(repeating: false, count: cells) }

  @inline(__always) mutating func insert(_ cell: Int) { if cell < cells.count { cells[cell] = true } }
  func contains(_ cell: Int) -> Bool { cells.indices.contains(cell) && cells[cell] }
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
