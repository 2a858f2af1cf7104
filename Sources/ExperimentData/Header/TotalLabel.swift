/// Rows that consoles add below (or above, or between) the data: `合计126条记录`, `总计`, `Total: Account`, `Grand Totals (5700 records)`.
enum TotalLabel {
  /// Whether the cell's text labels a total. A campaign called `Total Wellness` does not.
  @inline(__always) static func matches(_ cell: FieldBytes) -> Bool {
    guard cell.count >= 5 else { return false }
    // Three bytes tell nearly every cell that is none: tot, gra, sub, sum, or the first character of a Chinese label.
    let start = UInt32(cell[0] | 0x20) << 16 | UInt32(cell[1] | 0x20) << 8 | UInt32(cell[2] | 0x20)
    switch start {
    case 0x746F74, 0x677261, 0x737562, 0x73756D: return labels(cell)
    case 0xE5B0A8, 0xE6A0BB, 0xE5B0AF, 0xE6B1A7, 0xE5A5A8: return labels(cell)
    default: return false
    }
  }

  private static func labels(_ cell: FieldBytes) -> Bool {
    guard cell.count <= 120 else { return false }
    let text = CellText.halfWidth(cell.text).lowercased()
    for word in chinese where text.hasPrefix(word) {
      let rest = text.dropFirst(word.count)
      guard let next = rest.first else { return true }
      return next.isNumber || ":(-".contains(next) || next == "\u{2014}" || (next == " " && rest.contains { $0.isNumber || $0 == ":" })
    }
    for word in english where text.hasPrefix(word) {
      let rest = text.dropFirst(word.count)
      guard let next = rest.first else { return true }
      if next == ":" { return true }
      if next == " ", rest.dropFirst().first.map({ $0 == "(" || $0 == "-" || $0 == "\u{2014}" || $0.isNumber || $0 == ":" }) == true {
        return true
      }
    }
    return false
  }

  private static let chinese = ["合计", "总计", "总和", "汇总", "小计", "全部"]
  private static let english = ["grand totals", "grand total", "totals", "total", "subtotals", "subtotal", "sum total"]
}
