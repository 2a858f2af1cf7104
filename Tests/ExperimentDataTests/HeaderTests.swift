import ExperimentModel
import Testing

@testable import ExperimentData

@Suite struct HeaderTests {
  private func declaration(_ options: String = "", numerator: String = "won", denominator: String = "seen") -> String {
    """
    start: 2026-11-02
    end: 2026-11-05
    variants: {a: {}, b: {}}
    data: {file: data/t.csv, variant: name, date: day\(options)}
    metrics:
      rate: {type: proportion, numerator: "\(numerator)", denominator: "\(denominator)"}
    primary: rate
    """
  }

  private func disk(_ text: String) -> DiskWorkspace {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", text)
    return disk
  }

  @Test func titlesCommentsAndPeriodsBeforeTheHeader() throws {
    let summary = try disk(
      """
      Campaign report
      "1 November 2026 - 5 November 2026"
      # exported by somebody
      ,,,

      day,name,seen,won
      2026-11-02,a,10,1
      # a comment between
      2026-11-03,a,10,2
      """
    ).summary(declaration())
    #expect(summary.days(0) == ["2026-11-02 1/10", "2026-11-03 2/10"])
    #expect(summary.quality.files[0].headerLine == 6)
    #expect(summary.quality.badRows == 0)
  }

  @Test func namesAreMatchedTrimmedAndWhateverTheirWidth() throws {
    let summary = try disk("\u{FEFF}day\t, Name ,转化人数（添加企微+私信）,\"点击\n量\"\n2026-11-02,a,1,10\n")
      .summary(declaration(numerator: "转化人数(添加企微+私信)", denominator: "点击量"))
    #expect(summary.days(0) == ["2026-11-02 1/10"])
  }

  @Test func aCurrencyBehindTheNameIsNoOtherColumnButAClockIs() throws {
    let summary = try disk("day,name,Amount spent (CNY),won\n2026-11-02,a,10,1\n").summary(declaration(denominator: "Amount spent"))
    #expect(summary.days(0) == ["2026-11-02 1/10"])
    let problems = try disk("day,name,seen,转化数(计费时间)\n2026-11-02,a,10,1\n").problems(declaration(numerator: "转化数"))
    #expect(problems.map(\.code) == ["no_column"])
  }

  @Test func aMissingColumnIsSaidWhereItIsAskedForWithWhatIsThere() throws {
    let problems = try disk("day,name,views,won\n2026-11-02,a,10,1\n").problems(declaration(numerator: "wonn"))
    #expect(problems.map(\.code) == ["no_column", "no_column"])
    #expect(problems.map(\.line) == [6, 6])
    #expect(problems[0].message.english.contains("column 'wonn' is not in 'data/t.csv'; did you mean 'won'?"))
    #expect(problems[0].message.english.contains("it has (line 1): day, name, views, won"))
    #expect(problems[1].message.english.contains("'seen'"))
  }

  @Test func aNameThatStandsTwiceIsAnErrorOnlyWhenAskedFor() throws {
    let text = "day,name,seen,won,note,note\n2026-11-02,a,10,1,x,y\n"
    #expect(try disk(text).summary(declaration()).days(0) == ["2026-11-02 1/10"])
    let twice = "day,name,seen,won,won\n2026-11-02,a,10,1,2\n"
    #expect(try disk(twice).problems(declaration()).map(\.code) == ["ambiguous_column"])
  }

  @Test func twoHeaderRowsTheSecondHoldsTheNames() throws {
    let summary = try disk("基础信息,,效果,\nday,name,seen,won\n2026-11-02,a,10,1\n").summary(declaration())
    #expect(summary.days(0) == ["2026-11-02 1/10"])
  }

  @Test func skippedLinesAreNotLookedAt() throws {
    let text = "day,name,seen,won\n2026-11-02,a,1,1\n\nday,name,seen,won\n2026-11-02,a,10,1\n"
    #expect(try disk(text).summary(declaration(", skip_rows: 3")).days(0) == ["2026-11-02 1/10"])
  }

