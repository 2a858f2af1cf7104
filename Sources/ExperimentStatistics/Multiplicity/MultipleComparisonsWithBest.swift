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
  /// - Throws: `InvalidInput` with fewer than two groups; `NoAnswer` as in `Dunnett`.
  public init(groups: [GroupSummary], confidence: Double = 0.95, better: BetterDirection = .higher) throws {
    guard groups.count >= 2 else { throw InvalidInput(key: "groups", found: "\(groups.count)", allowed: "at least two") }
    CredibleInterval.check(confidence: confidence)
    let pooled = try PooledVariance(groups)
    let sign: Double = better == .higher ? 1 : -1
    let all = groups.indices
    func error(_ i: Int, _ j: Int) -> Double { (pooled.variance * (1 / groups[i].count + 1 / groups[j].count)).squareRoot() }
    func difference(_ i: Int, _ j: Int) -> Double { sign * (groups[i].mean - groups[j].mean) }
    criticalValues = try all.map { i in
      try DunnettDistribution(
        loadings: all.filter { $0 != i }.map { (groups[$0].count / (groups[$0].count + groups[i].count)).squareRoot() },
        degreesOfFreedom: pooled.degreesOfFreedom
      ).upperQuantile(1 - confidence, isTwoSided: false)
    }
    let critical = criticalValues
    let uppers = all.map { i in max(0, all.filter { $0 != i }.map { difference(i, $0) + critical[i] * error(i, $0) }.min() ?? 0) }
    let candidates = all.filter { uppers[$0] > 0 }
    let lowers = all.map { i -> Double in
      if candidates == [i] { return 0 }
      return min(0, candidates.filter { $0 != i }.map { difference(i, $0) - critical[$0] * error(i, $0) }.min() ?? 0)
    }
    self.candidates = candidates
    intervals = better == .higher ? zip(lowers, uppers).map { ($0, $1) } : zip(lowers, uppers).map { (-$1, -$0) }
  }
}
