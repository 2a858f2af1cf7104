/// Rows that consoles add below (or above, or between) the data: `合计126条记录`, `Total: Account`, `Gesamt: Konto`, `合計: アカウント`, `Итого`, `합계`.
enum TotalLabel {
  /// Whether the cell's text labels a total. A campaign called `Total Wellness` does not.
  /// - Parameter starts: `TotalLabel.starts`, held by whoever asks for every cell.
  @inline(__always) static func matches(_ cell: FieldBytes, _ starts: [Bool] = TotalLabel.starts) -> Bool {
    guard cell.count >= 3 else { return false }
    if starts[Int(cell[0] | 0x20) << 8 | Int(cell[1] | 0x20)], labels(cell) { return true }
    // `アカウント合計`, `账户小计`, `총합계`: the word stands last.
    let last = cell[cell.count - 1]
    guard last == 0xA1 || last == 0x88 || last == 0x84, cell[cell.count - 3] >= 0xE8 else { return false }
    return endsInTotal(cell)
  }

  /// Whether the label is of a mean rather than a sum.
  static func isAverage(_ text: String) -> Bool {
    let text = CellText.halfWidth(text).lowercased()
    return averages.contains { text.hasPrefix($0) }
  }

  private static func labels(_ cell: FieldBytes) -> Bool {
    guard cell.count <= 120 else { return false }
    let text = CellText.halfWidth(cell.text).lowercased()
    for word in words where text.hasPrefix(word) && ends(text.dropFirst(word.count), isScript: !(word.utf8.first.map { $0 < 0x80 } ?? true)) { return true }
    return false
  }

  /// What may follow the word: nothing, a colon, a count, a bracket or a dash.
  private static func ends(_ rest: Substring, isScript: Bool) -> Bool {
    guard let next = rest.first else { return true }
    if next == ":" { return true }
    if isScript, next.isNumber || "(-".contains(next) || next == "\u{2014}" { return true }
    guard next == " ", let second = rest.dropFirst().first else { return false }
    return "(-:".contains(second) || second == "\u{2014}" || second == "\u{2013}" || second.isNumber
  }

  private static func endsInTotal(_ cell: FieldBytes) -> Bool {
    guard cell.count <= 60 else { return false }
    let text = CellText.trimmed(cell.text)
    return endings.contains { text.hasSuffix($0) }
  }

  /// The first two bytes (letters of ASCII in lower case) that a label can begin with.
  static let starts: [Bool] = {
    var starts = [Bool](repeating: false, count: 1 << 16)
    for word in words {
      for form in [word, word.uppercased()] {
        let bytes = Array(form.utf8.prefix(2))
        if bytes.count == 2 { starts[Int(bytes[0] | 0x20) << 8 | Int(bytes[1] | 0x20)] = true }
      }
    }
    return starts
  }()

  private static let endings = ConsolePresets.everywhere("total-end")
  private static let averages = ConsolePresets.everywhere("average")
  private static let words = averages + ConsolePresets.everywhere("total")
}
