import TestSupport
import Testing

/// Evidence that nobody split, and tests in which there is nothing to compare.
@Suite("Nothing to compare") struct NothingToCompareTests {
  private let program: BuiltProgram
  private let folder = TemporaryFolder()

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  private func review(_ declaration: String, _ rows: String) -> String {
    folder.write("w/mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\n")
    folder.write("w/data/d.csv", rows)
    folder.write("w/experiments/e.yaml", "start: 2026-11-02\nend: 2026-11-15\n" + declaration)
    return program.run(["review", "--dry-run", "--as-of", "2026-11-16", "--workspace", folder.path + "/w"], folder: folder.path).out
  }

  private func day(_ day: Int) -> String { "2026-11-\(day < 8 ? "0" : "")\(day + 2)" }

  @Test("observational evidence has no planned split, in units or in money")
  func observational() {
    // 560 leads by search, 61 won; 308 by social, 25 won.
    var rows = "lead,day,channel,won\n"
    for lead in 0..<560 { rows += "s\(lead),\(day(lead % 14)),Search,\(lead < 61 ? 1 : 0)\n" }
    for lead in 0..<308 { rows += "o\(lead),\(day(lead % 14)),Social,\(lead < 25 ? 1 : 0)\n" }
    let text = review(
      """
      evidence: observational
      variants: {search: {names: [Search]}, social: {names: [Social]}}
      data: {file: data/d.csv, unit: lead, date: day, variant: channel}
      metrics: {won: {type: proportion, value: won}}
      primary: won

      """, rows)
    #expect(text.contains("[STOP] e") && !text.contains("the split is not as planned"))
    #expect(text.contains("The split was not random (observed, not divided)"))
    // 8.117 % against 10.893 %.
    #expect(text.contains("social 25.5 % less") && text.contains("Descriptive only."))
    var money = "day,channel,cost,n\n"
    for index in 0..<14 { money += "\(day(index)),Search,1000,20\n\(day(index)),Social,100,\(index % 3)\n" }
    let spent = review(
      """
      evidence: observational
      variants: {search: {names: [Search]}, social: {names: [Social]}}
      data: {file: data/d.csv, date: day, variant: channel}
      metrics: {cpa: {type: cost_per, cost: cost, per: n}}
      primary: cpa

      """, money)
    #expect(!spent.contains("spend is far off the plan"))
  }

  @Test("an arm in which nothing was tried is said, and no test was carried out")
  func untried() {
    var rows = "id,poster,revenue,orders\n"
    for unit in 0..<200 {
      let orders = unit % 2 == 0 ? 0 : [1, 0, 2][(unit / 2) % 3]
      rows += "u\(unit),\(unit % 2 == 0 ? "A" : "B"),\(orders * 20),\(orders)\n"
    }
    let text = review(
      """
      variants: {a: {names: [A]}, b: {names: [B]}}
      data: {file: data/d.csv, unit: id, variant: poster}
      metrics: {aov: {type: ratio, numerator: revenue, denominator: orders}}
      primary: aov

      """, rows)
    #expect(text.contains("there is nothing to compare"))
    #expect(text.contains("a: nothing was tried"))
    #expect(!text.contains("no variant is proven better") && !text.contains("best bet"))
  }

  @Test("no result in any arm is a finding, and nothing is the best bet")
  func noResults() {
    var rows = "day,poster,clicks,signups\n"
    for index in 0..<14 { for poster in ["A", "B"] { rows += "\(day(index)),\(poster),\(102 + index),0\n" } }
    let text = review(
      """
      variants: {a: {names: [A]}, b: {names: [B]}}
      data: {file: data/d.csv, variant: poster, date: day}
      metrics: {cr: {type: proportion, numerator: signups, denominator: clicks}}
      primary: cr

      """, rows)
    #expect(text.contains("not one result in any variant, of 3,038 in all"))
    #expect(!text.contains("no variant is proven better") && !text.contains("best bet"))
  }
}
