import ExperimentModel
import Testing

@testable import ExperimentData

/// Workbooks that unpack, or spread out, to far more than a table: each limit refuses with a message, before memory or time are spent on it.
@Suite("Limits of workbooks") struct SheetLimitsTests {
  private let disk = DiskWorkspace()
  private var path: String { disk.root + "/data/x.xlsx" }

  private let declaration = """
    start: 2026-11-02
    end: 2026-11-15
    variants: {a: {}, b: {}}
    data: {file: data/x.xlsx, variant: v, date: d}
    metrics: {rate: {type: proportion, numerator: n, denominator: x}}
    primary: rate
    """

  init() { disk.write("data/x.xlsx", [UInt8]()) }

  /// Text of a repeated piece between a beginning and an end.
  private func long(_ piece: String, _ count: Int, from start: String = "", to end: String = "") -> [UInt8] {
    var bytes = Array(start.utf8)
    bytes.reserveCapacity(piece.utf8.count * count + 200)
    let piece = Array(piece.utf8)
    for _ in 0..<count { bytes += piece }
    return bytes + Array(end.utf8)
  }

  private let small = Array("<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>d</v></c></row></sheetData></worksheet>".utf8)

  /// Refused at the line that names the file, or at those that name columns.
  private func refused(_ code: String) throws -> String {
    let problems = try disk.problems(declaration)
    #expect(Set(problems.map(\.code)) == [code] && problems.first?.line == 4, "\(problems)")
    return problems.first?.message.english ?? ""
  }

  @Test func aSheetOfSpacesOnly() throws {
    let spaces = [UInt8](repeating: 0x20, count: 80 << 20)
    try ZipFile.workbook(path, sheet: Array("<worksheet>".utf8) + spaces + Array("</worksheet>".utf8))
    #expect(try refused("too_large").contains("unpacks to far more than a table would"))
  }

  @Test func textsOfSpacesOnly() throws {
    try ZipFile.workbook(path, sheet: small, texts: Array("<sst>".utf8) + [UInt8](repeating: 0x20, count: 80 << 20) + Array("</sst>".utf8))
    #expect(try refused("too_large").contains("unpacks to far more"))
  }

  @Test func stylesBeyondTheirLimit() throws {
    try ZipFile.workbook(path, sheet: small, styles: [UInt8](repeating: 0x20, count: Workbook.mostOtherBytes + 1))
    #expect(try refused("too_large").contains("unpacks to far more"))
  }

  /// Several parts, each below what a part may be: what counts is what came out of the archive's bytes.
  @Test func manySmallBombs() throws {
    let part = [UInt8](repeating: 0x20, count: 24 << 20)
    try ZipFile.write(path, (0..<4).map { ("p\($0)", part) })
    let archive = try ZipArchive(path: path, size: 100_000)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    func drain(_ name: String) throws { let source = try archive.open(name, most: .max); while try source.read(into: buffer) > 0 {} }
    for _ in 0..<4 { try drain("p0") }
    try drain("p1")
    let error = #expect(throws: FileProblem.self) { try drain("p2") }
    #expect(error?.code == "too_large")
  }

  @Test func partsBeyondWhatIsAsked() throws {
    try ZipFile.write(path, [("p", [UInt8](repeating: 0x41, count: 1000))])
    let archive = try ZipArchive(path: path, size: 200)
    #expect(throws: FileProblem.self) { try archive.open("p", most: 999) }
    #expect(throws: Never.self) { try archive.open("p", most: 1000) }
  }

  @Test func moreThanTenThousandParts() throws {
    try ZipFile.workbook(path, sheet: small, further: (0..<ZipArchive.mostParts).map { ("p\($0)", []) })
    #expect(try refused("too_large").contains("more than 10,000 parts"))
  }

