/// What is measured, resolved: every column named, every default filled in.
public struct Metric: Hashable, Sendable {
  /// Over columns of the experiment's tables.
  public typealias Kind = MetricKind<ValueExpression>
  public typealias Facts = MetricFacts<ValueExpression>

  public enum Direction: String, Hashable, Sendable { case increase, decrease }
  public enum Role: String, Hashable, Sendable { case primary, secondary, guardrail }

  /// What a missing value of a unit means (`missing:`).
  public enum MissingRule: String, Hashable, Sendable { case exclude, zero, failure }

  /// How the numbers of this metric arrive at the tests.
  public enum Grain: Hashable, Sendable {
    /// Moments over randomised units.
    case units
    /// One numerator and denominator per variant and day.
    case days
    /// One numerator and denominator per variant for the whole period: no table it reads has dates.
    case totals
  }

  public let name: String
  public let title: String
  public let kind: Kind
  /// What is known of the kind, worked out once.
  public let facts: Facts
  public let role: Role
  public let direction: Direction
  /// Shown after values; nil when the kind says it (a share, money).
  public let unit: String?
  public let missing: MissingRule
  /// Days an outcome takes to arrive; younger days or units leave tests, alerts and periods.
  public let outcomeLag: Int
  public let grain: Grain
  public let vanity: Bool
  /// Upper quantile at which unit values are cut (`winsorize: 99%` is 0.99).
  public let winsorize: Double?
  /// A pre-test column for CUPED.
  public let covariate: ColumnReference?
  /// A column, known before the test, by whose groups units are compared and put together again (post-stratification).
  public let strata: ColumnReference?
  /// Segment columns to break this metric down by; those of the table when the metric names none.
  public let segments: [SegmentDeclaration]
  public let mark: SourceMark

  public init(
    name: String, title: String, kind: Kind, role: Role, direction: Direction, unit: String?,
    missing: MissingRule, outcomeLag: Int, grain: Grain, vanity: Bool, winsorize: Double?,
    covariate: ColumnReference?, strata: ColumnReference?, segments: [SegmentDeclaration], mark: SourceMark
  ) {
    self.name = name
    self.title = title
    self.kind = kind
    facts = kind.facts
    self.role = role
    self.direction = direction
    self.unit = unit
    self.missing = missing
    self.outcomeLag = outcomeLag
    self.grain = grain
    self.vanity = vanity
    self.winsorize = winsorize
    self.covariate = covariate
    self.strata = strata
    self.segments = segments
    self.mark = mark
  }
  public var numerator: ValueExpression { facts.numerator }
  public var denominator: ValueExpression? { facts.denominator }
}

extension Metric {
  /// The last day whose outcomes are all in for a review of `asOf`, which does not see that day itself.
  public func lastMatureDay(asOf: CalendarDay) -> CalendarDay { Metric.lastMatureDay(asOf: asOf, lag: outcomeLag) }

  /// - Parameter lag: the metric's `outcomeLag`.
  public static func lastMatureDay(asOf: CalendarDay, lag: Int) -> CalendarDay { asOf - 1 - lag }
}
