public import ExperimentStatistics

/// What is known of a test before (or while) money is spent on it.
public struct PlanQuestion: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Size is money.
    case costPer
    /// Size is trials; `costPerTrial` in money, where trials are paid for.
    case proportion(costPerTrial: Double?)
    /// Size is units with this standard deviation.
    case mean(deviation: Double, costPerUnit: Double?)
  }

  public var kind: Kind
  /// The metric of the control now: money a result, a share, a mean.
  public var baseline: Double
  public var isIncrease: Bool
  /// Planned shares, the control first.
  public var shares: [Double]
  /// Two-sided, over all treatments.
  public var alpha: Double
  public var power: Double
  /// Relative size of the effect to be found, > 0, in the wanted direction; below 1 for a decrease: 0.2 is 20 % cheaper.
  public var target: Double
  /// Money for all arms together.
  public var budget: Double?
  public var days: Double?
  /// Size that comes in a day over all arms: money for a cost per result, trials or units else.
  public var sizePerDay: Double?
  /// Spending times of the looks, the last 1; empty for one look.
  public var looks: [Double]
  public var spending: SpendingFunction?
  /// Variance of a day's results over chance's, ≥ 1: so much more data say the same.
  public var dispersion = 1.0
  /// How far an arm's day is taken to scatter by itself, as a share of it, where no data tell; nil where they do, or days do not matter. It is in `dispersion`.
  public var scatter: Double?
  /// Third standardised moment of a unit's value, where units are compared by a score that sees it; nil where another test decides.
  public var skewness: Double?
  /// True where values may be below zero, so that a shift is tested and no scale.
  public var isShift = false
  /// True where results of money are counted over units: `dispersion` is how units differ then, and no exact test of counts decides.
  public var isOfUnits = false
  /// True where nothing but an assumption says how units differ.
  public var isAssumed = false
  /// True where daily totals are compared within days: the test is a t on the days then.
  public var isByDay = false
  /// What size counts.
  public enum Unit: Hashable, Sendable {
    case units
    /// Days of one variant: what ratios of daily totals are compared by.
    case variantDays
  }
  public var unit = Unit.units
  /// True where the mean is money for each of money.
  public var isReturn = false
  /// True without a control, however many variants there are.
  public var hasNoControl = false
  /// True without a control: a winner must beat every other variant.
  public var isAgainstAll = false

  public init(
    kind: Kind, baseline: Double, isIncrease: Bool, shares: [Double], alpha: Double = 0.05, power: Double = 0.8, target: Double = 0.2,
    budget: Double? = nil, days: Double? = nil, sizePerDay: Double? = nil, looks: [Double] = [], spending: SpendingFunction? = nil
  ) {
    self.kind = kind
    self.baseline = baseline
    self.isIncrease = isIncrease
    self.shares = shares
    self.alpha = alpha
    self.power = power
    self.target = target
    self.budget = budget
    self.days = days
    self.sizePerDay = sizePerDay
    self.looks = looks
    self.spending = spending
  }
}

/// What a plan can and cannot prove.
public struct PlanAnswer: Hashable, Sendable {
  /// One comparison of a treatment with the control.
  public struct Comparison: Hashable, Sendable {
    /// Chance to prove the effect asked for; nil without a size.
    public let power: Double?
    /// How much better a treatment must be to be found with the power asked for: 1.5 is 2.5 times as good; nil when none is, or without a size.
    public let provable: Double?
    /// Size of the control arm, and of all arms, to find the effect asked for.
    public let neededOfControl: Double
    public let neededInAll: Double
    /// In money, where size costs money.
    public let neededMoney: Double?
    /// At the pace given.
    public let neededDays: Double?
    /// Size a day in all, over the days given.
    public let neededPerDay: Double?
  }

  public struct Point: Hashable, Sendable {
    /// 0.5 is 1.5 times as good.
    public let effect: Double
    public let power: Double
  }

  /// Size of the control arm and of all arms on the means given; nil when nothing says how large the test will be.
  public let sizeOfControl: Double?
  public let sizeInAll: Double?
  /// Results (or trials, units) the control may expect.
  public let expectedResults: Double?
  /// A treatment against the control by itself; without a control, against every other variant.
  public let single: Comparison
  /// The same at the level that is left after the correction for several treatments; nil with one treatment, and without a control.
  public let corrected: Comparison?
  /// What decides: `corrected` where there is one.
  public var deciding: Comparison { corrected ?? single }
  /// Chance that picking the best-looking arm names the truly best when one is better by the effect asked for; nil without a size.
  public let pickBest: Double?
  /// How much larger a test with these looks must be than one with a single look.
  public let inflation: Double
  /// Power of what decides by how much better, from 1.1 to 4 times (shares as far as 1 allows), on the size given.
  public let curve: [Point]
  /// True where the smaller arm would be too small for how skewed the units are: no verdict (`too_skewed`); nil without a size.
  public let isTooSkewed: Bool?
  /// Power of what decides if days scattered by chance alone; nil where they are taken to, or without a size.
  public let powerWithoutScatter: Double?
}

extension PlanQuestion {
  /// Variance of a day's comparison over chance's when each arm's day scatters by `scatter` of itself beyond chance: 1 + 2σ²V, V the day's information
  /// (`DayScatter`). 1 where nothing says how much comes in a day.
  public func dispersion(scatter: Double) -> Double {
    let spread = days.flatMap { days in budget.flatMap { budget in kind.price.map { days > 0 ? budget / $0 / days : 0 } } }
    guard scatter > 0, let pace = sizePerDay ?? spread, pace > 0, baseline > 0 else { return 1 }
    guard let chance = kind.chance(at: baseline) else { return 1 }
    let (control, treatment) = (shares[0] / wholeShare, smallestShare / wholeShare)
    return 1 + 2 * scatter * scatter * kind.results(of: pace, at: baseline) * chance * control * treatment / (control + treatment)
  }

  /// What the planned shares add up to.
  var wholeShare: Double { shares.reduce(0, +) }

  /// Of the treatments, as planned.
  var smallestShare: Double { shares.dropFirst().min() ?? shares[0] }

  /// Days that the money lasts at the pace of the question; nil where money or pace is not known.
  public var fundedDays: Double? {
    guard let budget, let price = kind.price, let sizePerDay, price * sizePerDay > 0 else { return nil }
    return budget / (price * sizePerDay)
  }
}
