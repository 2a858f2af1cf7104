import ExperimentDecisions
import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentRunner

/// What an hourly call finds to do, under clocks that stand at one instant.
@Suite("Scheduled reviews under an injected clock")
struct ScheduledTurnTests {
  private let folder = TemporaryFolder()

  private func workspace(_ zone: String, every: String, anchor: String) {
    folder.write("mvp.yaml", "project: P\ncurrency: CNY\ntimezone: \(zone)\nreviews: {every: \(every), anchor: \(anchor)}\n")
    folder.write(
      "experiments/e.yaml",
      """
      start: \(anchor)
      duration: 300d
      variants: {a: {}, b: {}}
      data: {file: data.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: x, denominator: n}
      primary: m

      """)
    folder.write("data.csv", "v,d,x,n\na,\(anchor),20,200\nb,\(anchor),21,200\n")
  }

  private func day(_ text: String) -> CalendarDay { CalendarDay(iso: text) ?? CalendarDay(number: 0) }

  /// - Parameter instant: `2026-03-09T03:59`, in UTC.
  private func turn(_ instant: String, fromHour: Int = 8) throws -> Runner.ScheduledTurn {
    let parts = instant.split(separator: "T")
    let time = parts[1].split(separator: ":").compactMap { Int($0) }
    let seconds = day(String(parts[0])).number * 86_400 + time[0] * 3600 + time[1] * 60
    return try Runner(workspace: folder.path, clock: .fixed(seconds)).scheduledTurn(fromHour: fromHour)
  }

  @Test("in New York, the day after the clocks went forward (8 March 2026, UTC−5 to UTC−4)")
  func summerTime() throws {
    workspace("America/New_York", every: "1w", anchor: "2026-03-02")
    #expect(try turn("2026-03-09T03:59") == .nothing(next: day("2026-03-09")), "it is 23:59 on the 8th")
    #expect(try turn("2026-03-09T04:00") == .tooEarly(day("2026-03-09")), "it is midnight of the 9th")
    #expect(try turn("2026-03-09T11:59") == .tooEarly(day("2026-03-09")))
    #expect(try turn("2026-03-09T12:00") == .due(day("2026-03-09"), missed: []), "it is eight, not seven")
    // A machine that slept over the date is late, and waits for no hour.
    #expect(try turn("2026-03-10T05:00") == .due(day("2026-03-09"), missed: []))
    #expect(try turn("2026-03-16T04:30") == .tooEarly(day("2026-03-16")))
    #expect(try turn("2026-03-24T05:00") == .due(day("2026-03-23"), missed: [day("2026-03-09"), day("2026-03-16")]))
  }

  @Test("in Shanghai, over the end of the year, whatever zone the machine or cron counts in")
  func yearEnd() throws {
    workspace("Asia/Shanghai", every: "2w", anchor: "2026-12-21")
    #expect(try turn("2027-01-03T15:59", fromHour: 0) == .nothing(next: day("2027-01-04")))
    #expect(try turn("2027-01-03T16:00", fromHour: 0) == .due(day("2027-01-04"), missed: []))
  }

  @Test("in Kolkata, half an hour off the hour")
  func halfHours() throws {
    workspace("Asia/Kolkata", every: "2w", anchor: "2026-06-01")
    #expect(try turn("2026-06-15T02:29") == .tooEarly(day("2026-06-15")))
    #expect(try turn("2026-06-15T02:30") == .due(day("2026-06-15"), missed: []))
  }

  @Test("a changed cadence counts from the anchor on; a review that was made is not made again")
  func changedCadence() throws {
    workspace("UTC", every: "2w", anchor: "2026-03-02")
    _ = try Runner(workspace: folder.path, clock: .fixed(on: day("2026-03-16"))).review()
    #expect(try turn("2026-03-23T09:00") == .nothing(next: day("2026-03-30")))
    folder.write("mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\nreviews: {every: 1w, anchor: 2026-03-02}\n")
    #expect(try turn("2026-03-23T09:00") == .due(day("2026-03-23"), missed: []))
    #expect(try turn("2026-03-16T09:00") == .nothing(next: day("2026-03-23")))
  }

  @Test("what is due has one owner: status and the schedule say the same on every day, reviews made late, skipped or changed in cadence")
  func oneOwner() throws {
    workspace("Asia/Shanghai", every: "1w", anchor: "2026-03-02")
    var due = [Int]()
    for number in 0..<35 {
      let today = day("2026-02-27") + number
      if number == 18 { folder.write("mvp.yaml", "project: P\ncurrency: CNY\ntimezone: Asia/Shanghai\nreviews: {every: 5d, anchor: 2026-03-02}\n") }
      let runner = try Runner(workspace: folder.path, clock: .fixed(on: today))
      let schedule = try runner.schedule()
      let slot = try runner.status().review.slot
      #expect(slot.isDue == (schedule.due != nil) && slot.next == schedule.next, "\(today)")
      if schedule.due != nil { due.append(number) }
      // Made two days late once, skipped until the cadence changes.
      if number == 12, let date = schedule.due { _ = try runner.review(asOf: date) }
      if number == 25, let date = schedule.due { _ = try runner.review(asOf: date) }
    }
    // 9 March is day 10; made on day 12. 16 March, day 17, stands over until the 22nd by the new cadence (day 23) is made on day 25; the 27th is day 28.
    #expect(due == [10, 11, 12] + Array(17...25) + Array(28...34))
  }

  @Test("two at once: the second does nothing, and the first leaves nothing in the way")
  func alone() throws {
    workspace("UTC", every: "2w", anchor: "2026-03-02")
    let runner = try Runner(workspace: folder.path, clock: .fixed(on: day("2026-03-16")))
    let other = try Runner(workspace: folder.path, clock: .fixed(on: day("2026-03-16")))
    let answers = try runner.scheduledAlone { try [other.scheduledAlone { 1 }, nil] }
    #expect(answers == [nil, nil])
    #expect(try other.scheduledAlone { 2 } == 2)
    #expect(folder.read(".mvp/.gitignore") == "*\n")
  }
}
