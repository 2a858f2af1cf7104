import ExperimentData
public import ExperimentDecisions
public import ExperimentModel

extension Runner {
  /// What `mvp amend` did.
  public struct Amendment: Sendable {
    public let record: Record
    public let amended: RecordedAmendment
    /// What became of the verdict; nil where it stays.
    public let revised: RecordedRevision?
    /// Treatments that can win only by data of days after the amendment.
    public let barred: [String]
  }

  /// Makes a change of protected keys openly: it is recorded, the looks are replayed under the declaration as it is now, and every later report says so.
  ///
  /// - Parameter why: the reason, in a sentence; it is kept.
  /// - Throws: `RunnerError.nothingChanged` where the declaration is what the records know.
  public func amend(_ name: String, why: String, asOf: CalendarDay? = nil) throws -> Amendment {
    let id = try known(name)
    let asOf = try dayToWrite(asOf)
    let experiment = try valid(id)
    let why = try said(why, option: "--why")
    return try records.locked {
      try refuseBeforeRecords(asOf)
      let entries = try records.latest(of: [id]).entries
      guard var entry = entries[id], !entry.ledger.protectedKeys.isEmpty else {
        throw RunnerError(
          .notStarted,
          DecisionSentences.freeToChange(id))
      }
      let changes = entry.ledger.changedKeys(experiment, anchor: calendar.anchor)
      guard !changes.isEmpty else {
        throw RunnerError(
          .nothingChanged,
          DecisionSentences.nothingToAmend(experiment.file))
      }
      let request = SummaryRequest(experiment: experiment, asOf: entry.asOf, timeZone: workspace.timeZone)
      let today = SummaryRequest(experiment: experiment, asOf: asOf, timeZone: workspace.timeZone)
      let answers = engine.summaries(for: [request, today])
      let summary = try answers[0].get()
      let inSight = try answers[1].get()
      entry.ledger.protectedKeys = ExperimentLedger.protectedKeys(of: experiment, anchor: calendar.anchor)
      guard var changed = replayed(experiment, entry, latest: summary, reason: .amended, on: asOf) else {
        throw RunnerError(
          .unreadable,
          DecisionSentences.reviewedDataUnreadable(id))
      }
      let seen = ExperimentReviewer(calendar: calendar, asOf: asOf, purpose: .review).winnersInSight(experiment, inSight, ledger: changed.ledger)
      for (variant, bar) in seen where entry.ledger.standings[variant]?.standing != .winner {
        changed.ledger.bars = (changed.ledger.bars ?? [:]).merging([variant: bar]) { $1 }
      }
      let amendment = RecordedAmendment(date: asOf, why: why, changes: changes)
      changed.ledger.amendments = (changed.ledger.amendments ?? []) + [amendment]
      (changed.event, changed.note) = (.amend, why)
      changed.dataHash = SummaryFingerprint(summary).text
      changed.declarationHash = declarationHash(of: id)
      let record = try records.append(.revision, date: asOf, entries: [changed])
      let before = Set((entry.ledger.bars ?? [:]).keys)
      return Amendment(
        record: record, amended: amendment, revised: changed.ledger.revised.flatMap { $0.changesVerdict ? $0 : nil },
        barred: Set((changed.ledger.bars ?? [:]).keys).subtracting(before).sorted())
    }
  }
}
