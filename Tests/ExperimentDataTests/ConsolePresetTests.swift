import ExperimentModel
import Testing

@testable import ExperimentData

/// The table of consoles, and what a file is without a declaration.
@Suite("Presets of consoles and profiles of files")
struct ConsolePresetTests {
  @Test("The table reads without a fault; every console has a source, and those that were promised are there")
  func table() {
    #expect(ConsolePresets.faults.isEmpty, "\(ConsolePresets.faults)")
    let ids = ConsolePresets.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in [
      "meta", "google-ads", "microsoft-ads", "tiktok", "linkedin", "shopify", "stripe", "ga4", "ocean-engine", "qianchuan", "juguang", "baidu", "gdt",
      "kuaishou", "alimama", "hubspot", "salesforce", "zoho",
    ] {
      #expect(ConsolePresets.named(id) != nil, "\(id)")
    }
    for preset in ConsolePresets.all { #expect(!preset.source.isEmpty && !preset.marks.isEmpty, "\(preset.id)") }
    #expect(ConsolePresets.read("[x]\nnme: X\n").faults.count == 2, "a misspelt key and the missing name are faults")
  }

  @Test(
    "A console is told by its header, in the languages that are known",
    arguments: [
      ("meta", "Campaign name,Ad Set Name,Day,Results,Amount spent (USD),Impressions,Link clicks"),
      ("meta", "Nom de la campagne,Nom de l'ensemble de publicités,Jour,Montant dépensé (EUR),Impressions,Résultats"),
      ("meta", "Día,Nombre del anuncio,Nombre del conjunto de anuncios,Importe gastado (EUR),Impresiones,Clics en el enlace"),
      ("meta", "Início dos relatórios,Nome da campanha,Nome do conjunto de anúncios,Valor usado (BRL),Impressões"),
      ("meta", "报告开始日期,广告系列名称,广告组名称,成效,展示次数,已花费金额 (USD)"),
      ("google-ads", "Campaign status,Campaign,Currency code,Impr.,Cost,Conversions,Cost / conv."),
      ("google-ads", "Campagne,Jour,Coût,Conversions,Coût/conv."),
      ("microsoft-ads", "GregorianDate,CustomerName,Campaign,Spend,Conversions"),
      ("tiktok", "By Day,Campaign name,Ad group name,Cost,Impressions,Clicks (destination),CTR (destination),Conversions"),
      ("linkedin", "Start Date (in UTC),Account Name,Campaign Name,Campaign ID,Total Spent,Impressions,Clicks"),
      ("amazon-ads", "Date,Campaign Name,Ad Group Name,Impressions,Clicks,Spend,7 Day Total Sales,7 Day Total Orders (#)"),
      ("yandex-direct", "Дата;ID кампании;Название кампании;Показы;Клики;Расход (руб.)"),
      ("naver", "일별,캠페인,노출수,클릭수,총비용,전환수"),
      ("ga4", "Date,Experiment variant,Active users,Key events"),
      ("shopify", "Name,Email,Financial Status,Paid at,Total,Created at,Lineitem quantity,Lineitem name"),
      ("stripe", "id,Created date (UTC),Amount,Amount Refunded,Currency,Status"),
      ("ocean-engine", "时间-天,项目名称,单元名称,消耗,展示数,平均千次展现费用(元),点击数,转化数"),
      ("qianchuan", "素材名称,素材ID,整体消耗,净成交ROI,净成交金额,整体支付ROI,净成交订单数"),
      ("juguang", "时间,创意名称,消费,展现量,点击量,点击率,互动量,私信留资数"),
      ("baidu", "日期,推广计划,账户,展现,点击,消费,点击率,平均点击价格,网页转化"),
      ("gdt", "日期,广告名称,曝光次数,点击次数,花费,目标转化量"),
      ("kuaishou", "日期,广告计划名称,花费（元）,封面曝光数,素材曝光数,行为数,转化数"),
      ("alimama", "日期,计划名字,展现量,点击量,花费,总成交金额,总成交笔数,投入产出比"),
      ("hubspot", "Record ID,Lead Status,Create Date,Contact owner,Route"),
      ("salesforce", "Lead ID,Lead Owner,Lead Status,Create Date,Route"),
      ("zoho", "LEADID,Company,Lead Owner,Lead Status,Created Time,CONVERTED"),
    ])
  func recognised(_ id: String, _ header: String) {
    let names = header.split(whereSeparator: { $0 == "," || $0 == ";" }).map(String.init)
    #expect(ConsolePresets.recognised(ColumnIndex(names))?.preset.id == id)
  }

  @Test("A table of everyday words is from no console")
  func noConsole() {
    for header in ["day,poster,clicks,signups", "日期,计划,消耗,转化数", "Campaign Name,Date,Spend [USD],Clicks,Purchase"] {
      #expect(ConsolePresets.recognised(ColumnIndex(header.split(separator: ",").map(String.init))) == nil, "\(header)")
    }
  }

  private func profile(_ text: String) throws -> FileProfile {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", text)
    return try FileProfile.read(path: disk.root + "/data/t.csv", shown: "t.csv")
  }

  @Test("Columns, dates, money and the values that tell arms apart, counted by hand")
  func counted() throws {
    let profile = try profile(
      """
      Campaign name,Ad Set Name,Day,Results,Amount spent (CNY),Impressions,Link clicks
      Dirty test,Brand A,2026-11-02,3,1.5,120,9
      Dirty test,Brand A,2026-11-03,,2.5,80,4
      Dirty test,Brand B,2026-11-02,1,1.25,60,2
      Total,,,4,5.25,260,15
      """)
    #expect(profile.preset?.id == "meta")
    #expect(profile.rows == 3 && profile.totals == [5] && profile.currencies == ["CNY"])
    #expect(profile.dates.map { "\($0.first) \($0.last) \($0.days)" } == "2026-11-02 2026-11-03 2")
    #expect(profile.candidates.map { profile.columns[$0].name } == ["Ad Set Name"])
    #expect(
      profile.columns[1].values == [
        .init(text: "Brand A", rows: 2, days: 2, spend: 4, results: 3), .init(text: "Brand B", rows: 1, days: 1, spend: 1.25, results: 1),
      ])
    let results = try #require(profile.columns.first { $0.role == .results })
    #expect(results.blanks == 1 && results.zeros == 0 && results.sum == 4 && profile.isBlankWithoutZero(results))
    #expect(profile.isWithin(3, 6) && !profile.isWithin(5, 6), "results never above clicks; impressions are")
    let spend = try #require(profile.columns.first { $0.role == .spend })
    #expect(spend.range == 1.25...2.5 && !spend.isWhole)
  }

