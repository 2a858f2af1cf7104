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

  /// - Throws: `InvalidInput`; `NoAnswer.tooFewUnits` without degrees of freedom, `NoAnswer.zeroVariance`.
  public init(control: GroupSummary, treatments: [GroupSummary]) throws {
    guard !treatments.isEmpty else { throw InvalidInput(key: "treatments", found: "none", allowed: "at least one") }
    let pooled = try PooledVariance([control] + treatments)
    degreesOfFreedom = pooled.degreesOfFreedom
    differences = treatments.map { $0.mean - control.mean }
    standardErrors = treatments.map { (pooled.variance * (1 / $0.count + 1 / control.count)).squareRoot() }
    distribution = DunnettDistribution(
      loadings: treatments.map { ($0.count / ($0.count + control.count)).squareRoot() }, degreesOfFreedom: pooled.degreesOfFreedom)
  }

  public var statistics: [Double] { zip(differences, standardErrors).map { $0 / $1 } }

  /// P(max |T| ≥ |t_i|) for each treatment.
  /// - Complexity: a double integral a treatment, about 1 ms each.
  public func adjustedPValues() -> [PValue] { statistics.map { PValue(distribution.upperTail(abs($0), isTwoSided: true)) } }

  /// The |t| that the largest of all exceeds with chance 1 − confidence.
  public func criticalValue(confidence: Double) throws -> Double {
    CredibleInterval.check(confidence: confidence)
    return try distribution.upperQuantile(1 - confidence, isTwoSided: true)
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
