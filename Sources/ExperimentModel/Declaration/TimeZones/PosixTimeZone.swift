/// A POSIX `TZ` rule with the extensions of RFC 8536 §3.3.1, such as `EST5EDT,M3.2.0,M11.1.0` or `<+08>-8`.
struct PosixTimeZone: Hashable {
  /// When summer time begins or ends, as a day of any year and seconds after its local midnight.
  struct Change: Hashable {
    enum Day: Hashable {
      /// `Jn`: 1…365, 29 February never counted.
      case julian(Int)
      /// `n`: 0…365, 29 February counted.
      case zeroBased(Int)
      /// `Mm.w.d`: weekday d (0 = Sunday) of week w (5 = last) of month m.
      case weekday(month: Int, week: Int, weekday: Int)
    }

    let day: Day
    let seconds: Int

    func localSeconds(year: Int) -> Int? {
      guard let first = CalendarDay(year: year, month: 1, day: 1) else { return nil }
      let leap = CalendarDay.length(ofMonth: 2, year: year) == 29
      switch day {
      case .julian(let number): return (first.number + number - 1 + (leap && number >= 60 ? 1 : 0)) * 86_400 + seconds
      case .zeroBased(let number): return (first.number + number) * 86_400 + seconds
      case .weekday(let month, let week, let weekday):
        guard let start = CalendarDay(year: year, month: month, day: 1) else { return nil }
        // CalendarDay counts from Monday, POSIX from Sunday.
        let ahead = ((weekday + 6) % 7 - start.weekday + 7) % 7
        var date = 1 + ahead + (week - 1) * 7
        if date > CalendarDay.length(ofMonth: month, year: year) { date -= 7 }
        return (start.number + date - 1) * 86_400 + seconds
      }
    }
  }

  struct Rule: Hashable {
    /// Seconds east of UTC in summer time.
    let offset: Int
    let start: Change
    let end: Change
  }

  /// Seconds east of UTC.
  let standard: Int
  let rule: Rule?

  /// Nil when the text is no such rule.
  init?(_ text: String) {
    var scanner = Scanner(text: Array(text.utf8))
    guard scanner.name(), let west = scanner.time() else { return nil }
    standard = -west
    if scanner.atEnd {
      rule = nil
      return
    }
    guard scanner.name() else { return nil }
    var summer = standard + 3600
    if !scanner.atEnd, !scanner.peek(is: ",") {
      guard let offset = scanner.time() else { return nil }
      summer = -offset
    }
    guard scanner.take(","), let start = scanner.change(), scanner.take(","), let end = scanner.change(), scanner.atEnd else { return nil }
    rule = Rule(offset: summer, start: start, end: end)
  }

  /// Instants at which the offset changes, ascending, for whole years.
  func transitions(years: ClosedRange<Int>) -> [(instant: Int, offset: Int)] {
    guard let rule else { return [] }
    var result: [(instant: Int, offset: Int)] = []
    for year in years {
      if let start = rule.start.localSeconds(year: year) { result.append((start - standard, rule.offset)) }
      if let end = rule.end.localSeconds(year: year) { result.append((end - rule.offset, standard)) }
    }
    return result.sorted { $0.instant < $1.instant }
  }

  private struct Scanner {
    let text: [UInt8]
    var position = 0

    init(text: [UInt8]) { self.text = text }

    var atEnd: Bool { position >= text.count }
    func peek(is character: Unicode.Scalar) -> Bool { position < text.count && UInt32(text[position]) == character.value }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard peek(is: character) else { return false }
      position += 1
      return true
    }

    mutating func name() -> Bool {
      if take("<") {
        guard let close = text[position...].firstIndex(of: UInt8(ascii: ">")), close - position >= 3 else { return false }
        position = close + 1
        return true
      }
      let start = position
      while position < text.count, (65...90).contains(text[position]) || (97...122).contains(text[position]) { position += 1 }
      return position - start >= 3
    }

    mutating func number() -> Int? {
      let start = position
      while position < text.count, (48...57).contains(text[position]), position - start < 4 { position += 1 }
      return position > start ? Int(String(decoding: text[start..<position], as: UTF8.self)) : nil
    }

    /// `[+-]h[h[h]][:mm[:ss]]` in seconds.
    mutating func time() -> Int? {
      let sign = take("-") ? -1 : 1
      if sign == 1 { _ = take("+") }
      guard let hours = number(), hours <= 167 else { return nil }
      var seconds = hours * 3600
      for scale in [60, 1] where take(":") {
        guard let part = number(), part < 60 else { return nil }
        seconds += part * scale
      }
      return sign * seconds
    }

    mutating func change() -> Change? {
      let day: Change.Day
      if take("M") {
        guard let month = number(), (1...12).contains(month), take("."), let week = number(), (1...5).contains(week), take("."),
          let weekday = number(), (0...6).contains(weekday)
        else { return nil }
        day = .weekday(month: month, week: week, weekday: weekday)
      } else if take("J") {
        guard let number = number(), (1...365).contains(number) else { return nil }
        day = .julian(number)
      } else {
        guard let number = number(), (0...365).contains(number) else { return nil }
        day = .zeroBased(number)
      }
      var seconds = 7200
      if take("/") {
        guard let time = time() else { return nil }
        seconds = time
      }
      return Change(day: day, seconds: seconds)
    }
  }
}
