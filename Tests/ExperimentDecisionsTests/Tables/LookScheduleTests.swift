import ExperimentModel
import Testing

@testable import ExperimentDecisions

/// Four weeks from 2 November 2026 and 2,800 yuan; days are counted from the start. All figures by hand.
@Suite("The schedule of looks: spending time, the end, which reviews are looks")
struct LookScheduleTests {
  private static let start = Hall.end - 28

  private func story(_ plan: String = "duration: 28d", looks: String = "auto", every: Int = 7, lag: Int = 0) throws -> Story {
    try Story(
      """
      start: 2026-11-02
      \(plan)
      outcome_lag: \(lag)d
      variants: {old: {}, new: {}}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: a, denominator: b}
      primary: m
      decision: {looks: \(looks)}

      """, every: every)
  }

  private func schedule(
    _ plan: String = "duration: 28d", looks: String = "auto", every: Int = 7, asOf: Int, spent: Double? = nil, lag: Int = 0
  ) throws -> LookSchedule {
    var schedule = LookSchedule(
      experiment: try story(plan, looks: looks, every: every, lag: lag).experiment, calendar: ReviewCalendar(anchor: Self.start, every: every),
      asOf: Self.start + asOf, summary: nil)
    if let spent { schedule.setSpend(spent, start: Self.start, asOf: Self.start + asOf) }
    return schedule
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var plan = "duration: 28d"
    let asOf: Int
    var spent: Double?
    var lag = 0
    let time: Double
    var isOver = false
    var isBudgetSpent = false
  }

  private static let budget = "budget: {total: 2800, spent: cost}"

  @Test(arguments: [
    Row(testDescription: "half of the days", asOf: 14, time: 0.5), Row(testDescription: "no day over", asOf: 0, time: 0),
    Row(testDescription: "the last day is not over", asOf: 27, time: 27.0 / 28), Row(testDescription: "all days over", asOf: 28, time: 1, isOver: true),
    Row(testDescription: "never beyond 1", asOf: 40, time: 1, isOver: true),
    Row(testDescription: "outcomes take three days", asOf: 14, lag: 3, time: 11.0 / 28),
    Row(testDescription: "the days are over, their outcomes are not", asOf: 30, lag: 3, time: 27.0 / 28),
    Row(testDescription: "the outcomes are in", asOf: 31, lag: 3, time: 1, isOver: true),
    Row(testDescription: "half of the money", plan: budget, asOf: 14, spent: 1400, time: 0.5),
    Row(testDescription: "a yuan left", plan: budget, asOf: 14, spent: 2799, time: 2799.0 / 2800),
    Row(testDescription: "all of the money", plan: budget, asOf: 14, spent: 2800, time: 1, isOver: true, isBudgetSpent: true),
    Row(testDescription: "the larger share: time", plan: "duration: 28d\n" + budget, asOf: 14, spent: 700, time: 0.5),
    Row(testDescription: "the larger share: money", plan: "duration: 28d\n" + budget, asOf: 14, spent: 2100, time: 0.75),
    Row(testDescription: "money before time", plan: "duration: 28d\n" + budget, asOf: 14, spent: 2800, time: 1, isOver: true, isBudgetSpent: true),
    Row(testDescription: "time with money to spare", plan: "duration: 28d\n" + budget, asOf: 28, spent: 2000, time: 1, isOver: true),
    Row(testDescription: "both: it was time that ended it", plan: "duration: 28d\n" + budget, asOf: 28, spent: 2800, time: 1, isOver: true),
  ])
  func time(_ row: Row) throws {
    let asOf = Self.start + row.asOf
    let schedule = try schedule(row.plan, asOf: row.asOf, spent: row.spent, lag: row.lag)
    let time = schedule.spendingTime(on: asOf, asOf: asOf)
    #expect(abs(time - row.time) < 1e-12)
    #expect(schedule.isOver(asOf: asOf, spendingTime: time) == row.isOver)
    #expect(schedule.isBudgetSpent(asOf: asOf) == row.isBudgetSpent)
  }

  @Test("the pace of money is that of mature days, and later days follow it")
  func pace() throws {
    let schedule = try schedule(Self.budget, asOf: 7, spent: 700)
    #expect(schedule.spendPerDay == 100)
    #expect(abs(schedule.spendingTime(on: Self.start + 14, asOf: Self.start + 7) - 0.5) < 1e-12)
    #expect(schedule.remaining(after: Self.start + 7).count == 3)
    // Three days of lag: on day 7 the first four are mature.
    #expect(try self.schedule(Self.budget, asOf: 7, spent: 700, lag: 3).spendPerDay == 175)
  }

  struct Looks: CustomTestStringConvertible, Sendable {
    let looks: String
    var every = 7
    let days: [Int]
    var testDescription: String { "\(looks) looks, a review every \(every) days" }
  }

  @Test(
    "which reviews are looks, the final one left out",
    arguments: [
      Looks(looks: "auto", days: [7, 14, 21]), Looks(looks: "fixed", days: []), Looks(looks: "1", days: []), Looks(looks: "2", days: [14]),
      Looks(looks: "4", days: [7, 14, 21]),
      // Thirds of 28 days are 9.3 and 18.7: the last review on or before each.
      Looks(looks: "3", days: [7, 14]), Looks(looks: "2", every: 10, days: [10]),
    ])
  func looks(_ row: Looks) throws {
    let times = try schedule(looks: row.looks, every: row.every, asOf: 0).remainingTimes(after: Self.start)
    #expect(times == row.days.map { Double($0) / 28 } + [1])
    let remaining = try schedule(looks: row.looks, every: row.every, asOf: 0).remaining(after: Self.start)
    // The final look comes at the first review on or after the end.
    #expect(remaining.count == row.days.count + 1 && remaining.next == Self.start + (row.days.first ?? (27 / row.every + 1) * row.every))
    for day in 0..<28 {
      let asOf = Self.start + day
      var schedule = try schedule(looks: row.looks, every: row.every, asOf: day)
      schedule.lastLook = Double(row.days.last { $0 < day } ?? 0) / 28
      #expect(
        schedule.isInterimLook(asOf, asOf: asOf, spendingTime: schedule.spendingTime(on: asOf, asOf: asOf)) == row.days.contains(day), "day \(day)")
    }
  }

  @Test("the plan of a test that has not begun, with a lag: three weeks of outcomes, then the rest")
  func planned() throws {
    let experiment = try story().experiment
    let calendar = ReviewCalendar(anchor: Self.start, every: 7)
    #expect(LookSchedule(planning: experiment, calendar: calendar, days: 28, budget: nil, spendPerDay: nil).plannedTimes == [0.25, 0.5, 0.75, 1])
    // 1,400 at 100 a day last 14 days.
    #expect(LookSchedule(planning: experiment, calendar: calendar, days: nil, budget: 1400, spendPerDay: 100).plannedTimes == [0.5, 1])
    #expect(LookSchedule(planning: experiment, calendar: calendar, days: nil, budget: nil, spendPerDay: nil).plannedTimes == [1])
  }
}
