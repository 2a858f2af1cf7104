import CZip
import ExperimentModel
import ExperimentReports
import ExperimentWorkbooks
import TestSupport
import Testing

/// What stands in the file that a spreadsheet opens.
@Suite("Workbook bytes")
struct WorkbookBytesTests {
  private static let day = CalendarDay(number: 20_453)

  private static func book(_ rows: [[ReportWorkbook.Cell]], charts: [ReportWorkbook.Chart] = []) -> ReportWorkbook {
    var sheet = ReportWorkbook.Sheet(name: "A & B")
    sheet.rows = rows
    sheet.charts = charts
    return ReportWorkbook(title: "T", day: day, sheets: [sheet])
  }

  /// A part of the archive as text; empty where there is none.
  private func part(_ name: String, of bytes: [UInt8]) throws -> String {
    let folder = TemporaryFolder()
    folder.write("book.xlsx", bytes: bytes)
    let archive = try #require(zip_open(folder.path + "/book.xlsx", ZIP_RDONLY, nil))
    defer { zip_discard(archive) }
    guard let file = zip_fopen(archive, name, 0) else { return "" }
    defer { zip_fclose(file) }
    var text = [UInt8]()
    var piece = [UInt8](repeating: 0, count: 4096)
    while case let count = zip_fread(file, &piece, zip_uint64_t(piece.count)), count > 0 { text += piece[..<Int(count)] }
    return String(decoding: text, as: UTF8.self)
  }

  @Test("numbers, money, per cent and days are what they are; 31 December 2025 is day 46,022 of Excel")
  func types() throws {
    let bytes = try WorkbookBytes.of(Self.book([[.number(-0.425, .percent), .number(1260.5, .money(sign: "¥")), .day(Self.day), .empty, .number(7, .count)]]))
    let sheet = try part("xl/worksheets/sheet1.xml", of: bytes)
    for cell in ["<v>-0.425</v>", "<v>1260.5</v>", "<v>46022</v>", "<v>7</v>"] { #expect(sheet.contains(cell), "\(cell) in \(sheet)") }
    let styles = try part("xl/styles.xml", of: bytes)
    for format in ["0.0%", "&quot;¥&quot;#,##0.00", "yyyy-mm-dd", "#,##0"] { #expect(styles.contains("\"\(format)\"") || format == "#,##0", "\(format) in \(styles)") }
    #expect(try part("xl/workbook.xml", of: bytes).contains("name=\"A &amp; B\""))
  }

  @Test("text is text, whatever it looks like", arguments: ["=cmd()", "+1", "@SUM(A1)", "-2", "<script>", "\u{1B}[31m", "=1+1\u{202E}"])
  func inert(text: String) throws {
    let bytes = try WorkbookBytes.of(Self.book([[.text(text), .head(text), .title(text)]]))
    let sheet = try part("xl/worksheets/sheet1.xml", of: bytes)
    #expect(!sheet.contains("<f>") && !sheet.contains("<f "))
    #expect(sheet.count(of: "t=\"s\"") == 3)
  }

  @Test("the same value gives the same bytes")
  func repeatable() throws {
    let book = Self.book([[.text("a"), .number(1, .plain)]])
    #expect(try WorkbookBytes.of(book) == WorkbookBytes.of(book))
  }

  @Test("a picture's numbers come from its cells")
  func chart() throws {
    let rows: [[ReportWorkbook.Cell]] = [[.head("Day"), .head("a")], [.day(Self.day), .number(1, .plain)], [.day(Self.day + 1), .number(2, .plain)]]
    let chart = ReportWorkbook.Chart(kind: .line, title: "Values", rows: 1...2, labels: 0, names: 0, series: [1], row: 5, column: 0)
    let drawn = try part("xl/charts/chart1.xml", of: try WorkbookBytes.of(Self.book(rows, charts: [chart])))
    for reference in ["'A &amp; B'!$B$2:$B$3", "'A &amp; B'!$A$2:$A$3", "'A &amp; B'!$B$1"] { #expect(drawn.contains(reference), "\(reference) in \(drawn)") }
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
