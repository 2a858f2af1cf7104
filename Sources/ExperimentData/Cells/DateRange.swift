import ExperimentModel

/// A cell that names several days: `2026-11-02~2026-11-08`, `2 – 8 Nov 2026`, `2026年11月2日至8日`, `20261102-20261108`, `2026-W45`, `2026-11`.
enum DateRange {
  /// More days than a row of a report covers.
  static let mostDays = 400

  /// - Returns: a day with the days after it that the cell covers; nil where the cell is no range.
  static func read(_ cell: FieldBytes, order: DateOrder?) -> DateCell? {
    guard cell.count <= 96, cell.count >= 6 else { return nil }
    let text = CellText.halfWidth(cell.text)
    if let whole = week(text) ?? month(text) { return whole }
    guard let (first, last) = parts(text, order: order).flatMap({ complete($0, $1, order: order) }), last >= first, last - first < mostDays else { return nil }
    var found = DateCell(state: .day, day: first)
    found.daysAfter = last - first
    return found
  }

  /// The two ends as written, for the search for the order of day and month.
  static func ends(_ cell: FieldBytes) -> [String] {
    guard cell.count <= 96, cell.count >= 11 else { return [] }
    return parts(CellText.halfWidth(cell.text), order: .dayMonth).map { [$0, $1] } ?? parts(CellText.halfWidth(cell.text), order: .monthDay).map { [$0, $1] } ?? []
  }

  private static let separators = ["~", "\u{2013}", "\u{2014}", "至", "到", "から", "\u{2192}", "->", "..", " - ", " to ", " bis ", " au ", " al ", " a ", " до ", " t/m ", " s/d "]

  private static func parts(_ text: String, order: DateOrder?) -> (String, String)? {
    for separator in separators {
      guard let (before, after) = cut(text, at: separator), before.contains(where: \.isNumber), after.contains(where: \.isNumber) else { continue }
      return (before, after)
    }
    // The mark of the dates themselves in the middle: `2026-11-02-2026-11-08`, `20261102-20261108`, `11/02/2026-11/08/2026`, `2026-11-02/2026-11-08`.
    let characters = Array(text)
    for place in characters.indices where (characters[place] == "-" || characters[place] == "/") && place > 0 {
      let (before, after) = (String(characters[..<place]), String(characters[(place + 1)...]))
      if isDay(before, order), isDay(after, order) { return (CellText.trimmed(before), CellText.trimmed(after)) }
    }
    return nil
  }

