import Glibc

/// Textbook comparisons of two Poisson rates, results per exposure; ratios are of exposure per result (cost per result).
public enum RateFormulas {
  public typealias Arm = ResultsAndExposure

  private static func checked(_ control: Arm, _ treatment: Arm) throws(NoAnswer) {
    try Amounts.check(control)
    try Amounts.check(treatment)
    guard control.exposure > 0, treatment.exposure > 0 else { throw .zeroExposure }
    guard control.results + treatment.results > 0 else { throw .zeroResults }
  }

  /// The score test: (r₁ − r₀)/√(r̄(1/e₁ + 1/e₀)). `higher` is of the rate.
  public static func score(control: Arm, treatment: Arm) throws(NoAnswer) -> TailedTest {
    try checked(control, treatment)
    return TailedTest(z: scoreStatistic(control, treatment))
  }

  private static func scoreStatistic(_ control: Arm, _ treatment: Arm) -> Double {
    let gap = productDifference(treatment.results, control.exposure, control.results, treatment.exposure)
    return gap / ((control.results + treatment.results) * control.exposure * treatment.exposure).squareRoot()
  }

  /// The conditional binomial with the two-sided p by probability ordering (R's poisson.test). Whole results.
  public static func conditionalByProbability(control: Arm, treatment: Arm) throws(NoAnswer) -> TailedTest {
    let exact = try ConditionalRates(control: control, treatment: treatment, isExact: true)
    let total = control.results + treatment.results
    let share = treatment.exposure / (treatment.exposure + control.exposure)
    let binomial = Binomial(trials: total, probability: share, complement: control.exposure / (treatment.exposure + control.exposure))
    let limit = binomial.logProbability(of: treatment.results) + log1p(1e-7)
    let mode = min(((total + 1) * share).rounded(.down), total)
    guard binomial.logProbability(of: mode) > limit else {
      return TailedTest(statistic: nil, higher: exact.above, lower: exact.below, twoSided: PValue(1))
    }
    let isUpper = treatment.results > mode
    var (inside, outside) = (mode, isUpper ? -1 : total + 1)
    while abs(outside - inside) > 1 {
      let middle = ((inside + outside) / 2).rounded(.down)
      if binomial.logProbability(of: middle) <= limit { outside = middle } else { inside = middle }
    }
    var two = isUpper ? exact.above : exact.below
    if outside >= 0, outside <= total {
      two = two.adding(PValue(naturalLogarithm: min(0, isUpper ? binomial.logLowerTail(outside) : binomial.logUpperTail(outside))))
    }
    return TailedTest(statistic: nil, higher: exact.above, lower: exact.below, twoSided: two)
  }

  /// The E-test (Krishnamoorthy & Thomson 2004, Journal of Statistical Planning and Inference 119, 23–35) on the score statistic: its
  /// distribution with the common rate at its estimate, summed over the results' total. Cost: O(√results) binomial tails.
  public static func estimatedP(control: Arm, treatment: Arm) throws(NoAnswer) -> TailedTest {
    try checked(control, treatment)
    let total = control.results + treatment.results
    guard total <= 1e6 else { throw .undefined("sums over more than 1,000,000 results are not made; the score test serves there") }
    let z = scoreStatistic(control, treatment)
    let whole = control.exposure + treatment.exposure
    let (share, rest) = (treatment.exposure / whole, control.exposure / whole)
    let poisson = Poisson(mean: total)
    let reach = 40 + 9 * total.squareRoot()
    var (upper, lower, both) = (0.0, 0.0, 0.0)
    let edge = abs(z) * (1 - 1e-12)
    var sum = max(0, (total - reach).rounded(.down))
    while sum <= total + reach {
      let weight = poisson.probability(of: sum)
      if weight > 1e-22 {
        let middle = sum * share
        let spread = (sum * share * rest).squareRoot()
        let binomial = Binomial(trials: sum, probability: share, complement: rest)
        func atLeast(_ edge: Double) -> Double { sum == 0 ? (edge <= 0 ? 1 : 0) : binomial.upperTail((middle + edge * spread - 1e-9).rounded(.up)) }
        func atMost(_ edge: Double) -> Double { sum == 0 ? (edge >= 0 ? 1 : 0) : binomial.lowerTail((middle + edge * spread + 1e-9).rounded(.down)) }
        if z == 0 {
          upper += weight * atLeast(0)
          lower += weight * atMost(0)
          both += weight
        } else {
          let (above, below) = (atLeast(edge), atMost(-edge))
          upper += weight * (z > 0 ? above : atLeast(-edge))
          lower += weight * (z < 0 ? below : atMost(edge))
          both += weight * min(1, above + below)
        }
      }
      sum += 1
    }
    return TailedTest(statistic: z, higher: PValue(min(1, upper)), lower: PValue(min(1, lower)), twoSided: PValue(min(1, both)))
  }

