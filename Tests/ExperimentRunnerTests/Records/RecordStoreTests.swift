import ExperimentDecisions
import ExperimentModel
import Glibc
import TestSupport
import Testing

@testable import ExperimentRunner

private func entry(_ id: String, _ note: String) -> Record.Entry {
  Record.Entry(
    id: id, declarationHash: "d", dataHash: "x", asOf: day, action: .continue, variant: note, reasons: [.tooEarly], alphaSpent: 0.003_05,
    ledger: ExperimentLedger(spendingTime: 0.1 + 0.2))
}

private let day = CalendarDay(number: 20_773)

@Suite("The ledger of records")
struct RecordStoreTests {
  @Test("Records are numbered, chained, found again, and the same inputs make the same bytes")
  func chain() throws {
    let (first, second) = (TemporaryFolder(), TemporaryFolder())
    for folder in [first, second] {
      let store = RecordStore(folder: folder.path + "/records")
      for index in 1...3 {
        try store.locked { _ = try store.append(.review, date: day + index, entries: [entry("a", "look \(index)"), entry("b", "x")]) }
      }
      try store.locked { _ = try store.append(.decision, date: day + 4, entries: [entry("a", "closed")]) }
      #expect(try store.verify().isEmpty)
      let (newest, entries) = try store.latest(of: ["a", "b"])
      #expect(newest?.number == 4)
      #expect(entries["a"]?.variant == "closed")
      #expect(entries["b"]?.variant == "x")
      #expect(entries["b"]?.ledger.spendingTime == 0.1 + 0.2)
    }
    for name in first.names("records") where name.hasSuffix(".json") { #expect(first.read("records/" + name) == second.read("records/" + name)) }
    #expect(first.names("records").filter { $0.hasSuffix(".json") }.count == 4)
  }

  @Test("A changed, a missing and a cut record are each named")
  func tampering() throws {
    let folder = TemporaryFolder()
    let store = RecordStore(folder: folder.path + "/records")
    for index in 1...3 { try store.locked { _ = try store.append(.review, date: day + index, entries: [entry("a", "look \(index)")]) } }
    let names = folder.names("records").filter { $0.hasSuffix(".json") }
    let original = folder.read("records/" + names[1])
    folder.write("records/" + names[1], original.replacing("look", with: "lock"))
    #expect(try store.verify().contains { $0.english.contains(names[1]) })
    folder.write("records/" + names[1], String(original.prefix(100)))
    #expect(try store.verify().contains { $0.english.contains(names[1]) })
    folder.write("records/" + names[1], original)
    #expect(try store.verify().isEmpty)
    unlink(folder.path + "/records/" + names[1])
    #expect(try !store.verify().isEmpty)
  }

  @Test("A full disk, at every step, leaves the old records and says so")
  func fullDisk() throws {
    let folder = TemporaryFolder()
    let good = RecordStore(folder: folder.path + "/records")
    try good.locked { _ = try good.append(.review, date: day, entries: [entry("a", "look")]) }
    for number in [ENOSPC, EROFS, EIO] {
      for step in FailingDisk.Step.allCases {
        let store = RecordStore(folder: folder.path + "/records", disk: FailingDisk(step: step, number: number))
        let error = #expect(throws: RunnerError.self) {
          try store.locked { _ = try store.append(.review, date: day + 1, entries: [entry("a", "look")]) }
        }
        #expect(error?.code == .unwritable)
        #expect(error?.message.english.contains("records") == true)
        #expect(try good.verify().isEmpty)
        if step == .sync {
          // The record has its name by then: the event happened, only its durability is in doubt.
          for name in folder.names("records") where name.hasPrefix("0002") { unlink(folder.path + "/records/" + name) }
        }
        #expect(folder.names("records").filter { $0.hasSuffix(".json") }.count == 1)
      }
    }
    try good.locked { _ = try good.append(.review, date: day + 1, entries: [entry("a", "look")]) }
    #expect(try good.verify().isEmpty)
    #expect(!folder.names("records").contains { $0.hasPrefix(WholeFile.temporaryPrefix) })
  }

