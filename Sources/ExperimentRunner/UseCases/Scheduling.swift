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
    let last = try newestReviewDate()
    var due: CalendarDay?
    var missed = [CalendarDay]()
    if let newest = calendar.latest(onOrBefore: asOf), last.map({ $0 < newest }) ?? true, newest > earliestStart {
      due = newest
      var day = last.map { calendar.next(after: $0) } ?? calendar.next(after: earliestStart)
      while day < newest {
        missed.append(day)
        day = calendar.next(after: day)
      }
    }
    return Schedule(asOf: asOf, every: calendar.every, last: last, due: due, missed: missed, next: calendar.next(after: asOf))
  }

  /// Before anything has started there is nothing to review.
  private var earliestStart: CalendarDay { loaded.experiments.compactMap(\.start).min() ?? calendar.anchor }
}
