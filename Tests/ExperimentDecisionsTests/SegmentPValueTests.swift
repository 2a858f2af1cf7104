import ExperimentDecisions
import ExperimentModel
import Testing

/// Segments never decide; their p-values wait for a look, and are corrected over all of them.
@Suite("p-values of segments")
struct SegmentPValueTests {
  @Test("none between looks; at a look each beside the one corrected over segments and treatments")
  func corrected() throws {
    let story = try Story(
      """
      start: 2026-01-05
      duration: 28d
      variants: {a: {}, b: {}, c: {}}
      control: a
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: cost_per, cost: c, per: r}
      primary: m
      decision: {}

      """, every: 14, anchor: "2026-01-05")
    let results = [20.0, 24, 21]
    let arms = results.map { count in (0..<28).map { day in Story.Day(metrics: [(100, count + Double(day % 3))], spend: 100) } }
    func review(_ date: String, _ purpose: ExperimentReviewer.Purpose) throws -> [SegmentReview] {
      let asOf = try #require(CalendarDay(iso: date))
      let plain = story.summary(arms, until: asOf)
      // Two segments, each of half the money and results.
      let variants = plain.variants.map { arm -> VariantSummary in
        guard case .days(let cells) = arm.metrics[0].values else { return arm }
        let half = MetricSummary.Values.days(cells.map { DayCell(day: $0.day, numerator: $0.numerator / 2, denominator: $0.denominator / 2) })
        let metric = MetricSummary(
          values: arm.metrics[0].values, missing: 0, immature: 0,
          segments: ["new", "old"].map { SegmentSummary(dimension: "client", value: $0, values: half) }, fractional: false)
        return VariantSummary(units: arm.units, days: arm.days, spend: arm.spend, undatedSpend: 0, metrics: [metric], rows: arm.rows)
      }
      let summary = ExperimentSummary(variants: variants, quality: plain.quality)
      return ExperimentReviewer(calendar: story.calendar, asOf: asOf, purpose: purpose)
        .outcome(for: story.experiment, summary: .success(summary), ledger: story.ledger).review.metrics[0].segments
    }
    let between = try review("2026-01-17", .status)
    #expect(between.count == 2)
    for segment in between {
      #expect(segment.variants.dropFirst().allSatisfy { $0.comparison?.pValue == nil && $0.comparison?.adjustedPValue == nil && $0.comparison?.reason == nil })
    }
    for segment in try review("2026-01-19", .review) {
      for arm in segment.variants.dropFirst() {
        let p = try #require(arm.comparison?.pValue)
        // Two segments of two treatments.
        #expect(arm.comparison?.adjustedPValue == min(4 * p, 1))
      }
    }
  }
}
