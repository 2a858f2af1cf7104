import ExperimentStatistics
import Glibc

/// CPU time of the library's own work, best of five rounds, one line a figure: name, microseconds each, how many a CPU second.
///
///     statistics-bench [ROUNDS]
@main
enum StatisticsBench {
  static func main() throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
    let experiments = Experiment.drawn(2000)
    print("figure\tmicroseconds\ta CPU second")
    try report("experiment analysis", rounds, experiments.count) { for one in experiments { try one.analyse() } }
    let days = ExperimentOfDays.drawn(1000)
    try report("experiment analysis, 28 days", rounds, days.count) { for one in days { try one.analyse() } }
    let (byDay, byUnit) = (try Reviewed.byDay(), try Reviewed.byUnit())
    report("review: 14 days of 2 arms, to the verdict", rounds, byDay.count) { keep(byDay.reviewAll()) }
    report("review: units of 2 arms, to the verdict", rounds, byUnit.count) { keep(byUnit.reviewAll()) }
    report("26-look O'Brien-Fleming-type boundary", rounds, 20) {
      for _ in 0..<20 {
        keep(
          Boundary(spendingTimes: (1...26).map { Double($0) / 26 }, information: (1...26).map(Double.init), alpha: 0.025, spending: .obrienFleming).criticalValues.compactMap { $0 }
            .reduce(0, +))
      }
    }
    try report("P(best) and loss of 10 arms", rounds, 200) {
      for index in 0..<200 {
        let arms = (0..<10).map { (successes: Double(40 + ($0 * 7 + index) % 23), trials: 900 + Double($0)) }
        let posterior = try BayesianProportions(arms: arms)
        keep(posterior.probabilityBest()[0])
      }
    }
    try report("Boschloo, 100 an arm", rounds, 20) {
      for index in 0..<20 {
        keep(
          try ExactShares.unconditional(
            control: .init(successes: Double(10 + index), trials: 100), treatment: .init(successes: Double(18 + index), trials: 100), ordering: .fisherDoubled
          ).twoSided.value)
      }
    }
    let journeys = Journeys.drawn(1_000_000)
    try report("1,000,000 paths read into memory", min(rounds, 3), 1) { keep(try journeys.paths().count) }
    let paths = try journeys.paths()
    try report("order-1 Markov, 1,000,000 paths in memory", min(rounds, 3), 1) { keep(try Attribution(paths, method: .markov(order: 1)).conversions[0]) }
    try report("Shapley, 1,000,000 paths in memory", min(rounds, 3), 1) { keep(try Attribution(paths, method: .shapley).conversions[0]) }
    let ids = (0..<100_000).map { "user-\($0 * 7_919)" }
    let hasher = AssignmentHasher(seed: "poster-test")
    report("assignment hash of an id", rounds, ids.count) {
      var sum = 0.0
      for id in ids { sum += hasher.point(id) }
      keep(sum)
    }
  }

  /// Keeps a result from being optimised away.
  nonisolated(unsafe) private static var sink = 0.0
  private static func keep(_ value: Double) { sink += value }
  private static func keep(_ value: Int) { sink += Double(value) }

  private static func report(_ name: String, _ rounds: Int, _ count: Int, _ work: () throws -> Void) rethrows {
    var best = Double.infinity
    for _ in 0..<rounds {
      let start = cpu()
      try work()
      best = min(best, cpu() - start)
    }
    let each = best / Double(count)
    print("\(name)\t\((each * 1e8).rounded() / 100)\t\(Int(1 / max(each, 1e-12)))")
  }

  private static func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Three arms of 28 days: what a review computes of each against the control.
  struct Experiment {
    let users, conversions, spend: [Double]

    static func drawn(_ count: Int) -> [Experiment] {
      var draws = SeededGenerator(seed: 3)
      return (0..<count).map { _ in
        let share = 0.01 + 0.05 * draws.uniform()
        let users = (0..<3).map { _ in (8_000 + 9_000 * draws.uniform()).rounded() }
        return Experiment(
          users: users, conversions: users.map { draws.binomial(trials: $0, probability: share) }, spend: (0..<3).map { _ in 4000 + 3000 * draws.uniform() })
      }
    }

    func analyse() throws {
      let levels = SideLevels(confidence: 0.95)
      for arm in 1...2 {
        let test = try SharesComparison.choose(
          control: .init(successes: conversions[0], trials: users[0]), treatment: .init(successes: conversions[arm], trials: users[arm]), isExact: false)
        keep(test.twoSided.value)
        keep(try test.difference(levels).lower.value ?? 0)
        let costs = try ConditionalRates(
          control: .init(results: conversions[0], exposure: spend[0]), treatment: .init(results: conversions[arm], exposure: spend[arm]), isExact: false)
        keep(try costs.lowerBound(0.025))
        keep(try costs.upperBound(0.025) ?? 0)
      }
      keep(try CountTables.sampleRatio(observed: users, allocation: [1, 1, 1]).pValue.value)
      let posterior = try BayesianProportions(arms: zip(conversions, users).map { (successes: $0, trials: $1) })
      keep(posterior.probabilityBest()[0])
    }
  }

  /// Three arms of four weeks, compared within days on shares and costs, with scatter and memory, and weighed by the same contrasts.
  struct ExperimentOfDays {
    let shares, costs: [[DayPair]]

    static func drawn(_ count: Int) -> [ExperimentOfDays] {
      var draws = SeededGenerator(seed: 11)
      return (0..<count).map { _ in
        func arms(_ exposure: Double, _ mean: Double) -> [[DayPair]] {
          (0..<2).map { _ in
            (0..<28).map { _ in
              DayPair(
                controlCount: draws.poisson(mean: mean), controlExposure: exposure, treatmentCount: draws.poisson(mean: mean * draws.logNormal(mean: 1, sigma: 0.1)),
                treatmentExposure: exposure)
            }
          }
        }
        return ExperimentOfDays(shares: arms(1000, 40), costs: arms(900, 30))
      }
    }

    func analyse() throws {
      let levels = SideLevels(confidence: 0.95)
      var contrasts = [BayesianContrasts.Contrast]()
      for arm in 0..<2 {
        let test = try WithinDayChoice.choose(shares[arm], .share, isExact: false)
        keep(test.twoSided.value)
        keep(try test.difference(levels).lower.value ?? 0)
        if let contrast = test.contrast(isDifference: false) { contrasts.append(contrast) }
        let costs = try WithinDayChoice.choose(costs[arm], .costPerResult, isExact: false)
        keep(try costs.relative(levels).lower.value ?? 0)
      }
      let posterior = try BayesianContrasts(contrasts, controlValue: 0.04, scale: .logarithm, better: .higher)
      keep(posterior.probabilityBest()[0])
    }
  }

  /// Journeys over eleven channels, two to eight touches.
  struct Journeys {
    let names: [String]
    let rows: [(path: [Int], conversions: Double)]

    static func drawn(_ count: Int) -> Journeys {
      var draws = SeededGenerator(seed: 5)
      let names = ["search", "feed", "live", "short", "post", "mail", "store", "app", "friend", "display", "map"]
      return Journeys(
        names: names,
        rows: (0..<count).map { _ in
          let length = 1 + Int(draws.next() % 7)
          return ((0..<length).map { _ in Int(draws.next() % 11) }, draws.uniform() < 0.1 ? 1 : 0)
        })
    }

    func paths() throws -> TouchPaths {
      var paths = TouchPaths()
      for row in rows { try paths.append(row.path.map { names[$0] }, conversions: row.conversions, nulls: 1 - row.conversions) }
      return paths
    }
  }
}
