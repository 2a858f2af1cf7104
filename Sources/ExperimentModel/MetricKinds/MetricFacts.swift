/// What is known of a kind of metric without computing anything: Data reads by it, the resolver checks by it, Reports print by it. None of them asks for
/// the kind itself.
public struct MetricFacts<Column: Hashable & Sendable>: Hashable, Sendable {
  /// How a value is printed.
  public enum Form: Hashable, Sendable {
    /// As it is, with the metric's unit.
    case number
    /// In per cent; differences in points.
    case share
    /// In the workspace's currency.
    case money
    /// Money for each one of money.
    case moneyForMoney
    /// A score between −100 and 100.
    case points
  }

  /// Which tables a kind can be counted on.
  public enum Tables: Hashable, Sendable {
    /// A table of units, or one number beside another by day.
    case any
    /// One number of each unit, or successes and trials by day.
    case unitsOrPair
    /// A table of units alone; `instead`: the type to use over daily totals, if there is one.
    case units(instead: String?)
  }

  /// What a cell of variant × day can be.
  public enum Range: Hashable, Sendable {
    case any
    /// 0 ≤ numerator ≤ denominator.
    case share
    /// Neither is negative.
    case counts
    /// The denominator is not negative.
    case exposure
  }

  /// What a unit's rows give it.
  public enum UnitValue: Hashable, Sendable {
    case sum
    /// 1 when any of its rows counts, else 0.
    case yesOrNo
    /// Scores of 0…10 as −100, 0 or 100.
    case score
  }

  /// What is kept of the units of an arm.
  public enum Statistic: Hashable, Sendable {
    case moments
    case quantile(Double)
  }

  /// What a value is good enough at.
  public enum Target: Hashable, Sendable {
    case none
    /// The guardrail's `max`, if it has one.
    case limit
    /// One for one.
    case breakEven
  }

  /// What is summed on top: successes, the value, the cost (`cost_per`), the revenue (`return_on`), the count (`rate`).
  public let numerator: Column
  /// What it is divided by: trials, the results (`cost_per`), the cost (`return_on`), the exposure; nil for one number a unit.
  public let denominator: Column?
  /// What the metric is counted for: the results of a cost, the numerator of the rest.
  public let outcome: Column
  public let form: Form
  /// Which way is better where the declaration does not say.
  public let usualDirection: Metric.Direction
  public let tables: Tables
  /// The column that says what was spent; nil for kinds that are not about money spent.
  public let spending: Column?
  /// Columns that count something and so should be whole.
  public let counts: [Column]
  public let range: Range
  /// Where missing results count as none (`missing: zero`): of a share its successes, of a cost its results, of a return its value, of a ratio both.
  public var zeroes: (numerator: Bool, denominator: Bool) { (zeroesNumerator, zeroesDenominator) }
  private let zeroesNumerator: Bool
  private let zeroesDenominator: Bool
  public let unitValue: UnitValue
  public let statistic: Statistic
  /// True where the denominator is something that the variant can move: anything but what was paid for or assigned.
  public let movesDenominator: Bool
  /// False where a share of a value means nothing.
  public let hasRelative: Bool
  /// False where values say nothing of the good that a unit of money brings.
  public let hasMoneyScale: Bool
  public let target: Target
  /// False for what no engine can answer yet.
  public let isRunnable: Bool

  /// True where what is spent stands on top, so that results of money are counted and a value is the money for one.
  public let isCost: Bool
  /// True where a value may be said in per cent: shares, and ratios that are one.
  public let mayBePercent: Bool
  /// True where the denominator is what was randomised or tried, not an amount that came of it.
  public let dividesByUnits: Bool

  init(
    numerator: Column, denominator: Column? = nil, outcome: Column? = nil, form: Form = .number, usualDirection: Metric.Direction = .increase, tables: Tables = .any,
    spending: Column? = nil, counts: [Column] = [], range: Range = .any, zeroesNumerator: Bool = true, zeroesDenominator: Bool = false,
    unitValue: UnitValue = .sum, statistic: Statistic = .moments, movesDenominator: Bool = false, hasRelative: Bool = true, hasMoneyScale: Bool = true,
    target: Target = .none, isRunnable: Bool = true, mayBePercent: Bool = false
  ) {
    self.numerator = numerator
    self.denominator = denominator
    self.outcome = outcome ?? numerator
    self.form = form
    self.usualDirection = usualDirection
    self.tables = tables
    self.spending = spending
    self.counts = counts
    self.range = range
    self.zeroesNumerator = zeroesNumerator
    self.zeroesDenominator = zeroesDenominator
    self.unitValue = unitValue
    self.statistic = statistic
    self.movesDenominator = movesDenominator
    self.hasRelative = hasRelative
    self.hasMoneyScale = hasMoneyScale
    self.target = target
    self.isRunnable = isRunnable
    self.mayBePercent = mayBePercent || form == .share
    isCost = spending == numerator
    dividesByUnits = denominator == nil || range == .share
  }
}

extension MetricFacts.Range {
  /// Whether a cell cannot be. Sums of fractions may pass their whole by a rounding.
  public func excludes(numerator: Double, denominator: Double) -> Bool {
    guard numerator.isFinite, denominator.isFinite else { return true }
    return switch self {
    case .any: false
    case .share: numerator < 0 || denominator < 0 || numerator > denominator * (1 + 1e-12)
    case .counts: numerator < 0 || denominator < 0
    case .exposure: denominator < 0
    }
  }
}
