import ExperimentDecisions
import ExperimentModel
import Glibc
import TestSupport
import Testing

@testable import ExperimentRunner

/// Two branches of a repository went on from the same records, and git merged them: every file is there, two of one number.
@Suite("Records of merged branches")
struct BranchRepairTests {
  let folder = TemporaryFolder()
  private var day: CalendarDay { RecordSamples.day }

  /// A trunk of one review; one branch stops the experiment, the other makes a note, a second note and a review.
  private func merge() throws -> [String] {
    let (one, other) = (TemporaryFolder(), TemporaryFolder())
    let ledger = ExperimentLedger(looks: [RecordSamples.look(1, day)], spendingTime: 0.2)
    let start = RecordSamples.entry("routing", on: day, ledger: ledger)
    func append(_ place: TemporaryFolder, _ kind: Record.Kind, _ date: CalendarDay, _ make: (Record.Entry) -> Record.Entry) throws {
      let store = place.records
      let before = try store.latest().entries["routing"]
      try store.locked { _ = try store.append(kind, date: date, entries: [make(before ?? start)]) }
    }
    for place in [one, other] { try append(place, .review, day) { $0 } }
    try append(one, .decision, day + 4) { RecordSamples.decided($0, .stop, on: day + 4, note: "branch one stops") }
    try append(other, .decision, day + 5) { RecordSamples.decided($0, .continue, on: day + 5, note: "branch two notes") }
    try append(other, .decision, day + 9) { RecordSamples.decided($0, .continue, on: day + 9, note: "again") }
    try append(other, .review, day + 14) { before in
      var entry = before
      entry.ledger.looks.append(RecordSamples.look(2, day + 14))
      (entry.asOf, entry.action, entry.reasons, entry.event, entry.note) = (day + 14, .continue, [.tooEarly], nil, nil)
      return entry
    }
    for place in [one, other] { for name in place.recordNames { folder.write("records/" + name, place.read("records/" + name)) } }
    return folder.recordNames
  }

