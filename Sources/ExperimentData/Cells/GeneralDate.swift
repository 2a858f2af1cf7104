import ExperimentModel

extension DateReader {
  /// Every other way to write a day, or several. O(length).
  static func general(_ cell: FieldBytes, order: DateOrder?) -> Reading {
    let reading = single(cell, order: order)
    guard reading.cell.state == .unreadable, reading.open == nil || (order != nil && cell.count > 15), let several = DateRange.read(cell, order: order) else { return reading }
    return Reading(cell: several, shape: .range)
  }

  /// One day.
  static func single(_ cell: FieldBytes, order: DateOrder?) -> Reading {
    guard cell.count > 0 else { return Reading(cell: .missing, shape: .iso) }
    guard cell.count <= 96 else { return Reading(cell: .unreadable, shape: .iso) }
    var cursor = DateCursor(cell)
    guard !cursor.bytes.isEmpty else { return Reading(cell: .missing, shape: .iso) }
    if SlowNumber.saysNothing(cell.text) { return Reading(cell: .missing, shape: .iso) }
    var reading = cursor.date(order)
    guard reading.cell.state == .day || reading.cell.state == .yearless else { return reading }
    let read = cursor.bytes.withUnsafeBufferPointer { bytes -> Bool in
      guard let base = bytes.baseAddress else { return false }
      return time(FieldBytes(start: base, count: bytes.count), from: cursor.at, into: &reading.cell)
    }
    guard read else {
      reading.cell = .unreadable
      return reading
    }
    if reading.cell.state == .day, cursor.weekdays != 0, cursor.weekdays & (1 << UInt8(CalendarDay(number: reading.cell.day).weekday)) == 0 {
      reading.cell = .unreadable
    }
    return reading
  }
}

/// Walks over a date written in words or numbers.
struct DateCursor {
  /// ASCII, `年` and `月` as `-`, `日` and `号` as a space.
  private(set) var bytes: [UInt8]
  private(set) var at = 0
  private var chinese = false
  /// Bit 0 is Monday; 0: none was written.
  private(set) var weekdays: UInt8 = 0

  init(_ cell: FieldBytes) {
    bytes = Array(UnsafeBufferPointer(start: cell.start, count: cell.count))
    // Digits and marks alone say what they say in every language.
    guard !bytes.allSatisfy({ $0 < 0x80 && ($0 | 0x20) &- 0x61 >= 26 && $0 != 0x28 && $0 != 0x5B }) else { return }
    let text = DateText(cell.text)
    bytes = text.bytes
    chinese = text.isEastAsian
    weekdays = text.weekdays
  }

  mutating func date(_ order: DateOrder?) -> DateReader.Reading {
    var reading = body(order)
    // `2026.11.02.`: a final dot, Korean and Hungarian style.
    if at < bytes.count, bytes[at] == 0x2E, at + 1 == bytes.count || bytes[at + 1] == 0x20 || bytes[at + 1] == 0x2C { at += 1 }
    if reading.cell.state == .yearless, weekdays != 0, weekdays & (weekdays - 1) == 0 { reading.cell.weekday = weekdays.trailingZeroBitCount }
    return reading
  }

  private mutating func body(_ order: DateOrder?) -> DateReader.Reading {
    if let month = name(DateNames.months) { return afterMonth(month) }
    guard let first = number() else { return unreadable(.iso) }
    switch first.digits {
    case 8 where !(at < bytes.count && isMark(bytes[at])):
      return full(.compact, first.value / 10_000, first.value / 100 % 100, first.value % 100)
    case 5: return serial(first.value)
    case 4:
      let before = at
      marks()
      if let month = name(DateNames.months) {
        marks()
        guard let day = number(), day.digits <= 2 else { return unreadable(.named) }
        return full(.named, first.value, month, day.value)
      }
      at = before
      spacesBeforeDot()
      guard mark() != nil else { return unreadable(.iso) }
      guard let month = number(), month.digits <= 2 else { return unreadable(.iso) }
      spacesBeforeDot()
      guard mark() != nil, let day = number(), day.digits <= 2 else { return unreadable(.iso) }
      return full(chinese ? .chinese : .slashes, first.value, month.value, day.value)
    case 1, 2: return afterSmall(first.value, order)
    default: return unreadable(.iso)
    }
  }

  /// `Oct 11`, `January 17, 2024`, `Apr-15-2021`.
  private mutating func afterMonth(_ month: Int) -> DateReader.Reading {
    marks()
    guard let day = number(), day.digits <= 2 else { return unreadable(.named) }
    ordinal()
    return withYear(month, day.value)
  }

  /// What starts with one or two digits: a day before a month's name, or a numeric date of open order.
  private mutating func afterSmall(_ first: Int, _ order: DateOrder?) -> DateReader.Reading {
    ordinal()
    let before = at
    marks()
    if let month = name(DateNames.months) { return withYear(month, first) }
    at = before
    spacesBeforeDot()
    guard let between = mark(), let second = number(), second.digits <= 2 else { return unreadable(.numeric) }
    let dots = between == 0x2E
    let after = at
    spacesBeforeDot()
    guard mark() == between, let year = number(), year.digits == 4 || year.digits == 2 else {
      at = after
      if dots, at < bytes.count, bytes[at] == 0x2E { at += 1 }
      guard !(at < bytes.count && isMark(bytes[at])) else { return unreadable(.numeric) }
      if chinese { return yearless(.yearlessNamed, first, second.value) }
      return open(.yearlessNumeric, first, second.value, nil, dots, order)
    }
    return open(.numeric, first, second.value, year, dots, order)
  }

