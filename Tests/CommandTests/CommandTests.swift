import Glibc
import TestSupport
import Testing

/// Every command, run as a user runs it.
@Suite("Commands")
struct CommandTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  private func run(_ arguments: String...) -> BuiltProgram.Output { program.run(arguments, folder: folder.path) }
  private var root: String { folder.path + "/w" }

  /// Two pages over four weeks, the new one twice as good.
  private func makeWorkspace(language: String = "en", signups: (Int, Int) = (10, 20)) {
    folder.write("w/mvp.yaml", "project: Pages\ncurrency: CNY\ntimezone: UTC\nlanguage: \(language)\nreviews: {anchor: 2026-11-02}\n")
    folder.write(
      "w/experiments/pages.yaml",
      """
      title: \(language == "en" ? "Two pages" : "两个页面")
      start: 2026-11-02
      end: 2026-11-29
      variants: {old: {}, new: {}}
      data: {file: data/pages.csv, variant: v, date: d, units: clicks}
      metrics:
        signup: {type: proportion, numerator: signups, denominator: clicks}
      primary: signup

      """)
    var rows = "v,d,signups,clicks\n"
    for day in 2...29 {
      let date = "2026-11-\(day < 10 ? "0" : "")\(day)"
      rows += "old,\(date),\(signups.0 + day % 3),100\nnew,\(date),\(signups.1 + day % 4),100\n"
    }
    folder.write("w/data/pages.csv", rows)
  }

  @Test("init and new make files that validate")
  func fromNothing() {
    #expect(run("init", root, "--project", "Autumn", "--currency", "CNY", "--timezone", "Asia/Shanghai", "--as-of", "2026-11-02").status == 0)
    for template in ["posters", "channel", "process"] {
      let made = run("new", "my-\(template)", "--template", template, "--workspace", root)
      #expect(made.status == 0, "\(made.error)")
      #expect(folder.read("w/experiments/my-\(template).yaml").contains("evidence:"))
    }
    let validated = run("validate", "--workspace", root)
    #expect(validated.status == 0, "\(validated.error)")
    #expect(validated.out == "3 experiments: 0 errors, 0 warnings\n")
    #expect(run("init", root).status == 1, "an existing workspace is not overwritten")
    #expect(run("new", "my-posters", "--template", "posters", "--workspace", root).status == 1)
  }

  @Test("Every mistake at once, with its place, exit 2; the other experiments go on")
  func mistakes() {
    makeWorkspace()
    folder.write("w/experiments/broken.yaml", "title: Broken\nalocation: 3\nvariants: {a: {}}\n")
    let validated = run("validate", "--workspace", root)
    #expect(validated.status == 2)
    #expect(validated.error.contains("experiments/broken.yaml:2:1: error: unknown key 'alocation'"))
    #expect(validated.error.split(separator: "\n").count >= 3)
    let status = run("status", "--workspace", root, "--as-of", "2026-11-16")
    #expect(status.status == 2)
    #expect(status.out.contains("pages"))
    #expect(status.out.contains("BLOCKED"))
  }

  @Test("status: table, JSON, CSV, Markdown; no colour in a pipe, no line beyond 80 columns, and no look taken")
  func status() {
    for language in ["en", "zh-Hans"] {
      makeWorkspace(language: language)
      let table = run("status", "--workspace", root, "--as-of", "2026-11-16")
      #expect(table.status == 0, "\(table.error)")
      #expect(!table.out.contains("\u{1B}"))
      for line in table.out.split(separator: "\n") {
        let width = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 && $1.value < 0x1_0000 ? 2 : 1) }
        #expect(width <= 80, "\(line)")
      }
      #expect(run("status", "--workspace", root, "--as-of", "2026-11-16", "--format", "json").out.contains("\"confidence-sequence\""))
      #expect(run("status", "--workspace", root, "--as-of", "2026-11-16", "--format", "csv").out.hasPrefix("experiment,title,action"))
      #expect(run("status", "--workspace", root, "--as-of", "2026-11-16", "--format", "markdown").out.hasPrefix("# Pages"))
      #expect(folder.names("w/records").isEmpty)
    }
  }

  @Test("review: rehearsed, recorded, repeated, refused in the past; verified; reports written; exit 3 on demand")
  func review() {
    makeWorkspace()
    let dry = run("review", "--dry-run", "--workspace", root, "--as-of", "2026-11-16")
    #expect(dry.status == 0 && dry.out.contains("[SCALE]") && folder.names("w/records").isEmpty, "\(dry.error)")
    let first = run("review", "--workspace", root, "--as-of", "2026-11-16", "--exit-code")
    #expect(first.status == 3)
    #expect(first.out == dry.out)
    #expect(folder.names("w/reports") == ["2026-11-16.html", "2026-11-16.json", "2026-11-16.md", "2026-11-16.xlsx", "index.html"])
    #expect(folder.names("w/records").filter { $0.hasSuffix(".json") } == ["0001-2026-11-16-review.json"])
    let record = folder.read("w/records/0001-2026-11-16-review.json")
    let again = run("review", "--workspace", root, "--as-of", "2026-11-16")
    #expect(again.status == 0 && again.out == first.out)
    #expect(again.error.contains("nothing was written"))
    #expect(folder.read("w/records/0001-2026-11-16-review.json") == record)
    #expect(run("review", "--workspace", root, "--as-of", "2026-11-10").status == 1)
    #expect(run("verify", "--workspace", root).out == "1 record, an unbroken chain.\n")
    // Old data corrected: said, recorded as a revision, and the verdict stays.
    folder.write("w/data/pages.csv", folder.read("w/data/pages.csv").replacing("old,2026-11-03,10,100", with: "old,2026-11-03,9,100"))
    let next = run("review", "--workspace", root, "--as-of", "2026-11-30")
    #expect(next.status == 0, "\(next.error)")
    #expect(next.error.contains("changed since"))
    #expect(folder.names("w/records").filter { $0.hasSuffix(".json") }.count == 3)
    #expect(folder.read("w/records/0002-2026-11-30-revision.json").contains("revisedFrom"))
    #expect(run("verify", "--workspace", root).status == 0)
  }

  @Test("The same inputs make the same record, byte for byte")
  func determinism() {
    makeWorkspace()
    #expect(run("review", "--workspace", root, "--as-of", "2026-11-16").status == 0)
    let record = folder.read("w/records/0001-2026-11-16-review.json")
    unlink(root + "/records/0001-2026-11-16-review.json")
    #expect(run("review", "--workspace", root, "--as-of", "2026-11-16").status == 0)
    #expect(folder.read("w/records/0001-2026-11-16-review.json") == record)
  }

  @Test("show, decide, schedule, schema")
  func others() {
    makeWorkspace()
    #expect(run("review", "--workspace", root, "--as-of", "2026-11-16").status == 0)
    #expect(run("show", "pages", "--workspace", root, "--as-of", "2026-11-16").out.contains("winner"))
    #expect(run("show", "pages", "--workspace", root, "--as-of", "2026-11-16", "--format", "html").out.hasPrefix("<!doctype html>"))
    let unknown = run("show", "page", "--workspace", root)
    #expect(unknown.status == 1 && unknown.error.contains("pages"))
    #expect(run("decide", "pages", "scale", "--note", "go", "--workspace", root, "--as-of", "2026-11-17").status == 1, "scale what?")
    #expect(run("decide", "pages", "scale", "--variant", "new", "--note", "go", "--workspace", root, "--as-of", "2026-11-17").status == 0)
    #expect(run("status", "--workspace", root, "--as-of", "2026-11-18").out.contains("decided"))
    #expect(run("schedule", "--workspace", root, "--as-of", "2026-11-18").out.contains("Next review: 2026-11-30"))
    #expect(run("schedule", "--workspace", root, "--as-of", "2026-12-20").out.contains("Overdue"))
    #expect(run("schedule", "install", "--cron", "--workspace", root).out.contains("schedule run --quiet --from-hour 8 --workspace"))
    #expect(run("schedule", "run", "--workspace", root, "--as-of", "2026-12-20").status == 0)
    #expect(run("schedule", "run", "--workspace", root, "--as-of", "2026-12-20").out.contains("event=nothing_due next=2026-12-28"))
    #expect(run("schema", "experiment").out.contains("\"$schema\""))
  }

  @Test("A read-only folder is said, and nothing is half-written")
  func readOnly() {
    makeWorkspace()
    folder.write("w/records", "a file where the folder should be")
    let review = run("review", "--workspace", root, "--as-of", "2026-11-16")
    #expect(review.status == 1)
    #expect(review.error.contains("records cannot be"))
    #expect(folder.names("w/reports").isEmpty)
  }

  @Test("Usage errors are 64, help shows examples, no workspace is 1")
  func usage() {
    #expect(run("statsu").status == 64)
    #expect(run("status", "--as-of", "yesterday").status == 64)
    for command in ["status", "show", "review", "decide", "validate", "schema", "init", "new", "schedule"] {
      let help = run("help", command)
      #expect(help.status == 0 && help.out.contains("EXAMPLES"), "\(command)")
    }
    #expect(run("status", "--workspace", folder.path).status == 1)
  }

  @Test("The shipped records are whole, and the shipped data make them again, byte for byte")
  func shippedWorkspace() {
    let parts = #filePath.split(separator: "/").dropLast(3)
    let repository = "/" + parts.joined(separator: "/")
    #expect(run("verify", "--workspace", repository).out == "2 records, an unbroken chain.\n")
    let shipped = TemporaryFolder.contents(of: repository, folders: ["", "experiments", "experiments/data", "records"])
    for (name, text) in shipped where name == "mvp.yaml" || name.hasPrefix("experiments/") { folder.write("shipped/" + name, text) }
    for date in ["2026-10-19", "2026-11-02"] { #expect(run("review", "--workspace", folder.path + "/shipped", "--as-of", date).status == 0) }
    let records = shipped.filter { $0.name.hasPrefix("records/") && $0.name.hasSuffix(".json") }
    #expect(records.count == 2)
    for record in records { #expect(folder.read("shipped/" + record.name) == record.text, "\(record.name)") }
    // What the README promises of the shipped tests, on the day that `make run` shows.
    let review = run("review", "--dry-run", "--workspace", folder.path + "/shipped", "--as-of", "2026-11-16")
    #expect(review.out.contains("[STOP] Autumn posters"))
    #expect(review.out.contains("[SCALE] Live stream + short video"))
    #expect(review.out.contains("[continue] Automatic lead assignment"))
    // The published intervals of the real test (Udacity, ud257): gross −0.0291 … −0.0120, net −0.0116 … 0.0019.
    let json = run("show", "free-trial-screener", "--workspace", folder.path + "/shipped", "--as-of", "2026-11-16", "--format", "json").out
    #expect(json.contains("\"lower\": -0.02912"))
    #expect(json.contains("\"upper\": -0.01198"))
    #expect(json.contains("\"lower\": -0.01160"))
    #expect(json.contains("\"upper\": 0.001857"))
  }

  @Test("A plan from nothing but figures, and its mistakes")
  func plans() {
    let text = run("plan", "--baseline", "25", "--budget", "1,000", "--variants", "3").out
    #expect(text.contains("\u{A5}7,093 per variant"))
    #expect(text.contains("2.4 times as good") && text.contains("2.6 times as good"))
    let chinese = run("plan", "--baseline", "25", "--budget", "1000", "--variants", "3", "--lang", "zh").out
    #expect(chinese.contains("7,093") && !chinese.contains("variant"))
    #expect(run("plan", "--baseline", "25", "--budget", "1000", "--format", "json").out.contains("\"needed_control\": 7093.35"))
    let drawn = run("plan", "--baseline", "4%", "--per-day", "620", "--days", "14", "--svg", folder.path + "/power.svg")
    #expect(drawn.status == 0)
    #expect(folder.read("power.svg").hasPrefix("<svg ") && folder.read("power.svg").contains("polyline"))
    #expect(run("plan").status == 64)
    #expect(run("plan", "--baseline", "0", "--budget", "10").status == 64)
    let beyond = run("plan", "--baseline", "0.9", "--effect", "50%", "--per-day", "10", "--days", "3")
    #expect(beyond.status == 64 && beyond.error.contains("between 0 and 1"))
    // What cannot be meant is the command line's fault, and says what is allowed.
    for arguments in [
      ["--baseline", "-5", "--budget", "10"], ["--baseline", "25", "--budget", "10", "--effect", "100%"], ["--baseline", "4%", "--budget", "100"],
      ["--baseline", "25", "--budget", "10", "--effect", "20"], ["--baseline", "25", "--days", "1.5"], ["--all", "--effect", "10%"],
      ["--baseline", "4%", "--deviation", "2", "--days", "3"],
    ] { #expect(program.run(["plan"] + arguments, folder: folder.path).status == 64, "\(arguments)") }
    #expect(run("plan", "--baseline", "25", "--budget", "1e11").status == 0)
    #expect(run("plan", "--baseline", "4%", "--days", "14", "--effect", "0.5pp").out.contains("a day"))
    #expect(run("plan", "--baseline", "25", "--budget", "9000", "--days", "10", "--per-day", "500").out.contains("would last 18 days"))
    let parts = #filePath.split(separator: "/").dropLast(3)
    let all = run("plan", "--all", "--workspace", "/" + parts.joined(separator: "/"), "--as-of", "2026-11-16")
    #expect(all.status == 0 && all.out.contains("Fund innovation") && all.out.contains("lead-routing"))
  }

  @Test("A declaration taken over as a test of its own, and rules tried on simulated data")
  func newFromAndSimulate() {
    makeWorkspace(language: "en")
    let old = folder.names("w/experiments").first { $0.hasSuffix(".yaml") }?.dropLast(5) ?? ""
    let made = run("new", "second-try", "--from", String(old), "--start", "2027-01-04", "--workspace", root)
    #expect(made.status == 0, "\(made.error)")
    let text = folder.read("w/experiments/second-try.yaml")
    #expect(text.contains("start: 2027-01-04") && text.contains("Made anew from \(old)"))
    #expect(run("validate", "--workspace", root).status == 0)
    #expect(run("new", "second-try", "--from", String(old), "--workspace", root).status == 1)
    #expect(run("new", "third", "--workspace", root).status == 64)
    let parts = #filePath.split(separator: "/").dropLast(3)
    let repository = "/" + parts.joined(separator: "/")
    let arguments = ["simulate", "live-vs-short-video", "--runs", "60", "--as-of", "2026-11-16", "--workspace", repository]
    let first = program.run(arguments + ["--format", "json"], folder: folder.path)
    #expect(first.status == 0 && first.out.contains("\"no_effect\"") && first.out.contains("\"false_winners\""))
    #expect(program.run(arguments + ["--format", "json"], folder: folder.path).out == first.out)
    let chinese = program.run(arguments + ["--lang", "zh", "--scenario", "no_effect"], folder: folder.path).out
    #expect(chinese.contains("没有差别") && !chinese.contains("no_winner"))
    #expect(run("simulate", "nothing", "--workspace", repository).status == 1)
  }
}
