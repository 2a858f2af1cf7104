/// A day, with its time if it has one, as a cell states it.
struct DateCell {
  enum State: UInt8 {
    case missing
    case unreadable
    /// `day` is known.
    case day
    /// Month and day are known, the year is not: `day` is unset.
    case yearless
  }

  var state: State
  /// Days since 1970-01-01, on the wall of whoever wrote it.
  var day: Int
  /// Seconds since midnight.
  var seconds = 0.0
  private var east = Int32.min
  private var after: Int32 = 0
  private var monthAndDay: Int16
  private var weekdayNumber: Int8

  init(state: State, day: Int = 0, month: Int = 0, dayOfMonth: Int = 0, weekday: Int = -1) {
    self.state = state
    self.day = day
    // Whoever reads a cell has seen to the ranges (1…12, 1…31, −1…6); nothing that a file holds may trap here.
    monthAndDay = Int16(clamping: month) &* 32 &+ Int16(clamping: dayOfMonth)
    weekdayNumber = Int8(clamping: weekday)
  }

  /// Seconds east of UTC, when the cell says so itself.
  var offset: Int? {
    get { east == .min ? nil : Int(east) }
    set { east = newValue.map { Int32(clamping: $0) } ?? .min }
  }

  /// Days behind the first that the cell covers: 6 for a week, 0 for a day.
  var daysAfter: Int {
    get { Int(after) }
    set { after = Int32(clamping: newValue) }
  }

  var month: Int { Int(monthAndDay) / 32 }
  var dayOfMonth: Int { Int(monthAndDay) % 32 }
  /// 0 = Monday; -1 when none was written.
  var weekday: Int {
    get { Int(weekdayNumber) }
    set { weekdayNumber = Int8(clamping: newValue) }
  }

  static let missing = DateCell(state: .missing)
  static let unreadable = DateCell(state: .unreadable)
}

/// Which of the first two numbers of `1/11/2024` is the day.
enum DateOrder: UInt8 {
  case dayMonth, monthDay
  /// Years of two digits come first: `24/11/01`.
  case yearMonthDay
}

/// How a date was written, for a report on the file.
enum DateShape: UInt8 {
  case iso, compact, slashes, chinese, numeric, named, yearlessNamed, yearlessNumeric, serial, pattern, range

  func pattern(_ order: DateOrder?) -> String {
    switch self {
    case .iso: "yyyy-MM-dd"
    case .compact: "yyyyMMdd"
    case .slashes: "yyyy/M/d"
    case .chinese: "yyyy年M月d日"
    case .numeric:
      switch order {
      case .dayMonth: "d/M/y"
      case .monthDay: "M/d/y"
      case .yearMonthDay: "y/M/d"
      case nil: "?/?/y"
      }
    case .named: "d MMM y"
    case .yearlessNamed: "MMM d"
    case .yearlessNumeric: order == .monthDay ? "M/d" : "d/M"
    case .serial: "Excel serial"
    case .pattern: "pattern"
    case .range: "several days"
    }
  }
}