  /// The one place where the separator stands.
  private static func cut(_ text: String, at separator: String) -> (String, String)? {
    let (scalars, mark) = (Array(text.unicodeScalars), Array(separator.unicodeScalars))
    guard scalars.count > mark.count else { return nil }
    let places = (0...(scalars.count - mark.count)).filter { Array(scalars[$0..<($0 + mark.count)]) == mark }
    guard places.count == 1, let place = places.first else { return nil }
    func string(_ part: ArraySlice<Unicode.Scalar>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: part)
      return CellText.trimmed(String(view))
    }
    return (string(scalars[..<place]), string(scalars[(place + mark.count)...]))
  }

  private static func isDay(_ text: String, _ order: DateOrder?) -> Bool { day(text, order).state == .day }

  private static func day(_ text: String, _ order: DateOrder?) -> DateCell {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { DateReader.single(FieldBytes(start: $0, count: bytes.count), order: order).cell } ?? .missing
    }
  }

  /// What one end leaves out is the other's: the year, the month.
  private static func complete(_ first: String, _ last: String, order: DateOrder?) -> (Int, Int)? {
    let (a, b) = (day(first, order), day(last, order ?? .monthDay))
    switch (a.state, b.state) {
    case (.day, .day): return (a.day, b.day)
    case (.day, .yearless):
      let year = CalendarDay(number: a.day).components.year
      let found = [year, year + 1].compactMap { CalendarDay(year: $0, month: b.month, day: b.dayOfMonth)?.number }
      return found.first { $0 >= a.day }.map { (a.day, $0) }
    case (.yearless, .day):
      let year = CalendarDay(number: b.day).components.year
      let found = [year, year - 1].compactMap { CalendarDay(year: $0, month: a.month, day: a.dayOfMonth)?.number }
      return found.first { $0 <= b.day }.map { ($0, b.day) }
    case (.day, _):
      let (year, month, _) = CalendarDay(number: a.day).components
      return number(last).flatMap { CalendarDay(year: year, month: month, day: $0) }.map { (a.day, $0.number) }
    case (_, .day):
      let (year, month, _) = CalendarDay(number: b.day).components
      return number(first).flatMap { CalendarDay(year: year, month: month, day: $0) }.map { ($0.number, b.day) }
    default: return nil
    }
  }

  private static func number(_ text: String) -> Int? {
    let digits = text.filter { !" 日号일.".contains($0) }
    return digits.count <= 2 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
  }

  private static let weekWords: Set<String> = [
    "W", "WK", "KW", "WEEK", "WOCHE", "SEMAINE", "SEM", "SEMANA", "SETTIMANA", "SETT", "UGE", "VECKA", "UKE", "VIIKKO", "TYDZIEŃ", "TÝDEN", "HÉT", "НЕДЕЛЯ", "HAFTA", "周", "週",
    "周目", "주", "주차",
  ]

  /// `2026-W45`, `2026W45`, `KW 45 2026`, `2026年第45周`: ISO 8601 weeks, Monday to Sunday.
  private static func week(_ text: String) -> DateCell? {
    let upper = text.uppercased()
    var digits: [String] = []
    var rest = ""
    for character in upper {
      if character.isASCII, character.isNumber {
        if rest.isEmpty || digits.isEmpty || !rest.hasSuffix("0") { digits.append("") }
        digits[digits.count - 1].append(character)
        if !rest.hasSuffix("0") { rest.append("0") }
      } else {
        // A space parts numbers, and is dropped again below.
        rest.append(character)
      }
    }
    if digits.count == 2, digits[1].count == 4 { digits.reverse() }
    let word = rest.filter { !" 0-/,.年第년".contains($0) }
    guard weekWords.contains(word), digits.count == 2, digits[0].count == 4, digits[1].count <= 2, let year = Int(digits[0]), let week = Int(digits[1]), (1...53).contains(week),
      let fourth = CalendarDay(year: year, month: 1, day: 4)
    else { return nil }
    // The first week holds 4 January.
    let monday = fourth.number - fourth.weekday + (week - 1) * 7
    let thursday = CalendarDay(number: monday + 3).components.year
    guard thursday == year else { return nil }
    var cell = DateCell(state: .day, day: monday)
    cell.daysAfter = 6
    return cell
  }

  /// `2026-11`, `2026/11`, `2026年11月`, `Nov 2026`: a whole month.
  private static func month(_ text: String) -> DateCell? {
    let words = DateText(text)
    var parts: [String] = []
    for byte in words.bytes {
      switch byte {
      case 0x20, 0x2C, 0x2D, 0x2E, 0x2F: parts.append("")
      default:
        if parts.isEmpty { parts.append("") }
        parts[parts.count - 1].append(Character(UnicodeScalar(byte)))
      }
    }
    parts = parts.filter { !$0.isEmpty }
    guard parts.count == 2, let yearText = parts.first(where: { $0.count == 4 && Int($0) != nil }), let year = Int(yearText), (1900...2200).contains(year),
      let other = parts.first(where: { $0 != yearText })
    else { return nil }
    let named = DateNames.months.firstIndex { $0 == Array(other.utf8) }.map { $0 + 1 }
    // A number for the month stands behind the year.
    guard let month = named ?? (parts[0] == yearText && other.count <= 2 ? Int(other) : nil), let first = CalendarDay(year: year, month: month, day: 1),
      let next = CalendarDay(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
    else { return nil }
    var cell = DateCell(state: .day, day: first.number)
    cell.daysAfter = next.number - first.number - 1
    return cell
  }
}
