import ExperimentModel

/// What the data say of one experiment on one day: its arms, whether they can carry a decision at all, how far the plan has come, and which days may decide.
struct Evidence {
  let design: TestDesign
  let asOf: CalendarDay
  /// With the spending so far; looks after the last one taken.
  let schedule: LookSchedule
  /// 0…1, never less than at an earlier look.
  let spendingTime: Double
  /// True when nothing more can come in: the final look is due.
  let isOver: Bool
  /// As in the experiment's `metrics`.
  let metrics: [MetricEvidence]
  /// What blocks first. Empty before the start.
  let health: [HealthItem]
  let days: DaysThatDecide
  /// Where they are at hand already.
  var lines: PlannedLines?

  var experiment: Experiment { design.experiment }
  var primary: MetricEvidence { metrics[0] }
  var blockers: [HealthItem] { health.filter(\.blocking) }
  var hasStarted: Bool { experiment.start.map { asOf >= $0 } ?? true }
}

extension Evidence {
  init(_ design: TestDesign, _ summary: ExperimentSummary, ledger: ExperimentLedger, past: PastLooks, calendar: ReviewCalendar, asOf: CalendarDay) {
    let experiment = design.experiment
    var schedule = LookSchedule(experiment: experiment, calendar: calendar, asOf: asOf, summary: summary)
    schedule.lastLook = past.looks.last?.spendingTime ?? 0
    let spendingTime = max(ledger.spendingTime, schedule.spendingTime(on: asOf, asOf: asOf))
    let isOver = schedule.isOver(asOf: asOf, spendingTime: spendingTime)
    let refused = Set(summary.quality.impossible.map(\.metric))
    let metrics = design.metrics.enumerated().map { index, metric in
      MetricEvidence(design: metric, values: summary.variants.map { $0.metrics[index].values }, isRefused: refused.contains(metric.metric.name))
    }
    let nothing = NothingToCompare(evidence: metrics[0], design: design, past: past, asOf: asOf, isOver: isOver).items()
    self.init(
      design: design, asOf: asOf, schedule: schedule, spendingTime: spendingTime, isOver: isOver, metrics: metrics,
      health: HealthChecks(
        experiment: experiment, summary: summary, past: past, protectedKeys: ledger.protectedKeys, asOf: asOf, anchor: calendar.anchor,
        // Once the money is gone nothing newer can come, whatever the end was to be.
        isConcluded: experiment.hasSpentAll(summary) || ledger.lastVerdict?.isTerminal ?? false
      ).items().with(nothing),
      days: DaysThatDecide(
        design, past: past, asOf: asOf, isOver: isOver, days: { summary.variants[$0].days[...] }, paired: { metrics[0].pairedDays($0) }))
  }
}

extension [HealthItem] {
  /// What blocks stays first.
  func with(_ others: [HealthItem]) -> [HealthItem] {
    guard !others.isEmpty else { return self }
    let all = self + others
    return all.filter(\.blocking) + all.filter { !$0.blocking }
  }
}

extension Experiment {
  func hasSpentAll(_ summary: ExperimentSummary) -> Bool {
    guard let budget = budget?.total, budget > 0, spent != nil else { return false }
    return summary.totalSpend >= budget
  }
}

extension ExperimentSummary {
  /// Of all variants together, with a date or without.
  var totalSpend: Double { variants.reduce(0) { $0 + $1.totalSpend } }
}
