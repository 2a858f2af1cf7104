import ExperimentModel
import Testing

@testable import ExperimentData

@Suite("Other instances of what consoles and offices write: read right, or refused by name")
struct OtherInstancesTests {
  /// Four rows of a and b: cost 100.25 and 107.25, 103.25 and 110.25; results 10 and 11, 12 and 13.
  private static let rows: [(day: String, variant: String, cost: String, won: String)] = [
    ("2026-11-02", "a", "100.25", "10"), ("2026-11-02", "b", "103.25", "12"), ("2026-11-03", "a", "107.25", "11"), ("2026-11-03", "b", "110.25", "13"),
  ]
  private static let sums = ["207.5/21", "213.5/25"]

  private func read(
    _ lines: [String], data: String = "file: data/d.csv, variant: V, date: D", cost: String = "Cost", won: String = "Won", currency: String = "USD", start: String = "2026-11-02",
    end: String = "2026-11-15", variants: String = "{a: {}, b: {}}", metric: String? = nil
  ) throws -> (sums: [String], notes: String) {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", lines.joined(separator: "\n") + "\n")
    let answer = try disk.answer(
      """
      start: \(start)
      end: \(end)
      variants: \(variants)
      data: {\(data)}
      metrics:
        m: \(metric ?? "{type: cost_per, cost: \"\(cost)\", per: \"\(won)\"}")
      primary: m
      """, asOf: "2026-12-01", zone: TimeZoneRules(name: "Here", transitions: [], offsets: [8 * 3600]), currency: currency)
    switch answer {
    case .success(let summary):
      let quality = summary.quality
      let said = (quality.notes + quality.notWhole.map(\.reason)).map(\.english) + quality.overlaps.map { "overlap \($0.cells)" }
      return (summary.sums(), said.joined(separator: "\n"))
    case .failure(let problems): return (Array(Set(problems.all.map(\.code))), problems.all.map(\.message.english).joined(separator: "\n"))
    }
  }

  private func table(_ header: String, _ separator: String = ",", row: (_ day: String, _ variant: String, _ cost: String, _ won: String) -> [String]) -> [String] {
    [header] + OtherInstancesTests.rows.map { row($0.day, $0.variant, $0.cost, $0.won).joined(separator: separator) }
  }

  @Test(
    "a currency in the words of a column's name",
    arguments: [
      "Cost EUR", "Spend_EUR", "spend_eur", "EUR Spend", "Spend in EUR", "Kosten in EUR", "Cost €", "Cost/€", "Spend, EUR", "费用 欧元", "cost_pln", "Spend [€]", "Amount (in EUR)",
    ])
  func currencyWords(header: String) throws {
    let lines = table("D,V,\"\(header)\",Won") { [$0, $1, $2, $3] }
    #expect(try read(lines, cost: header).sums == ["currency"])
    #expect(try read(lines, cost: header, currency: header.hasSuffix("pln") ? "PLN" : "EUR").sums == OtherInstancesTests.sums)
  }

  @Test(
    "what a column's name says its money is in: ten thousands, thousands, hundredths, millionths",
    arguments: [
      ("花费（万元）", "CNY", 1e4), ("費用(千円)", "JPY", 1e3), ("売上（百万円）", "JPY", 1e6), ("비용(만원)", "KRW", 1e4), ("Cost (thousands EUR)", "EUR", 1e3), ("Kosten (Tsd. €)", "EUR", 1e3),
      ("Spend (k€)", "EUR", 1e3), ("Spend ($m)", "USD", 1e6), ("Расход (тыс. руб)", "RUB", 1e3), ("amount_cents", "USD", 0.01),
      ("消耗(单位：分)", "CNY", 0.01),
      ("Cost", "USD", 1), ("Cost (USD)", "USD", 1), ("Market spend", "USD", 1),
    ])
  func scales(header: String, currency: String, scale: Double) throws {
    let lines = table("D;V;\"\(header)\";Won", ";") { [$0, $1, $2, $3] }
    let read = try read(lines, cost: header, currency: currency)
    let sums = read.sums.map { Double($0.split(separator: "/").first ?? "") ?? 0 }
    #expect(zip(sums, [207.5, 213.5]).allSatisfy { abs($0 - $1 * scale) < 1e-9 * scale }, "\(read)")
    #expect(read.notes.contains("in units of") == (scale != 1), "\(read.notes)")
    // The currency behind the size is one, and another than the workspace's is refused.
    let isNamed = !["amount_cents", "Cost", "Market spend", "消耗(单位：分)"].contains(header)
    #expect(try self.read(lines, cost: header, currency: "PLN").sums == (isNamed ? ["currency"] : read.sums))
  }

