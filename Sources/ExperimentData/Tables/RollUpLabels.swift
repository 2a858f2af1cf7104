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
    /// The variant that a name means, else the name.
    let variant: (String) -> String
    /// Whether some use asks for the rows with this text, by `where:`.
    let isKept: (_ field: Int, _ text: String) -> Bool
    /// The uses that count a row.
    let users: (RecordScanner) -> Set<Int>
  }

  private let source: Source
  /// Candidates of which it is asked who counts them.
  private static let mostSeen = 50

  init(_ source: Source) { self.source = source }

  func judge(_ found: RollUps.Found) throws(FileProblem) -> Verdict? {
    guard let shared = try shared(found) else { return nil }
    var best: (field: Int, lines: Set<Int>)?
    let held = try holders(of: shared.cells, found)
    for (field, lines) in held.sorted(by: { $0.key < $1.key }) {
      // Rows that another table of the same file asks for cannot be left out of it: those that count them are asked.
      if shared.cells[field]?.contains(where: { source.isKept(field, $0) }) ?? false {
        best = nil
        break
      }
      // A label that says nothing, or says that it is a total, is taken at once.
      if shared.cells[field]?.allSatisfy({ $0.isEmpty || RollUpLabels.isTotal($0) }) ?? false { return .totals(lines) }
      if best == nil || lines.count < best?.lines.count ?? 0 { best = (field, lines) }
    }
    if let best, found.lines.count >= 3 { return .totals(best.lines) }
    guard !shared.users.isEmpty, let line = found.lines.min() else { return nil }
    // A variant's own name is no label: leaving out rows of that name would leave out the variant.
    func isLabel(_ field: Int) -> Bool { shared.cells[field].map { $0 != [""] && !$0.contains(where: isVariant) } ?? false }
    let field = best.flatMap { isLabel($0.field) ? $0.field : nil } ?? shared.cells.keys.filter(isLabel).min()
    return .ask(line: line, label: field.flatMap { shared.cells[$0]?.min() } ?? "", column: field.map { source.header.names[$0] } ?? "", users: shared.users)
  }

  private func isVariant(_ name: String) -> Bool { source.variant(name) != name }

  static func isTotal(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { bytes in bytes.baseAddress.map { TotalLabel.matches(FieldBytes(start: $0, count: bytes.count)) } ?? false }
  }

  /// What the candidates have in a column, outside numbers and the names of their groups, where it is the same in all or in many; and who counts any of them.
  private func shared(_ found: RollUps.Found) throws(FileProblem) -> (cells: [Int: Set<String>], users: Set<Int>)? {
    let scanner = try source.open()
    var cells: [Int: Set<String>] = [:]
    var users: Set<Int> = []
    var seen = 0
    for field in source.header.names.indices where !source.numbers.contains(field) && (field == found.key.variant || !found.key.fields.contains(field)) { cells[field] = [] }
    while try scanner.next() {
      guard found.lines.contains(scanner.line) else { continue }
      seen += 1
      if seen <= RollUpLabels.mostSeen { users.formUnion(source.users(scanner)) }
      for field in cells.keys {
        let cell = scanner.field(field)
        // Rates and sums of columns that nobody uses are no labels.
        if cell.isEmpty || FileInspection.isName(cell) { cells[field]?.insert(cell.text) } else { cells[field] = nil }
        if let values = cells[field]?.count, values > max(1, found.lines.count / 3) { cells[field] = nil }
      }
    }
    return seen > 0 ? (cells, users) : nil
  }

  /// Of each such column, all rows that have one of its cells: where rows are grouped, cells that at most one row of each group has (a group of one row has no
  /// total), else cells that hardly any other row has.
  private func holders(of cells: [Int: Set<String>], _ found: RollUps.Found) throws(FileProblem) -> [Int: Set<Int>] {
    guard !cells.isEmpty else { return [:] }
    let scanner = try source.open()
    let isGrouped = !found.key.fields.isEmpty
    let most = found.lines.count == 1 ? 1 : found.lines.count * 2
    var holders: [Int: [[String]: Int]] = [:]
    var ungrouped: [Int: Set<Int>] = [:]
    var sizes: [[String]: Int] = [:]
    var dead: Set<Int> = []
    while try scanner.next() {
      if scanner.line <= source.headerLine || source.known.contains(scanner.line) || scanner.count == 1 { continue }
      let group = found.key.fields.map { $0 == found.key.variant ? source.variant(scanner.field($0).text) : scanner.field($0).text }
      if isGrouped { sizes[group, default: 0] += 1 }
      for (field, texts) in cells where !dead.contains(field) && texts.contains(scanner.field(field).text) {
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
