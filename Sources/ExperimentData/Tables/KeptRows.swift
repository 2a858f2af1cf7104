import ExperimentModel

/// The rows that a `where:` keeps, as a table of their own: one of them may hold the sum of the others, though not of the file's.
struct KeptRows {
  private let reader: TableReader
  private var totals: TotalRows
  private var below = SumsOfRowsAbove()
  private static let mostFilters = 16

  private init(_ reader: TableReader, columns: Int) {
    self.reader = reader
    totals = TotalRows(columns: columns)
  }

  /// One for each different filter of tables of daily totals.
  static func of(_ readers: [TableReader], columns: Int) -> [KeptRows] {
    var filters: Set<[String]> = []
    return readers.compactMap { reader -> KeptRows? in
      let own = reader.table.filters
      guard !own.isEmpty, reader.table.grain == .dailyTotals, filters.count < mostFilters else { return nil }
      guard filters.insert(own.flatMap { [$0.column] + $0.values.sorted() + [""] }).inserted else { return nil }
      return KeptRows(reader, columns: columns)
    }
  }

  @inline(__always) mutating func add(_ columns: RowColumns, line: Int, isNameless: Bool) {
    guard reader.keeps(columns) else { return }
    if let end = totals.endsRun(columns) { below.add(line, end) }
    totals.add(columns, line: line, isNameless: isNameless)
  }

  /// Whether the row holds the sum of the kept rows above it.
  func isSum(_ columns: RowColumns) -> Bool { reader.keeps(columns) && totals.isSum(columns) }

  /// What may be totals of the kept rows.
  var found: [RollUps.Found] {
    let lines = [totals.sumOfOthers.map { [$0] } ?? [], below.found ?? []] as [Set<Int>]
    return lines.filter { !$0.isEmpty }.map { RollUps.Found(key: .none, lines: $0) }
  }
}
