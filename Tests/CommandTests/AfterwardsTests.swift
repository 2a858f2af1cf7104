import TestSupport
import Testing

/// What happens to experiments between reviews: files go, dates are wrong, people change their minds, data are mended on the same day.
@Suite("Afterwards")
struct AfterwardsTests {
  let w: TruthWorkspace

  init() throws { w = try TruthWorkspace() }

  // MARK: What disappears

  @Test("records without a file are missing, in status and review, and nothing else is held up")
  func missing() {
    w.write()
    w.declare("other", replacing: "data/e.csv", with: "data/o.csv")
    w.data({ _ in TruthWorkspace.even }, file: "o")
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    w.folder.remove("w/experiments/e.yaml")
    let status = w.run("status", "--as-of", "2026-01-20", "--format", "json")
    #expect(status.status == 0 && status.out.count(of: "\"missing\": true") == 1 && status.out.count(of: "\"missing\": false") == 1, "\(status.error)")
    #expect(status.out.contains("\"reasons\": [\"missing\"]"))
    let review = w.run("review", "--as-of", "2026-01-26", "--format", "json")
    #expect(review.status == 0 && review.out.count(of: "\"is_look\": true") == 1 && review.out.contains("\"missing\": true"))
    #expect(w.run("show", "e", "--as-of", "2026-01-27").out.contains("Missing: the records know e"))
    #expect(w.run("show", "e", "--as-of", "2026-01-27", "--lang", "zh").out.contains("缺失：记录中有 e"))
    // The file comes back: the looks go on where they stood.
    w.declare("e")
    let back = w.run("review", "--as-of", "2026-02-02", "--format", "json")
    #expect(back.status == 0 && back.out.contains("\"look\": 3,") && back.out.contains("\"look\": 2,") && !back.out.contains("\"missing\": true"))
  }

