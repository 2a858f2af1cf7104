import Crypto
import ExperimentData
import ExperimentDecisions
import ExperimentModel
import ExperimentRunner
import NIOCore

/// The workspace as its files stand, worked out once for each state of them.
///
/// Every answer is kept until a file that it could depend on changes, or the day does. Everything runs one after the other here: two requests never do the
/// same work, and nothing is read while this service writes.
actor LiveWorkspace {
  /// An answer ready to be sent.
  struct Kept: Sendable {
    let body: ByteBuffer
    /// A strong validator: the hash of the bytes.
    let tag: String

    init(_ text: String) {
      body = ByteBuffer(string: text)
      tag = "\"" + SHA256.hash(data: Array(text.utf8)).prefix(12).map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined() + "\""
    }
  }

  private struct State {
    let runner: Runner
    let examination: Runner.Examination
    /// Nil where files changed while they were read: good for one answer.
    let stamps: FileStamps?
    let day: CalendarDay
    var kept = [String: Kept]()
  }

  private let folder: String?
  private let clock: Clock
  private let patience: Duration
  private var state: State?
  private var lookedAt: ContinuousClock.Instant?
  /// How often the files were worked out anew, for `/metrics`.
  private(set) var readings = 0

  /// Answers for other days and plans with wishes come by the thousand; past this many all are forgotten.
  static let mostKept = 512

  init(folder: String?, clock: Clock, patience: Duration) {
    self.folder = folder
    self.clock = clock
    self.patience = patience
  }

  /// The answer to a question, made when it is not kept.
  /// - Parameter key: tells answers apart; the files and the day need not be in it.
  /// - Throws: what `build` does, and `Diagnostics` or `RunnerError` where there is no workspace to read.
  func answer(_ key: String, _ build: @Sendable (Runner, Runner.Examination) throws -> String) throws -> Kept {
    try look()
    guard let current = state else { preconditionFailure("a look leaves a state") }
    if let kept = current.kept[key] { return kept }
    let kept = Kept(try build(current.runner, current.examination))
    if current.kept.count >= LiveWorkspace.mostKept { state?.kept.removeAll() }
    state?.kept[key] = kept
    return kept
  }

  /// Asks something of the workspace that is not kept.
  func ask<Value: Sendable>(_ body: @Sendable (Runner, Runner.Examination) throws -> Value) throws -> Value {
    try look()
    guard let state else { preconditionFailure("a look leaves a state") }
    return try body(state.runner, state.examination)
  }

  /// Changes something, on files read for it; what was kept is forgotten.
  func change<Value: Sendable>(_ body: @Sendable (Runner) throws -> Value) throws -> Value {
    state = nil
    return try body(Runner(workspace: folder, clock: clock))
  }

  private func look() throws {
    let now = ContinuousClock.now
    if let state, state.stamps != nil, let lookedAt, now - lookedAt < patience { return }
    if let state, let stamps = state.stamps, state.day == state.runner.today, state.runner.fileStamps() == stamps {
      lookedAt = now
      return
    }
    state = nil
    state = try read()
    lookedAt = now
  }

  /// How often a workspace that changes while it is read is begun anew.
  private static let mostReadings = 3

  private func read() throws -> State {
    readings += 1
    // Which files count is only known from the declarations, so these are read before and after the stamps are taken.
    var runner = try Runner(workspace: folder, clock: clock)
    for attempt in 1... {
      let stamps = runner.fileStamps()
      runner = try Runner(workspace: folder, clock: clock)
      let examination = try runner.status()
      let isSame = runner.fileStamps() == stamps
      if isSame || attempt == LiveWorkspace.mostReadings {
        return State(runner: runner, examination: examination, stamps: isSame ? stamps : nil, day: runner.today)
      }
    }
    preconditionFailure("the loop ends by itself")
  }
}
