import ExperimentModel
import Testing

@testable import ExperimentReports

/// Every figure at the edges where its form changes.
@Suite("Figures at their edges")
struct FigureTableTests {
  private let english = Figures(language: .english, currency: "CNY")
  private let chinese = Figures(language: .simplifiedChinese, currency: "USD")

  @Test(arguments: [
    (0.0, "¥0"), (0.004, "¥0.00"), (-0.004, "¥0.00"), (0.994, "¥0.99"), (9.994, "¥9.99"), (9.5, "¥9.50"), (10, "¥10"), (10.04, "¥10.0"), (10.06, "¥10.1"),
    (99.94, "¥99.9"), (100.4, "¥100"), (100.6, "¥101"), (1234.5, "¥1,235"), (-1234.4, "−¥1,234"), (1_000_000, "¥1,000,000"), (7, "¥7"),
  ])
  func money(value: Double, expected: String) { #expect(english.money(value) == expected) }

  @Test(arguments: [(0.0, "¥0"), (123_456, "¥120,000"), (9_960, "¥10,000"), (-1_849, "−¥1,800"), (14.6, "¥15"), (1.26, "¥1.30")])
  func roughMoney(value: Double, expected: String) { #expect(english.roughMoney(value) == expected) }

  @Test("the currency's sign, or its name where it has none")
  func symbols() {
    #expect(["CNY", "JPY", "USD", "EUR", "GBP", "CHF"].map { Figures(language: .english, currency: $0).money(5) } == ["¥5", "¥5", "$5", "€5", "£5", "CHF 5"])
  }

  @Test(arguments: [
    (0.0, "0 %", "0 %"), (0.0004, "0.04 %", "+0.04 %"), (0.0099, "0.99 %", "+0.99 %"), (0.01, "1.0 %", "+1.0 %"), (0.0994, "9.9 %", "+9.9 %"),
    (0.1, "10 %", "+10 %"), (0.104, "10.4 %", "+10 %"), (0.1, "10 %", "+10 %"), (0.178, "17.8 %", "+18 %"), (0.999, "99.9 %", "+100 %"), (1, "100 %", "+100 %"),
    (1.256, "126 %", "+126 %"), (-0.178, "−17.8 %", "−18 %"), (-0.25, "−25 %", "−25 %"),
  ])
  func percent(share: Double, plain: String, signed: String) {
    #expect(english.percent(share) == plain)
    #expect(english.percent(share, signed: true) == signed)
    #expect(chinese.percent(share) == plain.replacing(" ", with: ""))
  }

  @Test(arguments: [
    (0.9996, "over 99.9 %"), (0.9995, "over 99.9 %"), (0.9994, "99.9 %"), (0.99, "99 %"), (0.5, "50 %"),
    (0.0005, "0.05 %"), (0.000_499, "under 0.1 %"), (0, "under 0.1 %"), (1, "over 99.9 %"),
  ])
  func chance(value: Double, expected: String) { #expect(english.chance(value) == expected) }

  @Test(arguments: [
    (0.000_099, "p < 0.0001"), (0.0001, "p = 0.0001"), (0.000_123, "p = 0.00012"), (0.0456, "p = 0.046"), (0.099, "p = 0.099"), (0.1, "p = 0.10"), (0.456, "p = 0.46"),
  ])
  func probability(p: Double, expected: String) { #expect(english.probability(p) == expected) }

  @Test(arguments: [(0.0, "0"), (1234.56, "1,235"), (12.345, "12.3"), (1.2, "1.2"), (0.001_234, "0.00123"), (-0.5, "−0.5"), (100, "100"), (99.96, "100")])
  func number(value: Double, expected: String) { #expect(english.number(value) == expected) }

  @Test("counts, decimals, days and periods")
  func others() {
    #expect([12.0, 12.25, 1234, -3].map(english.count) == ["12", "12.3", "1,234", "−3"])
    #expect(
      [(0.05, 1), (0.04, 1), (1999.995, 2), (-0.04, 1), (999, 0), (1000, 0)].map { english.decimal($0.0, places: $0.1) } == ["0.1", "0.0", "2,000.00", "0.0", "999", "1,000"])
    #expect(english.decimal(12_345, places: 0, grouping: false) == "12345" && english.decimal(.infinity, places: 1) == "–")
    #expect([1, 7, 14, 10].map(english.period) == ["1 day", "week", "2 weeks", "10 days"])
    #expect([1, 7, 14, 10].map(chinese.period) == ["1 天", "1 周", "2 周", "10 天"])
    #expect(english.shortDate(CalendarDay(number: 20_773)) == "16 Nov" && chinese.shortDate(CalendarDay(number: 20_773)) == "11月16日")
  }
}
