import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics

/// One arm's units as they are drawn, with all that a summary says of them.
struct ArmOfUnits: Sendable {
  /// x is what y is divided by, 1 for a number of each unit.
  private(set) var joint = JointMoments()
  /// x was measured before the test.
  private(set) var beside = JointMoments()
  /// By a text from before the test.
  private var strata = [String: JointMoments]()
  private var negative = 0
  private var withX = 0

  mutating func add(x: Double, y: Double, before: Double = 0, stratum: String? = nil) {
    if let stratum { strata[stratum, default: JointMoments()].add(x: x, y: y) }
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
      cubedDeviations: joint.yyy, denominator: isPair ? part(joint) : nil, covariate: metric == .adjusted ? part(beside) : nil, days: ReviewedUnits.days,
      strata: strata.sorted { $0.key < $1.key }.map { UnitValues.Stratum(name: $0.key, values: ArmOfUnits.plain($0.value)) })
  }

  private static func plain(_ own: JointMoments) -> UnitValues {
    UnitValues(
      count: Int(own.count), nonzero: Int(own.nonzero), sum: own.meanY * own.count, mean: own.meanY, squaredDeviations: own.yy, cubedDeviations: own.yyy,
      denominator: nil, days: ReviewedUnits.days)
  }
}
