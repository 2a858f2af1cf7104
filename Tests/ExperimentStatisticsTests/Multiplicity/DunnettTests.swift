import ExperimentStatistics
import Foundation
import TestSupport
import Testing

private struct DunnettRow: Decodable {
  let loadings: [Double]
  let degreesOfFreedom: Double?
  let twoSided: Bool
  let criticalValue: Double
  let points, tails: [Double]
}

@Suite("Dunnett and Hsu")
struct DunnettTests {
  @Test("tails to 1e-9 and critical values to 1e-8 against adaptive quadrature, equal and unequal sizes")
  func reference() throws {
    for row in try ReferenceRows<DunnettRow>.load("dunnett").rows {
      let distribution = DunnettDistribution(loadings: row.loadings, degreesOfFreedom: row.degreesOfFreedom)
      for (point, tail) in zip(row.points, row.tails) {
        let found = distribution.upperTail(point, isTwoSided: row.twoSided)
        #expect(abs(found / tail - 1) < 1e-9, "\(row) \(point) \(found)")
      }
      #expect(abs(try distribution.upperQuantile(0.05, isTwoSided: row.twoSided) - row.criticalValue) < 1e-8)
    }
  }

  @Test("the published tables: Dunnett 1955 table 1a (one-sided) and 1964 table II (two-sided), 5 %, equal sizes")
  func publishedTables() throws {
    let oneSided = [(2, 10.0, 2.15), (3, 10, 2.34), (2, nil, 1.92), (3, nil, 2.06), (5, nil, 2.23), (9, nil, 2.42)] as [(Int, Double?, Double)]
    let twoSided = [(2, 10.0, 2.57), (3, 10, 2.76), (2, nil, 2.21), (3, nil, 2.35), (5, nil, 2.51), (9, nil, 2.69)] as [(Int, Double?, Double)]
    for (table, isTwoSided) in [(oneSided, false), (twoSided, true)] {
      for (treatments, freedom, published) in table {
        let distribution = DunnettDistribution(loadings: Array(repeating: 0.5.squareRoot(), count: treatments), degreesOfFreedom: freedom)
        let found = try distribution.upperQuantile(0.05, isTwoSided: isTwoSided)
        #expect(abs(found - published) < 0.0051, "\(treatments) \(String(describing: freedom)) \(found)")
      }
    }
  }

  @Test("one treatment is Student's t, far tails included")
  func oneTreatment() {
    let normal = DunnettDistribution(loadings: [0.7], degreesOfFreedom: nil)
    for z in [0.5, 3, 8, 20, 35] { #expect(abs(normal.upperTail(z, isTwoSided: false) / StandardNormal.upperTail(z) - 1) < 1e-9) }
    // Student's t with two degrees of freedom: P(T > t) = ½ − t/(2√(2 + t²)) = 1/(√(2 + t²)(√(2 + t²) + t)).
    let student = DunnettDistribution(loadings: [0.4], degreesOfFreedom: 2)
    for t in [0.5, 3, 10, 1000] {
      let root: Double = (2 + t * t).squareRoot()
      let expected: Double = 1 / (root * (root + t))
      #expect(abs(student.upperTail(t, isTwoSided: false) / expected - 1) < 1e-9, "\(t)")
    }
  }

  @Test("p below alpha exactly when the simultaneous interval leaves 0 out")
  func coherence() throws {
    var random = SplitMix64(seed: 4)
    for _ in 0..<12 {
      let control = GroupSummary(count: 20, mean: 10, variance: 4)
      let treatments = (0..<3).map { _ in
        GroupSummary(count: Double(Int.random(in: 5...60, using: &random)), mean: Double.random(in: 9...12, using: &random), variance: 4)
      }
      let dunnett = try Dunnett(control: control, treatments: treatments)
      let intervals = try dunnett.intervals(confidence: 0.95)
      for (p, interval) in zip(dunnett.adjustedPValues(), intervals) {
        #expect((p.value < 0.05) == (interval.lower > 0 || interval.upper < 0))
      }
    }
  }

  @Test("Hsu: bounds are constrained, a clear best is named, and turning the metric round turns the bounds round")
  func best() throws {
    let groups = [GroupSummary(count: 12, mean: 4, variance: 1), GroupSummary(count: 15, mean: 9, variance: 1.2), GroupSummary(count: 9, mean: 5, variance: 0.8)]
    let clear = try MultipleComparisonsWithBest(groups: groups)
    #expect(clear.candidates == [1])
    #expect(clear.intervals[1].lower == 0 && clear.intervals[1].upper > 5 - 2)
    #expect(clear.intervals[0].upper == 0 && clear.intervals[0].lower < -5)
    let turned = try MultipleComparisonsWithBest(
      groups: groups.map { GroupSummary(count: $0.count, mean: -$0.mean, variance: $0.variance) }, better: .lower)
    for (a, b) in zip(clear.intervals, turned.intervals) { #expect(abs(a.lower + b.upper) < 1e-12 && abs(a.upper + b.lower) < 1e-12) }
    let alike = try MultipleComparisonsWithBest(groups: Array(repeating: GroupSummary(count: 10, mean: 3, variance: 1), count: 3))
    #expect(alike.candidates == [0, 1, 2])
    // Equal sizes: every bound is the one-sided Dunnett critical value times the standard error.
    let half = alike.criticalValues[0] * (2.0 / 10).squareRoot()
    for interval in alike.intervals { #expect(abs(interval.upper - half) < 1e-12 && abs(interval.lower + half) < 1e-12) }
  }

  @Test("groups without spread or without freedom have no answer")
  func noAnswer() {
    let single = GroupSummary(count: 1, mean: 3, variance: 0)
    #expect(throws: NoAnswer.tooFewUnits(have: 2, need: 3)) { try Dunnett(control: single, treatments: [single]) }
    let flat = GroupSummary(count: 4, mean: 3, variance: 0)
    #expect(throws: NoAnswer.zeroVariance) { try Dunnett(control: flat, treatments: [flat]) }
  }
}
