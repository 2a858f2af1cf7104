import ExperimentStatistics
import Testing

/// The plan of a score test of means.
struct ScaleScorePlanTests {
  /// Without skewness and at equal arms it is the normal formula with the pooled scale: (z·σ·ρ·√2 − Δ√n)/(σ√(1 + θ²)).
  @Test func withoutSkewnessByHand() throws {
    let plan = try ScaleScorePlan(mean: 10, deviation: 8, skewness: 0, ratio: 1.2)
    let expected = StandardNormal.upperTail((1.959963984540054 * 8 * 1.1 * 2.0.squareRoot() - 2 * 200.0.squareRoot()) / (8 * (1 + 1.44).squareRoot()))
    #expect(abs(try plan.power(size: 200) - expected) < 1e-9)
    let size = try plan.size(power: 0.8)
    #expect(abs(try plan.power(size: size) - 0.8) < 1e-9)
    // A shift moves no scale: the textbook's n = 2·((1.96 + 0.8416)·8/2)².
    let shift = try ScaleScorePlan(mean: 10, deviation: 8, skewness: 0, ratio: 1.2, isShift: true)
    #expect(abs(try shift.size(power: 0.8) - 2 * 16 * (1.959963984540054 + 0.8416212335729143) * (1.959963984540054 + 0.8416212335729143)) < 1e-6)
  }

  /// Below no effect nothing but the level is left, whichever way the skewness leans.
  @Test func levelAndLimits() throws {
    for allocation in [1.0, 9, 1.0 / 9] {
      for ratio in [1 + 1e-9, 1 - 1e-9] {
        let plan = try ScaleScorePlan(mean: 5, deviation: 30, skewness: 12, ratio: ratio, allocation: allocation)
        #expect(abs(try plan.power(size: 2000) - 0.025) < 1e-4)
      }
    }
    let small = try ScaleScorePlan(mean: 5, deviation: 30, skewness: 30, ratio: 1.5, allocation: 1.0 / 9)
    #expect(small.isTooSkewed(size: 900))
    #expect(try small.power(size: 900) == 0)
    let needed = try small.size(power: 0.2)
    #expect(!small.isTooSkewed(size: needed + 1e-6))
    #expect(throws: InvalidInput.self) { try ScaleScorePlan(mean: 0, deviation: 1, skewness: 0, ratio: 1.1) }
  }
}
