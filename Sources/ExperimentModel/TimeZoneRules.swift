/// The offsets of one IANA time zone, so that an instant can be put on its day.
public struct TimeZoneRules: Hashable, Sendable {
  /// Such as `Asia/Shanghai`.
  public let name: String
  /// Instants (seconds since 1970-01-01 UTC, ascending) from which each offset holds.
  public let transitions: [Int]
  /// Seconds east of UTC: one more than there are transitions, the first holding before them all.
  public let offsets: [Int]

  public init(name: String, transitions: [Int], offsets: [Int]) {
    precondition(offsets.count == transitions.count + 1, "one offset before each transition and one after the last")
    self.name = name
    self.transitions = transitions
    self.offsets = offsets
  }

  public static let utc = TimeZoneRules(name: "UTC", transitions: [], offsets: [0])

  /// Seconds east of UTC at an instant. O(log transitions).
  public func offset(at secondsSince1970: Int) -> Int {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= secondsSince1970 { low = middle + 1 } else { high = middle }
    }
    return offsets[low]
  }

  /// The local day on which an instant falls.
  public func day(at secondsSince1970: Int) -> CalendarDay {
    let local = secondsSince1970 + offset(at: secondsSince1970)
    return CalendarDay(number: local >= 0 ? local / 86_400 : -((86_399 - local) / 86_400))
  }
}
