public import ExperimentModel

extension Metric {
  /// How the metric is planned and drawn in simulation, by its kind's room.
  ///
  /// - Parameters: `baseline`: its value now, in its own unit.  `deviation`: of a unit's value (or a day's, where days are compared); nil: unknown.
  ///   `price`: money for one trial, unit or day; nil: unknown.
  /// - Throws: `SamplingProblem` where what is known does not do.
  public func sampling(baseline: Double, deviation: Double?, price: Double?) throws(SamplingProblem) -> PlanQuestion.Kind {
    try kind.room.sampling(baseline: baseline, deviation: deviation, price: price)
  }

  /// Whether counts say their own scatter, so that a plan needs no standard deviation.
  public var isPlannedByCounts: Bool { kind.room.isPlannedByCounts }
}
