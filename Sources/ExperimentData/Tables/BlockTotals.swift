import ExperimentModel

/// Which rows of a table are totals by what they hold, when all of it is read.
extension BlockPass {
  /// Columns beside the variant's that are tried as groups where rows have no date.
  private static let mostGroupFields = 8

  private static let fewUses = 50
  /// Of one use, where few share a file: more than a declaration may have.
  private static let mostVariants = 80

  /// Whether some use keeps only rows of some kind: then the file as a whole, and the order of its rows, say nothing of sums.
  private var isFiltered: Bool { uses.contains { !$0.reader.table.filters.isEmpty } }

  /// What rows are grouped by: a variant's day, a variant, and in tables without dates whatever the first columns name.
  func groupings(_ columns: RowColumns) -> [RollUps.Key] {
    var all: [RollUps.Key] = []
    func field(_ name: String?) -> Int? {
      guard let name, case .found(let field) = place.index.find(name) else { return nil }
      return field
    }
    for use in uses where use.reader.table.grain == .dailyTotals {
      let variant = use.variant == nil ? field(use.reader.table.variantColumn) : nil
      var date: RollUps.Key.Date?
      if let place = field(use.reader.table.dateColumn), let column = use.reader.binding?.date { date = RollUps.Key.Date(field: place, column: column) }
      // Rows that `where:` keeps apart are no sums of each other: whoever asks for `Device: [All]` wants those.
      let kept = Set(use.reader.table.filters.compactMap { field($0.column) }).sorted().filter { $0 != variant && $0 != date?.field }
      var keys = [RollUps.Key(extras: kept, variant: variant, date: date)]
      if date == nil {
        let others = place.index.names.indices.filter { !columns.numberFields.contains($0) && $0 != variant && !kept.contains($0) }
        keys += others.prefix(BlockPass.mostGroupFields).map { RollUps.Key(extras: kept + [$0], variant: variant, date: nil) }
      }
      for key in keys where !key.fields.isEmpty && !all.contains(key) && all.count < 2 * BlockPass.mostGroupFields { all.append(key) }
    }
    return all
  }

  /// The number of the variant that a name means, of whichever use knows it; −1 for none.
  func variantNumber(_ name: String) -> Int {
    // Where many share a file, it is enough that the name is one of the file's.
    guard uses.count <= BlockPass.fewUses else { return 0 }
    for (number, use) in uses.enumerated() where use.variant == nil {
      if case .variant(let variant) = use.reader.names.match(name) { return number * BlockPass.mostVariants + variant }
    }
    return -1
  }

  /// Labels of totals that the declaration names.
  var labels: Set<String> { if case .labelled(let labels) = pass.key.totals { labels } else { [] } }

  /// What a row that is known to be a total is called: its first cell that is no number.
  func label(_ scanner: RecordScanner, _ columns: RowColumns) -> String {
    let fields = place.index.names.indices.filter { !columns.numberFields.contains($0) && FileInspection.isName(scanner.field($0)) }
    return fields.first { TotalLabel.matches(scanner.field($0)) }.map(columns.shown) ?? fields.first.map(columns.shown) ?? ""
  }

  /// Asks about rows that hold sums and may be rows all the same.
  /// - Returns: lines that are totals beyond doubt.
  func judge(_ totals: TotalRows, _ rollUps: RollUps, _ columns: RowColumns) throws(FileProblem) -> Set<Int> {
    var found = rollUps.found().filter { !isFiltered || !$0.key.fields.isEmpty }
    if !isFiltered, let line = totals.sumOfOthers { found.append(RollUps.Found(key: .none, lines: [line])) }
    found += kept.flatMap(\.found)
    guard !found.isEmpty else { return [] }
    let labels = RollUpLabels(source(columns))
    var asked: (FileProblem, Set<Int>)?
    for one in found {
      switch try labels.judge(one) {
      case .totals(let lines): return lines
      case .ask(let line, let label, let column, let users):
        if asked == nil {
          asked = (FileProblem("unlabelled_total", RowSentences.sumOfOthers(pass.path, line: line, label: label, column: column)), users)
        }
      case nil: break
      }
    }
    if let asked { for user in asked.1 { uses[user].reader.refuse(asked.0, at: "file") } }
    return []
  }

  private func source(_ columns: RowColumns) -> RollUpLabels.Source {
    let pass = pass
    let place = place
    let uses = uses
    return RollUpLabels.Source(
      open: { () throws(FileProblem) in
        let scanner = RecordScanner(try pass.open().source, delimiter: place.delimiter, chunk: pass.chunk)
        try scanner.skipLines(pass.key.skipRows)
        return scanner
      }, header: place.index, headerLine: place.line, numbers: Set(columns.numberFields), known: pass.totalLines,
      variant: { [self] name in
        let number = variantNumber(name)
        return number < 0 ? name : "\u{0}\(number)"
      },
      isKept: { field, text in
        uses.contains { use in use.reader.table.filters.contains { place.index.find($0.column) == .found(field) && $0.values.contains(text) } }
      },
      users: { scanner in Set(uses.indices.filter { BlockPass.counts(uses[$0], place.index, scanner) }) })
  }

  /// Whether a row is one of the test's, as far as names and filters go.
  private static func counts(_ use: FilePass.Use, _ index: ColumnIndex, _ scanner: RecordScanner) -> Bool {
    let table = use.reader.table
    func text(_ column: String) -> String? {
      guard case .found(let field) = index.find(column) else { return nil }
      return scanner.field(field).text
    }
    for filter in table.filters {
      guard let value = text(filter.column), filter.values.contains(value) else { return false }
    }
    if use.variant != nil { return true }
    guard let name = table.variantColumn.flatMap(text) else { return false }
    return use.reader.names.match(name) != .none
  }
}
