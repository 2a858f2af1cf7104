import ExperimentModel
import Testing

@testable import ExperimentData

@Suite("The decimal mark is the whole file's, and asked for where nothing tells")
struct NumberEvidenceTests {
  @Test("German whole numbers beside amounts with a decimal comma")
  func german() throws {
    let summary = try ReadingCase("grouped-whole-numbers-german", files: ["a.csv", "b.csv"], currency: "EUR").summary()
    #expect(summary.sums() == ["18447/231352", "20628/239921"])
  }

  @Test("Excel's accounting format: '$ -' is nothing, brackets are below zero")
  func accounting() throws {
    let summary = try ReadingCase("excel-accounting-format", files: ["d.csv"], currency: "USD").summary()
    #expect(summary.quality.badRows == 0)
    // Eight days of 2340, five of nothing, one of −12; 1102.5 + … + 1115.5.
    #expect(summary.sums() == ["18708/15526", "18708/15526"])
  }

  @Test(
    "numbers as spreadsheets and consoles print them",
    arguments: [
      ("$ -", 0.0), ("- €", 0), ("$ (12.00)", -12), ("($12.00)", -12), ("(12.00) $", -12), ("12.00-", -12), ("$12.00-", -12), ("1'234.50", 1234.5), ("１，２３４．５", 1234.5),
      ("1.2K", 1200), ("3.4M", 3_400_000), ("1.5k", 1500), ("2.5bn", 2.5e9), ("1.5万", 15_000), ("2.5萬", 25_000), ("3億", 3e8), ("1.2万元", 12_000), ("3천", 3000), ("1,2 Mio", 1.2e6),
      ("5 тыс", 5000), ("$1.5K", 1500), ("1.5M€", 1.5e6),
    ])
  func written(text: String, value: Double) {
    let mark: DecimalMark = text.hasPrefix("1,2") ? .comma : .point
    let cell = withCell(text) { NumberReader.read($0, mark: mark) }
    #expect(cell.state == .number && abs(cell.value - value) < 1e-9 * max(1, abs(value)), "\(text): \(cell)")
  }

  @Test("what only looks like it", arguments: ["12 may", "5kg", "12mm", "-12.00-", "-(12.00)", "$", "3 m 20", "A1K"])
  func unreadable(text: String) { #expect(withCell(text) { NumberReader.read($0, mark: .point) }.state == .unreadable) }

  private func read(_ header: String, _ rows: [String], delimiter: String = ";", decimal: String = "") throws -> Result<ExperimentSummary, Diagnostics> {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", ([header] + rows).map { $0.replacing("|", with: delimiter) }.joined(separator: "\n") + "\n")
    return try disk.answer(
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {file: data/d.csv, variant: v\(decimal)}
      metrics:
        rate: {type: proportion, numerator: won, denominator: seen}
      primary: rate
      """)
  }

  private func totals(_ answer: Result<ExperimentSummary, Diagnostics>) -> [String?] {
    switch answer {
    case .success(let summary): [summary.totals(0), summary.totals(1)]
    case .failure(let problems): problems.all.map(\.code)
    }
  }

  @Test("three digits after one mark everywhere, and nothing else: asked for; and answered")
  func asked() throws {
    let rows = ["a|1.108|14.100", "b|1.721|19.955"]
    #expect(totals(try read("v|won|seen", rows)) == ["ambiguous_numbers"])
    #expect(totals(try read("v|won|seen", rows, decimal: ", decimal: comma")) == ["1108/14100", "1721/19955"])
    #expect(totals(try read("v|won|seen", rows, decimal: ", decimal: point")) == ["1.108/14.1", "1.721/19.955"])
  }

  @Test("another column tells, wherever it stands: also below two thousand rows")
  func toldFarBelow() throws {
    let rows = ["a|1.108|14.100|0", "b|1.721|19.955|0"] + Array(repeating: "a|0|0|0", count: 2500) + ["b|0|0|123,45"]
    #expect(totals(try read("v|won|seen|cost", rows)) == ["1108/14100", "1721/19955"])
  }

  @Test("commas before three digits group where smaller numbers have none")
  func grouped() throws {
    #expect(totals(try read("v|won|seen", ["a|108|14,100", "b|721|995"])) == ["108/14100", "721/995"])
  }
}
