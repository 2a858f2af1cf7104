import ExperimentDecisions
import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentRunner

/// What is due, and who decided what when, as tables over one workspace: reviews every week from 12 January 2026 (day 20,465; days are counted from it).
@Suite("Due reviews and people's decisions, over a workspace")
struct RunnerTableTests {
  private let folder = TemporaryFolder()
  private static let start = CalendarDay(number: 20_465)

  private func declare(_ id: String, start: String = "2026-01-12", variants: String = "{a: {title: Old page}, b: {title: New page}, c: {title: New Page}}", more: String = "") {
    folder.write(
      "experiments/\(id).yaml",
      """
      title: Pages
      start: \(start)
      duration: 42d
      variants: \(variants)
      data: {file: data.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: x, denominator: n}
      primary: m
      \(more)

      """)
  }

  private func runner(today: Int = 400) throws -> Runner {
    try Runner(workspace: folder.path, clock: .fixed(on: Self.start + today))
  }

  private func workspace(_ b: Int = 21) {
    folder.write("mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\nreviews: {every: 1w, anchor: 2026-01-12}\n")
    declare("e")
    var rows = "v,d,x,n\n"
    for day in 0..<42 { for (variant, count) in [("a", 20), ("b", b), ("c", 20)] { rows += "\(variant),\(Self.start + day),\(count + day % 3),200\n" } }
    folder.write("data.csv", rows)
  }

  @Test("which review is due, and which were missed; decisions are no reviews, and later reviews are not known yet")
  func due() throws {
    workspace()
    // A test that starts later moves nothing.
    declare("late", start: "2026-02-09")
    struct Due: Equatable {
      let date: Int?
      var missed = [Int]()
      let last: Int?
    }
    func due(_ day: Int) throws -> Due {
      let found = try runner().schedule(asOf: Self.start + day)
      #expect(found.next == Self.start + (day / 7 + 1) * 7 && found.every == 7)
      #expect(try runner().status(asOf: Self.start + day).review.slot.isDue == (found.due != nil), "day \(day)")
      return Due(date: found.due.map { $0 - Self.start }, missed: found.missed.map { $0 - Self.start }, last: found.last.map { $0 - Self.start })
    }
    #expect(try due(0) == Due(date: nil, missed: [], last: nil))
    #expect(try due(7) == Due(date: 7, missed: [], last: nil))
    #expect(try due(22) == Due(date: 21, missed: [7, 14], last: nil))
    _ = try runner().review(asOf: Self.start + 7)
    #expect(try due(7) == Due(date: nil, missed: [], last: 7))
    #expect(try due(13) == Due(date: nil, missed: [], last: 7))
    #expect(try due(14) == Due(date: 14, missed: [], last: 7))
    _ = try runner().decide("e", choice: .continue, variant: nil, note: "seen", asOf: Self.start + 15)
    #expect(try due(15) == Due(date: 14, missed: [], last: 7))
    _ = try runner().review(asOf: Self.start + 16)
    #expect(try due(16) == Due(date: nil, missed: [], last: 16))
    #expect(try due(14) == Due(date: 14, missed: [], last: 7), "what was reviewed on day 16 was not known on day 14")
    #expect(try due(30) == Due(date: 28, missed: [21], last: 16))
  }

  @Test("a look from an earlier day knows nothing of what a person decided later")
  func decidedLater() throws {
    workspace()
    _ = try runner().review(asOf: Self.start + 7)
    _ = try runner().decide("e", choice: .stop, variant: nil, note: "the season is over", asOf: Self.start + 10)
    func action(_ day: Int) throws -> Action { try runner().status(asOf: Self.start + day).review.experiments[0].decision.action }
    #expect(try action(9) == .continue && action(10) == .decided && action(12) == .decided)
    #expect(throws: RunnerError.self) { try runner().decide("e", choice: .stop, variant: nil, note: "again", asOf: Self.start + 11) }
    #expect(throws: RunnerError.self) { try runner().decide("e", choice: .continue, variant: nil, note: "too late", asOf: Self.start + 9) }
  }

  @Test("a variant by its id, its title, or its title in another case where that is one variant's")
  func titles() throws {
    workspace()
    _ = try runner().review(asOf: Self.start + 7)
    func scaled(_ name: String?) throws -> String? {
      let copy = TemporaryFolder()
      for name in ["mvp.yaml", "data.csv", "experiments/e.yaml"] { copy.write(name, folder.read(name)) }
      return try Runner(workspace: copy.path, clock: .fixed(on: Self.start + 400)).decide("e", choice: .scale, variant: name, note: "x", asOf: Self.start + 8)
        .entries[0].variant
    }
    #expect(try scaled("b") == "b" && scaled("New page") == "b" && scaled("New Page") == "c" && scaled("OLD PAGE") == "a")
    #expect(throws: RunnerError.self) { try scaled("new page") }
    #expect(throws: RunnerError.self) { try scaled("d") }
    #expect(throws: RunnerError.self) { try scaled(nil) }
    #expect(throws: RunnerError.self) { try runner().decide("e", choice: .stop, variant: "b", note: "x", asOf: Self.start + 8) }
  }

