import ExperimentModel

/// Dates as people and consoles write them. Numeric dates whose order is open need a `DateOrder`; see `DateOrderSearch`.
enum DateReader {
  struct Reading {
    var cell: DateCell
    var shape: DateShape
    /// The two open numbers of a numeric date, whether it was written with dots, which mean day first.
    var open: (first: Int, second: Int, dots: Bool)?
  }

  /// - Parameter order: nil while it is still to be decided; open dates are then unreadable but reported in `open`.
  @inline(__always) static func read(_ cell: FieldBytes, order: DateOrder?) -> DateCell {
    quick(cell) ?? general(cell, order: order).cell
  }

  /// `2026-11-02`, with its time if it has one; nil for every other form.
  @inline(__always) static func quick(_ cell: FieldBytes) -> DateCell? {
    guard cell.count >= 10, let day = isoDay(cell) else { return nil }
    if cell.count == 10 { return DateCell(state: .day, day: day) }
    var result = DateCell(state: .day, day: day)
    return time(cell, from: 10, into: &result) ? result : nil
  }

  static func reading(_ cell: FieldBytes, order: DateOrder?) -> Reading {
    if cell.count >= 10, let day = isoDay(cell) {
      var result = DateCell(state: .day, day: day)
      if time(cell, from: 10, into: &result) { return Reading(cell: result, shape: cell[4] == 0x2D ? .iso : .slashes) }
    }
    return general(cell, order: order)
  }

  /// `YYYY-MM-DD`, also with `/` or `.`, at the start of the cell.
  @inline(__always) private static func isoDay(_ cell: FieldBytes) -> Int? {
    let mark = cell[4]
    guard mark == cell[7], mark == 0x2D || mark == 0x2F || mark == 0x2E else { return nil }
    guard let century = pair(cell, 0), let years = pair(cell, 2), let month = pair(cell, 5), let day = pair(cell, 8) else { return nil }
    return CalendarDay(year: century * 100 + years, month: month, day: day)?.number
  }

  @inline(__always) private static func pair(_ cell: FieldBytes, _ at: Int) -> Int? {
    let tens = cell[at] &- 0x30
    let ones = cell[at + 1] &- 0x30
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
  }

  /// A leap second (`23:59:60`) belongs to the minute it is written in.
  static let lastSecond = 59.999

  /// ` 14:03`, `T14:03:00.5Z`, ` 2:30 PM`, ` 00:03:00 +08:00`; nothing but spaces is midnight.
  static func time(_ cell: FieldBytes, from start: Int, into result: inout DateCell) -> Bool {
    var at = start
    if at < cell.count, cell[at] | 0x20 == 0x74 { at += 1 } else { skipSpaces(cell, &at) }
    if at == cell.count { return at == start || cell[at - 1] | 0x20 != 0x74 }
    guard var hour = twoDigits(cell, &at), hour <= 24 else { return false }
    var minute = 0
    var second = 0.0
    if at < cell.count, cell[at] == 0x3A {
      at += 1
      guard let value = twoDigits(cell, &at), value < 60 else { return false }
      minute = value
      if at < cell.count, cell[at] == 0x3A {
        at += 1
        guard let value = twoDigits(cell, &at), value <= 60 else { return false }
        second = Double(value)
        if at + 1 < cell.count, cell[at] == 0x2E || cell[at] == 0x2C, cell[at + 1] &- 0x30 < 10 {
          at += 1
          var scale = 0.1
          while at < cell.count, cell[at] &- 0x30 < 10 {
            second += Double(cell[at] &- 0x30) * scale
            scale /= 10
            at += 1
          }
        }
      }
    } else if at == cell.count || (cell[at] != 0x20 && cell[at] | 0x20 != 0x61 && cell[at] | 0x20 != 0x70) {
      return false
    }
    if at < cell.count {
      skipSpaces(cell, &at)
      let letter = at < cell.count ? cell[at] | 0x20 : 0
      if letter == 0x61 || letter == 0x70, at + 1 < cell.count, cell[at + 1] | 0x20 == 0x6D {
        guard (1...12).contains(hour) else { return false }
        hour = hour % 12 + (letter == 0x70 ? 12 : 0)
        at += 2
        skipSpaces(cell, &at)
      }
    }
    if hour == 24, minute > 0 || second > 0 { return false }
    second = min(second, lastSecond)
    result.seconds = Double(hour * 3600 + minute * 60) + second
    return at == cell.count || zone(cell, at: at, into: &result)
  }

  @inline(__always) private static func skipSpaces(_ cell: FieldBytes, _ at: inout Int) {
    while at < cell.count, cell[at] == 0x20 || cell[at] == 0x2C { at += 1 }
  }

  /// One or two digits.
  @inline(__always) private static func twoDigits(_ cell: FieldBytes, _ at: inout Int) -> Int? {
    guard at < cell.count, cell[at] &- 0x30 < 10 else { return nil }
    var value = Int(cell[at] &- 0x30)
    at += 1
    if at < cell.count, cell[at] &- 0x30 < 10 {
      value = value * 10 + Int(cell[at] &- 0x30)
      at += 1
    }
    return value
  }

  private static func zone(_ cell: FieldBytes, at start: Int, into result: inout DateCell) -> Bool {
    var at = start
    if at < cell.count, cell[at] | 0x20 == 0x7A {
      result.offset = 0
      at += 1
    } else if at + 3 <= cell.count, cell[at] | 0x20 == 0x75 || cell[at] | 0x20 == 0x67 {
      let name = FieldBytes(start: cell.start + at, count: 3).text.lowercased()
      guard name == "utc" || name == "gmt" else { return false }
      result.offset = 0
      at += 3
    }
    if at < cell.count, cell[at] == 0x2B || cell[at] == 0x2D {
      let sign = cell[at] == 0x2D ? -1 : 1
      var digits: [Int] = []
      at += 1
      while at < cell.count, digits.count < 4 {
        if cell[at] == 0x3A, digits.count == 2 {
          at += 1
          continue
        }
        guard cell[at] &- 0x30 < 10 else { break }
        digits.append(Int(cell[at] &- 0x30))
        at += 1
      }
      guard digits.count == 2 || digits.count == 4 else { return false }
      let hours = digits[0] * 10 + digits[1]
      let minutes = digits.count == 4 ? digits[2] * 10 + digits[3] : 0
      guard hours <= 18, minutes < 60 else { return false }
      result.offset = sign * (hours * 3600 + minutes * 60)
    }
    return at == cell.count
  }
}
