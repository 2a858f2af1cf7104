import ExperimentDecisions
import ExperimentStatistics

/// The always-valid interval that a page shows between looks, read every second day: how often it ever leaves out the truth.
struct BetweenLooks: Sendable {
  /// Without an effect; of users coming in evenly over the test's days, or of days.
  let world: RealWorld

  struct Outcome: Sendable {
    /// Runs whose interval lay wholly above, or wholly below, no difference on some day.
    var everAbove = 0.0, everBelow = 0.0
    /// Runs that showed an interval on some day, and the days on which they did.
    var shown = 0.0, daysShown = 0.0
    var runs = 0.0, days = 0.0
  }

  func run(seed: UInt64, stream: Int) -> Outcome {
    var draws = SeededGenerator(seed: seed, stream: stream)
    var outcome = Outcome()
    for _ in 0..<world.repetitions {
      var (isShown, isAbove, isBelow) = (false, false, false)
      for interval in world.betweenLooks(&draws) {
        outcome.days += 1
        guard let interval else { continue }
        (isShown, outcome.daysShown) = (true, outcome.daysShown + 1)
        if let lower = interval.lower, lower > 0 { isAbove = true }
        if let upper = interval.upper, upper < 0 { isBelow = true }
      }
      outcome.runs += 1
      if isShown { outcome.shown += 1 }
      if isAbove { outcome.everAbove += 1 }
      if isBelow { outcome.everBelow += 1 }
    }
    return outcome
  }

  static let grid: [BetweenLooks] = {
    func revenue(_ basket: RealWorld.Basket, _ buyers: Double, _ units: Int, _ split: (Int, Int), _ runs: Int = 2000) -> BetweenLooks {
      BetweenLooks(world: .init(kind: .revenue(basket: basket, buyers: buyers, timesAsMany: 1), units: units, split: split, effect: 1, repetitions: runs))
    }
    var grid = [BetweenLooks]()
    for split in [(1, 1), (9, 1), (1, 9), (19, 1)] { grid.append(revenue(.logNormal(1), 0.05, 5600, split)) }
    for split in [(9, 1), (1, 9)] {
      grid.append(revenue(.logNormal(1.8), 0.03, 5600, split))
      grid.append(revenue(.pareto(1.8), 0.03, 20_000, split, 1000))
      grid.append(BetweenLooks(world: .init(kind: .revenuePerClick(clicks: 1), units: 2800, split: split, effect: 1, repetitions: 2000)))
      grid.append(BetweenLooks(world: .init(kind: .rate(dispersion: 3), units: 2800, split: split, effect: 1, repetitions: 2000)))
    }
    for split in [(9, 1), (1, 4)] {
      grid.append(BetweenLooks(world: .init(kind: .revenueByDay(days: 60, orders: 20), units: 60, split: split, effect: 1, repetitions: 2000)))
    }
    return grid
  }()

  static func markdown(_ results: [Outcome]) -> String {
    var text = """

      ### Between looks
      The interval of `mvp status` read every second day of a test of four weeks (of days: sixty), no effect: promised is that at most 5 % of tests ever see it
      leave out the truth. It is not shown before both arms have 30 units or days, nor where they are too skewed.

      | world | control : treatment | ever above | ever below | tests that showed one | days that did |
      |---|---|---:|---:|---:|---:|

      """
    for (one, result) in zip(grid, results) {
      let world = one.world
      let cells = [
        result.everAbove / max(result.runs, 1), result.everBelow / max(result.runs, 1), result.shown / max(result.runs, 1), result.daysShown / max(result.days, 1),
      ]
      text += "| \(world.name), \(Plain.count(Double(world.units))) \(world.isByDay ? "days" : "users") | \(world.split.0) : \(world.split.1) | "
      text += cells.map { Plain.percent($0) }.joined(separator: " | ") + " |\n"
    }
    return text
  }
}

extension RealWorld {
  /// What the page shows every second day between looks; nil where it shows none.
  fileprivate func betweenLooks(_ draws: inout SeededGenerator) -> [Interval?] {
    if case .revenueByDay(let days, let orders) = kind {
      guard let reviewer = try? ReviewedDays(.returns, days: days, split: split) else { return [] }
      let pairs = returns(&draws, days, orders, effect)
      return stride(from: 2, to: days, by: 2).map { reviewer.between(Array(pairs.prefix($0))) }
    }
    guard let reviewer = try? ReviewedUnits(metric, split: split) else { return [] }
    var arms = [ArmOfUnits(), ArmOfUnits()]
    let parts = split.0 + split.1
    return stride(from: 2, to: ReviewedUnits.days, by: 2).map { day in
      for (index, part) in [split.0, split.1].enumerated() {
        let until = units * part * day / (parts * ReviewedUnits.days)
        while Int(arms[index].joint.count) < until {
          let unit = unit(&draws, effect, index == 1)
          arms[index].add(x: unit.x, y: unit.y, before: unit.before)
        }
      }
      return reviewer.between(arms[0].values(metric), arms[1].values(metric), after: day)
    }
  }
}
