/// A test of one positive parameter θ, treatment over control (a rate ratio, an odds ratio, a ratio of ratios), with null θ = 1.
public protocol ThetaTest: Sendable {
  var method: String { get }
  /// Where the test is balanced; nil is +∞ (no control results), 0 when the treatment has none.
  var estimate: Double? { get }
  /// One-sided p for θ > 1.
  var above: PValue { get }
  /// One-sided p for θ < 1.
  var below: PValue { get }
  /// By the counts alone, in the unit of ln θ: see `ArmComparison.information`.
  var information: Double { get }
  /// 1 / variance of ln θ under the null, the days' scatter included.
  var precision: Double { get }
  var dispersion: Dispersion? { get }
  var memory: DayMemory? { get }
  /// The smallest θ not rejected at this one-sided level; 0 when none is.
  func lowerBound(_ level: Double) throws(NoAnswer) -> Double
  /// The largest θ not rejected; nil when every large θ is compatible.
  func upperBound(_ level: Double) throws(NoAnswer) -> Double?
  /// Both at one level, for less than the price of two where they share their work.
  func bounds(_ level: Double) throws(NoAnswer) -> (low: Double, high: Double?)
  /// Bounds that those at this level enclose, for a part of their price; nil where there are none.
  func coreBounds(_ level: Double) -> (low: Double, high: Double?)?
}

extension ThetaTest {
  public var memory: DayMemory? { nil }
  public var precision: Double { information }
  public func bounds(_ level: Double) throws(NoAnswer) -> (low: Double, high: Double?) { (try lowerBound(level), try upperBound(level)) }
  public func coreBounds(_ level: Double) -> (low: Double, high: Double?)? { nil }
}

/// What θ means for the metric: the pair of values that has this θ and keeps the observed total, so that θ = 1 ⇔ no difference.
public enum ThetaScale: Hashable, Sendable {
  /// θ is the ratio of results per money; the metric is money per result.
  case costPerResult(results: Double, controlCost: Double, treatmentCost: Double)
  /// θ is the ratio of counts (or values) per exposure; the metric is that rate.
  case rate(count: Double, controlExposure: Double, treatmentExposure: Double)
  /// θ is the odds ratio; the metric is the share.
  case odds(successes: Double, controlTrials: Double, treatmentTrials: Double)

  /// True when a larger θ means a smaller value.
  var isReversed: Bool {
    if case .costPerResult = self { true } else { false }
  }

  /// Treatment − control at θ (nil: +∞); nil when unbounded.
  public func difference(at theta: Double?) -> Double? {
    switch self {
    case .costPerResult(let results, let controlCost, let treatmentCost):
      guard let theta, theta > 0 else { return nil }
      // Rates λ₀ = N/(c₀ + θc₁) and θλ₀; costs per result are their inverses.
      return (controlCost + theta * treatmentCost) / results * (1 / theta - 1)
    case .rate(let count, let controlExposure, let treatmentExposure):
      guard let theta else { return count / treatmentExposure }
      return count * (theta - 1) / (controlExposure + theta * treatmentExposure)
    case .odds:
      if let failing = failing { return failing.failuresDifference(at: theta) }
      let (control, treatment) = shares(at: theta)
      return treatment - control
    }
  }

  /// Treatment / control − 1 at θ (nil: +∞); nil when unbounded.
  public func relative(at theta: Double?) -> Double? {
    switch self {
    case .costPerResult:
      guard let theta else { return -1 }
      return theta > 0 ? 1 / theta - 1 : nil
    case .rate:
      return theta.map { $0 - 1 }
    case .odds:
      if let failing = failing {
        let control = 1 - failing.shares(at: ThetaScale.reciprocal(theta)).control
        return control > 0 ? failing.failuresDifference(at: theta) / control : nil
      }
      let (control, treatment) = shares(at: theta)
      return control > 0 ? (treatment - control) / control : nil
    }
  }

  /// Where next to all trials succeed, the same scale of failures: 1 − p would keep none of its digits.
  private var failing: ThetaScale? {
    guard case .odds(let successes, let controlTrials, let treatmentTrials) = self else { return nil }
    let failures = controlTrials + treatmentTrials - successes
    guard failures < 1e-3 * successes else { return nil }
    return .odds(successes: failures, controlTrials: controlTrials, treatmentTrials: treatmentTrials)
  }

  /// Of a scale of failures: the treatment's share of successes less the control's, at the odds ratio θ of successes. By
  /// q₀ − q₁ = q₀(1 − q₀)(1 − ω)/(1 − q₀ + ωq₀), ω = 1/θ being the odds ratio of failures.
  private func failuresDifference(at theta: Double?) -> Double {
    let odds = ThetaScale.reciprocal(theta)
    let (control, treatment) = shares(at: odds)
    guard let odds, odds > 0 else { return control - treatment }
    return control * (1 - control) * (1 - odds) / (1 - control + odds * control)
  }

