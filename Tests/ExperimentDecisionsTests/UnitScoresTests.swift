import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

@Suite("Units compared by scores")
struct UnitScoresTests {
  private func units(_ values: [Double]) -> UnitValues {
    let moments = ThirdMoments(values)
    return UnitValues(
      count: values.count, nonzero: values.count { $0 != 0 }, negative: values.count { $0 < 0 }, sum: values.reduce(0, +), mean: moments.mean,
      squaredDeviations: moments.squares, cubedDeviations: moments.cubes, denominator: nil, days: 0)
  }

  @Test("A few large values in a small arm carry no verdict, and how many units would is said")
  func tooSkewed() throws {
    let control = units((0..<1000).map { $0 < 10 ? 100 * Double(1 << $0) : 0 })
    let treatment = units((0..<10).map { $0 == 0 ? 150 : 0 })
    let error = #expect(throws: NoAnswer.self) { try Mean().compare(control, treatment, isExact: false) }
    guard case .tooSkewed(let have, let need) = error else { return #expect(Bool(false), "too skewed") }
    // By the definitions in ExperimentStatisticsTests/References/scripts/scores.py: skewness 2.02714, so 1010·(2.02714/1.5)² units.
    #expect(have == 1010 && need == 1845)
    #expect(AbsenceReason(.tooSkewed(have: have, need: need)).rawValue == "too_skewed")
    // The same values evenly split have a score without skewness.
    #expect(throws: Never.self) { try Mean().compare(control, control, isExact: false) }
  }

  @Test("Refunds: a difference and its interval, nothing relative; without them both")
  func refunds() throws {
    let sold = (0..<200).map { Double($0 % 7) }
    let plain = try Mean().compare(units(sold), units(sold.map { $0 * 1.5 }), isExact: false)
    #expect(plain.method == "scale-score" && plain.scale == .logRatio)
    #expect(abs(try #require(try plain.relative(SideLevels(confidence: 0.95)).estimate) - 0.5) < 1e-9)
    let refunded = try Mean().compare(units(sold), units(sold.map { $0 - 4 }), isExact: false)
    #expect(refunded.method == "shift-score" && refunded.scale == .difference)
    #expect(throws: NoAnswer.self) { try refunded.relative(SideLevels(confidence: 0.95)) }
    let interval = try refunded.difference(SideLevels(confidence: 0.95))
    let (low, high) = (try #require(interval.lower.value), try #require(interval.upper.value))
    #expect(low < -4 && high > -4 && high < 0)
    // One unit of what has come in, in either form: 1 / variance of the difference.
    #expect(abs(plain.information / refunded.information - 1) < 0.5)
  }

  @Test("Events of users that differ: their own scatter counts, not that of a Poisson count")
  func rates() throws {
    func arm(_ events: Double) -> UnitValues {
      // A tenth of 100 users have all the events: squared deviations 10·(0.9e)² + 90·(0.1e)² = 9e² of each arm, where a Poisson count would have 10e.
      let moments = ThirdMoments((0..<100).map { $0 < 10 ? events : 0 })
      return UnitValues(
        count: 100, nonzero: 10, sum: 10 * events, mean: moments.mean, squaredDeviations: moments.squares, cubedDeviations: moments.cubes,
        denominator: .init(mean: 1, squaredDeviations: 0, coDeviation: 0), days: 0)
    }
    let comparison = try Rate().compare(arm(10), arm(14), isExact: false)
    #expect(comparison.method == "scale-score")
    // Poisson counts of 100 and 140 would say 0.010; users that differ so say nothing.
    #expect(comparison.twoSided.value > 0.2)
    #expect(try CostPer().compare(arm(10), arm(14), isExact: false).method == "scale-score")
  }
}
