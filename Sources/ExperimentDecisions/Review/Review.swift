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
}

public enum Phase: String, Hashable, Sendable { case planned, running, ended, decided }

/// One experiment as of a day.
public struct ExperimentReview: Hashable, Sendable {
  public var id: String
  public var title: String
  public var hypothesis: String?
  public var owner: String?
  public var evidence: String
  public var start: CalendarDay?
  public var end: CalendarDay?
  public var phase: Phase
  /// Days of the test that are over (with or without data), and how many are planned.
  public var days: Int
  public var plannedDays: Int?
  public var spend: Double?
  /// Spending per day, all variants together, ascending; what has no date stands in `undatedSpend`.
  public var spendByDay: [DayAmount]
  public var undatedSpend: Double
  public var budget: Double?
  public var fund: String?
  /// What is still needed to the end of the plan; nil when unknown.
  public var daysNeeded: Int?
  public var spendNeeded: Double?
  /// Spending time t, 0…1; nil while planned.
  public var informationFraction: Double?
  /// 1 / variance of the primary contrast under the null, for the leading comparison.
  public var information: Double?
  /// Looks taken so far, this one included, and how many are planned in all.
  public var look: Int
  public var looks: Int
  /// The date this look belongs to; nil when this date is no look.
  public var isLook: Bool
  public var isFinalLook: Bool
  /// Of the whole two-sided alpha, spent so far.
  public var alphaSpent: Double
  /// The day the verdict shown was reached; nil before any.
  public var verdictDate: CalendarDay?
  public var nextLook: CalendarDay?
  public var history: [HistoryEntry]
  public var decision: Decision
  public var advice: Advice
  public var health: [HealthItem]
  public var alerts: [Alert]
  /// The primary first.
  public var metrics: [MetricReview]
  /// An invalid declaration's or its data's errors; such an experiment has no metrics.
  public var diagnostics: [Diagnostic]
  /// Warnings of the declaration.
  public var warnings: [Diagnostic]
  public var variantTitles: [String: String]
  public var controlID: String?
  /// Two-sided confidence level the plan asks for.
  public var confidence: Double
  public var scaleValue: Double?
  public var minimumEffect: AnalysisPlan.MinimumEffect?
  /// True with `daily: pooled`.
  public var pooledDays: Bool
  /// What the data can tell of the treatment that is told best; nil without a comparison with a control.
  public var outlook: Outlook?
  /// The day on which each standing that stays was reached.
  public var crossedOn: [String: CalendarDay] = [:]
  /// Of the plan.
  public var power = 0.8
  /// True before `minimum_days`, and before day 7 of daily totals: a crossing is no verdict yet.
  public var isVerdictBarred = false
  /// What the records say beside the numbers.
  public var past = RecordedPast()
  /// Spending of the review period that ends with this date; nil without dated spending.
  public var periodSpend: Double?

  public init(
    id: String, title: String, hypothesis: String? = nil, owner: String? = nil, evidence: String = "randomized",
    start: CalendarDay? = nil, end: CalendarDay? = nil, phase: Phase, days: Int = 0, plannedDays: Int? = nil, spend: Double? = nil,
    budget: Double? = nil, fund: String? = nil, daysNeeded: Int? = nil, spendNeeded: Double? = nil, informationFraction: Double? = nil,
    information: Double? = nil, look: Int = 0, looks: Int = 1, isLook: Bool = false, isFinalLook: Bool = false, alphaSpent: Double = 0,
    verdictDate: CalendarDay? = nil, nextLook: CalendarDay? = nil, history: [HistoryEntry] = [], decision: Decision,
    advice: Advice = Advice(), health: [HealthItem] = [], alerts: [Alert] = [], metrics: [MetricReview] = [],
    diagnostics: [Diagnostic] = [], warnings: [Diagnostic] = [], variantTitles: [String: String] = [:], controlID: String? = nil,
    confidence: Double = 0.95, scaleValue: Double? = nil, minimumEffect: AnalysisPlan.MinimumEffect? = nil, pooledDays: Bool = false,
    spendByDay: [DayAmount] = [], undatedSpend: Double = 0
  ) {
    self.spendByDay = spendByDay
    self.undatedSpend = undatedSpend
    self.id = id
    self.title = title
    self.hypothesis = hypothesis
    self.owner = owner
    self.evidence = evidence
    self.start = start
    self.end = end
    self.phase = phase
    self.days = days
    self.plannedDays = plannedDays
    self.spend = spend
    self.budget = budget
    self.fund = fund
    self.daysNeeded = daysNeeded
    self.spendNeeded = spendNeeded
    self.informationFraction = informationFraction
    self.information = information
    self.look = look
    self.looks = looks
    self.isLook = isLook
    self.isFinalLook = isFinalLook
    self.alphaSpent = alphaSpent
    self.verdictDate = verdictDate
    self.nextLook = nextLook
    self.history = history
    self.decision = decision
    self.advice = advice
    self.health = health
    self.alerts = alerts
    self.metrics = metrics
    self.diagnostics = diagnostics
    self.warnings = warnings
    self.variantTitles = variantTitles
    self.controlID = controlID
    self.confidence = confidence
    self.scaleValue = scaleValue
    self.minimumEffect = minimumEffect
    self.pooledDays = pooledDays
  }
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
