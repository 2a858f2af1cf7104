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
    #expect(comparison.method == "welch-cuped")
    let interval = try comparison.difference(.init(confidence: 0.95))
    // θ = 2, so the difference is exactly the 1 that was put in: 5 − 2·2.
    #expect(abs(try #require(interval.estimate) - 1) < 1e-12)
    // Residual variance 0.04/3 an arm, over 4 units: SE = √(2·0.04/3/4), df 6, t = 2.4469.
    let half = 2.446_911_851_144_969 * (2 * 0.04 / 3 / 4).squareRoot()
    #expect(abs(try #require(interval.upper.value) - 1 - half) < 1e-9)
  }
}
