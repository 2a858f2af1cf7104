import Glibc

/// Two independent shares by the score test, and the intervals that invert it.
///
/// The test is the pooled z without the factor N/(N − 1). The difference is Mee's interval (1984), the relative change Koopman's (1984): for
/// every Δ or R the variance is taken at the likelihood's constrained maximum, so at no difference both are the pooled z and a p-value below
/// a level is the same statement as a bound beyond 0. Needs expected counts of about 5; `SharesComparison` sees to that.
/// Where next to all trials succeed it works from the failures. Cost: O(1) the test, some 15 variances a bound. Counts to 1e15.
public struct ScoreComparison: ArmComparison {
  public let control: SharesComparison.Arm
  public let treatment: SharesComparison.Arm

  public init(control: SharesComparison.Arm, treatment: SharesComparison.Arm) {
    precondition(control.trials > 0 && treatment.trials > 0, "both arms have trials")
    self.control = control
    self.treatment = treatment
  }

  public var method: String { "score" }

  private var controlShare: Double { control.successes / control.trials }
  private var treatmentShare: Double { treatment.successes / treatment.trials }

  private var controlFailures: Double { control.trials - control.successes }
  private var treatmentFailures: Double { treatment.trials - treatment.successes }

  /// Next to all trials succeed: 1 − p would keep none of its digits.
  private var isFailureRare: Bool { controlFailures + treatmentFailures < 1e-3 * (control.successes + treatment.successes) }

  private var shareDifference: Double {
    isFailureRare ? controlFailures / control.trials - treatmentFailures / treatment.trials : treatmentShare - controlShare
  }

  private var pooledVariance: Double {
    let trials = control.trials + treatment.trials
    let successes = control.successes + treatment.successes
    let failures = (control.trials - control.successes) + (treatment.trials - treatment.successes)
    return successes / trials * (failures / trials) * (1 / control.trials + 1 / treatment.trials)
  }

  public var statistic: Double { shareDifference / pooledVariance.squareRoot() }
  /// n₀n₁/(n₀ + n₁)·p̄q̄, on the log odds as the conditional tests have it.
  public var information: Double {
    let trials = control.trials + treatment.trials
    let share = (control.successes + treatment.successes) / trials
    let failed = ((control.trials - control.successes) + (treatment.trials - treatment.successes)) / trials
    return control.trials * (treatment.trials / trials) * share * failed
  }
  public var precision: Double { 1 / pooledVariance }
  public var higher: PValue { tail(statistic) }
  public var lower: PValue { tail(-statistic) }

  private func tail(_ z: Double) -> PValue {
    PValue(value: StandardNormal.upperTail(z), naturalLogarithm: StandardNormal.logUpperTail(z))
  }

  // MARK: Difference

  public func difference(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    let estimate = shareDifference
    if isFailureRare {
      let failures = ScoreComparison(
        control: .init(successes: controlFailures, trials: control.trials), treatment: .init(successes: treatmentFailures, trials: treatment.trials))
      let mirrored = try failures.difference(SideLevels(lower: levels.upper, upper: levels.lower))
      return SidedInterval(estimate: estimate, lower: .value(-(mirrored.upper.value ?? 1)), upper: .value(-(mirrored.lower.value ?? -1)))
    }
    return SidedInterval(
      estimate: estimate, lower: .value(levels.lower > 0 ? try differenceBound(levels.lower, side: -1, estimate) : -1),
      upper: .value(levels.upper > 0 ? try differenceBound(levels.upper, side: 1, estimate) : 1))
  }

  /// The Δ on one side of the estimate at which the score statistic equals the critical value.
  private func differenceBound(_ level: Double, side: Double, _ estimate: Double) throws(NoAnswer) -> Double {
    let critical = StandardNormal.upperQuantile(level)
    if estimate == side { return side }
    func excess(_ difference: Double) -> Double {
      abs(estimate - difference) / differenceVariance(difference).squareRoot() - critical
    }
    // Walk outward from a normal-theory guess until the bound is bracketed; ±1 itself is always beyond.
    var inner = estimate
    var innerExcess = -critical
    let step = max(2 * critical * pooledVariance.squareRoot(), 1e-12)
    var outer = estimate
    for round in 0..<60 {
      outer = estimate + side * step * Double(1 << min(round, 40)) * 0.6
      if abs(outer) >= 1 {
        outer = side
        break
      }
      let value = excess(outer)
      if value >= 0 { return try Bracketing.root(low: inner, high: outer, lowValue: innerExcess, highValue: value, excess) }
      inner = outer
      innerExcess = value
    }
    let edge = side * (1 - 1e-16)
    let edgeExcess = excess(edge)
    guard edgeExcess > 0 else { return side }
    return try Bracketing.root(low: inner, high: edge, lowValue: innerExcess, highValue: edgeExcess, excess)
  }

  /// Variance of the difference of shares at the maximum of the likelihood under a given difference.
  private func differenceVariance(_ difference: Double) -> Double {
    let p0 = constrainedControlShare(difference)
    let p1 = p0 + difference
    return max(p1, 0) * max(1 - p1, 0) / treatment.trials + p0 * (1 - p0) / control.trials
  }

