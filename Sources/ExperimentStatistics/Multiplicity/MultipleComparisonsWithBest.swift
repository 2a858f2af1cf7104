import Glibc

/// Hsu's multiple comparisons with the best: simultaneous constrained intervals of each mean less the best of the others
/// (Hsu 1984, *Annals of Statistics* 12, 1136–1144; unequal sizes: Hsu 1996, §4.2). Each group serves in turn as the control of a
/// one-sided Dunnett comparison.
public struct MultipleComparisonsWithBest: Sendable {
  /// For each group: bounds of μ_i − max of the other μ, lower ≤ 0 ≤ upper. An upper bound of 0 rules the group out as the best;
  /// a lower bound of 0 says it is.
  public let intervals: [(lower: Double, upper: Double)]
  /// Groups that may be the best.
  public let candidates: [Int]
  /// One-sided Dunnett critical values, by the group that is the control.
  public let criticalValues: [Double]

  /// - Parameters: `better`: the good end of the metric; with `.lower` intervals are of μ_i − min, the signs turned round.
  /// Different sizes of groups: each serves in turn as the control of all.
  public static let mostSizes = 8
  public static let mostGroups = 2_000

  /// - Throws: `InvalidInput` with fewer than two groups or more than `mostSizes` different sizes; `NoAnswer` as in `Dunnett`.
  public init(groups: [GroupSummary], confidence: Double = 0.95, better: BetterDirection = .higher) throws {
    guard groups.count >= 2 else { throw InvalidInput(key: "groups", found: "\(groups.count)", allowed: "at least two") }
    guard groups.count <= MultipleComparisonsWithBest.mostGroups else {
      throw InvalidInput(key: "groups", found: "\(groups.count)", allowed: "at most \(MultipleComparisonsWithBest.mostGroups)")
    }
    CredibleInterval.check(confidence: confidence)
    let pooled = try PooledVariance(groups)
    let sign: Double = better == .higher ? 1 : -1
    let all = groups.indices
    let sizes = Set(groups.map(\.count)).count
    guard sizes <= MultipleComparisonsWithBest.mostSizes else {
      throw InvalidInput(
        key: "groups", found: "\(sizes) different counts", allowed: "groups of at most \(MultipleComparisonsWithBest.mostSizes) different counts")
    }
    func error(_ i: Int, _ j: Int) -> Double { (pooled.variance * (1 / groups[i].count + 1 / groups[j].count)).squareRoot() }
    func difference(_ i: Int, _ j: Int) -> Double { sign * (groups[i].mean - groups[j].mean) }
    // Groups of one size have the same critical value.
    var known: [Double: Double] = [:]
    var critical: [Double] = []
    for i in all {
      let size = groups[i].count
      let value =
        try known[size]
        ?? DunnettDistribution(
          treatments: all.filter { $0 != i }.map { groups[$0].count }, control: size, degreesOfFreedom: pooled.degreesOfFreedom
        ).upperQuantile(1 - confidence, isTwoSided: false)
      known[size] = value
      critical.append(value)
    }
    criticalValues = critical
    let uppers = all.map { i -> Double in
      var least = Double.infinity
      for j in all where j != i { least = min(least, difference(i, j) + critical[i] * error(i, j)) }
      return max(0, least)
    }
    let candidates = all.filter { uppers[$0] > 0 }
    let lowers = all.map { i -> Double in
      if candidates == [i] { return 0 }
      var least = Double.infinity
      for j in candidates where j != i { least = min(least, difference(i, j) - critical[j] * error(i, j)) }
      return min(0, least)
    }
    self.candidates = candidates
    intervals = better == .higher ? zip(lowers, uppers).map { ($0, $1) } : zip(lowers, uppers).map { (-$1, -$0) }
  }
}
