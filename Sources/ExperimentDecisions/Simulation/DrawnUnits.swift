public import ExperimentModel
import ExperimentStatistics

/// Units that simulated ones are drawn from with replacement (bootstrap: Efron 1979): a team's own rows, whose zeros, long tails and differences no law need be
/// assumed for, or rows made by what is assumed.
public struct DrawnUnits: Sendable {
  /// The value, or the numerator of a ratio.
  let y: [Double]
  /// What it is divided by; 1 for a number of each unit.
  let x: [Double]?
  let covariate: [Double]?
  /// Its number of each unit, and how many there are; nil without strata.
  let strata: (of: [Int32], count: Int)?
  /// Of all these units: one mean, or one mean over the other.
  public let value: Double
  let meanX: Double
  let meanY: Double
  public var count: Int { y.count }
  /// False for rows made by what is assumed.
  public let isOwn: Bool

  /// Fewer units with a value than this say too little of their tail.
  static let fewestNonzero = 30

  /// A metric's own units: the control's, all variants' where the control has few.
  /// - Returns: nil where too few have a value, or none can be divided.
  public init?(_ rows: UnitRows, control: Int) {
    func nonzero(_ place: Int) -> Bool { rows.values[place] != 0 && (rows.denominators?[place] ?? 1) != 0 }
    let all = Array(rows.values.indices)
    let own = all.filter { Int(rows.variants[$0]) == control }
    let kept = own.count(where: nonzero) >= DrawnUnits.fewestNonzero ? own : all
    guard kept.count(where: nonzero) >= DrawnUnits.fewestNonzero else { return nil }
    func of(_ values: [Double]) -> [Double] { kept.map { values[$0] } }
    self.init(
      y: of(rows.values), x: rows.denominators.map(of), covariate: rows.covariates.map(of),
      strata: rows.strata.map { all in kept.map { all[$0] } }, isOwn: true)
  }

  /// Units of one result's money each, whose results vary `dispersion` times as much as a Poisson count's.
  public init?(costPerResult: Double, dispersion: Double) {
    var draws = SeededGenerator(seed: 11, stream: 0)
    let results = (0..<20_000).map { _ in draws.scatteredCount(mean: 1, dispersion: dispersion) }
    self.init(y: results.map { _ in costPerResult }, x: results, covariate: nil, strata: nil, isOwn: false)
  }

  private init?(y: [Double], x: [Double]?, covariate: [Double]?, strata: [Int32]?, isOwn: Bool) {
    (self.y, self.x, self.covariate, self.isOwn) = (y, x, covariate, isOwn)
    self.strata = strata.map { ($0, Int($0.max() ?? 0) + 1) }
    let n = Double(y.count)
    meanY = y.reduce(0, +) / n
    meanX = x.map { $0.reduce(0, +) / n } ?? 1
    value = meanY / meanX
    guard value > 0, value.isFinite else { return nil }
  }

  /// Units so far, with every sum a comparison takes.
  struct Drawn {
    private var sums = JointMoments.Sums()
    private var beside = JointMoments.Sums()
    private var nonzeroX = 0
    private var negative = 0
    private(set) var count = 0
    private(set) var sumY = 0.0
    /// The same units by stratum.
    private var strata: [Drawn] = []

    /// One unit more, the value or the results of money times a factor.
    @inline(__always) mutating func add(_ units: DrawnUnits, isCost: Bool, factor: Double, _ draws: inout SeededGenerator) {
      let place = min(Int(draws.uniform() * Double(units.y.count)), units.y.count - 1)
      var (y, x) = (units.y[place], units.x?[place] ?? 1)
      if isCost { x *= factor } else { y *= factor }
      note(units, place, x: x, y: y)
      if let all = units.strata {
        if strata.isEmpty { strata = Array(repeating: Drawn(), count: all.count) }
        strata[Int(all.of[place])].note(units, place, x: x, y: y)
      }
    }

    @inline(__always) private mutating func note(_ units: DrawnUnits, _ place: Int, x: Double, y: Double) {
      sums.add(dx: x - units.meanX, dy: y - units.meanY, isNonzero: y != 0)
      if let covariate = units.covariate { beside.add(dx: covariate[place], dy: y - units.meanY, isNonzero: y != 0) }
      if x != 0 { nonzeroX += 1 }
      if y < 0 { negative += 1 }
      sumY += y
      count += 1
    }

    func values(_ units: DrawnUnits, days: Int) -> UnitValues {
      let joint = JointMoments(sums, aboutX: units.meanX, aboutY: units.meanY)
      func part(_ moments: JointMoments, _ nonzero: Int?) -> UnitValues.JointPart {
        .init(
          mean: moments.meanX, squaredDeviations: moments.xx, coDeviation: moments.xy, cubedDeviations: moments.xxx, valueTwice: moments.xyy,
          partTwice: moments.xxy, nonzero: nonzero)
      }
      return UnitValues(
        count: count, nonzero: Int(joint.nonzero), negative: negative, sum: sumY, mean: joint.meanY, squaredDeviations: joint.yy, cubedDeviations: joint.yyy,
        denominator: units.x == nil ? nil : part(joint, nonzeroX),
        covariate: units.covariate == nil ? nil : part(JointMoments(beside, aboutX: 0, aboutY: units.meanY), nil), days: days,
        strata: strata.enumerated().filter { $0.element.count > 0 }.map { .init(name: "\($0.offset)", values: $0.element.values(units, days: days)) })
    }
  }
}
