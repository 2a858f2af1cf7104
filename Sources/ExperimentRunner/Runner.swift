import ExperimentData
public import ExperimentDecisions
public import ExperimentModel

/// The use cases of the program over one workspace. Everything that touches files or the clock starts here; nothing is printed.
public struct Runner: Sendable {
  public let loaded: LoadedWorkspace
  public let clock: Clock
  let disk: any Disk
  let engine: any DataEngine
  let records: RecordStore
  /// Where none is declared: the date that reviews have been counted from since the first of them that an experiment started by.
  private let recordedAnchor: CalendarDay?

  /// - Parameter folder: the workspace; nil: the current folder or one above it.
  /// - Throws: `Diagnostics` when `mvp.yaml` does not hold, `RunnerError` when there is none or the folder of records cannot be read.
  public init(workspace folder: String?, clock: Clock = .system, disk: any Disk = SystemDisk()) throws {
    let loaded = try WorkspaceLoader(disk: disk).load(folder)
    try self.init(loaded: loaded, clock: clock, disk: disk, engine: FileEngine(root: loaded.root))
  }

  init(loaded: LoadedWorkspace, clock: Clock, disk: any Disk, engine: any DataEngine) throws {
    self.loaded = loaded
    self.clock = clock
    self.disk = disk
    self.engine = engine
    records = RecordStore(folder: loaded.path(loaded.workspace.recordsFolder), disk: disk)
    recordedAnchor = loaded.workspace.reviews.anchor == nil ? try records.history().anchor : nil
  }

  public var workspace: Workspace { loaded.workspace }

  /// Today in the workspace's time zone.
  public var today: CalendarDay { clock.today(in: workspace.timeZone) }

  /// Reviews fall on `anchor` + k·`every`; without a declared anchor, on the earliest start, which stays once a review has gone by it: an experiment added
  /// or archived later must not move the dates of looks.
  public var calendar: ReviewCalendar {
    let anchor = workspace.reviews.anchor ?? recordedAnchor ?? loaded.experiments.compactMap(\.start).min() ?? today
    return ReviewCalendar(anchor: anchor, every: workspace.reviews.every)
  }

  /// Before anything has started there is nothing to review.
  var earliestStart: CalendarDay { loaded.experiments.compactMap(\.start).min() ?? calendar.anchor }

  /// Looks are taken by one calendar: when the records name another date to count from than they did when this workspace was loaded, or than could be read
  /// of them then, nothing is decided.
  func checkCalendar(_ history: History) throws {
    guard workspace.reviews.anchor == nil, let anchor = history.anchor, anchor != calendar.anchor else { return }
    throw RunnerError(
      .unreadable,
      RecordSentences.calendarMoved(records.folder, anchor: anchor))
  }

  // MARK: Assembling

  /// What a look at the workspace found, with what the records need of it.
  public struct Examination: Sendable {
    public let review: Review
    /// Hash of each declaration's bytes, by experiment.
    public let declarationHashes: [String: String]
    /// Hash of the reduced data; absent where they could not be read.
    public var dataHashes: [String: String] { fingerprints.mapValues(\.text) }
    let fingerprints: [String: SummaryFingerprint]
    let ledgers: [String: ExperimentLedger]
    /// The record that this is the report of; nil where nothing was recorded.
    public var record: Record.Stamp?
    /// The latest record of each experiment.
    public var stamps = [String: Record.Stamp]()
    /// What is wrong with the records it was made from.
    public var problems = [ChainProblem]()

    /// The same with what the records it was made from are.
    func with(_ history: History, _ state: History.State) -> Examination {
      var examination = self
      examination.stamps = state.stamps
      examination.problems = history.problems
      return examination
    }
  }

