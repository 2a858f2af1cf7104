import TestSupport
import Testing

/// Further consoles' exports, in the form of their real headers (sources: `consoles.txt`): a declaration that validates against the file and reviews.
@Suite("Declarations drafted from further consoles")
struct MoreDraftTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  private func run(_ arguments: String...) -> BuiltProgram.Output {
    program.run(arguments + ["--workspace", folder.path + "/w"], folder: folder.path)
  }

  struct Sample: CustomTestStringConvertible, Sendable {
    let console: String
    let currency: String
    let lines: [String]
    let holds: [String]
    var testDescription: String { console }

    init(_ console: String, _ currency: String, _ above: String, _ holds: [String], below: String = "", _ row: (_ arm: String, _ day: Int) -> String) {
      self.console = console
      self.currency = currency
      self.holds = holds
      lines = [above] + (2...15).flatMap { day in ["A", "B"].map { row($0, day) } } + (below.isEmpty ? [] : [below])
    }
  }

  private static func iso(_ day: Int) -> String { "2026-11-\(day < 10 ? "0" : "")\(day)" }

  static let samples: [Sample] = [
    Sample(
      "microsoft-ads", "USD", "\"Gregorian date\",\"Status\",\"Campaign\",\"Currency code\",\"Impr.\",\"Clicks\",\"Spend\",\"Conv.\"",
      ["variant: \"Campaign\"", "primary: cost_per_result", "per: \"Conv.\""]
    ) { arm, day in "\"11/\(day)/2026\",\"Enabled\",\"Brand \(arm)\",\"USD\",\"\(1000 + day)\",\"\(40 + day)\",\"20.10\",\"\(day % 5)\"" },
    Sample(
      "linkedin", "USD",
      "Campaign Performance Report (in UTC)\n\"Report Start: November 2, 2026, 12:00 AM\"\n\nStart Date (in UTC)\tAccount Name\tCurrency\tCampaign Name\tCampaign ID\tTotal Spent\tImpressions\tClicks\tConversions",
      ["variant: \"Campaign Name\"", "cost: \"Total Spent\", per: \"Conversions\""]
    ) { arm, day in "11/\(day)/2026\tAcct\tUSD\tCampaign \(arm)\t70186341864\t30.20\t\(2000 + day)\t\(20 + day)\t\(day % 4)" },
    Sample(
      "stripe", "USD", "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Status,Card Brand,variant (metadata)",
      ["unit: \"id\"", "variant: \"variant (metadata)\"", "primary: value_per_unit", "success: {type: proportion"]
    ) { arm, day in "ch_\(arm)\(day),\(iso(day)) 08:12:00,\(20 + day % 3).00,0.00,usd,true,\(day % 7 == 0 ? "Failed" : "Paid"),Visa,\(arm)" },
    Sample(
      "qianchuan", "CNY",
      "日期,商品名称,整体消耗,整体支付ROI,整体成交金额,整体成交订单数,净成交订单数\n全部,全部,5850.00,1.5,11438,293,265",
      ["variant: \"商品名称\"", "per: \"净成交订单数\"", "return_on_spend"]
    ) { arm, day in "\(iso(day)),商品\(arm),\(200 + day).\(day % 2)0,1.5,\(400 + day),\(9 + day % 4),\(8 + day % 4)" },
    Sample(
      "qianchuan's material, which has no day", "CNY", "素材名称,素材ID,素材创建时间,整体消耗,净成交ROI,净成交金额,整体支付ROI,净成交订单数",
      ["variant: \"素材名称\"", "end: "]
    ) { arm, day in "视频\(arm),73012345678901\(day),2026-10-11 10:00:00,\(200 + day).5,1.2,\(300 + day).1,1.8,\(10 + day % 3)" },
    Sample("gdt", "CNY", "日期,广告名称,曝光次数,点击次数,花费,目标转化量", ["variant: \"广告名称\"", "per: \"目标转化量\""]) { arm, day in
      "\(iso(day)),广告\(arm),\(9000 + day),\(200 + day),\(100 + day).2,\(10 + day % 4)"
    },
    Sample("kuaishou", "CNY", "日期,广告计划名称,广告组名称,花费（元）,封面曝光数,素材曝光数,行为数,转化数", ["variant: \"广告组名称\"", "per: \"转化数\""]) { arm, day in
      "\(iso(day)),测试,组\(arm),\(100 + day).2,\(5000 + day),\(4000 + day),\(200 + day),\(10 + day % 4)"
    },
    Sample("alimama", "CNY", "日期,计划名字,展现量,点击量,花费,总成交金额,总成交笔数,投入产出比", ["variant: \"计划名字\"", "per: \"总成交笔数\""]) { arm, day in
      "\(iso(day)),计划\(arm),\(9000 + day),\(200 + day),\(100 + day).2,\(300 + day).0,\(10 + day % 4),3.1"
    },
    Sample(
      "salesforce", "USD", "Lead ID,Lead Owner,Email,Lead Status,Last Activity Date,Primary Campaign,Create Date",
      ["unit: \"Lead ID\"", "variant: \"Primary Campaign\"", "date: \"Create Date\"", "equals: [\"Closed - Converted\"]"],
      below: "\n\"Grand Totals (28 records)\"\n\n\"Confidential Information - Do Not Distribute\""
    ) { arm, day in "00Q\(arm)\(day),Wu,a@e.com,\(day % 4 == 0 ? "Closed - Converted" : "Open"),11/\(day)/2026,Campaign \(arm),11/\(day)/2026" },
    Sample(
      "zoho", "USD", "LEADID,Last Name,Lead Owner,Lead Source,Lead Status,Created Time,CONVERTED",
      ["unit: \"LEADID\"", "variant: \"Lead Source\"", "primary: converted"]
    ) { arm, day in "zcrm_\(arm)\(day),\"Lewis, J\",Wu,Source \(arm),Contacted,\"\(day) Nov, 2026 00:03:00\",\(day % 4 == 0)" },
    Sample(
      "qualtrics, with its lines of text under the header", "USD",
      "StartDate,EndDate,ResponseId,RecordedDate,DistributionChannel,UserLanguage,Q1_NPS,version\nStart Date,End Date,Response ID,Recorded Date,Distribution Channel,User Language,How likely?,version\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",,,,,\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"v\"\"}\"",
      ["variant: \"version\"", "primary: nps", "\"a\": {names: [\"A\"]}   # 14 rows"]
    ) { arm, day in "\(iso(day)) 10:00:00,\(iso(day)) 10:05:00,R_\(arm)\(day),\(iso(day)) 10:05:00,anonymous,EN,\(day % 11),\(arm)" },
    Sample(
      "naver, where nothing tells the decimal mark", "KRW", "캠페인 보고서\n일별,캠페인,노출수,클릭수,\"총비용(VAT포함,원)\",전환수",
      ["decimal: point", "variant: \"캠페인\"", "per: \"전환수\""]
    ) { arm, day in "2026.11.\(day < 10 ? "0" : "")\(day).,캠페인 \(arm),\"1,0\(day + 10)\",\(40 + day),\"10,\(100 + day)\",\(day % 4)" },
    Sample("no result so far", "USD", "Day,Campaign,Currency code,Impr.,Clicks,Cost,Conversions,Cost / conv.", ["primary: click_rate", "conversion_rate:"]) { arm, day in
      "\(iso(day)),Brand \(arm),USD,\(1200 + day),\(90 + day),31.10,0.00, --"
    },
  ]

  @Test("New, validate, review: not a line edited", arguments: samples)
  func endToEnd(_ sample: Sample) {
    folder.write("w/mvp.yaml", "project: T\ncurrency: \(sample.currency)\ntimezone: Asia/Shanghai\nreviews: {anchor: 2026-11-02}\n")
    folder.write("w/data/export.csv", sample.lines.joined(separator: "\n") + "\n")
    let made = run("new", "t", "--from-file", folder.path + "/w/data/export.csv")
    #expect(made.status == 0, "\(made.error)")
    let text = folder.read("w/experiments/t.yaml")
    for part in sample.holds { #expect(text.contains(part), "\(part) in\n\(text)") }
    let validated = run("validate", "--data")
    #expect(validated.status == 0, "\(validated.error)\(validated.out)")
    let review = run("review", "--dry-run")
    #expect(review.status == 0 && !review.out.contains("[BLOCKED]"), "\(review.error)\(review.out)")
  }
}
