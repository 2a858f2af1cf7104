public import ExperimentModel

/// Whoever can answer what experiments ask of their data.
public protocol DataEngine: Sendable {
  /// Reduces the data of each experiment to sufficient statistics, as they stood before the request's day.
  ///
  /// - Parameter requests: asked together, so that data several of them use are read once.
  /// - Returns: one answer per request, in the same order. A request whose data cannot be read fails with every reason, each at the
  ///   place in the declaration that names what is wrong; the other requests are answered.
  func summaries(for requests: [SummaryRequest]) -> [Result<ExperimentSummary, Diagnostics>]
  /// What is wrong with the files and columns that declarations name, where the declarations themselves do not hold.
  ///
  /// - Returns: one list per declaration, in the same order, without what might follow from the declaration's own faults.
  func problems(of declarations: [ReadableDeclaration], asOf: CalendarDay, timeZone: TimeZoneRules) -> [[Diagnostic]]
  /// The units of one metric, one by one.
  ///
  /// - Parameter metric: its place in the experiment.
  /// - Returns: nil where it is not counted over units, or its data cannot be read.
  func units(of metric: Int, for request: SummaryRequest) -> UnitRows?
}
