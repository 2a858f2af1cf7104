/// How much the arms' daily rates scatter by themselves, beyond chance: the variance σ² of the logarithm of an arm's daily rate, in a Poisson–log-normal model
/// of days (Bulmer 1974; for counts Var x = μ + σ²μ², so that the excess grows with what a day expects).
///
/// For a within-day contribution u of variance V by chance, both arms' scatter adds 2σ²V²: the allowance for tests too short to show it.
public struct DayScatter: Hashable, Sendable {
  /// σ², ≥ 0.
  public let logVariance: Double

  public init(logVariance: Double) {
    precondition(logVariance >= 0 && logVariance.isFinite, "a variance is not negative")
    self.logVariance = logVariance
  }

  /// The days do not scatter: chance alone.
  public static let none = DayScatter(logVariance: 0)

  /// Taken where nothing else is known: σ = 0.2, an arm's days scatter by 20 %. Measured σ beyond chance within days: 0 to 0.15 in a site's randomised test
  /// (Udacity's free trial screener, 37 days: clicks a pageview 0, enrolments a click 0.05, payments a click 0.15), 0.41 for purchases a dollar in two ad campaigns
  /// run side by side (Kaggle's marketing A/B set of August 2019, 29 days; other results a dollar 0.29 to 0.39).
  public static let assumed = DayScatter(logVariance: 0.04)

  /// From days of the same account, shrunk towards what was assumed before they were known.
  ///
  /// Each day's contribution at its test's estimate has E u² = V + 2σ²V² (less a degree of freedom a test); the least-squares estimate of σ² weighs with its own
  /// precision against the assumption's, whose standard error is taken as the assumed σ² itself. Ten quiet days so leave much of the assumption, hundred hardly
  /// any. Never below 0.
  /// - Parameter tests: for each earlier test its days' contributions (`DayContributions`); one with less than 3 days says nothing.
  public static func learned(from tests: [DayContributions], assumed: DayScatter) -> DayScatter {
    var (slope, excess) = (0.0, 0.0)
    for test in tests where test.days >= 3 {
      let count = Double(test.days)
      let freedom = (count - 1) / count
      let residuals = test.residuals
      let mean = residuals.reduce(0, +) / count
      for (residual, chance) in zip(residuals, test.variances) where chance > 0 {
        // Weighted by the variance of u² under the assumption, 2(V + 2σ²V²)².
        let expected = chance + 2 * assumed.logVariance * chance * chance
        let weight = 1 / (2 * expected * expected)
        let size = 2 * chance * chance
        let gap = residual - mean
        excess += weight * size * (gap * gap / freedom - chance)
        slope += weight * size * size
      }
    }
    guard slope > 0 else { return assumed }
    guard assumed.logVariance > 0 else { return DayScatter(logVariance: max(excess / slope, 0)) }
    let prior = 1 / (assumed.logVariance * assumed.logVariance)
    return DayScatter(logVariance: max((excess + prior * assumed.logVariance) / (slope + prior), 0))
  }

  /// Variance of a sum of contributions over its variance by chance.
  public func dispersion(of variances: [Double]) -> Double {
    let (chance, squares) = variances.reduce(into: (0.0, 0.0)) { $0 = ($0.0 + $1, $0.1 + $1 * $1) }
    return chance > 0 ? 1 + 2 * logVariance * squares / chance : 1
  }
}