  /// Forty bytes of markup ask for sixteen thousand empty cells, each row anew.
  @Test func cellsInTheLastColumnOfEveryRow() throws {
    var rows = "<worksheet><sheetData>"
    for row in 1...20_000 { rows += "<row r=\"\(row)\"><c r=\"XFD\(row)\"><v>1</v></c></row>" }
    try ZipFile.workbook(path, sheet: Array((rows + "</sheetData></worksheet>").utf8))
    #expect(try refused("too_large").contains("far more than a table would for its size"))
  }

  /// One long text that all cells share.
  @Test func aSharedTextWithoutEnd() throws {
    let cells = long("<c t=\"s\"><v>0</v></c>", 500, from: "<row>", to: "</row>")
    let texts = long("long ", 100_000, from: "<sst><si><t>", to: "</t></si></sst>")
    try ZipFile.workbook(path, sheet: Array("<worksheet><sheetData>".utf8) + cells + Array("</sheetData></worksheet>".utf8), texts: texts)
    #expect(try refused("too_large").contains("far more than a table would for its size"))
  }

  @Test func aCellLongerThanAny() throws {
    let cell = long("x", SheetWriter.mostCellBytes + 1, from: "<worksheet><sheetData><row><c t=\"str\"><v>", to: "</v></c></row></sheetData></worksheet>")
    try ZipFile.workbook(path, sheet: cell)
    #expect(try refused("too_large").contains("far more than a table would for its size"))
  }

  /// Every cell merged down over all rows: looked up, not searched for.
  @Test func mergedCellsWithoutEnd() throws {
    var rows = "<worksheet><sheetData>"
    for row in 1...1000 { rows += "<row r=\"\(row)\">" + String(repeating: "<c t=\"str\"><v>x</v></c>", count: 60) + "</row>" }
    rows += "</sheetData><mergeCells>"
    for row in 1...1000 { for column in ["A", "B", "C", "Z", "AA", "AB"] { rows += "<mergeCell ref=\"\(column)\(row):\(column)1000\"/>" } }
    try ZipFile.workbook(path, sheet: Array((rows + "</mergeCells></worksheet>").utf8))
    #expect(try refused("no_column").contains("is not in"))
  }

  @Test(arguments: ["<row r=\"1048577\"/>", "<row r=\"999999999\"/>"]) func rowsBeyondTheLast(_ row: String) throws {
    try ZipFile.workbook(path, sheet: Array("<worksheet><sheetData>\(row)</sheetData></worksheet>".utf8))
    #expect(try refused("corrupt").contains("damaged"))
  }

  @Test func pagesWithoutEnd() throws {
    let rows = long("<tr>", 70_000)
    let page = Array("<html><table><tr><td rowspan=65534>".utf8) + [UInt8](repeating: 0x78, count: 4000) + Array("</td></tr>".utf8) + rows + Array("</table></html>".utf8)
    disk.write("data/x.xlsx", page)
    #expect(try refused("too_large").contains("far more than a table would for its size"))
    disk.write("data/x.xlsx", long("<td colspan=1000 rowspan=65534>x", 20_000, from: "<html><table><tr>"))
    #expect(try refused("no_column").contains("is not in"))
  }

  /// The size that an old workbook says its sheet has (DIMENSION, [MS-XLS] 2.4.90) is not believed.
  @Test func anOldSheetThatSaysItIsEndless() throws {
    var bytes = Fixture.bytes("sheets/campaigns.xls")
    var changed = 0
    for place in 0..<(bytes.count - 18) where bytes[place] == 0 && bytes[place + 1] == 2 && bytes[place + 2] == 14 && bytes[place + 3] == 0 {
      bytes.replaceSubrange((place + 8)..<(place + 12), with: [0xFF, 0xFF, 0xFF, 0x7F])
      bytes.replaceSubrange((place + 14)..<(place + 16), with: [0xFF, 0xFF])
      changed += 1
    }
    #expect(changed == 2)
    disk.write("data/x.xlsx", bytes)
    #expect(try refused("corrupt").contains("old workbook"))
  }
}