  @Test("names that say what money is in, and names that only look so")
  func smallScales() {
    for (name, scale) in [("cost_micros", 1e-6), ("Cost (micros)", 1e-6), ("Umsatz [Mio. €]", 1e6), ("成交额(亿元)", 1e8), ("Revenue, millions", 1e6)] {
      #expect(MoneyScale.of(name) == scale, "\(name)")
    }
    for name in ["Cost", "平均千次展现费用(元)", "CPM (cost per 1,000 impressions)", "Cost (per 1000)", "Market spend (USD)", "Per cent of cost", "花费(元)"] {
      #expect(MoneyScale.of(name) == nil, "\(name)")
    }
  }

  @Test("a single row that holds the sum of the rows of its variant above it, with nothing that tells it: asked about")
  func sumOfAWeek() throws {
    let days = (2...8).map { "2026-11-0\($0),a,10\($0).25,1\($0)" }
    // 7 × 100.25 + 2 + … + 8 = 736.75; 7 × 10 + 35 = 105.
    let week = days + ["2026-11-08,a,736.75,105"] + ["2026-11-09,a,99.5,9", "2026-11-02,b,98.75,8", "2026-11-03,b,97.25,7"]
    let asked = try read(["D,V,Cost,Won"] + week)
    #expect(asked.sums == ["unlabelled_total"] && asked.notes.contains("line 9 equals") && !asked.notes.contains("totals: [a]"), "\(asked)")
    #expect(try read(["D,V,Cost,Won"] + week.map { $0.replacing("736.75", with: "736.25") }).sums == ["1572.5/219", "196/15"])
    #expect(try read(["D,V,Cost,Won"] + week, data: "file: data/d.csv, variant: V, date: D, totals: none").sums == ["1573/219", "196/15"])
  }

  @Test("words that only look like one", arguments: ["Cost all", "Top cost", "Cost per Try", "COST PER TRY", "Total cost ALL", "Cost TOP"])
  func noCurrency(header: String) throws { #expect(try read(table("D,V,\(header),Won") { [$0, $1, $2, $3] }, cost: header).sums == OtherInstancesTests.sums) }

  @Test(
    "a currency column, whatever it is called", arguments: ["Currency", "결제통화", "Settlement currency", "currency_code", "Währung", "Divisa", "Ccy", "币种", "Mata uang", "Curr."])
  func currencyColumns(header: String) throws {
    #expect(try read(table("D,V,Cost,\(header),Won") { [$0, $1, $2, $0 == "2026-11-03" ? "JPY" : "USD", $3] }).sums == ["currency"])
    #expect(try read(table("D,V,Cost,\(header),Won") { [$0, $1, $2, "USD", $3] }).sums == OtherInstancesTests.sums)
  }

  @Test("digits of other scripts, with their marks", arguments: ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "๐๑๒๓๔๕๖๗๘๙", "０１２３４５６７８９"])
  func digits(digits: String) throws {
    let all = Array(digits)
    func written(_ text: String) -> String {
      let isArabic = digits.hasPrefix("٠") || digits.hasPrefix("۰")
      return String(text.map { $0 == "." ? (isArabic ? "٫" : ".") : all[$0.wholeNumberValue ?? 0] })
    }
    #expect(try read(table("D,V,Cost,Won") { [$0, $1, written($2), written($3)] }).sums == OtherInstancesTests.sums)
  }

  @Test(
    "sizes in the words of other offices",
    arguments: [
      ("1,5 Tsd.", 1500.0), ("1,2 tys.", 1200), ("3,4 mil", 3400), ("2 rb", 2000), ("1,5 jt", 1.5e6), ("2 lakh", 200_000), ("3 crore", 3e7), ("1,2 mld", 1.2e9), ("٣ مليون", 3e6),
      ("1٬234", 1234),
      ("٤٫٥%", 0.045),
    ])
  func sizes(text: String, value: Double) {
    let cell = withCell(text) { NumberReader.read($0, mark: .comma) }
    #expect(cell.state == .number && abs(cell.value - value) < 1e-9 * value, "\(text): \(cell)")
  }

