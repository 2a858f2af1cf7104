import ExperimentStatistics
import Glibc
import Testing

/// Posteriors of contrasts against closed forms of the normal and the log-normal, and against the test they come from.
struct BayesianContrastsTests {
  /// Two arms: P(best) = Φ(d/s), whatever share of the variance is the control's.
  @Test func twoArmsInClosedForm() throws {
    for (estimate, error, share) in [(0.1, 0.05, 0.5), (-0.3, 0.2, 0.9), (0.02, 0.4, 0.1)] {
      let posterior = try BayesianContrasts(
        [.init(estimate: estimate, standardError: error, controlShare: share)], controlValue: 20, scale: .logarithm, better: .higher)
      let best = posterior.probabilityBest()
      #expect(abs(best[1] - StandardNormal.lowerTail(estimate / error)) < 1e-11)
      #expect(abs(best[0] + best[1] - 1) < 1e-11)
      // E(1 − e^d)⁺ of the treatment, d ~ N(m, s²): Φ(−m/s) − e^(m + s²/2)·Φ(−m/s − s).
      let m = estimate, s = error
      let lost = StandardNormal.lowerTail(-m / s) - exp(m + s * s / 2) * StandardNormal.lowerTail(-m / s - s)
      #expect(abs((try #require(posterior.expectedRelativeLoss()[1])) - lost) < 1e-10)
      let relative = try #require(try posterior.relative(confidence: 0.95))
      #expect(abs((relative.lower ?? 0) - expm1(m - 1.9599639845400545 * s)) < 1e-12)
    }
    // On the difference: E(control − treatment)⁺ = s·φ(m/s) − m·Φ(−m/s).
    let plain = try BayesianContrasts([.init(estimate: -2, standardError: 3)], controlValue: -5, scale: .difference, better: .higher)
    let loss = 3 * StandardNormal.density(2.0 / 3) + 2 * StandardNormal.lowerTail(2.0 / 3)
    #expect(abs((try #require(plain.expectedLoss()[1])) - loss) < 1e-10)
    #expect(plain.expectedRelativeLoss() == [nil, nil])
  }

  /// 2,849 against 3,070 results for equal money within days of a weekly pattern: the pattern is common to both and leaves
  /// P(best) at Φ(ln(x₁/x₀)/√(1/x₀ + 1/x₁)), about 0.998.
  @Test func aPatternOfBothArmsDoesNotBlur() throws {
    let pattern = [0.6, 0.8, 1, 1.1, 1.3, 1.2, 1.0]
    let total = 4 * pattern.reduce(0, +)
    let days = (0..<28).map { day in
      let part = pattern[day % 7] / total
      return DayPair(
        controlCount: (2849 * part).rounded(), controlExposure: 100, treatmentCount: (3070 * part).rounded(), treatmentExposure: 100)
    }
    let test = try WithinDayScore(days, kind: .counts, scatter: .observed)
    let (x0, x1) = days.reduce((0.0, 0.0)) { ($0.0 + $1.controlCount, $0.1 + $1.treatmentCount) }
    let comparison = ThetaComparison(test, scale: .rate(count: x0 + x1, controlExposure: 2800, treatmentExposure: 2800))
    let contrast = try #require(comparison.contrast(isDifference: false))
    let best = try BayesianContrasts([contrast], controlValue: 1, scale: .logarithm, better: .higher).probabilityBest()[1]
    let expected = StandardNormal.lowerTail(log(x1 / x0) / (1 / x0 + 1 / x1).squareRoot())
    #expect(abs(best - expected) < 2e-5, "\(best), \(expected)")
    #expect(best > 0.997 && abs((1 - best) - test.above.value) < 2e-5)
  }

  @Test func reasonsForNoAnswer() {
    #expect(throws: NoAnswer.zeroVariance) {
      try BayesianContrasts([.init(estimate: 0, standardError: 0)], controlValue: 1, scale: .logarithm, better: .higher)
    }
    #expect(throws: NoAnswer.self) {
      try BayesianContrasts([.init(estimate: 0, standardError: 1)], controlValue: 0, scale: .logarithm, better: .higher)
    }
  }
}
