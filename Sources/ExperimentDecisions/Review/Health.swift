public import ExperimentModel

/// One health check and what it found; reports write the sentence from `finding`.
public struct HealthItem: Hashable, Sendable {
  public enum Check: String, Hashable, Sendable, CaseIterable {
    case sampleRatio = "srm"
    case noData = "no_data"
    case staleData = "stale_data"
    case duplicateExposure = "duplicate_exposure"
    case badRows = "bad_rows"
    case overlappingFiles = "overlapping_files"
    case impossibleCounts = "impossible_counts"
    case spendImbalance = "spend_imbalance"
    case notRandomized = "not_randomized"
    /// In an arm nothing was tried, or in no arm was there a result.
    case nothingToCompare = "nothing_to_compare"
    case declarationChanged = "declaration_changed"
    /// Keys that an older record does not know are protected as they are now.
    case declarationCompleted = "declaration_completed"
    /// Data of days reviewed before were corrected, and no standing changed.
    case dataCorrected = "data_corrected"
    /// Another experiment has looked at the same tables and variants before.
    case spentBefore = "spent_before"
    case notYet = "not_yet"
    case dispersionUnknown = "dispersion_unknown"
    case tooSkewed = "too_skewed"
    /// What one day does to the difference between the arms lasts into the next.
    case daysCorrelated = "days_correlated"
    case outsideTest = "outside_test"
    case totalRows = "total_rows"
    case fractionalResults = "fractional_results"
    /// Trials or people that are not whole numbers.
    case countsNotWhole = "counts_not_whole"
    case missingOutcome = "missing_outcome"
    case undatedTable = "undated_table"
    case missingValues = "missing_values"
    case dataNote = "data_note"
  }

  public enum Finding: Hashable, Sendable {
    /// Units per variant beside the planned shares.
    case sampleRatio(variants: [String], observed: [Double], plannedShares: [Double])
    /// Spend per variant beside the planned shares, and the worst ratio off plan.
    case spendShares(variants: [String], spend: [Double], plannedShares: [Double], worstRatio: Double)
    case variantsWithoutData([String])
    /// Arms in which nothing was tried: no trials, no cost, no exposure.
    case untried([String])
    /// No result in any arm, of so many trials (or so much money) in all.
    case noResults(metric: String, tried: Double)
    case newestRow(CalendarDay, expected: CalendarDay)
    case unitsInTwoVariants(count: Int, share: Double)
    case rows(bad: Int, all: Int, examples: [DataQuality.BadRow])
    case overlaps([DataQuality.Overlap])
    case impossible([DataQuality.Impossible])
    case evidence(String)
    case takenAsNow([String])
    case corrected(on: CalendarDay)
    /// Alpha is two-sided.
    case spentBefore(experiment: String, looks: Int, alpha: Double)
    /// Keys changed after the start, each with what it was and what it is.
    case changedKeys([ChangedKey])
    case notYet([Diagnostic])
    /// `allowance`: how far an arm's day is taken to scatter where the days are too few to tell; 0: declared to be none, nil: not in use.
    case daysWithBothArms(Int, need: Int, allowance: RecordedScatter?)
    /// Lag-1 correlation of the days' contributions, by how much the error is widened for it (1 is not), and the one-sided chance of a false winner if a
    /// shock lasted by `unprotected` from day to day and the days were too few to show it.
    case daysRemember(days: Int, need: Int, correlation: Double, widening: Double, unprotected: Double, chance: Double)
    /// Units whose values are too skewed for their split, and about how many would do.
    case skewed(units: Int, need: Int)
    /// Periods of a switched test in which more than one variant ran.
    case mixedPeriods(Int)
    case outsideNames([DataQuality.OutsideName], dates: Int)
    case totals([DataQuality.TotalRow], file: String)
    case metrics([String])
    case missing(metric: String, variants: [String], count: Int, share: Double, unit: Metric.Grain)
    case note(BilingualText)
    case nothing
  }

  public struct ChangedKey: Hashable, Sendable, Codable {
    public let key: String
    public let before: String
    public let now: String

    public init(key: String, before: String, now: String) {
      self.key = key
      self.before = before
      self.now = now
    }
  }

  public let check: Check
  public let ok: Bool
  /// True when a decision must wait until it is mended.
  public let blocking: Bool
  public let pValue: Double?
  public let count: Int?
  public let share: Double?
  public let finding: Finding

  public init(
    check: Check, ok: Bool, blocking: Bool, pValue: Double? = nil, count: Int? = nil, share: Double? = nil, finding: Finding = .nothing
  ) {
    self.check = check
    self.ok = ok
    self.blocking = blocking
    self.pValue = pValue
    self.count = count
    self.share = share
    self.finding = finding
  }
}

/// Needs a look, decides nothing.
public struct Alert: Hashable, Sendable {
  public enum Code: String, Hashable, Sendable, CaseIterable {
    case guardrailOver = "guardrail_over"
    case controlOverLimit = "control_over_limit"
    case costIncrease = "cac_increase"
    case conversionAbovePlan = "conversion_above_plan"
    case spendPace = "spend_pace"
    case vanityMetric = "vanity_metric"
    /// Money beyond the target cost of a result, and no result: `change` is the chance of that at exactly the target, `before` the target, `now` the money.
    case noResults = "no_results"
    /// No newer rows for longer than the arm ever paused, while the test goes on: `now` is the days since.
    case variantStopped = "variant_stopped"
  }

  public let code: Code
  public let variant: String?
  public let metric: String?
  /// A relative change (0.34 is +34 %), or the pace as a ratio to plan; nil where neither applies.
  public let change: Double?
  /// Values before and now, in the metric's unit (or money, for pace).
  public let before: Double?
  public let now: Double?

  public init(code: Code, variant: String?, metric: String?, change: Double?, before: Double?, now: Double?) {
    self.code = code
    self.variant = variant
    self.metric = metric
    self.change = change
    self.before = before
    self.now = now
  }
}
