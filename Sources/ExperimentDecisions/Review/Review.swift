public import ExperimentModel

/// Everything one look at the workspace produced. Reports show it and add no arithmetic of their own.
public struct Review: Hashable, Sendable {
  /// Where this date stands in the calendar of reviews.
  public struct Slot: Hashable, Sendable {
    /// 0 for the anchor, 1 for the next, …; the number of the latest review date on or before `asOf`.
    public let number: Int?
    /// The latest review date on or before `asOf`; nil before the first.
    public let date: CalendarDay?
    /// The first review date after `asOf`.
    public let next: CalendarDay?
    /// True when `date` has no record yet.
    public let isDue: Bool

    public init(number: Int?, date: CalendarDay?, next: CalendarDay?, isDue: Bool) {
      self.number = number
      self.date = date
      self.next = next
      self.isDue = isDue
    }
  }

  public struct FundStatus: Hashable, Sendable {
    public let name: String
    public let total: Double
    public let spent: Double
    public let committed: Double
    public let period: Workspace.Fund.Period

    /// What can still be promised: neither spent in this period nor planned for a test that goes on. Below zero when more is promised than there is.
    public var left: Double { total - spent - committed }

    public init(name: String, total: Double, spent: Double, committed: Double, period: Workspace.Fund.Period) {
      self.name = name
      self.total = total
      self.spent = spent
      self.committed = committed
      self.period = period
    }
  }

  public let project: String
  public let currency: String
  public let asOf: CalendarDay
  public let every: Int
  public let slot: Slot
  public let experiments: [ExperimentReview]
  public let funds: [FundStatus]

  public init(
    project: String, currency: String, asOf: CalendarDay, every: Int, slot: Slot, experiments: [ExperimentReview], funds: [FundStatus]
  ) {
    self.project = project
    self.currency = currency
    self.asOf = asOf
    self.every = every
    self.slot = slot
    self.experiments = experiments
    self.funds = funds
  }

  /// Spent by all experiments in the review period that ends the day before `asOf`; nil where none says what it spends.
  public var periodSpend: Double? {
    let spends = experiments.compactMap(\.progress.periodSpend)
    return spends.isEmpty ? nil : spends.reduce(0, +)
  }

  /// The first day of that period, and the last.
  public var period: (first: CalendarDay, last: CalendarDay) { (asOf - every, asOf - 1) }
}

/// One past look of one comparison, as the report's history table shows it.
public struct HistoryEntry: Hashable, Sendable {
  public let look: Int
  public let date: CalendarDay
  public let variant: String
  public let informationFraction: Double
  public let estimate: Double?
  public let lower: Double?
  public let upper: Double?
  /// Critical z at the level tested; nil where nothing could be spent.
  public let boundary: Double?
  public let statistic: Double?
  /// One-sided.
  public let nominalLevel: Double
  /// Two-sided, so far.
  public let alphaSpent: Double

  /// What the estimate had to reach for a verdict, in its own unit and on its own side: estimate × boundary ÷ statistic; nil where nothing can be told.
  public var line: Double? {
    guard let estimate, let boundary, let statistic, statistic != 0, statistic.isFinite else { return nil }
    let line = estimate * boundary / abs(statistic)
    return line.isFinite ? line : nil
  }

  public init(
    look: Int, date: CalendarDay, variant: String, informationFraction: Double, estimate: Double?, lower: Double?, upper: Double?,
    boundary: Double?, statistic: Double?, nominalLevel: Double, alphaSpent: Double
  ) {
    self.look = look
    self.date = date
    self.variant = variant
    self.informationFraction = informationFraction
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.boundary = boundary
    self.statistic = statistic
    self.nominalLevel = nominalLevel
    self.alphaSpent = alphaSpent
  }
}
