import ExperimentModel

/// Lines of text between the header and the first row: questions, descriptions, `{"ImportId": …}`. They belong to the header.
struct TextUnderHeader {
  /// More lines than a header has below it.
  static let mostLines = 5

  private(set) var lines: [Int] = []
  /// Columns that are read as numbers or dates: a row has something of the kind in one of them.
  private let typed: [Int]

  init(columns: RowColumns) { typed = columns.typedFields }
  init(typed: [Int]) { self.typed = typed }

  /// Whether the record, before any row, is such a line.
  mutating func takes(_ scanner: RecordScanner) -> Bool {
    guard lines.count < TextUnderHeader.mostLines, isText(scanner) else { return false }
    lines.append(scanner.line)
    return true
  }

  private func isText(_ scanner: RecordScanner) -> Bool {
    var hasImport = false
    for index in 0..<scanner.count {
      let cell = scanner.field(index)
      if cell.count > 10, cell[0] == 0x7B, cell.text.contains("\"ImportId\"") { hasImport = true }
    }
    if hasImport { return true }
    // A row that gives none of the numbers and dates that are asked for, but text in their place, and no number or date anywhere else.
    guard typed.contains(where: { TextUnderHeader.isText(scanner.field($0)) }) else { return false }
    return (0..<scanner.count).allSatisfy { scanner.field($0).isEmpty || TextUnderHeader.isText(scanner.field($0)) }
  }

  /// Neither a number nor a date, nor a yes or no: `y` is a unit's answer, though it may head a column.
  private static func isText(_ cell: FieldBytes) -> Bool {
    NumberReader.read(cell, mark: .point).state == .unreadable && FileInspection.isName(cell)
  }
}
