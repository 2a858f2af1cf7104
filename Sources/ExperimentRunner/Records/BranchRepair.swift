import ExperimentModel

/// Renumbers the records of branches that a git merge brought together: every record is kept, in the order of the dates, and the chain is made anew.
///
/// A record that another branch's comes before is written again as what *it* changed, on top of what the other branch says, and names the record that it was made
/// from. Nothing else is mended.
struct BranchRepair {
  /// A record of before and its new name; the same where it stays as it is.
  struct Renamed: Hashable, Sendable {
    let old: String
    let new: String
  }

  let renamed: [Renamed]
  /// Files to be written.
  let files: [(name: String, bytes: [UInt8])]
  /// Files that go.
  let removed: [String]

  /// - Parameter bytes: of a record by its name.
  init(_ history: History, bytes: (String) throws -> [UInt8]) throws {
    let children = Dictionary(grouping: history.links) { $0.written.previous ?? "" }
    var waiting = children[""] ?? []
    var placed = [History.Link]()
    var merged = History.State()
    // By hash of a record of before: what its own branch said after it.
    var own = ["": History.State()]
    var renamed = [Renamed]()
    var files = [(name: String, bytes: [UInt8])]()
    while let index = waiting.indices.min(by: { BranchRepair.order(waiting[$0]) < BranchRepair.order(waiting[$1]) }) {
      let link = waiting.remove(at: index)
      waiting += children[link.hash] ?? []
      let before = own[link.written.previous ?? ""] ?? History.State()
      var after = before
      after.add(link)
      own[link.hash] = after
      let last = placed.last
      if last?.hash == link.written.previous, (last?.number ?? 0) + 1 == link.number {
        // It stands where it stood.
        merged.add(link)
        placed.append(link)
        let name = link.written.fileName
        renamed.append(Renamed(old: link.name, new: name))
        if name != link.name { files.append((name, try bytes(link.name))) }
        continue
      }
      let (new, _, bytes) = try BranchRepair.rewritten(link, from: before, on: merged, after: last)
      merged.add(new)
      placed.append(new)
      renamed.append(Renamed(old: link.name, new: new.name))
      files.append((new.name, bytes))
    }
    self.renamed = renamed
    self.files = files
    let stay = Set(placed.map(\.written.fileName))
    removed = history.links.map(\.name).filter { !stay.contains($0) }
  }

  private static func order(_ link: History.Link) -> (CalendarDay, Int, String) { (link.date, link.number, link.name) }

  private static func rewritten(
    _ link: History.Link, from before: History.State, on merged: History.State, after last: History.Link?
  ) throws -> (link: History.Link, name: String, bytes: [UInt8]) {
    let written = link.written
    let changes = written.entries(after: before.entries).map { entry -> EntryChange in
      let here = merged.entries[entry.id]
      let result = here?.merged(from: before.entries[entry.id], to: entry) ?? entry
      return EntryChange(from: here, to: result, kind: written.kind, date: written.date)
    }
    return try RecordStore.link(
      SchemaTwo(
        number: (last?.number ?? 0) + 1, kind: written.kind, date: written.date, program: written.program, previous: last?.hash,
        repaired: [link.stamp] + written.repaired, entries: changes))
  }
}

extension RecordStore {
  /// What `mvp verify --repair` did.
  public struct Repair: Sendable {
    /// Every record that was given another number or another place, in the new order; empty when there was nothing to do.
    public let renamed: [(old: String, new: String)]
    /// True when a repair that had been interrupted was ended.
    public let finished: Bool
  }

  /// Renumbers records of merged branches; ends a repair that was interrupted.
  /// - Throws: `RunnerError.brokenChain` where anything else is wrong: nothing is changed then.
  public func repair() throws -> Repair {
    try alone {
      let finished = try finishRepair()
      let history = try history()
      // A name that git could not give both branches' records is set right with their numbers.
      let isMerged = history.problems.contains(where: \.isMendable)
      if let other = history.problems.first(where: { !$0.isMendable && !(isMerged && $0.isMisnamed) }) {
        throw RunnerError(
          .brokenChain,
          RecordSentences.notRepaired(folder, because: other))
      }
      guard !history.isWhole else { return Repair(renamed: [], finished: finished) }
      let repair = try BranchRepair(history) { name in try disk.read(folder + "/" + name) ?? [] }
      do {
        try RepairPlan.prepare(repair.files, remove: repair.removed, in: folder, disk)
      } catch let error as DiskError {
        throw RecordStore.unrepaired(error, begun: false)
      }
      _ = try finishRepair()
      let written = Set(repair.files.map(\.name))
      return Repair(renamed: repair.renamed.filter { written.contains($0.new) }.map { ($0.old, $0.new) }, finished: finished)
    }
  }

  /// - Returns: true when there was one to end.
  private func finishRepair() throws -> Bool {
    do throws(DiskError) {
      guard let plan = try RepairPlan(in: folder, disk) else { return false }
      try plan.finish(in: folder, disk)
      return true
    } catch {
      throw RecordStore.unrepaired(error, begun: true)
    }
  }

  private static func unrepaired(_ error: DiskError, begun: Bool) -> RunnerError {
    RunnerError(
      .unwritable,
      begun
        ? RecordSentences.repairInterrupted(error)
        : RecordSentences.unwritableRepair(error))
  }
}
