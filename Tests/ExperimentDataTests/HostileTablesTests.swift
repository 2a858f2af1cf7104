import ExperimentModel
import Glibc
import TestSupport
import Testing

@testable import ExperimentData

/// What a file may hold that no export holds: it is answered, or named, and never brings the program down.
@Suite("Hostile tables")
struct HostileTablesTests {
  private let workspace = DiskWorkspace()
  private static let declaration = """
    start: 2026-11-02
    end: 2026-11-15
    variants: {a: {}, b: {}}
    data: {file: d.csv, variant: v, date: d}
    metrics: {m: {type: rate, count: n, per: x}}
    primary: m

    """

  private func code(_ declaration: String = declaration) throws -> String? { try workspace.problems(declaration).first?.code }

  @Test("a date pattern with fields that are too long is refused where it stands; none traps")
  func datePatterns() throws {
    let declared = HostileTablesTests.declaration.replacing("date: d}", with: "date: d, date_format: dddddMMyyyy}")
    let reading = try DeclarationReader.workspace(
      bytes: Array("project: T\ncurrency: CNY\ntimezone: UTC\n".utf8), timeZones: TimeZoneDatabase { _ in nil })
    do {
      _ = try DeclarationReader.experiment(bytes: Array(declared.utf8), file: "experiments/p.yaml", in: reading)
      Issue.record("refused")
    } catch {
      #expect(error.all.map(\.code) == ["out_of_range"])
      #expect(error.all[0].line == 4 && error.all[0].message.english.contains("'ddddd'"))
    }
    for (pattern, text) in [
      ("dddddMMyyyy", "99999112026"), ("yyyyyyyyyyyyyyyyyyyyyyyyyM d", "9999999999999999999999999 1 1"), ("MMMMMMMMd", "99999999"), ("dM", "00"), ("dMy", "319999999999"),
      ("d M y s", "1 1 2026 99"), ("d M y H:m:s", "1 1 2026 24:59:60"),
    ] {
      let cell = withCell(text) { DatePattern(pattern).read($0) }
      #expect(cell.state == .unreadable || (1...12).contains(cell.month) || cell.state == .day, "\(pattern)")
    }
  }