  @Test("nothing is recorded for a day to come, nor a planned test closed unasked; what is amended twice is told twice")
  func refused() throws {
    workspace()
    #expect(throws: RunnerError.self) { try runner(today: 6).review(asOf: Self.start + 7) }
    #expect(throws: RunnerError.self) { try runner(today: 6).decide("e", choice: .stop, variant: nil, note: "x", asOf: Self.start + 7) }
    declare("late", start: "2026-02-09")
    #expect(throws: RunnerError.self) { try runner().decide("late", choice: .stop, variant: nil, note: "x", asOf: Self.start + 1) }
    #expect(throws: RunnerError.self) { try runner().decide("late", choice: .continue, variant: nil, note: "x", asOf: Self.start + 1, isSure: true) }
    #expect(try runner().decide("late", choice: .stop, variant: nil, note: "x", asOf: Self.start + 1, isSure: true).entries.map(\.id) == ["late"])
    _ = try runner().review(asOf: Self.start + 7)
    #expect(throws: RunnerError.self) { try runner().amend("e", why: "nothing has changed", asOf: Self.start + 8) }
    for (day, text) in [(8, "decision: {minimum_effect: 5%}"), (9, "decision: {minimum_effect: 6%}")] {
      declare("e", more: text)
      _ = try runner().amend("e", why: "day \(day)", asOf: Self.start + day)
    }
    let told = try runner().status(asOf: Self.start + 10).review.experiments[0].past.amendments
    #expect(told.map(\.why) == ["day 8", "day 9"])
    #expect(throws: RunnerError.self) { try runner().reopen("e", note: "it is open", asOf: Self.start + 10) }
    #expect(throws: RunnerError.self) { try runner().acknowledge("e", note: "nothing changed", asOf: Self.start + 10) }
  }

  @Test("how far days scatter is learned from days before a test's start, and gives way to what the plan asks for")
  func learned() throws {
    workspace()
    folder.write(
      "experiments/short.yaml",
      "start: 2026-01-22\nduration: 4d\nvariants: {a: {}, b: {}, c: {}}\ndata: {file: data.csv, variant: v, date: d}\n"
        + "metrics:\n  m: {type: proportion, numerator: x, denominator: n}\nprimary: m\n")
    let runner = try runner()
    let short = try #require(runner.loaded.experiments.first { $0.id == "short" })
    let found = runner.learnedScatter(before: short)
    #expect(found.tests == 1 && found.days == 10)
    func dispersion(_ scatter: Double?) throws -> Double {
      try runner.plan("short", wishes: .init(baseline: 0.1, perDay: 600, scatter: scatter), asOf: Self.start).question.dispersion
    }
    #expect(try dispersion(0) == 1 && dispersion(0.5) > dispersion(0.3) && dispersion(0.3) > 1)
  }

  @Test("what a person closed stays closed where its data are corrected; the replay stands beside it")
  func closedAndCorrected() throws {
    workspace(60)
    _ = try runner().review(asOf: Self.start + 7)
    _ = try runner().decide("e", choice: .stop, variant: nil, note: "the season is over", asOf: Self.start + 8)
    let entries = try folder.records.latest().entries
    #expect(entries["e"]?.ledger.standings["b"]?.standing == .winner)
    workspace(21)
    let revised = try runner().corrected(entries, on: Self.start + 14)
    #expect(revised.map(\.id) == ["e"] && revised[0].ledger.standings.isEmpty && revised[0].ledger.isClosed)
    #expect(revised[0].action == entries["e"]?.action && revised[0].reasons == entries["e"]?.reasons)
  }

  @Test("a report is lost where it is not there, or is of an earlier record")
  func lostReports() throws {
    func page(_ number: Int) -> String { "{\"record\": {\"number\": \(number), \"hash\": \"0123456789abcdef\"}}" }
    folder.write("reports/earlier.json", page(2))
    folder.write("reports/same.json", page(3))
    folder.write("reports/unstamped.json", "{}")
    let files = ["earlier", "same", "unstamped", "gone"].map { (name: $0 + ".json", bytes: [UInt8]()) }
    let lost = try ReportFiles(root: folder.path, folder: "reports", disk: SystemDisk()).lost(files, of: Record.Stamp(number: 3, hash: "0123456789abcdef"))
    #expect(lost.map(\.name) == ["earlier.json", "gone.json"])
  }

  @Test("a changed declaration makes other numbers of the same data, which nobody has corrected")
  func changedDeclaration() throws {
    workspace()
    _ = try runner().review(asOf: Self.start + 7)
    declare("e", variants: "{a: {title: Old page}, b: {title: New page}}")
    _ = try runner().review(asOf: Self.start + 14)
    #expect(try runner().status(asOf: Self.start + 14).review.experiments[0].decision.action == .blocked)
    #expect(folder.names("records").filter { $0.contains("revision") }.isEmpty)
  }
}
