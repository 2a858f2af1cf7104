public import ExperimentModel

/// An interval; a nil side is unbounded, and said so.
public struct Interval: Hashable, Sendable {
  public let estimate: Double?
  public let lower: Double?
  public let upper: Double?
  /// Two-sided confidence, 1 − the two sides' levels together.
  public let level: Double
  /// Why there is no interval at all; nil when there is one.
  public let reason: String?

  public init(estimate: Double?, lower: Double?, upper: Double?, level: Double, reason: String? = nil) {
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.level = level
    self.reason = reason
  }
}

/// One metric over all variants.
public struct MetricReview: Hashable, Sendable {
  public let name: String
  public let title: String
  public let kind: Metric.Kind
  public let role: Metric.Role
  public let direction: Metric.Direction
  public let unit: String?
  public let grain: Metric.Grain
  /// True when the denominator is something that the variant can move.
  public let isConditional: Bool
  /// What was done to the values of units before they were compared.
  public let adjustments: [Adjustment]
  public let dispersion: Dispersion?
  public let variants: [VariantReview]
  public let segments: [SegmentReview]
  /// The textbook totals beside a within-day comparison, or the within-day one beside `daily: pooled`; descriptive.
  public let alternative: [AlternativeComparison]

  public enum Adjustment: Hashable, Sendable {
    /// By a column measured before the test (CUPED), which changes how arms compare and not the values shown of them.
    case covariate(String)
    /// Values above this quantile of all arms together are cut to it.
    case winsorized(Double)
    /// Compared inside the groups of this column, which change how arms compare and not the values shown of them.
    case strata(String)
  }

  public struct Dispersion: Hashable, Sendable {
    /// Empirical over model variance of the day's contributions; 1 is none beyond chance.
    public let phi: Double
    public let degreesOfFreedom: Int

    public init(phi: Double, degreesOfFreedom: Int) {
      self.phi = phi
      self.degreesOfFreedom = degreesOfFreedom
    }
  }

  public init(
    name: String, title: String, kind: Metric.Kind, role: Metric.Role, direction: Metric.Direction, unit: String?, grain: Metric.Grain,
    isConditional: Bool, adjustments: [Adjustment] = [], dispersion: Dispersion? = nil, variants: [VariantReview] = [], segments: [SegmentReview] = [],
    alternative: [AlternativeComparison] = []
  ) {
    self.name = name
    self.title = title
    self.kind = kind
    self.role = role
    self.direction = direction
    self.unit = unit
    self.grain = grain
    self.isConditional = isConditional
    self.adjustments = adjustments
    self.dispersion = dispersion
    self.variants = variants
    self.segments = segments
    self.alternative = alternative
  }
}

extension MetricReview {
  /// How wide the interval of the other way is, of the one that decides; nil where the two are not at one level, or either has no ends.
  public func timesAsWide(_ other: AlternativeComparison) -> Double? {
    guard let own = variants.first(where: { $0.id == other.variant })?.comparison?.relative, abs(own.level - other.relative.level) < 1e-9,
      let lower = own.lower, let upper = own.upper, let otherLower = other.relative.lower, let otherUpper = other.relative.upper, upper > lower
    else { return nil }
    return (otherUpper - otherLower) / (upper - lower)
  }
}

/// The other way of comparing daily totals, shown beside the one that decides.
public struct AlternativeComparison: Hashable, Sendable {
  public let variant: String
  /// `pooled` or `within-day`.
  public let daily: AnalysisPlan.DailyComparison
  public let difference: Interval
  public let relative: Interval
  public let pValue: Double?

  public init(variant: String, daily: AnalysisPlan.DailyComparison, difference: Interval, relative: Interval, pValue: Double?) {
    self.variant = variant
    self.daily = daily
    self.difference = difference
    self.relative = relative
    self.pValue = pValue
  }
}

/// One arm in one metric.
public struct VariantReview: Hashable, Sendable {
  public let id: String
  /// Units, trials, or days (daily totals without trials).
  public let units: Double?
  public let numerator: Double?
  public let denominator: Double?
  public let value: Double?
  /// The arm's own fixed-sample interval.
  public let interval: Interval?
  /// Why there is no value.
  public let reason: String?
  /// Days or units left out because their outcome was missing, and because they are too young.
  public let missing: Int
  public let immature: Int
  /// Nil for the control.
  public let comparison: ComparisonReview?
  /// Primary metric only.
  public let standing: Standing?
  public let probabilityBest: Double?
  /// In the metric's own unit.
  public let expectedLoss: Double?
  public let guardrail: GuardrailReview?
  /// Day by day, ascending; of the primary of a test over daily totals only.
  public let days: [DayValue]

