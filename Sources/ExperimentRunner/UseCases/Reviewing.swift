import ExperimentData
import ExperimentDecisions
public import ExperimentModel

extension Runner {
  /// What `mvp review` did.
  public struct ReviewOutcome: Sendable {
    public enum Kind: Sendable {
      /// A record was written.
      case recorded(Record)
      /// `--dry-run`: what a record would say.
      case rehearsed
      /// The date has a record already; nothing was written.
      case repeated(Record)
    }

    public let examination: Examination
    public let kind: Kind
    /// Experiments whose data of the days reviewed before have changed since.
    public let revised: [String]
    /// The report files written, relative to the workspace.
    public let reports: [String]
  }

  /// Decides and records; on a date that is recorded already, shows it again.
  ///
  /// - Parameters:
  ///   - reports: makes the report files (name → bytes) from the examination; they are written after the record.
  /// - Throws: `RunnerError.beforeRecords` for a date before the newest record that has none of its own.
  public func review(
    asOf: CalendarDay? = nil, dryRun: Bool = false, reports: (Examination) -> [(name: String, bytes: [UInt8])] = { _ in [] }
  ) throws -> ReviewOutcome {
    let asOf = asOf ?? today
    if dryRun {
      let outcome = try prepared(asOf)
      return ReviewOutcome(examination: outcome.examination, kind: outcome.repeated.map { .repeated($0) } ?? .rehearsed, revised: outcome.revised, reports: [])
    }
    // A cheap look first: a date that is recorded must not touch a folder that may be read-only.
    if let repeated = try record(of: asOf) {
      let outcome = try prepared(asOf)
      return ReviewOutcome(examination: outcome.examination, kind: .repeated(repeated), revised: outcome.revised, reports: [])
    }
    let (examination, record, revised) = try records.locked { () throws -> (Examination, Record?, [String]) in
      let outcome = try prepared(asOf)
      if let repeated = outcome.repeated { return (outcome.examination, repeated, outcome.revised) }
      if !outcome.revised.isEmpty {
        try records.append(.revision, date: asOf, entries: outcome.revisions)
      }
      let record = try records.append(.review, date: asOf, entries: outcome.entries)
      return (outcome.examination, record, outcome.revised)
    }
    guard let record else { preconditionFailure("a review was recorded or repeated") }
    let folder = loaded.path(workspace.reviews.folder)
    var written = [String]()
    do throws(DiskError) {
      let files = reports(examination)
      if !files.isEmpty { try disk.makeFolder(folder) }
      for file in files {
        try WholeFile(disk: disk).replace(folder + "/" + file.name, with: file.bytes)
        written.append(workspace.reviews.folder + "/" + file.name)
      }
    } catch {
      throw RunnerError(
        .unwritable,
        BilingualText(
          "the review is recorded (\(record.fileName)), but its report cannot be written: \(error.path): \(error.reason)",
          "评审已记录（\(record.fileName)），但报告无法写入：\(error.path)：\(error.reason)"))
    }
    return ReviewOutcome(examination: examination, kind: .recorded(record), revised: revised, reports: written)
  }

  private struct Prepared {
    let examination: Examination
    let entries: [Record.Entry]
    let revisions: [Record.Entry]
    let revised: [String]
    let repeated: Record?
  }

  private func record(of day: CalendarDay) throws -> Record? {
    let date = day.description
    for name in try records.names().reversed() where name.contains("-\(date)-review") { return try records.stored(name).record }
    return nil
  }

  private func prepared(_ asOf: CalendarDay) throws -> Prepared {
    let repeated = try record(of: asOf)
    let newest = try records.names().last.map { try records.stored($0).record }
    if repeated == nil, let newest, asOf < newest.date {
      throw RunnerError(
        .beforeRecords,
        BilingualText(
          "\(asOf) lies before the newest record (\(newest.date)) and has no record of its own: a review cannot be put into the past",
          "\(asOf) 早于最新记录（\(newest.date)），且当天没有记录：不能补写过去的评审"))
    }
    // A date that is recorded is shown as it was decided: from the ledger before that record.
    let entries = try records.latest(of: ids, before: repeated?.number).entries
    let examination = examine(asOf: asOf, purpose: .review, entries: entries, newestReview: repeated == nil ? try newestReviewDate() : asOf)
    if let repeated { return again(repeated, examination, from: entries, asOf: asOf) }
    let made = recordEntries(examination, asOf: asOf)
    let revisions = revisedEntries(entries)
    return Prepared(
      examination: examination, entries: made, revisions: revisions, revised: revisions.map(\.id), repeated: nil)
  }

