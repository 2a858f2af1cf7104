import ExperimentModel
import Glibc
import Testing

@testable import ExperimentData

/// Tables meet on variant × date.
@Suite struct JoinTests {
  private let declaration = """
    start: 2026-11-02
    end: 2026-11-08
    variants: {a: {}, b: {}}
    data:
      ads:   {file: data/ads.csv, variant: plan, date: day}
      leads: {file: data/leads.csv, unit: id, variant: arm, date: created}
    metrics:
      cac: {type: cost_per, cost: ads.spent, per: leads.customer}
    primary: cac
    """

  private func disk(ads: String, leads: String) -> DiskWorkspace {
    let disk = DiskWorkspace()
    disk.write("data/ads.csv", "day,plan,spent\n" + ads)
    disk.write("data/leads.csv", "created,arm,id,customer\n" + leads)
    return disk
  }

  @Test func aDayWithoutResultsInsideTheSpanIsZeroAndOutsideItUnknown() throws {
    let disk = disk(
      ads: (2...6).map { "2026-11-0\($0),a,10\n2026-11-0\($0),b,20\n" }.joined(),
      leads: "2026-11-02,a,1,1\n2026-11-02,b,2,0\n2026-11-04,b,3,1\n2026-11-04,b,4,1\n")
    let summary = try disk.summary(declaration)
    // Leads are known from the 2nd to the 4th: a's 3rd and 4th had none; the 5th and 6th are not known yet.
    #expect(summary.days(0) == ["2026-11-02 10/1", "2026-11-03 10/0", "2026-11-04 10/0"])
    #expect(summary.days(1) == ["2026-11-02 20/0", "2026-11-03 20/0", "2026-11-04 20/2"])
    #expect(summary.variants.map { $0.metrics[0].missing } == [2, 2])
    #expect(summary.variants[0].spend.count == 5)
    #expect(summary.variants.map(\.units) == [1, 3])
    // The rows of both tables, and the newest day of either.
    #expect(summary.variants.map(\.rows) == [6, 8] && summary.quality.newestDay == CalendarDay(iso: "2026-11-06"))
  }

  @Test func aDayWithoutSpendingInsideTheSpanCostNothing() throws {
    let disk = disk(
      ads: "2026-11-02,a,10\n2026-11-05,a,10\n", leads: "2026-11-03,a,1,1\n2026-11-05,a,2,1\n2026-11-07,a,3,1\n2026-11-01,b,4,1\n")
    let summary = try disk.summary(declaration)
    #expect(summary.days(0) == ["2026-11-02 10/0", "2026-11-03 0/1", "2026-11-05 10/1"])
    #expect(summary.variants[0].metrics[0].missing == 1)
    #expect(summary.quality.outsideDates == 1)
  }

  @Test func rowsOfOtherTestsShowThatTheTableCoversADay() throws {
    let disk = disk(ads: "2026-11-02,a,10\n2026-11-06,a,10\n", leads: "2026-11-02,a,1,1\n2026-11-06,elsewhere,9,1\n")
    #expect(try disk.summary(declaration).days(0) == ["2026-11-02 10/1", "2026-11-06 10/0"])
  }

  @Test func rowsAfterTheReviewDoNotStretchTheSpan() throws {
    let disk = disk(ads: "2026-11-02,a,10\n2026-11-04,a,10\n", leads: "2026-11-02,a,1,1\n2026-11-06,a,2,1\n")
    let summary = try disk.summary(declaration, asOf: "2026-11-05")
    // As the review of the 5th saw it: leads reached the 2nd only.
    #expect(summary.days(0) == ["2026-11-02 10/1"])
    #expect(summary.variants[0].metrics[0].missing == 1)
    // Nor do rows of the review's own day.
    let same = self.disk(ads: "2026-11-02,a,10\n2026-11-04,a,10\n", leads: "2026-11-02,a,1,1\n2026-11-05,a,2,1\n")
    #expect(try same.summary(declaration, asOf: "2026-11-05").days(0) == ["2026-11-02 10/1"])
  }

  @Test func aPresentRowWithAnEmptyCellIsMissing() throws {
    let disk = disk(ads: "2026-11-02,a,10\n2026-11-03,a,10\n", leads: "2026-11-02,a,1,\n2026-11-02,a,2,1\n2026-11-03,a,3,1\n")
    #expect(try disk.summary(declaration).days(0) == ["2026-11-03 10/1"])
  }

