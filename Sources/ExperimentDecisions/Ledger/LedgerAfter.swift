import ExperimentModel
import ExperimentStatistics

/// The last arrow: the ledger as one review leaves it. What was recorded before is never changed.
extension ExperimentLedger {
  /// The look and the standings it reached, added.
  func adding(_ figures: LookFigures, reached: [Int: ReachedAtLook], of experiment: Experiment) -> ExperimentLedger {
    var ledger = self
    for (variant, standing) in reached { ledger.standings[experiment.variants[variant].id] = RecordedStanding(standing, figures, variant, experiment) }
    ledger.looks.append(figures.recorded)
    ledger.spendingTime = max(spendingTime, figures.recorded.spendingTime)
    return ledger
  }

  /// The verdict of this day; one that says what the last one said keeps that one's date.
  func concluding(_ decision: Decision, on day: CalendarDay) -> ExperimentLedger {
    let verdict = RecordedVerdict(action: decision.action, variant: decision.variant, reasons: decision.reasons, date: day)
    if let last = lastVerdict, last.isSame(as: verdict) { return self }
    var ledger = self
    ledger.lastVerdict = verdict
    return ledger
  }

  /// What may not change from now on, complete, and where the rows come from: kept from the first review on or after the start.
  func protecting(_ declaration: ProtectedDeclaration, of experiment: Experiment) -> ExperimentLedger {
    var ledger = self
    ledger.protectedKeys = declaration.completing(protectedKeys)
    ledger.files = ExperimentLedger.files(of: experiment)
    return ledger
  }

  /// A replay that changed nothing has been said once.
  func forgettingSaid(on day: CalendarDay) -> ExperimentLedger {
    guard let revised, !revised.changesVerdict, revised.date < day else { return self }
    var ledger = self
    ledger.revised = nil
    return ledger
  }
}

extension RecordedStanding {
  fileprivate init(_ reached: ReachedAtLook, _ figures: LookFigures, _ variant: Int, _ experiment: Experiment) {
    let id = experiment.variants[variant].id
    let test = figures.look.primary.treatments.first { $0.variant == variant }
    let treatment = figures.treatments.first { $0.variant == variant }
    let recorded = figures.recorded.comparisons.first { $0.variant == id }
    let isLoser = (test?.loser.isCrossed ?? false) && !(test?.winner.isCrossed ?? false)
    func interval(_ result: Result<SidedInterval, NoAnswer>?) -> RecordedInterval? {
      treatment.flatMap { treatment in (try? result?.get()).map { RecordedInterval($0, level: treatment.level) } }
    }
    self.init(
      standing: reached.standing, reason: reached.reason, look: reached.look, date: figures.recorded.date,
      versus: treatment.map { experiment.variants[$0.versus].id }, pValue: treatment?.pValue?.value, log10PValue: treatment?.pValue?.log10,
      adjustedPValue: treatment?.adjusted?.value, nominalLevel: isLoser ? treatment?.loserNominal : treatment?.winnerNominal,
      difference: interval(treatment?.difference), relative: interval(treatment?.relative), method: treatment?.comparison?.method,
      crossed: reached.crossed, logWinnerP: recorded?.logWinnerP, logLoserP: recorded?.logLoserP, guardrail: reached.guardrail)
  }
}
