/// Rows that consoles add below (or above, or between) the data: `合计126条记录`, `总计`, `Total: Account`, `Grand Totals (5700 records)`.
enum TotalLabel {
  /// Whether the cell's text labels a total. A campaign called `Total Wellness` does not.
  @inline(__always) static func matches(_ cell: FieldBytes) -> Bool {
    guard cell.count >= 3 else { return false }
    switch cell[0] {
    case 0x54, 0x74, 0x47, 0x67, 0x53, 0x73, 0xE5, 0xE6: return labels(cell)
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
