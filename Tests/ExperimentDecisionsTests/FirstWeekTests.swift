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
    #expect(review.isLook && review.decision.action == .scale && review.decision.variant == "b")
    #expect(!review.isVerdictBarred)
  }

  @Test("two weeks were planned and the money ran out on day 4: no verdict, then or later")
  func plannedLonger() throws {
    var story = try Story(Self.declaration("duration: 14d\nbudget: {total: 800, spent: s}"), every: 7, anchor: "2026-01-05")
    let arms = [Self.arm(0.1, days: 4), Self.arm(0.3, days: 4)]
    for date in ["2026-01-09", "2026-01-12", "2026-01-19"] {
      let review = try story.review(arms, on: date)
      #expect(review.decision.action == .stop && review.decision.reasons == [.noWinner, .budgetSpent])
      #expect(review.isVerdictBarred, "what was missing at the final look stays missing on \(date)")
    }
    #expect(story.ledger.looks.count == 1)
  }

  @Test("a day without rows does not put off the verdict of a test of seven days")
  func missingDay() throws {
    var story = try Story(Self.declaration("duration: 7d"), every: 7, anchor: "2026-01-05")
    let review = try story.review([Self.arm(0.1, days: 7), Self.arm(0.3, days: 7, missing: [3])], on: "2026-01-12")
    #expect(review.decision.action == .scale && review.decision.variant == "b")
  }

  @Test("without a control each variant's standing off a look is the one its comparison had at the look")
  func noControlBetweenLooks() throws {
    var story = try Story(
      Self.declaration("duration: 28d", variants: "{a: {}, b: {}, c: {}}", control: "none"), every: 7, anchor: "2026-01-05")
    let arms = [Self.arm(0.1, days: 14), Self.arm(0.11, days: 14), Self.arm(0.105, days: 14)]
    let look = try story.review(arms, on: "2026-01-12")
    let between = try story.review(arms, on: "2026-01-13")
    #expect(look.isLook && !between.isLook)
    let standings = look.metrics[0].variants.map(\.standing)
    #expect(standings == [.losing, .leading, .losing])
    #expect(between.metrics[0].variants.map(\.standing) == standings)
  }
}