  @Test func severalTablesInOneFile() throws {
    let text = "day,name,seen,won\n2026-11-02,a,10,1\n\nCity,Users\nParis,5\n"
    let summary = try disk(text).summary(declaration())
    #expect(summary.days(0) == ["2026-11-02 1/10"])
    #expect(summary.quality.notes.contains { $0.english.contains("another table (City, Users) begins on line 4") })
    let both = "day,name,seen,won\n2026-11-02,a,10,1\n\nday,name,seen,won,more\n2026-11-02,a,10,1,1\n"
    let problems = try disk(both).problems(declaration())
    #expect(problems.map(\.code) == ["several_tables"])
    #expect(problems[0].message.english.contains("from lines 1 and 4"))
    #expect(problems[0].message.english.contains("skip_rows"))
  }

  @Test func tablesOneBelowTheOtherServeDifferentTables() throws {
    let text = """
      day,name,seen
      2026-11-02,a,10

      date,arm,won
      2026-11-02,a,1
      """
    let summary = try disk(text).summary(
      """
      start: 2026-11-02
      end: 2026-11-05
      variants: {a: {}, b: {}}
      data:
        x: {file: data/t.csv, variant: name, date: day}
        y: {file: data/t.csv, variant: arm, date: date}
      metrics:
        rate: {type: proportion, numerator: y.won, denominator: x.seen}
      primary: rate
      """)
    #expect(summary.days(0) == ["2026-11-02 1/10"])
    #expect(summary.quality.files.map(\.headerLine) == [1, 4])
  }

  @Test func aTableFarBelowAnotherIsFound() throws {
    let first = (0..<9000).map { "city-\($0),\($0)\n" }.joined()
    let text = "City,Users\n" + first + "\n# next\nday,name,seen,won\n1/11/2026,a,5,1\n13/11/2026,a,10,1\n"
    let summary = try disk(text).summary(declaration().replacing("end: 2026-11-05", with: "end: 2026-11-30"))
    #expect(summary.days(0) == ["2026-11-13 1/10"])
    #expect(summary.quality.files[0].headerLine == 9004)
    #expect(summary.quality.outsideDates == 1)
  }

  @Test func manyLinesMayBeSkipped() throws {
    let text = String(repeating: "some words, of a long preamble\n", count: 5000) + "day,name,seen,won\n2026-11-02,a,10,1\n"
    #expect(try disk(text).summary(declaration(", skip_rows: 5000")).days(0) == ["2026-11-02 1/10"])
  }

  @Test func footersBelowTheTableAreLeftOut() throws {
    let summary = try disk(
      "day,name,seen,won\n2026-11-02,a,10,1\n\nGrand Totals (5700 records)\nConfidential Information - Do Not Distribute\n"
    ).summary(declaration())
    #expect(summary.days(0) == ["2026-11-02 1/10"])
    #expect(summary.quality.badRows == 0)
    #expect(summary.quality.rows == 1)
    #expect(summary.quality.notes.contains { $0.english.contains("1 line of text below the table") })
  }

  @Test func emptyLinesPaddedWithDelimitersAndHeadersWithinAreNoRows() throws {
    let summary = try disk("day,name,seen,won\n2026-11-02,a,10,1\n,,,\n2026-11-03,a,10,2\nday,name,seen,won\n2026-11-04,a,10,3\n")
      .summary(declaration())
    #expect(summary.days(0).count == 3)
    #expect(summary.quality.rows == 3)
    #expect(summary.quality.badRows == 0)
  }

  @Test func anEmptyReportHasAHeaderOnly() throws {
    let summary = try disk("day,name,seen,won\n").summary(declaration())
    #expect(summary.variants[0].metrics[0].values == .nothing)
    #expect(summary.quality.rows == 0)
    #expect(summary.quality.newestDay == nil)
  }

  @Test func wholeLinesInQuotesAreSaid() throws {
    let problems = try disk("\"day,name,seen,won\"\n\"2026-11-02,a,10,1\"\n").problems(declaration())
    #expect(!problems.isEmpty)
    #expect(problems.allSatisfy { $0.message.english.contains("whole lines stand in quotes") })
  }

