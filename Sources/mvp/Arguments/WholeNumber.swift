import ArgumentParser
import ExperimentModel

/// Whole numbers and lengths of time on the command line.
enum WholeNumber {
  /// `10000`, `10,000`, `1万`.
  static func read(_ text: String, _ range: ClosedRange<Int>) throws -> Int {
    guard let number = WrittenNumber(text), number.suffix == .none, let value = Int(exactly: number.value), range.contains(value) else {
      throw ValidationError(UsageSentences.wholeNumber(from: grouped(range.lowerBound), to: grouped(range.upperBound)))
    }
    return value
  }

  /// A seed: any whole number of 64 bits.
  @Sendable static func seed(_ text: String) throws -> UInt64 {
    if let seed = UInt64(text) { return seed }
    return UInt64(try read(text, 0...9_000_000_000_000_000))
  }

  /// The longest test that can be declared, and so planned.
  static let mostDays = 3660

  /// `14`, `14d`, `2w`, `2 weeks`, `两周`: on the command line a bare number is days.
  @Sendable static func days(_ text: String) throws -> Int {
    if let days = WrittenDays(text)?.days, (1...mostDays).contains(days) { return days }
    guard let days = try? read(text, 1...mostDays) else {
      throw ValidationError(UsageSentences.duration(to: grouped(mostDays)))
    }
    return days
  }

  private static func grouped(_ value: Int) -> String {
    var text = ""
    let digits = String(value)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
