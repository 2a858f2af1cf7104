import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentData

/// Rows of randomised units.
@Suite struct UnitTests {
  private func declaration(_ metrics: String, table: String = "unit: id, variant: arm, date: created") -> String {
    """
    start: 2026-11-02
    end: 2026-11-08
    variants: {a: {}, b: {}}
    data: {file: data/t.csv, \(table)}
    metrics:
      \(metrics)
    primary: m
    """
  }

  private func summary(_ text: String, _ declaration: String, asOf: String = "2027-01-01", zone: TimeZoneRules = .utc) throws
    -> ExperimentSummary
  {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", text)
    return try disk.summary(declaration, asOf: asOf, zone: zone)
  }

  @Test func rowsOfAUnitAddUpAndTheFirstDecidesItsDay() throws {
    let summary = try summary(
      "id,arm,created,amount\n1,a,2026-11-04,10\n1,a,2026-11-02,5\n2,a,2026-11-03,7\n3,b,2026-11-03,1\n",
      declaration("m: {type: mean, value: amount}"))
    let values = try #require(summary.units(0))
    // Units of a: 15 and 7; mean 11, squared deviations 16 + 16.
    #expect(values.count == 2)
    #expect(values.sum == 22)
    #expect(values.mean == 11)
    #expect(values.squaredDeviations == 32)
    #expect(values.days == 2)
    #expect(summary.variants[0].units == 2)
    #expect(summary.variants[0].days.count == 3)
    #expect(summary.quality.units == 3)
  }

  @Test func unitsSeenInTwoVariantsAreLeftOutAndCounted() throws {
    let summary = try summary(
      "id,arm,created,amount\n1,a,2026-11-02,10\n1,b,2026-11-03,5\n2,a,2026-11-03,7\n3,b,2026-11-03,1\n1,a,2026-11-04,1\n",
      declaration("m: {type: mean, value: amount}"))
    #expect(summary.quality.unitsInTwoVariants == 1)
    #expect(summary.units(0)?.sum == 7)
    #expect(summary.units(1)?.sum == 1)
    #expect(summary.variants.map(\.units) == [1, 1])
    // A second variant that appears only after the review is not known to it.
    let before = try self.summary(
      "id,arm,created,amount\n1,a,2026-11-02,10\n1,b,2026-11-05,5\n", declaration("m: {type: mean, value: amount}"), asOf: "2026-11-04")
    #expect(before.quality.unitsInTwoVariants == 0)
  }

  @Test func sharesTakeYesAndNoAndAnyRowOfAUnit() throws {
    let summary = try summary(
      "id,arm,created,won\n1,a,2026-11-02,是\n1,a,2026-11-03,否\n2,a,2026-11-02,FALSE\n3,a,2026-11-02,\n4,a,2026-11-02,1\n4,a,2026-11-02,1\n4,a,2026-11-02,\n5,b,2026-11-02,3\n",
      declaration("m: {type: proportion, value: won}"))
    let values = try #require(summary.units(0))
    #expect(values.count == 3)
    #expect(values.sum == 2)
    #expect(summary.variants[0].metrics[0].missing == 1)
    #expect(summary.quality.badRows == 1)
    #expect(summary.quality.badRowExamples[0].reason.english.contains("0 or 1"))
  }

  @Test func missingMeansWhatTheMetricSays() throws {
    let text =
      "id,arm,created,from,to\n1,a,2026-11-02,2026-11-02 10:00,2026-11-02 10:04\n2,a,2026-11-02,2026-11-02 10:00,\n3,a,2026-11-02,2026-11-02 10:00,2026-11-02 10:06:30\n"
    let value = "value: {from: from, to: to, in: minutes, at_most: 5}"
    #expect(try summary(text, declaration("m: {type: proportion, \(value)}")).units(0)?.mean == 0.5)
    let failed = try summary(text, declaration("m: {type: proportion, \(value), missing: failure}"))
    #expect(failed.units(0)?.count == 3)
    #expect(failed.units(0)?.sum == 1)
    let minutes = try summary(text, declaration("m: {type: mean, value: {from: from, to: to, in: minutes}}"))
    #expect(minutes.units(0)?.sum == 10.5)
    #expect(minutes.variants[0].metrics[0].missing == 1)
  }

