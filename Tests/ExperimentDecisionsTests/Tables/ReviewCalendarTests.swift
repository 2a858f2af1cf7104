import ExperimentDecisions
import ExperimentModel
import Testing

/// Review dates as a table: 2 November 2026 (day 20,759) and every 14 days after it. Days are counted from that one.
@Suite("Review dates: which days they are, which is due, which were missed")
struct ReviewCalendarTests {
  private static let anchor = CalendarDay(number: 20_759)
  private let calendar = ReviewCalendar(anchor: anchor, every: 14)

  struct Row: CustomTestStringConvertible, Sendable {
    let day: Int
    let isDate: Bool
    let latest: Int?
    let next: Int
    var testDescription: String { "day \(day)" }
  }

  @Test(arguments: [
    Row(day: -14, isDate: false, latest: nil, next: 0), Row(day: -1, isDate: false, latest: nil, next: 0), Row(day: 0, isDate: true, latest: 0, next: 14),
    Row(day: 13, isDate: false, latest: 0, next: 14), Row(day: 14, isDate: true, latest: 14, next: 28), Row(day: 27, isDate: false, latest: 14, next: 28),
    Row(day: 29, isDate: false, latest: 28, next: 42),
  ])
  func dates(_ row: Row) {
    let day = Self.anchor + row.day
    #expect(calendar.isReviewDate(day) == row.isDate)
    #expect(calendar.latest(onOrBefore: day) == row.latest.map { Self.anchor + $0 })
    #expect(calendar.next(after: day) == Self.anchor + row.next)
  }

  struct DueRow: CustomTestStringConvertible, Sendable {
    let asOf: Int
    let last: Int?
    var start = 0
    let due: Int?
    var missed: [Int] = []
    var testDescription: String { "day \(asOf), last \(last.map(String.init) ?? "none"), start \(start)" }
  }

  @Test(arguments: [
    DueRow(asOf: -1, last: nil, due: nil), DueRow(asOf: 0, last: nil, due: nil), DueRow(asOf: 13, last: nil, due: nil), DueRow(asOf: 14, last: nil, due: 14),
    DueRow(asOf: 20, last: nil, due: 14), DueRow(asOf: 14, last: 13, due: 14), DueRow(asOf: 14, last: 14, due: nil), DueRow(asOf: 27, last: 14, due: nil),
    DueRow(asOf: 28, last: 14, due: 28), DueRow(asOf: 28, last: 20, due: 28), DueRow(asOf: 30, last: 30, due: nil),
    DueRow(asOf: 42, last: nil, due: 42, missed: [14, 28]), DueRow(asOf: 45, last: 13, due: 42, missed: [14, 28]),
    DueRow(asOf: 42, last: 14, due: 42, missed: [28]),
    // Nothing is due before something has run for a day, and no date before the start was missed.
    DueRow(asOf: 14, last: nil, start: 14, due: nil), DueRow(asOf: 28, last: nil, start: 20, due: 28), DueRow(asOf: 42, last: 0, start: 14, due: 42, missed: [28]),
  ])
  func due(_ row: DueRow) {
    let due = calendar.due(asOf: Self.anchor + row.asOf, last: row.last.map { Self.anchor + $0 }, earliestStart: Self.anchor + row.start)
    #expect(due.date == row.due.map { Self.anchor + $0 })
    #expect(due.missed == row.missed.map { Self.anchor + $0 })
  }

  @Test("numbers count from the anchor")
  func numbers() {
    #expect([0, 13, 14, 28, 41].map { calendar.number(of: Self.anchor + $0) } == [0, 0, 1, 2, 2])
    let daily = ReviewCalendar(anchor: Self.anchor, every: 1)
    #expect(daily.next(after: Self.anchor) == Self.anchor + 1 && daily.isReviewDate(Self.anchor + 5))
  }
}
