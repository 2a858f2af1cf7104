import ExperimentStatistics
import Glibc
import Testing

/// Score tests of a scale, of a shift and of days' values against their definitions in loops over units (Python, mpmath, scipy), and against every split of the
/// units that randomisation could have made.
struct ScoreReferenceTests {
  private struct Row: Decodable {
    let kind: String
    let control, treatment: [[Double]]?
    let days: [[Double]]?
    /// By stratum and arm.
    let strata: [[[[Double]]]]?
    let statistic, skewness, information: Double?
    let above, below: Double
    let lower, upper: Double?
  }

  private func moments(_ units: [[Double]]) -> JointMoments { JointMoments(units.map { (x: $0[0], y: $0[1]) }) }

  private func expectClose(_ value: Double, _ expected: Double, _ tolerance: Double, _ row: Row) {
    #expect(abs(value - expected) <= tolerance * max(abs(expected), 1e-3), "\(row.kind): \(value), expected \(expected)")
  }

  @Test func agreesWithTheDefinitions() throws {
    let rows = try ReferenceRows<Row>.load("scores").rows
    #expect(rows.count == 29)
    for row in rows {
      if let days = row.days {
        let test = try ValuesByDay(
          days.map { DayPair(controlCount: $0[0], controlExposure: $0[1], treatmentCount: $0[2], treatmentExposure: $0[3]) })
        try check(test, row)
        continue
      }
      if let strata = row.strata?.map({ ScaleScore.Stratum(control: moments($0[0]), treatment: moments($0[1])) }) {
        if row.kind == "strata-shift" {
          try check(try ShiftScore(strata), row)
        } else {
          let test = try ScaleScore(strata)
          expectClose(test.skewness, try #require(row.skewness), 1e-9, row)
          expectClose(test.information, try #require(row.information), 1e-9, row)
          try check(test, row)
        }
        continue
      }
      let (control, treatment) = (moments(try #require(row.control)), moments(try #require(row.treatment)))
      if row.kind.hasPrefix("shift") {
        let test = try ShiftScore(control: control, treatment: treatment, second: row.kind == "shift" ? .denominator : .covariate)
        try check(test, row)
      } else {
        let test = try ScaleScore(control: control, treatment: treatment, second: row.kind == "covariate" ? .covariate : .denominator)
        expectClose(test.skewness, try #require(row.skewness), 1e-9, row)
        expectClose(test.information, try #require(row.information), 1e-9, row)
        try check(test, row)
      }
    }
  }

  private func check(_ test: ShiftScore, _ row: Row) throws {
    expectClose(test.higher.value, row.above, 1e-9, row)
    expectClose(test.lower.value, row.below, 1e-9, row)
    expectClose(test.skewness, try #require(row.skewness), 1e-9, row)
    expectClose(test.information, try #require(row.information), 1e-9, row)
    let interval = try test.difference(SideLevels(confidence: 0.9))
    expectClose(try #require(interval.lower.value), try #require(row.lower), 1e-7, row)
    expectClose(try #require(interval.upper.value), try #require(row.upper), 1e-7, row)
  }

  private func check(_ test: some ThetaTest, _ row: Row) throws {
    expectClose(test.above.value, row.above, 1e-9, row)
    expectClose(test.below.value, row.below, 1e-9, row)
    expectClose(try test.lowerBound(0.05), try #require(row.lower), 1e-7, row)
    expectClose(try #require(try test.upperBound(0.05)), try #require(row.upper), 1e-7, row)
  }

  /// Where every unit has a value, variance and skewness of the score are those over all 792 ways to draw 5 of 12 units.
  @Test func permutationMomentsByEnumeration() throws {
    let units = [1.0, 1.5, 2, 2.25, 3, 3.5, 4, 7, 9, 9.5, 16, 40]
    var (squares, cubes, ways) = (0.0, 0.0, 0.0)
    let total = units.reduce(0, +)
    for mask in 0..<(1 << 12) where mask.nonzeroBitCount == 5 {
      let own = units.indices.reduce(0.0) { $0 + (mask >> $1 & 1 == 1 ? units[$1] : 0) }
      let difference = own / 5 - (total - own) / 7
      squares += difference * difference
      cubes += difference * difference * difference
      ways += 1
    }
    #expect(ways == 792)
    let skewness = cubes / ways / pow(squares / ways, 1.5)
    let treatment = JointMoments(ThirdMoments([units[1], units[4], units[6], units[7], units[10]]))
    let control = JointMoments(ThirdMoments([0, 2, 3, 5, 8, 9, 11].map { units[$0] }))
    let test = try ScaleScore(control: control, treatment: treatment)
    #expect(abs(test.skewness - skewness) < 1e-12)
    #expect(abs(test.information - (total / 12) * (total / 12) / (squares / ways)) < 1e-10)
    let shift = try ShiftScore(control: control, treatment: treatment)
    #expect(abs(shift.skewness - skewness) < 1e-12)
    #expect(abs(shift.information - ways / squares) < 1e-12)
    #expect(abs(shift.higher.value - test.above.value) < 1e-14)
  }

  @Test func reasonsForNoAnswer() throws {
    let some = JointMoments(ThirdMoments([1, 2, 4])), none = JointMoments(ThirdMoments([0, 0, 0])), same = JointMoments(ThirdMoments([2, 2, 2]))
    #expect(throws: NoAnswer.zeroResults) { try ScaleScore(control: none, treatment: none) }
    #expect(throws: NoAnswer.zeroVariance) { try ScaleScore(control: same, treatment: same) }
    #expect(throws: NoAnswer.tooFewUnits(have: 1, need: 2)) { try ScaleScore(control: some, treatment: JointMoments(ThirdMoments([3]))) }
    #expect(throws: NoAnswer.self) { try ScaleScore(control: some, treatment: JointMoments(ThirdMoments([-3, 1, 1]))) }
    #expect(throws: NoAnswer.zeroVariance) { try ShiftScore(control: same, treatment: same) }
    #expect(throws: NoAnswer.self) { try ShiftScore(control: some, treatment: same).relative(SideLevels(confidence: 0.95)) }
  }

  /// Skewness falls with the root of the units: twice the limit asks for four times as many.
  @Test func skewnessLimit() {
    #expect(SkewnessLimit.unitsThatWouldDo(skewness: -1.2, units: 2000) == nil)
    #expect(SkewnessLimit.unitsThatWouldDo(skewness: 3, units: 400) == 1600)
    #expect(SkewnessLimit.unitsThatWouldDo(skewness: -3, units: 401) == 1604)
  }
}
