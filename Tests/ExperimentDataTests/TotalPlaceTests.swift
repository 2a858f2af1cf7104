import ExperimentModel
import Testing

@testable import ExperimentData

@Suite("Totals are left out in any language and place, and held against the rows that they sum")
struct TotalPlaceTests {
  @Test("sums of the cases, and totals that agree")
  func cases() throws {
    func check(_ name: String, _ files: [String], _ sums: [String], _ totals: Int, currency: String = "CNY") throws {
      let summary = try ReadingCase(name, files: files, currency: currency).summary()
      #expect(summary.sums() == sums, "\(name)")
      #expect(summary.quality.files.flatMap(\.totals).count == totals, "\(name)")
      #expect(summary.quality.files.allSatisfy { $0.unreconciledTotals.isEmpty }, "\(name)")
      #expect(summary.quality.badRows == 0, "\(name)")
    }
    try check("total-each-day-japanese", ["a.csv", "b.csv"], ["1453.52/81", "1385.14/81"], 28, currency: "JPY")
    try check("total-label-in-fourth-column", ["a.csv", "b.csv"], ["1440.55/101", "1469.56/109"], 28)
    try check("total-other-language", ["a.csv", "b.csv"], ["1209.3/84", "1207.3/107"], 2, currency: "EUR")
    try check("total-without-label", ["a.csv", "b.csv"], ["1209.3/84", "1207.3/107"], 2)
    try check("total-without-label-dated", ["a.csv", "b.csv"], ["1398.56/81", "1422.98/88"], 2)
    try check("parts-reported-as-wrong-totals", ["s.csv"], ["190.5/17", "205.5/21"], 4, currency: "USD")
  }

  @Test("GA4's grand total: under the header, its label behind the last column")
  func grandTotalOnTop() throws {
    let summary = try ReadingCase("ga4-explore-grand-total", files: ["explore.csv"]).summary()
    let file = try #require(summary.quality.files.first)
    #expect(file.rows == 28 && summary.quality.badRows == 0)
    let total = try #require(file.totals.first)
    #expect(total.label == "Grand total" && total.agrees)
    #expect(Dictionary(uniqueKeysWithValues: total.columns.map { ($0.name, $0.stated) }) == ["Active users": 11304, "Key events": 849])
  }

  @Test(
    "labels of many languages",
    arguments: [
      "Gesamt: Konto", "Total general", "Total geral", "Totale", "Totaal", "Toplam", "Suma", "Razem", "Summe", "Итого", "合計", "総計", "합계", "平均", "Average", "Total général",
      "Celkem",
      "Összesen", "Σύνολο", "ИТОГО", "Tổng cộng", "รวม", "المجموع", "Yhteensä", "アカウント合計", "계정 합계", "账户小计", "Total: Account", "Grand Totals (57 records)", "合计3条记录",
      "TOTAL", "Totalt", "I alt", "Jumlah", "Łącznie",
    ])
  func labels(text: String) { #expect(withCell(text) { TotalLabel.matches($0, TotalLabel.starts) }) }

  @Test(
    "names that only begin like one",
    arguments: ["Total Wellness", "Summer", "Suma Beach", "Gesamtkunstwerk", "Totally", "Average Joe", "总裁班", "Sumatra", "Media Plan", "Media", "Sum", "Toplama"])
  func names(text: String) { #expect(!withCell(text) { TotalLabel.matches($0, TotalLabel.starts) }) }
}
