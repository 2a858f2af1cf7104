public import ExperimentModel

public enum Phase: String, Hashable, Sendable { case planned, running, ended, decided }

/// One experiment as of a day: made once by `ReviewPresenter`, read by everything that shows.
public struct ExperimentReview: Hashable, Sendable {
  public let id: String
  public let title: String
  public let declared: Declared
  public let progress: Progress
  public let monitoring: Monitoring
  public let decision: Decision
  public let advice: Advice
  /// What the data can tell of the treatment that is told best; nil without a comparison with a control.
  public let outlook: Outlook?
  public let health: [HealthItem]
  public let alerts: [Alert]
  /// The primary first.
  public let metrics: [MetricReview]
  /// An invalid declaration's or its data's errors; such an experiment has no metrics.
  public let diagnostics: [Diagnostic]
  /// What the records say beside the numbers.
  public let past: RecordedPast
  /// The files that the numbers come from; empty where nothing was read.
  public let sources: [SourceFile]

  package init(
    id: String, title: String, declared: Declared = Declared(), progress: Progress, monitoring: Monitoring = Monitoring(), decision: Decision,
    advice: Advice = Advice(), outlook: Outlook? = nil, health: [HealthItem] = [], alerts: [Alert] = [], metrics: [MetricReview] = [],
    diagnostics: [Diagnostic] = [], past: RecordedPast = RecordedPast(), sources: [SourceFile] = []
  ) {
    self.past = past
    self.sources = sources
    self.id = id
    self.title = title
    self.declared = declared
    self.progress = progress
    self.monitoring = monitoring
    self.decision = decision
    self.advice = advice
    self.outlook = outlook
    self.health = health
    self.alerts = alerts
    self.metrics = metrics
    self.diagnostics = diagnostics
  }

  /// The same with another decision, as a record has it.
  public func with(decision: Decision) -> ExperimentReview {
    ExperimentReview(
      id: id, title: title, declared: declared, progress: progress, monitoring: monitoring, decision: decision, advice: advice, outlook: outlook,
      health: health, alerts: alerts, metrics: metrics, diagnostics: diagnostics, past: past, sources: sources)
  }
}

/// One file as it was read.
public struct SourceFile: Hashable, Sendable {
  public let file: String
  /// Data rows, total rows left out.
  public let rows: Int
  public let firstDay: CalendarDay?
  public let lastDay: CalendarDay?

  package init(_ read: DataQuality.FileRead) {
    (file, rows, firstDay, lastDay) = (read.file, read.rows, read.firstDay, read.lastDay)
  }
}

extension ExperimentReview {
  /// What the declaration says, as far as reports repeat it.
  public struct Declared: Hashable, Sendable {
    public let hypothesis: String?
    public let owner: String?
    public let tags: [String]
    /// The name of its kind.
    public let evidence: String
    public let start: CalendarDay?
    public let end: CalendarDay?
    /// From start to end, both counted; nil where the end is open.
    public let plannedDays: Int?
    public let budget: Double?
    public let fund: String?
    public let variantTitles: [String: String]
    public let controlID: String?
    /// Two-sided confidence level the plan asks for.
    public let confidence: Double
    public let power: Double
    public let scaleValue: Double?
    public let minimumEffect: AnalysisPlan.MinimumEffect?
    /// True with `daily: pooled`.
    public let pooledDays: Bool
    public let warnings: [Diagnostic]

    package init(_ experiment: Experiment) {
      hypothesis = experiment.hypothesis
      owner = experiment.owner
      tags = experiment.tags
      evidence = experiment.evidence.name
      start = experiment.start
      end = experiment.end
      plannedDays = experiment.plannedDays
      budget = experiment.budget?.total
      fund = experiment.budget?.fund
      variantTitles = Dictionary(experiment.variants.map { ($0.id, $0.title) }) { first, _ in first }
      controlID = if case .variant(let index) = experiment.control { experiment.variants[index].id } else { nil }
      confidence = experiment.plan.confidence
      power = experiment.plan.power
      scaleValue = experiment.plan.scaleValue
      minimumEffect = experiment.plan.minimumEffect
      pooledDays = experiment.plan.daily == .pooled
      warnings = experiment.warnings
    }

    /// Of a declaration that cannot be read.
    package init(warnings: [Diagnostic] = []) {
      (hypothesis, owner, start, end, plannedDays) = (nil, nil, nil, nil, nil)
      evidence = "randomized"
      tags = []
      (budget, fund, controlID, scaleValue, minimumEffect) = (nil, nil, nil, nil, nil)
      variantTitles = [:]
      (confidence, power, pooledDays) = (0.95, 0.8, false)
      self.warnings = warnings
    }
  }

  /// How far time and money have come.
  public struct Progress: Hashable, Sendable {
    public let phase: Phase
    /// Days of the test that are over, with or without data.
    public let days: Int
    /// All that was spent; nil where nothing says.
    public let spend: Double?
    /// Spending per day, all variants together, ascending; what has no date stands in `undatedSpend`.
    public let spendByDay: [DayAmount]
    public let undatedSpend: Double
    /// Spending of the review period that ends with this date; nil without dated spending.
    public let periodSpend: Double?
    /// What is still needed to the end of the plan; nil when unknown.
    public let daysNeeded: Int?
    public let spendNeeded: Double?

    package init(
      phase: Phase, days: Int = 0, spend: Double? = nil, spendByDay: [DayAmount] = [], undatedSpend: Double = 0, periodSpend: Double? = nil,
      daysNeeded: Int? = nil, spendNeeded: Double? = nil
    ) {
      self.phase = phase
      self.days = days
      self.spend = spend
      self.spendByDay = spendByDay
      self.undatedSpend = undatedSpend
      self.periodSpend = periodSpend
      self.daysNeeded = daysNeeded
      self.spendNeeded = spendNeeded
    }
  }

  /// The looks: what was tested when, and what is left of the error allowance.
  public struct Monitoring: Hashable, Sendable {
    /// Spending time t, 0…1; nil while planned.
    public let informationFraction: Double?
    /// 1 / variance of the primary contrast under the null, for the leading comparison at the latest look.
    public let information: Double?
    /// Looks taken so far, this one included, and how many are planned in all.
    public let look: Int
    public let looks: Int
    /// True when this date is a look.
    public let isLook: Bool
    public let isFinalLook: Bool
    /// Of the whole two-sided alpha, spent so far.
    public let alphaSpent: Double
    /// The day the verdict shown was reached; nil before any.
    public let verdictDate: CalendarDay?
    public let nextLook: CalendarDay?
    public let history: [HistoryEntry]
    /// The day on which each standing that stays was reached.
    public let crossedOn: [String: CalendarDay]
    /// True before `minimum_days`, and before day 7 of daily totals: a crossing is no verdict yet.
    public let isVerdictBarred: Bool

    package init(
      informationFraction: Double? = nil, information: Double? = nil, look: Int = 0, looks: Int = 1, isLook: Bool = false, isFinalLook: Bool = false,
      alphaSpent: Double = 0, verdictDate: CalendarDay? = nil, nextLook: CalendarDay? = nil, history: [HistoryEntry] = [],
      crossedOn: [String: CalendarDay] = [:], isVerdictBarred: Bool = false
    ) {
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
      self.crossedOn = crossedOn
      self.isVerdictBarred = isVerdictBarred
    }
  }
}
