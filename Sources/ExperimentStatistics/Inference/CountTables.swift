import Glibc

/// Chi-squared tests of tables of counts.
public enum CountTables {
  public struct Result: Sendable {
    public let statistic: Double
    public let degreesOfFreedom: Double
    public let pValue: PValue
  }

  private static func expected(_ table: [[Double]]) throws(NoAnswer) -> [[Double]] {
    for row in table { for count in row { try Amounts.check(count) } }
    let rows = table.map { $0.reduce(0, +) }
    let columns = (table.first ?? []).indices.map { column in table.reduce(0.0) { $0 + $1[column] } }
    let total = rows.reduce(0, +)
    guard rows.allSatisfy({ $0 > 0 }) else { throw .zeroExposure }
    guard columns.allSatisfy({ $0 > 0 }) else { throw .zeroVariance }
    return rows.map { row in columns.map { row * ($0 / total) } }
  }

  private static func result(_ statistic: Double, _ degreesOfFreedom: Double) throws(NoAnswer) -> Result {
    guard statistic.isFinite else { throw .outOfRange }
    return Result(statistic: statistic, degreesOfFreedom: degreesOfFreedom, pValue: ChiSquared(degreesOfFreedom: degreesOfFreedom).pValue(statistic))
  }

  /// Pearson's χ² (1900) of independence; `hasContinuity` shrinks each |O − E| by min(½, |O − E|) (Yates 1934).
  public static func chiSquared(_ table: [[Double]], hasContinuity: Bool = false) throws(NoAnswer) -> Result {
    let expected = try expected(table)
    var sum = 0.0
    for (row, means) in zip(table, expected) {
      for (count, mean) in zip(row, means) {
        let gap = abs(count - mean)
        let shrunk = hasContinuity ? gap - min(0.5, gap) : gap
        sum += shrunk * shrunk / mean
      }
    }
    return try result(sum, Double((table.count - 1) * (expected[0].count - 1)))
  }

  /// The likelihood-ratio test, 2ΣO·ln(O/E) (Wilks 1935).
  public static func likelihoodRatio(_ table: [[Double]]) throws(NoAnswer) -> Result {
    let expected = try expected(table)
    var sum = 0.0
    for (row, means) in zip(table, expected) {
      // Σ(O − E) = 0, so each term may be taken as O·ln(O/E) − (O − E), which is never negative and keeps its digits near O = E.
      for (count, mean) in zip(row, means) { sum += count > 0 ? deviance(count, mean) : mean }
    }
    return try result(2 * sum, Double((table.count - 1) * (expected[0].count - 1)))
  }

  private static func deviance(_ count: Double, _ mean: Double) -> Double {
    let u = (count - mean) / mean
    if abs(u) > 0.05 { return count * log(count / mean) - (count - mean) }
    // mean·((1 + u)·ln(1 + u) − u) = mean·Σ (−1)ᵏ uᵏ/(k(k − 1)).
    var sum = 0.0
    var power = u
    for k in 2..<24 {
      power *= k == 2 ? u : -u
      sum += power / Double(k * (k - 1))
    }
    return mean * sum
  }

  /// Observed arm sizes against an allocation (sample ratio mismatch): Pearson's χ² over the arms with a share.
  /// - Throws: `undefined` for units in an arm without a share; `tooFewUnits` with fewer than two arms or no units; `impossibleCounts`, `outOfRange`.
  public static func sampleRatio(observed: [Double], allocation: [Double]) throws(NoAnswer) -> Result {
    let (statistic, arms) = try sampleRatioStatistic(observed: observed, allocation: allocation)
    return try result(statistic, Double(arms - 1))
  }

  /// The statistic alone, and over how many arms: for those who hold many against one limit.
  public static func sampleRatioStatistic(observed: [Double], allocation: [Double]) throws(NoAnswer) -> (statistic: Double, arms: Int) {
    for amount in observed + allocation { try Amounts.check(amount) }
    let total = observed.reduce(0, +)
    let whole = allocation.reduce(0, +)
    var sum = 0.0
    var arms = 0
    for (count, share) in zip(observed, allocation) {
      guard share > 0 else {
        guard count == 0 else { throw .undefined("an arm without a share of the allocation has units") }
        continue
      }
      arms += 1
      let mean = total * (share / whole)
      if mean > 0 { sum += (count - mean) * (count - mean) / mean }
    }
    guard arms >= 2 else { throw .tooFewUnits(have: arms, need: 2) }
    guard total > 0 else { throw .zeroExposure }
    return (sum, arms)
  }

  /// Cochran–Mantel–Haenszel over 2 × 2 strata [[a, b], [c, d]] (Mantel & Haenszel 1959): (|Σ(a − E)| − ½)²/ΣV, the ½ only where asked and
  /// where |Σ(a − E)| ≥ ½; the common odds ratio Σad/n / Σbc/n, nil when not bounded.
  ///
  /// The signed root, of the first row's odds over the second's, is √statistic with the sign of Σ(a − E).
  public static func cochranMantelHaenszel(
    _ strata: [[[Double]]], hasContinuity: Bool
  ) throws(NoAnswer) -> (result: Result, oddsRatio: Double?, signedRoot: Double) {
    var (delta, variance, up, down) = (0.0, 0.0, 0.0, 0.0)
    for stratum in strata {
      let (a, b, c, d) = (stratum[0][0], stratum[0][1], stratum[1][0], stratum[1][1])
      try Amounts.check(a, b)
      try Amounts.check(c, d)
      let n = a + b + c + d
      guard n > 1 else { continue }
      delta += productDifference(a, d, b, c) / n
      variance += (a + b) * (c + d) * ((a + c) * (b + d)) / (n * n * (n - 1))
      up += a * d / n
      down += b * c / n
    }
    guard variance > 0 else { throw .zeroVariance }
    let gap = abs(delta) - (hasContinuity && abs(delta) >= 0.5 ? 0.5 : 0)
    let root = gap / variance.squareRoot()
    return (try result(gap * gap / variance, 1), down > 0 ? up / down : nil, delta < 0 ? -root : root)
  }
}
