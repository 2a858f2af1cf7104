import ExperimentModel
import Testing

@testable import ExperimentData

/// Tables in shapes that are not one header and its rows.
@Suite struct ShapeTests {
  @Test func textUnderTheHeader() throws {
    let summary = try ReadingCase("description-lines-under-header", files: ["a.csv", "b.csv"]).summary()
    #expect(summary.quality.badRows == 0)
    #expect(summary.variants.map(\.units) == [80, 80])
    #expect(summary.quality.notes.map(\.english).contains { $0.contains("data/a.csv: 2 lines of text under the header, from line 2, belong to it") })
  }

  @Test func exportsPastedUnderEachOther() throws {
    let reading = ReadingCase("export-appended-to-itself", files: ["all.csv"])
    let quality = try reading.summary().quality
    // Ten days of two variants stand in both parts.
    #expect(quality.overlaps == [DataQuality.Overlap(first: "data/all.csv:1", second: "data/all.csv:22", cells: 20)])
    let newest = reading.declaration.replacing("date: Day}", with: "date: Day, overlap: newest}")
    #expect(try reading.disk.summary(newest).sums() == ["1519/84", "1519/112"])
    #expect(try reading.disk.summary(newest).quality.overlaps.isEmpty)
  }

  /// A header repeated between days, without a common day, parts nothing.
  @Test func aRepeatedHeaderWithoutOverlap() throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "d,v,c,n\n2026-11-02,A,10,1\n2026-11-02,B,10,2\nd,v,c,n\n2026-11-03,A,10,1\n2026-11-03,B,10,2\n")
    let summary = try disk.summary(daily)
    #expect(summary.sums() == ["20/2", "20/4"])
    #expect(summary.quality.overlaps.isEmpty)
  }

  /// Two ads of a day in the same part are two ads.
  @Test func rowsOfADayInOnePart() throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "d,v,c,n\n2026-11-02,A,10,1\n2026-11-02,B,10,2\nd,v,c,n\n2026-11-03,A,10,1\n2026-11-03,A,5,1\n2026-11-03,B,10,2\n")
    let summary = try disk.summary(daily)
    #expect(summary.sums() == ["25/3", "20/4"])
    #expect(summary.quality.overlaps.isEmpty)
  }

  private let daily = """
    start: 2026-11-02
    end: 2026-11-15
    variants: {a: {names: [A]}, b: {names: [B]}}
    data: {file: data/*.csv, variant: v, date: d}
    metrics: {m: {type: cost_per, cost: c, per: n}}
    primary: m
    """

  @Test func idsThatASpreadsheetRounded() throws {
    let problems = try ReadingCase("ids-rounded-by-a-spreadsheet", files: ["u.csv"]).problems()
    #expect(problems.map(\.code) == ["rounded_ids"])
    #expect(problems[0].message.english.contains("'素材ID' were rounded by a spreadsheet ('7.30120E+18', data/u.csv:2; 400 rows)"))
  }

  @Test(arguments: [("7,3012E+18", true), ("7.3E+12", true), ("1E+05", false), ("A7E+18", false), ("7301234567890120000", true), ("7301234567890123457", false)])
  func roundedOrNot(_ id: String, _ isRounded: Bool) throws {
    let disk = DiskWorkspace()
    disk.write("data/u.csv", "id;v;won\n" + (0..<30).map { "\(id);\($0 % 2 == 0 ? "A" : "A");1\n" }.joined())
    let problems = try disk.problems(
      "variants: {a: {names: [A]}, b: {names: [B]}}\nstart: 2026-11-02\nend: 2026-11-15\ndata: {file: data/u.csv, variant: v, unit: id}\nmetrics: {m: {type: proportion, value: won}}\nprimary: m\n"
    )
    #expect(problems.map(\.code) == (isRounded ? ["rounded_ids"] : []))
  }

  /// Twenty long ids and more that all end in zeros; a few, or some among others, do so by chance.
  @Test(arguments: [(20, 0, true), (19, 0, false), (20, 1, false)])
  func endingInZeros(zeros: Int, others: Int, isRounded: Bool) throws {
    let disk = DiskWorkspace()
    let ids = (0..<zeros).map { "73012345678\(1000 + $0)0000" } + (0..<others).map { "73012345678\(2000 + $0)0001" }
    disk.write("data/u.csv", "id,v,won\n" + ids.map { "\($0),A,1\n" }.joined())
    let problems = try disk.problems(
      "variants: {a: {names: [A]}, b: {names: [B]}}\nstart: 2026-11-02\nend: 2026-11-15\ndata: {file: data/u.csv, variant: v, unit: id}\nmetrics: {m: {type: proportion, value: won}}\nprimary: m\n"
    )
    #expect(problems.map(\.code) == (isRounded ? ["rounded_ids"] : []))
  }

  @Test func valuesOnTheFirstRowOnly() throws {
    let summary = try ReadingCase("value-only-on-first-row-of-unit", files: ["orders.csv"]).summary()
    #expect(summary.sums() == ["5548.23 of 150", "7142.46 of 150"])
    #expect(summary.variants.map { $0.metrics[0].missing } == [0, 0])
  }

  /// Where a unit has the number on two rows, a blank one is a missing one.
  @Test func blankAmongSeveralNumbers() throws {
    let disk = DiskWorkspace()
    disk.write("data/u.csv", "id,v,x\n1,A,5\n1,A,\n2,A,4\n2,A,3\n3,B,2\n")
    let summary = try disk.summary(
      "variants: {a: {names: [A]}, b: {names: [B]}}\nstart: 2026-11-02\nend: 2026-11-15\ndata: {file: data/u.csv, variant: v, unit: id}\nmetrics: {m: {type: mean, value: x}}\nprimary: m\n"
    )
    #expect(summary.sums() == ["7 of 1", "2 of 1"])
    #expect(summary.variants[0].metrics[0].missing == 1)
  }

  @Test func variantsWithDecimals() throws {
    let summary = try ReadingCase("variant-number-with-decimal", files: ["u.csv"]).summary()
    #expect(summary.variants.map(\.units) == [200, 200])
    #expect(summary.quality.outsideNames.isEmpty)
  }

  @Test func copiesAndLocks() throws {
    let disk = DiskWorkspace()
    let text = "d,v,c,n\n2026-11-02,A,10,1\n2026-11-02,B,10,2\n"
    disk.write("data/report.csv", text)
    disk.write("data/report (1).csv", text)
    disk.write("data/~$report.csv", "\u{0}lock")
    let summary = try disk.summary(daily)
    #expect(summary.sums() == ["10/1", "10/2"])
    #expect(summary.quality.overlaps.isEmpty)
    let notes = summary.quality.notes.map(\.english)
    #expect(notes.contains("'data/report.csv' is a copy of 'data/report (1).csv', byte for byte; it is read once"))
    #expect(notes.contains { $0.hasPrefix("'data/~$report.csv' is what Excel keeps") })
  }
}
