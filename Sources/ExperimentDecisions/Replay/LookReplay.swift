public import ExperimentModel

/// The looks of an experiment taken once more: on the same dates, at the same spending times, with the data (or the declaration) as they stand now.
///
/// Alpha that was spent stays spent: a look that can no longer be taken, because its data do not hold, gives no standing and keeps what it spent.
public struct LookReplay: Sendable {
  public let experiment: Experiment
  public let calendar: ReviewCalendar
  /// What the records say so far.
  public let recorded: ExperimentLedger
  /// The day that the latest record looked from.
  public let latest: CalendarDay
  /// True when that record was blocked: the verdict before it is then the one that people know.
  public let wasBlocked: Bool

  public init(experiment: Experiment, calendar: ReviewCalendar, recorded: ExperimentLedger, latest: CalendarDay, wasBlocked: Bool = false) {
    self.experiment = experiment
    self.calendar = calendar
    self.recorded = recorded
    self.latest = latest
    self.wasBlocked = wasBlocked
  }

  /// What the replay comes to.
  public struct Outcome: Sendable {
    /// Looks, standings and verdict of the replay; what a person decided, and the declaration, as recorded.
    public let ledger: ExperimentLedger
    public let verdict: RecordedVerdict
    /// Alpha stays: never less than before.
    public let alphaSpent: Double
  }

  /// The days from which data are needed.
  public var days: [CalendarDay] { recorded.looks.map(\.date).filter { $0 != latest } + [latest] }

  /// - Parameters:
  ///   - summaries: by each of `days`.
  ///   - date: the day of the revision.
  /// - Returns: nil where a day's data are not given.
  public func outcome(_ summaries: [CalendarDay: ExperimentSummary], reason: RecordedRevision.Reason, date: CalendarDay) -> Outcome? {
    guard reason == .amended else { return replayed(summaries, bars: recorded.bars ?? [:]).map { outcome($0, reason, date) } }
    // An amendment may not make a winner of data that were in sight; what waited before waits from now on.
    var bars = (recorded.bars ?? [:]).mapValues { _ in RecordedBar.shut(on: date) }
    guard let open = replayed(summaries, bars: bars) else { return nil }
    for (variant, standing) in open.ledger.standings where standing.standing == .winner && recorded.standings[variant]?.standing != .winner {
      bars[variant] = .shut(on: date)
    }
    return replayed(summaries, bars: bars).map { outcome($0, reason, date) }
  }

  private struct Replayed {
    var ledger: ExperimentLedger
    let decision: Decision
  }

  private func replayed(_ summaries: [CalendarDay: ExperimentSummary], bars: [String: RecordedBar]) -> Replayed? {
    var ledger = recorded
    (ledger.looks, ledger.standings, ledger.spendingTime, ledger.lastVerdict, ledger.person) = ([], [:], 0, nil, nil)
    var decision: Decision?
    for look in recorded.looks {
      guard let summary = summaries[look.date] else { return nil }
      let looks = ledger.looks
      ledger.bars = bars.isEmpty ? nil : Dictionary(uniqueKeysWithValues: bars.map { ($0, look.date <= $1.date ? .shut(on: $1.date) : $1.standing(after: looks, of: $0)) })
      let reviewer = ExperimentReviewer(calendar: calendar, asOf: look.date, purpose: .replay(look), parts: .oneLine)
      let outcome = reviewer.outcome(for: experiment, summary: .success(summary), ledger: ledger)
      ledger = outcome.ledger
      if ledger.looks.count == looks.count { ledger.looks.append(look.withoutFigures) }
      let last = ledger.looks.count - 1
      ledger.looks[last].alphaSpent = max(ledger.looks[last].alphaSpent, look.alphaSpent)
      decision = look.date == latest ? outcome.review.decision : nil
    }
    ledger.spendingTime = max(ledger.spendingTime, recorded.spendingTime)
    let looks = ledger.looks
    ledger.bars = bars.isEmpty ? nil : Dictionary(uniqueKeysWithValues: bars.map { ($0, $1.standing(after: looks, of: $0)) })
    if decision == nil {
      guard let summary = summaries[latest] else { return nil }
      let reviewer = ExperimentReviewer(calendar: calendar, asOf: latest, purpose: .replay(nil), parts: .oneLine)
      let outcome = reviewer.outcome(for: experiment, summary: .success(summary), ledger: ledger)
      (ledger, decision) = (outcome.ledger, outcome.review.decision)
    }
    guard let decision else { return nil }
    return Replayed(ledger: ledger, decision: decision)
  }

