import ExperimentData
import ExperimentDecisions
import ExperimentModel

extension Runner {
  /// Experiments whose data, as of their last record, are no longer what that record was made from: each with its looks replayed.
  ///
  /// A declaration that was changed is not judged here: it blocks until it is taken back or amended.
  /// - Parameter date: the day of the revision.
  func corrected(_ entries: [String: Record.Entry], on date: CalendarDay) -> [Record.Entry] {
    var requests = [SummaryRequest]()
    var before = [(experiment: Experiment, entry: Record.Entry)]()
    for experiment in loaded.experiments where experiment.notYet.isEmpty {
      guard let entry = entries[experiment.id], entry.dataHash != nil, entry.ledger.changedKeys(experiment, anchor: calendar.anchor).isEmpty else { continue }
      // What was blocked has decided nothing that could be taken back.
      if entry.ledger.looks.isEmpty, entry.action == .blocked { continue }
      requests.append(SummaryRequest(experiment: experiment, asOf: entry.asOf, timeZone: workspace.timeZone))
      before.append((experiment, entry))
    }
    guard !requests.isEmpty else { return [] }
    var revised = [Record.Entry]()
    for ((experiment, entry), answer) in zip(before, engine.summaries(for: requests)) {
      guard case .success(let summary) = answer else { continue }
      let now = SummaryFingerprint(summary)
      guard !now.agrees(with: entry.dataHash) else { continue }
      guard var changed = replayed(experiment, entry, latest: summary, reason: .correctedData, on: date) else { continue }
      // Another secondary metric or segment is other data to the fingerprint, and none of what was decided by.
      let hash = declarationHash(of: experiment.id)
      if hash != entry.declarationHash, changed.ledger.looks == entry.ledger.looks { continue }
      changed.revisedFrom = entry.dataHash
      changed.dataHash = now.text
      changed.declarationHash = hash
      revised.append(changed)
    }
    return revised.sorted { $0.id < $1.id }
  }

  /// An experiment's entry after its looks were taken once more; nil where the data of one of their days cannot be read.
  /// - Parameter latest: the data as of the entry's own day.
  func replayed(
    _ experiment: Experiment, _ entry: Record.Entry, latest: ExperimentSummary, reason: RecordedRevision.Reason, on date: CalendarDay
  ) -> Record.Entry? {
    let replay = LookReplay(experiment: experiment, calendar: calendar, recorded: entry.ledger, latest: entry.asOf, wasBlocked: entry.action == .blocked)
    var summaries = [entry.asOf: latest]
    let days = replay.days.filter { $0 != entry.asOf }
    let answers = days.isEmpty ? [] : engine.summaries(for: days.map { SummaryRequest(experiment: experiment, asOf: $0, timeZone: workspace.timeZone) })
    for (day, answer) in zip(days, answers) {
      guard case .success(let summary) = answer else { return nil }
      summaries[day] = summary
    }
    guard let outcome = replay.outcome(summaries, reason: reason, date: date) else { return nil }
    var changed = entry
    changed.ledger = outcome.ledger
    changed.alphaSpent = outcome.alphaSpent
    (changed.event, changed.note, changed.revisedFrom) = (nil, nil, nil)
    // What a person closed stays closed; the replay stands beside it.
    if !outcome.ledger.isClosed {
      (changed.action, changed.variant, changed.reasons) = (outcome.verdict.action, outcome.verdict.variant, outcome.verdict.reasons)
    }
    return changed
  }

  func declarationHash(of id: String) -> String { loaded.entries.first { $0.id == id }.map { Fingerprint.of($0.bytes) } ?? "" }
}
