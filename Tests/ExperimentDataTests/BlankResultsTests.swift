import ExperimentModel
import Testing

@testable import ExperimentData

/// Empty cells that might be zeros as well as unknown.
@Suite struct BlankResultsTests {
  private func answer(
    _ rows: String, key: String = "", metric: String = "{type: cost_per, cost: 花费, per: 成效}", extra: String = ""
  ) throws -> Result<ExperimentSummary, Diagnostics> {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "日期,广告,花费,展示,成效\n" + rows)
    return try disk.answer(
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {names: [A]}, b: {names: [B]}}
      data: {file: data/d.csv, variant: 广告, date: 日期\(key)}
      metrics: {m: \(metric)\(extra)}
      primary: m
      """)
  }

  private func codes(_ answer: Result<ExperimentSummary, Diagnostics>) -> [String] {
    if case .failure(let problems) = answer { problems.all.map(\.code) } else { [] }
  }

  private let blank = "2026-11-02,A,100,900,3\n2026-11-02,B,100,900,\n2026-11-03,A,90,800,2\n2026-11-03,B,95,800,4\n"

  @Test func neitherReadingIsTakenInSilence() throws {
    let found = try answer(blank)
    #expect(codes(found) == ["blank_results"])
    guard case .failure(let problems) = found else { return }
    let text = problems.all[0].message
    #expect(text.english.contains("'成效' is never 0, and 1 row with spend or impressions leaves it empty (first: data/d.csv:3)"))
    for language in [text.english, text.simplifiedChinese] {
      #expect(language.contains("empty: zero") && language.contains("empty: missing"))
    }
  }

  /// What a console is known to leave empty goes into the question; the answer stays the declaration's.
  @Test func theConsoleIsNamed() throws {
    func asked(_ header: String, _ row: (_ day: Int, _ arm: String, _ won: String) -> String, _ columns: (variant: String, date: String, cost: String, won: String)) throws
      -> BilingualText?
    {
      let disk = DiskWorkspace()
      disk.write("data/d.csv", header + "\n" + [row(2, "A", "3"), row(2, "B", ""), row(3, "A", "2"), row(3, "B", "4")].joined(separator: "\n") + "\n")
      return try disk.problems(
        """
        start: 2026-11-02
        end: 2026-11-15
        variants: {a: {names: [A]}, b: {names: [B]}}
        data: {file: data/d.csv, variant: "\(columns.variant)", date: "\(columns.date)"}
        metrics: {m: {type: cost_per, cost: "\(columns.cost)", per: "\(columns.won)"}}
        primary: m
        """
      ).first { $0.code == "blank_results" }?.message
    }
    let meta = try #require(
      try asked(
        "Campaign name,Ad set name,Day,Results,Amount spent (CNY),Impressions,Link clicks", { "T,\($1),2026-11-0\($0),\($2),20,900,40" },
        ("Ad set name", "Day", "Amount spent", "Results")))
    #expect(meta.english.contains("the header is that of Meta Ads Manager, which leaves zeros empty: most likely 'empty: zero' (none) in this table is right"))
    #expect(meta.simplifiedChinese.contains("表头是Meta 广告管理工具的，它把 0 留空：此表多半应写 'empty: zero'"))
    let google = try #require(
      try asked(
        "Campaign status,Campaign,Day,Currency code,Impr.,Clicks,Cost,Conversions,Cost / conv.", { "Enabled,\($1),2026-11-0\($0),CNY,900,40,20,\($2),1" },
        ("Campaign", "Day", "Cost", "Conversions")))
    #expect(google.english.contains("the header is that of Google Ads, of which it is not known what it leaves empty"))
    #expect(google.simplifiedChinese.contains("表头是Google Ads的，尚不清楚它把什么留空"))
  }

  @Test func eitherWayIsReadWhenSaid() throws {
    #expect(try answer(blank, key: ", empty: zero").get().sums() == ["190/5", "195/4"])
    #expect(try answer(blank, key: ", empty: missing").get().sums() == ["190/5", "95/4"])
    #expect(try answer(blank, metric: "{type: cost_per, cost: 花费, per: 成效, missing: zero}").get().sums() == ["190/5", "195/4"])
  }

  /// A console that writes zeros, in whatever row, leaves empty what it does not know.
  @Test func aZeroAnywhereSettlesIt() throws {
    #expect(try answer(blank + "2026-11-03,Other,5,70,0\n").get().sums() == ["190/5", "95/4"])
  }

  @Test func whatIsNoResultIsNotAskedFor() throws {
    // Nothing was spent and nothing shown beside the empty cell: it says nothing either way.
    #expect(codes(try answer("2026-11-02,A,100,900,3\n2026-11-02,B,0,0,\n2026-11-03,B,95,800,4\n")).isEmpty)
    // Words say that nothing is known.
    #expect(codes(try answer(blank.replacing("B,100,900,\n", with: "B,100,900,N/A\n"))).isEmpty)
    #expect(codes(try answer(blank.replacing("B,100,900,\n", with: "B,100,900,--\n"))) == ["blank_results"])
    // Missing money is no missing result.
    #expect(codes(try answer("2026-11-02,A,100,900,3\n2026-11-02,B,,900,1\n2026-11-03,B,95,800,4\n")).isEmpty)
  }

  /// The trials of a share are what its results stand beside.
  @Test func besideImpressions() throws {
    #expect(codes(try answer(blank, metric: "{type: proportion, numerator: 成效, denominator: 展示}")) == ["blank_results"])
  }

  /// Days whose results are still to come may be empty.
  @Test func youngDaysMayBeEmpty() throws {
    let rows = "2026-11-02,A,100,900,3\n2026-11-02,B,100,900,2\n2026-11-14,A,90,800,\n2026-11-14,B,95,800,\n"
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "日期,广告,花费,展示,成效\n" + rows)
    let declaration = """
      start: 2026-11-02
      end: 2026-11-15
      outcome_lag: 3d
      variants: {a: {names: [A]}, b: {names: [B]}}
      data: {file: data/d.csv, variant: 广告, date: 日期}
      metrics: {m: {type: cost_per, cost: 花费, per: 成效}}
      primary: m
      """
    #expect(try disk.summary(declaration, asOf: "2026-11-16").sums() == ["100/3", "100/2"])
    // Later too, while no arm has a result of those days; with one they are in doubt.
    #expect(try disk.summary(declaration).sums() == ["100/3", "100/2"])
    disk.write("data/d.csv", "日期,广告,花费,展示,成效\n" + rows + "2026-11-15,B,95,800,1\n")
    #expect(try disk.problems(declaration).map(\.code) == ["blank_results"])
    // While they are young they may be empty all the same.
    #expect(try disk.summary(declaration, asOf: "2026-11-16").sums() == ["100/3", "100/2"])
  }
}