  private func outcome(_ replayed: Replayed, _ reason: RecordedRevision.Reason, _ date: CalendarDay) -> Outcome {
    var ledger = replayed.ledger
    ledger.person = recorded.person
    let verdict = RecordedVerdict(
      action: replayed.decision.action, variant: replayed.decision.variant, reasons: replayed.decision.reasons, date: date)
    // A verdict that stays was reached when it was reached.
    if let before = recorded.lastVerdict, let now = ledger.lastVerdict, before.says(now) {
      ledger.lastVerdict = before
    } else if ledger.lastVerdict != nil {
      ledger.lastVerdict?.date = date
    }
    // Blocked then and blocked now: what is told is what the looks say.
    let told = wasBlocked && verdict.action == .blocked ? ledger.lastVerdict ?? verdict : verdict
    var revision = RecordedRevision(
      date: date, reason: reason, was: recorded.lastVerdict, now: told, changes: changes(ledger), acknowledged: nil)
    // What was not acknowledged yet is still what people believe.
    if let open = recorded.revised, open.isOpen { revision.was = open.was }
    ledger.revised = revision
    return Outcome(ledger: ledger, verdict: verdict, alphaSpent: ledger.looks.last?.alphaSpent ?? 0)
  }

  private func changes(_ ledger: ExperimentLedger) -> [RecordedRevision.Change] {
    experiment.treatments.compactMap { index in
      let id = experiment.variants[index].id
      let (was, now) = (recorded.standings[id], ledger.standings[id])
      guard was?.standing != now?.standing, let told = was ?? now else { return nil }
      func comparison(_ ledger: ExperimentLedger) -> RecordedComparison? {
        ledger.looks.first { $0.number == told.look }?.comparison(of: id, versus: told.versus)
      }
      return RecordedRevision.Change(
        variant: id, was: was?.standing, now: now?.standing, look: told.look, date: told.date, statisticWas: comparison(recorded)?.statistic,
        statisticNow: comparison(ledger).flatMap { $0.reason == nil ? $0.statistic : nil }, boundary: comparison(ledger)?.winnerBoundary)
    }
  }
}

extension RecordedLook {
  /// A look that was spent and says nothing any more.
  fileprivate var withoutFigures: RecordedLook {
    var look = self
    look.comparisons = look.comparisons.map { comparison in
      var spent = comparison
      (spent.statistic, spent.estimate, spent.lower, spent.upper, spent.relative) = (0, nil, nil, nil, nil)
      (spent.pValue, spent.adjustedPValue, spent.logWinnerP, spent.logLoserP) = (nil, nil, nil, nil)
      spent.reason = .undefined
      return spent
    }
    return look
  }
}

extension RecordedBar {
  /// One that nothing lifts, for looks at what was in sight.
  fileprivate static func shut(on date: CalendarDay) -> RecordedBar { RecordedBar(date: date, baselines: []) }

  /// Where the treatment stands at the last look that the amendment had in sight, or where it was found to stand, whichever knew more.
  fileprivate func standing(after looks: [RecordedLook], of variant: String) -> RecordedBar {
    guard let last = looks.last(where: { $0.date <= date }) else { return self }
    let seen = RecordedBar(date: date, look: last, variant: variant)
    func information(_ bar: RecordedBar) -> Double { bar.baselines.map(\.information).max() ?? 0 }
    return information(seen) >= information(self) ? seen : self
  }

  init(date: CalendarDay, look: RecordedLook, variant: String) {
    let pairs = look.comparisons.filter { $0.variant == variant || $0.versus == variant }
    self.init(
      date: date,
      baselines: pairs.compactMap { pair in
        let versus = pair.variant == variant ? pair.versus : pair.variant
        return look.comparison(of: variant, versus: versus).map { Baseline(versus: versus, statistic: $0.statistic, information: $0.information) }
      })
  }
}

extension RecordedVerdict {
  /// True when both tell people to do the same.
  func says(_ other: RecordedVerdict) -> Bool { action == other.action && variant == other.variant }
}
