import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

@Suite("Means adjusted by a covariate")
struct CovariateTests {
  private func units(_ values: [Double], _ before: [Double]) -> UnitValues {
    let n = Double(values.count)
    let (mean, earlier) = (values.reduce(0, +) / n, before.reduce(0, +) / n)
    func sum(_ f: (Int) -> Double) -> Double { values.indices.reduce(0) { $0 + f($1) } }
    return UnitValues(
      count: values.count, sum: values.reduce(0, +), mean: mean, squaredDeviations: sum { (values[$0] - mean) * (values[$0] - mean) },
      denominator: nil,
      covariate: .init(
        mean: earlier, squaredDeviations: sum { (before[$0] - earlier) * (before[$0] - earlier) },
        coDeviation: sum { (values[$0] - mean) * (before[$0] - earlier) }), days: 0)
  }

  @Test("A covariate that explains the values narrows the interval and removes the arms' earlier difference")
  func cuped() throws {
    let story = try Story(
      """
      start: 2026-11-02
      end: 2026-11-29
      variants: {old: {}, new: {}}
      data: {file: x.csv, unit: id, variant: v}
      metrics:
        m: {type: mean, value: a, covariate: b}
      primary: m

      """)
    let analysis = MetricAnalysis(metric: story.experiment.primary, plan: story.experiment.plan)
    // Values are twice the covariate (+1 in the new arm) with a little noise of mean zero, uncorrelated with it.
    let before: ([Double], [Double]) = ([1, 2, 3, 4], [3, 4, 5, 6])
    let noise = [0.1, -0.1, -0.1, 0.1]
    let control = units((0..<4).map { 2 * before.0[$0] + noise[$0] }, before.0)
    let treatment = units((0..<4).map { 1 + 2 * before.1[$0] + noise[$0] }, before.1)
    let comparison = try analysis.compare(control: .units(control), treatment: .units(treatment))
    #expect(comparison.method == "scale-score-adjusted")
    let interval = try comparison.difference(.init(confidence: 0.95))
    // θ = 2, so the difference is exactly the 1 that was put in, of 7 at the covariate's common mean 3.5: 5 + 2·1 against 10 − 2·1.
    #expect(abs(try #require(interval.estimate) - 1) < 1e-12)
    #expect(abs(try #require(try comparison.relative(.init(confidence: 0.95)).estimate) - 1 / 7.0) < 1e-12)
    // What is left of a unit is 0.5 by the arm and 0.1 of noise; without the covariate nothing of the difference of 5 could be told from it.
    let lower = try #require(interval.lower.value)
    #expect(comparison.higher.value < 0.01 && lower > 0)
  }

  @Test("With refunds the adjusted difference alone; the covariate's share is taken out of both arms")
  func cupedShift() throws {
    func arm(_ shift: Double) -> UnitValues {
      let before = (0..<40).map { Double($0 % 8) }
      let moments = ThirdMoments(before.enumerated().map { shift + 3 * $1 - 9 + ($0 % 2 == 0 ? 0.5 : -0.5) })
      let plain = units(before.enumerated().map { shift + 3 * $1 - 9 + ($0 % 2 == 0 ? 0.5 : -0.5) }, before)
      return UnitValues(
        count: 40, nonzero: 40, negative: 15, sum: plain.sum, mean: plain.mean, squaredDeviations: plain.squaredDeviations, cubedDeviations: moments.cubes,
        denominator: nil, covariate: plain.covariate, days: 0)
    }
    let comparison = try Mean().compare(arm(0), arm(0.4), isExact: false)
    #expect(comparison.method == "shift-score-adjusted" && comparison.scale == .difference)
    let interval = try comparison.difference(.init(confidence: 0.95))
    #expect(abs(try #require(interval.estimate) - 0.4) < 1e-12)
    // Left of a unit is ±0.5 less what the covariate shares with the sign: the standard error is about 0.11, unadjusted it would be 1.54.
    #expect(comparison.higher.value < 0.001)
    let bare = UnitValues(
      count: 40, negative: 15, sum: arm(0).sum, mean: arm(0).mean, squaredDeviations: arm(0).squaredDeviations, denominator: nil, days: 0)
    let moved = UnitValues(
      count: 40, negative: 15, sum: arm(0.4).sum, mean: arm(0.4).mean, squaredDeviations: arm(0.4).squaredDeviations, denominator: nil, days: 0)
    #expect(try Mean().compare(bare, moved, isExact: false).higher.value > 0.3)
  }
}
