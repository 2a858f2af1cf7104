import ExperimentDecisions
import ExperimentModel
import Testing

@testable import ExperimentReports

/// A review as a workbook: names that a workbook may have, and cells that are what they are.
@Suite("Workbook shapes")
struct WorkbookShapeTests {
  @Test("sheet names: 31 characters, nothing forbidden, each once")
  func names() {
    let long = String(repeating: "直", count: 40)
    #expect(
      ReportWorkbook.names(["Summary", "a/b:c*d?e[f]\\", "summary", long, long, "'quoted'", "///"])
        == ["Summary", "abcdef", "summary (2)", String(long.prefix(31)), String(long.prefix(27)) + " (2)", "quoted", "–"])
    // An emoji counts two of the 31.
    #expect(ReportWorkbook.names([String(repeating: "😀", count: 20)]) == [String(repeating: "😀", count: 15)])
  }

  @Test("a sheet for the summary and for each test, whatever is known of it")
  func sheets() throws {
    let planned = ExperimentReview(id: "x", title: "=cmd()", progress: .init(phase: .planned), decision: Decision(action: .planned, reasons: [.notStarted]))
    let blocked = ExperimentReview(id: "y", title: "=cmd()", progress: .init(phase: .running, spend: 12.5), decision: Decision(action: .blocked, reasons: [.noData]))
    let day = CalendarDay(number: 20_787)
    let review = Review(
      project: "P", currency: "EUR", asOf: day, every: 14, slot: .init(number: 1, date: day, next: day + 14, isDue: true), experiments: [planned, blocked], funds: [])
    let workbook = ReviewReport(review, options: ReportOptions(language: .english)).workbook
    #expect(workbook.sheets.map(\.name) == ["Summary", "=cmd()", "=cmd() (2)"])
    let summary = workbook.sheets[0]
    #expect(summary.rows[4].count == summary.widths.count && summary.rows.dropFirst(5).allSatisfy { $0.count == summary.widths.count })
    // What is blocked comes first, with its money and no change.
    #expect(summary.rows[5][1] == .text("BLOCKED") && summary.rows[5][8] == .number(12.5, .money(sign: "€")) && summary.rows[5][4] == .empty)
    #expect(summary.rows[6][1] == .text("planned") && summary.rows[6][8] == .empty)
    #expect(ReviewReport(review, options: ReportOptions(language: .simplifiedChinese)).workbook.sheets[0].name == "概要")
  }

  @Test(
    "signs of currencies, from the table of what people write",
    arguments: [
      ("CNY", "¥5"), ("JPY", "¥5"), ("USD", "$5"), ("EUR", "€5"), ("GBP", "£5"), ("HKD", "HK$5"), ("INR", "₹5"), ("KRW", "₩5"), ("BRL", "R$5"), ("PLN", "PLN 5"),
      ("SEK", "SEK 5"),
    ])
  func signs(code: String, shown: String) {
    #expect(Figures(language: .english, currency: code).money(5) == shown)
  }
}
