import ExperimentModel
import Testing

@testable import ExperimentDecisions

/// Alerts on both sides of their thresholds.
@Suite("Alerts at their thresholds")
struct AlertTableTests {
  private func story(_ decision: String = "looks: auto", budget: String = "") throws -> Story {
    try Story(
      """
      start: 2026-11-02
      duration: 28d
      \(budget)
      variants: {old: {}, new: {}}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: a, denominator: b}
        cac: {type: cost_per, cost: c, per: r}
      primary: m
      secondary: [cac]
      decision: {\(decision)}

      """)
  }

  private func arm(_ shares: Double = 10, spend: Double = 0, days: Int = 28, cost: (Int) -> (Double, Double)) -> [Story.Day] {
    (0..<days).map { Story.Day(metrics: [(shares, 100), cost($0)], spend: spend) }
  }

  /// 10 yuan a day and a result on each of the first so many days of both fortnights; in the second one at another price.
  @Test(
    "a cost per result up by 30 % on the period before, with five results in each",
    arguments: [(13.0, 14, 14, true), (12.99, 14, 14, false), (14, 5, 5, true), (14, 4, 4, false), (14, 5, 4, false), (6, 4, 5, false), (20, 4, 5, false), (10, 14, 14, false)])
  func costIncrease(price: Double, before: Int, now: Int, isSaid: Bool) throws {
    let story = try story()
    let new = arm { day in (day < 14 ? 10 : price, day < 14 ? (day < before ? 1 : 0) : (day - 14 < now ? 1 : 0)) }
    let alert = try story.status([arm { _ in (10, 1) }, new], on: "2026-11-30").alerts.filter { $0.code == .costIncrease }
    #expect(alert.map(\.variant) == (isSaid ? ["new"] : []))
    if isSaid {
      let change = price / 10 * Double(before) / Double(now) - 1
      #expect(abs((alert[0].change ?? 0) - change) < 1e-12 && abs((alert[0].before ?? 0) - 140 / Double(before)) < 1e-9)
      #expect(abs((alert[0].now ?? 0) - 14 * price / Double(now)) < 1e-9)
    }
    // A fortnight earlier the period before began before the test.
    #expect(try !story.status([arm { _ in (10, 1) }, new], on: "2026-11-29").alerts.contains { $0.code == .costIncrease })
  }

  /// Half of the days are over: 1,400 of 2,800 by plan, over two arms.
  @Test(
    "spend beyond 1.2 or below 0.8 of the plan's pace",
    arguments: [(60.0, false), (60.5, true), (50, false), (40, false), (39.5, true)])
  func pace(spend: Double, isSaid: Bool) throws {
    let arms = [arm(spend: spend) { _ in (10, 1) }, arm(spend: spend) { _ in (10, 1) }]
    let alerts = try story(budget: "budget: {total: 2800, spent: c}").status(arms, on: "2026-11-16").alerts.filter { $0.code == .spendPace }
    #expect(alerts.count == (isSaid ? 1 : 0))
    if isSaid { #expect(alerts[0].change == spend / 50 && alerts[0].before == 1400 && alerts[0].now == 28 * spend) }
  }

  @Test("better than planned, while the test goes on: worth a word", arguments: [(13.0, true), (12.1, true), (11.9, false), (11, false), (9, false)])
  func abovePlan(shares: Double, isSaid: Bool) throws {
    var story = try story("looks: auto, minimum_effect: 20%, futility: off", budget: "budget: {total: 2800, spent: c}")
    let review = try story.review([arm(10, spend: 50) { _ in (10, 1) }, arm(shares, spend: 50) { _ in (10, 1) }], on: "2026-11-16")
    #expect(review.decision.action == .continue)
    #expect(review.alerts.contains { $0.code == .conversionAbovePlan && $0.variant == "new" } == isSaid)
  }

  @Test("what is decided needs no more money: twice as good, and no word of it")
  func decided() throws {
    var story = try story("looks: auto, minimum_effect: 20%", budget: "budget: {total: 2800, spent: c}")
    let review = try story.review([arm(10, spend: 50) { _ in (10, 1) }, arm(20, spend: 50) { _ in (10, 1) }], on: "2026-11-16")
    #expect(review.decision.action == .scale && review.progress.phase == .running)
    #expect(!review.alerts.contains { $0.code == .conversionAbovePlan })
  }

  @Test("no result for the target's money: from the target on")
  func noResults() throws {
    let yaml = """
      start: 2026-11-02
      duration: 28d
      variants: {old: {}, new: {}}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: a, denominator: b}
        cac: {type: cost_per, cost: c, per: r}
      primary: m
      guardrails:
        cac: {max: 50}

      """
    for (date, isSaid) in [("2026-11-06", false), ("2026-11-07", true)] {
      let review = try Story(yaml).status([arm { _ in (10, 1) }, arm { _ in (10, 0) }], on: date)
      #expect(review.alerts.contains { $0.code == .noResults && $0.variant == "new" } == isSaid, "\(date)")
    }
  }

  @Test("an arm without newer rows while the other goes on")
  func stopped() throws {
    let alerts = try story().status([arm { _ in (10, 1) }, arm(days: 11) { _ in (10, 1) }], on: "2026-11-16").alerts.filter { $0.code == .variantStopped }
    #expect(alerts.map(\.variant) == ["new"] && alerts[0].now == 3)
    // What is out may stop; a winner that stopped won on old days.
    for (standing, isSaid) in [(ReachedStanding.loser, false), (.dropped, false), (.winner, true)] {
      var story = try story()
      story.ledger.standings["new"] = RecordedStanding(standing: standing, reason: .winner, look: 1, date: Hall.end - 21)
      let alerts = try story.status([arm { _ in (10, 1) }, arm(days: 11) { _ in (10, 1) }], on: "2026-11-16").alerts
      #expect(alerts.contains { $0.code == .variantStopped } == isSaid, "\(standing)")
    }
    #expect(try !story().status([arm { _ in (10, 1) }, arm(days: 12) { _ in (10, 1) }], on: "2026-11-16").alerts.contains { $0.code == .variantStopped })
  }
}
