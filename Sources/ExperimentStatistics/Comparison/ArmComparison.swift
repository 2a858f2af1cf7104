import Glibc

/// One side of a confidence interval.
public enum Bound: Hashable, Sendable {
  case value(Double)
  /// The data set no limit on this side, at any value.
  case unbounded

  /// Nil when unbounded.
  public var value: Double? {
    if case .value(let value) = self { value } else { nil }
  }
}

/// An interval whose sides may stand at different one-sided levels.
public struct SidedInterval: Hashable, Sendable {
  /// Nil when the estimate itself is not finite (a cost per result with no results).
  public let estimate: Double?
  public let lower: Bound
  public let upper: Bound

  public init(estimate: Double?, lower: Bound, upper: Bound) {
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
  }
}

/// The one-sided error rates at which the two sides of an interval stand; 0.025 each for an ordinary 95 % interval.
public struct SideLevels: Hashable, Sendable {
  /// P(lower bound lies above the truth), 0…½; 0 leaves the side unbounded.
  public let lower: Double
  public let upper: Double

  public init(lower: Double, upper: Double) {
    precondition((0...0.5).contains(lower) && (0...0.5).contains(upper), "one-sided levels lie in 0...0.5")
    self.lower = lower
    self.upper = upper
  }

  public init(confidence: Double) { self.init(lower: (1 - confidence) / 2, upper: (1 - confidence) / 2) }
}

/// Treatment against control on one metric, as a test that can be inverted at any one-sided level: its p-values and its bounds come from
/// the same statistic, so a p-value below a level and a bound beyond the null are one statement.
///
/// Values are the metric's own (a cost per result for `cost_per`), differences are treatment − control, relative changes
/// treatment / control − 1.
public protocol ArmComparison: Sendable {
  /// A short stable name, such as `score` or `conditional-midp`.
  var method: String { get }
  /// One-sided p for "the treatment's value is higher".
  var higher: PValue { get }
  /// One-sided p for "the treatment's value is lower".
  var lower: PValue { get }
  /// What has come in so far, in a unit that stays the same for all looks of a test whatever form the comparison takes: its ratios between looks are the
  /// looks' correlations squared. For shares 1 / variance of the log odds ratio under the null, for results of money of the log rate ratio, in both by the
  /// counts alone: how far days scatter scales all looks alike and would, freshly estimated, only blur the ratios.
  var information: Double { get }
  /// 1 / variance of the contrast under the null on `scale`, the days' scatter included: an effect times its root is the mean of the statistic.
  var precision: Double { get }
  /// On which scale the contrast is measured.
  var scale: EffectScale { get }
  /// Empirical over model variance and its degrees of freedom, where days tell.
  var dispersion: Dispersion? { get }
  /// Whether the days remember the day before, where it was looked at.
  var memory: DayMemory? { get }
  func difference(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval
  func relative(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval
  /// An interval that the difference's (or the relative change's) at these levels holds in any case, for a part of its price; nil where there is none.
  func core(_ levels: SideLevels, isRelative: Bool) -> SidedInterval?
  /// Both at once, for no more than the price of one where they share an inversion.
  func intervals(_ levels: SideLevels) -> (difference: Result<SidedInterval, NoAnswer>, relative: Result<SidedInterval, NoAnswer>)
}

/// The scale of a contrast between two arms.
public enum EffectScale: Hashable, Sendable {
  /// ln(treatment / control).
  case logRatio
  /// ln of the odds ratio.
  case logOdds
  /// treatment − control.
  case difference

  /// An effect on this scale; nil where it has none.
  public func effect(from control: Double, to treatment: Double) -> Double? {
    switch self {
    case .difference: return treatment - control
    case .logRatio: return control > 0 && treatment > 0 ? log(treatment / control) : nil
    case .logOdds:
      guard control > 0, control < 1, treatment > 0, treatment < 1 else { return nil }
      return log(treatment / (1 - treatment)) - log(control / (1 - control))
    }
  }
}

/// How much more the days scatter than chance alone would have them.
public struct Dispersion: Hashable, Sendable {
  /// Empirical over model variance; 1 is no more than chance.
  public let phi: Double
  public let degreesOfFreedom: Int

  public init(phi: Double, degreesOfFreedom: Int) {
    self.phi = phi
    self.degreesOfFreedom = degreesOfFreedom
  }
}

extension ArmComparison {
  /// Two-sided: twice the smaller tail.
  public var twoSided: PValue { min(higher, lower).multiplied(by: 2) }

  /// The normal score of the evidence that the treatment is higher: Φ⁻¹(1 − p), so that t and exact tests meet a boundary by their p.
  public var normalScore: Double { StandardNormal.score(higher: higher, lower: lower) }

  public var dispersion: Dispersion? { nil }
  public var memory: DayMemory? { nil }
  public var precision: Double { information }
  public var scale: EffectScale { .difference }
  public func core(_ levels: SideLevels, isRelative: Bool) -> SidedInterval? { nil }

  public func intervals(_ levels: SideLevels) -> (difference: Result<SidedInterval, NoAnswer>, relative: Result<SidedInterval, NoAnswer>) {
    let difference: Result<SidedInterval, NoAnswer>
    let relative: Result<SidedInterval, NoAnswer>
    do throws(NoAnswer) { difference = .success(try self.difference(levels)) } catch { difference = .failure(error) }
    do throws(NoAnswer) { relative = .success(try self.relative(levels)) } catch { relative = .failure(error) }
    return (difference, relative)
  }
}

extension StandardNormal {
  /// z with P(Z > z) = `higher`, taken from whichever of the two tails is smaller so that neither loses its digits. For discrete
  /// tests the tails may add up to more than 1; the smaller one decides.
  public static func score(higher: PValue, lower: PValue) -> Double {
    higher <= lower ? max(upperQuantile(of: higher), 0) : min(-upperQuantile(of: lower), 0)
  }

  /// The z with ln P(Z > z) = ln p, for p far below 1e-300 too.
  public static func upperQuantile(of p: PValue) -> Double {
    if p.value >= 1 { return -40 }
    if p.value > 1e-290 { return upperQuantile(p.value) }
    guard p.naturalLogarithm.isFinite else { return 1e10 }
    // Newton on ln Q(z); the derivative −φ/Q is about −z so far out.
    var z = (-2 * p.naturalLogarithm).squareRoot()
    for _ in 0..<50 {
      let step = (logUpperTail(z) - p.naturalLogarithm) / (z + 1 / z)
      z += step
      if abs(step) < 1e-14 * z { break }
    }
    return z
  }
}