  @Test("Before the repair it is named and nothing is put after it; after it both decisions stand, and what was closed stays closed")
  func repaired() throws {
    let names = try merge()
    #expect(names.map { $0.prefix(4) } == ["0001", "0002", "0002", "0003", "0004"])
    let store = folder.records
    #expect(try store.history().problems == [.twins(number: 2, names: [names[1], names[2]])])
    let error = #expect(throws: RunnerError.self) { try store.locked {} }
    #expect(error?.code == .brokenChain && error?.message.english.contains("mvp verify --repair") == true)
    let before = names.map { folder.read("records/" + $0) }

    let repair = try store.repair()
    #expect(repair.renamed.map(\.old) == Array(names[2...]) && repair.renamed.map { $0.new.prefix(4) } == ["0003", "0004", "0005"])
    #expect(try store.history().problems.isEmpty)
    #expect(folder.names("records").filter { $0.hasPrefix(".repair") }.isEmpty)
    let records = try store.records()
    #expect(records.map(\.number) == [1, 2, 3, 4, 5] && records.map(\.date) == [day, day + 4, day + 5, day + 9, day + 14])
    #expect(records[1...3].map { $0.entries[0].note } == ["branch one stops", "branch two notes", "again"])
    let state = try store.history().state().entries["routing"]
    #expect(state?.ledger.person?.note == "branch one stops" && state?.ledger.isClosed == true)
    #expect(state?.ledger.looks.map(\.date) == [day, day + 14] && state?.reasons == [.closed] && state?.action == .stop)
    // What stood first stands as it did; what was written again names what it was made from.
    #expect(folder.read("records/" + names[0]) == before[0] && folder.read("records/" + names[1]) == before[1])
    let links = try store.history().links
    #expect(links[1].written.repaired.isEmpty && links[2].written.repaired == [Record.Stamp(number: 2, hash: RecordSamples.hash(before[2]))])
    for (text, number) in zip(before[2...], [2, 3, 4]) {
      let stamp = try #require(ReportStamp("\(number):\(RecordSamples.hash(text))"))
      #expect(try store.history().link(of: stamp) != nil, "a report of before is still known")
    }
    // Once is enough, and what it left can be gone on from.
    #expect(try store.repair().renamed.isEmpty)
    try store.locked { _ = try store.append(.decision, date: day + 20, entries: [RecordSamples.decided(try #require(state), .continue, on: day + 20, event: .reopen)]) }
    #expect(try store.history().state().entries["routing"]?.ledger.person == nil)
  }

  @Test("Records of the first form hold each ledger whole: the older state of one branch does not reopen what the other closed")
  func firstForm() throws {
    let trunk = RecordSamples.schemaOne(number: 1, date: "2026-11-02", previous: nil)
    let stop = RecordSamples.schemaOne(
      number: 2, date: "2026-11-20", kind: "decision", previous: RecordSamples.hash(trunk), action: "stop", person: (action: "stop", date: "2026-11-20"))
    let note = RecordSamples.schemaOne(
      number: 2, date: "2026-11-21", kind: "decision", previous: RecordSamples.hash(trunk), person: (action: "continue", date: "2026-11-21"))
    let review = RecordSamples.schemaOne(
      number: 3, date: "2026-11-30", previous: RecordSamples.hash(note), person: (action: "continue", date: "2026-11-21"))
    for (name, text) in [
      ("0001-2026-11-02-review", trunk), ("0002-2026-11-20-decision", stop), ("0002-2026-11-21-decision", note), ("0003-2026-11-30-review", review),
    ] { folder.write("records/\(name).json", text) }
    let store = folder.records
    let renamed = try store.repair().renamed
    #expect(renamed.map(\.new) == ["0003-2026-11-21-decision.json", "0004-2026-11-30-review.json"])
    #expect(try store.history().problems.isEmpty)
    let entry = try #require(try store.latest().entries["routing"])
    #expect(entry.ledger.person?.action == .stop && entry.action == .stop && entry.ledger.protectedKeys == ["anchor": "2026-10-05"])
    #expect(folder.read("records/0002-2026-11-20-decision.json") == stop)
  }

  @Test("Events of two branches stand in the order of their days, however many records each branch has")
  func order() throws {
    let (one, other) = (TemporaryFolder(), TemporaryFolder())
    let start = RecordSamples.entry("routing", on: day, ledger: .init())
    for (place, days) in [(one, [10]), (other, [5, 7])] {
      let store = place.records
      try store.locked { _ = try store.append(.review, date: day, entries: [start]) }
      for later in days {
        try store.locked {
          _ = try store.append(.decision, date: day + later, entries: [RecordSamples.decided(start, .continue, on: day + later, note: "day \(later)")])
        }
      }
    }
    for place in [one, other] { for name in place.recordNames { folder.write("records/" + name, place.read("records/" + name)) } }
    _ = try folder.records.repair()
    #expect(try folder.records.records().map(\.date) == [day, day + 5, day + 7, day + 10])
  }

  @Test("Alpha that one branch spent stays spent")
  func alpha() {
    let trunk = RecordSamples.entry("routing", on: day, ledger: .init())
    var (one, other) = (trunk, trunk)
    (one.alphaSpent, other.alphaSpent) = (0.005, 0.002)
    #expect(one.merged(from: trunk, to: other).alphaSpent == 0.005 && other.merged(from: trunk, to: one).alphaSpent == 0.005)
  }

  @Test("Three branches, and new names that are old ones")
  func threeBranches() throws {
    let places = [TemporaryFolder(), TemporaryFolder(), TemporaryFolder()]
    let entry = RecordSamples.entry("routing", on: day, ledger: .init())
    for (index, place) in places.enumerated() {
      let store = place.records
      try store.locked { _ = try store.append(.review, date: day, entries: [entry]) }
      for step in 0..<2 {
        let id = "e\(index).\(step)"
        // All on one day: a record takes the number, and so the name, that another branch's had.
        let kind: Record.Kind = index == step ? .decision : .review
        try store.locked { _ = try store.append(kind, date: day + 1, entries: [RecordSamples.entry(id, on: day + 1, ledger: .init())]) }
      }
      for name in place.recordNames {
        // Two branches that made a file of one name are a conflict of git's own; give the second another name, as its way out says.
        let text = place.read("records/" + name)
        let taken = folder.names("records").contains(name) && folder.read("records/" + name) != text
        folder.write("records/" + (taken ? name.replacing(".json", with: "-\(index).json") : name), text)
      }
    }
    let problems = try folder.records.history().problems
    #expect(!problems.isEmpty && problems.contains { if case .misnamed = $0 { true } else { false } })
    // Names are part of what git could not merge, and are set right by the repair as well.
    #expect(try folder.records.repair().renamed.count >= 5)
    let history = try folder.records.history()
    #expect(history.problems.isEmpty && history.links.count == 7)
    #expect(Set(history.state().entries.keys) == ["routing", "e0.0", "e0.1", "e1.0", "e1.1", "e2.0", "e2.1"])
  }

  @Test("With more wrong than merged branches, nothing is touched")
  func more() throws {
    let names = try merge()
    let text = folder.read("records/" + names[0])
    folder.write("records/" + names[0], text.replacing("routing", with: "rooting"))
    let before = folder.recordNames.map { folder.read("records/" + $0) }
    #expect(throws: RunnerError.self) { try folder.records.repair() }
    #expect(folder.recordNames == names && folder.recordNames.map { folder.read("records/" + $0) } == before)
  }
}