  @Test func anInspectionListsTheTables() throws {
    let disk = disk("# Start date: 20201022\n\nCity,Users\nParis,5\nOslo,6\n\n# again\nCity,Users,New users\nParis,5,1\n")
    let inspection = try FileInspection.read(root: disk.root, path: "data/t.csv")
    #expect(inspection.blocks.map(\.line) == [3, 8])
    #expect(inspection.blocks.map(\.rows) == [2, 1])
    #expect(inspection.blocks.map(\.header) == [["City", "Users"], ["City", "Users", "New users"]])
    #expect(throws: Diagnostics.self) { try FileInspection.read(root: disk.root, path: "data/none.csv") }
  }
}

@Suite struct TotalRowTests {
  private let declaration = """
    start: 2026-11-02
    end: 2026-11-05
    variants: {a: {}, b: {}}
    data: {file: data/t.csv, variant: name, date: day}
    metrics:
      cost: {type: cost_per, cost: spent, per: won}
    primary: cost
    """

  private func summary(_ text: String) throws -> ExperimentSummary {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", text)
    return try disk.summary(declaration)
  }

  @Test func firstLastAndSeveralAreLeftOutAndReconciled() throws {
    let summary = try summary(
      """
      day,name,spent,won
      合计2条记录,-,30.30,3
      2026-11-02,a,10.10,1
      2026-11-02,b,20.20,2
      ,,总计,
      Total: Campaigns, --,30.30,3
      Total: Account, --,35.00,4
      """)
    #expect(summary.days(0) == ["2026-11-02 10.1/1"])
    #expect(summary.quality.rows == 2)
    #expect(summary.quality.badRows == 0)
    let totals = summary.quality.files[0].totals
    #expect(totals.map(\.line) == [2, 5, 6, 7])
    #expect(totals[0].label == "合计2条记录")
    #expect(totals[0].columns.map(\.agrees) == [true, true])
    #expect(totals[3].columns.map(\.stated) == [35, 4])
    #expect(totals[3].columns.map(\.summed) == [30.3, 3])
    #expect(totals[3].columns.map(\.agrees) == [false, false])
    #expect(summary.quality.files[0].unreconciledTotals.isEmpty)
  }

  @Test func wholeNumbersMustAgreeExactlyAndRoundedOnesNearly() throws {
    let rows = (0..<9).map { _ in "2026-11-02,a,0.33,1\n" }.joined()
    let near = try summary("day,name,spent,won\n" + rows + "Total,,3,9\n")
    #expect(near.quality.files[0].totals[0].columns.map(\.agrees) == [true, true])
    let far = try summary("day,name,spent,won\n" + rows + "Total,,9.00,10\n")
    #expect(far.quality.files[0].totals[0].columns.map(\.agrees) == [false, false])
  }

  @Test func namesThatOnlyBeginLikeATotalAreNames() throws {
    let summary = try summary("day,name,spent,won\n2026-11-02,Total Wellness,1,1\n2026-11-02,总计划,1,1\n2026-11-02,a,1,1\n")
    #expect(summary.quality.rows == 3)
    #expect(summary.quality.outsideNames.map(\.name) == ["Total Wellness", "总计划"])
    #expect(summary.quality.files[0].totals.isEmpty)
  }

  @Test func aVariantThatIsCalledTotalIsAVariant() throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", "day,name,spent,won\n2026-11-02,Total,1,1\n")
    let summary = try disk.summary(declaration.replacing("b: {}", with: "b: {names: [Total]}"))
    #expect(summary.days(1) == ["2026-11-02 1/1"])
  }

  @Test(arguments: [
    ("Total", true), ("total", true), ("Total: Search", true), ("Grand Total", true), ("Grand Totals (5700 records)", true),
    ("Totals", true),
    ("合计", true), ("合计126条记录", true), ("总计", true), ("总计：", true), ("汇总", true), ("Total Wellness", false), ("Totally", false),
    ("总计划", false), ("合计划", false), ("全部", true), ("全部人群", false), ("Subtotal", true), ("Tot", false), ("", false), ("总计 3 条", true),
  ])
  func labels(text: String, isTotal: Bool) {
    #expect(withCell(text) { TotalLabel.matches($0) } == isTotal)
  }
}
