import Glibc
import TestSupport
import Testing

/// `mvp verify` and what keeps the records from being gone on from, run as a person would run them.
@Suite("Verify")
struct VerifyTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws {
    program = try #require(BuiltProgram(), "the built program stands beside the tests")
    write("one")
  }

  private func run(_ arguments: String...) -> BuiltProgram.Output {
    program.run(arguments + ["--workspace", folder.path + "/w"], folder: folder.path, variables: variables)
  }

  /// A home of its own, so that nobody's settings of git count.
  private var variables: [String] {
    ["PATH=/usr/local/bin:/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM=1", "XDG_CONFIG_HOME=" + folder.path]
      + ["GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b.c", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b.c"]
  }

  private var names: [String] { folder.names("w/records").filter { $0.hasSuffix(".json") } }

  private func write(_ id: String) {
    folder.write("w/mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\nlanguage: en\nreviews: {every: 1w, anchor: 2026-01-12}\n")
    folder.write(
      "w/experiments/\(id).yaml",
      """
      start: 2026-01-12
      duration: 42d
      variants: {a: {}, b: {}}
      data: {file: data/\(id).csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: x, denominator: n}
      primary: m

      """)
    var rows = "v,d,x,n\n"
    for day in 12...31 { rows += "a,2026-01-\(day),\(20 + day % 3),200\nb,2026-01-\(day),\(21 + day % 4),200\n" }
    folder.write("w/data/\(id).csv", rows)
  }

  /// `NUMBER:HASH` as a report prints it.
  private func stamp(_ report: String) throws -> String {
    let text = folder.read("w/reports/" + report)
    let mark = try #require(text.firstRange(of: "--expect "))
    return String(text[mark.upperBound...].prefix { $0.isHexDigit || $0 == ":" })
  }

  @Test("Reports print the record that they are of, and the end of the chain is missed by them")
  func reports() throws {
    #expect(run("review", "--as-of", "2026-01-19").error.contains("mvp verify --expect 1:"))
    #expect(run("review", "--as-of", "2026-01-26").status == 0)
    let (first, second) = (try stamp("2026-01-19.md"), try stamp("2026-01-26.html"))
    #expect(first.hasPrefix("1:") && second.hasPrefix("2:") && second.count >= 10)
    #expect(folder.read("w/reports/2026-01-26.json").contains("\"record\": {\"number\": 2, \"hash\": \"\(second.dropFirst(2))"))
    let whole = run("verify", "--expect", second)
    #expect(whole.status == 0 && whole.out == "2 records, an unbroken chain.\n" && whole.error.contains("6 reports agree"), "\(whole.error)")
    // The newest record goes: the chain that is left is whole by itself.
    unlink(folder.path + "/w/records/" + names[1])
    let cut = run("verify")
    #expect(cut.status == 1 && cut.error.contains("reports/2026-01-26.md was made from record 2, which is gone"), "\(cut.error)")
    let expected = run("verify", "--expect", second)
    #expect(expected.status == 1 && expected.error.contains("record 2 was expected, and the newest is 1"))
    #expect(run("verify", "--expect", first).error.contains("was expected") == false)
    // Made again from other data, it is another record 2.
    folder.write("w/data/one.csv", folder.read("w/data/one.csv").replacing("a,2026-01-25,21", with: "a,2026-01-25,20"))
    for name in folder.names("w/reports") { unlink(folder.path + "/w/reports/" + name) }
    #expect(run("review", "--as-of", "2026-01-26").status == 0)
    let other = run("verify", "--expect", second)
    #expect(other.status == 1 && other.error.contains("record 2 is not the expected one"), "\(other.error)")
  }

  @Test("--expect takes a number and at least eight digits", arguments: ["2", "2:", "2:abc", "x:0123456789", "2:0123456g", "0:0123456789"])
  func expectation(_ text: String) {
    #expect(run("verify", "--expect", text).status == 64)
  }

  @Test("Reports that were lost are written again by the next review of their date, and it says so")
  func healed() throws {
    #expect(run("review", "--as-of", "2026-01-19").status == 0)
    let before = ["md", "json", "html"].map { folder.read("w/reports/2026-01-19.\($0)") }
    unlink(folder.path + "/w/reports/2026-01-19.json")
    unlink(folder.path + "/w/reports/2026-01-19.html")
    let healed = run("review", "--as-of", "2026-01-19")
    #expect(
      healed.status == 0 && healed.error.contains("its lost reports are written again: reports/2026-01-19.xlsx, reports/2026-01-19.json, reports/2026-01-19.html"),
      "\(healed.error)")
    // But for whether a review is still due, which it was before the record.
    let after = ["md", "json", "html"].map { folder.read("w/reports/2026-01-19.\($0)") }
    #expect(after[0] == before[0] && after[2] == before[2])
    #expect(after[1] == before[1].replacing("\"due\": true", with: "\"due\": false"))
    #expect(run("review", "--as-of", "2026-01-19").error.contains("nothing was written"))
    #expect(names.count == 1)
  }

  @Test("A broken chain is never gone on from: review and decide refuse with the reason, status shows and warns")
  func broken() throws {
    for date in ["2026-01-19", "2026-01-26"] { #expect(run("review", "--as-of", date).status == 0) }
    let text = folder.read("w/records/" + names[0])
    folder.write("w/records/" + names[0], text.replacing("\"one\"", with: "\"two\""))
    for refused in [run("review", "--as-of", "2026-02-02"), run("decide", "one", "stop", "--note", "n", "--as-of", "2026-02-02")] {
      #expect(
        refused.status == 1 && refused.error.contains("nothing was recorded, because the history in \(folder.path)/w/records is not whole: \(names[0]) is not what it was"),
        "\(refused.error)")
    }
    #expect(names.count == 2)
    let status = run("status", "--as-of", "2026-02-02")
    #expect(status.status == 0 && status.out.contains("one") && status.error.contains("warning: the history of records is not whole"))
    #expect(run("status", "--as-of", "2026-02-02", "--lang", "zh").error.contains("警告：历史记录不完整"))
    #expect(run("verify").status == 1)
  }

  @Test("An experiment with records and no file is named")
  func missing() {
    write("two")
    #expect(run("review", "--as-of", "2026-01-19").status == 0)
    unlink(folder.path + "/w/experiments/two.yaml")
    let output = run("verify")
    #expect(output.status == 0 && output.error.contains("two has records and no file (missing)"), "\(output.error)")
  }

  /// Runs git in the workspace.
  private func git(_ arguments: String...) throws {
    let git = try #require(BuiltProgram(at: "/usr/bin/git"), "git is there")
    let output = git.run(["-C", folder.path + "/w"] + arguments, folder: folder.path, variables: variables)
    #expect(output.status == 0, "git \(arguments): \(output.out)\(output.error)")
  }

  @Test("Under git, records of the newest commit that are gone or changed are named", .enabled(if: BuiltProgram(at: "/usr/bin/git") != nil))
  func commit() throws {
    for date in ["2026-01-19", "2026-01-26"] { #expect(run("review", "--as-of", date).status == 0) }
    try git("init", "-q", "-b", "main")
    #expect(!run("verify").error.contains("commit"), "nothing is committed yet")
    try git("add", "records", "experiments", "mvp.yaml", "data")
    try git("commit", "-q", "-m", "reviews")
    #expect(run("verify").error.contains("the newest commit agrees"))
    for name in folder.names("w/reports") { unlink(folder.path + "/w/reports/" + name) }
    let newest = names[1]
    let text = folder.read("w/records/" + newest)
    unlink(folder.path + "/w/records/" + newest)
    let gone = run("verify")
    #expect(gone.status == 1 && gone.error.contains("\(newest) is in the newest commit and gone from the folder"), "\(gone.error)")
    folder.write("w/records/" + newest, text.replacing("\"date\": \"2026-01-26\"", with: "\"date\":  \"2026-01-26\""))
    let changed = run("verify")
    #expect(changed.status == 1 && changed.error.contains("\(newest) is not what the newest commit has"), "\(changed.error)")
    folder.write("w/records/" + newest, text)
    #expect(run("verify").status == 0)
  }

  @Test("Two branches, merged by git: named, repaired, and what one closed stays closed", .enabled(if: BuiltProgram(at: "/usr/bin/git") != nil))
  func merged() throws {
    folder.write("w/.gitignore", ".lock\n/reports/\n")
    #expect(run("review", "--as-of", "2026-01-19").status == 0)
    try git("init", "-q", "-b", "main")
    try git("add", ".")
    try git("commit", "-q", "-m", "trunk")
    try git("checkout", "-q", "-b", "other")
    #expect(run("decide", "one", "stop", "--note", "branch one stops", "--as-of", "2026-01-20").status == 0)
    try git("add", "records")
    try git("commit", "-q", "-m", "stop")
    try git("checkout", "-q", "main")
    #expect(run("decide", "one", "continue", "--note", "branch two goes on", "--as-of", "2026-01-21").status == 0)
    #expect(run("review", "--as-of", "2026-01-26").status == 0)
    try git("add", "records")
    try git("commit", "-q", "-m", "continue")
    try git("merge", "-q", "-m", "both", "other")
    #expect(names.count == 4)
    let refused = run("review", "--as-of", "2026-02-02")
    #expect(refused.status == 1 && refused.error.contains("record 2 stands 2 times") && refused.error.contains("mvp verify --repair"), "\(refused.error)")
    let repaired = run("verify", "--repair")
    #expect(repaired.status == 0, "\(repaired.error)")
    #expect(repaired.out.contains("0002-2026-01-21-decision.json → 0003-2026-01-21-decision.json"), "\(repaired.out)")
    #expect(names == ["0001-2026-01-19-review.json", "0002-2026-01-20-decision.json", "0003-2026-01-21-decision.json", "0004-2026-01-26-review.json"])
    let shown = run("show", "one", "--as-of", "2026-01-27", "--format", "json")
    #expect(shown.out.contains("branch one stops") && shown.out.contains("\"phase\": \"decided\""), "\(shown.out)")
    #expect(run("review", "--as-of", "2026-02-02").status == 0)
    #expect(run("verify", "--repair").out.hasPrefix("Nothing to repair.\n5 records"))
    #expect(run("verify", "--repair", "--lang", "zh").out.hasPrefix("无需修复。"))
  }

  @Test("Two programs that write at once lose nothing")
  func together() throws {
    #expect(run("review", "--as-of", "2026-01-19").status == 0)
    let places = [TemporaryFolder(), TemporaryFolder()]
    for round in 0..<10 {
      let children = places.map { place in
        program.start(
          ["decide", "one", "continue", "--note", "round \(round)", "--as-of", "2026-01-20", "--workspace", folder.path + "/w"], folder: place.path)
      }
      for child in children { #expect(program.wait(for: child) == 0) }
    }
    #expect(names.count == 21 && run("verify").status == 0)
  }
}
