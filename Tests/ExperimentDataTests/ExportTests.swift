import ExperimentModel
import Testing

@testable import ExperimentData

/// Files in the shapes in which consoles and CRMs export them; the figures are our own, the answers worked out by hand.
@Suite struct ExportTests {
  private func read(_ fixture: String, _ data: String, _ metric: String, variants: String, asOf: String = "2026-12-01", currency: String = "CNY") throws -> Result<
    ExperimentSummary, Diagnostics
  > {
    let disk = DiskWorkspace()
    disk.copyFixture(fixture)
    return try disk.answer(
      """
      start: 2026-11-02
      end: 2026-11-15
      evidence: observational
      variants: \(variants)
      data: {file: data/\(fixture), \(data)}
      metrics:
        m: \(metric)
      primary: m
      """, asOf: asOf, currency: currency)
  }

  @Test func googleCampaigns() throws {
    let summary = try read(
      "google-campaigns.csv", "variant: Campaign", "{type: cost_per, cost: Cost, per: Conversions}",
      variants: "{a: {names: [\"*_A\"]}, b: {names: [\"*_B\"]}}", currency: "USD"
    ).get()
    #expect(summary.totals(0) == "2691.41/22")
    #expect(summary.totals(1) == "7298.62/428.2")
    #expect(summary.variants.map { $0.metrics[0].fractional } == [false, true])
    let file = summary.quality.files[0]
    #expect(file.headerLine == 3)
    #expect(file.rows == 3)
    #expect(file.totals.map(\.label) == ["Total: Campaigns", "Total: Account", "Total: Search"])
    #expect(file.totals.map(\.agrees) == [true, false, false])
    // One agrees, so the file is whole: the part (Search) is no fault, and neither is the account, which counts what was removed.
    #expect(file.unreconciledTotals.isEmpty)
  }

  @Test func googleSearchTermsInUTF16() throws {
    let summary = try read(
      "google-terms-utf16.csv", "variant: Match type", "{type: proportion, numerator: Clicks, denominator: Impr.}",
      variants: "{broad: {names: [Broad match]}, max: {names: [AI Max]}}"
    ).get()
    #expect(summary.totals(0) == "1/10708")
    #expect(summary.totals(1) == "2/30")
    #expect(summary.quality.files[0].encoding == "UTF-16LE")
    #expect(summary.quality.files[0].delimiter == "tab")
    #expect(summary.quality.files[0].totals[0].agrees)
  }