  @Test func undatedTablesMeetAsTotals() throws {
    let undated = declaration.replacing(", date: day", with: "").replacing(", date: created", with: "")
    let summary = try disk(ads: "2026-11-02,a,10\nx,b,20\n", leads: "x,a,1,是\nx,a,2,否\nx,b,3,yes\n").summary(undated)
    #expect(summary.totals(0) == "10/1")
    #expect(summary.totals(1) == "20/1")
    // Where both are units they count from the day after the start.
    let units = undated.replacing("variant: plan", with: "unit: plan, variant: plan")
    let both = disk(ads: "x,a,10\nx,b,20\n", leads: "x,a,1,yes\nx,b,3,yes\n")
    #expect(try both.summary(units, asOf: "2026-11-03").totals(0) == "10/1")
    let first = try both.summary(units, asOf: "2026-11-02").variants[0].metrics[0]
    #expect(first.values == .nothing && first.immature == 1)
  }
}

@Suite struct OverlapTests {
  private func declaration(_ options: String = "", file: String = "data/t-*.csv") -> String {
    """
    start: 2026-11-02
    end: 2026-11-08
    variants: {a: {}, b: {}}
    data: {file: "\(file)", variant: name, date: day\(options)}
    metrics:
      rate: {type: proportion, numerator: won, denominator: seen}
    primary: rate
    """
  }

  private func disk() -> DiskWorkspace {
    let disk = DiskWorkspace()
    let head = "day,name,seen,won\n"
    disk.write("data/t-2.csv", head + "2026-11-02,a,10,1\n2026-11-02,a,10,1\n2026-11-03,a,10,2\n")
    disk.write("data/t-1.csv", head + "2026-11-03,a,10,4\n2026-11-04,a,10,8\n2026-11-03,b,10,3\n")
    return disk
  }

  @Test func theSameCellInTwoFilesIsReported() throws {
    let summary = try disk().summary(declaration())
    #expect(summary.quality.overlaps == [DataQuality.Overlap(first: "data/t-1.csv", second: "data/t-2.csv", cells: 1)])
    // t-1 reaches further in time, so its figure stands while the overlap is unsettled.
    #expect(summary.days(0) == ["2026-11-02 2/20", "2026-11-03 4/10", "2026-11-04 8/10"])
  }

  @Test func newestIsTheFileThatReachesFurthest() throws {
    let summary = try disk().summary(declaration(", overlap: newest"))
    #expect(summary.quality.overlaps.isEmpty)
    #expect(summary.days(0) == ["2026-11-02 2/20", "2026-11-03 4/10", "2026-11-04 8/10"])
    #expect(summary.days(1) == ["2026-11-03 3/10"])
  }

  @Test func ofTwoThatReachEquallyFarTheOneNamedLaterStands() throws {
    let disk = DiskWorkspace()
    for (name, won) in [("t-1", 1), ("t-3", 3), ("t-2", 2)] { disk.write("data/\(name).csv", "day,name,seen,won\n2026-11-02,a,10,\(won)\n") }
    #expect(try disk.summary(declaration(", overlap: newest")).days(0) == ["2026-11-02 3/10"])
  }

  @Test func addAdds() throws {
    let summary = try disk().summary(declaration(", overlap: add"))
    #expect(summary.days(0) == ["2026-11-02 2/20", "2026-11-03 6/20", "2026-11-04 8/10"])
    #expect(summary.quality.overlaps.isEmpty)
  }

  @Test func segmentsFollowTheirCells() throws {
    let disk = DiskWorkspace()
    disk.write("data/t-1.csv", "day,name,seen,won,city\n2026-11-02,a,10,1,x\n2026-11-02,a,10,2,y\n")
    disk.write("data/t-2.csv", "day,name,seen,won,city\n2026-11-02,a,30,3,x\n2026-11-03,a,5,1,z\n")
    let split = declaration(", overlap: newest").replacing("denominator: seen}", with: "denominator: seen, segments: [city]}")
    let summary = try disk.summary(split)
    let day = try #require(CalendarDay(iso: "2026-11-02"))
    let segments = summary.variants[0].metrics[0].segments
    #expect(segments.map(\.value) == ["x", "y", "z"])
    #expect(segments[0].values == .days([DayCell(day: day, numerator: 3, denominator: 30)]))
    #expect(segments[1].values == .nothing)
    #expect(segments[2].values == .days([DayCell(day: day + 1, numerator: 1, denominator: 5)]))
  }

  @Test func unitsInTwoFiles() throws {
    let disk = DiskWorkspace()
    disk.write("data/t-1.csv", "day,name,id,won\n2026-11-02,a,u1,1\n2026-11-02,a,u2,0\n")
    disk.write("data/t-2.csv", "day,name,id,won\n2026-11-02,a,u1,0\n2026-11-05,b,u3,1\n")
    func units(_ options: String) -> String {
      declaration(", unit: id" + options).replacing("numerator: won, denominator: seen", with: "value: won")
    }
    let refused = try disk.summary(units(""))
    #expect(refused.quality.overlaps == [DataQuality.Overlap(first: "data/t-1.csv", second: "data/t-2.csv", cells: 1)])
    #expect(refused.quality.units == 3)
    #expect(refused.units(0)?.sum == 0)
    let added = try disk.summary(units(", overlap: add"))
    #expect(added.units(0)?.sum == 1)
    #expect(added.units(0)?.count == 2)
    #expect(added.units(1)?.count == 1)
  }

