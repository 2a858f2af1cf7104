import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics

/// Experiments of two arms on their last day, from their summaries to the verdict and its record: evidence, tests with skewness and the memory of days, the
/// look and its figures, standings, verdict, ledger and the review of one line, as `mvp review` works them out.
struct Reviewed {
  private let experiment: Experiment
  private let calendar: ReviewCalendar
  private let start: CalendarDay
  private let days: Int
  private let summaries: [ExperimentSummary]

  /// - Parameter extra: keys of the data beside the file.
  private init(days: Int, metric: String, extra: String, _ summarise: (CalendarDay, inout SeededGenerator) -> ExperimentSummary) throws {
    let workspace = try DeclarationReader.workspace(
      bytes: Array("project: Bench\ncurrency: CNY\ntimezone: UTC\n".utf8), file: "mvp.yaml", timeZones: TimeZoneDatabase { _ in nil })
    let yaml = """
      start: 2026-01-05
      duration: \(days)d
      variants: {c: {}, t: {}}
      control: c
      data: {file: x.csv, variant: v, date: d\(extra)}
      metrics:
        m: \(metric)
      primary: m

      """
    experiment = try DeclarationReader.experiment(bytes: Array(yaml.utf8), file: "bench.yaml", in: workspace)
    start = CalendarDay(iso: "2026-01-05") ?? CalendarDay(number: 0)
    calendar = ReviewCalendar(anchor: start, every: days)
    self.days = days
    var draws = SeededGenerator(seed: 17)
    var summaries = [ExperimentSummary]()
    for _ in 0..<1000 { summaries.append(summarise(start, &draws)) }
    self.summaries = summaries
  }

  /// Money and results of 14 days.
  static func byDay() throws -> Reviewed {
    let days = 14
    return try Reviewed(days: days, metric: "{type: cost_per, cost: a, per: b}", extra: "") { start, draws in
      let arms = (0..<2).map { _ in
        let cells = (0..<days).map { DayCell(day: start + $0, numerator: 500, denominator: draws.scatteredCount(mean: 20, dispersion: 1.8)) }
        return VariantSummary(
          units: nil, days: cells.map(\.day), spend: cells.map { DayAmount(day: $0.day, amount: $0.numerator) }, undatedSpend: 0,
          metrics: [MetricSummary(values: .days(cells), missing: 0, immature: 0, segments: [], fractional: false)], rows: days)
      }
      return Reviewed.summary(arms, units: 0, newest: start + (days - 1))
    }
  }

  /// Money of 1,000 units an arm, of which a tenth buy.
  static func byUnit() throws -> Reviewed {
    let days = 14
    return try Reviewed(days: days, metric: "{type: mean, value: a}", extra: ", unit: u") { start, draws in
      let arms = (0..<2).map { _ in
        var moments = JointMoments.Sums()
        var (sum, nonzero) = (0.0, 0)
        for _ in 0..<1000 {
          let value = draws.uniform() < 0.1 ? draws.logNormal(mean: 200, sigma: 1) : 0
          moments.add(dx: 0, dy: value - 20, isNonzero: value != 0)
          sum += value
          nonzero += value == 0 ? 0 : 1
        }
        let joint = JointMoments(moments, aboutX: 1, aboutY: 20)
        let values = UnitValues(
          count: 1000, nonzero: nonzero, sum: sum, mean: joint.meanY, squaredDeviations: joint.yy, cubedDeviations: joint.yyy, denominator: nil, days: days)
        return VariantSummary(
          units: 1000, days: (0..<days).map { start + $0 }, spend: [], undatedSpend: 0,
          metrics: [MetricSummary(values: .units(values), missing: 0, immature: 0, segments: [], fractional: false)], rows: 1000)
      }
      return Reviewed.summary(arms, units: 2000, newest: start + (days - 1))
    }
  }

  private static func summary(_ arms: [VariantSummary], units: Int, newest: CalendarDay) -> ExperimentSummary {
    ExperimentSummary(
      variants: arms,
      quality: DataQuality(
        files: [], rows: 0, badRows: 0, badRowExamples: [], outsideNames: [], outsideDates: 0, afterAsOf: 0, shortRows: 0, unitsInTwoVariants: 0, units: units,
        overlaps: [], impossible: [], newestDay: newest, notes: []))
  }

  var count: Int { summaries.count }

  /// - Returns: how many came to a look, so that none is optimised away.
  func reviewAll() -> Int {
    let reviewer = ExperimentReviewer(calendar: calendar, asOf: start + days, purpose: .review, parts: .oneLine)
    return summaries.reduce(0) { $0 + reviewer.outcome(for: experiment, summary: .success($1), ledger: ExperimentLedger()).ledger.looks.count }
  }
}