  @Test func juguangWithItsTotalFirst() throws {
    let disk = DiskWorkspace()
    disk.copyFixture("juguang-daily.csv")
    disk.copyFixture("juguang-resaved.csv")
    let summary = try disk.summary(
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {files: {a: data/juguang-daily.csv, b: data/juguang-resaved.csv}, date: 时间}
      metrics:
        cpc: {type: cost_per, cost: 消费, per: 点击量}
      primary: cpc
      """)
    // The day without delivery has no row; the day that cost nothing is there.
    #expect(summary.days(0) == ["2026-11-02 106.46/119", "2026-11-03 0/0", "2026-11-05 130.35/246"])
    #expect(summary.quality.files[0].totals.map(\.label) == ["合计3条记录"])
    #expect(summary.quality.files[0].totals[0].agrees)
    // Re-saved by a spreadsheet: 13/11 says that the day comes first.
    #expect(summary.days(1) == ["2026-11-02 0/0", "2026-11-13 69.33/245"])
    #expect(summary.quality.files[1].dateFormat == "d/M/y")
    #expect(summary.quality.outsideDates == 1)
  }

  @Test func metaWithEmptyResultsAndTheCurrencyInTheHeader() throws {
    let metric = "{type: cost_per, cost: Amount spent, per: Results}"
    let variants = "{a: {names: [Brand A]}, b: {names: [Brand B]}}"
    let missing = try read("meta-day-bom.csv", "variant: Ad set name, date: Day, empty: missing", metric, variants: variants).get()
    #expect(missing.days(0) == ["2026-11-02 1.804833/3"])
    #expect(missing.variants[0].metrics[0].missing == 1)
    let zero = try read("meta-day-bom.csv", "variant: Ad set name, date: Day, empty: zero", metric, variants: variants).get()
    #expect(zero.days(0) == ["2026-11-02 1.804833/3", "2026-11-03 2.5/0"])
    #expect(zero.days(1) == ["2026-11-02 1.2/1"])
  }

  @Test func tiktokWithATotalLine() throws {
    let summary = try read(
      "tiktok-daily.csv", "variant: Ad group name, date: By Day", "{type: cost_per, cost: Cost, per: Conversions}",
      variants: "{a: {names: [Group A]}, b: {names: [Group B]}}"
    ).get()
    #expect(summary.days(0) == ["2026-11-02 10.5/4"])
    #expect(summary.quality.rows == 2)
    #expect(summary.quality.files[0].totals[0].agrees)
  }

  @Test func baiduInGBKBehindItsPreamble() throws {
    let summary = try read(
      "baidu-plan-gbk.csv", "variant: 推广计划, date: 日期", "{type: cost_per, cost: 消费, per: 点击}",
      variants: "{a: {names: [计划A]}, b: {names: [计划B]}}"
    ).get()
    #expect(summary.days(0) == ["2026-11-02 1230.5/30"])
    #expect(summary.days(1) == ["2026-11-02 800/20"])
    let file = summary.quality.files[0]
    #expect(file.encoding == "GB18030")
    #expect(file.headerLine == 7)
    #expect(file.header[0] == "日期")
    #expect(file.totals[0].agrees)
  }

  @Test func sogouWithItsTotalSecondAndShort() throws {
    let summary = try read(
      "sogou-total-second.csv", "variant: 计划, date: 日期", "{type: proportion, numerator: 点击, denominator: 展示}",
      variants: "{a: {names: [计划A]}, b: {names: [计划B]}}"
    ).get()
    #expect(summary.days(0) + summary.days(1) == ["2026-11-02 200/600", "2026-11-02 132/400"])
    #expect(summary.quality.files[0].totals.map(\.line) == [2])
    #expect(summary.quality.badRows == 0)
  }

  @Test func oceanEngineMaterialWithoutDates() throws {
    let summary = try read(
      "ocean-material.csv", "variant: 素材名称, empty: missing", "{type: cost_per, cost: 消耗, per: 转化数}",
      variants: "{jia: {names: [\"甲_*\"]}, yi: {names: [\"乙_*\"]}}"
    ).get()
    // The second material has no result stated: it leaves cost and results.
    #expect(summary.totals(0) == "1000.5/20")
    #expect(summary.variants[0].metrics[0].missing == 1)
    #expect(summary.totals(1) == "750/5")
  }

  @Test func ga4SaysWhichTablesItHolds() throws {
    let answer = try read(
      "ga4-stacked.csv", "variant: City", "{type: proportion, numerator: Sales, denominator: Users}", variants: "{paris: {}, oslo: {}}")
    guard case .failure(let diagnostics) = answer else {
      Issue.record("the column is not there")
      return
    }
    #expect(diagnostics.all.map(\.code) == ["no_column"])
    let message = diagnostics.all[0].message.english
    #expect(
      message.contains(
        "it holds 3 tables: line 7, 2 rows (City, Users); line 13, 2 rows (Nth day, Users, New users); line 17, 1 rows (Event name,"))
    let one = try read(
      "ga4-stacked.csv", "variant: City", "{type: ratio, numerator: Users, denominator: rows}",
      variants: "{paris: {names: [Paris]}, oslo: {names: [Oslo]}}"
    ).get()
    #expect(one.totals(0) == "53/1")
    #expect(one.quality.rows == 2)
  }

  @Test func salesforceWithItsFooter() throws {
    let summary = try read(
      "salesforce-leads.csv", "unit: Lead ID, variant: Route, date: Create Date",
      "{type: proportion, value: {column: Lead Status, equals: [Closed - Converted]}}",
      variants: "{auto: {}, manual: {}}"
    ).get()
    #expect(summary.units(0)?.mean == 1)
    #expect(summary.units(1)?.mean == 0.5)
    #expect(summary.quality.badRows == 0)
    #expect(summary.quality.files[0].dateFormat == "M/d/y")
  }

  @Test func zohoWithDatesInWordsAndLeadsNeverAnswered() throws {
    let metric = "{type: proportion, value: {from: Created Time, to: First Call, in: minutes, at_most: 5}, missing: failure}"
    let summary = try read(
      "zoho-leads.csv", "unit: LEADID, variant: Lead Owner, date: Created Time", metric, variants: "{a: {names: [A]}, b: {names: [B]}}"
    ).get()
    #expect(summary.units(0)?.count == 2)
    #expect(summary.units(0)?.sum == 1)
    #expect(summary.units(1)?.sum == 0)
  }

  @Test func frenchWithSemicolonsAndDecimalCommas() throws {
    let summary = try read(
      "french-semicolon.csv", "variant: Campagne, date: Jour", "{type: cost_per, cost: Coût, per: Conversions}",
      variants: "{a: {names: [A]}, b: {names: [B]}}", currency: "EUR"
    ).get()
    #expect(summary.days(0) == ["2026-11-02 1234.56/12"])
    #expect(summary.days(1) == ["2026-11-13 99.5/3"])
    #expect(summary.quality.files[0].totals[0].agrees)
  }

  @Test func linkedInInUTF16WithAmericanDates() throws {
    let summary = try read(
      "linkedin-utf16.csv", "variant: Campaign Name, date: Start Date (in UTC)", "{type: cost_per, cost: Total Spent, per: Clicks}",
      variants: "{a: {names: [A]}, b: {names: [B]}}"
    ).get()
    #expect(summary.days(0) == ["2026-11-02 12.3/11"])
    #expect(summary.days(1) == ["2026-11-14 9.7/9"])
  }

  @Test func weekdaysWithoutAYearAndLateResults() throws {
    let disk = DiskWorkspace()
    disk.copyFixture("weekday-dates.csv")
    disk.write("data/b.csv", "Date,Pageviews,Clicks,Enrollments\n\"Mon, Nov 2\",10,5,1\n")
    let summary = try disk.summary(
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {files: {a: data/weekday-dates.csv, b: data/b.csv}, date: Date, units: Pageviews}
      metrics:
        gross: {type: proportion, numerator: Enrollments, denominator: Clicks}
      primary: gross
      """)
    #expect(summary.days(0) == ["2026-11-02 20/100"])
    #expect(summary.variants[0].metrics[0].missing == 1)
    #expect(summary.variants[0].units == 2100)
    #expect(summary.quality.badRows == 1)
  }

  @Test func aShortRowKeepsWhatItHas() throws {
    let summary = try read(
      "short-row.csv", "variant: Campaign Name, date: Date", "{type: cost_per, cost: \"Spend [USD]\", per: Purchase}",
      variants: "{a: {names: [A]}, b: {names: [B]}}", currency: "USD"
    ).get()
    #expect(summary.days(0) == ["2026-11-02 2280/618"])
    #expect(summary.variants[0].totalSpend == 4037)
    #expect(summary.quality.shortRows == 1)
    #expect(summary.quality.files[0].delimiter == ";")
  }
}