  @Test("24:00 on the last day is the day after; a leap second is in its minute")
  func midnight() throws {
    workspace.write(
      "d.csv",
      "v,u,d,n\na,1,2026-11-15 24:00,1\nb,2,2026-11-15 23:59:60,1\na,3,2026-11-14 24:00,1\nb,4,2026-11-02,0\n")
    let summary = try workspace.summary(
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {file: d.csv, variant: v, date: d, unit: u}
      metrics: {m: {type: mean, value: n}}
      primary: m

      """)
    #expect(summary.units(0)?.count == 1)
    #expect(summary.units(1)?.count == 2)
    #expect(summary.quality.outsideDates == 1)
  }

  @Test("numbers that no count or amount is are bad rows, with the reason", arguments: ["1e308", "1e16", "-1e300", "1e-308", "5.55E-17", "9999999999999999999"])
  func beyond(number: String) throws {
    workspace.write("d.csv", "d,v,n,x\n2026-11-02,a,4,12\n2026-11-02,b,3,\(number)\n")
    let summary = try workspace.summary(HostileTablesTests.declaration)
    #expect(summary.quality.badRows == 1)
    #expect(summary.quality.badRowExamples.first?.reason.english.contains("beyond what is counted") == true)
    #expect(summary.days(1) == [])
  }

  @Test("the largest numbers that are counted add up to finite sums, total rows too")
  func largest() throws {
    workspace.write("d.csv", "d,v,n,x\n" + (0..<2000).map { _ in "2026-11-02,a,1e15,1e15\n" }.joined() + "Total,,1e308,1e308\n")
    let summary = try workspace.summary(HostileTablesTests.declaration)
    guard case .days(let cells) = summary.variants[0].metrics[0].values else {
      Issue.record("days")
      return
    }
    #expect(cells[0].numerator == 2e18)
    #expect(summary.quality.files[0].totals.allSatisfy { $0.columns.allSatisfy { $0.summed.isFinite && $0.stated.isFinite } })
  }

  @Test("pipes, devices, folders, sockets, loops and kernel files are refused at once")
  func noRegularFile() throws {
    let path = workspace.root + "/d.csv"
    mkfifo(path, 0o600)
    #expect(try code() == "not_a_file")
    unlink(path)
    for (target, expected) in [
      ("/dev/zero", "not_a_file"), ("/dev/null", "not_a_file"), (workspace.root, "not_a_file"), ("d.csv", "unreadable"), ("/proc/self/status", "empty_file"),
      ("nothing", "no_file"),
    ] {
      symlink(target, path)
      #expect(try code() == expected, "\(target)")
      unlink(path)
    }
  }

  @Test("empty, only a mark, NUL bytes, endless lines, too many columns: each is said")
  func shapes() throws {
    let marks: [(String, [UInt8])] = [
      ("empty_file", []), ("empty_file", [0xEF, 0xBB, 0xBF]), ("empty_file", [0xFF, 0xFE]), ("no_column", [0x0A, 0x0A]),
      ("not_a_table", Array("d,v,n,x\n2026-11-02,a,\u{0},1\n".utf8)), ("not_a_table", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]),
    ]
    for (expected, bytes) in marks {
      workspace.write("d.csv", bytes)
      #expect(try code() == expected, "\(bytes.prefix(4))")
    }
    workspace.write("d.csv", "d,v,n,x" + String(repeating: ",c", count: 20_000) + "\n2026-11-02,a,1,2\n")
    #expect(try code() == "too_many_columns")
    workspace.write("d.csv", "d,v,n,x\n2026-11-02,a,1," + String(repeating: "9", count: 5 << 20) + "\n")
    #expect(try code() == "long_line")
  }

  @Test("a table that asks for more sums than fit is refused, with the count")
  func tooManyCells() throws {
    let variants = (0..<50).map { "v\($0): {}" }.joined(separator: ", ")
    let metrics = (0..<100).map { "m\($0): {type: rate, count: n\($0), per: x}" }.joined(separator: ", ")
    workspace.write("d.csv", "d,v,x,\((0..<100).map { "n\($0)" }.joined(separator: ","))\n")
    let problems = try workspace.problems(
      """
      start: 2020-01-01
      end: 2026-11-15
      variants: {\(variants)}
      data: {file: d.csv, variant: v, date: d}
      metrics: {\(metrics)}
      primary: m0

      """)
    #expect(problems.map(\.code).contains("too_large"))
  }

  @Test("a file that changes while it is read is read again, and named when it will not hold still")
  func changing() throws {
    let root = workspace.root
    let declaration = HostileTablesTests.declaration
    func answer(changes: Int, by change: @escaping @Sendable (Int) -> Void) throws -> (Result<ExperimentSummary, Diagnostics>, readings: Int) {
      let left = Counter(changes)
      let request = try Declared.request(declaration, asOf: "2027-01-01")
      let engine = FileEngine(root: root, chunk: 1 << 12) { _ in
        if left.take() { change(left.taken) }
      }
      return (engine.summaries(for: [request])[0], left.calls)
    }
    let first = "d,v,n,x\n2026-11-02,a,1,10\n2026-11-02,b,2,10\n"
    for kind in ["grow", "shrink", "replace"] {
      workspace.write("d.csv", first)
      let change: @Sendable (Int) -> Void = { turn in
        let path = root + "/d.csv"
        let target = kind == "replace" ? root + "/new.csv" : path
        guard let file = fopen(target, kind == "grow" ? "a" : "w") else { return }
        fputs(kind == "grow" ? "2026-11-0\(2 + turn),a,1,10\n" : "d,v,n,x\n2026-11-02,a,\(turn + 4),10\n2026-11-02,b,2,\(10 + turn)\(turn)\n", file)
        fclose(file)
        if kind == "replace" { rename(target, path) }
      }
      let once = try answer(changes: 1, by: change)
      #expect(once.readings == 2)
      #expect(try once.0.get().days(0) == (kind == "grow" ? ["2026-11-02 1/10", "2026-11-03 1/10"] : ["2026-11-02 5/10"]), "\(kind)")
      let always = try answer(changes: 100, by: change)
      #expect(always.readings == FileEngine.mostReadings)
      guard case .failure(let problems) = always.0 else {
        Issue.record("a changing file is refused")
        continue
      }
      #expect(problems.all.map(\.code) == ["changing"])
      #expect(problems.all[0].line == 4 && problems.all[0].file == "experiments/test.yaml")
    }
  }
}

/// Says yes so often, and counts how often it was asked. The engine asks on one thread.
private final class Counter: @unchecked Sendable {
  private var left: Int
  private(set) var calls = 0
  private(set) var taken = 0

  init(_ left: Int) { self.left = left }

  func take() -> Bool {
    calls += 1
    guard left > 0 else { return false }
    left -= 1
    taken += 1
    return true
  }
}
