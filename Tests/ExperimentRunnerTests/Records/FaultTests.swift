import ExperimentData
import ExperimentDecisions
import ExperimentModel
import Glibc
import TestSupport
import Testing

@testable import ExperimentRunner

/// Every single call that a review, a decision and a repair make of the file system fails once. After each failure the folder holds the old records or one more,
/// whole; what could not be done is said with its path; doing it again completes it.
@Suite("Disks that fail")
struct FaultTests {
  static let faults: [FaultyCalls.Fault] = [.once(EIO), .forever(ENOSPC), .interrupted]
  private let day = CalendarDay(number: 20_773)

  private func workspace() -> TemporaryFolder {
    let folder = TemporaryFolder()
    folder.write("mvp.yaml", "project: Faults\ncurrency: CNY\ntimezone: UTC\nreviews: {anchor: 2026-11-02}\n")
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
    var rows = "v,d,a,b\n"
    for day in 2...15 { rows += "old,2026-11-\(day < 10 ? "0" : "")\(day),\(10 + day % 3),100\nnew,2026-11-\(day < 10 ? "0" : "")\(day),\(12 + day % 4),100\n" }
    folder.write("data.csv", rows)
    return folder
  }

  private func runner(_ folder: TemporaryFolder, _ calls: any SystemCalls = KernelCalls()) throws -> Runner {
    try Runner(workspace: folder.path, clock: .fixed((day.number + 30) * 86_400), disk: SystemDisk(calls: calls))
  }

  private func reports(_ examination: Runner.Examination) -> [(name: String, bytes: [UInt8])] {
    let stamp = examination.record.map { "--expect \($0.number):\($0.hash)" } ?? "none"
    return ["md", "html"].map { ("\(examination.review.asOf).\($0)", Array(stamp.utf8)) }
  }

  private func temporary(_ folder: TemporaryFolder) -> [String] {
    (folder.names("records") + folder.names("reports")).filter { $0.hasPrefix(".writing-") || $0.hasPrefix(".repair") }
  }

  /// Runs `act` with the first call failing, then the second, …, each in a folder of its own, until none fails.
  /// - Returns: how many calls were made to fail.
  private func walk(
    _ fault: FaultyCalls.Fault, make: () throws -> TemporaryFolder, isRepair: Bool = false, act: (Runner) throws -> Void,
    isDone: (TemporaryFolder) throws -> Bool
  ) throws -> Int {
    let made = try make()
    let files = TemporaryFolder.contents(of: made.path, folders: ["", "experiments", "records", "reports"])
    let before = made.recordNames.map { made.read("records/" + $0) }
    for number in 1...400 {
      let folder = TemporaryFolder()
      for file in files { folder.write(file.name, file.text) }
      let calls = FaultyCalls(failing: number, fault)
      let runner = try runner(folder, calls)
      calls.arm()
      do {
        try act(runner)
        if calls.failed == nil { return number - 1 }
      } catch {
        let failed = try #require(calls.failed, "something else failed: \(error)")
        let message = (error as? RunnerError)?.message.english ?? "\(error)"
        #expect(message.contains("/records") || message.contains("/reports") || message.contains("is recorded"), "\(failed): \(message)")
      }
      // Old records as they were, whole, and at most those that were being written; or a repair that says that it is one.
      let history = try folder.records.history()
      if isRepair {
        #expect(history.isWhole || history.problems.contains(where: \.isMendable), "\(calls.failed ?? ""): \(history.problems)")
      } else {
        #expect(history.isWhole, "\(calls.failed ?? ""): \(history.problems)")
        #expect(folder.recordNames.prefix(before.count).map { folder.read("records/" + $0) } == before)
      }
      // Once more, on a disk that works.
      try act(self.runner(folder))
      #expect(try folder.records.history().isWhole)
      #expect(try isDone(folder), "after \(calls.failed ?? "") failed: \(folder.recordNames)")
      #expect(temporary(folder).isEmpty, "\(temporary(folder))")
    }
    Issue.record("there is no end of calls")
    return 0
  }

  @Test("a review", arguments: FaultTests.faults)
  func review(_ fault: FaultyCalls.Fault) throws {
    let count = try walk(fault, make: workspace) { runner in
      _ = try runner.review(asOf: day, reports: reports)
    } isDone: { folder in
      folder.recordNames == ["0001-2026-11-16-review.json"] && folder.names("reports") == ["2026-11-16.html", "2026-11-16.md"]
        && folder.read("reports/2026-11-16.md").hasPrefix("--expect 1:")
    }
    #expect(count >= 15)
  }

