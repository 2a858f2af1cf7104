import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics

/// One arm's units as they are drawn, with all that a summary says of them.
struct ArmOfUnits: Sendable {
  /// x is what y is divided by, 1 for a number of each unit.
  private(set) var joint = JointMoments()
  /// x was measured before the test.
  private(set) var beside = JointMoments()
  private var negative = 0
  private var withX = 0

  mutating func add(x: Double, y: Double, before: Double = 0) {
    joint.add(x: x, y: y)
    beside.add(x: before, y: y)
    if y < 0 { negative += 1 }
    if x != 0 { withX += 1 }
  }

  func values(_ metric: ReviewedUnits.Metric) -> UnitValues {
    func part(_ moments: JointMoments) -> UnitValues.JointPart {
      .init(
        mean: moments.meanX, squaredDeviations: moments.xx, coDeviation: moments.xy, cubedDeviations: moments.xxx, valueTwice: moments.xyy, partTwice: moments.xxy,
        nonzero: withX)
    }
    guard metric != .costPer else {
      // Results stand on top here, and below in a cost of them.
      return UnitValues(
        count: Int(joint.count), nonzero: withX, sum: joint.meanX * joint.count, mean: joint.meanX, squaredDeviations: joint.xx, cubedDeviations: joint.xxx,
        denominator: .init(
          mean: joint.meanY, squaredDeviations: joint.yy, coDeviation: joint.xy, cubedDeviations: joint.yyy, valueTwice: joint.xxy, partTwice: joint.xyy,
          nonzero: Int(joint.nonzero)), days: ReviewedUnits.days)
    }
    let isPair = metric == .ratio || metric == .rate
    return UnitValues(
      count: Int(joint.count), nonzero: Int(joint.nonzero), negative: negative, sum: joint.meanY * joint.count, mean: joint.meanY, squaredDeviations: joint.yy,
      cubedDeviations: joint.yyy, denominator: isPair ? part(joint) : nil, covariate: metric == .adjusted ? part(beside) : nil, days: ReviewedUnits.days)
  }
}

/// The always-valid interval that a page shows between looks, read every second day: how often it ever leaves out the truth.
struct BetweenLooks: Sendable {
  let units: Int
  let split: (Int, Int)
  let repetitions: Int

  /// Runs whose interval left out no difference at some day, of runs that had one.
  func run(seed: UInt64, stream: Int) -> (ever: Double, shown: Double, runs: Double) {
    guard let reviewer = try? ReviewedUnits(.mean, split: split) else { return (0, 0, 0) }
    var draws = SeededGenerator(seed: seed, stream: stream)
    var (ever, shown) = (0.0, 0.0)
    let parts = split.0 + split.1
    for _ in 0..<repetitions {
      var arms = [ArmOfUnits(), ArmOfUnits()]
      var (isShown, isOut) = (false, false)
      for day in stride(from: 2, to: ReviewedUnits.days, by: 2) {
        for (index, part) in [split.0, split.1].enumerated() {
          let until = units * part * day / (parts * ReviewedUnits.days)
          while Int(arms[index].joint.count) < until { arms[index].add(x: 1, y: draws.uniform() < 0.05 ? draws.logNormal(mean: 1, sigma: 1) : 0) }
        }
        guard let interval = reviewer.between(arms[0].values(.mean), arms[1].values(.mean), after: day) else { continue }
        isShown = true
        if let lower = interval.lower, lower > 0 { isOut = true }
        if let upper = interval.upper, upper < 0 { isOut = true }
      }
      if isShown { shown += 1 }
      if isOut { ever += 1 }
    }
    return (ever, shown, Double(repetitions))
  }

  static let grid = [(1, 1), (9, 1), (1, 9)].map { BetweenLooks(units: 5600, split: $0, repetitions: 2000) }

  static func markdown(_ results: [(ever: Double, shown: Double, runs: Double)]) -> String {
    var text = """

      ### Between looks
      The interval of `mvp status` read every second day of 28, revenue of 5,600 users of whom 5 % buy (log-normal 1), no effect: promised is that at most 5 % of
      tests ever see it leave out the truth.

      | control : treatment | ever left out | tests that showed one |
      |---|---:|---:|

      """
    for (world, result) in zip(grid, results) {
      text += "| \(world.split.0) : \(world.split.1) | \(Plain.percent(result.ever / max(result.runs, 1))) | \(Plain.percent(result.shown / max(result.runs, 1))) |\n"
    }
    return text
  }
}
