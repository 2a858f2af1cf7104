import ExperimentModel
import Testing

@testable import ExperimentData

@Suite("Money is counted in the workspace's currency, or by a stated rate, or not at all")
struct MoneyTests {
  @Test("every code of ISO 4217 and the usual signs stand behind a column's name")
  func codeOfHeader() throws {
    let summary = try ReadingCase("currency-code-not-known", files: ["meta.csv"], currency: "PKR").summary()
    // 2002.5 + 2003.5 + … + 2015.5; the results repeat 7, 5, 6.
    #expect(summary.sums() == ["28126/84", "28126/98"])
  }

  @Test(
    "a currency in brackets is found, and no other word",
    arguments: [
      ("Amount spent (PKR)", "Amount spent", "PKR"), ("Cost (R$)", "Cost", "BRL"), ("Cost (₹)", "Cost", "INR"), ("Spend [NT$]", "Spend", "TWD"), ("Valor (HK$)", "Valor", "HKD"),
      ("消耗(元)", "消耗", "CNY"), ("费用（美元）", "费用", "USD"), ("cost (usd)", "cost", "USD"), ("Costo (COP)", "Costo", "COP"), ("Uitgaven (€)", "Uitgaven", "EUR"),
      ("Koszt (zł)", "Koszt", "PLN"), ("Spend (in USD)", "Spend", "USD"), ("Spesa (KWD)", "Spesa", "KWD"),
    ])
  func headers(name: String, bare: String, code: String) throws {
    let found = try #require(Currency.inHeader(name))
    #expect(found.bare == bare && found.codes.first == code)
  }

  @Test(
    "brackets that say something else stay",
    arguments: ["Clicks (all)", "Clicks (ALL)", "Impr. (Top)", "Impr. (TOP)", "转化数(计费时间)", "CTR (try)", "Results", "Cost (per lead)", "(USD)"])
  func notMoney(name: String) { #expect(Currency.inHeader(name) == nil) }

  @Test("dollars are not yuan: both are named, and the way out")
  func headerDiffers() throws {
    let reading = ReadingCase("currency-of-header-differs", files: ["meta.csv"])
    let problems = try reading.problems()
    #expect(problems.map(\.code) == ["currency"])
    let text = try #require(problems.first).message.english
    #expect(text.contains("'Amount spent (USD)'") && text.contains("in USD") && text.contains("CNY") && text.contains("28 rows") && text.contains("currency: {USD:"))
    // At a stated rate: 314.19 and 306.90 dollars, added up by awk.
    let rated = try reading.disk.summary(
      reading.declaration.replacing("date: Day}", with: "date: Day, currency: {USD: 7}}"), asOf: "2026-11-20", zone: reading.zone)
    #expect(rated.sums() == ["2199.33/92", "2148.3/129"])
    #expect(rated.quality.notes.contains { $0.english.contains("amounts in USD are counted at 7.0 CNY") })
  }

  @Test("what a cost per result divides is money whatever it is called")
  func byItsMetric() throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "day,v,zz,r\n2026-11-02,a,10,2\n2026-11-02,b,20,3\n")
    let summary = try disk.summary(
      """
      start: 2026-11-02
      end: 2026-11-03
      variants: {a: {}, b: {}}
      data: {file: data/d.csv, variant: v, date: day, currency: {USD: 7}}
      metrics: {m: {type: cost_per, cost: zz, per: r}}
      primary: m
      """)
    #expect(summary.sums() == ["70/2", "140/3"])
  }

  @Test("two currencies in one column are not added", arguments: ["two-currencies-in-a-column", "currency-sign-of-cell-ignored"])
  func twoCurrencies(name: String) throws {
    let reading = ReadingCase(name, files: ["orders.csv"], currency: "USD")
    let problems = try reading.problems()
    #expect(problems.map(\.code) == ["currency"])
    let text = try #require(problems.first).message.english
    #expect(text.contains("12 rows") && text.contains("line 9") && text.contains("USD"))
    #expect(text.contains(name == "two-currencies-in-a-column" ? "in JPY" : "in CNY"))
  }

  @Test("a filter keeps one currency: 588 orders, of 30.31 and 29.83 on average")
  func oneOfTwo() throws {
    let reading = ReadingCase("two-currencies-in-a-column", files: ["orders.csv"], currency: "USD")
    #expect(try reading.problems().first?.message.english.contains("where: {Currency: [USD]}") == true)
    let summary = try reading.disk.summary(
      reading.declaration.replacing("unit: order}", with: "unit: order, where: {Currency: [USD]}}"), asOf: "2026-11-20", currency: "USD")
    let means = try (0...1).map { try #require(summary.units($0)).mean }
    #expect(try (0...1).reduce(0) { $0 + (try #require(summary.units($1)).count) } == 588)
    #expect(means.map { plain(($0 * 100).rounded() / 100) } == ["30.31", "29.83"])
  }

  @Test("a rate for a currency that the workspace counts in, or none where one is needed, is refused")
  func declarations() throws {
    func codes(_ currency: String) -> [String] {
      let text = """
        start: 2026-11-02
        end: 2026-11-15
        variants: {a: {}, b: {}}
        data: {file: d.csv, variant: v, currency: \(currency)}
        metrics: {m: {type: cost_per, cost: c, per: r}}
        primary: m
        """
      do {
        _ = try Declared.request(text, asOf: "2026-11-20")
        return []
      } catch let error as Diagnostics { return error.errors.map(\.code) } catch { return ["?"] }
    }
    #expect(codes("CNY") == [])
    #expect(codes("{USD: 7.12, EUR: 7.8}") == [])
    #expect(codes("{column: Currency, USD: 7.12}") == [])
    #expect(codes("USD") == ["needs_rate"])
    #expect(codes("{CNY: 2}") == ["out_of_range"])
    #expect(codes("XYZ") == ["unknown_value"])
    #expect(codes("{USD: 0}") == ["out_of_range"])
  }

  @Test("a share where a count is asked for is an error at the column's place")
  func shares() throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "day,v,clicks,won\n2026-11-02,a,100,5.2%\n2026-11-02,b,100,4.1%\n")
    let problems = try disk.problems(
      """
      start: 2026-11-02
      end: 2026-11-03
      variants: {a: {}, b: {}}
      data: {file: data/d.csv, variant: v, date: day}
      metrics:
        rate: {type: proportion, numerator: won, denominator: clicks}
      primary: rate
      """)
    #expect(problems.map(\.code) == ["share_as_count"])
    #expect(problems.first?.line == 6)
  }
}
