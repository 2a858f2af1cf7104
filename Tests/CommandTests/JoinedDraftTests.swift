import TestSupport
import Testing

/// `mvp new --from-file ads.csv crm.csv`: the money of a console and what became of it, as two tables that meet on variant and day.
@Suite("Declarations drafted from two files of different kinds")
struct JoinedDraftTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  private var root: String { folder.path + "/w" }
  private func run(_ arguments: String...) -> BuiltProgram.Output { program.run(arguments + ["--workspace", root], folder: folder.path) }
  private var declaration: String { folder.read("w/experiments/t.yaml") }

  private static func iso(_ day: Int) -> String { "2026-11-\(day < 10 ? "0" : "")\(day)" }

  /// Fourteen days of two arms, 20 a day and so much more of the second.
  private func ads(_ header: String, _ names: [String], more: Int = 2) -> String {
    header + "\n" + (2...15).flatMap { day in names.enumerated().map { "\(JoinedDraftTests.iso(day)),\($1),\(20 + more * $0),\(900 + day),4\(day % 9)" } }.joined(separator: "\n")
      + "\n"
  }

  private func make(_ language: String) {
    folder.remove("w/experiments/t.yaml")
    folder.write("w/mvp.yaml", "project: T\ncurrency: CNY\ntimezone: Asia/Shanghai\nlanguage: \(language)\nreviews: {anchor: 2026-11-02}\n")
  }

  private func holds(_ parts: [String]) {
    for part in parts { #expect(declaration.contains(part), "\(part) in\n\(declaration)") }
    let validated = run("validate", "--data")
    #expect(validated.status == 0 && !validated.error.contains("error"), "\(validated.error)\(validated.out)")
    let review = run("review", "--dry-run")
    #expect(review.status == 0 && !review.out.contains("[BLOCKED]") && !review.out.contains("暂缓"), "\(review.error)\(review.out)")
  }

  @Test("leads of a CRM: variants meet by their names, whatever their case and marks, in either order of the files", arguments: ["en", "zh-Hans"])
  func leads(language: String) {
    folder.write("w/data/ads.csv", ads("Day,Ad name,Amount spent (CNY),Impressions,Link clicks", ["Poster A", "Poster B"]))
    let leads = (2...15).flatMap { day in
      (0..<6).map { "\(day)-\($0),\(JoinedDraftTests.iso(day)),poster_\($0 % 2 == 0 ? "a" : "b"),\($0 < 2 + day % 3 ? "yes" : "no"),Wu" }
    }
    folder.write("w/data/crm.csv", "lead_id,created_at,utm_content,converted,owner\n" + leads.joined(separator: "\n") + "\n")
    for files in [["ads.csv", "crm.csv"], ["crm.csv", "ads.csv"]] {
      make(language)
      let made = run("new", "t", "--from-file", root + "/data/" + files[0], root + "/data/" + files[1], "--yes")
      #expect(made.status == 0 && made.error.isEmpty, "\(made.error)")
      holds([
        "  ads:\n    file: \"data/ads.csv\"\n    variant: \"Ad name\"", "  crm:\n    file: \"data/crm.csv\"\n    variant: \"utm_content\"\n    unit: \"lead_id\"",
        "names: [\"Poster A\", \"poster_a\"]", "cost_per_outcome: {type: cost_per, cost: \"ads.Amount spent (CNY)\", per: \"crm.converted\"}",
        "converted: {type: proportion, value: \"crm.converted\"}", "primary: cost_per_outcome", "converted: {max_decrease: 30%}",
      ])
    }
  }

  @Test("orders of a shop, whose total stands on every line of an order")
  func orders() {
    folder.write("w/data/ads.csv", ads("日期,计划,消耗,展示数,点击数", ["秋季", "冬季"], more: 0))
    let orders = (2...15).flatMap { day in
      ["秋季", "冬季"].flatMap { name in [1, 2].map { "\(day)\(name),\(JoinedDraftTests.iso(day)),\(name),\(100 + day * 37 % 60).50,商品\($0)" } }
    }
    folder.write("w/data/shop.csv", "订单号,日期,来源计划,订单金额,商品\n" + orders.joined(separator: "\n") + "\n")
    make("zh-Hans")
    let made = run("new", "t", "--from-file", root + "/data/ads.csv", root + "/data/shop.csv", "--yes")
    #expect(made.status == 0 && !declaration.contains("crm.rows"), "\(made.error)")
    // Two lines an order: rows are not orders, so money for money decides.
    holds(["once: {\"订单金额\": \"订单号\"}", "primary: return_on_spend", "return_on_spend: {type: return_on, value: \"crm.订单金额\", cost: \"ads.消耗\"}"])
  }

  @Test("names that do not meet are a line to fill in; a file without a column for them is told")
  func unmatched() {
    make("en")
    folder.write("w/data/ads.csv", ads("Day,Ad name,Amount spent (CNY),Impressions,Link clicks", ["A", "B"]))
    folder.write("w/data/crm.csv", "lead_id,created_at,route,converted\n1,2026-11-02,north,yes\n2,2026-11-03,south,no\n3,2026-11-03,north,yes\n4,2026-11-04,south,no\n")
    let made = run("new", "t", "--from-file", root + "/data/ads.csv", root + "/data/crm.csv", "--yes")
    #expect(made.status == 0 && made.error.contains("name no variant alike") && made.error.contains("north, south"), "\(made.error)")
    holds(["# FILL IN: no value of 'route' in crm is one of these", "  # cost_per_outcome:", "primary: click_rate"])
    folder.remove("w/experiments/t.yaml")
    folder.write("w/data/crm.csv", "lead_id,created_at,converted\n1,2026-11-02,yes\n2,2026-11-03,no\n")
    let none = run("new", "t", "--from-file", root + "/data/ads.csv", root + "/data/crm.csv", "--yes")
    #expect(none.status == 1 && none.error.contains("utm_campaign"), "\(none.error)")
  }
}
