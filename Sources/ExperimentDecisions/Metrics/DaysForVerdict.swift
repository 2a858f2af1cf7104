public import ExperimentModel
import ExperimentStatistics

extension Experiment {
  /// How many days with rows beside what it is compared with a treatment needs for a verdict: those that can tell their own scatter. Nil where none are
  /// asked: units and undated totals, pooled days, periods that switch, and tests planned to be shorter.
  public var daysForVerdict: Int? {
    guard primary.grain == .days, plan.daily == .withinDay, start != nil, SwitchbackPeriods(self) == nil,
      (plannedDays ?? .max) >= WithinDayChoice.daysForDispersion
    else { return nil }
    return WithinDayChoice.daysForDispersion
  }
}
