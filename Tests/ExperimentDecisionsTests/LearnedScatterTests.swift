import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics
import Testing

/// How far days scatter, learned from the workspace's earlier tests and kept by the first record.
@Suite("Scatter of days in short tests")
struct LearnedScatterTests {
  private static func story(days: Int, dispersion: String = "", evidence: String = "randomized") throws -> Story {
    try Story(
      """
      start: 2026-01-05
      duration: \(days)d
      evidence: \(evidence)
      variants: {a: {}, b: {}}
      control: a
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: cost_per, cost: c, per: r}
      primary: m
      decision: {looks: fixed\(dispersion)}

      """, every: 7, anchor: "2026-01-05")
  }

  private static func arms(_ days: [(Double, Double)]) -> [[Story.Day]] {
    [days.map { Story.Day(metrics: [(100, $0.0)], spend: 100) }, days.map { Story.Day(metrics: [(100, $0.1)], spend: 100) }]
  }

  private static let short = [(100.0, 140.0), (90, 130)]

  private static func review(_ story: Story, learned: RecordedScatter?, ledger: ExperimentLedger = ExperimentLedger()) throws -> ExperimentReviewer.Outcome {
    let asOf = try #require(CalendarDay(iso: "2026-01-07"))
    let reviewer = ExperimentReviewer(calendar: story.calendar, asOf: asOf, purpose: .review)
    return reviewer.outcome(for: story.experiment, summary: .success(story.summary(arms(short), until: asOf)), ledger: ledger, learned: learned)
  }

  /// Four days of equal money, 40 : 55, 62 : 48, 30 : 52, 70 : 41: the least squares of u² on V + 2σ²V², with the assumption's own weight (Python).
  @Test("from four days of an earlier test, by hand")
  func fourDays() throws {
    let earlier = try Self.story(days: 28)
    let asOf = try #require(CalendarDay(iso: "2026-01-09"))
    let learned = RecordedScatter.learned(from: [(earlier.experiment, earlier.summary(Self.arms([(40, 55), (62, 48), (30, 52), (70, 41)]), until: asOf))])
    #expect(learned.tests == 1 && learned.days == 4)
    #expect(abs(learned.logVariance - 0.065_844_593_572_594_76) < 1e-12, "\(learned)")
    #expect(RecordedScatter.learned(from: []) == .assumed)
    // What chance did not deal tells of more than scatter.
    let observed = try Self.story(days: 28, evidence: "observational")
    #expect(RecordedScatter.learned(from: [(observed.experiment, observed.summary(Self.arms([(40, 55), (62, 48), (30, 52), (70, 41)]), until: asOf))]) == .assumed)
    // Two days say nothing.
    let two = earlier.summary(Self.arms([(40, 55), (62, 48)]), until: asOf)
    #expect(RecordedScatter.learned(from: [(earlier.experiment, two)]) == .assumed)
  }

  /// 100 : 140 and 90 : 130 results of equal money: U = 40, V = 60 and 55; with 0.04 the variance is 115 + 0.08·(3600 + 3025) = 645, z = 40/√645 = 1.575; by chance alone 40/√115 = 3.730.
  @Test("a short test is decided by it, keeps it, and says where it comes from")
  func decides() throws {
    let story = try Self.story(days: 2)
    #expect(story.experiment.needsScatterAllowance)
    let plain = try Self.review(story, learned: nil)
    #expect(plain.ledger.scatter == .assumed && plain.review.decision.action == .stop)
    let z = try #require(plain.ledger.looks.first?.comparisons.first?.statistic)
    #expect(abs(z - 40 / 645.0.squareRoot()) < 1e-9)
    let quiet = RecordedScatter(logVariance: 0.001, tests: 3, days: 80)
    let learned = try Self.review(story, learned: quiet)
    #expect(learned.ledger.scatter == quiet && learned.review.decision.action == .scale)
    guard case .daysWithBothArms(2, need: 7, allowance: quiet)? = learned.review.health.first(where: { $0.check == .dispersionUnknown })?.finding else {
      Issue.record("the page says what was allowed for")
      return
    }
    // A look at where it stands records nothing.
    let asOf = try #require(CalendarDay(iso: "2026-01-07"))
    let status = ExperimentReviewer(calendar: story.calendar, asOf: asOf, purpose: .status).outcome(
      for: story.experiment, summary: .success(story.summary(Self.arms(Self.short), until: asOf)), ledger: ExperimentLedger(), learned: quiet)
    #expect(status.ledger == ExperimentLedger())
    // What the first record holds stays.
    var kept = ExperimentLedger()
    kept.scatter = quiet
    #expect(try Self.review(story, learned: .assumed, ledger: kept).ledger.scatter == quiet)
  }

  @Test("declared to be none, chance alone decides; longer tests need no allowance")
  func declared() throws {
    let story = try Self.story(days: 2, dispersion: ", dispersion: 1")
    #expect(!story.experiment.needsScatterAllowance)
    let outcome = try Self.review(story, learned: nil)
    #expect(outcome.ledger.scatter == nil && outcome.review.decision.action == .scale)
    #expect(try !Self.story(days: 14).experiment.needsScatterAllowance)
  }
}