  @Test("a percent sign in the header of what is counted; a rate that is no whole number")
  func shares() throws {
    #expect(try read(table("D,V,Cost,Won %") { [$0, $1, $2, $3] }, won: "Won %").sums == ["share_as_count"])
    #expect(try read(table("D,V,Cost,转化率(%)") { [$0, $1, $2, $3] }, won: "转化率(%)").sums == ["share_as_count"])
    #expect(try read(table("D,V,Cost,Conversion rate") { [$0, $1, $2, $3 + ".4"] }, won: "Conversion rate").sums == ["share_as_count"])
    // Whole numbers may be of anything.
    #expect(try read(table("D,V,Cost,Conversion rate") { [$0, $1, $2, $3] }, won: "Conversion rate").sums == OtherInstancesTests.sums)
  }

  @Test("trials that are no whole numbers are pointed out, modelled results are not")
  func notWhole() throws {
    let metric = "{type: proportion, numerator: Won, denominator: Clicks}"
    let trials = try read(table("D,V,Clicks,Won") { [$0, $1, $2, $3] }, metric: metric)
    #expect(trials.sums == ["21/207.5", "25/213.5"] && trials.notes.contains("'Clicks' is counted"))
    let results = try read(table("D,V,Clicks,Won") { [$0, $1, "1000", $3 + ".5"] }, metric: metric)
    #expect(results.sums == ["22/2000", "26/2000"] && results.notes.isEmpty)
  }

  @Test("a number that the mark decides, met behind two thousand rows that say nothing: the whole file is asked")
  func openFarBelow() throws {
    let silent = Array(repeating: "2026-11-02;a;12;5;0", count: 2100)
    let open = ["2026-11-03;b;1.234;5;0"]
    let header = ["D;V;Cost;Won;Other"]
    #expect(try read(header + silent + open + ["2026-11-03;b;7;5;0,5"]).sums == ["25200/10500", "1241/10"])
    #expect(try read(header + silent + open + ["2026-11-03;b;7;5;0.5"]).sums == ["25200/10500", "8.234/10"])
    #expect(try read(header + silent + open).sums == ["ambiguous_numbers"])
    #expect(try read(header + silent + open, data: "file: data/d.csv, variant: V, date: D, decimal: comma").sums == ["25200/10500", "1234/5"])
  }

  @Test(
    "dates with weekdays of other scripts, weeks, and days that are ranges",
    arguments: [
      ("02.11.2026 יום שני", "03.11.2026 יום שלישי"), ("2026/11/02 دوشنبه", "2026/11/03 سه\u{200C}شنبه"), ("Thứ Hai 02.11.2026", "Thứ Ba 03.11.2026"),
      ("2026-11-02 সোমবার", "2026-11-03 মঙ্গলবার"), ("dl. 02.11.2026", "dt. 03.11.2026"), ("2026-11-02/2026-11-08", "2026-11-09/2026-11-15"), ("KW 45 2026", "KW 46 2026"),
      ("Week 45, 2026", "Week 46, 2026"), ("2026 W45", "2026 W46"),
    ])
  func dates(first: String, second: String) throws {
    let lines = table("D;V;Cost;Won", ";") { [$0 == "2026-11-02" ? first : second, $1, $2, $3] }
    #expect(try read(lines).sums == OtherInstancesTests.sums)
  }

  @Test("rows of several days beside rows of their days, or across each other, count twice")
  func toldTwice() throws {
    let lines = table("D,V,Cost,Won") { [$0, $1, $2, $3] }
    #expect(try read(lines + ["2026-11-02 - 2026-11-08,a,99.5,9"]).sums == ["rows_of_several_days"])
    let weeks = ["D,V,Cost,Won", "2026-11-02 - 2026-11-08,a,7,1", "2026-11-02 - 2026-11-08,a,3,1", "2026-11-09 - 2026-11-15,b,5,2"]
    #expect(try read(weeks).sums == ["10/2", "5/2"])
    #expect(try read(weeks + ["2026-11-06 - 2026-11-12,a,1,1"]).sums == ["rows_of_several_days"])
    // Another variant's days are others.
    #expect(try read(weeks + ["2026-11-06,b,1,1"]).sums == ["10/2", "6/3"])
  }

