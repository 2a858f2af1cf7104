import Glibc

/// Two arms' means, or ratios of means, of the same units by a score test of the shift δ (treatment ~ control + δ): for values that may be below zero (profit,
/// sales less refunds), of which a relative change means nothing. Its inversion is the interval of the difference.
///
/// Under δ each unit's residual e = y − δ·x (treatment) or y (control), less r·x with the pooled r; the residuals of both arms over their mean denominators are
/// one population, whose variance and third central moment are the permutation ones (Pitman 1937; Mielke, Berry & Johnson 1976). See `ScaleScore` for why pooled,
/// and for how strata are put together.
/// Cost: O(strata) a point of δ, two for the p-values, some ten a bound.
public struct ShiftScore: ArmComparison {
  /// Less what a covariate tells.
  private let strata: [ScaleScore.Stratum]
  public let method: String
  public let skewness: Double
  public let higher: PValue
  public let lower: PValue
  public let information: Double

  /// - Parameter second: a covariate's share of the values, its slope within the arms, is taken out of them; a shift of one arm does not move that slope.
  /// - Throws: `tooFewUnits` below two in an arm, `zeroExposure`, `zeroVariance`, `outOfRange`.
  public init(control: JointMoments, treatment: JointMoments, second: SecondValue = .denominator) throws(NoAnswer) {
    try self.init([ScaleScore.Stratum(control: control, treatment: treatment)], second: second)
  }

  /// - Throws: as for two arms, of any stratum; `zeroVariance` where no stratum varies.
  public init(_ strata: [ScaleScore.Stratum], second: SecondValue = .denominator) throws(NoAnswer) {
    guard !strata.isEmpty else { throw .tooFewUnits(have: 0, need: 2) }
    for stratum in strata {
      for arm in [stratum.control, stratum.treatment] {
        guard arm.count >= 2 else { throw .tooFew(arm.count, need: 2) }
        guard second == .covariate || arm.meanX > 0 else { throw .zeroExposure }
      }
    }
    self.strata = second == .covariate ? strata.map(\.adjusted) : strata
    method = "shift-score" + (second == .covariate ? "-adjusted" : "") + (strata.count > 1 ? "-stratified" : "")
    let null = Self.law(self.strata, shift: 0)
    guard null.variance > 0 else { throw .zeroVariance }
    guard null.variance.isFinite, null.statistic.isFinite, null.skewness.isFinite else { throw .outOfRange }
    skewness = null.skewness
    information = 1 / null.variance
    higher = ScoreLaw.above(null.statistic, skewness: null.skewness)
    lower = ScoreLaw.below(null.statistic, skewness: null.skewness)
  }

  public var scale: EffectScale { .difference }
  public var controlValue: Double { value(\.control) }
  public var treatmentValue: Double { value(\.treatment) }

  private func value(_ arm: KeyPath<ScaleScore.Stratum, JointMoments>) -> Double {
    let whole = strata.reduce(0) { $0 + $1.weight(.denominator) }
    return strata.reduce(0) { $0 + $1.weight(.denominator) / whole * ($1[keyPath: arm].meanY / $1[keyPath: arm].meanX) }
  }

  private var estimate: Double { treatmentValue - controlValue }

  /// A side is unbounded where no shift at all is rejected at its level (a handful of units).
  public func difference(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    let lowest = levels.lower > 0 ? try bound(levels.lower, direction: -1, p: higher) : nil
    let highest = levels.upper > 0 ? try bound(levels.upper, direction: 1, p: lower) : nil
    return SidedInterval(estimate: estimate, lower: lowest.map(Bound.value) ?? .unbounded, upper: highest.map(Bound.value) ?? .unbounded)
  }