  @Test func oneFileUnderTwoNamesIsReadOnce() throws {
    let disk = disk()
    symlink("t-1.csv", disk.root + "/data/t-3.csv")
    let summary = try disk.summary(declaration(", overlap: add"))
    #expect(summary.days(1) == ["2026-11-03 3/10"])
    #expect(summary.quality.files.count == 2)
    #expect(summary.quality.notes.contains { $0.english.contains("are one file") })
  }

  @Test func oneFileForTwoVariantsIsAnError() throws {
    let disk = disk()
    symlink("t-1.csv", disk.root + "/data/other.csv")
    let perVariant = """
      start: 2026-11-02
      end: 2026-11-08
      variants: {a: {}, b: {}}
      data: {files: {a: data/t-1.csv, b: data/other.csv}, date: day}
      metrics:
        rate: {type: proportion, numerator: won, denominator: seen}
      primary: rate
      """
    #expect(try disk.problems(perVariant).map(\.code) == ["duplicate_file"])
  }

  @Test func oneFilePerVariant() throws {
    let disk = DiskWorkspace()
    disk.write("data/a.csv", "day,seen,won\n2026-11-02,10,1\n")
    disk.write("data/b.csv", "won;seen;day\n2;20;02/11/2026\n3;30;13/11/2026\n")
    let summary = try disk.summary(
      """
      start: 2026-11-02
      end: 2026-11-08
      variants: {a: {}, b: {}}
      data: {files: {a: data/a.csv, b: data/b.csv}, date: day}
      metrics:
        rate: {type: proportion, numerator: won, denominator: seen}
      primary: rate
      """)
    #expect(summary.days(0) == ["2026-11-02 1/10"])
    #expect(summary.days(1) == ["2026-11-02 2/20"])
    #expect(summary.quality.outsideDates == 1)
  }

  @Test func missingFilesAndEmptyGlobsAreSaidWhereTheyAreNamed() throws {
    let disk = DiskWorkspace()
    disk.write("data/folder/x.csv", "")
    for (file, code) in [
      ("data/none.csv", "no_file"), ("data/z*.csv", "no_file"), ("data/folder*", "no_file"), ("none/*/x.csv", "no_file"),
    ] {
      let problems = try disk.problems(declaration(file: file))
      #expect(problems.map(\.code) == [code])
      #expect(problems[0].line == 4)
    }
  }

  @Test func globsMatchInFoldersToo() throws {
    let disk = DiskWorkspace()
    disk.write("data/2026/t.csv", "day,name,seen,won\n2026-11-02,a,10,1\n")
    disk.write("data/2027/t.csv", "day,name,seen,won\n2026-11-03,a,10,1\n")
    disk.write("data/.hidden/t.csv", "day,name,seen,won\n2026-11-04,a,10,1\n")
    let summary = try disk.summary(declaration(file: "data/*/t.csv"))
    #expect(summary.quality.files.map(\.file) == ["data/2026/t.csv", "data/2027/t.csv"])
  }
}

/// Rows that are units themselves have no id to meet by: they overlap where two files have rows of one variant and day.
@Suite struct RowOverlapTests {
  private func summary(_ options: String) throws -> ExperimentSummary {
    let disk = DiskWorkspace()
    disk.write("data/t-1.csv", "day,name,won\n2026-11-02,a,1\n2026-11-03,a,1\n2026-11-03,a,0\n")
    disk.write("data/t-2.csv", "day,name,won\n2026-11-03,a,0\n2026-11-04,a,0\n2026-11-03,b,1\n")
    return try disk.summary(
      """
      start: 2026-11-02
      end: 2026-11-08
      variants: {a: {}, b: {}}
      data: {file: "data/t-*.csv", unit: row, variant: name, date: day\(options)}
      metrics:
        m: {type: proportion, value: won}
      primary: m
      """)
  }

  @Test func refusedTheNewerFileStandsAndTheOverlapIsSaid() throws {
    let summary = try summary("")
    #expect(summary.quality.overlaps == [DataQuality.Overlap(first: "data/t-1.csv", second: "data/t-2.csv", cells: 1)])
    #expect(summary.units(0)?.count == 3)
    #expect(summary.units(0)?.sum == 1)
    #expect(summary.units(1)?.count == 1)
  }

  @Test func newestAndAdd() throws {
    let newest = try summary(", overlap: newest")
    #expect(newest.units(0)?.count == 3)
    #expect(newest.quality.overlaps.isEmpty)
    #expect(newest.quality.unitsInTwoVariants == 0)
    let added = try summary(", overlap: add")
    #expect(added.units(0)?.count == 5)
    #expect(added.units(0)?.sum == 2)
  }
}