  public init(
    id: String, units: Double? = nil, numerator: Double? = nil, denominator: Double? = nil, value: Double? = nil, interval: Interval? = nil,
    reason: String? = nil, missing: Int = 0, immature: Int = 0, comparison: ComparisonReview? = nil, standing: Standing? = nil,
    probabilityBest: Double? = nil, expectedLoss: Double? = nil, guardrail: GuardrailReview? = nil,
    days: [DayValue] = []
  ) {
    self.id = id
    self.units = units
    self.numerator = numerator
    self.denominator = denominator
    self.value = value
    self.interval = interval
    self.reason = reason
    self.missing = missing
    self.immature = immature
    self.comparison = comparison
    self.standing = standing
    self.probabilityBest = probabilityBest
    self.expectedLoss = expectedLoss
    self.guardrail = guardrail
    self.days = days
  }
}

/// One day of one variant.
public struct DayValue: Hashable, Sendable {
  public let day: CalendarDay
  public let numerator: Double
  public let denominator: Double

  /// Nil where nothing divides.
  public var value: Double? {
    let value = numerator / denominator
    return denominator > 0 && value.isFinite ? value : nil
  }

  public init(day: CalendarDay, numerator: Double, denominator: Double) {
    self.day = day
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// A treatment against what it is compared with.
public struct ComparisonReview: Hashable, Sendable {
  public let versus: String
  public let difference: Interval
  public let relative: Interval
  /// Repeated p-value, two-sided, before the correction over variants.
  public let pValue: Double?
  public let log10PValue: Double?
  public let adjustedPValue: Double?
  /// One-sided nominal level of this look for this comparison; nil where it does not decide.
  public let nominalLevel: Double?
  public let method: String
  /// True for everything but the primary metric of randomised evidence at a look: shown, never deciding.
  public let isDescriptive: Bool
  /// Why no difference is given (`not_a_look`, `too_few_units`, …).
  public let reason: String?
  /// The day these figures were taken, when a standing reached earlier is repeated.
  public let asOf: CalendarDay?
  /// The newest data's fixed-sample figures beside a standing reached earlier; descriptive.
  public let newer: Interval?
  /// After a crossing or the final look: the one-sided p of the stage-wise ordering towards where the estimate lies, and the estimates that are
  /// too high as often as too low, however the test came to stop.
  public let stagewise: Stagewise?

  public struct Stagewise: Hashable, Sendable {
    public let pValue: Double
    public let difference: Double?
    public let relative: Double?

    public init(pValue: Double, difference: Double?, relative: Double?) {
      self.pValue = pValue
      self.difference = difference
      self.relative = relative
    }
  }

  public init(
    versus: String, difference: Interval, relative: Interval, pValue: Double?, log10PValue: Double? = nil, adjustedPValue: Double? = nil,
    nominalLevel: Double? = nil, method: String, isDescriptive: Bool, reason: String? = nil, asOf: CalendarDay? = nil, newer: Interval? = nil,
    stagewise: Stagewise? = nil
  ) {
    self.stagewise = stagewise
    self.versus = versus
    self.difference = difference
    self.relative = relative
    self.pValue = pValue
    self.log10PValue = log10PValue
    self.adjustedPValue = adjustedPValue
    self.nominalLevel = nominalLevel
    self.method = method
    self.isDescriptive = isDescriptive
    self.reason = reason
    self.asOf = asOf
    self.newer = newer
  }

  func with(stagewise: Stagewise?) -> ComparisonReview {
    guard let stagewise else { return self }
    return ComparisonReview(
      versus: versus, difference: difference, relative: relative, pValue: pValue, log10PValue: log10PValue, adjustedPValue: adjustedPValue,
      nominalLevel: nominalLevel, method: method, isDescriptive: isDescriptive, reason: reason, asOf: asOf, newer: newer, stagewise: stagewise)
  }
}

public struct GuardrailReview: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable, Codable {
    case safe
    case notShownSafe = "not_shown_safe"
    /// The estimate lies over the limit, without evidence.
    case over
    case broken
  }

  public let guardrail: Guardrail
  public let status: Status
  /// The worst value of the metric or of its relative change that the data do not exclude; nil when unbounded.
  public let worstNotExcluded: Double?
  /// True when `worstNotExcluded` is a relative change.
  public let isRelative: Bool

  public init(guardrail: Guardrail, status: Status, worstNotExcluded: Double?, isRelative: Bool) {
    self.guardrail = guardrail
    self.status = status
    self.worstNotExcluded = worstNotExcluded
    self.isRelative = isRelative
  }

  /// The same, as a limit that is passed and nothing more.
  var over: GuardrailReview { GuardrailReview(guardrail: guardrail, status: .over, worstNotExcluded: worstNotExcluded, isRelative: isRelative) }

  /// The same, as a limit that was proven broken before.
  var broken: GuardrailReview {
    GuardrailReview(guardrail: guardrail, status: .broken, worstNotExcluded: worstNotExcluded, isRelative: isRelative)
  }
}

public struct SegmentReview: Hashable, Sendable {
  public let dimension: String
  public let value: String
  /// In the order of the experiment's variants; comparisons are fixed-sample and descriptive.
  public let variants: [VariantReview]

  public init(dimension: String, value: String, variants: [VariantReview]) {
    self.dimension = dimension
    self.value = value
    self.variants = variants
  }
}
