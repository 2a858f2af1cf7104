import ExperimentModel
import Testing

@testable import ExperimentData

/// Workbooks as spreadsheet programs and consoles write them. `Fixtures/sheets/make.py` made the files.
@Suite struct WorkbookTests {
  private func declaration(_ file: String, _ option: String = "", cost: String = "Spend", names: [String] = ["Autumn, \\\"new\\\"", "秋季海报"]) -> String {
    """
    start: 2026-11-02
    end: 2026-11-15
    variants: {a: {names: ["\(names[0])"]}, b: {names: ["\(names[1])"]}}
    data: {file: data/sheets/\(file), variant: Campaign, date: Day\(option)}
    metrics: {cpa: {type: cost_per, cost: \(cost), per: Orders}}
    primary: cpa
    """
  }

  @Test(arguments: ["campaigns.xlsx", "campaigns-1904.xlsx"]) func theSheetWithTheColumnsIsRead(_ file: String) throws {
    let disk = DiskWorkspace()
    disk.copyFixture("sheets/" + file)
    for chunk in [64, 1 << 18] {
      let summary = try disk.summary(declaration(file), chunk: chunk)
      #expect(summary.quality.files.map(\.encoding) == ["xlsx, sheet 'Days'"])
      #expect(summary.quality.files.map(\.headerLine) == [3])
      #expect(summary.quality.rows == 28 && summary.quality.badRows == 0)
      // 12.345 has one reading here: a point parts decimals in every workbook.
      #expect(summary.days(0).count == 14 && summary.days(0)[0] == "2026-11-02 12.345/7" && summary.days(1)[13] == "2026-11-15 13.345/8")
      #expect(summary.quality.notes.contains { $0.english.contains("1 row of the sheet is hidden") })
      #expect(summary.quality.notes.contains { $0.english.contains("sheet 'Days' is read; About is not") })
    }
  }

  @Test func cellsStandAsTheyAreMeant() throws {
    let disk = DiskWorkspace()
    disk.copyFixture("sheets/campaigns.xlsx")
    let text = try TextFile.open(path: disk.root + "/data/sheets/campaigns.xlsx", shown: "x", encoding: .detected, sheet: "Days", chunk: 4096)
    let lines = String(decoding: text.head, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "November" && lines[1].isEmpty)
    #expect(lines[3] == "2026-11-02,\"Autumn, \"\"new\"\"\",1000,12.3450 ¥,5.26%,7,0.3")
    #expect(lines[4] == "2026-11-02,秋季海报,1001,13.3450 ¥,5.26%,8,0.3")
  }

  @Test func sheetsByNameAndNumber() throws {
    let disk = DiskWorkspace()
    disk.copyFixture("sheets/campaigns.xlsx")
    #expect(try disk.summary(declaration("campaigns.xlsx", ", sheet: Days")).quality.rows == 28)
    #expect(try disk.summary(declaration("campaigns.xlsx", ", sheet: 2")).quality.rows == 28)
    #expect(try disk.problems(declaration("campaigns.xlsx", ", sheet: About")).map(\.code).contains("no_column"))
    let problems = try disk.problems(declaration("campaigns.xlsx", ", sheet: July"))
    #expect(problems.map(\.code) == ["no_sheet"] && problems[0].line == 4)
    #expect(problems[0].message.english.contains("no sheet 'July' (sheets: About, Days, Old)"))
  }

  @Test func aWorkbookByAnotherName() throws {
    let disk = DiskWorkspace()
    disk.write("data/sheets/export.csv", Fixture.bytes("sheets/campaigns.xlsx"))
    #expect(try disk.summary(declaration("export.csv")).quality.rows == 28)
  }

  @Test func mergedCells() throws {
    let disk = DiskWorkspace()
    disk.copyFixture("sheets/merged.xlsx")
    let summary = try disk.summary(declaration("merged.xlsx", cost: "Clicks", names: ["a", "b"]).replacing("a: {names: [\"a\"]}, b: {names: [\"b\"]}", with: "a: {}, b: {}"))
    #expect(summary.quality.files.map(\.headerLine) == [2])
    #expect(summary.days(0).count == 14 && summary.days(0)[13] == "2026-11-15 100/5" && summary.days(1)[13] == "2026-11-15 101/6")
  }

  @Test func theOlderFormat() throws {
    let disk = DiskWorkspace()
    disk.copyFixture("sheets/campaigns.xls")
    let summary = try disk.summary(declaration("campaigns.xls"))
    #expect(summary.quality.files.map(\.encoding) == ["xls, sheet 'Days'"] && summary.quality.rows == 28 && summary.quality.badRows == 0)
    #expect(summary.days(0)[0] == "2026-11-02 12.345/7" && summary.days(1)[13] == "2026-11-15 13.345/8")
  }

  @Test func aPageThatCallsItselfAWorkbook() throws {
    let disk = DiskWorkspace()
    disk.copyFixture("sheets/page.xls")
    let declaration = """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {names: ["a & b"]}, b: {names: [秋季海报]}}
      data: {file: data/sheets/page.xls, variant: 计划名称, date: 日期}
      metrics: {rate: {type: proportion, numerator: 转化数, denominator: 点击数}}
      primary: rate
      """
    for chunk in [8, 1 << 18] {
      let summary = try disk.summary(declaration, chunk: chunk)
      #expect(summary.quality.files.map(\.encoding) == ["GB18030, HTML"] && summary.quality.rows == 28)
      #expect(summary.days(0)[0] == "2026-11-02 7/1000" && summary.days(1)[13] == "2026-11-15 7/1001")
      #expect(summary.quality.notes.contains { $0.english.contains("its largest table is read (of 2)") })
    }
  }