  public func relative(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval { throw .undefined("a share of a value that can be below zero") }

  /// The shift on one side of the estimate at which the one-sided p is `level`. No difference is an end of the bracket whenever it lies between.
  private func bound(_ level: Double, direction: Double, p: PValue) throws(NoAnswer) -> Double? {
    let target = log(level)
    func excess(_ shift: Double) -> Double {
      let law = Self.law(strata, shift: shift)
      let p = direction < 0 ? ScoreLaw.above(law.statistic, skewness: law.skewness) : ScoreLaw.below(law.statistic, skewness: law.skewness)
      return max(p.naturalLogarithm, -1e6) - target
    }
    func root(_ inner: Double, _ outer: Double) throws(NoAnswer) -> Double {
      let value = excess(inner)
      guard value > 0 else { return inner }
      return try Bracketing.root(low: inner, high: outer, lowValue: value, highValue: excess(outer), excess)
    }
    let isBetween = direction < 0 ? estimate > 0 : estimate < 0
    if isBetween, p.naturalLogarithm <= target { return try root(estimate, 0) }
    var inner = isBetween ? 0 : estimate
    var step = 2 / information.squareRoot()
    for _ in 0..<60 {
      let outer = inner + direction * step
      if excess(outer) <= 0 { return try root(inner, outer) }
      inner = outer
      step *= 2
    }
    return nil
  }

  private static func law(_ strata: [ScaleScore.Stratum], shift: Double) -> (statistic: Double, skewness: Double, variance: Double) {
    let whole = strata.reduce(0) { $0 + $1.weight(.denominator) }
    var (score, variance, third) = (0.0, 0.0, 0.0)
    for stratum in strata {
      let weight = stratum.weight(.denominator) / whole
      let inside = law(stratum.control, stratum.treatment, shift: shift)
      score += weight * inside.gap
      variance += weight * weight * inside.variance
      third += weight * weight * weight * inside.third
    }
    guard variance > 0 else { return (0, 0, 0) }
    let error = variance.squareRoot()
    return (score / error, third / (variance * error), variance)
  }

  private static func law(_ control: JointMoments, _ treatment: JointMoments, shift: Double) -> (gap: Double, third: Double, variance: Double) {
    let units = control.count + treatment.count
    let meanX = (control.count * control.meanX + treatment.count * treatment.meanX) / units
    let meanY = (control.count * control.meanY + treatment.count * (treatment.meanY - shift * treatment.meanX)) / units
    let level = meanY / meanX
    let arms = [control.combination(y: 1, minus: level), treatment.combination(y: 1, minus: level + shift)]
    // Each arm's denominator where the hypothesis would have it: less its regression on the residual.
    let squares = arms[0].squares + arms[1].squares
    let shared = control.xy - level * control.xx + treatment.xy - (level + shift) * treatment.xx
    let slope = squares > 0 ? shared / squares : 0
    let means = zip([control.meanX, treatment.meanX], arms).map { min(max($0 - slope * $1.mean, $0 / 4), $0 * 4) }
    var pooled = scaled(arms[0], 1 / means[0])
    let other = scaled(arms[1], 1 / means[1])
    let gap = other.mean - pooled.mean
    let counts = (pooled.count, other.count)
    pooled.merge(other)
    let both = 1 / counts.0 + 1 / counts.1
    let variance = pooled.squares / (units - 1) * both
    guard variance > 0 else { return (gap, 0, 0) }
    let third = pooled.cubes * units / ((units - 1) * (units - 2)) * (1 / (counts.1 * counts.1) - 1 / (counts.0 * counts.0))
    return (gap, third, variance)
  }

  private static func scaled(_ moments: ThirdMoments, _ factor: Double) -> ThirdMoments {
    ThirdMoments(
      count: moments.count, nonzero: moments.nonzero, mean: factor * moments.mean, squares: factor * factor * moments.squares,
      cubes: factor * factor * factor * moments.cubes)
  }
}

extension ScaleScore.Stratum {
  /// A covariate's share of the values, its slope within the arms, taken out of both.
  fileprivate var adjusted: ScaleScore.Stratum {
    let spread = control.xx + treatment.xx
    let slope = spread > 0 ? (control.xy + treatment.xy) / spread : 0
    let centre = (control.count * control.meanX + treatment.count * treatment.meanX) / units
    return ScaleScore.Stratum(control: control.adjusted(slope, centre), treatment: treatment.adjusted(slope, centre))
  }
}

extension JointMoments {
  /// y less its slope on x about a centre, as of one value.
  fileprivate func adjusted(_ slope: Double, _ centre: Double) -> JointMoments {
    let moments = combination(y: 1, minus: slope)
    return JointMoments(
      ThirdMoments(
        count: moments.count, nonzero: moments.nonzero, mean: moments.mean + slope * centre, squares: moments.squares, cubes: moments.cubes))
  }
}
