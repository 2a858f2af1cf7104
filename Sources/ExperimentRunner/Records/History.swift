import ExperimentDecisions
public import ExperimentModel

/// The records of a folder as they were read: what each says, and what is wrong between them. Immutable; read anew to see newer ones.
public struct History: Sendable {
  /// A record that could be read, with the name and the hash of its file.
  struct Link: Sendable {
    let name: String
    let hash: String
    let written: WrittenRecord

    var number: Int { written.number }
    var date: CalendarDay { written.date }
    var stamp: Record.Stamp { Record.Stamp(number: written.number, hash: hash) }

    func record(_ entries: [Record.Entry]) -> Record {
      Record(
        schema: written.schema, kind: written.kind, date: written.date, program: written.program, previous: written.previous, entries: entries, stamp: stamp)
    }
  }

  /// What the records up to some event say of the experiments.
  public struct State: Sendable {
    public internal(set) var entries = [String: Record.Entry]()
    /// The latest record that tells of each experiment.
    public internal(set) var stamps = [String: Record.Stamp]()
    /// The latest record of all.
    public internal(set) var newest: Record.Stamp?

    mutating func add(_ link: Link) {
      newest = link.stamp
      for entry in link.written.entries(after: entries) {
        entries[entry.id] = entry
        stamps[entry.id] = link.stamp
      }
    }
  }

  /// In the order of their numbers, and of their dates where a number stands twice.
  let links: [Link]
  /// Empty when the history is whole.
  public let problems: [ChainProblem]

  public var isWhole: Bool { problems.isEmpty }

  /// The latest record of all.
  public var newest: Record.Stamp? { links.last?.stamp }
  public var newestDate: CalendarDay? { links.last?.date }

  /// What the records say.
  /// - Parameters:
  ///   - limit: the number of the first record that does not count.
  ///   - day: records of later days do not count.
  public func state(before limit: Int? = nil, by day: CalendarDay? = nil) -> State {
    var state = State()
    for link in links where limit.map({ link.number < $0 }) ?? true && day.map({ link.date <= $0 }) ?? true { state.add(link) }
    return state
  }

  /// Every record with the experiments it tells of, oldest first.
  public var records: [Record] {
    var state = State()
    return links.map { link in
      let entries = link.written.entries(after: state.entries)
      state.add(link)
      return link.record(entries)
    }
  }

  /// The newest record of a kind that belongs to a day.
  public func record(of day: CalendarDay, kind: Record.Kind) -> Record? {
    guard let found = links.lastIndex(where: { $0.date == day && $0.written.kind == kind }) else { return nil }
    var state = State()
    for link in links[..<found] { state.add(link) }
    return links[found].record(links[found].written.entries(after: state.entries))
  }

  /// The newest date that was reviewed.
  /// - Parameter limit: later reviews are left out: a look from a day sees what was known on it.
  public func newestReview(by limit: CalendarDay? = nil) -> CalendarDay? {
    links.last { link in link.written.kind == .review && (limit.map { link.date <= $0 } ?? true) }?.date
  }

  /// The date that reviews were counted from when the first experiment was reviewed after its start; nil before that.
  public var anchor: CalendarDay? {
    for link in links {
      switch link.written.entries {
      case .whole(let entries):
        if let anchor = entries.compactMap({ History.anchor($0.ledger.protectedKeys["anchor"]) }).first { return anchor }
      case .changes(let changes):
        if let anchor = changes.compactMap({ History.anchor($0.ledger?.protectedKeys?["anchor"] ?? nil) }).first { return anchor }
      }
    }
    return nil
  }

  private static func anchor(_ written: String?) -> CalendarDay? { written.flatMap { CalendarDay(iso: $0) } }
}
