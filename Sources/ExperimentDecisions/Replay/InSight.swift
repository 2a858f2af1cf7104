public import ExperimentModel

extension ExperimentReviewer {
  /// Treatments that a look on this day would make winners, although none is due, each with where it stands: what an amendment had in sight.
  public func winnersInSight(_ experiment: Experiment, _ summary: ExperimentSummary, ledger: ExperimentLedger) -> [String: RecordedBar] {
    if let last = ledger.looks.last, last.isFinal || last.date >= asOf { return [:] }
    let schedule = LookSchedule(experiment: experiment, calendar: calendar, asOf: asOf, summary: summary)
    let time = max(ledger.spendingTime, schedule.spendingTime(on: asOf, asOf: asOf))
    guard time > 0 else { return [:] }
    var open = ledger
    open.person = nil
    let look = RecordedLook(
      number: ledger.looks.count + 1, date: asOf, spendingTime: time, isFinal: false, alphaSpent: 0, comparisons: [], guardrails: [])
    let reviewer = ExperimentReviewer(calendar: calendar, asOf: asOf, purpose: .replay(look), parts: .oneLine)
    let seen = reviewer.outcome(for: experiment, summary: .success(summary), ledger: open).ledger
    guard seen.looks.count == look.number, let taken = seen.looks.last else { return [:] }
    var bars = [String: RecordedBar]()
    for (variant, standing) in seen.standings where standing.standing == .winner && ledger.standings[variant]?.standing != .winner {
      bars[variant] = RecordedBar(date: asOf, look: taken, variant: variant)
    }
    return bars
  }
}
