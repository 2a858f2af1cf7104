import Glibc

/// One group's sufficient statistics for comparisons of many means.
public struct GroupSummary: Hashable, Sendable {
  public let count: Double
  public let mean: Double
  /// Sample variance, with n − 1.
  public let variance: Double

  public init(count: Double, mean: Double, variance: Double) {
    self.count = count
    self.mean = mean
    self.variance = variance
  }
}

/// Dunnett's comparison of several treatments with one control: t tests on the pooled variance, adjusted together
/// (Dunnett 1955, *JASA* 50, 1096–1121; 1964 for unequal sizes), by quadrature.
public struct Dunnett: Sendable {
  /// treatment − control.
  public let differences: [Double]
  public let standardErrors: [Double]
  public let degreesOfFreedom: Double
  private let distribution: DunnettDistribution

  /// Treatments times their different sizes, each of which costs an integral.
  public static let mostIntegrals = 400

  /// - Throws: `InvalidInput`, also above `mostIntegrals`; `NoAnswer.tooFewUnits` without degrees of freedom, `NoAnswer.zeroVariance`.
  public init(control: GroupSummary, treatments: [GroupSummary]) throws {
    guard !treatments.isEmpty else { throw InvalidInput(key: "treatments", found: "none", allowed: "at least one") }
    let pooled = try PooledVariance([control] + treatments)
    degreesOfFreedom = pooled.degreesOfFreedom
    differences = treatments.map { $0.mean - control.mean }
    standardErrors = treatments.map { (pooled.variance * (1 / $0.count + 1 / control.count)).squareRoot() }
    guard zip(differences, standardErrors).allSatisfy({ ($0 / $1).isFinite }) else { throw NoAnswer.outOfRange }
    distribution = DunnettDistribution(treatments: treatments.map(\.count), control: control.count, degreesOfFreedom: pooled.degreesOfFreedom)
    guard treatments.count * distribution.sizes <= Dunnett.mostIntegrals else {
      throw InvalidInput(
        key: "treatments", found: "\(treatments.count) of \(distribution.sizes) different sizes",
        allowed: "so many that their number times that of their different sizes is at most \(Dunnett.mostIntegrals)")
    }
  }

  public var statistics: [Double] { zip(differences, standardErrors).map { $0 / $1 } }

  /// Which way the treatments are tested.
  public enum Side: Hashable, Sendable { case both, higher, lower }

  /// P(max |T| ≥ |t_i|) for each treatment; of one side P(max T ≥ t_i), or of −T.
  /// - Complexity: a double integral a treatment, about 1 ms each.
  public func adjustedPValues(_ side: Side = .both) -> [PValue] {
    statistics.map { t in
      switch side {
      case .both: PValue(distribution.upperTail(abs(t), isTwoSided: true))
      case .higher: PValue(distribution.upperTail(t, isTwoSided: false))
      case .lower: PValue(distribution.upperTail(-t, isTwoSided: false))
      }
    }
  }

  /// The |t| (of one side the t) that the largest of all exceeds with chance 1 − confidence.
  public func criticalValue(confidence: Double, _ side: Side = .both) throws -> Double {
    CredibleInterval.check(confidence: confidence)
    return try distribution.upperQuantile(1 - confidence, isTwoSided: side == .both)
  }

  /// Simultaneous two-sided intervals of treatment − control.
  public func intervals(confidence: Double) throws -> [(lower: Double, upper: Double)] {
    let critical = try criticalValue(confidence: confidence)
    return zip(differences, standardErrors).map { ($0 - critical * $1, $0 + critical * $1) }
  }
}

/// The variance within groups, pooled.
struct PooledVariance {
  let variance: Double
  let degreesOfFreedom: Double

  init(_ groups: [GroupSummary]) throws {
    var squares = 0.0, freedom = 0.0
    for (index, group) in groups.enumerated() {
      guard group.count >= 1, group.count < .infinity else {
        throw InvalidInput(key: "groups[\(index)].count", found: "\(group.count)", allowed: "1 or more")
      }
      guard group.mean.isFinite else { throw InvalidInput(key: "groups[\(index)].mean", found: "\(group.mean)", allowed: "a number") }
      guard group.count == 1 || (group.variance >= 0 && group.variance < .infinity) else {
        throw InvalidInput(key: "groups[\(index)].variance", found: "\(group.variance)", allowed: "0 or more")
      }
      if group.count > 1 { squares += (group.count - 1) * group.variance }
      freedom += group.count - 1
    }
    guard freedom > 0 else { throw NoAnswer.tooFewUnits(have: groups.count, need: groups.count + 1) }
    guard squares > 0 else { throw NoAnswer.zeroVariance }
    variance = squares / freedom
    degreesOfFreedom = freedom
  }
}
