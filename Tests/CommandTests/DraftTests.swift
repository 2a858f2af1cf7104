import TestSupport
import Testing

/// `mvp new --from-file`: from each console's export to a declaration that validates and reviews, as a person would run it, without editing a line.
@Suite("Declarations drafted from files")
struct DraftTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  private var root: String { folder.path + "/w" }
  private func run(_ arguments: String...) -> BuiltProgram.Output { program.run(arguments + ["--workspace", root], folder: folder.path) }
  private var declaration: String { folder.read("w/experiments/t.yaml") }

  private func makeWorkspace(_ currency: String, language: String = "en") {
    folder.write("w/mvp.yaml", "project: T\ncurrency: \(currency)\ntimezone: Asia/Shanghai\nlanguage: \(language)\nreviews: {anchor: 2026-11-02}\n")
  }

  /// An export in the form of one console, made here: fourteen days of two arms. The headers are those of real exports or of importers' code; see the
  /// sources in `consoles.txt`.
  struct Sample: CustomTestStringConvertible, Sendable {
    let console: String
    let currency: String
    let above: String
    let header: String
    let row: @Sendable (_ arm: String, _ day: Int) -> String
    var below = ""
    let variant: String
    let primary: String
    let holds: [String]

    var testDescription: String { console }
    var text: String {
      var text = above + header + "\n"
      for day in 2...15 { for arm in ["A", "B"] { text += row(arm, day) + "\n" } }
      return text + below
    }
  }

  private static func iso(_ day: Int) -> String { "2026-11-\(day < 10 ? "0" : "")\(day)" }

  static let samples: [Sample] = [
    Sample(
      console: "meta", currency: "USD", above: "", header: "Campaign name,Ad set name,Day,Results,Amount spent (USD),Impressions,Link clicks,Reporting starts",
      row: { arm, day in "Test,\(arm),\(iso(day)),\(day % 3 == 0 ? "" : "\(3 + day % 4)"),\(20 + day % 5).35,900,4\(day % 7),2026-11-02" }, variant: "Ad set name",
      primary: "cost_per_result",
      holds: ["empty: zero", "cost: \"Amount spent (USD)\", per: \"Results\"", "conversion_rate: {max_decrease: 30%}", "start: 2026-11-02", "end: 2026-11-15"]),
    Sample(
      console: "google-ads", currency: "USD", above: "Campaign report\n\"November 2, 2026 - November 15, 2026\"\n",
      header: "Campaign status,Campaign,Day,Currency code,Impr.,Clicks,Cost,Conversions,Cost / conv.",
      row: { arm, day in "Enabled,Brand \(arm),\(iso(day)),USD,\"1,200\",9\(day % 8),\(31 + day % 3).10,\(6 + day % 3).50, --" }, variant: "Campaign",
      primary: "cost_per_result", holds: ["{type: ratio, numerator: \"Conversions\", denominator: \"Clicks\"}"]),
    Sample(
      console: "tiktok", currency: "EUR", above: "", header: "By Day,Campaign name,Ad group name,Cost,Impressions,Clicks (destination),CTR (destination),Conversions",
      row: { arm, day in "\(iso(day)),x,Group \(arm),10.50,1000,4\(day % 9),4.00%,\(4 + day % 2)" }, below: "Total,,,294.00,28000,1232,4.40%,126\n",
      variant: "Ad group name", primary: "cost_per_result", holds: ["{type: proportion, numerator: \"Conversions\", denominator: \"Clicks (destination)\"}"]),
    Sample(
      console: "juguang", currency: "CNY", above: "", header: "时间,创意名称,消费,展现量,点击量,点击率,互动量,私信进线数,私信留资数",
      row: { arm, day in "\(iso(day)),海报\(arm),\(100 + day),2000,8\(day % 7),4.1%,30,12,\(5 + day % 3)" }, variant: "创意名称", primary: "cost_per_result",
      holds: ["per: \"私信留资数\"", "\"a\": {names: [\"海报A\"]}"]),
    Sample(
      console: "ocean-engine", currency: "CNY", above: "", header: "时间-天,项目名称,单元名称,消耗,展示数,平均千次展现费用(元),点击数,点击率%,转化数",
      row: { arm, day in "\(iso(day)),项目,单元\(arm),\(200 + day).50,9000,22.1,27\(day % 9),3.00,\(11 + day % 4)" }, variant: "单元名称",
      primary: "cost_per_result", holds: ["cost: \"消耗\", per: \"转化数\""]),
    Sample(
      console: "baidu", currency: "CNY", above: "数据生成时间：2026-11-16 09:00\n1. 时间范围：20261102\n\n",
      header: "日期,推广计划,账户,展现,点击,消费,平均点击价格,网页转化",
      row: { arm, day in "\(iso(day)),计划\(arm),账户一,700,6\(day % 9),\(55 + day % 4).20,0.9,\(3 + day % 3)" }, variant: "推广计划", primary: "cost_per_result",
      holds: ["denominator: \"点击\""]),
    Sample(
      console: "ga4", currency: "CNY", above: "# ----\n# Report CSV Export\n# Start date: 20261102\n\n", header: "Date,Experiment variant,Active users,Key events,New users",
      row: { arm, day in "202611\(day < 10 ? "0" : "")\(day),\(arm),4\(day % 9)0,3\(day % 5),11" }, variant: "Experiment variant", primary: "conversion_rate",
      holds: ["numerator: \"Key events\", denominator: \"Active users\""]),
    Sample(
      console: "shopify", currency: "CNY", above: "", header: "Name,Email,Financial Status,Paid at,Total,Created at,Lineitem quantity,Lineitem name,Poster",
      row: { arm, day in "#\(arm)\(day),p@example.com,\(day % 4 == 0 ? "refunded" : "paid"),,\(30 + day % 6).40,\(iso(day)) 10:05:00 +0800,1,Item,\(arm)" },
      variant: "Poster", primary: "value_per_unit", holds: ["unit: \"Name\"", "date: \"Created at\"", "equals: [\"paid\"]"]),
    Sample(
      console: "hubspot", currency: "CNY", above: "", header: "Record ID,First Name,Lead Status,Create Date,Contact owner,Deal Stage,Route",
      row: { arm, day in "\(arm)\(day),X,Open,\(iso(day)) 09:14,Wu,\(day % 3 == 0 ? "Closed Won" : "Closed Lost"),\(arm == "A" ? "auto" : "manual")" },
      variant: "Route", primary: "success", holds: ["value: {column: \"Deal Stage\", equals: [\"Closed Won\"]}"]),
    Sample(
      console: "a table of its own", currency: "CNY", above: "", header: "日期;方案;费用;点击;注册数",
      row: { arm, day in "0\(1 + day % 9).11.2026;\(arm);1\(day % 7),50;100;\(5 + day % 3)" }, variant: "方案", primary: "cost_per_result",
      holds: ["cost: \"费用\", per: \"注册数\""]),
  ]

  @Test("New, validate, review: not a line edited", arguments: samples)
  func endToEnd(_ sample: Sample) {
    for language in ["en", "zh-Hans"] {
      folder.remove("w/experiments/t.yaml")
      folder.remove("w/data/export.csv")
      makeWorkspace(sample.currency, language: language)
      folder.write("down/export.csv", sample.text)
      let made = run("new", "t", "--from-file", folder.path + "/down/export.csv")
      #expect(made.status == 0, "\(made.error)")
      #expect(made.out.contains("data/export.csv"))
      let text = declaration
      for part in sample.holds + ["variant: \"\(sample.variant)\"", "primary: \(sample.primary)", "evidence: observational"] {
        #expect(text.contains(part), "\(part) in\n\(text)")
      }
      let problems = text.split(separator: "\n").filter { $0.hasPrefix("# ") && !$0.contains("yaml-language-server") }
      #expect(problems.count >= 4, "what no file can say stands as a comment")
      #expect(text.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) } || language == "en")
      let validated = run("validate", "--data")
      #expect(validated.status == 0, "\(validated.error)\(validated.out)")
      let review = run("review", "--dry-run")
      #expect(review.status == 0 && !review.out.contains("[BLOCKED]"), "\(review.error)\(review.out)")
    }
  }

  private let plain = "Day,Ad name,Amount spent (CNY),Link clicks,Results\n2026-11-02,A,20,90,7\n2026-11-02,B,21,95,8\n2026-11-03,A,22,88,6\n2026-11-03,B,19,90,9\n"

  @Test("One file per variant; parts of one table; files of different columns are refused")
  func several() {
    makeWorkspace("CNY")
    folder.write("w/data/old.csv", "day,cost,clicks,orders\n2026-11-02,10,90,3\n2026-11-03,11,91,4\n")
    folder.write("w/data/new.csv", "day,cost,clicks,orders\n2026-11-02,10,92,5\n2026-11-03,11,93,6\n")
    #expect(run("new", "t", "--from-file", root + "/data/old.csv", root + "/data/new.csv").status == 0)
    #expect(declaration.contains("    \"old\": \"data/old.csv\"\n    \"new\": \"data/new.csv\"\n"))
    #expect(declaration.contains("control: \"old\""))
    #expect(run("validate", "--data").status == 0)
    folder.remove("w/experiments/t.yaml")
    folder.write("w/data/part-1.csv", plain)
    folder.write("w/data/part-2.csv", plain.replacing("2026-11-02", with: "2026-11-04").replacing("2026-11-03", with: "2026-11-05"))
    #expect(run("new", "t", "--from-file", root + "/data/part-1.csv", root + "/data/part-2.csv").status == 0)
    #expect(declaration.contains("file: \"data/part-*.csv\"") && declaration.contains("end: 2026-11-05"))
    #expect(declaration.contains("{names: [\"A\"]}   # 4 rows, 4 days, 84 spent, 26 results"), "\(declaration)")
    #expect(run("validate", "--data").status == 0)
    // Two files of money with different columns are no two tables of one test.
    let other = run("new", "u", "--from-file", root + "/data/part-1.csv", root + "/data/old.csv")
    #expect(other.status == 1 && other.error.contains("different columns"))
  }

  @Test("What cannot be drafted is told, and nothing is left behind; what exists is not overwritten")
  func refused() {
    makeWorkspace("CNY")
    folder.write("down/x.csv", plain)
    #expect(run("new", "t", "--from-file", folder.path + "/down/none.csv").status == 2)
    #expect(run("new", "t", "--from-file", folder.path + "/down/x.csv", "--preset", "mety").error.contains("did you mean 'meta'"))
    let slip = run("new", "t", "--from-file", folder.path + "/down/x.csv", "--variant", "Ad nme")
    #expect(slip.status == 1 && slip.error.contains("did you mean 'Ad name'"))
    folder.write("down/one.csv", "day,cost,orders\n2026-11-02,5,1\n2026-11-03,6,2\n")
    #expect(run("new", "t", "--from-file", folder.path + "/down/one.csv").error.contains("tells variants apart"))
    folder.write("down/views.csv", "day,variant,阅读量\n2026-11-02,A,5\n2026-11-02,B,6\n")
    #expect(run("new", "t", "--from-file", folder.path + "/down/views.csv").error.contains("counts an action"))
    // Rows that the reader refuses: found before anything is written.
    folder.write("down/bad.csv", plain + "2026-11-04,A,x,1,2\n2026-11-04,B,y,1,2\n")
    let bad = run("new", "t", "--from-file", folder.path + "/down/bad.csv")
    #expect(bad.status == 2 && bad.error.contains("bad.csv:6"), "\(bad.error)")
    #expect(folder.names("w/data").isEmpty && folder.names("w/experiments").isEmpty)
    #expect(run("new", "t", "--from-file", folder.path + "/down/x.csv").status == 0)
    let before = declaration
    #expect(run("new", "t", "--from-file", folder.path + "/down/x.csv").status == 1)
    #expect(declaration == before)
    #expect(run("new", "u", "--template", "posters", "--budget", "5").status == 64)
  }

  @Test("Money of another currency stays out until its worth is stated")
  func otherCurrency() {
    makeWorkspace("CNY")
    folder.write("w/data/x.csv", plain.replacing("(CNY)", with: "(USD)"))
    let made = run("new", "t", "--from-file", root + "/data/x.csv")
    #expect(made.status == 0 && made.error.contains("USD"), "\(made.error)")
    #expect(declaration.contains("primary: conversion_rate") && declaration.contains("  # cost_per_result:") && declaration.contains("# currency: {USD:"))
    #expect(run("validate", "--data").status == 0)
  }

  @Test("Empty results of no known console are taken for missing, and that is said")
  func emptyResults() {
    makeWorkspace("CNY")
    folder.write("w/data/x.csv", "day,variant,cost,clicks,orders\n2026-11-02,A,20,90,7\n2026-11-02,B,21,95,8\n2026-11-03,A,22,88,\n2026-11-03,B,19,90,\n")
    let made = run("new", "t", "--from-file", root + "/data/x.csv")
    #expect(made.status == 0 && made.error.contains("empty: zero"), "\(made.error)")
    #expect(declaration.contains("  empty: missing "))
    #expect(run("validate", "--data").status == 0)
  }

  @Test("On a terminal it asks, and takes the answers; with --yes it does not")
  func asks() {
    makeWorkspace("CNY")
    folder.write(
      "w/data/x.csv",
      "Day,Campaign name,Ad name,Amount spent (CNY),Link clicks,Results,Purchases\n2026-11-02,C1,A,20,90,7,2\n2026-11-02,C2,B,21,95,8,1\n2026-11-03,C1,A,22,88,6,3\n2026-11-03,C2,B,19,90,9,2\n"
    )
    let asked = program.runOnTerminal(["new", "t", "--from-file", root + "/data/x.csv", "--workspace", root], typed: ["2", "2", "5,000", "y"])
    #expect(asked.status == 0, "\(asked.shown)")
    #expect(asked.shown.contains("Which column tells the variants apart?"))
    for part in ["variant: \"Ad name\"", "per: \"Results\"", "budget: {total: 5000}", "evidence: randomized"] { #expect(declaration.contains(part), "\(part)") }
    folder.remove("w/experiments/t.yaml")
    let quiet = program.runOnTerminal(["new", "t", "--from-file", root + "/data/x.csv", "--workspace", root, "--yes"], typed: [])
    #expect(quiet.status == 0 && !quiet.shown.contains("?"), "\(quiet.shown)")
    for part in ["variant: \"Campaign name\"", "per: \"Purchases\"", "# budget:", "evidence: observational"] { #expect(declaration.contains(part), "\(part)") }
  }
}
