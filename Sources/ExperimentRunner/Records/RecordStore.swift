public import ExperimentModel

/// The folder of records: append-only, one file an event, each holding the hash of the one before.
///
/// A record is written whole under another name, forced to the disk and then given its own name, so that killing the program at any
/// instant leaves the old records or one more. Writers take a lock, so that two at once make two records; a history that is not whole is never gone on from.
public struct RecordStore: Sendable {
  public let folder: String
  let disk: any Disk
  private let cache = RecordCache()

  public init(folder: String, disk: any Disk = SystemDisk()) {
    self.folder = folder
    self.disk = disk
  }

  static let lockName = ".lock"

  /// The records as they stand now. Broken ones are among its problems.
  /// - Throws: `RunnerError.unreadable` when the folder cannot be read.
  public func history() throws -> History {
    if let held = cache.held { return held }
    do throws(DiskError) {
      return try HistoryReader(folder: folder, disk: disk, cache: cache).read()
    } catch {
      throw RunnerError(.unreadable, FileSentences.unreadable(error.path, error))
    }
  }

  /// The number of a record, from the name of its file; nil for other files.
  static func number(of name: String) -> Int? { HistoryReader.number(of: name) }

  /// The day of a record, from the name of its file.
  static func date(of name: String) -> CalendarDay? {
    let parts = name.split(separator: "-", maxSplits: 1)
    return parts.count == 2 ? CalendarDay(iso: parts[1].prefix(10)) : nil
  }

  // MARK: Looking back

  /// The names of records, oldest first. Other files in the folder are none of ours.
  func names() throws -> [String] { try history().links.map(\.name) }

  /// A record by the name of its file.
  func stored(_ name: String) throws -> (name: String, record: Record) {
    let history = try history()
    guard let index = history.links.firstIndex(where: { $0.name == name }) else {
      throw RunnerError(.brokenChain, RecordSentences.notARecord("\(folder)/\(name)"))
    }
    return (name, history.records[index])
  }

  /// What is wrong with the history, in words; empty when it is whole.
  public func verify() throws -> [BilingualText] { try history().problems.map(\.text) }

  /// All records, oldest first.
  public func records() throws -> [Record] { try history().records }

  /// What the records say of experiments, and the newest of them.
  ///
  /// - Parameters:
  ///   - ids: nil: every experiment that there is a record of.
  ///   - limit: the number of the first record that does not count.
  ///   - day: records of later days do not count.
  public func latest(of ids: Set<String>? = nil, before limit: Int? = nil, by day: CalendarDay? = nil) throws -> (
    newest: Record.Stamp?, entries: [String: Record.Entry]
  ) {
    let state = try history().state(before: limit, by: day)
    return (state.newest, ids.map { ids in state.entries.filter { ids.contains($0.key) } } ?? state.entries)
  }

  // MARK: Writing

  /// Runs `body` while no other program writes records. Leftovers of writers that were killed are removed.
  /// - Throws: `RunnerError.brokenChain` when the history is not whole.
  func locked<Value>(_ body: () throws -> Value) throws -> Value {
    try alone {
      cache.hold(try whole())
      defer { cache.hold(nil) }
      return try body()
    }
  }

  /// The history, when it may be gone on from.
  private func whole() throws -> History {
    let history = try history()
    if let problem = history.problems.first { throw broken(problem, of: history.problems.count) }
    return history
  }

  /// Appends one record of what changed; call inside `locked`.
  ///
  /// - Parameter entries: the experiments that the event was about, as it leaves them.
  @discardableResult
  func append(_ kind: Record.Kind, date: CalendarDay, entries: [Record.Entry]) throws -> Record {
    let history = try whole()
    let before = history.state().entries
    let last = history.links.last
    let link = try RecordStore.link(
      SchemaTwo(
        number: (last?.number ?? 0) + 1, kind: kind, date: date, program: "mvp " + ProgramVersion.number, previous: last?.hash,
        entries: entries.map { EntryChange(from: before[$0.id], to: $0, kind: kind, date: date) }))
    let path = folder + "/" + link.name
    do throws(DiskError) {
      try WholeFile(disk: disk).create(path, with: link.bytes)
    } catch {
      // Once it has its name it is there, whatever the disk says afterwards.
      guard (try? disk.read(path)) ?? nil == link.bytes else { throw RecordStore.unwritable(error) }
      throw RunnerError(
        .unwritable,
        RecordSentences.unconfirmed(link.name, error))
    }
    if cache.held != nil { cache.hold(History(links: history.links + [link.link], problems: [])) }
    return link.link.record(entries)
  }

  /// Runs `body` under the lock of the folder.
  func alone<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      try disk.makeFolder(folder)
      return try disk.locked(folder + "/" + RecordStore.lockName) {
        try clean()
        return try body()
      }
    } catch let error as DiskError {
      throw RecordStore.unwritable(error)
    }
  }

  /// Nobody but who holds the lock writes here, so what is half written now was left by a writer that is gone.
  private func clean() throws(DiskError) {
    let names = try disk.names(in: folder)
    let isRepairing = names.contains(RepairPlan.name)
    for name in names where name.hasPrefix(WholeFile.temporaryPrefix) || !isRepairing && name.hasPrefix(RepairPlan.prefix) {
      try disk.remove(folder + "/" + name)
    }
  }

  private func broken(_ problem: ChainProblem, of count: Int) -> RunnerError {
    RunnerError(
      .brokenChain,
      RecordSentences.brokenChain(in: folder, problem, of: count))
  }

  static func unwritable(_ error: DiskError) -> RunnerError {
    RunnerError(
      .unwritable,
      RecordSentences.unwritable(error))
  }

  /// A record as it will be read again, with its name and bytes.
  /// - Throws: when a figure is not finite: such a record could not be read again.
  static func link(_ written: SchemaTwo) throws -> (link: History.Link, name: String, bytes: [UInt8]) {
    let name = Record.fileName(number: written.number, date: written.date, kind: written.kind)
    do {
      let bytes = try RecordCoding.bytes(written)
      let record = WrittenRecord(
        schema: written.schema, number: written.number, kind: written.kind, date: written.date, program: written.program, previous: written.previous,
        repaired: written.repaired ?? [], entries: .changes(written.entries))
      return (History.Link(name: name, hash: Fingerprint.of(bytes), written: record), name, bytes)
    } catch {
      throw RunnerError(
        .unwritable,
        RecordSentences.notFinite(name))
    }
  }
}
