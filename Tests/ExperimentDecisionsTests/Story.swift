import Testing
import ExperimentDecisions
import ExperimentModel
import TestSupport

/// An experiment from its declaration, with data given day by day instead of by files.
struct Story {
  let experiment: Experiment
  let calendar: ReviewCalendar
  var ledger = ExperimentLedger()

  /// - Parameter yaml: the experiment's file; `2w` reviews from 2026-11-02 unless `every` says otherwise.
  init(_ yaml: String, every: Int = 14, anchor: String = "2026-11-02") throws {
    let workspace = try DeclarationReader.workspace(
      bytes: Array("project: Stories\ncurrency: CNY\ntimezone: UTC\n".utf8), file: "mvp.yaml",
      timeZones: TimeZoneDatabase { _ in nil })
    experiment = try DeclarationReader.experiment(bytes: Array(yaml.utf8), file: "experiments/story.yaml", in: workspace)
    calendar = ReviewCalendar(anchor: try #require(CalendarDay(iso: anchor)), every: every)
  }

  /// What one arm had on one day: numerator and denominator of each metric, in their order.
  struct Day {
    var metrics: [(Double, Double)]
    var spend = 0.0
    var units: Double?
  }

  /// The summary of the first `days` days; `days[variant][day]`.
  func summary(_ arms: [[Day]], until asOf: CalendarDay, quality: DataQuality? = nil) -> ExperimentSummary {
    let start = experiment.start ?? CalendarDay(number: 0)
    let past = max(0, asOf - start)
    let variants = arms.map { arm in
      let days = Array(arm.prefix(past))
      let metrics = experiment.metrics.indices.map { index in
        let mature = days.prefix(max(0, past - experiment.metrics[index].outcomeLag))
        let cells = mature.enumerated().map {
          DayCell(day: start + $0.offset, numerator: $0.element.metrics[index].0, denominator: $0.element.metrics[index].1)
        }
        return MetricSummary(
          values: cells.isEmpty ? .nothing : .days(cells), missing: 0, immature: days.count - mature.count, segments: [], fractional: false)
      }
      let units = days.first?.units == nil ? nil : days.reduce(0.0) { $0 + ($1.units ?? 0) }
      return VariantSummary(
        units: units, days: days.indices.map { start + $0 },
        spend: days.enumerated().map { DayAmount(day: start + $0.offset, amount: $0.element.spend) }, undatedSpend: 0, metrics: metrics,
        rows: days.count)
    }
    return ExperimentSummary(variants: variants, quality: quality ?? .clean(newest: past > 0 ? start + (min(past, arms[0].count) - 1) : nil))
  }

  /// A look at where it stands, which changes nothing.
  func status(_ arms: [[Day]], on date: String) throws -> ExperimentReview {
    let asOf = try #require(CalendarDay(iso: date))
    let reviewer = ExperimentReviewer(calendar: calendar, asOf: asOf, purpose: .status)
    return reviewer.outcome(for: experiment, summary: .success(summary(arms, until: asOf)), ledger: ledger).review
  }

  /// One review, kept in the ledger.
  mutating func review(_ arms: [[Day]], on date: String, quality: DataQuality? = nil, parts: ReviewParts = .all) throws -> ExperimentReview {
    let asOf = try #require(CalendarDay(iso: date))
    return try review(summary(arms, until: asOf, quality: quality), on: date, parts: parts)
  }

  mutating func review(_ summary: ExperimentSummary, on date: String, parts: ReviewParts = .all) throws -> ExperimentReview {
    let reviewer = ExperimentReviewer(calendar: calendar, asOf: try #require(CalendarDay(iso: date)), purpose: .review, parts: parts)
    let outcome = reviewer.outcome(for: experiment, summary: .success(summary), ledger: ledger)
    ledger = outcome.ledger
    return outcome.review
  }
}

extension DataQuality {
  static func clean(newest: CalendarDay?, overlaps: [Overlap] = [], impossible: [Impossible] = [], badRows: Int = 0, inTwo: Int = 0)
    -> DataQuality
  {
    DataQuality(
      files: [], rows: 1000, badRows: badRows, badRowExamples: [], outsideNames: [], outsideDates: 0, afterAsOf: 0, shortRows: 0,
      unitsInTwoVariants: inTwo, units: 1000, overlaps: overlaps, impossible: impossible, newestDay: newest, notes: [])
  }
}
