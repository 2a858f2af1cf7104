import ExperimentModel
import Glibc

/// What a cell's number format makes of its number (ECMA-376, part 1, § 18.8.30 and 18.8.31).
enum NumberFormat: Hashable {
  case plain
  case date(time: Bool)
  /// A time of day or a length of time.
  case time
  case percent
  case currency(String)

  /// Formats without a code of their own.
  static func builtIn(_ id: Int) -> NumberFormat {
    switch id {
    case 9, 10: .percent
    case 14...17, 27...31, 34...36, 50...54, 57, 58: .date(time: false)
    case 22: .date(time: true)
    case 18...21, 32, 33, 45...47, 55, 56: .time
    default: .plain
    }
  }

  init(code: String) {
    // Of positive; negative; zero; text the first says what the number is.
    var letters = ""
    var currency: String?
    var scalars = Array(code.unicodeScalars)[...]
    scan: while let scalar = scalars.popFirst() {
      switch scalar {
      case ";": break scan
      case "\\", "_", "*": _ = scalars.popFirst()
      case "\"":
        let quoted = scalars.prefix { $0 != "\"" }
        scalars = scalars.dropFirst(quoted.count + 1)
        let text = String(String.UnicodeScalarView(quoted)).filter { $0 != " " && $0 != "\u{A0}" }
        if NumberFormat.isCurrency(text) { currency = text }
      case "[":
        let inside = scalars.prefix { $0 != "]" }
        scalars = scalars.dropFirst(inside.count + 1)
        let text = String(String.UnicodeScalarView(inside))
        if text.hasPrefix("$") {
          let sign = text.dropFirst().prefix { $0 != "-" }
          if !sign.isEmpty { currency = String(sign) }
        } else if ["h", "m", "s"].contains(text.first?.lowercased()) {
          letters += "h"
        }
      default:
        if NumberFormat.isCurrency(String(Character(scalar))) { currency = String(Character(scalar)) }
        letters.unicodeScalars.append(scalar)
      }
    }
    let lower = letters.lowercased()
    guard !lower.contains("general"), lower != "@" else {
      self = .plain
      return
    }
    let hasDay = lower.contains { "yde".contains($0) } && !lower.contains { "0#?".contains($0) }
    let hasTime = lower.contains { "hs".contains($0) }
    if hasDay || (lower.contains("m") && !hasTime && !lower.contains { "0#?".contains($0) }) {
      self = .date(time: hasTime)
    } else if hasTime {
      self = .time
    } else if lower.contains("%") {
      self = .percent
    } else {
      self = currency.map { .currency($0) } ?? .plain
    }
  }

  /// By the table that cells, headers and declarations are read by.
  private static func isCurrency(_ text: String) -> Bool { Currency.isKnown(text.unicodeScalars) }

  /// The number as text that means the same in any country: no mark but the point for decimals, days in ISO 8601.
  func text(_ value: Double, isEpoch1904: Bool) -> String {
    switch self {
    case .plain: return NumberFormat.decimal(value)
    case .percent: return NumberFormat.decimal(value * 100) + "%"
    case .currency(let sign): return NumberFormat.decimal(value) + " " + sign
    case .date(let time):
      guard let (days, seconds) = NumberFormat.moment(value, isEpoch1904) else { return NumberFormat.decimal(value) }
      let day = NumberFormat.day(days)
      return time || seconds > 0 ? day + " " + NumberFormat.clock(seconds) : day
    case .time:
      guard value >= 0, value < 1e6 else { return NumberFormat.decimal(value) }
      if value >= 1000, let (days, seconds) = NumberFormat.moment(value, isEpoch1904) {
        return NumberFormat.day(days) + " " + NumberFormat.clock(seconds)
      }
      return NumberFormat.clock(Int((value * 86_400).rounded()))
    }
  }

  /// Fifteen digits, as a spreadsheet shows them; three decimals get a fourth, so that nobody takes their point for a thousands mark.
  static func decimal(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    var buffer = [CChar](repeating: 0, count: 64)
    let count = withVaList([value]) { vsnprintf(&buffer, 64, abs(value) >= 1e15 ? "%.15g" : "%.15g", $0) }
    var text = String(decoding: buffer.prefix(Int(max(0, count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if text.contains("e") { return text.uppercased() }
    if let point = text.firstIndex(of: "."), text.distance(from: point, to: text.endIndex) == 4 { text += "0" }
    return text
  }

  /// Days since 1970 and seconds of the day of a serial number; nil outside the years 1900 to 9999.
  private static func moment(_ serial: Double, _ isEpoch1904: Bool) -> (days: Int, seconds: Int)? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var days = Int(serial.rounded(.down))
    var seconds = Int(((serial - serial.rounded(.down)) * 86_400).rounded())
    if seconds == 86_400 {
      days += 1
      seconds = 0
    }
    if isEpoch1904 { return (days - 24_107, seconds) }
    // Lotus 1-2-3 took 1900 for a leap year, and Excel after it: day 60 never was.
    return (days - (days < 60 ? 25_568 : 25_569), seconds)
  }

  private static func clock(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  private static func day(_ number: Int) -> String { CalendarDay(number: number).description }
}
