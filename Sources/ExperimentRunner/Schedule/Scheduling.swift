import ExperimentDecisions
public import ExperimentModel

extension Runner {
  /// Where the calendar of reviews stands.
  public struct Schedule: Hashable, Sendable {
    public let asOf: CalendarDay
    public let every: Int
    public let last: CalendarDay?
    /// The review that is due now: the newest review date without a record on or after it.
    public let due: CalendarDay?
    /// Review dates before `due` that were missed; one review at `due` makes up for them all.
    public let missed: [CalendarDay]
    public let next: CalendarDay
  }

  public func schedule(asOf: CalendarDay? = nil) throws -> Schedule {
    let asOf = asOf ?? today
    let calendar = calendar
    let last = try newestReviewDate(by: asOf)
    let due = calendar.due(asOf: asOf, last: last, earliestStart: earliestStart)
    return Schedule(asOf: asOf, every: calendar.every, last: last, due: due.date, missed: due.missed, next: calendar.next(after: asOf))
  }
}
