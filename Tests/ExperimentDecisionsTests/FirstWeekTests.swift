import ExperimentDecisions
import ExperimentModel
import Testing

/// Daily totals before day 7: a test that was planned to be that short may decide, a longer one waits.
@Suite("The first week of daily totals")
struct FirstWeekTests {
  private static func declaration(_ end: String, variants: String = "{a: {}, b: {}}", control: String = "a") -> String {
    """
    start: 2026-01-05
    \(end)
    variants: \(variants)
    control: \(control)
    data: {file: x.csv, variant: v, date: d}
    metrics:
      m: {type: proportion, numerator: x, denominator: n}
    primary: m

    """
  }

  private static func arm(_ rate: Double, days: Int, missing: Set<Int> = []) -> [Story.Day] {
    (0..<days).map { day in
      missing.contains(day) ? Story.Day(metrics: [(0, 0)]) : Story.Day(metrics: [(200 * rate + Double(day % 3) - 1, 200)], spend: 100)
    }
  }

  @Test("money alone ends the test on its fourth day: that is its end, and it decides")
  func budgetOnly() throws {
    var story = try Story(Self.declaration("budget: {total: 800, spent: s}"), every: 7, anchor: "2026-01-05")
    let review = try story.review([Self.arm(0.1, days: 4), Self.arm(0.3, days: 4)], on: "2026-01-09")
    #expect(review.monitoring.isLook && review.decision.action == .scale && review.decision.variant == "b")
    #expect(!review.monitoring.isVerdictBarred)
  }

  @Test("two weeks were planned and the money ran out on day 4: no verdict, then or later")
  func plannedLonger() throws {
    var story = try Story(Self.declaration("duration: 14d\nbudget: {total: 800, spent: s}"), every: 7, anchor: "2026-01-05")
    let arms = [Self.arm(0.1, days: 4), Self.arm(0.3, days: 4)]
    for date in ["2026-01-09", "2026-01-12", "2026-01-19"] {
      let review = try story.review(arms, on: date)
      #expect(review.decision.action == .stop && review.decision.reasons == [.noWinner, .budgetSpent])
      #expect(review.monitoring.isVerdictBarred, "what was missing at the final look stays missing on \(date)")
    }
    #expect(story.ledger.looks.count == 1)
  }

  @Test("and the same at a first review long after: what decides is the days with rows, not the day of the review")
  func reviewedLate() throws {
    var story = try Story(Self.declaration("duration: 14d\nbudget: {total: 800, spent: s}"), every: 7, anchor: "2026-01-05")
    let review = try story.review([Self.arm(0.1, days: 4), Self.arm(0.3, days: 4)], on: "2026-01-19")
    #expect(review.monitoring.isLook && review.decision.action == .stop && review.monitoring.isVerdictBarred)
    #expect(review.health.contains { $0.check == .dispersionUnknown })
  }

  @Test("a day left out of a test of seven cannot make its scatter known: it ends without a verdict, and says so")
  func missingDay() throws {
    var story = try Story(Self.declaration("duration: 7d"), every: 7, anchor: "2026-01-05")
    let review = try story.review([Self.arm(0.1, days: 7), Self.arm(0.3, days: 7, missing: [3])], on: "2026-01-12")
    #expect(review.decision.action == .stop && review.decision.reasons == [.noWinner] && review.monitoring.isVerdictBarred)
  }

  @Test("a treatment with few days is not decided, and does not hold up the others")
  func fewDaysOfOne() throws {
    var story = try Story(Self.declaration("duration: 28d", variants: "{a: {}, b: {}, c: {}}"), every: 14, anchor: "2026-01-05")
    let arms = [Self.arm(0.1, days: 14), Self.arm(0.3, days: 14), Self.arm(0.4, days: 14, missing: Set(4..<14))]
    let review = try story.review(arms, on: "2026-01-19")
    #expect(review.decision.action == .scale && review.decision.variant == "b")
    #expect(story.ledger.standings["c"] == nil)
  }

  @Test("verdicts of a test with fewer than seven days always say that the scatter is not known")
  func shortTestSaysSo() throws {
    var story = try Story(Self.declaration("duration: 4d"), every: 7, anchor: "2026-01-05")
    let review = try story.review([Self.arm(0.1, days: 4), Self.arm(0.3, days: 4)], on: "2026-01-09")
    #expect(review.decision.action == .scale && review.health.contains { $0.check == .dispersionUnknown && !$0.blocking })
  }

  @Test("what a person closed is not looked at again")
  func closed() throws {
    var story = try Story(Self.declaration("duration: 28d"), every: 7, anchor: "2026-01-05")
    let arms = [Self.arm(0.1, days: 28), Self.arm(0.1, days: 28)]
    _ = try story.review(arms, on: "2026-01-12")
    story.ledger.person = PersonDecision(action: .stop, variant: nil, note: "moved on", date: try #require(CalendarDay(iso: "2026-01-13")))
    let later = try story.review(arms, on: "2026-02-02")
    #expect(story.ledger.looks.count == 1 && later.decision.action == .decided)
    #expect(later.decision.recommended == .continue)
  }

  @Test("without a control each variant's standing off a look is the one its comparison had at the look")
  func noControlBetweenLooks() throws {
    var story = try Story(
      Self.declaration("duration: 28d", variants: "{a: {}, b: {}, c: {}}", control: "none"), every: 7, anchor: "2026-01-05")
    let arms = [Self.arm(0.1, days: 14), Self.arm(0.11, days: 14), Self.arm(0.105, days: 14)]
    let look = try story.review(arms, on: "2026-01-12")
    let between = try story.review(arms, on: "2026-01-13")
    #expect(look.monitoring.isLook && !between.monitoring.isLook)
    let standings = look.metrics[0].variants.map(\.standing)
    #expect(standings == [.losing, .leading, .losing])
    #expect(between.metrics[0].variants.map(\.standing) == standings)
  }
}