  /// A recorded date once more. What was recorded stands, whatever the data or the declaration say now: an experiment for which they have changed is shown
  /// from the ledger that the record left, so that no second look is taken at new numbers.
  private func again(_ record: Record, _ fresh: Examination, from before: [String: Record.Entry], asOf: CalendarDay) -> Prepared {
    let changed = Set(
      record.entries.filter { entry in
        fresh.dataHashes[entry.id] != entry.dataHash || fresh.ledgers[entry.id] != entry.ledger
      }.map(\.id))
    let revised = record.entries.filter { changed.contains($0.id) && fresh.dataHashes[$0.id] != nil && fresh.dataHashes[$0.id] != $0.dataHash }.map(\.id)
    var examination = fresh
    if !changed.isEmpty {
      var entries = before
      for entry in record.entries where changed.contains(entry.id) { entries[entry.id] = entry }
      let stood = examine(asOf: asOf, purpose: .review, entries: entries, newestReview: asOf)
      examination = stood.with(
        experiments: stood.review.experiments.map { review in
          record.entries.first { $0.id == review.id && changed.contains($0.id) }.map { review.asRecorded($0) } ?? review
        })
    }
    return Prepared(examination: examination, entries: record.entries, revisions: [], revised: revised, repeated: record)
  }

  private func recordEntries(_ examination: Examination, asOf: CalendarDay) -> [Record.Entry] {
    examination.review.experiments.map { review in
      let decision = review.decision
      return Record.Entry(
        id: review.id, declarationHash: examination.declarationHashes[review.id] ?? "", dataHash: examination.dataHashes[review.id],
        asOf: asOf, action: decision.action, variant: decision.variant, reasons: decision.reasons,
        alphaSpent: review.alphaSpent, ledger: examination.ledgers[review.id] ?? ExperimentLedger())
    }
  }

  /// Experiments whose data, as of their last record, are no longer what that record was made from.
  private func revisedEntries(_ entries: [String: Record.Entry]) -> [Record.Entry] {
    var requests = [SummaryRequest]()
    var before = [Record.Entry]()
    for experiment in loaded.experiments where experiment.notYet.isEmpty {
      guard let entry = entries[experiment.id], entry.dataHash != nil else { continue }
      requests.append(SummaryRequest(experiment: experiment, asOf: entry.asOf, timeZone: workspace.timeZone))
      before.append(entry)
    }
    guard !requests.isEmpty else { return [] }
    var revised = [Record.Entry]()
    for (entry, answer) in zip(before, engine.summaries(for: requests)) {
      guard case .success(let summary) = answer else { continue }
      let now = SummaryFingerprint.of(summary)
      guard now != entry.dataHash else { continue }
      var changed = entry
      changed.revisedFrom = entry.dataHash
      changed.dataHash = now
      revised.append(changed)
    }
    return revised.sorted { $0.id < $1.id }
  }
}

extension Runner.Examination {
  func with(experiments: [ExperimentReview]) -> Runner.Examination {
    let review = Review(
      project: review.project, currency: review.currency, asOf: review.asOf, every: review.every, slot: review.slot, experiments: experiments,
      funds: review.funds)
    return Runner.Examination(review: review, declarationHashes: declarationHashes, dataHashes: dataHashes, ledgers: ledgers)
  }
}

extension ExperimentReview {
  /// The same with the verdict that was recorded.
  func asRecorded(_ entry: Record.Entry) -> ExperimentReview {
    guard decision.action != entry.action || decision.variant != entry.variant else { return self }
    var review = self
    review.decision = Decision(
      action: entry.action, variant: entry.variant, reasons: entry.reasons, dropped: decision.dropped,
      person: decision.person)
    return review
  }
}
