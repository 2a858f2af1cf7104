import ExperimentModel
import Testing

@testable import ExperimentData

/// SpreadsheetML of 2003, one XML file under the name `.xls`.
@Suite("Workbooks in one XML file") struct FlatWorkbookTests {
  /// As Excel 2003 and several consoles write it; two sheets, the table on the second, under a title.
  private static let book = """
    <?xml version="1.0"?>
    <?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
     <Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="c"><NumberFormat ss:Format="[$¥-804]#,##0.00"/></Style></Styles>
     <Worksheet ss:Name="About"><Table><Row><Cell><Data ss:Type="String">Report</Data></Cell></Row></Table></Worksheet>
     <Worksheet ss:Name="Days"><Table>
      <Row><Cell ss:MergeAcross="5"><Data ss:Type="String">November</Data></Cell></Row>
      <Row ss:Index="3"><Cell><Data ss:Type="String">Day</Data></Cell><Cell><Data ss:Type="String">Ad</Data></Cell><Cell><Data ss:Type="String">Spend</Data></Cell>
       <Cell><Data ss:Type="String">CTR</Data></Cell><Cell ss:Index="6"><Data ss:Type="String">Orders</Data><Comment><ss:Data>no cell</ss:Data></Comment></Cell></Row>
      <Row><Cell><Data ss:Type="DateTime">2026-11-02T00:00:00.000</Data></Cell><Cell ss:MergeDown="1"><Data ss:Type="String">A &amp; "b"</Data></Cell>
       <Cell ss:StyleID="c"><Data ss:Type="Number">12.345</Data></Cell><Cell ss:StyleID="p"><Data ss:Type="Number">0.0526</Data></Cell>
       <Cell ss:Index="6"><Data ss:Type="Number">7</Data></Cell></Row>
      <Row ss:Hidden="1"><Cell><Data ss:Type="DateTime">2026-11-03T08:30:00.000</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">1.5</Data></Cell>
       <Cell ss:Index="6"><Data ss:Type="Number">8</Data></Cell></Row>
      <Row><Cell><Data ss:Type="DateTime">2026-11-02T00:00:00.000</Data></Cell><Cell><Data ss:Type="String">b</Data></Cell>
       <Cell><Data ss:Type="Number">2</Data></Cell><Cell ss:Index="6"><Data ss:Type="Number">9</Data></Cell></Row>
     </Table></Worksheet>
    </Workbook>
    """

  private func declaration(_ option: String = "") -> String {
    """
    start: 2026-11-02
    end: 2026-11-15
    variants: {a: {names: ['A & "b"']}, b: {}}
    data: {file: data/x.xls, variant: Ad, date: Day\(option)}
    metrics: {cpa: {type: cost_per, cost: Spend, per: Orders}}
    primary: cpa
    """
  }

  @Test func cellsStandAsTheyAreMeant() throws {
    let book = try FlatWorkbook(HeadedSource(Array(FlatWorkbookTests.book.utf8), then: nil))
    #expect(book.sheets.map(\.name) == ["About", "Days"] && book.sheets[1].hiddenRows == 1)
    #expect(
      String(decoding: book.sheets[1].text, as: UTF8.self) == """
        November

        Day,Ad,Spend,CTR,,Orders
        2026-11-02,"A & ""b""\",12.3450 ¥,5.26%,,7
        2026-11-03 08:30:00,"A & ""b""\",1.5,,,8
        2026-11-02,b,2,,,9

        """)
  }

  @Test func theSheetWithTheColumnsIsRead() throws {
    let disk = DiskWorkspace()
    let forms: [[UInt8]] = [
      Array(FlatWorkbookTests.book.utf8), [0xEF, 0xBB, 0xBF] + Array(FlatWorkbookTests.book.utf8),
      [0xFF, 0xFE] + FlatWorkbookTests.book.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
    ]
    for bytes in forms {
      disk.write("data/x.xls", bytes)
      let summary = try disk.summary(declaration())
      #expect(summary.quality.files.map(\.encoding) == ["XML, sheet 'Days'"] && summary.quality.rows == 3 && summary.quality.badRows == 0)
      #expect(summary.days(0) == ["2026-11-02 12.345/7", "2026-11-03 1.5/8"] && summary.days(1) == ["2026-11-02 2/9"])
      #expect(summary.quality.notes.contains { $0.english.contains("1 row of the sheet is hidden") })
    }
    #expect(try disk.summary(declaration(", sheet: 2")).quality.rows == 3)
    #expect(try disk.problems(declaration(", sheet: July")).map(\.code) == ["no_sheet"])
  }

  @Test func whatIsBrokenIsSaid() throws {
    let disk = DiskWorkspace()
    for length in [200, 900, FlatWorkbookTests.book.utf8.count - 5] {
      disk.write("data/x.xls", [UInt8](FlatWorkbookTests.book.utf8.prefix(length)))
      #expect(try disk.problems(declaration()).map(\.code) == ["corrupt"])
    }
    disk.write("data/x.xls", "<?xml version=\"1.0\"?><catalog><book/></catalog>")
    #expect(try disk.problems(declaration()).map(\.code) == ["not_a_table"])
  }

  @Test func aSheetOfATextIsNone() throws {
    let disk = DiskWorkspace()
    disk.write("data/x.xls", "Day,Ad,Spend,Orders\n2026-11-02,b,2,9\n")
    let problems = try disk.problems(declaration(", sheet: July"))
    #expect(problems.map(\.code) == ["no_sheet"] && problems[0].line == 4)
    #expect(problems[0].message.english.contains("is none"))
  }
}