  @Test func elapsedTimeCrossesAClockChange() throws {
    // Offset 3600 until 2026-11-03 01:00 UTC, then 0: clocks go back one hour at 02:00 local.
    let change = 1_793_667_600
    let zone = TimeZoneRules(name: "Test", transitions: [change], offsets: [3600, 0])
    let summary = try summary(
      "id,arm,created,from,to\n1,a,2026-11-03,2026-11-03 00:00,2026-11-03 03:00\n",
      declaration("m: {type: mean, value: {from: from, to: to, in: hours}}"), zone: zone)
    #expect(summary.units(0)?.sum == 4)
  }

  @Test func statusTextAndBoundsAreConditions() throws {
    let text = "id,arm,created,status,score\n1,a,2026-11-02,已成交,30\n2,a,2026-11-02, 跟进中 ,29\n3,a,2026-11-02,,31\n4,a,2026-11-02,已签约,5\n"
    let status = try summary(text, declaration("m: {type: proportion, value: {column: status, equals: [已成交, 已签约]}}"))
    #expect(status.units(0)?.count == 3)
    #expect(status.units(0)?.sum == 2)
    #expect(status.variants[0].metrics[0].missing == 1)
    let bounds = try summary(text, declaration("m: {type: proportion, value: {column: score, at_least: 29, at_most: 30}}"))
    #expect(bounds.units(0)?.sum == 2)
  }