  @Test("rows pasted twice without a header between, all of them or those of some days")
  func pastedWithoutHeader() throws {
    let days = (2...9).flatMap { day in ["a", "b"].map { "2026-11-0\(day),\($0),1\(day)\($0 == "a" ? 1 : 2).25,1\(day)" } }
    let header = ["D,V,Cost,Won"]
    let all = try read(header + days + days)
    #expect(all.sums == ["repeated_rows"] && all.notes.contains("lines 18 to 33 are lines 2 to 17 once more"), "\(all)")
    // Days 2…9, then 7…9 again.
    let some = try read(header + days + days[10...])
    #expect(some.sums == ["repeated_rows"] && some.notes.contains("lines 18 to 23 are lines 12 to 17 once more"), "\(some)")
    // a: 121.25 + … + 191.25 = 1250, 12 + … + 19 = 124.
    #expect(try read(header + days + days, data: "file: data/d.csv, variant: V, date: D, overlap: add").sums == ["2500/248", "2516/248"])
    // One or two equal rows are of advertisements that the file does not name.
    #expect(try read(header + days + days[14...]).sums == ["1441.25/143", "1450.25/143"])
  }

  /// Sales of two products at four prices in a fixed round: rows repeat each other all the time.
  @Test("few different rows that come again and again were not pasted twice")
  func priceList() throws {
    let prices = ["9.99", "19.99", "29.99", "129.00"]
    let rows = (0..<400).map { "\($0 % 2 == 0 ? "a" : "b"),\(prices[$0 * $0 % 7 % 4])" }.joined(separator: "\n")
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "v,amount\n\(rows)\n")
    let summary = try disk.summary(
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {file: data/d.csv, variant: v, unit: row}
      metrics: {m: {type: mean, value: amount}}
      primary: m

      """)
    #expect(summary.quality.rows == 400)
  }

  @Test("exports pasted under each other, their header in other letters, with a cell more, or in another order")
  func pasted() throws {
    let rows = table("D,V,Cost,Won") { [$0, $1, $2, $3] }
    for header in ["d,v,cost,won", "D,V,Cost,Won,", "\"D\",\"V\",\"Cost\",\"Won\"", "D,V,Cost ,Won"] {
      let all = try read(rows + [header] + rows[1...])
      #expect(all.notes.contains("overlap 4"), "\(header): \(all)")
      let parts = try read(Array(rows[...2]) + [header] + rows[3...])
      #expect(parts.sums == OtherInstancesTests.sums && !parts.notes.contains("overlap"), "\(header): \(parts)")
    }
    #expect(try read(Array(rows[...2]) + ["D,V,Won,Cost", "2026-11-03,a,11,107.25"]).sums == ["columns_moved"])
  }

  @Test("a table of units pasted under itself: each unit once more is an overlap")
  func pastedUnits() throws {
    let units = (1...20).map { "u\($0),\($0 % 2 == 0 ? "a" : "b"),\($0)" }
    let data = "file: data/d.csv, unit: U, variant: V"
    let metric = "{type: mean, value: X}"
    // 2 + 4 + … + 20 and 1 + 3 + … + 19.
    let parts = try read(["U,V,X"] + units[..<10] + ["U,V,X"] + units[10...], data: data, metric: metric)
    #expect(parts.sums == ["110 of 10", "100 of 10"] && !parts.notes.contains("overlap"))
    let twice = try read(["U,V,X"] + units + ["U,V,X"] + units, data: data, metric: metric)
    #expect(twice.notes.contains("overlap 20"))
    let newest = try read(["U,V,X"] + units + ["u,v,x"] + units[..<4] + ["U,V,X", "u1,b,7"], data: data + ", overlap: newest", metric: metric)
    #expect(newest.sums == ["110 of 10", "106 of 10"])
  }

  @Test("a header of two rows: groups over names")
  func twoRows() throws {
    let rows = table("") { [$0, $1, $2, $3, "7"] }.dropFirst()
    #expect(try read(["D,V,Paid,,Organic", ",,Cost,Won,Clicks"] + rows).sums == OtherInstancesTests.sums)
    #expect(try read(["D,V,Paid,Paid,Organic", ",,Cost,Won,Won"] + rows, cost: "Paid Cost", won: "Paid Won").sums == OtherInstancesTests.sums)
    #expect(try read(["D,V,推广,,自然", ",,Cost,Won,Won"] + rows, won: "推广 Won").sums == OtherInstancesTests.sums)
    #expect(try read(["D,V,Paid,Paid,Organic", ",,Cost,Won,Won"] + rows).sums == ["ambiguous_column"])
    #expect(try read([",,Paid,,Organic", "D,V,Cost,Won,Clicks"] + rows).sums == OtherInstancesTests.sums)
  }

  @Test("ids and names as other programs write them")
  func ids() throws {
    let rounded = (0..<30).map { "7.301e18;\($0 % 2 == 0 ? "a" : "b");1" }
    #expect(try read(["U;V;X"] + rounded, data: "file: data/d.csv, unit: U, variant: V", metric: "{type: mean, value: X}").sums == ["rounded_ids"])
    let numbers = (0..<30).map { "u\($0);\($0 % 2),0;1" }
    let variants = "{a: {names: [\"0\"]}, b: {names: [\"1\"]}}"
    #expect(
      try read(["U;V;X"] + numbers, data: "file: data/d.csv, unit: U, variant: V", variants: variants, metric: "{type: mean, value: X}").sums == ["15 of 15", "15 of 15"])
    #expect(VariantNames.whole("1,000") == nil && VariantNames.whole("1,00") == "1")
  }

  @Test("results that are empty beside spend or attention that nobody uses", arguments: ["Amount spent", "消耗", "Impressions", "曝光量", "Показы"])
  func blanks(header: String) throws {
    let metric = "{type: proportion, numerator: Won, denominator: Clicks}"
    let lines = table("D,V,\(header),Clicks,Won") { day, variant, _, won in [day, variant, "500", day == "2026-11-02" ? "" : "100", day == "2026-11-02" ? "" : won] }
    #expect(try read(lines, metric: metric).sums.first == "blank_results")
    #expect(try read(lines, data: "file: data/d.csv, variant: V, date: D, empty: zero", metric: metric).sums == ["11/100", "13/100"])
    // A rate or a price says nothing of the kind.
    let rates = table("D,V,CTR,Clicks,Won") { day, variant, _, won in [day, variant, "5", day == "2026-11-02" ? "" : "100", day == "2026-11-02" ? "" : won] }
    #expect(try read(rates, metric: metric).sums == ["11/100", "13/100"])
  }

  @Test("sums without a name that are not all sums: people reached add up to less; one row and its total")
  func nameless() throws {
    let data = "file: data/d.csv, variant: V"
    let metric = "{type: proportion, numerator: Won, denominator: Reach}"
    #expect(try read(["V,Reach,Won", "a,40013,25", "b,39921,31", ",60000,56"], data: data, metric: metric).sums == ["25/40013", "31/39921"])
    let files = DiskWorkspace()
    files.write("data/a.csv", "Ad,Cost,Won\nx,400.13,25\n,400.13,25\n")
    files.write("data/b.csv", "Ad,Cost,Won\n,400.13,25\nx,400.13,25\n")
    let summary = try files.summary(
      "start: 2026-11-02\nend: 2026-11-15\nvariants: {a: {}, b: {}}\ndata: {files: {a: data/a.csv, b: data/b.csv}}\nmetrics:\n  m: {type: cost_per, cost: Cost, per: Won}\nprimary: m\n"
    )
    #expect(summary.sums() == ["400.13/25", "400.13/25"])
  }

  @Test("subtotals under several names of a variant")
  func totalsOfNames() throws {
    let lines = (2...9).flatMap { day in
      ["a", "b"].flatMap { ["2026-11-0\(day),\($0) one,100.5,10", "2026-11-0\(day),\($0) two,50.5,9", "2026-11-0\(day),\($0) all,151,19"] }
    }
    #expect(try read(["D,V,Cost,Won"] + lines, variants: "{a: {names: [\"a *\"]}, b: {names: [\"b *\"]}}").sums == ["1208/152", "1208/152"])
  }

  @Test("rows of sums that `where:` asks for are rows")
  func keptSums() throws {
    let lines = (2...9).flatMap { day in
      ["a", "b"].flatMap { ["2026-11-0\(day),\($0),Mobile,100.5,10", "2026-11-0\(day),\($0),Desktop,50.5,9", "2026-11-0\(day),\($0),All,151,19"] }
    }
    let table = ["D,V,Device,Cost,Won"] + lines
    #expect(try read(table, data: "file: data/d.csv, variant: V, date: D, where: {Device: [All]}").sums == ["1208/152", "1208/152"])
    #expect(try read(table, data: "file: data/d.csv, variant: V, date: D, where: {Device: [Mobile, Desktop]}").sums == ["1208/152", "1208/152"])
    #expect(try read(table, data: "file: data/d.csv, variant: V, date: D").sums == ["1208/152", "1208/152"])
  }
}
