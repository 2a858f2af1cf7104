import ExperimentDecisions
import ExperimentModel
import Glibc
import TestSupport
import Testing

@testable import ExperimentRunner

@Suite("Histories of records")
struct HistoryTests {
  let folder = TemporaryFolder()
  private var day: CalendarDay { RecordSamples.day }

  /// Four reviews of two experiments, of which one stands still after the first, and a decision.
  private func fill() throws -> [Record] {
    let store = folder.records
    var moving = ExperimentLedger(protectedKeys: ["anchor": "2026-11-02", "end": "2026-12-31"])
    let still = RecordSamples.entry("still", on: day, ledger: ExperimentLedger(looks: [RecordSamples.look(1, day)], protectedKeys: ["end": "2026-11-15"]), action: .stop)
    for number in 0..<4 {
      let date = day + 14 * number
      moving.looks.append(RecordSamples.look(number + 1, date))
      moving.spendingTime = Double(number + 1) / 5
      var unmoved = still
      unmoved.asOf = date
      let entries = [RecordSamples.entry("moving", on: date, ledger: moving), unmoved]
      try store.locked { _ = try store.append(.review, date: date, entries: entries) }
    }
    let last = try #require(try store.latest().entries["moving"])
    try store.locked { _ = try store.append(.decision, date: day + 50, entries: [RecordSamples.decided(last, .stop, on: day + 50)]) }
    return try store.records()
  }

