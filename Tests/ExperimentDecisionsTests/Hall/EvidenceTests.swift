import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

@Suite("Evidence: what the data say before any rule")
struct EvidenceTests {
  private static let story = """
    start: 2026-11-02
    duration: 28d
    variants: {old: {}, new: {}}
    data: {file: x.csv, variant: v, date: d}
    metrics:
      m: {type: proportion, numerator: a, denominator: b}
      other: {type: proportion, numerator: c, denominator: b}
    primary: m
    secondary: [other]

    """

  private func summary(_ story: Story, impossible: [DataQuality.Impossible] = [], numerator: Double = 10) -> ExperimentSummary {
    let start = story.experiment.start ?? Hall.end
    let days = (0..<28).map { start + $0 }
    let arm = { (share: Double) in
      VariantSummary(
        units: nil, days: days, spend: [], undatedSpend: 0,
        metrics: [share, 10.0].map { top in
          MetricSummary(
            values: .days(days.map { DayCell(day: $0, numerator: top, denominator: 100) }), missing: 0, immature: 0, segments: [], fractional: false)
        }, rows: 28)
    }
    return ExperimentSummary(variants: [arm(10), arm(numerator)], quality: .clean(newest: days.last, impossible: impossible))
  }

  @Test("counts that cannot be are never compared, and take no other metric with them")
  func refused() throws {
    let story = try Story(Self.story)
    let design = TestDesign(story.experiment)
    let impossible = DataQuality.Impossible(metric: "m", variant: "new", count: 28, text: BilingualText("120 of 100", "100 中的 120"))
    let evidence = Evidence(
      design, summary(story, impossible: [impossible], numerator: 120), ledger: ExperimentLedger(), past: PastLooks(), calendar: story.calendar, asOf: Hall.end)
    #expect(evidence.blockers.map(\.check) == [.impossibleCounts])
    #expect(throws: NoAnswer.self) { try evidence.metrics[0].compare(1, versus: 0) }
    #expect(throws: NoAnswer.self) { try evidence.metrics[0].interval(1, SideLevels(confidence: 0.95)) }
    #expect(evidence.metrics[0].totals(1)?.value == 1.2, "shown as it is")
    #expect(try evidence.metrics[1].compare(1, versus: 0).higher.value > 0.4)
    // The whole review of it stands, blocked, with what was counted.
    let outcome = ExperimentReviewer(calendar: story.calendar, asOf: Hall.end, purpose: .review).outcome(
      for: story.experiment, summary: .success(summary(story, impossible: [impossible], numerator: 120)), ledger: ExperimentLedger())
    #expect(outcome.review.decision.action == .blocked && outcome.review.decision.reasons == [.impossibleCounts])
    #expect(outcome.ledger.looks.isEmpty)
    let arm = outcome.review.metrics[0].variants[1]
    #expect(arm.value == 1.2 && arm.interval?.lower == nil && arm.comparison?.reason == "blocked")
  }

  @Test("a check that passed stands in health too")
  func passed() throws {
    let story = try Story(Self.story)
    let evidence = Evidence(
      TestDesign(story.experiment), summary(story), ledger: ExperimentLedger(), past: PastLooks(), calendar: story.calendar, asOf: Hall.end)
    let passed = evidence.health.filter(\.ok).map(\.check)
    for check in [HealthItem.Check.declarationChanged, .noData, .staleData, .duplicateExposure, .badRows, .overlappingFiles, .impossibleCounts, .notRandomized] {
      #expect(passed.contains(check), "\(check)")
    }
    #expect(evidence.blockers.isEmpty)
  }

  @Test("the best value, the rival and the days beside it")
  func rivals() throws {
    let design = try Hall.design(variants: "{old: {}, a: {}, b: {}}")
    let controlled = Hall.evidence(design, values: [(100, 1000), (120, 1000), (120, 1000)]).primary
    #expect(controlled.best(of: [0, 1, 2]) == 1, "the first of equals")
    #expect(controlled.rival(of: 2) == 0 && controlled.rival(of: 1) == 0)
    #expect(controlled.pairedDays(1) == 28)
    let falling = try Story(Self.story.replacing("numerator: a, denominator: b}", with: "numerator: a, denominator: b, direction: decrease}"))
    let fewest = Hall.evidence(TestDesign(falling.experiment), values: [(100, 1000), (90, 1000)]).primary
    #expect(fewest.best(of: [0, 1]) == 1, "the least of what should fall")
    let story = try Story(Self.story.replacing("variants:", with: "control: none\nvariants:"))
    let free = Evidence(
      TestDesign(story.experiment), summary(story, numerator: 12), ledger: ExperimentLedger(), past: PastLooks(), calendar: story.calendar, asOf: Hall.end
    ).primary
    #expect(free.rival(of: 0) == 1 && free.rival(of: 1) == 0)
  }
}
