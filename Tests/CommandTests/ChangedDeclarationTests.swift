import Foundation
import TestSupport
import Testing

/// What decides which numbers enter and how they are judged is protected after the start, and can be changed openly only.
@Suite("Changed declarations")
struct ChangedDeclarationTests {
  let w: TruthWorkspace

  init() throws { w = try TruthWorkspace() }

  /// What is written in place of what, and the key that says so.
  static let protected: [(old: String, new: String, key: String)] = [
    ("names: [B2]", "names: [B2, other]", "variants.b.names"), ("variant: v", "variant: c", "data.variant"), ("date: d,", "date: day,", "data.date"),
    ("where: {c: [web]}", "where: {c: [web, app]}", "data.where"), ("where: {c: [web]}", "empty: zero, where: {c: [web]}", "data.empty"),
    ("where: {c: [web]}", "overlap: newest, where: {c: [web]}", "data.overlap"), ("numerator: x", "numerator: y", "primary"),
    ("s: {type: proportion, numerator: y", "s: {type: proportion, numerator: x", "metrics.s"), ("denominator: n}\nprimary", "denominator: n, missing: zero}\nprimary", "metrics.s"),
    ("  s: {type: proportion, numerator: y, denominator: n}\n", "", "metrics.s"), ("primary: m", "primary: s", "primary"),
    ("primary: m", "primary: m\noutcome_lag: 2d", "outcome_lag"), ("primary: m", "primary: m\nguardrails: {s: {max_decrease: 10%}}", "guardrails"),
    ("spending: pocock", "spending: pocock, minimum_days: 3", "minimum_days"), ("spending: pocock", "spending: pocock, futility: 10%", "futility"),
    ("spending: pocock", "spending: obrien-fleming", "spending"), ("spending: pocock", "spending: pocock, accept: [observational]", "accept"),
    ("minimum_effect: 1%", "minimum_effect: 2%", "minimum_effect"), ("start: 2026-01-12", "start: 2026-01-13", "start"),
    ("duration: 42d", "duration: 28d", "end"), ("title: Two pages", "title: Two pages\nevidence: observational", "evidence"),
    ("spending: pocock", "spending: pocock, confidence: 90%", "confidence"),
  ]

