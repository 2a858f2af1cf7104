/// A day as people write it, the year first: `2026-11-02`, `2026/11/2`, `2026年11月2日`. Other orders are not guessed.
package enum WrittenDay {
  /// Years in which a test can lie; what is written of other years is a slip.
  package static let years = 2000...2099

  package static func read(_ text: String) -> CalendarDay? {
    var body = Spelling.halfWidth(text).trimmed
    if body.hasSuffix("日") || body.hasSuffix("号") { body.removeLast() }
    let parts = body.split(omittingEmptySubsequences: false) { "-/.年月".contains($0) }
    guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count), (1...2).contains(parts[2].count),
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    return CalendarDay(year: year, month: month, day: day)
  }
}
