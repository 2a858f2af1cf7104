import CZlib
import ExperimentModel
import Glibc
import TestSupport
import Testing

@testable import ExperimentData

/// The same table in every dress it comes in.
@Suite struct TextFormTests {
  private let declaration = """
    start: 2026-11-02
    end: 2026-11-03
    variants: {a: {names: [价格先行]}, b: {names: ["Ünïcode, \\"b\\""]}}
    data: {file: data/t.csv, variant: 创意名称, date: 日期}
    metrics:
      rate: {type: proportion, numerator: 转化数, denominator: 点击数}
    primary: rate
    """
  private let table = "日期,创意名称,点击数,转化数\n2026-11-02,价格先行,\"1,000\",10\n2026-11-03,\"Ünïcode, \"\"b\"\"\",20,2\n"
  private let expected = [["2026-11-02 10/1000"], ["2026-11-03 2/20"]]

  private func check(_ bytes: [UInt8], encoding: String, delimiter: String = ",", _ comment: Comment) throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", bytes)
    for chunk in [8, 1 << 18] {
      let summary = try disk.summary(declaration, chunk: chunk)
      #expect([summary.days(0), summary.days(1)] == expected, comment)
      #expect(summary.quality.files.map(\.encoding) == [encoding], comment)
      #expect(summary.quality.files.map(\.delimiter) == [delimiter], comment)
    }
  }

  private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
    let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
    return units.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  private func gb18030(_ text: String) throws -> [UInt8] { try #require(Iconv.encode(text, to: "GB18030")) }

  private func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1000)
    return input.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        stream.next_in = from.baseAddress
        stream.avail_in = UInt32(from.count)
        stream.next_out = to.baseAddress
        stream.avail_out = UInt32(to.count)
        deflate(&stream, Z_FINISH)
        deflateEnd(&stream)
        return Array(to.prefix(to.count - Int(stream.avail_out)))
      }
    }
  }

  @Test func encodings() throws {
    try check(Array(table.utf8), encoding: "UTF-8", "UTF-8")
    try check([0xEF, 0xBB, 0xBF] + Array(table.utf8), encoding: "UTF-8 with BOM", "UTF-8 with BOM")
    try check(utf16(table, bigEndian: false, mark: true), encoding: "UTF-16LE", "UTF-16LE with BOM")
    try check(utf16(table, bigEndian: true, mark: true), encoding: "UTF-16BE", "UTF-16BE with BOM")
    try check(utf16(table, bigEndian: false, mark: false), encoding: "UTF-16LE", "UTF-16LE")
    try check(utf16(table, bigEndian: true, mark: false), encoding: "UTF-16BE", "UTF-16BE")
    try check(try gb18030(table), encoding: "GB18030", "GB18030")
  }

  @Test func compressedFilesByTheirBytes() throws {
    try check(gzip(Array(table.utf8)), encoding: "UTF-8, gzip", "one member")
    let bytes = Array(table.utf8)
    try check(gzip(Array(bytes[..<30])) + gzip(Array(bytes[30...])), encoding: "UTF-8, gzip", "two members")
    try check(gzip(try gb18030(table)), encoding: "GB18030, gzip", "GB18030 inside")
  }

  @Test func cutOffOrDamagedArchivesAreErrors() throws {
    let disk = DiskWorkspace()
    let whole = gzip(Array(table.utf8))
    disk.write("data/t.csv", Array(whole.dropLast(12)))
    #expect(try disk.problems(declaration).map(\.code) == ["truncated"])
    var damaged = whole
    damaged[20] ^= 0xFF
    disk.write("data/t.csv", damaged)
    #expect(try disk.problems(declaration).map(\.code).contains { $0 == "corrupt" || $0 == "truncated" })
  }

  @Test("what stands behind an archive, and what unpacks to more than any table would")
  func archivesWithMore() throws {
    let disk = DiskWorkspace()
    let whole = gzip(Array(table.utf8))
    // Noughts behind the end are a tape's padding; anything else was lost or never packed.
    try check(whole + [UInt8](repeating: 0, count: 512), encoding: "UTF-8, gzip", "padding")
    disk.write("data/t.csv", whole + Array("2026-11-04,x,1,1\n".utf8))
    #expect(try disk.problems(declaration).map(\.code) == ["corrupt"])
    // 8 MB of line ends pack to a thousandth: with 1 MB free the ratio is asked, and refused before all of it is unpacked.
    let bomb = gzip([UInt8](repeating: 0x0A, count: 8 << 20))
    let source = try GzipSource(HeadedSource(bomb, then: nil), free: 1 << 20)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var unpacked = 0
    do {
      while true {
        let got = try source.read(into: buffer)
        guard got > 0 else { break }
        unpacked += got
      }
      Issue.record("a bomb is refused")
    } catch {
      #expect(error.code == "too_large")
      #expect(unpacked < 2 << 20)
    }
  }

  @Test(arguments: [(";", ";"), ("\t", "tab"), ("|", "|")])
  func delimiters(delimiter: String, shown: String) throws {
    let text = #"""
      日期,创意名称,点击数,转化数
      2026-11-02,价格先行,1000,10
      2026-11-03,"Ünïcode# ""b""",20,2

      """#.replacing(",", with: delimiter).replacing("#", with: ",")
    try check(Array(text.utf8), encoding: "UTF-8", delimiter: shown, "delimiter")
  }

  @Test func lineEnds() throws {
    for end in ["\r\n", "\r"] { try check(Array(table.replacing("\n", with: end).utf8), encoding: "UTF-8", "line ends") }
    try check(Array(table.utf8.dropLast()), encoding: "UTF-8", "no line end at the end")
  }

  @Test func quotedCellsHoldLineBreaksAndStrayQuotesAreText() throws {
    let disk = DiskWorkspace()
    disk.write(
      "data/t.csv",
      #"""
      日期,创意名称,点击数,转化数,note
      2026-11-02,价格先行,10,1,"two
      lines, and a ""quote"""
      2026-11-02,价格先行,20,2,"12 inch" cable
      2026-11-02,价格先行,30,3,5" pipe
      2026-11-02,价格先行,40,4,"never closed
      2026-11-03,价格先行,50,5,
      """#)
    for chunk in [8, 1 << 18] {
      let summary = try disk.summary(declaration, chunk: chunk)
      #expect(summary.days(0) == ["2026-11-02 10/100", "2026-11-03 5/50"])
      #expect(summary.quality.badRows == 0)
      #expect(summary.quality.rows == 5)
    }
  }

  @Test func otherFormatsUnderATablesNameAreNamed() throws {
    let disk = DiskWorkspace()
    for (bytes, code) in [
      ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], "corrupt"), ([0xD0, 0xCF, 0x11, 0xE0, 0x14, 0x00], "corrupt"), (Array("<?xml version=\"1.0\"?><a/>".utf8), "not_a_table"),
      (Array("<!DOCTYPE html><html>".utf8), "not_a_table"), ([], "empty_file"),
      (Array(0...255), "not_a_table"),
    ] as [([UInt8], String)] {
      disk.write("data/t.csv", bytes)
      let problems = try disk.problems(declaration)
      #expect(problems.map(\.code) == [code])
      #expect(problems.allSatisfy { $0.file == "experiments/test.yaml" && $0.line == 4 && $0.message.english.contains("data/t.csv") })
    }
  }

  @Test func aDeclaredEncodingIsObeyed() throws {
    let disk = DiskWorkspace()
    // Latin text with one Chinese name far down, in GB18030: the head shows it, so it is told from UTF-8 anyway; named, it is not even asked.
    disk.write("data/t.csv", try gb18030(table))
    let named = declaration.replacing("date: 日期}", with: "date: 日期, encoding: gbk, delimiter: \",\"}")
    let summary = try disk.summary(named)
    #expect(summary.days(0) == expected[0])
    let wrong = declaration.replacing("date: 日期}", with: "date: 日期, encoding: utf-8}")
    #expect(try !disk.problems(wrong).isEmpty)
  }
}
