import ArgumentParser

/// A time of the day as it is typed: `HH:MM`.
enum ClockTime {
  /// - Returns: minutes since midnight.
  static func read(_ text: String) throws -> Int {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60, parts[1].utf8.count == 2
    else { throw ValidationError(UsageSentences.timeOfDay(text)) }
    return hour * 60 + minute
  }
}
