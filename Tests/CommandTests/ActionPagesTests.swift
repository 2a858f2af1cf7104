import TestSupport
import Testing

/// One page of each action, in every form and both languages: what somebody reads who has nothing else.
///
/// Two posters at ¥200 a day each for four weeks, a look a week; every third day one and two results more. With 10 against 18 results a day the first look proves
/// the difference (z is 3.88, the line 2.37); with 14 against 14 there is none.
@Suite("Pages of each action")
struct ActionPagesTests {
  static let actions = ["better", "worse", "even", "taken-back", "closed", "uneven", "unsplit", "later"]
  let program: BuiltProgram
  let folder = TemporaryFolder()
  let kept: String

  init() throws {
    program = try #require(BuiltProgram(), "the built program stands beside the tests")
    kept = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Pages/actions/"
    folder.write("w/mvp.yaml", "project: Autumn\ncurrency: CNY\ntimezone: UTC\nreviews: {every: 1w, anchor: 2026-01-12}\n")
    write("better", "A poster that wins", results: (10, 18))
    write("worse", "A poster that loses", results: (18, 10))
    write("even", "Two posters alike", results: (14, 14))
    write("taken-back", "A win that its data took back", results: (10, 18))
    write("closed", "A test that a person ended", results: (14, 15))
    write("uneven", "Money that was not spent as planned", results: (10, 18), spend: (200, 90))
    write("unsplit", "A poster without data", results: (14, nil))
    write("later", "A test not begun", results: (nil, nil), start: "2026-03-02")
    try reviewed("review", "--as-of", "2026-01-19")
    data("taken-back", (14, 14), (200, 200))
    try reviewed("decide", "closed", "stop", "--note", "the stand is closed", "--as-of", "2026-01-22")
    try reviewed("review", "--as-of", "2026-01-26")
  }

  private func reviewed(_ arguments: String...) throws {
    let output = program.run(arguments + ["--workspace", folder.path + "/w"], folder: folder.path, today: "2026-01-26")
    try #require(output.status == 0, "\(arguments): \(output.error)")
  }

  private func write(_ id: String, _ title: String, results: (Int?, Int?), spend: (Int, Int) = (200, 200), start: String = "2026-01-12") {
    folder.write(
      "w/experiments/\(id).yaml",
      """
      title: \(title)
      owner: Lin
      start: \(start)
      duration: 28d
      budget: {total: 12000, spent: spend}
      variants: {a: {title: Old poster}, b: {title: New poster}}
      data: {file: data/\(id).csv, variant: poster, date: day}
      metrics:
        cpl: {title: Cost per lead, type: cost_per, cost: spend, per: leads}
        refunds: {title: Refunds, type: proportion, numerator: refunds, denominator: leads, direction: decrease}
      primary: cpl
      guardrails:
        refunds: {max_increase: 100%}
      decision: {spending: pocock, minimum_effect: 10%, scale_value: 50000}

      """)
    data(id, results, spend)
  }

  private func data(_ id: String, _ results: (Int?, Int?), _ spend: (Int, Int)) {
    var rows = "poster,day,spend,leads,refunds\n"
    for day in 0..<14 {
      for (name, leads, money) in [("a", results.0, spend.0), ("b", results.1, spend.1)] {
        guard let leads else { continue }
        rows += "\(name),\(TruthWorkspace.date(day)),\(money),\(leads + day % 3),\((leads + day % 3) / 10)\n"
      }
    }
    folder.write("w/data/\(id).csv", rows)
  }

  private func show(_ id: String, _ language: String, _ form: String) -> String {
    program.run(
      ["show", id, "--as-of", "2026-01-26", "--lang", language, "--format", form, "--workspace", folder.path + "/w"], folder: folder.path, today: "2026-01-26"
    ).out
  }

  @Test("as they were kept")
  func asKept() {
    for id in ActionPagesTests.actions {
      for (language, suffix) in [("en", ""), ("zh-Hans", "-zh")] {
        for (form, ending) in [("table", "txt"), ("markdown", "md"), ("html", "page")] {
          let text = form == "html" ? ReadPage.words(show(id, language, form)) : show(id, language, form)
          let difference = Snapshot.difference(text, kept: kept + "\(id)\(suffix).\(ending)")
          #expect(difference == nil)
        }
      }
    }
  }

  @Test(
    "the verdict of each is what its data were made for",
    arguments: [
      ("better", "scale"), ("worse", "stop"), ("even", "continue"), ("taken-back", "continue"), ("closed", "decided"), ("uneven", "scale"), ("unsplit", "blocked"),
      ("later", "planned"),
    ])
  func verdict(id: String, action: String) {
    #expect(show(id, "en", "json").contains("\"action\": \"\(action)\""))
  }

  /// Bounds that stand for "more than can be told", and the level of all verdicts together, which JSON has as `confidence`.
  private static let said = [99.9, 0.1, 0.0001, 95, 5, 0.05]

  @Test("every number of a page stands in the review's JSON", arguments: actions)
  func numbers(id: String) {
    for language in ["en", "zh-Hans"] {
      let known = ReadPage.numbers(show(id, language, "json")).map { $0.value }
      for form in ["table", "markdown", "html"] {
        let text = form == "html" ? ReadPage.words(show(id, language, form)) : show(id, language, form)
        for number in ReadPage.numbers(text) where number.value >= 32 || number.places > 0 {
          #expect(
            ActionPagesTests.said.contains(number.value) || known.contains { number.isRounding(of: $0) || number.isRounding(of: 100 * $0) },
            "\(number.text) of \(id), \(language), \(form)")
        }
      }
    }
  }
}
