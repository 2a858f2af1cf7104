/// What decisions ask of the data: one experiment, reduced to sufficient statistics, as it stood before a day.
public struct SummaryRequest: Hashable, Sendable {
  public let experiment: Experiment
  /// Only days (and units that entered) before this one count: the day itself is not over.
  public let asOf: CalendarDay
  public let timeZone: TimeZoneRules

  public init(experiment: Experiment, asOf: CalendarDay, timeZone: TimeZoneRules) {
    self.experiment = experiment
    self.asOf = asOf
    self.timeZone = timeZone
  }
}
