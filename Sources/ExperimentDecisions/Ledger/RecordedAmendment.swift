public import ExperimentModel

/// `mvp amend`: protected keys that were changed openly after the start.
public struct RecordedAmendment: Hashable, Sendable, Codable {
  public let date: CalendarDay
  public let why: String
  public let changes: [HealthItem.ChangedKey]

  public init(date: CalendarDay, why: String, changes: [HealthItem.ChangedKey]) {
    self.date = date
    self.why = why
    self.changes = changes
  }
}

/// A treatment that an amendment would have made a winner on data that were in sight: it can win only by data of later days.
///
/// What later days add is read off the test itself: z·√I grows by independent steps, so that (z·√I − z₀·√I₀) / √(I − I₀) tests the days after the
/// amendment alone (Jennison & Turnbull 2000, §3.1). A winner must cross with all data, and this part must cross the same line.
public struct RecordedBar: Hashable, Sendable, Codable {
  /// Where a comparison stood at the amendment.
  public struct Baseline: Hashable, Sendable, Codable {
    public let versus: String
    /// z towards the wanted direction.
    public let statistic: Double
    public let information: Double

    public init(versus: String, statistic: Double, information: Double) {
      self.versus = versus
      self.statistic = statistic
      self.information = information
    }
  }

  public let date: CalendarDay
  /// One for each variant that it is compared with.
  public let baselines: [Baseline]

  public init(date: CalendarDay, baselines: [Baseline]) {
    self.date = date
    self.baselines = baselines
  }

  /// z of what came after the amendment; nil where nothing did.
  func later(versus: String, statistic: Double, information: Double) -> Double? {
    guard let baseline = baselines.first(where: { $0.versus == versus }), information > baseline.information else { return nil }
    let step = statistic * information.squareRoot() - baseline.statistic * baseline.information.squareRoot()
    return step / (information - baseline.information).squareRoot()
  }
}
