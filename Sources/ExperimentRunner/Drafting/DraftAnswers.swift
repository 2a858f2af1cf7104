public import ExperimentData
public import ExperimentModel

/// What a person says of the files that a declaration is drafted from; all of it may be left open.
public struct DraftAnswers: Sendable {
  /// The column that tells variants apart.
  public var variantColumn: String?
  /// The column that counts the action that decides.
  public var result: String?
  /// The most that may be spent, in the workspace's currency.
  public var budget: Double?
  /// What one unit of the file's currency is worth in the workspace's.
  public var rate: Double?
  /// `randomized`, `observational`, …
  public var evidence: String?
  /// The first day of data; nil: the file's.
  public var start: CalendarDay?
  /// The console the files are from; nil: told by their header.
  public var preset: ConsolePreset?

  public init(
    variantColumn: String? = nil, result: String? = nil, budget: Double? = nil, rate: Double? = nil, evidence: String? = nil, start: CalendarDay? = nil,
    preset: ConsolePreset? = nil
  ) {
    self.variantColumn = variantColumn
    self.result = result
    self.budget = budget
    self.rate = rate
    self.evidence = evidence
    self.start = start
    self.preset = preset
  }
}
