/// All that the data say of one experiment as of a day; variants and metrics in the order of the declaration.
public struct ExperimentSummary: Hashable, Sendable {
  public let variants: [VariantSummary]
  public let quality: DataQuality

  public init(variants: [VariantSummary], quality: DataQuality) {
    self.variants = variants
    self.quality = quality
  }
}

/// A number on a day.
public struct DayAmount: Hashable, Sendable {
  public let day: CalendarDay
  public let amount: Double

  public init(day: CalendarDay, amount: Double) {
    self.day = day
    self.amount = amount
  }
}

/// What the data say of one variant.
public struct VariantSummary: Hashable, Sendable {
  /// Distinct randomised units, or the sum of the `units:` column; nil where neither exists.
  public let units: Double?
  /// Days on which the variant has at least one row, ascending; empty when no table has dates.
  public let days: [CalendarDay]
  /// Spending per day by the experiment's `spent` expression, ascending, immature days too; undated spending stands in `undatedSpend`.
  public let spend: [DayAmount]
  public let undatedSpend: Double
  /// One for each metric of the experiment.
  public let metrics: [MetricSummary]
  /// Rows of this variant that counted, over all tables.
  public let rows: Int

  public init(
    units: Double?, days: [CalendarDay], spend: [DayAmount], undatedSpend: Double, metrics: [MetricSummary], rows: Int
  ) {
    self.units = units
    self.days = days
    self.spend = spend
    self.undatedSpend = undatedSpend
    self.metrics = metrics
    self.rows = rows
  }

  public var totalSpend: Double { spend.reduce(undatedSpend) { $0 + $1.amount } }
}

/// One variant's numbers for one metric, mature days and units only.
public struct MetricSummary: Hashable, Sendable {
  public enum Values: Hashable, Sendable {
    /// Complete days, ascending: numerator and denominator both known. The first of more days are a slice of them.
    case days(ArraySlice<DayCell>)
    /// The whole period, undated; nil when any row lacked an outcome it needs… and no complete row exists.
    case totals(numerator: Double, denominator: Double)
    /// Over units. For a share or a mean: `moments` of the value (0 or 1 for a share). For ratios: both, jointly (x = numerator, y = denominator).
    // So many numbers are kept elsewhere, or every arm of days would carry their room about.
    indirect case units(UnitValues)
    /// The arm has no complete day, row or unit.
    case nothing

    public static func days(_ cells: [DayCell]) -> Values { .days(cells[...]) }
  }

  public let values: Values
  /// Days or units left out because the outcome was missing.
  public let missing: Int
  /// Days or units left out because they are younger than the outcome lag.
  public let immature: Int
  public let segments: [SegmentSummary]
  /// True when a count that should be whole was not (modelled or fractional conversions).
  public let fractional: Bool

  public init(values: Values, missing: Int, immature: Int, segments: [SegmentSummary], fractional: Bool) {
    self.values = values
    self.missing = missing
    self.immature = immature
    self.segments = segments
    self.fractional = fractional
  }
}

/// A variant's day in one metric.
public struct DayCell: Hashable, Sendable {
  public let day: CalendarDay
  public let numerator: Double
  public let denominator: Double

  public init(day: CalendarDay, numerator: Double, denominator: Double) {
    self.day = day
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// Unit-level sufficient statistics: centred sums to the third order, so that a test sees how skewed the units are.
public struct UnitValues: Hashable, Sendable {
  public let count: Int
  /// Units whose value is not zero (buyers), 0…count.
  public let nonzero: Int
  /// Units whose value is below zero (refunds, losses), 0…nonzero.
  public let negative: Int
  /// Σ of the value or numerator.
  public let sum: Double
  public let mean: Double
  /// Σ (x − mean)², centred.
  public let squaredDeviations: Double
  /// Σ (x − mean)³, centred.
  public let cubedDeviations: Double
  /// The same for the denominator of a ratio; nil for shares and means.
  public let denominator: JointPart?
  /// The pre-test covariate beside the value (CUPED); nil without one. Units that lack it have the mean of all the others.
  public let covariate: JointPart?
  /// The denominator plus what the covariate tells of the numerator, in denominators: a ratio over it is the ratio adjusted (CUPED); nil without both.
  public let adjusted: JointPart?
  /// Distinct days on which these units entered; 0 when undated.
  public let days: Int
  /// The same units by what they were before the test, all of them, in the order of the names; empty without strata.
  public let strata: [Stratum]

  /// The units of an arm that were alike before the test.
  public struct Stratum: Hashable, Sendable {
    /// The column's text; empty for units that lack one.
    public let name: String
    public let values: UnitValues

    public init(name: String, values: UnitValues) {
      self.name = name
      self.values = values
    }
  }

  /// A second number y of each unit, and with the value x.
  public struct JointPart: Hashable, Sendable {
    public let mean: Double
    public let squaredDeviations: Double
    /// Σ (x − x̄)(y − ȳ).
    public let coDeviation: Double
    /// Σ (y − ȳ)³.
    public let cubedDeviations: Double
    /// Σ (x − x̄)²(y − ȳ).
    public let valueTwice: Double
    /// Σ (x − x̄)(y − ȳ)².
    public let partTwice: Double
    /// Units whose y is not zero (of a cost per result, those with a result); nil where it is not known.
    public let nonzero: Int?

    /// Third-order sums of nought are those of values that lie evenly about their means.
    public init(
      mean: Double, squaredDeviations: Double, coDeviation: Double, cubedDeviations: Double = 0, valueTwice: Double = 0, partTwice: Double = 0,
      nonzero: Int? = nil
    ) {
      self.mean = mean
      self.squaredDeviations = squaredDeviations
      self.coDeviation = coDeviation
      self.cubedDeviations = cubedDeviations
      self.valueTwice = valueTwice
      self.partTwice = partTwice
      self.nonzero = nonzero
    }
  }

  /// - Parameters:
  ///   - nonzero: nil where it is not known: every unit then counts as one with a value.
  ///   - cubedDeviations: nought for values that lie evenly about their mean.
  public init(
    count: Int, nonzero: Int? = nil, negative: Int = 0, sum: Double, mean: Double, squaredDeviations: Double, cubedDeviations: Double = 0,
    denominator: JointPart?, covariate: JointPart? = nil, adjusted: JointPart? = nil, days: Int, strata: [Stratum] = []
  ) {
    self.count = count
    self.nonzero = nonzero ?? count
    self.negative = negative
    self.sum = sum
    self.mean = mean
    self.squaredDeviations = squaredDeviations
    self.cubedDeviations = cubedDeviations
    self.denominator = denominator
    self.covariate = covariate
    self.adjusted = adjusted
    self.days = days
    self.strata = strata
  }
}

extension UnitValues {
  public func with(strata: [Stratum]) -> UnitValues {
    UnitValues(
      count: count, nonzero: nonzero, negative: negative, sum: sum, mean: mean, squaredDeviations: squaredDeviations, cubedDeviations: cubedDeviations,
      denominator: denominator, covariate: covariate, adjusted: adjusted, days: days, strata: strata)
  }
}

/// A metric inside one segment of one variant: descriptive, never deciding.
public struct SegmentSummary: Hashable, Sendable {
  /// The column's name.
  public let dimension: String
  /// The text, or the band as `≤ 5`, `(5, 30)`, `≥ 30`.
  public let value: String
  public let values: MetricSummary.Values

  public init(dimension: String, value: String, values: MetricSummary.Values) {
    self.dimension = dimension
    self.value = value
    self.values = values
  }
}
