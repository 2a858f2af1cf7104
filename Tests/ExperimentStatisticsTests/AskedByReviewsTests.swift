import ExperimentStatistics
import Testing

/// Functions that reviews ask for and `calc` does not: values worked by hand, from tables, or by another road through the library.
@Suite("What reviews ask of the statistics")
struct AskedByReviewsTests {
  @Test("Dunnett's level of each comparison: one-sided values for variances known, Dunnett (1955), table 1a and 1b, last row")
  func dunnettLevel() throws {
    // Two decimals are printed.
    let rows: [(treatments: Int, alpha: Double, critical: Double)] = [
      (2, 0.05, 1.92), (3, 0.05, 2.06), (4, 0.05, 2.16), (5, 0.05, 2.23), (2, 0.01, 2.56), (3, 0.01, 2.68), (4, 0.01, 2.77), (5, 0.01, 2.84),
    ]
    for row in rows {
      let family = try #require(DunnettDistribution(control: 1, treatments: [Double](repeating: 1, count: row.treatments)))
      let level = family.level(alpha: row.alpha)
      #expect(abs(StandardNormal.upperQuantile(level) - row.critical) <= 0.005_1)
      #expect(level > row.alpha / Double(row.treatments) && level < row.alpha)
      // A comparison at just this level has the family's alpha as its adjusted p.
      #expect(abs(family.adjusted(PValue(level)).value / row.alpha - 1) < 1e-8)
    }
    let single = try #require(DunnettDistribution(control: 1, treatments: [2]))
    #expect(single.level(alpha: 0.025) == 0.025 && single.adjusted(PValue(0.3)).value == 0.3)
    // Arms without a share of the control share nothing; a control without one has no comparison.
    #expect(DunnettDistribution(control: 0, treatments: [1, 1]) == nil && DunnettDistribution(control: 1, treatments: []) == nil)
    let apart = try #require(DunnettDistribution(control: 1, treatments: [0, 0]))
    // Independent: 1 − (1 − p)² = 0.025.
    #expect(abs(apart.level(alpha: 0.025) - (1 - 0.975.squareRoot())) < 1e-10)
  }

  @Test("The chance to beat every other: one third for two statistics of even chance at a correlation of a half (1/4 + asin(1/2)/2π)")
  func againstAll() {
    #expect(abs(PowerAgainstAll.power(of: 0.5, others: 2) - 1.0 / 3) < 1e-12)
    // All three above their medians, equicorrelated at a half: 1/8 + 3·asin(1/2)/4π = 1/4.
    #expect(abs(PowerAgainstAll.power(of: 0.5, others: 3) - 0.25) < 1e-12)
    #expect(PowerAgainstAll.power(of: 0.8, others: 1) == 0.8 && PowerAgainstAll.power(of: 1, others: 5) == 1)
  }

  @Test("An effect drawn in: half of it where prior and error are alike, four fifths where the prior is twice as wide")
  func shrinkage() {
    #expect(NormalShrinkage.mean(of: 0.3, standardError: 0.1, priorDeviation: 0.1) == 0.15)
    #expect(abs(NormalShrinkage.mean(of: -0.2, standardError: 0.1, priorDeviation: 0.2) + 0.16) < 1e-15)
    #expect(NormalShrinkage.mean(of: 0.3, standardError: 0, priorDeviation: 0.1) == 0.3)
  }

  @Test("A ratio of sums is the same estimate by units at hand, by their moments, and by days")
  func ratios() throws {
    let (y, x) = ([12.0, 7, 30, 18, 9], [4.0, 3, 9, 5, 2])
    let arm = try RatioOfMeans.arm(numerators: y, denominators: x)
    // 76/23; residuals y − r·x squared and summed: 5/4·Σ(y − rx)²/23² by hand.
    let r = 76.0 / 23
    let residual = zip(y, x).reduce(0) { $0 + ($1.0 - r * $1.1) * ($1.0 - r * $1.1) }
    #expect(abs(arm.estimate - r) < 1e-14 && abs(arm.variance / (5.0 / 4 * residual / (23 * 23)) - 1) < 1e-12 && arm.degreesOfFreedom == 4)
    let days = try ArmByDay(counts: y, exposures: x, kind: .values).arm
    #expect(abs(days.estimate - arm.estimate) < 1e-14 && abs(days.variance / arm.variance - 1) < 1e-12 && days.degreesOfFreedom == 4)
    #expect(throws: NoAnswer.tooFewUnits(have: 1, need: 2)) { try RatioOfMeans.arm(numerators: [1], denominators: [1]) }
  }

  @Test("A covariate that does not vary gives the means as they are, and says so by its name")
  func covariate() throws {
    let control = CovariateAdjustment.Arm(count: 40, mean: 10, variance: 9, covariateMean: 5, covariateVariance: 0, covariance: 0)
    let treatment = CovariateAdjustment.Arm(count: 50, mean: 11, variance: 16, covariateMean: 7, covariateVariance: 0, covariance: 0)
    let flat = try CovariateAdjustment(control: control, treatment: treatment)
    let plain = try EstimatedArms(
      control: .mean(count: 40, mean: 10, variance: 9), treatment: .mean(count: 50, mean: 11, variance: 16), method: "welch", isNonNegative: false)
    #expect(!flat.isAdjusted && flat.theta == 0 && flat.varianceReduction == 0 && flat.estimate == 1)
    let comparison = try flat.comparison()
    #expect(comparison.method == "welch" && comparison.twoSided == plain.twoSided)
    #expect(try comparison.relative(SideLevels(confidence: 0.95)) == plain.relative(SideLevels(confidence: 0.95)))
    // One that varies: arms moved to the covariate's mean over both, so that their difference is the adjusted one.
    let moved = try CovariateAdjustment(
      control: .init(count: 40, mean: 10, variance: 9, covariateMean: 5, covariateVariance: 4, covariance: 3),
      treatment: .init(count: 50, mean: 11, variance: 16, covariateMean: 7, covariateVariance: 4, covariance: 3))
    #expect(moved.isAdjusted && abs(moved.treatment.estimate - moved.control.estimate - moved.estimate) < 1e-12)
    #expect(try abs(moved.comparison().treatment.variance + moved.comparison().control.variance - moved.standardError * moved.standardError) < 1e-15)
  }
}
