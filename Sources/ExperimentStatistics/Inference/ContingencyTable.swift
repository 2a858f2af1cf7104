import Glibc

/// Counts in a table, rows by columns: are the rows alike?
public struct ContingencyTable: Hashable, Sendable {
  public let counts: [[Double]]
  /// Expected counts under independence; rows and columns without any count are left out with their degree of freedom.
  private let cells: [(observed: Double, expected: Double)]
  public let degreesOfFreedom: Double

  public struct Result: Hashable, Sendable {
    public let statistic: Double
    public let degreesOfFreedom: Double
    public let pValue: PValue
  }

  /// - Throws: `tooFewUnits` below two rows and two columns with counts, `undefined` for negative counts or ragged rows.
  public init(_ counts: [[Double]]) throws(NoAnswer) {
    guard counts.allSatisfy({ $0.count == counts.first?.count && $0.allSatisfy { $0 >= 0 && $0.isFinite } }) else {
      throw .undefined("a table has rows of one length and counts of 0 or more")
    }
    let rows = counts.map { $0.reduce(0, +) }
    let columns = (counts.first ?? []).indices.map { column in counts.reduce(0) { $0 + $1[column] } }
    let total = rows.reduce(0, +)
    let (liveRows, liveColumns) = (rows.count { $0 > 0 }, columns.count { $0 > 0 })
    guard liveRows >= 2, liveColumns >= 2 else { throw .tooFewUnits(have: min(liveRows, liveColumns), need: 2) }
    var cells = [(observed: Double, expected: Double)]()
    for (row, line) in counts.enumerated() where rows[row] > 0 {
      for (column, count) in line.enumerated() where columns[column] > 0 { cells.append((count, rows[row] * (columns[column] / total))) }
    }
    self.counts = counts
    self.cells = cells
    degreesOfFreedom = Double((liveRows - 1) * (liveColumns - 1))
  }

  public static func == (a: ContingencyTable, b: ContingencyTable) -> Bool { a.counts == b.counts }
  public func hash(into hasher: inout Hasher) { hasher.combine(counts) }

  /// Pearson's χ²; with `continuity` each |O − E| shrinks by min(½, |O − E|) (Yates 1934), for 2 × 2 tables.
  public func chiSquared(continuity: Bool = false) -> Result {
    var statistic = 0.0
    for cell in cells {
      var distance = abs(cell.observed - cell.expected)
      if continuity { distance -= min(0.5, distance) }
      statistic += distance * distance / cell.expected
    }
    return result(statistic)
  }

  /// The likelihood ratio 2·ΣO·ln(O/E) (Wilks 1938).
  public func gTest() -> Result {
    // 2Σ[O ln(O/E) − (O − E)]: the added terms sum to zero, and each of these is ≥ 0, so nothing cancels.
    var statistic = 0.0
    for cell in cells {
      let (observed, expected) = (cell.observed, cell.expected)
      let excess = (observed - expected) / expected
      statistic += observed > 0 ? 2 * expected * ((1 + excess) * log1p(excess) - excess) : 2 * expected
    }
    return result(max(statistic, 0))
  }

  private func result(_ statistic: Double) -> Result {
    let distribution = ChiSquared(degreesOfFreedom: degreesOfFreedom)
    return Result(
      statistic: statistic, degreesOfFreedom: degreesOfFreedom,
      pValue: PValue(value: distribution.upperTail(statistic), naturalLogarithm: distribution.logUpperTail(statistic)))
  }
}

/// Are units split as planned? Pearson's χ² on the planned shares; an arm planned at zero leaves with its degree of freedom.
public enum SampleRatio {
  /// - Parameters: `observed`: units of each arm.  `allocation`: planned shares, in any unit.
  /// - Throws: `tooFewUnits` below two arms with a planned share, `zeroExposure` without units, `undefined` for units in an arm planned at zero.
  public static func test(observed: [Double], allocation: [Double]) throws(NoAnswer) -> ContingencyTable.Result {
    precondition(observed.count == allocation.count, "a planned share for each arm")
    let arms = observed.indices.filter { allocation[$0] > 0 }
    guard arms.count >= 2 else { throw .tooFewUnits(have: arms.count, need: 2) }
    let total = arms.reduce(0.0) { $0 + observed[$1] }
    let weight = arms.reduce(0.0) { $0 + allocation[$1] }
    guard total > 0 else { throw .zeroExposure }
    let statistic = arms.reduce(0.0) { sum, arm in
      let expected = total * (allocation[arm] / weight)
      return sum + (observed[arm] - expected) * ((observed[arm] - expected) / expected)
    }
    let distribution = ChiSquared(degreesOfFreedom: Double(arms.count - 1))
    return .init(
      statistic: statistic, degreesOfFreedom: Double(arms.count - 1),
      pValue: PValue(value: distribution.upperTail(statistic), naturalLogarithm: distribution.logUpperTail(statistic)))
  }
}

/// Two-by-two tables over strata (Cochran 1954; Mantel & Haenszel 1959): each `[[a, b], [c, d]]`, row one against row two.
public enum StratifiedTables {
  public struct Result: Hashable, Sendable {
    public let statistic: Double
    public let pValue: PValue
    /// Mantel and Haenszel's common odds ratio; nil where its denominator is zero.
    public let commonOddsRatio: Double?
  }

  /// - Parameter continuity: |Σ(a − E)| less ½ where that is at least ½.
  /// - Throws: `zeroVariance` when no stratum tells anything.
  public static func cochranMantelHaenszel(_ strata: [[[Double]]], continuity: Bool) throws(NoAnswer) -> Result {
    var (distance, variance, above, below) = (0.0, 0.0, 0.0, 0.0)
    for table in strata {
      let (a, b, c, d) = (table[0][0], table[0][1], table[1][0], table[1][1])
      let total = a + b + c + d
      guard total > 0 else { continue }
      distance += (a * d - b * c) / total
      if total > 1 { variance += (a + b) / total * ((c + d) / total) * ((a + c) * ((b + d) / (total - 1))) }
      above += a * (d / total)
      below += b * (c / total)
    }
    guard variance > 0 else { throw .zeroVariance }
    var size = abs(distance)
    if continuity, size >= 0.5 { size -= 0.5 }
    let statistic = size * size / variance
    let distribution = ChiSquared(degreesOfFreedom: 1)
    return Result(
      statistic: statistic, pValue: PValue(value: distribution.upperTail(statistic), naturalLogarithm: distribution.logUpperTail(statistic)),
      commonOddsRatio: below > 0 ? above / below : nil)
  }
}