  @Test("Of dates that nothing tells apart the order whose days lie closest is proposed, and called a guess")
  func openDates() throws {
    var rows = "date,variant,cost,orders\n"
    for day in 1...6 { rows += "0\(day)/11/2026,A,10,1\n0\(day)/11/2026,B,10,2\n" }
    let dates = try #require(try profile(rows).dates)
    #expect(dates.guessedOrder == "DMY" && "\(dates.first) \(dates.last)" == "2026-11-01 2026-11-06")
  }

  @Test("Headers of one letter and of one sign; no table at all is said")
  func headers() throws {
    #expect(try profile("Day,v,cost,n\n2026-11-02,A,5,1\n2026-11-02,B,5,2\n").columns.map(\.name) == ["Day", "v", "cost", "n"])
    #expect(try profile("日,広告,費用,コンバージョン\n2026-11-02,A,5,1\n2026-11-02,B,5,2\n").candidates == [1])
    #expect(throws: Diagnostics.self) { try profile("1,2,3\n4,5,6\n") }
  }

  @Test(
    "A file of Korean, Japanese, Russian or Chinese offices is read in its encoding by the consoles' names",
    arguments: [
      ("EUC-KR", "일별,캠페인,노출수,클릭수,총비용,전환수", "캠페인"), ("Shift_JIS", "日,キャンペーン名,インプレッション数,クリック数,コスト,コンバージョン数", "キャンペーン名"),
      ("Windows-1251", "Дата;Название кампании;Показы;Клики;Расход (руб.);Конверсии", "Название кампании"),
      ("GB18030", "日期,推广计划,账户,展现,点击,消费,网页转化", "推广计划"),
    ])
  func encodings(_ encoding: String, _ header: String, _ column: String) throws {
    let separator = header.contains(";") ? ";" : ","
    let text =
      header + "\n" + (2...5).map { day in ["a", "b"].map { "2026-11-0\(day),\($0),100,10,5,1".replacing(",", with: separator) }.joined(separator: "\n") }.joined(separator: "\n")
    let disk = DiskWorkspace()
    let name = try #require(KnownEncoding.named(encoding)?.iconv)
    disk.write("data/t.csv", try #require(Iconv.encode(text, to: name)))
    let profile = try FileProfile.read(path: disk.root + "/data/t.csv", shown: "t.csv")
    #expect(profile.columns.map(\.name).contains(column) && profile.preset != nil, "\(profile.encoding): \(profile.columns.map(\.name))")
  }

  @Test("Of a workbook's sheets the one that says most is read")
  func sheets() throws {
    let disk = DiskWorkspace()
    disk.copyFixture("sheets/campaigns.xlsx")
    let profile = try FileProfile.read(path: disk.root + "/data/sheets/campaigns.xlsx", shown: "x")
    #expect(profile.encoding == "xlsx, sheet 'Days'" && profile.rows == 28 && profile.candidates.map { profile.columns[$0].name } == ["Campaign"])
  }

  @Test("Labels of totals and blanks come from the table that names consoles")
  func labels() {
    #expect(ConsolePresets.everywhere("total").contains("合计") && ConsolePresets.everywhere("blank").contains("数据较少"))
    #expect(ConsolePresets.named("everywhere") == nil)
  }
}