  /// The control's share that maximises the likelihood when the treatment's is higher by `difference`: the zero of a falling function,
  /// by Newton steps kept inside a shrinking bracket.
  private func constrainedControlShare(_ difference: Double) -> Double {
    let (x0, n0) = (control.successes, control.trials)
    let (x1, n1) = (treatment.successes, treatment.trials)
    var low = max(0, -difference)
    var high = min(1, 1 - difference)
    guard high > low else { return low }
    // Ends at which the likelihood may peak: where no success (failure) pulls away from them.
    // A count that is none takes no part, and its reciprocal at the edge must not be formed.
    func slope(_ p: Double) -> (value: Double, derivative: Double) {
      let q = p + difference
      let a = x0 > 0 ? 1 / p : 0
      let b = n0 > x0 ? 1 / (1 - p) : 0
      let c = x1 > 0 ? 1 / q : 0
      let d = n1 > x1 ? 1 / (1 - q) : 0
      return (x0 * a - (n0 - x0) * b + x1 * c - (n1 - x1) * d, -(x0 * a * a + (n0 - x0) * b * b + x1 * c * c + (n1 - x1) * d * d))
    }
    let lowPulls = (x0 > 0 && low <= 0) || (x1 > 0 && low + difference <= 0)
    if !lowPulls, slope(low).value <= 0 { return low }
    let highPulls = (n0 > x0 && high >= 1) || (n1 > x1 && high + difference >= 1)
    if !highPulls, slope(high).value >= 0 { return high }
    var p = (n0 * (x0 / n0) + n1 * (x1 / n1 - difference)) / (n0 + n1)
    if !(p > low && p < high) { p = low + (high - low) / 2 }
    for _ in 0..<100 {
      let (value, derivative) = slope(p)
      if value > 0 { low = p } else { high = p }
      var next = p - value / derivative
      if !(next > low && next < high) { next = low + (high - low) / 2 }
      // Newton's next step would be of the order of this one squared.
      if abs(next - p) <= 1e-9 * p { return next }
      p = next
    }
    return p
  }

  // MARK: Relative

  /// - Throws: `zeroResults` when the control has no success and the treatment none either.
  public func relative(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    let estimate = controlShare > 0 ? shareDifference / controlShare : nil
    let lower: Bound =
      levels.lower > 0 && treatment.successes > 0 ? .value(expm1(try logRatioBound(levels.lower, side: -1))) : .value(-1)
    let upper: Bound = levels.upper > 0 && control.successes > 0 ? .value(expm1(try logRatioBound(levels.upper, side: 1))) : .unbounded
    return SidedInterval(estimate: estimate, lower: lower, upper: upper)
  }

  private func logRatioBound(_ level: Double, side: Double) throws(NoAnswer) -> Double {
    let critical = StandardNormal.upperQuantile(level)
    let isFailureRare = isFailureRare
    func excess(_ logRatio: Double) -> Double {
      side * -(isFailureRare ? failureRatioStatistic(expm1(logRatio)) : ratioStatistic(exp(logRatio))) - critical
    }
    var inner: Double
    if isFailureRare {
      inner = log1p(-treatmentFailures / treatment.trials) - log1p(-controlFailures / control.trials)
    } else if control.successes > 0, treatment.successes > 0 {
      inner = log(treatmentShare) - log(controlShare)
    } else {
      // No estimate on this scale: start from where half a success would put it.
      inner = log((treatment.successes + 0.5) / treatment.trials) - log((control.successes + 0.5) / control.trials)
    }
    let width = critical * (1 / (control.successes + 0.5) + 1 / (treatment.successes + 0.5)).squareRoot() + 1e-12
    var innerExcess = excess(inner)
    var step = width
    // The guess may lie beyond the bound already.
    for _ in 0..<60 where innerExcess > 0 {
      inner -= side * step
      step *= 2
      innerExcess = excess(inner)
    }
    step = width * 1.2
    for _ in 0..<60 {
      let outer = inner + side * step
      let value = excess(outer)
      if value >= 0 { return try Bracketing.root(low: inner, high: outer, lowValue: innerExcess, highValue: value, excess) }
      inner = outer
      innerExcess = value
      step *= 2
    }
    throw .noConvergence(iterations: 60)
  }

  /// (p̂₁ − R·p̂₀) over its standard error at the likelihood's maximum under p₁ = R·p₀.
  private func ratioStatistic(_ ratio: Double) -> Double {
    let (x0, n0) = (control.successes, control.trials)
    let (x1, n1) = (treatment.successes, treatment.trials)
    let b = ratio * n1 + x1 + n0 + ratio * x0
    let p0 = 2 * (x0 + x1) / (b + max(b * b - 4 * (n0 + n1) * ratio * (x0 + x1), 0).squareRoot())
    let p1 = min(ratio * p0, 1)
    let variance = p1 * (1 - p1) / n1 + ratio * ratio * p0 * max(1 - p0, 0) / n0
    return (treatmentShare - ratio * controlShare) / variance.squareRoot()
  }

  /// The same at a ratio of 1 + `excess`, by the failures: with q = 1 − p the constrained maximum solves NR·q₀² − B·q₀ + (R − 1)f₀ = 0,
  /// B = (R − 1)N + f₁ + R·f₀, in which nothing cancels near R = 1.
  private func failureRatioStatistic(_ excess: Double) -> Double {
    let (f0, n0) = (controlFailures, control.trials)
    let (f1, n1) = (treatmentFailures, treatment.trials)
    let ratio = 1 + excess
    let gap = ratio * f0 / n0 - f1 / n1 - excess
    // At the estimate itself the variance may be none.
    guard gap != 0 else { return 0 }
    let b = excess * (n0 + n1) + f1 + ratio * f0
    let constant = excess * f0
    let root = max(b * b - 4 * (n0 + n1) * ratio * constant, 0).squareRoot()
    let q0 = b > 0 ? (b + root) / (2 * (n0 + n1) * ratio) : b < root ? 2 * constant / (b - root) : 0
    let q1 = max(ratio * q0 - excess, 0)
    let variance = (1 - q1) * q1 / n1 + ratio * ratio * (1 - q0) * q0 / n0
    return gap / variance.squareRoot()
  }
}
