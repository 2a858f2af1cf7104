import ExperimentModel

/// Whether an arm's rows have stopped coming while the test goes on.
enum ArmActivity {
  /// True when the newest row is older than two days, and older than twice the longest pause that the arm made before: sparse arms pause now and then.
  ///
  /// - Parameters:
  ///   - days: with rows, ascending.
  ///   - horizon: the first day that could have no rows yet: the review's, or the one after the end.
  static func hasStopped(_ days: some RandomAccessCollection<CalendarDay>, by horizon: CalendarDay) -> Bool {
    guard let last = days.last else { return false }
    var longest = 1
    for (before, after) in zip(days, days.dropFirst()) { longest = max(longest, after - before) }
    return horizon - 1 - last > max(HealthChecks.staleDays, 2 * longest)
  }
}
