public import ExperimentModel

/// Where a day stands in an experiment's looks: how much of the plan has passed, whether this review is a look, how many there will be.
///
/// Looks are review dates inside the test and the final look, nothing else, so that a look is never chosen for its numbers.
public struct LookSchedule: Sendable {
  // Not the whole experiment: evidence carries its schedule along, thousands of times a second in simulations.
  private let start: CalendarDay?
  private let looks: AnalysisPlan.Looks
  private let hasSpendingFunction: Bool
  let calendar: ReviewCalendar
  /// Spend over mature days, per day of the test, as the pace to plan the later reviews by; nil without spending.
  private(set) var spendPerDay: Double?
  private(set) var matureSpend: Double?
  private let lag: Int
  private let end: CalendarDay?
  private let planned: Double?
  private let budget: Double?
  /// Spending time of the latest look taken; 0 before the first.
  var lastLook = 0.0

  init(experiment: Experiment, calendar: ReviewCalendar, asOf: CalendarDay, summary: ExperimentSummary?) {
    start = experiment.start
    looks = experiment.plan.looks
    hasSpendingFunction = experiment.plan.spending != nil
    self.calendar = calendar
    lag = experiment.primary.outcomeLag
    end = experiment.end
    planned = experiment.plannedDays.map(Double.init)
    budget = experiment.budget?.total
    guard let summary, experiment.spent != nil, let start = experiment.start else {
      spendPerDay = nil
      matureSpend = summary.flatMap { experiment.spent == nil ? nil : $0.totalSpend }
      return
    }
    let last = lastMatureDay(asOf)
    let spend = summary.variants.reduce(0) { sum, variant in
      sum + variant.spend.reduce(variant.undatedSpend) { $1.day <= last ? $0 + $1.amount : $0 }
    }
    setSpend(spend, start: start, asOf: asOf)
  }

  /// A test that is still to be planned: its looks by days and money that may be others than declared.
  ///
  /// - Parameters:
  ///   - days: that it is to last; nil where only money ends it.
  ///   - budget: all that may be spent at `spendPerDay`; nil where only time ends it.
  public init(planning experiment: Experiment, calendar: ReviewCalendar, days: Double?, budget: Double?, spendPerDay: Double?) {
    start = experiment.start
    looks = experiment.plan.looks
    hasSpendingFunction = experiment.plan.spending != nil
    self.calendar = calendar
    lag = experiment.primary.outcomeLag
    end = nil
    planned = days
    self.budget = spendPerDay == nil ? nil : budget
    self.spendPerDay = spendPerDay
    matureSpend = spendPerDay == nil ? nil : 0
  }

  /// Spending times of all looks of a test that is still to be planned, the last 1; that one alone where no end can be foreseen.
  public var plannedTimes: [Double] {
    guard let start, looks != .fixed else { return [1] }
    // Outcomes take the lag to come in, and money counts with its outcomes.
    let times = remainingTimes(after: start + lag)
    return times.isEmpty ? [1] : times
  }

  /// The last day whose outcomes are all in.
  func lastMatureDay(_ asOf: CalendarDay) -> CalendarDay { Metric.lastMatureDay(asOf: asOf, lag: lag) }

  /// - Parameter spend: over the days up to `lastMatureDay`.
  mutating func setSpend(_ spend: Double, start: CalendarDay, asOf: CalendarDay) {
    matureSpend = spend
    let days = lastMatureDay(asOf) - start + 1
    spendPerDay = days > 0 ? spend / Double(days) : nil
  }

  /// True when money and not time ends the test.
  func isBudgetSpent(asOf: CalendarDay) -> Bool {
    guard let budget, budget > 0, let spent = matureSpend else { return false }
    let isTimeUp = completeOn.map { asOf >= $0 } ?? false
    return spent >= budget && !isTimeUp || (end == nil && spent >= budget)
  }

  /// The first day on which every outcome of the last day is in; nil without an end.
  var completeOn: CalendarDay? { end.map { $0 + 1 + lag } }

  /// Spending time of a day: the larger of the shares of time and of budget that have passed, 0…1. Later days use the present pace.
  func spendingTime(on day: CalendarDay, asOf: CalendarDay) -> Double {
    var time = 0.0
    if let start, let planned {
      time = Double(day - start - lag) / planned
    }
    if let budget, budget > 0, let spent = matureSpend {
      let later = day > asOf ? Double(day - asOf) * (spendPerDay ?? 0) : 0
      time = max(time, (spent + later) / budget)
    }
    return min(max(time, 0), 1)
  }

  /// True when nothing more can come in: the end (and the outcome lag) has passed, or the budget is spent.
  func isOver(asOf: CalendarDay, spendingTime: Double) -> Bool {
    if let completeOn, asOf >= completeOn { return true }
    return spendingTime >= 1
  }

  /// True when a review on this day, before the test is over, is one of its looks.
  func isInterimLook(_ day: CalendarDay, asOf: CalendarDay, spendingTime: Double) -> Bool {
    isInterimLook(day, asOf: asOf, spendingTime: spendingTime, after: lastLook)
  }

  private func isInterimLook(_ day: CalendarDay, asOf: CalendarDay, spendingTime: Double, after last: Double) -> Bool {
    guard hasSpendingFunction, calendar.isReviewDate(day), let start, day > start, spendingTime > 0 else {
      return false
    }
    switch looks {
    case .fixed: return false
    case .auto: return true
    case .count(let count):
      guard count > 1 else { return false }
      // A share's date is the last review on or before it. It is a look on that date, or on the next review if that one was missed.
      let period = self.spendingTime(on: calendar.next(after: day), asOf: asOf) - spendingTime
      return (1..<count).contains { index in
        let share = Double(index) / Double(count) + 1e-12
        return spendingTime + period > share && last + period <= share
      }
    }
  }

  /// Spending times of the looks still to come after a day at the present pace, the final one's 1 last; empty where no end can be foreseen.
  func remainingTimes(after day: CalendarDay) -> [Double] {
    var review = calendar.next(after: day)
    var last = lastLook
    var times = [Double]()
    for _ in 0..<max(1, 3660 / calendar.every) {
      let time = spendingTime(on: review, asOf: day)
      if isOver(asOf: review, spendingTime: time) { return times + [1] }
      if isInterimLook(review, asOf: day, spendingTime: time, after: last) {
        times.append(time)
        last = time
      }
      review = calendar.next(after: review)
    }
    return []
  }

  /// The looks still to come after a day, the final one included, at the present pace; the next one's date.
  func remaining(after day: CalendarDay) -> (count: Int, next: CalendarDay?) {
    var review = calendar.next(after: day)
    var last = lastLook
    var count = 0
    var first: CalendarDay?
    // A test without a pace and without an end has no foreseeable looks; ten years of reviews bound the rest.
    for _ in 0..<max(1, 3660 / calendar.every) {
      let time = spendingTime(on: review, asOf: day)
      if isOver(asOf: review, spendingTime: time) { return (count + 1, first ?? review) }
      if isInterimLook(review, asOf: day, spendingTime: time, after: last) {
        count += 1
        last = time
        first = first ?? review
      }
      review = calendar.next(after: review)
    }
    return (count, first)
  }
}