  @Test("A record keeps what changed, once; what was written is what is read")
  func once() throws {
    let records = try fill()
    #expect(try folder.records.history().isWhole)
    // Three looks after the third review, four after the fourth, whole.
    #expect(records.map { $0.entries[0].ledger.looks.count } == [1, 2, 3, 4, 4])
    #expect(records[2].entries[0].ledger.looks == (1...3).map { RecordSamples.look($0, day + 14 * ($0 - 1)) })
    #expect(records[3].entries[0].ledger.protectedKeys == ["anchor": "2026-11-02", "end": "2026-12-31"])
    #expect(records[3].entries[1].action == .stop && records[3].entries[1].asOf == day + 42)
    #expect(records[4].entries.map(\.id) == ["moving"] && records[4].entries[0].event == .stop && records[4].entries[0].note == "because")
    let lines = folder.recordNames.map { folder.read("records/" + $0).split(separator: "\n").map(String.init) }
    // The experiment that stood still is its id alone.
    for later in lines[1...3] { #expect(later.contains(#"{"id":"still"}"#), "\(later)") }
    // Each look stands in one record.
    let all = lines.flatMap { $0 }.joined()
    #expect(all.ranges(of: #""isFinal""#).count == 5)
    #expect(all.ranges(of: "2026-12-31").count == 1)
  }

  @Test("A look from a day in the past sees what was recorded by then")
  func past() throws {
    _ = try fill()
    let history = try folder.records.history()
    #expect(history.state(by: day + 20).entries["moving"]?.ledger.looks.count == 2)
    #expect(history.state(before: 2).entries["moving"]?.ledger.looks.count == 1)
    #expect(history.state(by: day - 1).entries.isEmpty)
    #expect(history.newestReview() == day + 42 && history.newestReview(by: day + 41) == day + 28 && history.newestReview(by: day - 1) == nil)
    #expect(history.anchor == CalendarDay(iso: "2026-11-02"))
    #expect(history.state().stamps["still"]?.number == 4 && history.state().stamps["moving"]?.number == 5)
    #expect(history.record(of: day + 14, kind: .review)?.number == 2 && history.record(of: day + 14, kind: .decision) == nil)
  }

  @Test("Records of the first form are read, and gone on from: one chain of both")
  func mixed() throws {
    let first = RecordSamples.schemaOne(number: 1, date: "2026-11-02", previous: nil)
    let second = RecordSamples.schemaOne(
      number: 2, date: "2026-11-05", kind: "decision", previous: RecordSamples.hash(first), person: (action: "continue", date: "2026-11-05"))
    folder.write("records/0001-2026-11-02-review.json", first)
    folder.write("records/0002-2026-11-05-decision.json", second)
    let store = folder.records
    #expect(try store.history().problems.isEmpty)
    let before = try #require(try store.latest().entries["routing"])
    #expect(before.ledger.person?.action == .continue && before.ledger.spendingTime == 0.5 && before.alphaSpent == 0.001)
    try store.locked { _ = try store.append(.decision, date: day, entries: [RecordSamples.decided(before, .stop, on: day)]) }
    let records = try store.records()
    #expect(records.map(\.schema) == [1, 1, 2])
    #expect(records[2].entries[0].ledger.person?.action == .stop && records[2].entries[0].ledger.protectedKeys == ["anchor": "2026-10-05"])
    // The third record says no more than what a person did.
    #expect(!folder.read("records/" + folder.recordNames[2]).contains("protectedKeys"))
    #expect(try store.history().problems.isEmpty)
  }

  @Test("What is wrong between records is named, each kind by itself")
  func broken() throws {
    _ = try fill()
    let names = folder.recordNames
    let texts = names.map { folder.read("records/" + $0) }
    func restore() { for (name, text) in zip(names, texts) { folder.write("records/" + name, text) } }
    func problems(_ change: () -> Void) throws -> [ChainProblem] {
      change()
      let problems = try folder.records.history().problems
      for name in folder.names("records") where !names.contains(name) { unlink(folder.path + "/records/" + name) }
      restore()
      return problems
    }
    #expect(try problems { unlink(folder.path + "/records/" + names[1]) } == [.gap(first: 2, last: 2)])
    #expect(try problems { for name in names[..<3] { unlink(folder.path + "/records/" + name) } } == [.gap(first: 1, last: 3)])
    #expect(
      try problems { folder.write("records/" + names[1], texts[1].replacing("moving", with: "mowing")) } == [
        .changed(name: names[1], by: names[2], hasOtherLineEnds: false)
      ])
    #expect(
      try problems { folder.write("records/" + names[1], texts[1].replacing("\n", with: "\r\n")) } == [
        .changed(name: names[1], by: names[2], hasOtherLineEnds: true)
      ])
    #expect(
      try problems { rename(folder.path + "/records/" + names[4], folder.path + "/records/0005-2027-01-06-decision.json") } == [
        .misnamed(name: "0005-2027-01-06-decision.json", content: names[4])
      ])
    #expect(try problems { folder.write("records/0002-copy.json", texts[1]) } == [.copy(name: "0002-copy.json", of: names[1])])
    #expect(try problems { folder.write("records/.repair-plan", "end\n") } == [.unfinishedRepair])
    #expect(try folder.records.history().isWhole)
    // The end of a chain is not missed by the chain itself: that is what reports and commits are for.
    #expect(try problems { unlink(folder.path + "/records/" + names[4]) }.isEmpty)
    // A folder in a record's place is named, not taken for an end.
    #expect(try problems { mkdir(folder.path + "/records/0006-2027-01-06-review.json", 0o700) }.count == 1)
    rmdir(folder.path + "/records/0006-2027-01-06-review.json")
  }

  @Test("A first record that others came before")
  func beheaded() throws {
    _ = try fill()
    let names = folder.recordNames
    for name in names where name != names[1] { unlink(folder.path + "/records/" + name) }
    let text = folder.read("records/" + names[1]).replacing("\"number\": 2", with: "\"number\": 1")
    unlink(folder.path + "/records/" + names[1])
    folder.write("records/0001" + names[1].dropFirst(4), text)
    #expect(try folder.records.history().problems == [.beheaded(name: "0001" + names[1].dropFirst(4))])
  }

  @Test("Removing the file of the lock loses no record: what cannot be written then is said")
  func lockRemoved() async throws {
    let store = folder.records
    let path = folder.path
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<3 {
        group.addTask {
          let own = RecordStore(folder: path + "/records")
          for number in 0..<8 {
            unlink(path + "/records/.lock")
            do {
              try own.locked {
                _ = try own.append(.decision, date: RecordSamples.day, entries: [RecordSamples.entry("\(writer).\(number)", on: RecordSamples.day, ledger: .init())])
              }
            } catch {
              // A lock that was removed under a writer can let another in: the name of the record is then taken, which is said and nothing is lost.
              #expect((error as? RunnerError)?.code == .unwritable)
            }
          }
        }
      }
    }
    #expect(try store.history().isWhole)
  }
}
