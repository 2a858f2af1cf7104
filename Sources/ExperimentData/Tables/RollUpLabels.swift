import ExperimentModel

/// Tells totals among rows that hold sums by what is written in them: a total has a cell that no row of its group has, empty or with a word of its own.
struct RollUpLabels {
  /// Rows to be left out, or one to be asked about.
  enum Verdict {
    case totals(Set<Int>)
    case ask(line: Int, label: String, column: String, users: Set<Int>)
  }

  /// A file's rows by their groups: read once more, which only files with such rows are.
  struct Source {
    let open: () throws(FileProblem) -> RecordScanner
    let header: ColumnIndex
    let headerLine: Int
    /// Columns that are read as numbers.
    let numbers: Set<Int>
    /// Lines that are no rows.
    let known: Set<Int>
    /// The uses that count a row.
    let users: (RecordScanner) -> Set<Int>
  }

  private let source: Source

  init(_ source: Source) { self.source = source }

  func judge(_ found: RollUps.Found) throws(FileProblem) -> Verdict? {
    guard let shared = try shared(found) else { return nil }
    var best: (field: Int, lines: Set<Int>)?
    let held = try holders(of: shared.cells, found)
    for (field, lines) in held.sorted(by: { $0.key < $1.key }) {
      // A label that says nothing, or says that it is a total, is taken at once.
      if shared.cells[field]?.isEmpty ?? false || RollUpLabels.isTotal(shared.cells[field] ?? "") { return .totals(lines) }
      if best == nil || lines.count < best?.lines.count ?? 0 { best = (field, lines) }
    }
    if let best, found.lines.count >= 3 { return .totals(best.lines) }
    guard !shared.users.isEmpty, let line = found.lines.min() else { return nil }
    let field = best?.field ?? shared.cells.keys.filter { !(shared.cells[$0]?.isEmpty ?? true) }.min()
    return .ask(line: line, label: field.flatMap { shared.cells[$0] } ?? "", column: field.map { source.header.names[$0] } ?? "", users: shared.users)
  }

  static func isTotal(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { bytes in bytes.baseAddress.map { TotalLabel.matches(FieldBytes(start: $0, count: bytes.count)) } ?? false }
  }

  /// The cells that all candidates have in common, outside numbers and the names of their groups; and who counts any of them.
  private func shared(_ found: RollUps.Found) throws(FileProblem) -> (cells: [Int: String], users: Set<Int>)? {
    let scanner = try source.open()
    var cells: [Int: String]?
    var users: Set<Int> = []
    while try scanner.next() {
      guard found.lines.contains(scanner.line) else { continue }
      users.formUnion(source.users(scanner))
      guard let known = cells else {
        cells = [:]
        for field in source.header.names.indices where !source.numbers.contains(field) && !found.fields.contains(field) {
          let cell = scanner.field(field)
          // Rates and sums of columns that nobody uses are no labels.
          if cell.isEmpty || FileInspection.isName(cell) { cells?[field] = cell.text }
        }
        continue
      }
      cells = known.filter { scanner.field($0.key).text == $0.value }
    }
    return cells.map { ($0, users) }
  }

  /// Of each such cell, all rows that have it: where rows are grouped, cells that at most one row of each group has (a group of one row has no total), else
  /// cells that hardly any other row has.
  private func holders(of cells: [Int: String], _ found: RollUps.Found) throws(FileProblem) -> [Int: Set<Int>] {
    guard !cells.isEmpty else { return [:] }
    let scanner = try source.open()
    let isGrouped = !found.fields.isEmpty
    let most = found.lines.count == 1 ? 1 : found.lines.count * 2
    var holders: [Int: [[String]: Int]] = [:]
    var ungrouped: [Int: Set<Int>] = [:]
    var sizes: [[String]: Int] = [:]
    var dead: Set<Int> = []
    while try scanner.next() {
      if scanner.line <= source.headerLine || source.known.contains(scanner.line) || scanner.count == 1 { continue }
      let group = found.fields.map { scanner.field($0).text }
      if isGrouped { sizes[group, default: 0] += 1 }
      for (field, text) in cells where !dead.contains(field) && scanner.field(field).count == text.utf8.count && scanner.field(field).text == text {
        if !isGrouped {
          ungrouped[field, default: []].insert(scanner.line)
          if ungrouped[field]?.count ?? 0 > most { dead.insert(field) }
        } else if holders[field, default: [:]].updateValue(scanner.line, forKey: group) != nil {
          dead.insert(field)
        }
      }
    }
    let lines = isGrouped ? holders.mapValues { Set($0.filter { sizes[$0.key, default: 0] > 1 }.values) } : ungrouped
    return lines.filter { !dead.contains($0.key) && $0.value.isSuperset(of: found.lines) }
  }
}
