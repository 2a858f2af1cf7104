import ExperimentModel
import Testing

@testable import ExperimentData

/// The order of day and month, decided once per file.
@Suite struct DateConventionTests {
  private func declaration(_ options: String = "", start: String = "2024-10-01", end: String = "2024-12-31") -> String {
    """
    start: \(start)
    end: \(end)
    variants: {a: {}, b: {}}
    data: {file: data/t.csv, variant: name, date: day\(options)}
    metrics:
      rate: {type: proportion, numerator: won, denominator: seen}
    primary: rate
    """
  }

  private func disk(_ days: [String]) -> DiskWorkspace {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", "day,name,seen,won\n" + days.map { "\"\($0)\",a,10,1\n" }.joined())
    return disk
  }

  @Test func oneDayBeyondTwelveDecidesForTheFile() throws {
    let summary = try disk(["1/11/2024", "31/10/2024"]).summary(declaration())
    #expect(summary.days(0).map { $0.prefix(10) } == ["2024-10-31", "2024-11-01"])
    #expect(summary.quality.files[0].dateFormat == "d/M/y")
    let american = try disk(["10/1/24", "10/31/24"]).summary(declaration())
    #expect(american.days(0).map { $0.prefix(10) } == ["2024-10-01", "2024-10-31"])
    #expect(american.quality.files[0].dateFormat == "M/d/y")
  }

  @Test func midnightAtTheEndOfADayIsTheNextDay() throws {
    let summary = try disk(["2024-10-30 24:00", "2024-10-30 23:59:59", "2024-10-30 00:00"]).summary(declaration())
    #expect(summary.days(0) == ["2024-10-30 2/20", "2024-10-31 1/10"])
  }

  @Test func anOpenOrderIsAnErrorThatNamesTheOption() throws {
    let problems = try disk(["1/11/2024", "2/11/2024"]).problems(declaration())
    #expect(problems.map(\.code) == ["ambiguous_dates"])
    #expect(problems[0].line == 4)
    #expect(problems[0].message.english.contains("'1/11/2024' (data/t.csv, line 2)"))
    #expect(problems[0].message.english.contains("date_format: DMY"))
    let told = try disk(["1/11/2024", "2/11/2024"]).summary(declaration(", date_format: DMY"))
    #expect(told.days(0).map { $0.prefix(10) } == ["2024-11-01", "2024-11-02"])
    let other = try disk(["10/11/2024"]).summary(declaration(", date_format: MDY"))
    #expect(other.days(0).map { $0.prefix(10) } == ["2024-10-11"])
  }

  @Test func dotsMeanDayFirst() throws {
    let summary = try disk(["1.11.2024", "2.11.2024"]).summary(declaration())
    #expect(summary.days(0).map { $0.prefix(10) } == ["2024-11-01", "2024-11-02"])
  }

  @Test func twoOrdersInOneFileAreAnError() throws {
    #expect(try disk(["31/10/2024", "10/31/2024"]).problems(declaration()).map(\.code) == ["mixed_dates"])
  }

  @Test func evidenceFarDownInTheFileIsFound() throws {
    // More than the 64 KB that are looked at first.
    let days = Array(repeating: "1/11/2024", count: 6000) + ["31/10/2024"]
    let summary = try disk(days).summary(declaration())
    #expect(summary.days(0) == ["2024-10-31 1/10", "2024-11-01 6000/60000"])
  }

  @Test func differentShapesMayStandInOneFile() throws {
    let summary = try disk(["2024-11-01", "11/15/2024 2:30 PM"]).summary(declaration())
    #expect(summary.days(0).map { $0.prefix(10) } == ["2024-11-01", "2024-11-15"])
  }

  @Test func aDayWithoutAYearTakesTheOneNearestTheTest() throws {
    let summary = try disk(["Sat, Oct 11", "Sun, Oct 12", "Mon, Oct 14"]).summary(declaration(start: "2014-10-11", end: "2014-11-16"))
    #expect(summary.days(0).map { $0.prefix(10) } == ["2014-10-11", "2014-10-12"])
    // 14 October 2014 was a Tuesday.
    #expect(summary.quality.badRows == 1)
    #expect(summary.quality.badRowExamples[0].reason.english.contains("weekday"))
    let newYear = try disk(["Dec 31", "Jan 1"]).summary(declaration(start: "2024-12-30", end: "2025-01-05"))
    #expect(newYear.days(0).map { $0.prefix(10) } == ["2024-12-31", "2025-01-01"])
  }

  @Test func aDeclaredPatternIsObeyed() throws {
    let summary = try disk(["Sat, Oct 11", "11 Oct"]).summary(
      declaration(", date_format: \"EEE, MMM d\"", start: "2014-10-11", end: "2014-11-16"))
    #expect(summary.days(0).map { $0.prefix(10) } == ["2014-10-11"])
    #expect(summary.quality.badRows == 1)
    #expect(summary.quality.files[0].dateFormat == "EEE, MMM d")
  }

  @Test func instantsFallOnTheLocalDay() throws {
    let shanghai = TimeZoneRules(name: "Asia/Shanghai", transitions: [], offsets: [28_800])
    let data = disk(["2024-11-01T16:00:00Z", "2024-11-01T15:59:59Z", "2024-11-01 23:59:59", "2024-11-01T00:00:00+09:00"])
    let summary = try data.summary(declaration(), zone: shanghai)
    #expect(summary.days(0) == ["2024-10-31 1/10", "2024-11-01 2/20", "2024-11-02 1/10"])
  }

  @Test func decimalCommasAreDecidedPerFile() throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", "day;name;seen;won\n2024-11-01;a;1.234;1\n2024-11-02;a;12,50;1\n")
    let summary = try disk.summary(declaration())
    #expect(summary.days(0) == ["2024-11-01 1/1234", "2024-11-02 1/12.5"])
  }
}