  @Test("a review after data were corrected: two records", arguments: FaultTests.faults)
  func revision(_ fault: FaultyCalls.Fault) throws {
    let count = try walk(fault) {
      let folder = workspace()
      _ = try runner(folder).review(asOf: day, reports: reports)
      folder.write("data.csv", folder.read("data.csv").replacing("old,2026-11-03,10,", with: "old,2026-11-03,9,"))
      return folder
    } act: { runner in
      _ = try runner.review(asOf: day + 14, reports: reports)
    } isDone: { folder in
      folder.recordNames.map { $0.dropFirst(5) } == ["2026-11-16-review.json", "2026-11-30-revision.json", "2026-11-30-review.json"]
        && folder.names("reports").count == 4
    }
    #expect(count >= 15)
  }

  @Test("a decision", arguments: FaultTests.faults)
  func decision(_ fault: FaultyCalls.Fault) throws {
    let count = try walk(fault) {
      let folder = workspace()
      _ = try runner(folder).review(asOf: day, reports: reports)
      return folder
    } act: { runner in
      do {
        _ = try runner.decide("pages", choice: .stop, variant: nil, note: "enough", asOf: day)
      } catch let error as RunnerError where error.code == .closed {
        // It was recorded before the failure.
      }
    } isDone: { folder in
      try folder.records.history().state().entries["pages"]?.ledger.person?.note == "enough" && folder.recordNames.count == 2
    }
    #expect(count >= 8)
  }

  @Test("a repair", arguments: FaultTests.faults)
  func repair(_ fault: FaultyCalls.Fault) throws {
    func branches() throws -> TemporaryFolder {
      let folder = workspace()
      let entry = RecordSamples.entry("pages", on: day, ledger: .init())
      try folder.records.locked { _ = try folder.records.append(.review, date: day, entries: [entry]) }
      let other = TemporaryFolder()
      for name in folder.recordNames { other.write("records/" + name, folder.read("records/" + name)) }
      try folder.records.locked { _ = try folder.records.append(.decision, date: day + 1, entries: [RecordSamples.decided(entry, .stop, on: day + 1)]) }
      for step in 2...3 {
        try other.records.locked {
          _ = try other.records.append(.decision, date: day + step, entries: [RecordSamples.decided(entry, .continue, on: day + step, note: "\(step)")])
        }
      }
      for name in other.recordNames { folder.write("records/" + name, other.read("records/" + name)) }
      return folder
    }
    let count = try walk(fault, make: branches, isRepair: true) { runner in
      _ = try runner.repair()
    } isDone: { folder in
      let state = try folder.records.history().state()
      return folder.recordNames.count == 4 && state.entries["pages"]?.ledger.isClosed == true
    }
    #expect(count >= 15)
  }

  @Test("Short writes go on, and what is written is forced to the disk before it gets its name")
  func order() throws {
    let folder = TemporaryFolder()
    let calls = FaultyCalls(failing: 0, .short)
    calls.arm()
    let store = RecordStore(folder: folder.path + "/records", disk: SystemDisk(calls: calls))
    try store.locked { _ = try store.append(.review, date: day, entries: [RecordSamples.entry("a", on: day, ledger: .init())]) }
    #expect(try store.history().isWhole && folder.recordNames.count == 1)
    let made = calls.made.map { String($0.prefix { $0 != " " }) }
    let link = try #require(made.firstIndex(of: "link"))
    let before = made[..<link].reversed()
    // … write, write, fsync, close, link, unlink of the other name, then the folder.
    #expect(Array(before.prefix(3)) == ["close", "fsync", "write"] && made[..<link].count { $0 == "write" } > 3)
    #expect(made[link...].prefix(5) == ["link", "unlink", "open", "fsync", "close"])
  }

  @Test("A disk that takes nothing without a reason is not asked for ever")
  func nothing() throws {
    struct Stuck: SystemCalls {
      let kernel = KernelCalls()
      func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { kernel.open(path, flags, mode) }
      func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int { kernel.read(descriptor, buffer) }
      func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int { 0 }
      func fsync(_ descriptor: Int32) -> Int32 { 0 }
      func close(_ descriptor: Int32) -> Int32 { kernel.close(descriptor) }
      func link(_ path: String, _ other: String) -> Int32 { kernel.link(path, other) }
      func rename(_ path: String, _ other: String) -> Int32 { kernel.rename(path, other) }
      func unlink(_ path: String) -> Int32 { kernel.unlink(path) }
      func mkdir(_ path: String) -> Int32 { kernel.mkdir(path) }
      func lock(_ descriptor: Int32) -> Int32 { kernel.lock(descriptor) }
      func names(_ folder: String) -> (names: [String], problem: Int32) { kernel.names(folder) }
    }
    let folder = TemporaryFolder()
    let error = #expect(throws: DiskError.self) { try SystemDisk(calls: Stuck()).create(folder.path + "/x", [1]) }
    #expect(error?.number == EIO && folder.names().isEmpty)
  }
}
