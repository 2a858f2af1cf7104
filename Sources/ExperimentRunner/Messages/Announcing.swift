import ExperimentDecisions
public import ExperimentModel
import ExperimentReports

/// From a review to the messages that wait. Nothing here sends, and nothing here makes a review fail: what goes wrong is handed back to be said.
extension Runner {
  private var stateFolder: StateFolder { StateFolder(root: loaded.root, disk: disk) }
  var outbox: Outbox { Outbox(folder: stateFolder.path + "/outbox", disk: disk) }

  /// Before a review is recorded: should the program die behind the record, the messages of that review are still owed.
  public func intendMessages(asOf: CalendarDay?) -> RunnerError? {
    guard !workspace.channels.isEmpty else { return nil }
    return caught {
      let day = asOf ?? today
      // A date that is recorded already has been told, or is among those that are owed.
      guard try !records.history().records.contains(where: { $0.date == day && $0.kind == .review }) || isBlocked(on: day) else { return }
      _ = try stateFolder.made()
      try outbox.intend(day)
    }
  }

  /// Whether a second record of the day may follow, for what was blocked in the first.
  private func isBlocked(on day: CalendarDay) throws -> Bool {
    try records.history().records.last { $0.date == day && $0.kind == .review }?.entries.contains { $0.action == .blocked } ?? false
  }

  /// Queues the messages of a review.
  public func announce(_ outcome: ReviewOutcome) -> RunnerError? {
    guard !workspace.channels.isEmpty else { return nil }
    return caught {
      switch outcome.kind {
      case .rehearsed: return
      case .recorded(let record), .mended(let record): try queue(outcome.examination, of: record)
      case .repeated(let record):
        guard try outbox.intended().contains(record.date) else { return }
        try queue(outcome.examination, of: record)
      }
      try outbox.settle(outcome.examination.review.asOf)
    }
  }

  /// Queues what a killed program still owed.
  public func announceOwed() -> RunnerError? {
    guard !workspace.channels.isEmpty else { return nil }
    return caught {
      for day in try outbox.intended() {
        let recorded = try records.history().records.filter { $0.kind == .review }.map(\.date)
        if recorded.contains(day) {
          let outcome = try review(asOf: day, dryRun: true)
          if case .repeated(let record) = outcome.kind { try queue(outcome.examination, of: record) }
        } else if !recorded.contains(where: { $0 > day }) {
          // It may still be made.
          continue
        }
        try outbox.settle(day)
      }
    }
  }

  /// Between reviews: alerts and broken guardrails that nobody has been told of.
  public func watch() -> RunnerError? {
    // Where no review has been told from here (a fresh checkout on a build server), what is new cannot be told from what is old.
    guard workspace.channels.contains(where: { !$0.occasions.isDisjoint(with: [.alert, .broken]) }), disk.exists(outbox.folder + "/told") else { return nil }
    return caught {
      let examination = try status()
      _ = try stateFolder.made()
      for message in try messages(examination, record: nil) { try outbox.add(message) }
      try outbox.tell(ReviewChanges.facts(examination.review))
    }
  }

  /// What would be sent now, channel by channel; nil where nothing would.
  public func messagesToBe(_ outcome: ReviewOutcome) throws -> [(channel: MessageChannel, message: Message?)] {
    var record: Record?
    if case .repeated(let found) = outcome.kind { record = found }
    let made = try messages(outcome.examination, record: record, isReview: true)
    return workspace.channels.map { channel in (channel, made.first { $0.channel == channel.key }) }
  }

  /// The message as its service would get it; nil for mail. Not signed: what is printed must not open a door.
  public func requestText(_ message: Message, to channel: MessageChannel) -> String? {
    guard channel.kind != .mail else { return nil }
    let card = Card(message: message, language: channel.language ?? workspace.language)
    let request = card.request(channel.kind, address: "", secret: nil, now: clock.now())
    return String(decoding: request.body, as: UTF8.self)
  }

  private func queue(_ examination: Examination, of record: Record) throws {
    _ = try stateFolder.made()
    for message in try messages(examination, record: record) { try outbox.add(message) }
    try outbox.tell(ReviewChanges.facts(examination.review))
  }

  private func messages(_ examination: Examination, record: Record?, isReview: Bool = false) throws -> [Message] {
    let review = examination.review
    let told = try outbox.told()
    let state = try records.history().state(before: record?.number)
    let before = state.entries.mapValues { ReviewChanges.Verdict(action: $0.action, variant: $0.variant) }
    let isReview = isReview || record != nil
    let now = clock.now()
    return workspace.channels.compactMap { channel in
      let language = channel.language ?? workspace.language
      let changes = ReviewChanges(review, before: before, told: told, language: language)
      let lines = changes.lines(isReview ? channel.occasions : channel.occasions.subtracting([.review]), isDigest: isReview && channel.isDigest)
      guard !lines.isEmpty else { return nil }
      let text = lines.map(\.text).joined(separator: "\n")
      let what = record.map { "r\($0.number)" } ?? "w\(review.asOf)-" + Fingerprint.of(Array(text.utf8)).prefix(8)
      let title = isReview ? MessageSentences.review(review.project, review.asOf) : MessageSentences.news(review.project, review.asOf)
      return Message(
        id: "\(what)-\(channel.key)", channel: channel.key, project: review.project, date: review.asOf, record: record?.number,
        recordHash: record?.stamp.hash, title: PrintableText.oneLine(title(in: language)), summary: changes.summary,
        lines: lines.map { Message.Line(experiment: $0.experiment, action: $0.action.rawValue, variant: $0.variant, was: $0.was?.rawValue, text: $0.text) },
        page: record == nil ? nil : "\(workspace.reviews.folder)/\(review.asOf).html", created: now, next: now)
    }
  }

  private func caught(_ body: () throws -> Void) -> RunnerError? {
    do {
      try body()
      return nil
    } catch let error as RunnerError {
      return error
    } catch let error as DiskError {
      return RunnerError(.unwritable, FileSentences.unwritable(error))
    } catch let problems as Diagnostics {
      return problems.all.first.map { RunnerError(.unreadable, BilingualText($0.text(in: .english), $0.text(in: .simplifiedChinese))) }
    } catch {
      return RunnerError(.unreadable, MessageSentences.unforeseen("\(error)"))
    }
  }
}
