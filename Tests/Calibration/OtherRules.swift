import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics

/// What others do with the same looks, none of which pays for looking more than once.
enum OtherRule: String, Sendable, CaseIterable {
  /// The textbook's z on totals, at every look.
  case significant = "p < 0.05 at every look"
  /// A flat prior and a normal likelihood: chance to win above 95 %, at every look.
  case chanceToWin = "95 % chance to win at every look"
  /// GrowthBook's decision framework on its Bayesian default, read from its published code: a winner is called from the target power on at 95 %, before
  /// that only at 99 %; here the target power is reached half way and the test is kept running.
  case kept = "GrowthBook's rule, kept running"

  /// Least z at a look, at `time` of the plan.
  func line(at time: Double) -> Double {
    switch self {
    case .significant: 1.959963984540054
    case .chanceToWin: 1.6448536269514722
    case .kept: time >= 0.5 - 1e-9 ? 1.6448536269514722 : 2.3263478740408408
    }
  }
}

/// How many simulated experiments each rule calls a winner of, beside ours on the same data.
struct OtherWinners: Sendable {
  var runs = 0
  var called = [Int](repeating: 0, count: OtherRule.allCases.count)

  mutating func note(_ looks: [[MetricSummary.Values]], _ kind: PolicyCell.Kind) {
    runs += 1
    for (place, rule) in OtherRule.allCases.enumerated() {
      let isCalled = looks.enumerated().contains { index, values in
        OtherWinners.better(values[0], values[1], kind).map { $0 > rule.line(at: Double(index + 1) / Double(looks.count)) } ?? false
      }
      if isCalled { called[place] += 1 }
    }
  }

  mutating func add(_ other: OtherWinners) {
    runs += other.runs
    for place in called.indices { called[place] += other.called[place] }
  }

  func share(_ rule: OtherRule) -> Double { Double(called[OtherRule.allCases.firstIndex(of: rule) ?? 0]) / Double(max(runs, 1)) }

  /// z of the treatment being better, on totals as a spreadsheet has them; nil without a variance.
  private static func better(_ control: MetricSummary.Values, _ treatment: MetricSummary.Values, _ kind: PolicyCell.Kind) -> Double? {
    guard let ours = estimate(treatment, kind), let theirs = estimate(control, kind) else { return nil }
    let error = (ours.variance + theirs.variance).squareRoot()
    return error > 0 ? (ours.value - theirs.value) / error : nil
  }

  private static func estimate(_ values: MetricSummary.Values, _ kind: PolicyCell.Kind) -> (value: Double, variance: Double)? {
    switch values {
    case .units(let units):
      guard units.count > 1 else { return nil }
      let n = Double(units.count)
      return (units.mean, units.squaredDeviations / (n - 1) / n)
    case .days(let cells):
      let (x, y) = (cells.reduce(0) { $0 + $1.numerator }, cells.reduce(0) { $0 + $1.denominator })
      switch kind {
      case .proportion:
        guard y > 0 else { return nil }
        return (x / y, x / y * (1 - x / y) / y)
      case .costPer, .scattered:
        // Results a yuan: the more the better.
        guard x > 0 else { return nil }
        return (y / x, y / (x * x))
      case .ratio, .mean:
        guard y > 0, cells.count > 1 else { return nil }
        let (n, ratio) = (Double(cells.count), x / y)
        let scatter = cells.reduce(0.0) { sum, cell in
          let residual = cell.numerator - ratio * cell.denominator
          return sum + residual * residual
        }
        return (ratio, scatter * n / (n - 1) / (y * y))
      }
    case .totals, .nothing: return nil
    }
  }

  /// Chance that a normal walk passes a line upwards at any of its looks.
  /// - Parameter information: at the looks, rising.
  static func normalWalk(line: Double, information: [Double], seed: UInt64, runs: Int = 400_000) -> Double {
    var draws = SeededGenerator(seed: seed, stream: information.count)
    var crossed = 0
    for _ in 0..<runs {
      var (sum, before) = (0.0, 0.0)
      for now in information {
        sum += (now - before).squareRoot() * draws.normal()
        before = now
        if sum / now.squareRoot() > line {
          crossed += 1
          break
        }
      }
    }
    return Double(crossed) / Double(runs)
  }
}