  @Test("every protected key is named with what it was and is, and blocks the next look alone")
  func named() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    for (old, new, key) in ChangedDeclarationTests.protected {
      w.declare("e", replacing: old, with: new)
      let validated = w.run("validate")
      #expect(validated.status == 2 && validated.error.contains("experiments/e.yaml:1:1: error: '\(key)' was '"), "\(key): \(validated.error)")
      #expect(validated.error.contains("mvp amend e --why"))
    }
    w.declare("e")
    #expect(w.run("validate").status == 0, "taken back, it is as it was")
  }

  @Test("the time zone of the workspace is protected, what people read is not")
  func zoneAndTitles() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    for (old, new) in [
      ("title: Two pages", "title: Another title\nowner: Ana\nhypothesis: It may work\ntags: [x]"), ("title: New page", "title: Newer page"),
      ("file: data/e.csv", "file: data/e*.csv"), ("where: {c: [web]}", "segments: [c], where: {c: [web]}"),
      ("spending: pocock", "spending: pocock, scale_value: 50000"),
      ("primary: m", "  t: {type: proportion, numerator: y, denominator: n}\nprimary: m"), ("where: {c: [web]}", "encoding: utf-8, where: {c: [web]}"),
    ] {
      w.declare("e", replacing: old, with: new)
      let validated = w.run("validate")
      #expect(validated.status == 0, "\(new): \(validated.error)")
    }
    w.declare("e")
    w.folder.write("w/mvp.yaml", w.folder.read("w/mvp.yaml").replacing("timezone: UTC", with: "timezone: Asia/Shanghai"))
    #expect(w.run("validate").error.contains("'zone' was 'UTC'"))
  }

  @Test("a change made openly is recorded with its reason, and every later report carries it")
  func amended() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    w.declare("e", replacing: "duration: 42d", with: "duration: 28d")
    let blocked = w.run("review", "--as-of", "2026-01-26", "--format", "json", "--dry-run")
    #expect(blocked.status == 2 && blocked.out.contains("\"action\": \"blocked\"") && blocked.out.contains("changed_after_start"))
    #expect(w.run("amend", "e", "--why", " ", "--as-of", "2026-01-20").status == 64)
    let amended = w.run("amend", "e", "--why", "the season is shorter", "--as-of", "2026-01-20")
    #expect(amended.status == 0 && amended.out.contains("'end' (2026-02-22 → 2026-02-08)"), "\(amended.error)")
    #expect(w.records.last == "0002-2026-01-20-revision.json")
    #expect(w.run("amend", "e", "--why", "once more", "--as-of", "2026-01-20").status == 1, "nothing has changed since")
    #expect(w.run("validate").status == 0)
    for date in ["2026-01-26", "2026-02-02"] {
      let review = w.run("review", "--as-of", date, "--format", "json")
      #expect(review.status == 0 && review.out.contains("\"is_look\": true"), "\(review.error)")
      #expect(!review.out.contains("data_corrected"), "an amendment is no corrected data")
      #expect(review.out.contains("\"why\": \"the season is shorter\"") && review.out.contains("\"before\": \"2026-02-22\""))
    }
    #expect(w.run("status", "--as-of", "2026-02-03").out.contains("the season is shorter"))
    #expect(w.folder.read("w/reports/2026-02-02.md").contains("the season is shorter"))
    let chinese = w.run("show", "e", "--as-of", "2026-02-03", "--lang", "zh").out
    #expect(chinese.contains("公开更改") && !chinese.contains("Amended"))
    #expect(w.run("verify").status == 0)
  }

  @Test("an amendment makes no winner of data that were in sight; data of later days may")
  func noWinnerByAmendment() {
    // `y` of `b` is far better all the time; `x`, the primary metric, is not.
    w.write()
    w.data({ _ in TruthWorkspace.even }, y: { _ in TruthWorkspace.better })
    #expect(w.run("review", "--as-of", "2026-01-19", "--format", "json").out.contains("\"action\": \"continue\""))
    w.declare("e", replacing: "m: {type: proportion, numerator: x", with: "m: {type: proportion, numerator: y")
    let amended = w.run("amend", "e", "--why", "y is what we meant", "--as-of", "2026-01-20")
    #expect(amended.status == 0 && amended.out.contains("only data of later days"), "\(amended.error)")
    let now = w.run("status", "--as-of", "2026-01-20", "--format", "json").out
    #expect(now.contains("\"action\": \"continue\"") && now.contains("\"revised\": null"))
    // A week of other days proves it by itself.
    let next = w.run("review", "--as-of", "2026-01-26", "--format", "json")
    #expect(next.out.contains("\"action\": \"scale\"") && next.out.contains("\"why\": \"y is what we meant\""), "\(next.error)")
  }

  @Test("what only the days before an amendment show stays unproven, however far ahead all days together are")
  func laterDaysAlone() {
    // Better on six of the first eight days and even afterwards: all 14 days together are beyond the line (t on 13 degrees as a z 2.65, by hand in Python),
    // the days after the amendment alone are at 0.38.
    w.write()
    w.data({ _ in TruthWorkspace.even }, y: { $0 < 8 && $0 != 1 && $0 != 3 ? TruthWorkspace.better : TruthWorkspace.even })
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    w.declare("e", replacing: "m: {type: proportion, numerator: x", with: "m: {type: proportion, numerator: y")
    #expect(w.run("amend", "e", "--why", "y is what we meant", "--as-of", "2026-01-20").status == 0)
    let next = w.run("review", "--as-of", "2026-01-26", "--format", "json").out
    #expect(next.contains("\"is_look\": true") && next.contains("\"action\": \"continue\""))
    let statistic = next.numbers(of: "statistic").last ?? 0
    let boundary = next.numbers(of: "boundary").last ?? .infinity
    #expect(statistic > boundary, "z \(statistic) of all days is beyond the line \(boundary)")
  }

  @Test("an amendment between looks counts what a look that day would show")
  func betweenLooks() {
    // No look has been taken yet: the primary metric is exchanged for the one that is seen to be ahead.
    w.write()
    w.data({ _ in TruthWorkspace.even }, y: { $0 < 8 ? TruthWorkspace.better : TruthWorkspace.even })
    #expect(w.run("review", "--as-of", "2026-01-14").status == 0)
    w.declare("e", replacing: "m: {type: proportion, numerator: x", with: "m: {type: proportion, numerator: y")
    let amended = w.run("amend", "e", "--why", "y looks better", "--as-of", "2026-01-20")
    #expect(amended.status == 0 && amended.out.contains("only data of later days"), "\(amended.out)\(amended.error)")
    #expect(w.run("review", "--as-of", "2026-01-26", "--format", "json").out.contains("\"action\": \"continue\""))
  }

  @Test("a start moved into the future makes no planned test of one that has been looked at")
  func startMoved() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    for start in ["2026-01-26", "2026-02-02"] {
      w.declare("e", replacing: "start: 2026-01-12", with: "start: \(start)")
      let review = w.run("review", "--as-of", "2026-01-26", "--dry-run", "--format", "json")
      #expect(review.status == 2 && review.out.contains("'start' was '2026-01-12'") && review.out.contains("\"alpha_spent\": 0.0"), "\(start): \(review.out)")
    }
  }

  @Test("before the first review everything is free, and amend says so")
  func beforeTheFirst() {
    w.write()
    let amended = w.run("amend", "e", "--why", "x", "--as-of", "2026-01-20")
    #expect(amended.status == 1 && amended.error.contains("free to change"))
  }

  @Test("a record of an earlier version has fewer keys: the others are protected as they are now, and that is said")
  func olderRecord() throws {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    let name = "w/records/" + w.records[0]
    let later = ["data", "metrics", "variants.", "zone", "start", "guardrails", "futility", "minimum_days", "outcome_lag", "accept", "budget.spent"]
    var text = w.folder.read(name)
    let keys = try #require(text.firstRange(of: "\"protectedKeys\":{"))
    let end = try #require(text[keys.upperBound...].firstIndex(of: "}"))
    let pairs = try JSONDecoder().decode([String: String].self, from: Data(("{" + text[keys.upperBound..<end] + "}").utf8))
    let kept = pairs.filter { pair in !later.contains { pair.key.hasPrefix($0) } }
    #expect(kept.count < pairs.count && kept["allocation"] != nil)
    text.replaceSubrange(keys.upperBound..<end, with: String(decoding: try JSONEncoder().encode(kept), as: UTF8.self).dropFirst().dropLast())
    w.folder.write(name, text)
    let review = w.run("review", "--as-of", "2026-01-26", "--format", "json")
    #expect(review.status == 0 && review.out.contains("declaration_completed") && review.out.contains("data.where"), "\(review.error)")
    w.declare("e", replacing: "where: {c: [web]}", with: "where: {c: [app]}")
    #expect(w.run("validate").error.contains("'data.where' was 'c = web'"))
    w.declare("e")
    #expect(!w.run("review", "--as-of", "2026-02-02", "--format", "json").out.contains("declaration_completed"), "said once")
  }
}
