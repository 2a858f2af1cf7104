import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics

/// Units of two arms on their way to a verdict: a declared experiment, its summary, and the reviews that decide. Between looks the always-valid interval that the
/// page shows, day by day.
struct ReviewedUnits: Sendable {
  enum Metric: String, Sendable {
    case mean = "{type: mean, value: a}"
    case ratio = "{type: ratio, numerator: a, denominator: b}"
    case rate = "{type: rate, count: a, per: b}"
    case costPer = "{type: cost_per, cost: a, per: b}"
    case adjusted = "{type: mean, value: a, covariate: c}"
    case stratified = "{type: mean, value: a, strata: c}"
  }

  private let experiment: Experiment
  private let calendar: ReviewCalendar
  private let start: CalendarDay
  static let days = 28

  init(_ metric: Metric, split: (Int, Int), looks: Int = 1) throws {
    let workspace = try DeclarationReader.workspace(
      bytes: Array("project: Calibration\ncurrency: CNY\ntimezone: UTC\n".utf8), file: "mvp.yaml", timeZones: TimeZoneDatabase { _ in nil })
    let yaml = """
      start: 2026-01-05
      duration: \(ReviewedUnits.days)d
      variants: {c: {allocation: \(split.0)}, t: {allocation: \(split.1)}}
      control: c
      data: {file: x.csv, unit: u, variant: v, date: d}
      metrics:
        m: \(metric.rawValue)
      primary: m
      decision: {looks: \(looks == 1 ? "fixed" : "auto")}

      """
    experiment = try DeclarationReader.experiment(bytes: Array(yaml.utf8), file: "cell.yaml", in: workspace)
    guard let start = CalendarDay(iso: "2026-01-05") else { throw CalibrationError.badCell(metric.rawValue) }
    self.start = start
    calendar = ReviewCalendar(anchor: start, every: ReviewedUnits.days / looks)
  }

  /// At the end.
  func review(_ control: UnitValues, _ treatment: UnitValues) -> ReviewedDays.Outcome {
    var ledger = ExperimentLedger()
    return review(control, treatment, after: ReviewedUnits.days, &ledger, of: \.difference)
  }

  /// After so many days, with what earlier reviews left in the ledger.
  func review(
    _ control: UnitValues, _ treatment: UnitValues, after days: Int, _ ledger: inout ExperimentLedger, of form: KeyPath<ComparisonReview, Interval>
  ) -> ReviewedDays.Outcome {
    let outcome = reviewed(control, treatment, after: days, purpose: .review, ledger)
    ledger = outcome.ledger
    let standing = ledger.standings["t"]?.standing
    let shown = outcome.review.metrics.first?.variants.last?.comparison
    return .init(
      isWinner: standing == .winner, isLoser: standing == .loser, interval: shown?[keyPath: form],
      isTooSkewed: outcome.review.health.contains { $0.check == .tooSkewed && !$0.ok })
  }

  /// The interval that the page shows between looks after so many days; nil where it shows none.
  func between(_ control: UnitValues, _ treatment: UnitValues, after days: Int) -> Interval? {
    let shown = reviewed(control, treatment, after: days, purpose: .status).review.metrics.first?.variants.last?.comparison?.difference
    return shown?.reason == nil ? shown : nil
  }

  private func reviewed(
    _ control: UnitValues, _ treatment: UnitValues, after days: Int, purpose: ExperimentReviewer.Purpose, _ ledger: ExperimentLedger = ExperimentLedger()
  ) -> ExperimentReviewer.Outcome {
    let seen = (0..<days).map { start + $0 }
    func arm(_ units: UnitValues) -> VariantSummary {
      VariantSummary(
        units: Double(units.count), days: seen, spend: [], undatedSpend: 0,
        metrics: [MetricSummary(values: .units(units), missing: 0, immature: 0, segments: [], fractional: false)], rows: units.count)
    }
    let summary = ExperimentSummary(
      variants: [arm(control), arm(treatment)],
      quality: DataQuality(
        files: [], rows: control.count + treatment.count, badRows: 0, badRowExamples: [], outsideNames: [], outsideDates: 0, afterAsOf: 0, shortRows: 0,
        unitsInTwoVariants: 0, units: control.count + treatment.count, overlaps: [], impossible: [], newestDay: start + (days - 1), notes: []))
    return ExperimentReviewer(calendar: calendar, asOf: start + days, purpose: purpose, parts: purpose == .review ? .oneLine : .all).outcome(
      for: experiment, summary: .success(summary), ledger: ledger)
  }
}