  private func open(
    _ shape: DateShape, _ first: Int, _ second: Int, _ third: (value: Int, digits: Int)?, _ dots: Bool, _ order: DateOrder?
  ) -> DateReader.Reading {
    var reading: DateReader.Reading
    switch order {
    case nil: reading = unreadable(shape)
    case .yearMonthDay:
      guard let third, third.digits == 2 else { return unreadable(shape) }
      return full(shape, DateCursor.century(first), second, third.value)
    case .dayMonth, .monthDay:
      let month = order == .dayMonth ? second : first
      let day = order == .dayMonth ? first : second
      reading =
        third.map { full(shape, $0.digits == 2 ? DateCursor.century($0.value) : $0.value, month, day) } ?? yearless(shape, month, day)
    }
    reading.open = (first, second, dots)
    return reading
  }

  private mutating func withYear(_ month: Int, _ day: Int) -> DateReader.Reading {
    let before = at
    marks()
    if let year = number(), year.digits == 4 || year.digits == 2, !(at < bytes.count && bytes[at] == 0x3A) {
      return full(.named, year.digits == 2 ? DateCursor.century(year.value) : year.value, month, day)
    }
    at = before
    return yearless(.yearlessNamed, month, day)
  }

  /// Days since 1899-12-30, as spreadsheets count: 1982 to 2119; a fraction is the time.
  private mutating func serial(_ value: Int) -> DateReader.Reading {
    guard (30_000...80_000).contains(value) else { return unreadable(.serial) }
    var cell = DateCell(state: .day, day: value - 25_569)
    if at < bytes.count, bytes[at] == 0x2E {
      let fraction = bytes[(at + 1)...]
      guard !fraction.isEmpty, fraction.count <= 17, fraction.allSatisfy({ $0 &- 0x30 < 10 }) else { return unreadable(.serial) }
      var scale = 0.1
      for digit in fraction {
        cell.seconds += Double(digit &- 0x30) * scale * 86_400
        scale /= 10
      }
      at = bytes.count
    }
    return DateReader.Reading(cell: cell, shape: .serial)
  }

  private func full(_ shape: DateShape, _ year: Int, _ month: Int, _ day: Int) -> DateReader.Reading {
    guard let found = CalendarDay(year: year, month: month, day: day) else { return unreadable(shape) }
    return DateReader.Reading(cell: DateCell(state: .day, day: found.number), shape: shape)
  }

  private func yearless(_ shape: DateShape, _ month: Int, _ day: Int) -> DateReader.Reading {
    guard CalendarDay(year: 2000, month: month, day: day) != nil else { return unreadable(shape) }
    return DateReader.Reading(cell: DateCell(state: .yearless, month: month, dayOfMonth: day), shape: shape)
  }

  private func unreadable(_ shape: DateShape) -> DateReader.Reading { DateReader.Reading(cell: .unreadable, shape: shape) }

  /// `13` is 2013, `85` is 1985.
  static func century(_ year: Int) -> Int { year < 70 ? 2000 + year : 1900 + year }

  // MARK: Steps

  private func isMark(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x2F || byte == 0x2E }

  private mutating func mark() -> UInt8? {
    guard at < bytes.count, isMark(bytes[at]) else { return nil }
    at += 1
    let found = bytes[at - 1]
    if found == 0x2E || chinese { while at < bytes.count, bytes[at] == 0x20 { at += 1 } }
    return found
  }

  /// `2 . 11 . 2026`.
  private mutating func spacesBeforeDot() {
    var next = at
    while next < bytes.count, bytes[next] == 0x20 { next += 1 }
    if next < bytes.count, bytes[next] == 0x2E { at = next }
  }

  private mutating func marks() {
    while at < bytes.count, isMark(bytes[at]) || bytes[at] == 0x20 || bytes[at] == 0x2C { at += 1 }
  }

  private mutating func number() -> (value: Int, digits: Int)? {
    var value = 0
    let first = at
    while at < bytes.count, bytes[at] &- 0x30 < 10, at - first < 9 {
      value = value * 10 + Int(bytes[at] &- 0x30)
      at += 1
    }
    return at == first ? nil : (value, at - first)
  }

  /// `1st`, `2nd`, `3rd`, `4th`.
  private mutating func ordinal() {
    guard at + 1 < bytes.count else { return }
    let ending = [bytes[at] | 0x20, bytes[at + 1] | 0x20]
    if ["st", "nd", "rd", "th"].contains(where: { Array($0.utf8) == ending }) { at += 2 }
  }

  /// A name written out, or its first three letters (`Sept` too).
  private mutating func name(_ names: [[UInt8]]) -> Int? {
    var stop = at
    var word: [UInt8] = []
    while stop < bytes.count, (0x61...0x7A).contains(bytes[stop] | 0x20) {
      word.append(bytes[stop] | 0x20)
      stop += 1
    }
    guard let found = DateNames.index(of: word, in: names) else { return nil }
    at = stop
    if at < bytes.count, bytes[at] == 0x2E { at += 1 }
    return found + 1
  }
}

/// Months and weekdays in English, lower case.
enum DateNames {
  static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ].map { Array($0.utf8) }
  static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map { Array($0.utf8) }

  /// The only name that begins with these three letters or more.
  static func index(of word: [UInt8], in names: [[UInt8]]) -> Int? {
    guard word.count >= 3 else { return nil }
    return names.firstIndex { $0.starts(with: word) }
  }
}
