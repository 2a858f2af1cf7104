import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics
import Glibc

/// One world in which whole experiments run, review by review, without a difference between the arms.
struct PolicyCell: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case proportion = "share"
    case costPer = "cost per result"
    case scattered = "cost per result, days scatter ×3"
    case mean = "mean, log-normal"
    case ratio = "return on spend, days scatter as so many orders would"
  }

  let kind: Kind
  /// Results (units for a mean, orders for a return) an arm by the end.
  let results: Double
  let looks: Int
  let variants: Int
  var correction = AnalysisPlan.Correction.holm
  /// Days between reviews.
  var every = 7
  var spending = "obrien-fleming"
  /// Nil: as many weeks as there are looks.
  var daysOfTest: Int?
  /// Of the control, where the metric is a share.
  var share = 0.05

  var runs: Int { kind == .mean && results >= 2000 ? 2000 : 10_000 }

  static let looks = [1, 2, 3, 4, 6, 8, 12]
  /// Of the tests with several treatments.
  static let manyLooks = [1, 4, 12]
  static let grid: [PolicyCell] = {
    var cells = [PolicyCell]()
    for kind in Kind.allCases {
      for size in [20.0, 50, 200, 2000, 20_000] {
        for looks in looks { cells.append(PolicyCell(kind: kind, results: size, looks: looks, variants: 2)) }
      }
    }
    for variants in [3, 5] {
      for correction in [AnalysisPlan.Correction.holm, .dunnett] {
        for kind in [Kind.proportion, .costPer, .mean] {
          for size in [20.0, 200, 2000] where kind != .mean || size < 2000 {
            for looks in manyLooks { cells.append(PolicyCell(kind: kind, results: size, looks: looks, variants: variants, correction: correction)) }
          }
        }
      }
    }
    return cells
  }()

  /// Calendars that leave the tests little to stand on: a look every day, first looks of a day, looks before the days can tell their scatter.
  static let hard: [PolicyCell] = ["obrien-fleming", "pocock"].flatMap { spending in
    [
      PolicyCell(kind: .proportion, results: 108, looks: 6, variants: 2, every: 1, spending: spending, daysOfTest: 6, share: 0.3),
      PolicyCell(kind: .proportion, results: 30, looks: 14, variants: 2, every: 1, spending: spending, daysOfTest: 14, share: 0.02),
      PolicyCell(kind: .costPer, results: 30, looks: 14, variants: 2, every: 1, spending: spending, daysOfTest: 14),
      PolicyCell(kind: .scattered, results: 400, looks: 4, variants: 2, every: 5, spending: spending, daysOfTest: 20),
      PolicyCell(kind: .scattered, results: 60, looks: 7, variants: 2, every: 4, spending: spending, daysOfTest: 28),
      PolicyCell(kind: .mean, results: 60, looks: 10, variants: 2, every: 2, spending: spending, daysOfTest: 20),
    ]
  }

  /// A week between reviews; a test with one look lasts two.
  private var days: Int { daysOfTest ?? 7 * max(looks, 2) }

  private var yaml: String {
    let metric =
      switch kind {
      case .proportion: "{type: proportion, numerator: a, denominator: b}"
      case .costPer, .scattered: "{type: cost_per, cost: a, per: b}"
      case .mean: "{type: mean, value: a}"
      case .ratio: "{type: return_on, value: a, cost: b}"
      }
    let names = (0..<variants).map { "v\($0): {}" }.joined(separator: ", ")
    return """
      start: 2026-01-05
      duration: \(days)d
      variants: {\(names)}
      data: {file: x.csv, \(kind == .mean ? "unit: u, " : "")variant: v, date: d}
      metrics:
        m: \(metric)
      primary: m
      decision: {looks: \(looks == 1 ? "fixed" : "auto"), correction: \(correction == .dunnett ? "dunnett" : "holm"), spending: \(spending)}

      """
  }

  private var question: PlanQuestion {
    let kind: PlanQuestion.Kind =
      switch self.kind {
      case .proportion: .proportion(costPerTrial: nil)
      case .costPer, .scattered: .costPer
      case .mean: .mean(deviation: 1.31, costPerUnit: nil)
      // A day's orders are Poisson, each worth a log-normal with a coefficient of variation of 1.31.
      case .ratio: .mean(deviation: ((1 + 1.31 * 1.31) * Double(days) / results).squareRoot(), costPerUnit: nil)
      }
    let baseline = self.kind == .proportion ? share : self.kind == .mean || self.kind == .ratio ? 1 : 25
    let isCost = self.kind == .costPer || self.kind == .scattered
    return PlanQuestion(kind: kind, baseline: baseline, isIncrease: !isCost, shares: [Double](repeating: 1, count: variants))
  }

  /// Ours, and for two variants the other rules on the same experiments.
  func run(seed: UInt64) async throws -> (ours: SimulationResult, others: OtherWinners?) {
    let workspace = try DeclarationReader.workspace(
      bytes: Array("project: Calibration\ncurrency: CNY\ntimezone: UTC\n".utf8), file: "mvp.yaml", timeZones: TimeZoneDatabase { _ in nil })
    let experiment = try DeclarationReader.experiment(bytes: Array(yaml.utf8), file: "cell.yaml", in: workspace)
    let perArm: Double =
      switch kind {
      case .proportion: results / share
      case .costPer, .scattered: results * 25
      case .mean: results
      case .ratio: 1000 * Double(days)
      }
    guard let start = CalendarDay(iso: "2026-01-05"),
      let simulator = Simulator(
        experiment: experiment, calendar: ReviewCalendar(anchor: start, every: looks == 1 ? 14 : every), question: question,
        sizePerDay: perArm * Double(variants) / Double(days), guards: [])
    else { throw CalibrationError.badCell("\(self)") }
    let scenario: SimulationScenario = kind == .scattered ? .overdispersed : .noEffect
    let ours = await simulator.run(scenario, runs: runs, seed: seed)
    guard variants == 2 else { return (ours, nil) }
    let kind = kind
    let others = await simulator.looks(scenario, runs: runs, seed: seed, into: OtherWinners()) { $0.note($1, kind) }
    return (ours, others.reduce(into: OtherWinners()) { $0.add($1) })
  }
}

enum CalibrationError: Error { case badCell(String) }
