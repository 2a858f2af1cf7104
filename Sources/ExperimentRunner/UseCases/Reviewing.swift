import ExperimentDecisions
public import ExperimentModel

extension Runner {
  /// What `mvp review` did.
  public struct ReviewOutcome: Sendable {
    public enum Kind: Sendable {
      /// A record was written.
      case recorded(Record)
      /// A second record of a date, for the experiments that were blocked in the first.
      case mended(Record)
      /// `--dry-run`: what a record would say.
      case rehearsed
      /// The date has a record already; nothing was written.
      case repeated(Record)
    }

    public let examination: Examination
    public let kind: Kind
    /// Experiments whose data of the days reviewed before have changed since.
    public let revised: [String]
    /// The report files written, relative to the workspace: for a repeated date those that had been lost.
    public let reports: [String]
    /// Why reports that had been lost could not be written; the record stands all the same.
    public var unwritten: RunnerError?
  }

  /// Decides and records; on a date that is recorded already, shows it again, or records those that were blocked then and are mended.
  ///
  /// - Parameters:
  ///   - reports: makes the report files (name → bytes) from the examination; they are written after the record.
  /// - Throws: `RunnerError.beforeRecords` for a date before the newest review that has none of its own, `.future` for a day to come.
  public func review(
    asOf: CalendarDay? = nil, dryRun: Bool = false, reports: (Examination) -> [(name: String, bytes: [UInt8])] = { _ in [] }
  ) throws -> ReviewOutcome {
    let asOf = dryRun ? asOf ?? today : try dayToWrite(asOf)
    // A cheap look first: a date that is recorded must not touch a folder that may be read-only.
    let isRecorded = try !reviews(of: asOf).isEmpty
    if dryRun || isRecorded {
      let outcome = try prepared(asOf)
      if dryRun {
        let kind = outcome.entries.isEmpty ? outcome.repeated.map { ReviewOutcome.Kind.repeated($0) } : nil
        return ReviewOutcome(examination: outcome.examination, kind: kind ?? .rehearsed, revised: outcome.revised, reports: [])
      }
      if let repeated = outcome.repeated, outcome.entries.isEmpty { return try shown(outcome, of: repeated, reports) }
    }
    return try records.locked {
      try checkCalendar(try records.history())
      let outcome = try prepared(asOf)
      if let repeated = outcome.repeated, outcome.entries.isEmpty { return try shown(outcome, of: repeated, reports, isLocked: true) }
      if !outcome.revisions.isEmpty {
        try records.append(.revision, date: asOf, entries: outcome.revisions)
      }
      let record = try records.append(.review, date: asOf, entries: outcome.entries)
      let examination = outcome.examination.reporting(record, in: try records.history())
      do throws(DiskError) {
        let written = try reportFiles.write(reports(examination))
        return ReviewOutcome(
          examination: examination, kind: outcome.repeated == nil ? .recorded(record) : .mended(record), revised: outcome.revised, reports: written)
      } catch {
        throw Runner.unwritten(record, error)
      }
    }
  }

  /// A recorded date shown again, with the report files that were lost.
  private func shown(
    _ outcome: Prepared, of record: Record, _ reports: (Examination) -> [(name: String, bytes: [UInt8])], isLocked: Bool = false
  ) throws -> ReviewOutcome {
    let examination = outcome.examination.reporting(record, in: try records.history())
    var result = ReviewOutcome(examination: examination, kind: .repeated(record), revised: outcome.revised, reports: [])
    do {
      let lost = try reportFiles.lost(reports(examination), of: record.stamp)
      guard !lost.isEmpty else { return result }
      let written = isLocked ? try reportFiles.write(lost) : try records.alone { try reportFiles.write(lost) }
      return ReviewOutcome(examination: examination, kind: .repeated(record), revised: outcome.revised, reports: written)
    } catch let error as DiskError {
      result.unwritten = Runner.unwritten(record, error)
    } catch let error as RunnerError {
      result.unwritten = error
    }
    return result
  }

  private struct Prepared {
    let examination: Examination
    /// What is to be recorded; empty where the date is recorded already and nothing has been mended.
    var entries = [Record.Entry]()
    var revisions = [Record.Entry]()
    var revised = [String]()
    /// The latest record of the date, where it has one.
    var repeated: Record?
  }

  /// The reviews that were recorded for a day, oldest first.
  private func reviews(of day: CalendarDay) throws -> [Record] {
    try records.history().records.filter { $0.date == day && $0.kind == .review }
  }

  private func prepared(_ asOf: CalendarDay) throws -> Prepared {
    let newest = try newestReviewDate()
    let recorded = try reviews(of: asOf)
    if !recorded.isEmpty { return try again(recorded, asOf: asOf, isNewest: newest == asOf) }
    // A decision or a note made since does not stand in the way; a later review does.
    if let newest, asOf < newest {
      throw RunnerError(
        .beforeRecords,
        ReviewSentences.beforeNewest(asOf, newest: newest))
    }
    var entries = try records.latest(of: nil).entries
    let revisions = corrected(entries, on: asOf)
    for entry in revisions { entries[entry.id] = entry }
    let examination = examine(asOf: asOf, purpose: .review, entries: entries, newestReview: newest)
    return Prepared(
      examination: examination, entries: recordEntries(examination, asOf: asOf), revisions: revisions, revised: revisions.map(\.id), repeated: nil)
  }

