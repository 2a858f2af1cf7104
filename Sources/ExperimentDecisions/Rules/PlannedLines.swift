import ExperimentModel
import ExperimentStatistics

/// What the lines of later looks lie between at each look of a test whose looks time alone decides, worked out once for thousands of simulated runs: a bound of
/// `ConditionalPowerRule`, which without it works out every boundary.
struct PlannedLines: Sendable {
  private struct Look {
    /// Of the planned look before, 0 without one.
    let before: Double
    let now: Double
    let later: [Double]
    let level: Double
    let enclosure: BoundaryEnclosure
  }

  private let looks: [Look]

  /// More looks than this cost more than they save.
  private static let mostLooks = 26

  /// - Parameter schedule: as of the start.
  /// - Returns: nil where nothing asks for it, or money moves the looks.
  init?(_ design: TestDesign, schedule: LookSchedule, start: CalendarDay) {
    guard design.experiment.plan.futility != nil, design.experiment.plan.minimumEffect != nil, design.experiment.budget == nil,
      design.experiment.plannedDays != nil, let spending = design.spending
    else { return nil }
    let levels = Set(design.family.map { family in (0..<family.size).map { family.level(rejections: $0) } } ?? [design.alpha]).sorted()
    var schedule = schedule
    var review = schedule.calendar.next(after: start)
    var looks = [Look]()
    while true {
      let time = schedule.spendingTime(on: review, asOf: review)
      if schedule.isOver(asOf: review, spendingTime: time) { break }
      if schedule.isInterimLook(review, asOf: review, spendingTime: time) {
        let before = schedule.lastLook
        schedule.lastLook = time
        let later = schedule.remainingTimes(after: review)
        guard !later.isEmpty, later.count <= PlannedLines.mostLooks else { return nil }
        for level in levels {
          looks.append(
            Look(
              before: before, now: time, later: later, level: level,
              enclosure: BoundaryEnclosure(before: before, now: time, later: later, alpha: level, spending: spending)))
        }
      }
      review = schedule.calendar.next(after: review)
    }
    guard !looks.isEmpty else { return nil }
    self.looks = looks
  }

  /// - Parameters: `before`, `now`: spending times of the latest look taken (0: none) and of this one.  `later`: of those still to come.
  /// - Returns: nil for a look that is not as planned.
  func enclosure(before: Double, now: Double, later: [Double], level: Double) -> BoundaryEnclosure? {
    // A planned look that was not taken leaves its alpha to this one, whose line then lies lower still.
    looks.first { $0.now == now && $0.level == level && before <= $0.before && $0.later == later }?.enclosure
  }
}