  @Test("Writers at once lose nothing")
  func concurrent() async throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/records"
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let store = RecordStore(folder: path)
          for index in 0..<10 {
            do {
              try store.locked { _ = try store.append(.decision, date: day, entries: [entry("w\(writer)", "\(index)")]) }
            } catch {
              Issue.record("a writer failed: \(error)")
            }
          }
        }
      }
    }
    let store = RecordStore(folder: path)
    #expect(try store.verify().isEmpty)
    #expect(try store.records().count == 40)
  }

  @Test("Killed at 240 random instants, the program leaves the old records or one more, never half")
  func killed() throws {
    let program = try #require(BuiltProgram(), "the built program stands beside the tests")
    let folder = TemporaryFolder()
    folder.write("mvp.yaml", "project: Kill\ncurrency: CNY\ntimezone: UTC\n")
    folder.write(
      "experiments/pages.yaml",
      """
      start: 2026-11-02
      end: 2026-11-29
      variants: {old: {}, new: {}}
      data: {file: data.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: a, denominator: b}
      primary: m

      """)
    folder.write("data.csv", "v,d,a,b\nold,2026-11-02,10,100\nnew,2026-11-02,12,100\n")
    let store = RecordStore(folder: folder.path + "/records")
    var draws = SplitMix64(seed: 240)
    var before = 0
    var killed = 0
    for round in 0..<240 {
      let arguments = ["decide", "pages", "continue", "--note", "round \(round)", "--as-of", "2026-11-20", "--workspace", folder.path]
      let child = program.start(arguments, folder: folder.path)
      usleep(UInt32(draws.uniform() * 60_000))
      kill(child, SIGKILL)
      if program.wait(for: child) == 128 + SIGKILL { killed += 1 }
      #expect(try store.verify().isEmpty)
      let count = try store.names().count
      #expect(count == before || count == before + 1)
      before = count
    }
    #expect(killed >= 50, "kills must have fallen inside the program's life")
    let last = program.run(["decide", "pages", "continue", "--note", "end", "--as-of", "2026-11-20", "--workspace", folder.path], folder: folder.path)
    #expect(last.status == 0, "\(last.error)")
    #expect(try store.verify().isEmpty)
    #expect(!folder.names("records").contains { $0.hasPrefix(WholeFile.temporaryPrefix) })
  }
}

/// The real file system, until one step fails.
private struct FailingDisk: Disk {
  enum Step: CaseIterable { case create, link, sync }

  let step: Step
  let number: Int32
  private let real = SystemDisk()

  init(step: Step, number: Int32) {
    self.step = step
    self.number = number
  }

  private func fail(_ now: Step, _ path: String) throws(DiskError) {
    if now == step { throw DiskError(path: path, number: number) }
  }

  func read(_ path: String) throws(DiskError) -> [UInt8]? { try real.read(path) }
  func names(in folder: String) throws(DiskError) -> [String] { try real.names(in: folder) }
  func makeFolder(_ path: String) throws(DiskError) { try real.makeFolder(path) }
  func create(_ path: String, _ bytes: [UInt8]) throws(DiskError) {
    try fail(.create, path)
    try real.create(path, bytes)
  }
  func link(_ path: String, as other: String) throws(DiskError) {
    try fail(.link, other)
    try real.link(path, as: other)
  }
  func replace(_ other: String, by path: String) throws(DiskError) { try real.replace(other, by: path) }
  func remove(_ path: String) throws(DiskError) { try real.remove(path) }
  func sync(folder: String) throws(DiskError) {
    try fail(.sync, folder)
    try real.sync(folder: folder)
  }
  func isFolder(_ path: String) -> Bool { real.isFolder(path) }
  func exists(_ path: String) -> Bool { real.exists(path) }
  func locked<Value>(_ path: String, _ body: () throws -> Value) throws -> Value { try real.locked(path, body) }
}
