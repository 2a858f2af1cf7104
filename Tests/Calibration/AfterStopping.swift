import ExperimentDecisions
import ExperimentStatistics

/// What the page shows when a test ends: weekly reviews, O'Brien–Fleming-type spending, stopped at the first verdict or else at the end.
struct AfterStopping: Sendable {
  let world: RealWorld
  static let looks = 4

  struct Outcome: Sendable {
    var runs = 0.0
    /// Decided before the last look.
    var early = 0.0
    /// Of the intervals shown at the stop: those that hold the truth, and all; the same of tests that stopped early.
    var held = 0.0, shown = 0.0, heldEarly = 0.0, shownEarly = 0.0
    /// Runs of which no look's interval up to the stop left out the truth.
    var heldThroughout = 0.0
    /// Sum of the effects seen by winners, and how many they were.
    var seen = 0.0, winners = 0.0
  }

  private var truth: Double { world.isCost ? 1 / world.effect - 1 : world.effect - 1 }

  func run(seed: UInt64, stream: Int) -> Outcome {
    var draws = SeededGenerator(seed: seed, stream: stream)
    var outcome = Outcome()
    for _ in 0..<world.repetitions {
      let looks = world.looked(&draws)
      guard let stop = looks.firstIndex(where: { $0.isWinner || $0.isLoser }) ?? looks.indices.last else { continue }
      outcome.runs += 1
      func holds(_ look: ReviewedDays.Outcome) -> Bool? {
        guard let interval = look.interval, interval.reason == nil else { return nil }
        return (interval.lower ?? -.infinity) <= truth && truth <= (interval.upper ?? .infinity)
      }
      let isEarly = stop < looks.count - 1
      if isEarly { outcome.early += 1 }
      if let isHeld = holds(looks[stop]) {
        outcome.shown += 1
        if isHeld { outcome.held += 1 }
        if isEarly { outcome.shownEarly += 1 }
        if isEarly, isHeld { outcome.heldEarly += 1 }
      }
      if looks[...stop].allSatisfy({ holds($0) ?? true }) { outcome.heldThroughout += 1 }
      if looks[stop].isWinner, let estimate = looks[stop].interval?.estimate {
        outcome.winners += 1
        outcome.seen += estimate
      }
    }
    return outcome
  }

  static let grid: [AfterStopping] = {
    var worlds = [RealWorld]()
    for effect in [1, 1.13, 1.25] {
      worlds.append(.init(kind: .results(days: 28, perDay: 40, sigma: 0, lasting: 0), units: 28, split: (1, 1), effect: effect, repetitions: 4000))
    }
    for (split, effect) in [((1, 1), 1), ((1, 1), 1.18), ((1, 1), 1.4), ((9, 1), 1.3), ((1, 9), 1.3)] {
      worlds.append(.init(kind: .results(days: 28, perDay: 100, sigma: 0.2, lasting: 0), units: 28, split: split, effect: effect, repetitions: 4000))
    }
    for (split, effect) in [((1, 1), 1), ((1, 1), 1.5), ((9, 1), 1), ((9, 1), 1.5), ((1, 9), 1), ((1, 9), 1.5)] {
      worlds.append(.init(kind: .revenue(basket: .logNormal(1), buyers: 0.05, timesAsMany: 1), units: 5600, split: split, effect: effect, repetitions: 4000))
    }
    for (split, effect) in [((1, 1), 1.4), ((9, 1), 1.4)] {
      worlds.append(.init(kind: .rate(dispersion: 3), units: 2800, split: split, effect: effect, repetitions: 2000))
      worlds.append(.init(kind: .revenuePerClick(clicks: 1), units: 5600, split: split, effect: effect, repetitions: 2000))
    }
    worlds.append(.init(kind: .revenueByDay(days: 28, orders: 40), units: 28, split: (1, 1), effect: 1.5, repetitions: 4000))
    return worlds.map { AfterStopping(world: $0) }
  }()

  static func markdown(_ results: [Outcome]) -> String {
    var text = """

      ### After stopping
      Four weekly looks, stopped at the first verdict or else at the end: does the interval that the page then shows hold the true effect? It is made at its
      look's level, so that 95 % is promised of all looks up to the stop together. The effect that a winner shows when it is found early is larger than the true
      one: that is what stopping does, and why the page draws it in before it speaks of money.

      | world | control : treatment | true effect | stopped early | held at the stop | held of those stopped early | held at every look | winners' effect, mean |
      |---|---|---:|---:|---:|---:|---:|---:|

      """
    for (one, result) in zip(grid, results) {
      func share(_ part: Double, _ whole: Double) -> String { whole > 0 ? Plain.percent(part / whole) : "–" }
      let world = one.world
      let cells = [
        Plain.percent(one.truth), share(result.early, result.runs), share(result.held, result.shown), share(result.heldEarly, result.shownEarly),
        share(result.heldThroughout, result.runs), share(result.seen, result.winners),
      ]
      text += "| \(world.name), \(Plain.count(Double(world.units))) \(world.isByDay ? "days" : "users") | \(world.split.0) : \(world.split.1) | "
      text += cells.joined(separator: " | ") + " |\n"
    }
    return text
  }
}

extension RealWorld {
  /// Declared as money for a result: more results are a lower cost.
  fileprivate var isCost: Bool { if case .results = kind { true } else { false } }

  /// What the weekly reviews of one test came to, each with what the reviews before it left.
  fileprivate func looked(_ draws: inout SeededGenerator) -> [ReviewedDays.Outcome] {
    var ledger = ExperimentLedger()
    if isByDay {
      let pairs: [DayPair]
      let quantity: ReviewedDays.Quantity
      switch kind {
      case .results(let days, let perDay, let sigma, let lasting): (pairs, quantity) = (results(&draws, days, perDay, sigma, lasting, effect), .results)
      case .revenueByDay(let days, let orders): (pairs, quantity) = (returns(&draws, days, orders, effect), .returns)
      default: return []
      }
      guard let reviewer = try? ReviewedDays(quantity, days: pairs.count, split: split, looks: AfterStopping.looks) else { return [] }
      return (1...AfterStopping.looks).map { reviewer.review(Array(pairs.prefix(pairs.count * $0 / AfterStopping.looks)), &ledger) }
    }
    guard let reviewer = try? ReviewedUnits(metric, split: split, looks: AfterStopping.looks) else { return [] }
    var arms = [ArmOfUnits(), ArmOfUnits()]
    let parts = split.0 + split.1
    return (1...AfterStopping.looks).map { look in
      for (index, part) in [split.0, split.1].enumerated() {
        while Int(arms[index].joint.count) < units * part * look / (parts * AfterStopping.looks) {
          let unit = unit(&draws, index == 1 ? effect : 1, index == 1)
          arms[index].add(x: unit.x, y: unit.y, before: unit.before)
        }
      }
      return reviewer.review(
        arms[0].values(metric), arms[1].values(metric), after: ReviewedUnits.days * look / AfterStopping.looks, &ledger, of: \.relative)
    }
  }
}
