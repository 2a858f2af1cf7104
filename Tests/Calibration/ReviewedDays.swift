import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics

/// Days of two arms on their way to a verdict: a declared experiment, its summary, and the reviews that decide.
struct ReviewedDays: Sendable {
  enum Quantity: String, Sendable {
    case results = "{type: cost_per, cost: a, per: b}"
    case returns = "{type: return_on, value: a, cost: b}"
  }

  /// What the review came to.
  struct Outcome: Sendable {
    let isWinner: Bool
    let isLoser: Bool
    /// Of the relative change that the page shows.
    let interval: Interval?
    /// No verdict: the smaller arm cannot carry the skewness.
    var isTooSkewed = false
  }

  private let experiment: Experiment
  private let calendar: ReviewCalendar
  private let quantity: Quantity
  private let start: CalendarDay
  private let days: Int

  init(_ quantity: Quantity, days: Int, split: (Int, Int), looks: Int = 1) throws {
    let workspace = try DeclarationReader.workspace(
      bytes: Array("project: Calibration\ncurrency: CNY\ntimezone: UTC\n".utf8), file: "mvp.yaml", timeZones: TimeZoneDatabase { _ in nil })
    let yaml = """
      start: 2026-01-05
      duration: \(days)d
      variants: {c: {allocation: \(split.0)}, t: {allocation: \(split.1)}}
      control: c
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: \(quantity.rawValue)
      primary: m
      decision: {looks: \(looks == 1 ? "fixed" : "auto")}

      """
    experiment = try DeclarationReader.experiment(bytes: Array(yaml.utf8), file: "cell.yaml", in: workspace)
    guard let start = CalendarDay(iso: "2026-01-05") else { throw CalibrationError.badCell("\(days)") }
    self.start = start
    calendar = ReviewCalendar(anchor: start, every: days / looks)
    self.quantity = quantity
    self.days = days
  }

  /// At the end.
  func review(_ pairs: [DayPair]) -> Outcome {
    var ledger = ExperimentLedger()
    return review(pairs, &ledger)
  }

  /// After so many days, with what earlier reviews left in the ledger.
  func review(_ pairs: [DayPair], _ ledger: inout ExperimentLedger) -> Outcome {
    let outcome = reviewed(pairs, purpose: .review, ledger)
    ledger = outcome.ledger
    let standing = ledger.standings["t"]?.standing
    return Outcome(
      isWinner: standing == .winner, isLoser: standing == .loser, interval: outcome.review.metrics.first?.variants.last?.comparison?.relative)
  }

  /// The interval that the page shows between looks after so many days; nil where it shows none.
  func between(_ pairs: [DayPair]) -> Interval? {
    let shown = reviewed(pairs, purpose: .status).review.metrics.first?.variants.last?.comparison?.difference
    return shown?.reason == nil ? shown : nil
  }

  private func reviewed(_ pairs: [DayPair], purpose: ExperimentReviewer.Purpose, _ ledger: ExperimentLedger = ExperimentLedger()) -> ExperimentReviewer.Outcome {
    func arm(_ count: (DayPair) -> Double, _ exposure: (DayPair) -> Double) -> VariantSummary {
      let cells = pairs.enumerated().map { day, pair in
        quantity == .results
          ? DayCell(day: start + day, numerator: exposure(pair), denominator: count(pair))
          : DayCell(day: start + day, numerator: count(pair), denominator: exposure(pair))
      }
      return VariantSummary(
        units: nil, days: cells.map(\.day), spend: pairs.enumerated().map { DayAmount(day: start + $0.offset, amount: exposure($0.element)) }, undatedSpend: 0,
        metrics: [MetricSummary(values: .days(cells), missing: 0, immature: 0, segments: [], fractional: false)], rows: cells.count)
    }
    let summary = ExperimentSummary(
      variants: [arm({ $0.controlCount }, { $0.controlExposure }), arm({ $0.treatmentCount }, { $0.treatmentExposure })],
      quality: DataQuality(
        files: [], rows: 2 * pairs.count, badRows: 0, badRowExamples: [], outsideNames: [], outsideDates: 0, afterAsOf: 0, shortRows: 0, unitsInTwoVariants: 0,
        units: 0, overlaps: [], impossible: [], newestDay: start + (pairs.count - 1), notes: []))
    return ExperimentReviewer(calendar: calendar, asOf: start + pairs.count, purpose: purpose, parts: purpose == .review ? .oneLine : .all).outcome(
      for: experiment, summary: .success(summary), ledger: ledger)
  }
}