  @Test(arguments: [
    ("General", NumberFormat.plain), ("0.00", .plain), ("#,##0", .plain), ("0.0%", .percent), ("yyyy-mm-dd", .date(time: false)),
    ("m/d/yy h:mm", .date(time: true)), ("[$-804]yyyy\"年\"m\"月\"d\"日\";@", .date(time: false)), ("mmm", .date(time: false)), ("h:mm AM/PM", .time),
    ("[h]:mm:ss", .time), ("\"$\"#,##0.00_);[Red]\\(\"$\"#,##0.00\\)", .currency("$")), ("[$€-407]#,##0.00", .currency("€")),
    ("#,##0.00 [$zł-415]", .currency("zł")), ("_-* #,##0.00\\ \"€\"_-", .currency("€")), ("0.00\" days\"", .plain), ("[Red]0", .plain), ("@", .plain),
  ]) func formats(_ code: String, _ format: NumberFormat) { #expect(NumberFormat(code: code) == format) }

  /// Serial numbers: 1 is 1 January 1900; 60 would be its 29 February; 46328 and, four years and a day later in the other epoch, 44866 are 2 November 2026.
  @Test(arguments: [
    (1, false, "1900-01-01"), (59, false, "1900-02-28"), (61, false, "1900-03-01"), (46328, false, "2026-11-02"), (44866, true, "2026-11-02"),
    (46328.354_166_666_7, false, "2026-11-02 08:30:00"), (46328.999_999_999, false, "2026-11-03"), (-1, false, "-1"), (1e300, false, "1E+300"),
  ]) func serialNumbers(_ serial: Double, _ isEpoch1904: Bool, _ text: String) {
    #expect(NumberFormat.date(time: false).text(serial, isEpoch1904: isEpoch1904) == text)
  }

  @Test func numbers() {
    #expect(
      [0.1 + 0.2, 1.234, -2.5, 1e15, 7.3e18, 1234567.125, 0.000_012_5].map(NumberFormat.decimal) == ["0.3", "1.2340", "-2.5", "1E+15", "7.3E+18", "1234567.1250", "1.25E-05"])
    #expect(NumberFormat.percent.text(0.0526, isEpoch1904: false) == "5.26%")
    #expect(NumberFormat.time.text(0.5, isEpoch1904: false) == "12:00:00")
  }

  private func rows(_ xml: String) throws -> String {
    let shared = SharedTexts()
    let strings = "<sst><si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r><rPh><t>no</t></rPh></si></sst>"
    try MarkupParser.parse(HeadedSource(Array(strings.utf8), then: nil), shared)
    let source = try WorksheetSource(HeadedSource(Array(xml.utf8), then: nil), formats: [.plain], texts: shared, isEpoch1904: false, chunk: 16)
    return String(decoding: try source.readHead(1 << 12).bytes, as: UTF8.self)
  }

  @Test func everyKindOfCell() throws {
    #expect(
      try rows(
        """
        <worksheet xmlns:x="y"><sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c t="inlineStr"><is><t>a
        b</t></is></c></row>
        <x:row r="4"><x:c r="A4" t="b"><x:v>1</x:v></x:c><x:c r="B4" t="str"><x:f>1+1</x:f><x:v>f;g</x:v></x:c><x:c r="C4" t="e"><x:v>#N/A</x:v></x:c>
        <x:c r="D4" t="d"><x:v>2026-11-02T00:00:00</x:v></x:c><x:c r="E4"><x:f>A1*2</x:f><x:v>84.5</x:v></x:c><x:c r="F4" t="s"><x:v>9</x:v></x:c></x:row>
        </sheetData></worksheet>
        """) == "\none,,two,\"a b\"\n\nTRUE,\"f;g\",#N/A,2026-11-02,84.5,\n")
  }

  @Test(arguments: [
    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>", "<worksheet><sheetData><row r=\"2\"/><row r=\"2\"/></sheetData></worksheet>",
    "<worksheet><sheetData><row r=\"9999999\"/></sheetData></worksheet>", "no markup", "<a></b>",
  ]) func whatIsBrokenIsSaid(_ xml: String) {
    #expect(throws: FileProblem("corrupt", SheetSentences.damaged)) { try rows(xml) }
  }

  /// A billion laughs (CVE-2003-1564): entities of the document's own come to nothing.
  @Test func entitiesAreNotExpanded() throws {
    let bomb = """
      <!DOCTYPE w [<!ENTITY a "hahahahahahahahahaha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
      <worksheet><sheetData><row r="1"><c r="A1" t="str"><v>x&b;&c;y</v></c></row></sheetData></worksheet>
      """
    let text = (try? rows(bomb)) ?? ""
    #expect(!text.contains("ha") && !text.contains("root"))
  }

  @Test func damagedArchivesAreSaid() throws {
    let bytes = Fixture.bytes("sheets/campaigns.xlsx")
    let disk = DiskWorkspace()
    for length in stride(from: 4, to: bytes.count - 1, by: 997) {
      disk.write("data/sheets/cut.xlsx", Array(bytes[..<length]))
      #expect(try disk.problems(declaration("cut.xlsx")).map(\.code) == ["corrupt"])
    }
    for place in stride(from: 30, to: bytes.count, by: 61) {
      var changed = bytes
      changed[place] ^= 0x55
      disk.write("data/sheets/changed.xlsx", changed)
      _ = try disk.answer(declaration("changed.xlsx"))
    }
  }
}