  /// Treatment / control of exposure per result with the score interval: Wilson's for the treatment's share of all results
  /// (Graham, Mengersen & Morton 2003, Statistics in Medicine 22, 2071–2083).
  public static func scoreRatio(control: Arm, treatment: Arm, confidence: Double) throws(NoAnswer) -> SidedInterval {
    try checked(control, treatment)
    let total = control.results + treatment.results
    let levels = SideLevels(confidence: confidence)
    let share = try ArmInterval.share(successes: treatment.results, trials: total, levels)
    let mirror = try ArmInterval.share(successes: control.results, trials: total, levels)
    let unit = treatment.exposure / control.exposure
    // Cost per result falls as the treatment's share rises.
    let high = share.lower.value ?? 0
    let low = share.upper.value ?? 1
    return SidedInterval(
      estimate: treatment.results > 0 ? control.results / treatment.results * unit : nil,
      lower: .value(low > 0 ? (mirror.lower.value ?? 0) / low * unit : 0),
      upper: high > 0 ? .value((mirror.upper.value ?? 1) / high * unit) : .unbounded)
  }

  /// ln ratio ± c·√(φ(1/x₁ + 1/x₀)), on the normal or, with degrees of freedom, on t.
  public static func waldRatio(
    control: Arm, treatment: Arm, confidence: Double, dispersion: Double = 1, degreesOfFreedom: Double? = nil
  ) throws(NoAnswer) -> (interval: SidedInterval, test: TailedTest) {
    try checked(control, treatment)
    guard control.results > 0, treatment.results > 0 else { throw .zeroResults }
    guard dispersion > 0 else { throw .zeroVariance }
    let ratio = control.results / treatment.results * (treatment.exposure / control.exposure)
    let error = (dispersion * (1 / control.results + 1 / treatment.results)).squareRoot()
    let factor = exp(EstimatedPair.critical(confidence, degreesOfFreedom) * error)
    return (
      SidedInterval(estimate: ratio, lower: .value(ratio / factor), upper: .value(ratio * factor)),
      EstimatedPair.test(log(ratio) / error, degreesOfFreedom)
    )
  }

  /// Pearson's χ² over its degrees of freedom, cells around their own arm's rate (McCullagh & Nelder 1989, §6.2.3).
  public static func dispersion(of arms: [[Arm]]) throws(NoAnswer) -> (phi: Double, degreesOfFreedom: Double) {
    var (sum, cells) = (0.0, 0)
    for arm in arms {
      let results = arm.reduce(0) { $0 + $1.results }
      let exposure = arm.reduce(0) { $0 + $1.exposure }
      guard exposure > 0 else { throw .zeroExposure }
      guard results > 0 else { throw .zeroResults }
      for cell in arm where cell.exposure > 0 {
        let mean = results * (cell.exposure / exposure)
        sum += (cell.results - mean) * (cell.results - mean) / mean
        cells += 1
      }
    }
    guard cells > arms.count else { throw .tooFewUnits(have: cells, need: arms.count + 1) }
    return (sum / Double(cells - arms.count), Double(cells - arms.count))
  }
}
