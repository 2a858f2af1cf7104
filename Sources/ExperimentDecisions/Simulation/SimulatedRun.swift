import ExperimentModel
import ExperimentStatistics

/// One simulated experiment on its way through its reviews: the same arrows as `ExperimentReviewer`'s, with `PastLooks` in place of a ledger, since nobody
/// reads figures of looks that nobody took.
struct SimulatedRun {
  private let rules: Rules
  private let simulated: SimulatedExperiment
  private var schedule: LookSchedule
  private var spendingTime = 0.0
  private var verdict: Decision?

  private(set) var past = PastLooks()
  /// The decision of the latest review that was asked for one.
  private(set) var decision: Decision?
  /// Days of the test that were over at the last review.
  private(set) var days = 0
  /// After the final look or a verdict that ends the test.
  private(set) var isOver = false

  /// What all runs share.
  struct Rules: Sendable {
    let design: TestDesign
    let calendar: ReviewCalendar
    let schedule: LookSchedule
    /// Nil for tests whose health has to be looked at review by review.
    let health: HealthBound?
    /// Nil where looks depend on more than time, or nothing asks for the lines to come.
    let lines: PlannedLines?

    init(_ experiment: Experiment, calendar: ReviewCalendar, start: CalendarDay) {
      design = TestDesign(experiment)
      self.calendar = calendar
      schedule = LookSchedule(experiment: experiment, calendar: calendar, asOf: start, summary: nil)
      health = HealthBound(experiment)
      lines = PlannedLines(design, schedule: schedule, start: start)
    }
  }

  init(_ rules: Rules, _ simulated: SimulatedExperiment) {
    self.rules = rules
    self.simulated = simulated
    schedule = rules.schedule
  }

  /// - Parameter isLast: no review follows, and this one says how it ends.
  mutating func review(on day: CalendarDay, isLast: Bool) {
    let design = rules.design
    simulated.setSpend(&schedule, asOf: day, lag: design.metrics[0].metric.outcomeLag)
    schedule.lastLook = past.looks.last?.spendingTime ?? 0
    let evidence = evidence(on: day)
    if let look = LookResult(evidence, past: past) {
      let reached = Standings(evidence: evidence, look: look, past: past).reached()
      past.add(look.remembered(variants: design.experiment.variants.count), reached: reached)
      spendingTime = max(spendingTime, look.spendingTime)
      isOver = look.isFinal
    }
    days = design.experiment.daysElapsed(by: day)
    guard isLast || !evidence.health.isEmpty || !Verdict.surelyContinues(past) else { return }
    let decision = Verdict(evidence: evidence, past: past, before: verdict?.reasons ?? []).decision()
    if evidence.blockers.isEmpty { verdict = decision }
    self.decision = decision
    if decision.action == .scale || decision.action == .stop { isOver = true }
  }

  private func evidence(on day: CalendarDay) -> Evidence {
    let design = rules.design
    let time = max(spendingTime, schedule.spendingTime(on: day, asOf: day))
    let isOver = schedule.isOver(asOf: day, spendingTime: time)
    let ran = simulated.past(day)
    let metrics = design.metrics.enumerated().map { index, metric in
      let mature = simulated.mature(day, lag: metric.metric.outcomeLag)
      return MetricEvidence(
        design: metric, values: design.experiment.variants.indices.map { simulated.values($0, index, after: mature) },
        paired: simulated.paired(index, after: mature))
    }
    let isHealthy = past.reached.isEmpty && rules.health?.surelyPasses(simulated, on: day) ?? false
    let nothing = NothingToCompare(evidence: metrics[0], design: design, past: past, asOf: day, isOver: isOver).items()
    return Evidence(
      design: design, asOf: day, schedule: schedule, spendingTime: time, isOver: isOver, metrics: metrics, health: (isHealthy ? [] : health(on: day)).with(nothing),
      days: DaysThatDecide(
        design, past: past, asOf: day, isOver: isOver, days: { simulated.days($0, after: ran) }, paired: { metrics[0].pairedDays($0) }), lines: rules.lines)
  }

  private func health(on day: CalendarDay) -> [HealthItem] {
    let summary = simulated.summary(asOf: day)
    return HealthChecks(
      experiment: rules.design.experiment, summary: summary, past: past, protectedKeys: [:], asOf: day, anchor: rules.calendar.anchor,
      isConcluded: rules.design.experiment.hasSpentAll(summary) || verdict.map { $0.action == .scale || $0.action == .stop } ?? false
    ).items()
  }
}
