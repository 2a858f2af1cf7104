import TestSupport
import Testing

/// Data of days that were reviewed are corrected afterwards: the looks are replayed, and a verdict that changes is said first.
@Suite("Corrected data")
struct CorrectedDataTests {
  let w: TruthWorkspace

  init() throws { w = try TruthWorkspace() }

  /// A winner at the look of 19 January that the corrected console never saw.
  private func winnerTakenBack() {
    w.write { _ in TruthWorkspace.better }
    #expect(w.run("review", "--as-of", "2026-01-19", "--format", "json").out.contains("\"action\": \"scale\""))
    w.data { _ in TruthWorkspace.even }
  }

  @Test("a verdict that falls with its data is said first, from what to what and why, until somebody acknowledges it")
  func winnerFalls() {
    winnerTakenBack()
    let review = w.run("review", "--as-of", "2026-01-26")
    #expect(review.status == 0, "\(review.error)")
    #expect(w.records == ["0001-2026-01-19-review.json", "0002-2026-01-26-revision.json", "0003-2026-01-26-review.json"])
    #expect(review.out.contains("THE VERDICT CHANGED: it was SCALE New page and is continue"))
    #expect(review.out.contains("[continue] Two pages"))
    let words = review.out.replacing("\n   ", with: " ")
    #expect(words.contains("data of days reviewed before were corrected") && words.contains("New page: was winner, is undecided"))
    // Said before the verdict of the day.
    let (changed, verdict) = (review.out.firstRange(of: "THE VERDICT CHANGED"), review.out.firstRange(of: "Continue:"))
    #expect(changed.map { range in verdict.map { range.lowerBound < $0.lowerBound } ?? false } ?? false)
    for name in ["2026-01-26.md", "2026-01-26.html"] { #expect(w.folder.read("w/reports/" + name).contains("THE VERDICT CHANGED"), "\(name)") }

    let json = w.run("status", "--as-of", "2026-01-27", "--format", "json").out
    #expect(json.contains("\"revised\": {") && json.contains("\"date\": \"2026-01-26\"") && json.contains("\"reason\": \"corrected_data\""))
    #expect(json.contains("\"was\": \"scale\"") && json.contains("\"now\": \"continue\"") && json.contains("\"was_variant\": \"b\""))
    let status = w.run("status", "--as-of", "2026-01-27").out
    let (first, table) = (status.firstRange(of: "e: THE VERDICT CHANGED"), status.firstRange(of: "EXPERIMENT"))
    #expect(first.map { range in table.map { range.lowerBound < $0.lowerBound } ?? false } ?? false)
    #expect(w.run("show", "e", "--as-of", "2026-01-27").out.contains("THE VERDICT CHANGED"))
    // A test that only goes on needs a person for that alone.
    #expect(w.run("status", "--as-of", "2026-01-27", "--exit-code").status == 3)

    #expect(w.run("decide", "e", "acknowledge", "--note", "told the team", "--as-of", "2026-01-27").status == 0)
    #expect(w.run("status", "--as-of", "2026-01-27", "--exit-code").status == 0)
    let after = w.run("status", "--as-of", "2026-01-27", "--format", "json").out
    #expect(after.contains("\"revised\": null") && !w.run("status", "--as-of", "2026-01-27").out.contains("THE VERDICT CHANGED"))
    #expect(w.folder.read("w/records/" + (w.records.last ?? "")).contains("told the team"))
    #expect(w.run("decide", "e", "acknowledge", "--note", "again", "--as-of", "2026-01-27").status == 1, "there is nothing left to acknowledge")
    #expect(w.run("verify").status == 0)
  }

  @Test("alpha spent stays spent: looks keep their dates, spending times and levels")
  func alphaStays() {
    winnerTakenBack()
    let before = w.run("show", "e", "--as-of", "2026-01-20", "--format", "json").out
    #expect(w.run("review", "--as-of", "2026-01-26").status == 0)
    let after = w.run("show", "e", "--as-of", "2026-01-27", "--format", "json").out
    // The look of 19 January stands first in both.
    for key in ["information_fraction", "alpha_spent", "nominal_level"] {
      let history = { (text: String) in String(text[(text.firstRange(of: "\"history\"")?.lowerBound ?? text.startIndex)...]).numbers(of: key).first }
      #expect(history(before) != nil && history(before) == history(after), "\(key)")
    }
    #expect(after.contains("\"look\": 2,") && after.contains("\"date\": \"2026-01-19\""))
  }

  @Test("a correction that changes no standing is one line under health, once")
  func harmless() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    w.data { $0 == 2 ? TruthWorkspace.even + 1 : TruthWorkspace.even }
    let review = w.run("review", "--as-of", "2026-01-26", "--format", "json")
    #expect(review.out.contains("\"revised\": null") && review.out.count(of: "\"check\": \"data_corrected\"") == 1)
    #expect(review.error.contains("have changed since: e"))
    let text = w.run("status", "--as-of", "2026-01-27").out
    #expect(text.count(of: "were corrected") == 1 && !text.contains("THE VERDICT CHANGED"))
    #expect(!w.run("review", "--as-of", "2026-02-02", "--format", "json").out.contains("data_corrected"))
    #expect(w.records.filter { $0.contains("revision") }.count == 1)
  }