  /// - Parameters:
  ///   - entries: the latest record of each experiment, of those too that have no file any more.
  ///   - only: leaves out the other experiments.
  func examine(
    asOf: CalendarDay, purpose: ExperimentReviewer.Purpose, entries: [String: Record.Entry], newestReview: CalendarDay?, only: String? = nil,
    parts: ReviewParts = .all
  ) -> Examination {
    let chosen = loaded.entries.filter { only == nil || $0.id == only }
    var requests = [SummaryRequest]()
    for entry in chosen {
      if case .success(let experiment) = entry.result, experiment.notYet.isEmpty {
        requests.append(SummaryRequest(experiment: experiment, asOf: asOf, timeZone: workspace.timeZone))
      }
    }
    var answers = engine.summaries(for: requests)[...]
    let ofFiles = problemsOfFiles(of: chosen, asOf: asOf)
    let reviewer = ExperimentReviewer(calendar: calendar, asOf: asOf, purpose: purpose, parts: parts)
    var reviews = [ExperimentReview]()
    var declarationHashes = [String: String]()
    var fingerprints = [String: SummaryFingerprint]()
    var ledgers = [String: ExperimentLedger]()
    let spentBefore = spentBefore(entries)
    let scatter = learnedScatter(of: chosen.compactMap { try? $0.result.get() }, entries)
    for entry in chosen {
      if purpose == .review || only != nil { declarationHashes[entry.id] = Fingerprint.of(entry.bytes) }
      let ledger = entries[entry.id]?.ledger ?? ExperimentLedger()
      switch entry.result {
      case .failure(let diagnostics):
        reviews.append(ExperimentReviewer.invalid(id: entry.id, diagnostics: Diagnostics(diagnostics.all + (ofFiles[entry.file] ?? [])), ledger: ledger))
        ledgers[entry.id] = ledger
      case .success(let experiment):
        let summary: Result<ExperimentSummary, Diagnostics> =
          experiment.notYet.isEmpty ? (answers.popFirst() ?? .failure(Diagnostics([]))) : .failure(Diagnostics(experiment.notYet))
        if purpose == .review, case .success(let summary) = summary { fingerprints[entry.id] = SummaryFingerprint(summary) }
        let outcome = reviewer.outcome(for: experiment, summary: summary, ledger: ledger, learned: scatter[entry.id], known: spentBefore[entry.id].map { [$0] } ?? [])
        reviews.append(outcome.review)
        ledgers[entry.id] = outcome.ledger
      }
    }
    for id in missing(entries) where only == nil || only == id {
      reviews.append(ExperimentReviewer.missing(id: id, ledger: entries[id]?.ledger ?? ExperimentLedger()))
    }
    let calendar = calendar
    let slot = calendar.latest(onOrBefore: asOf)
    let review = Review(
      project: workspace.project, currency: workspace.currency, asOf: asOf, every: calendar.every,
      slot: .init(
        number: slot.map { calendar.number(of: $0) }, date: slot, next: calendar.next(after: asOf),
        isDue: calendar.due(asOf: asOf, last: newestReview, earliestStart: earliestStart).date != nil),
      experiments: reviews,
      // One experiment alone says nothing of its fund.
      funds: only == nil ? FundAccount.statuses(of: workspace, reviews: reviews, asOf: asOf) : [])
    return Examination(review: review, declarationHashes: declarationHashes, fingerprints: fingerprints, ledgers: ledgers)
  }

  /// What is wrong with the files of declarations that do not hold, by declaration: a person mends both at once.
  func problemsOfFiles(of entries: [LoadedWorkspace.Entry], asOf: CalendarDay) -> [String: [Diagnostic]] {
    let readable = entries.compactMap { entry in entry.readable.map { (entry.file, $0) } }
    guard !readable.isEmpty else { return [:] }
    let problems = engine.problems(of: readable.map(\.1), asOf: asOf, timeZone: workspace.timeZone)
    return Dictionary(zip(readable.map(\.0), problems)) { first, _ in first }
  }

  /// - Parameter limit: later reviews are left out: a look from a day sees what was known on it.
  func newestReviewDate(by limit: CalendarDay? = nil) throws -> CalendarDay? {
    try records.history().newestReview(by: limit)
  }

  // MARK: Looking

  /// Where everything stands. Free: spends no alpha and writes nothing.
  /// - Parameter parts: what is worked out besides the verdicts.
  public func status(asOf: CalendarDay? = nil, parts: ReviewParts = .all) throws -> Examination {
    let asOf = asOf ?? today
    let history = try records.history()
    let state = history.state(by: asOf)
    return examine(
      asOf: asOf, purpose: .status, entries: state.entries, newestReview: history.newestReview(by: asOf), parts: parts
    ).with(history, state)
  }

  /// Everything about one experiment.
  public func show(_ id: String, asOf: CalendarDay? = nil) throws -> Examination {
    let id = try knownOrRecorded(id)
    let asOf = asOf ?? today
    let history = try records.history()
    let state = history.state(by: asOf)
    return examine(asOf: asOf, purpose: .status, entries: state.entries, newestReview: history.newestReview(by: asOf), only: id).with(history, state)
  }

  /// The id of an experiment by id or file.
  public func known(_ name: String) throws -> String {
    if let entry = loaded.entries.first(where: { $0.id == name || $0.file == name || WholeFile.name(of: $0.file) == name }) { return entry.id }
    throw RunnerError(
      .unknownExperiment,
      WorkspaceSentences.unknownExperiment(name, known: loaded.entries.map(\.id)))
  }
}