  /// 1/θ, nil standing for +∞.
  private static func reciprocal(_ theta: Double?) -> Double? {
    guard let theta else { return 0 }
    return theta > 0 ? 1 / theta : nil
  }

  /// The two shares with odds ratio θ and the observed number of successes.
  private func shares(at theta: Double?) -> (control: Double, treatment: Double) {
    guard case .odds(let successes, let controlTrials, let treatmentTrials) = self else { return (0, 0) }
    let failures = controlTrials + treatmentTrials - successes
    guard let theta else {
      // All the successes that fit go to the treatment.
      let treatment = min(1, successes / treatmentTrials)
      return (max(0, (successes - treatmentTrials) / controlTrials), treatment)
    }
    if theta == 0 {
      let control = min(1, successes / controlTrials)
      return (control, max(0, (successes - controlTrials) / treatmentTrials))
    }
    if successes == 0 { return (0, 0) }
    if failures == 0 { return (1, 1) }
    // n₀p + n₁θp/(1 − p + θp) = s for the control's share p, in the form that does not cancel for either sign of the middle term.
    let a = controlTrials * (theta - 1)
    let b = controlTrials + theta * treatmentTrials - (theta - 1) * successes
    let root = (b * b + 4 * a * successes).squareRoot()
    let control = b >= 0 ? 2 * successes / (b + root) : (root - b) / (2 * a)
    return (control, theta * control / (1 - control + theta * control))
  }
}

/// A θ test read on the metric's own scale.
public struct ThetaComparison<Test: ThetaTest>: ArmComparison {
  public let test: Test
  public let theta: ThetaScale

  public init(_ test: Test, scale: ThetaScale) {
    self.test = test
    theta = scale
  }

  public var method: String { test.method }
  public var higher: PValue { theta.isReversed ? test.below : test.above }
  public var lower: PValue { theta.isReversed ? test.above : test.below }
  public var information: Double { test.information }
  public var precision: Double { test.precision }
  public var scale: EffectScale { if case .odds = theta { .logOdds } else { .logRatio } }
  public var dispersion: Dispersion? { test.dispersion }
  public var memory: DayMemory? { test.memory }

  public func difference(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    try interval(try bounds(levels)) { theta.difference(at: $0) }
  }

  public func relative(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    try interval(try bounds(levels)) { theta.relative(at: $0) }
  }

  public func core(_ levels: SideLevels, isRelative: Bool) -> SidedInterval? {
    let (lowLevel, highLevel) = theta.isReversed ? (levels.upper, levels.lower) : (levels.lower, levels.upper)
    guard lowLevel > 0, highLevel > 0, let one = test.coreBounds(lowLevel), let other = lowLevel == highLevel ? one : test.coreBounds(highLevel) else { return nil }
    return try? interval((one.low, other.high)) { isRelative ? theta.relative(at: $0) : theta.difference(at: $0) }
  }

  /// The bounds on θ are found once for both scales.
  public func intervals(_ levels: SideLevels) -> (difference: Result<SidedInterval, NoAnswer>, relative: Result<SidedInterval, NoAnswer>) {
    do throws(NoAnswer) {
      let bounds = try bounds(levels)
      let difference = try interval(bounds) { theta.difference(at: $0) }
      do throws(NoAnswer) {
        return (.success(difference), .success(try interval(bounds) { theta.relative(at: $0) }))
      } catch {
        return (.success(difference), .failure(error))
      }
    } catch {
      return (.failure(error), .failure(error))
    }
  }

  private func bounds(_ levels: SideLevels) throws(NoAnswer) -> (low: Double?, high: Double?) {
    let thetaLowerLevel = theta.isReversed ? levels.upper : levels.lower
    let thetaUpperLevel = theta.isReversed ? levels.lower : levels.upper
    if thetaLowerLevel == thetaUpperLevel, thetaLowerLevel > 0 {
      let (low, high) = try test.bounds(thetaLowerLevel)
      return (low, high)
    }
    return (
      thetaLowerLevel > 0 ? try test.lowerBound(thetaLowerLevel) : 0, thetaUpperLevel > 0 ? try test.upperBound(thetaUpperLevel) : nil
    )
  }

  /// - Throws: `controlNearZero` when even the lower bound is beyond every value: a control without results in any day.
  private func interval(_ bounds: (low: Double?, high: Double?), value: (Double?) -> Double?) throws(NoAnswer) -> SidedInterval {
    // A θ of +∞ is written as nil from here on.
    let low = bounds.low.flatMap { $0 == .infinity ? nil : $0 }
    let lowest = value(low)
    if low == nil, lowest == nil { throw .controlNearZero }
    let fromLow = lowest.map(Bound.value) ?? .unbounded
    let fromHigh = value(bounds.high).map(Bound.value) ?? .unbounded
    let estimate = value(test.estimate)
    return try theta.isReversed
      ? SidedInterval(estimate: estimate, lower: fromHigh, upper: fromLow).held()
      : SidedInterval(estimate: estimate, lower: fromLow, upper: fromHigh).held()
  }
}