  @Test func ratiosCarryBothMomentsAndTheirProduct() throws {
    let summary = try summary(
      "id,arm,created,x,y\n1,a,2026-11-02,1,2\n2,a,2026-11-02,2,4\n3,a,2026-11-02,6,9\n4,a,2026-11-02,,9\n5,a,2026-11-02,5,\n",
      declaration("m: {type: ratio, numerator: x, denominator: y}"))
    let values = try #require(summary.units(0))
    // x: mean 3, Σ = 4 + 1 + 9; y: mean 5, Σ = 9 + 1 + 16; product 6 + 1 + 12.
    #expect(values.count == 3)
    #expect(values.mean == 3)
    #expect(values.squaredDeviations == 14)
    // Third order: −8 − 1 + 27; −27 − 1 + 64; −12 − 1 + 36; −18 − 1 + 48.
    #expect(values.cubedDeviations == 18)
    #expect(
      values.denominator
        == UnitValues.JointPart(mean: 5, squaredDeviations: 26, coDeviation: 19, cubedDeviations: 36, valueTwice: 23, partTwice: 29, nonzero: 3))
    #expect(summary.variants[0].metrics[0].missing == 2)
  }

  @Test func buyersAndRefundsAreCounted() throws {
    let summary = try summary(
      "id,arm,created,x\n1,a,2026-11-02,0\n2,a,2026-11-02,-3\n3,a,2026-11-02,9\n4,a,2026-11-02,\n5,b,2026-11-02,0\n6,b,2026-11-02,4\n",
      declaration("m: {type: mean, value: x}"))
    let values = try #require(summary.units(0))
    // Mean 2; deviations −2, −5, 7.
    #expect(values.nonzero == 2 && values.negative == 1)
    #expect(values.cubedDeviations == -8 - 125 + 343)
    #expect(summary.units(1)?.nonzero == 1 && summary.units(1)?.negative == 0)
  }

  @Test func winsorizingCutsAllArmsAtOneHeight() throws {
    let rows = (1...10).map { "\($0),\($0 % 2 == 0 ? "a" : "b"),2026-11-02,\($0 == 10 ? 1000 : $0)\n" }.joined()
    let summary = try summary("id,arm,created,x\n" + rows, declaration("m: {type: mean, value: x, winsorize: 90%}"))
    // The ninth of ten values is 9: 1000 becomes 9.
    #expect(summary.units(0)?.sum == 29)
    #expect(summary.units(1)?.sum == 25)
    // Nine tenths of eleven are ten: the tenth value is 10, and 12 becomes 10.
    let eleven = (1...11).map { "\($0),\($0 % 2 == 0 ? "a" : "b"),2026-11-02,\($0 == 11 ? 12 : $0)\n" }.joined()
    let cut = try self.summary("id,arm,created,x\n" + eleven, declaration("m: {type: mean, value: x, winsorize: 90%}"))
    #expect(cut.units(0)?.sum == 30 && cut.units(1)?.sum == 35)
  }

  @Test func aCovariateComesFromTheFirstRowAndIsFilledIn() throws {
    let summary = try summary(
      "id,arm,created,x,before\n1,a,2026-11-03,1,50\n1,a,2026-11-02,1,10\n2,a,2026-11-02,4,20\n3,b,2026-11-02,5,30\n4,b,2026-11-02,6,\n",
      declaration("m: {type: mean, value: x, covariate: before}"))
    let a = try #require(summary.units(0))
    // Units (x, before): (2, 10), (4, 20).
    #expect(a.covariate == UnitValues.JointPart(mean: 15, squaredDeviations: 50, coDeviation: 10, nonzero: 2))
    // The fourth takes the mean of the others, 20.
    #expect(summary.units(1)?.covariate?.mean == 25)
    #expect(summary.quality.notes.contains { $0.english.contains("1 unit lacks the covariate") })
  }

  @Test func aRatioTakesItsCovariateIntoItsDenominator() throws {
    let summary = try summary(
      "id,arm,created,x,y,before\n1,a,2026-11-02,1,2,1\n2,a,2026-11-02,3,2,3\n3,a,2026-11-02,2,2,2\n",
      declaration("m: {type: ratio, numerator: x, denominator: y, covariate: before}"))
    // r = 6/6, e = −1, 1, 0, its slope on the covariate 2/2: w = 2 + (before − 2) = 1, 3, 2, which leaves nothing of e.
    let values = try #require(summary.units(0))
    #expect(values.denominator?.mean == 2 && values.denominator?.squaredDeviations == 0)
    #expect(values.adjusted?.mean == 2 && values.adjusted?.squaredDeviations == 2 && values.adjusted?.coDeviation == 2)
    #expect(values.covariate?.mean == 2 && values.covariate?.coDeviation == 2)
  }

  /// r = 24/6. Within the arms e = 2, −2 and −4, 4 beside z = −1, 1 each: slope (−4 + 8)/4, over r a quarter; z from its mean of 6.
  @Test func aRatiosCovariateIsSlopedWithinTheArms() throws {
    let summary = try summary(
      "id,arm,created,x,y,before\n1,a,2026-11-02,2,1,0\n2,a,2026-11-02,6,3,2\n3,b,2026-11-02,4,1,10\n4,b,2026-11-02,12,1,12\n",
      declaration("m: {type: ratio, numerator: x, denominator: y, covariate: before}"))
    let (a, b) = (try #require(summary.units(0)?.adjusted), try #require(summary.units(1)?.adjusted))
    #expect(a.mean == 0.75 && a.squaredDeviations == 3.125 && a.coDeviation == 5)
    #expect(b.mean == 2.25 && b.squaredDeviations == 0.125 && b.coDeviation == 2)
  }

  @Test func aNumeratorIsCutAndTheUnitsCanBeHadOneByOne() throws {
    let rows = (1...10).map { "\($0),\($0 % 2 == 0 ? "a" : "b"),2026-11-02,\($0 == 10 ? 1000 : $0),2\n" }.joined()
    let metric = "m: {type: rate, count: x, per: y, winsorize: 90%}"
    let summary = try summary("id,arm,created,x,y\n" + rows, declaration(metric))
    #expect(summary.units(0)?.sum == 29 && summary.units(0)?.denominator?.mean == 2)
  }

  @Test func segmentsByTextAndByBands() throws {
    let summary = try summary(
      "id,arm,created,x,tier,minutes\n1,a,2026-11-02,1,S,5\n2,a,2026-11-02,2,M,5.5\n3,a,2026-11-02,3,S,30\n4,a,2026-11-02,4,,\n",
      declaration("m: {type: mean, value: x}", table: "unit: id, variant: arm, date: created, segments: [tier, {minutes: [5, 30]}]"))
    let segments = summary.variants[0].metrics[0].segments
    #expect(segments.map(\.dimension) == ["tier", "tier", "minutes", "minutes", "minutes"])
    #expect(segments.map(\.value) == ["M", "S", "≤ 5", "(5, 30)", "≥ 30"])
    let counts = segments.map { segment -> Double in if case .units(let values) = segment.values { values.sum } else { 0 } }
    #expect(counts == [2, 4, 1, 2, 3])
  }

  @Test func strataByTheFirstRowAndThoseWithoutOne() throws {
    let summary = try summary(
      "id,arm,created,x,kind\n1,a,2026-11-03,1,new\n1,a,2026-11-02,1,old\n2,a,2026-11-02,4,new\n3,a,2026-11-02,5,\n4,b,2026-11-02,6,old\n",
      declaration("m: {type: mean, value: x, strata: kind}"))
    let strata = try #require(summary.units(0)).strata
    #expect(strata.map(\.name) == ["", "new", "old"] && strata.map(\.values.sum) == [5, 4, 2] && strata.map(\.values.count) == [1, 1, 1])
    #expect(summary.units(1)?.strata.map(\.name) == ["old"] && summary.units(0)?.sum == 11)
    #expect(summary.variants[0].metrics[0].segments.isEmpty)
    let ratio = try self.summary(
      "id,arm,created,x,y,kind\n1,a,2026-11-02,2,4,p\n2,a,2026-11-02,9,3,q\n", declaration("m: {type: ratio, numerator: x, denominator: y, strata: kind}"))
    #expect(ratio.units(0)?.strata.map(\.values.denominator?.mean) == [4, 3])
  }

  @Test func bandNames() {
    #expect(TableReader.bandNames([5]) == ["≤ 5", "> 5"])
    #expect(TableReader.bandNames([5, 30]) == ["≤ 5", "(5, 30)", "≥ 30"])
    #expect(TableReader.bandNames([0.5, 5, 30]) == ["≤ 0.5", "(0.5, 5]", "(5, 30)", "≥ 30"])
    for value in [0.0, 5, 5.1, 29.9, 30, 31] {
      let band = TableReader.band(value, [5, 30])
      #expect(band == (value <= 5 ? 0 : value < 30 ? 1 : 2))
    }
  }

  @Test func idsStayText() throws {
    // Beyond 2^53 the last digits differ; leading zeros and full-width digits are other ids.
    let summary = try summary(
      "id,arm,created,x\n1234567890123456789,a,2026-11-02,1\n1234567890123456788,a,2026-11-02,1\n007,a,2026-11-02,1\n7,a,2026-11-02,1\n 7 ,a,2026-11-02,1\n,a,2026-11-02,1\n",
      declaration("m: {type: mean, value: x}"))
    #expect(summary.variants[0].units == 4)
    #expect(summary.quality.badRows == 1)
  }

  @Test func rowsThatAreUnitsThemselves() throws {
    let summary = try summary(
      "arm,created,x\na,2026-11-02,1\na,2026-11-02,1\nb,2026-11-09,1\n",
      declaration("m: {type: mean, value: x}", table: "unit: row, variant: arm, date: created"))
    #expect(summary.units(0)?.count == 2)
    #expect(summary.quality.outsideDates == 1)
  }

  @Test func undatedUnitsCountFromTheStart() throws {
    let undated = declaration("m: {type: mean, value: x}", table: "unit: id, variant: arm")
    let text = "id,arm,x\n1,a,1\n"
    #expect(try summary(text, undated, asOf: "2026-11-02").variants[0].metrics[0].immature == 1)
    #expect(try summary(text, undated, asOf: "2026-11-03").units(0)?.count == 1)
    #expect(try summary(text, undated, asOf: "2026-11-03").units(0)?.days == 0)
  }

  @Test func youngUnitsWait() throws {
    let lagged = declaration("m: {type: mean, value: x}").replacing("variants:", with: "outcome_lag: 2d\nvariants:")
    let summary = try summary("id,arm,created,x\n1,a,2026-11-02,1\n2,a,2026-11-03 23:00,1\n", lagged, asOf: "2026-11-05")
    #expect(summary.units(0)?.count == 1)
    #expect(summary.variants[0].metrics[0].immature == 1)
    #expect(summary.variants[0].units == 2)
  }

  @Test func momentsKeepTheirDigits() {
    // Mean 1e9 and spread 1e-3: a sum of squares would have none left.
    var generator = SplitMix64(seed: 7)
    let noise = (0..<1000).map { _ in Double(Int64(truncatingIfNeeded: generator.next() >> 40)) * 0x1p-33 }
    let moments = UnitMoments(noise.map { 1e9 + $0 }, group: Array(repeating: 0, count: 1000), groups: 1, others: [noise])
    let exact = UnitMoments(noise.map { (1e9 + $0) - 1e9 }, group: Array(repeating: 0, count: 1000), groups: 1, others: [])
    #expect(abs(moments.squares[0] / exact.squares[0] - 1) < 1e-9)
    #expect(abs(moments.seconds[0].products[0] / exact.squares[0] - 1) < 1e-4)
    // The sums of third order by how large they can be: the noise itself is next to symmetric.
    let scale = exact.squares[0] * exact.squares[0].squareRoot()
    #expect(abs(moments.cubes[0] - exact.cubes[0]) < 1e-9 * scale)
    #expect(abs(moments.seconds[0].firstTwice[0] - exact.cubes[0]) < 1e-4 * scale)
  }
}