  @Test("a missing experiment can be closed")
  func missingClosed() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    w.folder.remove("w/experiments/e.yaml")
    #expect(w.run("decide", "e", "scale", "--variant", "b", "--note", "x", "--as-of", "2026-01-20").status == 1)
    #expect(w.run("decide", "e", "stop", "--note", "gone for good", "--as-of", "2026-01-20").status == 0)
    #expect(w.run("status", "--as-of", "2026-01-21", "--format", "json").out.contains("\"action\": \"decided\""))
  }

  @Test("a new name for what has spent alpha draws a warning that names it and what it spent")
  func renamed() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    let spent = w.run("status", "--as-of", "2026-01-20", "--format", "json").out.numbers(of: "alpha_spent").first ?? 0
    #expect(spent > 0)
    w.folder.remove("w/experiments/e.yaml")
    w.declare("anew")
    let validated = w.run("validate")
    #expect(validated.status == 0 && validated.error.contains("experiments/anew.yaml:1:1: warning: 'e' has looked at the same variants"), "\(validated.error)")
    #expect(validated.error.contains("\((spent * 100_000).rounded() / 1000) % of alpha"))
    let status = w.run("status", "--as-of", "2026-01-20", "--format", "json").out
    #expect(status.contains("\"check\": \"spent_before\""))
    #expect(w.run("status", "--as-of", "2026-01-20", "--lang", "zh").out.contains("用去 1.3% 的错误额度；改"))
    // Other files, or days that nobody has looked at, are another test.
    w.declare("anew", replacing: "data/e.csv", with: "data/new.csv")
    #expect(!w.run("validate").error.contains("warning: 'e' has looked"))
    w.declare("anew", replacing: "start: 2026-01-12", with: "start: 2026-01-19")
    #expect(!w.run("validate").error.contains("warning: 'e' has looked"))
  }

  // MARK: Dates to come

  @Test("a day to come is refused by everything that writes, and taken with a warning by what only looks")
  func future() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19", today: "2026-01-19").status == 0)
    for arguments in [
      ["review", "--as-of", "2026-01-21"], ["decide", "e", "stop", "--note", "x", "--as-of", "2026-01-21"],
      ["decide", "e", "reopen", "--note", "x", "--as-of", "2026-01-21"], ["decide", "e", "acknowledge", "--note", "x", "--as-of", "2026-01-21"],
      ["amend", "e", "--why", "x", "--as-of", "2026-01-21"],
    ] {
      let refused = w.program.run(arguments + ["--workspace", w.folder.path + "/w"], folder: w.folder.path, today: "2026-01-20")
      #expect(refused.status == 1 && refused.error.contains("2026-01-21 is still to come (today is 2026-01-20)"), "\(arguments): \(refused.error)")
      let chinese = w.program.run(arguments + ["--lang", "zh", "--workspace", w.folder.path + "/w"], folder: w.folder.path, today: "2026-01-20")
      #expect(chinese.error.contains("尚未到来"), "\(arguments)")
    }
    #expect(w.records.count == 1)
    for arguments in [["status"], ["show", "e"], ["review", "--dry-run"], ["schedule"], ["validate", "--data"]] {
      let looked = w.program.run(
        arguments + ["--as-of", "2026-01-21", "--workspace", w.folder.path + "/w"], folder: w.folder.path, today: "2026-01-20")
      #expect(looked.status == 0 && looked.error.contains("warning: 2026-01-21 is still to come"), "\(arguments): \(looked.error)")
    }
    #expect(w.run("status", today: "soon").status == 64, "the day that stands for today must be one")
  }

  // MARK: The same day

  @Test("what was blocked and is mended the same day gets a record of its own, and the reports are made again")
  func mended() {
    w.write()
    w.declare("other", replacing: "data/e.csv", with: "data/o.csv")
    let whole = w.folder.read("w/data/e.csv")
    w.folder.write("w/data/o.csv", whole.split(separator: "\n").filter { !$0.hasPrefix("b,") }.joined(separator: "\n") + "\n")
    let first = w.run("review", "--as-of", "2026-01-19", "--format", "json")
    #expect(first.out.contains("\"no_data\"") && first.out.count(of: "\"is_look\": true") == 1)
    #expect(w.run("review", "--as-of", "2026-01-19").error.contains("nothing was written"))
    w.folder.write("w/data/o.csv", whole)
    let second = w.run("review", "--as-of", "2026-01-19", "--format", "json")
    #expect(second.status == 0 && second.error.contains("0002-2026-01-19-review.json") && second.error.contains("other"), "\(second.error)")
    #expect(!second.out.contains("\"no_data\"]") && w.records.count == 2)
    #expect(!w.folder.read("w/records/0002-2026-01-19-review.json").contains("\"e\""), "what was not blocked has been reviewed already")
    #expect(w.folder.read("w/reports/2026-01-19.json") == second.out)
    #expect(w.run("review", "--as-of", "2026-01-19").error.contains("nothing was written"))
    let status = w.run("status", "--as-of", "2026-01-20", "--format", "json").out
    #expect(status.count(of: "\"look\": 1,") >= 2)
    #expect(w.run("verify").status == 0)
  }

  // MARK: A person's mind

  @Test("a decision is taken back with reopen; nothing is erased, and the looks go on")
  func reopen() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    #expect(w.run("decide", "e", "reopen", "--note", "x", "--as-of", "2026-01-19").status == 1, "it is not closed")
    #expect(w.run("decide", "e", "stop", "--note", "wrong one", "--as-of", "2026-01-20").status == 0)
    #expect(w.run("decide", "e", "reopen", "--note", "", "--as-of", "2026-01-21").status == 64)
    #expect(w.run("decide", "e", "reopen", "--variant", "b", "--note", "x", "--as-of", "2026-01-21").status == 64)
    #expect(w.run("decide", "e", "reopen", "--note", "it was another one", "--as-of", "2026-01-21").status == 0)
    #expect(w.records.count == 3 && w.folder.read("w/records/" + w.records[1]).contains("wrong one"))
    #expect(w.folder.read("w/records/" + w.records[2]).contains("it was another one"))
    let next = w.run("review", "--as-of", "2026-01-26", "--format", "json").out
    #expect(next.contains("\"action\": \"continue\"") && next.contains("\"look\": 2,") && next.contains("\"is_look\": true"))
    // From the day between, it was closed.
    #expect(w.run("status", "--as-of", "2026-01-20", "--format", "json").out.contains("\"action\": \"decided\""))
  }

  @Test("closing a test that has not started asks for --yes")
  func planned() {
    w.write()
    #expect(w.run("decide", "e", "stop", "--note", "x", "--as-of", "2026-01-05").status == 1)
    #expect(w.run("decide", "e", "stop", "--note", "x", "--as-of", "2026-01-05").error.contains("--yes"))
    #expect(w.run("decide", "e", "scale", "--variant", "b", "--yes", "--note", "x", "--as-of", "2026-01-05").status == 1)
    #expect(w.run("decide", "e", "stop", "--yes", "--note", "x", "--as-of", "2026-01-05").status == 0)
    #expect(w.run("decide", "e", "reopen", "--note", "x", "--as-of", "2026-01-06").status == 0)
    #expect(w.folder.read("w/records/" + (w.records.last ?? "")).contains("\"planned\""))
  }

  @Test("a variant goes by its title too; a title that two of them have is said")
  func titles() {
    w.write()
    w.declare("e", replacing: "Old page", with: "NEW PAGE")
    let both = w.run("decide", "e", "scale", "--variant", "new page", "--note", "x", "--as-of", "2026-01-20")
    #expect(both.status == 1 && both.error.contains("'new page' is the title of a and b"), "\(both.error)")
    w.declare("e")
    let unknown = w.run("decide", "e", "scale", "--variant", "Newest", "--note", "x", "--as-of", "2026-01-20")
    #expect(unknown.status == 1 && unknown.error.contains("b (New page)"))
    #expect(w.run("decide", "e", "scale", "--variant", "new page", "--note", "x", "--as-of", "2026-01-20").status == 0)
    #expect(w.folder.read("w/records/0001-2026-01-20-decision.json").contains("\"b\""))
  }

  // MARK: Late reviews and past dates

  @Test("a decision or a note made between a review date and its late review does not stand in the way")
  func lateReview() {
    w.write()
    w.declare("other", replacing: "data/e.csv", with: "data/o.csv")
    w.data({ _ in TruthWorkspace.even }, file: "o")
    #expect(w.run("decide", "e", "continue", "--note", "holiday", "--as-of", "2026-01-21").status == 0)
    #expect(w.run("decide", "other", "stop", "--note", "no money", "--as-of", "2026-01-21").status == 0)
    let late = w.run("review", "--as-of", "2026-01-19", "--format", "json", today: "2026-01-22")
    #expect(late.status == 0 && late.out.count(of: "\"is_look\": true") == 1, "\(late.error)")
    #expect(w.records.last == "0003-2026-01-19-review.json" && w.run("verify").status == 0)
    let status = w.run("status", "--as-of", "2026-01-22", "--format", "json").out
    #expect(status.contains("\"note\": \"holiday\"") && status.contains("\"action\": \"decided\""))
    // A review of a later date does.
    #expect(w.run("review", "--as-of", "2026-01-26").status == 0)
    #expect(w.run("review", "--as-of", "2026-01-20").status == 1)
  }

  @Test("a past date is shown as it was recorded, and says that its data have changed since; nothing is written")
  func pastDate() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    #expect(w.run("review", "--as-of", "2026-01-26").status == 0)
    w.data { _ in TruthWorkspace.better }
    let past = w.run("review", "--as-of", "2026-01-19", "--format", "json")
    #expect(past.status == 0 && past.out.contains("\"action\": \"continue\"") && past.error.contains("have changed since: e"))
    #expect(w.records.count == 2)
    #expect(w.run("review", "--as-of", "2026-01-20").status == 1)
    #expect(w.run("decide", "e", "stop", "--note", "x", "--as-of", "2026-01-20").status == 1)
  }

  // MARK: Before a review

  @Test("validate --data says what a review of the day would: could decide, or would be blocked and why")
  func readiness() {
    w.write()
    let whole = w.folder.read("w/data/e.csv")
    let fine = w.run("validate", "--data", "--as-of", "2026-01-19")
    #expect(fine.status == 0 && fine.out.contains("e: could decide") && fine.out.contains("0 errors"), "\(fine.error)")
    #expect(w.run("validate", "--data", "--as-of", "2026-01-05").out.contains("e: not started yet"))
    // One arm without rows, a stale export, a closed test.
    w.folder.write("w/data/e.csv", whole.split(separator: "\n").filter { !$0.hasPrefix("b,") }.joined(separator: "\n") + "\n")
    let blocked = w.run("validate", "--data", "--as-of", "2026-01-19")
    #expect(blocked.status == 2 && blocked.out.contains("e: would be blocked, because a variant has no data"))
    #expect(blocked.error.contains("experiments/e.yaml:1:1: error: e would be blocked: No rows for New page") && blocked.out.contains("1 error,"))
    w.folder.write("w/data/e.csv", whole)
    let stale = w.run("validate", "--data", "--as-of", "2026-02-20", "--lang", "zh")
    #expect(stale.status == 0, "the data reach to 22 February")
    w.data({ _ in TruthWorkspace.even }, days: 14)
    let old = w.run("validate", "--data", "--as-of", "2026-02-20", "--lang", "zh")
    #expect(old.status == 2 && old.out.contains("e：会暂缓判定，因为数据已过期") && !old.out.contains("blocked"))
    #expect(w.run("decide", "e", "stop", "--note", "x", "--as-of", "2026-01-26").status == 0)
    #expect(w.run("validate", "--data", "--as-of", "2026-02-20").status == 0)
  }

  @Test("one bad experiment is blocked with its reason, and the others go on, in status, show, review and plan")
  func oneBad() {
    w.write()
    w.declare("bad", replacing: "numerator: x", with: "numerator: nowhere")
    w.declare("worse", replacing: "primary: m", with: "primry: m")
    for arguments in [["status", "--format", "json"], ["review", "--dry-run", "--format", "json"], ["show", "bad", "--format", "json"]] {
      let out = w.program.run(arguments + ["--as-of", "2026-01-19", "--workspace", w.folder.path + "/w"], folder: w.folder.path)
      #expect(out.status == 2 && out.out.contains("\"invalid_declaration\"") && out.out.contains("nowhere"), "\(arguments): \(out.error)")
      #expect(arguments[0] == "show" || out.out.contains("\"action\": \"continue\""), "\(arguments)")
    }
    let plan = w.run("plan", "--all", "--as-of", "2026-01-19")
    #expect(plan.out.contains("e") && plan.status != 139 && plan.status < 128)
  }
}