  /// A recorded date once more. What was recorded stands, whatever the data or the declaration say now: an experiment for which they have changed is shown
  /// from the ledger that the record left, so that no second look is taken at new numbers. Only those that were blocked then, and spent nothing, are tried anew.
  private func again(_ recorded: [Record], asOf: CalendarDay, isNewest: Bool) throws -> Prepared {
    var before = [String: Record.Entry]()
    var left = [String: Record.Entry]()
    // From the ledger before the record that tells of each.
    before = try records.latest(of: nil, before: recorded[0].number).entries
    for record in recorded {
      let known = record.number == recorded[0].number ? before : try records.latest(of: nil, before: record.number).entries
      for entry in record.entries {
        before[entry.id] = known[entry.id]
        left[entry.id] = entry
      }
    }
    let fresh = examine(asOf: asOf, purpose: .review, entries: before, newestReview: asOf)
    let changed = Set(left.values.filter { !isSame(fresh, $0) || fresh.ledgers[$0.id] != $0.ledger }.map(\.id))
    let revised = left.values.filter { changed.contains($0.id) && fresh.fingerprints[$0.id] != nil && !isSame(fresh, $0) }.map(\.id).sorted()
    var examination = fresh
    if !changed.isEmpty {
      var entries = before
      for id in changed { entries[id] = left[id] }
      let stood = examine(asOf: asOf, purpose: .review, entries: entries, newestReview: asOf)
      examination = stood.with(
        experiments: stood.review.experiments.map { review in
          left[review.id].flatMap { changed.contains(review.id) ? review.asRecorded($0) : nil } ?? review
        })
    }
    var prepared = Prepared(examination: examination, revised: revised, repeated: recorded.last)
    if isNewest { try mend(&prepared, recorded: left, asOf: asOf) }
    return prepared
  }

  /// Adds what was blocked on a recorded date, or had no record of it, and is not blocked any more.
  private func mend(_ prepared: inout Prepared, recorded: [String: Record.Entry], asOf: CalendarDay) throws {
    let waiting = Set(
      loaded.entries.map(\.id).filter { id in
        recorded[id].map { $0.action == .blocked && $0.ledger.looks.last?.date != asOf } ?? true
      })
    guard !waiting.isEmpty else { return }
    var entries = try records.latest(of: nil).entries
    let revisions = corrected(entries.filter { waiting.contains($0.key) }, on: asOf)
    for entry in revisions { entries[entry.id] = entry }
    let now = examine(asOf: asOf, purpose: .review, entries: entries, newestReview: asOf)
    let mended = Set(now.review.experiments.filter { waiting.contains($0.id) && $0.decision.action != .blocked }.map(\.id))
    guard !mended.isEmpty else { return }
    let shown = prepared.examination.review.experiments.filter { !mended.contains($0.id) } + now.review.experiments.filter { mended.contains($0.id) }
    let order = now.review.experiments.map(\.id)
    prepared = Prepared(
      examination: now.with(experiments: order.compactMap { id in shown.first { $0.id == id } }),
      entries: recordEntries(now, asOf: asOf).filter { mended.contains($0.id) }, revisions: revisions.filter { mended.contains($0.id) },
      revised: prepared.revised, repeated: prepared.repeated)
  }

  /// Whether the data are those of the record, or cannot be read now as they could not then.
  private func isSame(_ fresh: Examination, _ entry: Record.Entry) -> Bool {
    fresh.fingerprints[entry.id].map { $0.agrees(with: entry.dataHash) } ?? (entry.dataHash == nil)
  }

  private func recordEntries(_ examination: Examination, asOf: CalendarDay) -> [Record.Entry] {
    examination.review.experiments.filter { !$0.past.isMissing }.map { review in
      let decision = review.decision
      return Record.Entry(
        id: review.id, declarationHash: examination.declarationHashes[review.id] ?? "", dataHash: examination.dataHashes[review.id],
        asOf: asOf, action: decision.action, variant: decision.variant, reasons: decision.reasons,
        alphaSpent: review.monitoring.alphaSpent, ledger: examination.ledgers[review.id] ?? ExperimentLedger())
    }
  }
}

extension Runner.Examination {
  func with(experiments: [ExperimentReview]) -> Runner.Examination {
    let review = Review(
      project: review.project, currency: review.currency, asOf: review.asOf, every: review.every, slot: review.slot, experiments: experiments,
      funds: review.funds)
    return Runner.Examination(review: review, declarationHashes: declarationHashes, fingerprints: fingerprints, ledgers: ledgers)
  }
}

extension ExperimentReview {
  /// The same with the verdict that was recorded.
  func asRecorded(_ entry: Record.Entry) -> ExperimentReview {
    guard decision.action != entry.action || decision.variant != entry.variant else { return self }
    return with(
      decision: Decision(action: entry.action, variant: entry.variant, reasons: entry.reasons, dropped: decision.dropped, person: decision.person))
  }
}
