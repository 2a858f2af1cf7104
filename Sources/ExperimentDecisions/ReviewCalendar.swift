public import ExperimentModel

/// The dates on which reviews fall: `anchor` + k · `every`.
public struct ReviewCalendar: Hashable, Sendable {
  public let anchor: CalendarDay
  /// Days, ≥ 1.
  public let every: Int

  public init(anchor: CalendarDay, every: Int) {
    precondition(every >= 1, "reviews fall at least a day apart")
    self.anchor = anchor
    self.every = every
  }

  public func isReviewDate(_ day: CalendarDay) -> Bool { day >= anchor && (day - anchor) % every == 0 }

  /// The latest review date on or before `day`; nil before the anchor.
  public func latest(onOrBefore day: CalendarDay) -> CalendarDay? {
    day < anchor ? nil : anchor + (day - anchor) / every * every
  }

  /// The first review date after `day`.
  public func next(after day: CalendarDay) -> CalendarDay {
    day < anchor ? anchor : anchor + ((day - anchor) / every + 1) * every
  }

  /// The review that is due, and those that were missed.
  public struct Due: Hashable, Sendable {
    /// The newest review date without a review on or after it; nil when none is due.
    public let date: CalendarDay?
    /// Review dates before `date` that had none; one review at `date` makes up for them all.
    public let missed: [CalendarDay]
  }

  /// - Parameters:
  ///   - last: the newest review; nil before the first.
  ///   - earliestStart: of all experiments: before anything has started there is nothing to review.
  public func due(asOf: CalendarDay, last: CalendarDay?, earliestStart: CalendarDay) -> Due {
    guard let newest = latest(onOrBefore: asOf), last.map({ $0 < newest }) ?? true, newest > earliestStart else { return Due(date: nil, missed: []) }
    var missed = [CalendarDay]()
    var day = next(after: last.map { max($0, earliestStart) } ?? earliestStart)
    while day < newest {
      missed.append(day)
      day = next(after: day)
    }
    return Due(date: newest, missed: missed)
  }

  /// 0 for the anchor.
  public func number(of day: CalendarDay) -> Int { (day - anchor) / every }
}