  @Test("corrected data may prove what the first ones hid")
  func winnerRises() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    w.data { _ in TruthWorkspace.better }
    let review = w.run("review", "--as-of", "2026-01-26", "--format", "json").out
    #expect(review.contains("\"was\": \"continue\"") && review.contains("\"now\": \"scale\"") && review.contains("\"now_variant\": \"b\""))
  }

  @Test("a verdict that was carried out is not reopened: the replay stands beside it")
  func carriedOut() {
    w.write { _ in TruthWorkspace.better }
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    #expect(w.run("decide", "e", "scale", "--variant", "b", "--note", "done", "--as-of", "2026-01-20").status == 0)
    w.data { _ in TruthWorkspace.even }
    let review = w.run("review", "--as-of", "2026-01-26", "--format", "json").out
    #expect(review.contains("\"action\": \"decided\"") && review.contains("\"recommended\": \"continue\"") && review.contains("\"was\": \"scale\""))
    #expect(review.contains("\"look\": 1,"), "a closed test is not looked at again")
    #expect(w.run("show", "e", "--as-of", "2026-01-27").out.contains("THE VERDICT CHANGED"))
  }

  @Test("a verdict that fell and is reached again by the day's own look says both")
  func wonAgain() {
    // The first week was even after all; the second is as good as the first was thought to be.
    w.write { _ in TruthWorkspace.better }
    #expect(w.run("review", "--as-of", "2026-01-19", "--format", "json").out.contains("\"action\": \"scale\""))
    w.data { $0 < 7 ? TruthWorkspace.even + 5 * ($0 % 2) : TruthWorkspace.better }
    let review = w.run("review", "--as-of", "2026-02-02", "--format", "json").out
    #expect(review.contains("\"was\": \"scale\"") && review.contains("\"now\": \"continue\"") && review.contains("\"action\": \"scale\""))
    #expect(w.run("status", "--as-of", "2026-02-03").out.replacing("\n  ", with: " ").contains("Since then it has become SCALE New page."))
  }

  @Test("another secondary metric, other segments or another title are no corrected data")
  func otherMetric() {
    w.write()
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    w.declare("e", replacing: "primary: m", with: "  t: {type: proportion, numerator: y, denominator: n}\nprimary: m")
    let review = w.run("review", "--as-of", "2026-01-26", "--format", "json")
    #expect(review.status == 0 && !review.out.contains("data_corrected") && !w.records.contains { $0.contains("revision") })
    #expect(review.out.count(of: "\"added_later\": true") == 1)
    #expect(w.run("show", "e", "--as-of", "2026-01-27").out.contains("added later"))
  }

  @Test("in Chinese as in English")
  func chinese() {
    w.write({ _ in TruthWorkspace.better }, language: "zh-Hans")
    #expect(w.run("review", "--as-of", "2026-01-19").status == 0)
    w.data { _ in TruthWorkspace.even }
    let review = w.run("review", "--as-of", "2026-01-26", "--format", "json").out
    #expect(review.contains("结论有变：原为放量 New page，现为继续，原因是此前评审过的数据有更正") && !review.contains("VERDICT"))
    #expect(review.contains("原为胜出，现为未定"))
    #expect(w.run("status", "--as-of", "2026-01-27").out.contains("e：结论有变"))
  }
}
