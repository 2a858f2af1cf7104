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

  /// 0 for the anchor.
  public func number(of day: CalendarDay) -> Int { (day - anchor) / every }
}
