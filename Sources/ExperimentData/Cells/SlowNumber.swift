import ExperimentModel

/// Numbers with thousands marks, currencies, percent signs, brackets, full-width digits, 万 and 亿, and the many ways to say nothing.
enum SlowNumber {
  static func read(_ cell: FieldBytes, mark: DecimalMark) -> NumberCell {
    if let frequent = frequentWord(cell) { return frequent }
    guard cell.count <= 100 else { return .unreadable }
    let text = CellText.halfWidth(cell.text)
    guard !text.isEmpty else { return .missing }
    let lower = text.lowercased()
    if missingWords.contains(lower) { return .missing }
    if let logical = logicalWords[lower] { return NumberCell(state: .logical, value: logical, decimals: 0) }
    if let first = text.unicodeScalars.first, "<>≤≥".unicodeScalars.contains(first) {
      return number(String(text.unicodeScalars.dropFirst()), mark).state == .number ? .censored : .unreadable
    }
    return number(text, mark)
  }

  /// By the grammar that declarations and flags share. Percentage points are a change of something and no cell of a table.
  private static func number(_ text: String, _ mark: DecimalMark) -> NumberCell {
    guard let number = WrittenNumber.read(text, mark: mark), number.suffix != .percentagePoints else { return .unreadable }
    return NumberCell(
      state: .number, value: number.value, decimals: number.decimals, isPercent: number.suffix == .percent,
      currency: Currency.number(of: number.currencies))
  }

  /// `TRUE`, `False`, `-` and `--` without making a text of them: whole columns consist of these.
  private static func frequentWord(_ cell: FieldBytes) -> NumberCell? {
    guard cell.count <= 5 else { return nil }
    var packed: UInt64 = 0
    for index in 0..<cell.count { packed = packed << 8 | UInt64(cell[index] | 0x20) }
    switch packed {
    case 0x7472_7565: return NumberCell(state: .logical, value: 1, decimals: 0)
    case 0x66_616C_7365: return NumberCell(state: .logical, value: 0, decimals: 0)
    case 0x2D, 0x2D2D: return cell[0] == 0x2D && cell[cell.count - 1] == 0x2D ? .missing : nil
    default: return nil
    }
  }

  /// What the cell says about the decimal mark of its file; nil when it could be read both ways or is no number.
  static func evidence(_ cell: FieldBytes) -> DecimalMark? { cell.count <= 100 ? WrittenNumber.evidence(cell.text) : nil }

  private static let missingWords = Set(ConsolePresets.everywhere("blank") + [""])

  private static let logicalWords: [String: Double] = [
    "true": 1, "false": 0, "yes": 1, "no": 0, "y": 1, "n": 0, "t": 1, "f": 0, "是": 1, "否": 0,
  ]

  /// Whether a text cell says that nothing is known.
  static func saysNothing(_ text: String) -> Bool { missingWords.contains(CellText.halfWidth(text).lowercased()) }
}

/// Text of cells, made comparable.
enum CellText {
  /// Full-width letters, digits and punctuation as their ASCII twins, wide spaces as a space; trimmed.
  static func halfWidth(_ text: String) -> String {
    trimmed(Spelling.halfWidth(text))
  }

  static func trimmed(_ text: String) -> String {
    var view = Substring(text)
    while let first = view.unicodeScalars.first, first.properties.isWhitespace || first == "\u{FEFF}" { view.unicodeScalars.removeFirst() }
    while let last = view.unicodeScalars.last, last.properties.isWhitespace || last == "\u{FEFF}" { view.unicodeScalars.removeLast() }
    return String(view)
  }
}
