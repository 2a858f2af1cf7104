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
    case ratio = "return on spend, by day"
  }

  let kind: Kind
  /// Results (units for a mean) an arm by the end; nil for a ratio by day, which has days alone.
  let results: Double?
  let looks: Int
  let variants: Int

  var runs: Int { (results ?? 0) >= 2000 ? 2000 : 4000 }

  static let looks = [1, 2, 3, 4, 6, 8, 12]
  static let grid: [PolicyCell] = {
    var cells = [PolicyCell]()
    for kind in Kind.allCases {
      let sizes: [Double?] = kind == .ratio ? [nil] : [20, 50, 200, 2000, 20_000]
      for size in sizes { for looks in looks { cells.append(PolicyCell(kind: kind, results: size, looks: looks, variants: 2)) } }
    }
    for variants in [3, 5] {
      for kind in [Kind.proportion, .costPer] {
        for size in [20.0, 200, 2000] { for looks in [1, 4] { cells.append(PolicyCell(kind: kind, results: size, looks: looks, variants: variants)) } }
      }
    }
    return cells
  }()

  /// A week between reviews; a test with one look lasts two.
  private var days: Int { 7 * max(looks, 2) }

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
      decision: {looks: \(looks == 1 ? "fixed" : "auto")}

      """
  }

  private var question: PlanQuestion {
    let kind: PlanQuestion.Kind =
      switch self.kind {
      case .proportion: .proportion(costPerTrial: nil)
      case .costPer, .scattered: .costPer
      case .mean: .mean(deviation: 1.31, costPerUnit: nil)
      case .ratio: .mean(deviation: 0.5, costPerUnit: nil)
      }
    let baseline = self.kind == .proportion ? 0.05 : self.kind == .mean || self.kind == .ratio ? 1 : 25
    let isCost = self.kind == .costPer || self.kind == .scattered
    return PlanQuestion(kind: kind, baseline: baseline, isIncrease: !isCost, shares: [Double](repeating: 1, count: variants))
  }

  func run(seed: UInt64) async throws -> SimulationResult {
    let workspace = try DeclarationReader.workspace(
      bytes: Array("project: Calibration\ncurrency: CNY\ntimezone: UTC\n".utf8), file: "mvp.yaml", timeZones: TimeZoneDatabase { _ in nil })
    let experiment = try DeclarationReader.experiment(bytes: Array(yaml.utf8), file: "cell.yaml", in: workspace)
    let perArm: Double =
      switch kind {
      case .proportion: (results ?? 0) / 0.05
      case .costPer, .scattered: (results ?? 0) * 25
      case .mean: results ?? 0
      case .ratio: 1000
      }
    guard let start = CalendarDay(iso: "2026-01-05"),
      let simulator = Simulator(
        experiment: experiment, calendar: ReviewCalendar(anchor: start, every: looks == 1 ? 14 : 7), question: question,
        sizePerDay: perArm * Double(variants) / Double(days), guards: [])
    else { throw CalibrationError.badCell("\(self)") }
    return await simulator.run(kind == .scattered ? .overdispersed : .noEffect, runs: runs, seed: seed)
  }
}

enum CalibrationError: Error { case badCell(String) }

/// What others do with the same looks: a fixed line for z at each of them, on equally spaced information.
enum OtherRules {
  /// Chance that z passes a fixed line upwards at any look, by simulation of the normal walk.
  static func falseWinners(line: Double, looks: Int, seed: UInt64, runs: Int = 400_000) -> Double {
    var draws = SeededGenerator(seed: seed, stream: looks)
    var crossed = 0
    for _ in 0..<runs {
      var sum = 0.0
      for look in 1...looks {
        sum += draws.normal()
        if sum / Double(look).squareRoot() > line {
          crossed += 1
          break
        }
      }
    }
    return Double(crossed) / Double(runs)
  }
}

enum PolicyPage {
  static func markdown(_ results: [(cell: PolicyCell, result: SimulationResult)], seed: UInt64) -> String {
    var text = """

      ## Whole experiments, review by review

      Two arms without a difference, taken through the program's own rules (looks at weekly reviews, O'Brien–Fleming-type spending, Holm over
      treatments, verdicts): how often is a winner named? The promise is 2.5 %, and 0.1 points more for the mid-p tests. 4,000 experiments a cell
      (2,000 from 2,000 results on); with a true rate of 2.5 % a cell stays below 3.2 % (3.4 %) in 99 cases of 100, and of \(results.count) cells one or two may
      pass that by chance. Cells above it are marked ▲.

      | | results an arm | \(PolicyCell.looks.map { $0 == 1 ? "1 look" : "\($0)" }.joined(separator: " | ")) |
      |---|---:|\(PolicyCell.looks.map { _ in "---:" }.joined(separator: "|"))|

      """
    let two = results.filter { $0.cell.variants == 2 }
    for kind in PolicyCell.Kind.allCases {
      var sizes = [Double?]()
      for entry in two where entry.cell.kind == kind && !sizes.contains(entry.cell.results) { sizes.append(entry.cell.results) }
      for size in sizes {
        let row = PolicyCell.looks.map { looks in
          two.first { $0.cell.kind == kind && $0.cell.results == size && $0.cell.looks == looks }.map { shown($0.result) } ?? "–"
        }
        text += "| \(kind.rawValue) | \(size.map { Plain.count($0) } ?? "–") | \(row.joined(separator: " | ")) |\n"
      }
    }
    text += "\nBeside it, the same looks under rules that do not pay for them (false winners in one direction, normal walk, 400,000 runs):\n\n"
    text += "| rule | \(PolicyCell.looks.map { $0 == 1 ? "1 look" : "\($0)" }.joined(separator: " | ")) |\n|---|\(PolicyCell.looks.map { _ in "---:" }.joined(separator: "|"))|\n"
    for (name, line) in [("p < 0.05 at every look", 1.959964), ("95 % chance to win at any look (flat prior)", 1.644854)] {
      text += "| \(name) | " + PolicyCell.looks.map { Plain.percent(OtherRules.falseWinners(line: line, looks: $0, seed: seed)) }.joined(separator: " | ") + " |\n"
    }
    text +=
      "\nSeveral treatments, any of them a false winner (Holm; the family's promise is 2.5 %):\n\n| | variants | results an arm | 1 look | 4 looks |\n|---|---:|---:|---:|---:|\n"
    let many = results.filter { $0.cell.variants > 2 }
    for entry in many where entry.cell.looks == 1 {
      let four = many.first { $0.cell.kind == entry.cell.kind && $0.cell.results == entry.cell.results && $0.cell.variants == entry.cell.variants && $0.cell.looks == 4 }
      text +=
        "| \(entry.cell.kind.rawValue) | \(entry.cell.variants) | \(entry.cell.results.map { Plain.count($0) } ?? "–") | \(shown(entry.result)) | \(four.map { shown($0.result) } ?? "–") |\n"
    }
    return text
  }

  private static func shown(_ result: SimulationResult) -> String {
    let n = Double(result.runs)
    let rate = Double(result.falseWinners) / n
    let bound = 0.026 + 2.326 * (0.026 * 0.974 / n).squareRoot()
    return Plain.percent(rate, 2) + (rate > bound ? " ▲" : "")
  }
}
