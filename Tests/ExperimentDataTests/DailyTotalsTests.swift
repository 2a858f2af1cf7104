import ExperimentModel
import Testing

@testable import ExperimentData

/// Rows per date × variant, answers worked out by hand.
@Suite struct DailyTotalsTests {
  private let declaration = """
    start: 2026-11-02
    end: 2026-11-05
    variants:
      a: {title: 甲, names: [A版]}
      b: {names: ["B*"]}
    data: {file: data/t.csv, variant: name, date: day}
    metrics:
      rate: {type: proportion, numerator: won, denominator: seen}
      cost: {type: cost_per, cost: spent, per: won}
    primary: rate
    secondary: [cost]
    """

  private func disk(_ text: String) -> DiskWorkspace {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", text)
    return disk
  }

  @Test func rowsOfACellAddUpAndNamesMeetTheirVariants() throws {
    let summary = try disk(
      """
      day,name,seen,won,spent
      2026-11-02,a,100,10,50.5
      2026-11-02,A版,50,5,25
      2026-11-02,B1,200,20,80
      2026-11-03,甲,10,1,5
      2026-11-03,B2 new,20,2,8

      """
    ).summary(declaration)
    #expect(summary.days(0) == ["2026-11-02 15/150", "2026-11-03 1/10"])
    #expect(summary.days(1) == ["2026-11-02 20/200", "2026-11-03 2/20"])
    #expect(summary.days(0, 1) == ["2026-11-02 75.5/15", "2026-11-03 5/1"])
    #expect(summary.variants.map(\.rows) == [3, 2])
    #expect(summary.variants[0].spend.map(\.amount) == [75.5, 5])
    #expect(summary.variants[0].units == nil)
    #expect(summary.quality.newestDay == CalendarDay(iso: "2026-11-03"))
    #expect(summary.quality.rows == 5)
  }

  @Test func missingIsNotZeroAndTakesTheWholeCell() throws {
    let summary = try disk(
      """
      day,name,seen,won,spent
      2026-11-02,a,100,,50
      2026-11-02,a,50,5,25
      2026-11-03,a,10,--,5
      2026-11-04,a,10,0,5
      2026-11-02,b,10,1
      """
    ).summary(declaration)
    #expect(summary.days(0) == ["2026-11-04 0/10"])
    #expect(summary.variants[0].metrics[0].missing == 2)
    // The cost of those days is known and stays spent; the days leave cost per result.
    #expect(summary.days(0, 1) == ["2026-11-04 5/0"])
    #expect(summary.variants[0].totalSpend == 85)
    // A short row: its absent cell is missing, the rest counts.
    #expect(summary.days(1) == ["2026-11-02 1/10"])
    #expect(summary.variants[1].metrics[1].values == .nothing)
    #expect(summary.variants[1].metrics[1].missing == 1)
    #expect(summary.quality.shortRows == 1)
    #expect(summary.quality.badRows == 0)
  }

  @Test func emptyMeansZeroWhereTheDeclarationSaysSo() throws {
    let zero = declaration.replacing("date: day}", with: "date: day, empty: zero}")
    let summary = try disk("day,name,seen,won,spent\n2026-11-02,a,100,,50\n").summary(zero)
    #expect(summary.days(0) == ["2026-11-02 0/100"])
    let perMetric = declaration.replacing("denominator: seen}", with: "denominator: seen, missing: zero}")
    let other = try disk("day,name,seen,won,spent\n2026-11-02,a,100,,50\n").summary(perMetric.replacing("date: day}", with: "date: day, empty: missing}"))
    #expect(other.days(0) == ["2026-11-02 0/100"])
    #expect(other.days(0, 1) == [])
  }

  @Test func theReviewDayIsNotOverAndYoungDaysWait() throws {
    let text = "day,name,seen,won,spent\n" + (2...6).map { "2026-11-0\($0),a,10,\($0),1\n2026-11-0\($0),b,10,1,1\n" }.joined()
    let summary = try disk(text).summary(declaration, asOf: "2026-11-04")
    #expect(summary.days(0) == ["2026-11-02 2/10", "2026-11-03 3/10"])
    // The 4th and 5th lie ahead of the review; the 6th too, whatever the test's end.
    #expect(summary.quality.afterAsOf == 6)
    let lagged = declaration.replacing("variants:", with: "outcome_lag: 2d\nvariants:")
    let young = try disk(text).summary(lagged, asOf: "2026-11-05")
    // d counts iff d ≤ asOf − 1 − lag = 2 November.
    #expect(young.days(0) == ["2026-11-02 2/10"])
    #expect(young.variants[0].metrics[0].immature == 2)
    #expect(young.variants[0].spend.count == 3)
    let later = try disk(text).summary(declaration, asOf: "2026-12-01")
    #expect(later.quality.outsideDates == 2)
    #expect(later.quality.afterAsOf == 0)
    #expect(later.days(1).count == 4)
  }

  @Test func rowsOutsideTheTestAreCountedAndNearMissesNamed() throws {
    let summary = try disk(
      """
      day,name,seen,won,spent
      2026-11-02,a,1,1,1
      2026-11-02,other campaign,1,x,1
      2026-11-02,other campaign,1,1,1
      2026-11-02,a版,1,1,1
      2026-11-02,,1,1,1
      2026-10-01,a,1,1,1
      """
    ).summary(declaration)
    let outside = summary.quality.outsideNames
    #expect(outside.map(\.name) == ["other campaign", "", "a版"])
    #expect(outside.map(\.rows) == [2, 1, 1])
    #expect(outside.map(\.near) == [nil, nil, "a"])
    #expect(summary.quality.outsideDates == 1)
    #expect(summary.quality.badRows == 0)
    #expect(summary.quality.rows == 6)
  }

  @Test func rowsThatCannotBeReadAreQuarantined() throws {
    let summary = try disk(
      """
      day,name,seen,won,spent
      2026-11-02,a,ten,1,1
      2026-13-02,a,1,1,1
      ,a,1,1,1
      2026-11-02,a,10,1,1,234,5
      2026-11-02,b,10,1,1
      """
    ).summary(declaration)
    #expect(summary.quality.badRows == 4)
    #expect(summary.quality.badRowExamples.map(\.line) == [2, 3, 4, 5])
    #expect(summary.quality.badRowExamples.allSatisfy { $0.file == "data/t.csv" })
    #expect(summary.quality.badRowExamples[0].reason.english.contains("'ten'"))
    #expect(summary.quality.badRowExamples[1].reason.english.contains("2026-13-02"))
    #expect(summary.days(0) == [])
    #expect(summary.days(1) == ["2026-11-02 1/10"])
  }

  @Test func theListOfBadRowsIsBoundedAndTheCountExact() throws {
    let rows = String(repeating: "2026-11-02,a,x,1,1\n", count: 500)
    let summary = try disk("day,name,seen,won,spent\n" + rows).summary(declaration)
    #expect(summary.quality.badRows == 500)
    #expect(summary.quality.badRowExamples.count == 20)
  }

  @Test func countsThatCannotBeAreSaid() throws {
    let summary = try disk("day,name,seen,won,spent\n2026-11-02,a,10,11,5\n2026-11-03,b,10,1,-5\n").summary(declaration)
    #expect(summary.quality.impossible.map(\.metric) == ["rate", "cost"])
    #expect(summary.quality.impossible.map(\.variant) == ["a", "b"])
    #expect(summary.quality.impossible[0].text.english == "11 results of 10 trials (2026-11-02)")
  }

  @Test func fractionalConversionsCountAndAreSaid() throws {
    let summary = try disk("day,name,seen,won,spent\n2026-11-02,a,10,1.5,5\n2026-11-02,b,10,1.00,5.5\n").summary(declaration)
    #expect(summary.days(0) == ["2026-11-02 1.5/10"])
    #expect(summary.variants[0].metrics.map(\.fractional) == [true, true])
    #expect(summary.variants[1].metrics.map(\.fractional) == [false, false])
  }

  @Test func aUnitsColumnCountsRandomisedUnits() throws {
    let counted = declaration.replacing("date: day}", with: "date: day, units: people}")
    let summary = try disk(
      "day,name,seen,won,spent,people\n2026-11-02,a,10,1,1,7\n2026-11-03,a,10,1,1,8\n2026-11-02,b,10,1,1,9\n"
    ).summary(counted)
    #expect(summary.variants.map(\.units) == [15, 9])
  }

  @Test func undatedTotalsCountWhenTheTestIsOver() throws {
    let undated = declaration.replacing(", date: day", with: ", empty: missing")
    let text = "name,seen,won,spent\na,100,10,50\na,50,,20\nb,10,1,5\n"
    let early = try disk(text).summary(undated, asOf: "2026-11-05")
    #expect(early.variants[0].metrics[0].values == .nothing)
    #expect(early.variants[0].metrics[0].immature == 1)
    #expect(early.quality.notes.contains { $0.english.contains("from 2026-11-06 on") })
    let summary = try disk(text).summary(undated, asOf: "2026-11-06")
    // The row without an outcome leaves both sides.
    #expect(summary.totals(0) == "10/100")
    #expect(summary.variants[0].metrics[0].missing == 1)
    #expect(summary.totals(0, 1) == "50/10")
    #expect(summary.variants[0].undatedSpend == 70)
    #expect(summary.variants[0].days == [])
    #expect(summary.quality.newestDay == nil)
  }

  @Test func filtersKeepRowsByTheirText() throws {
    let filtered = declaration.replacing("date: day}", with: "date: day, where: {city: [上海, 北京], kind: x}}")
    let summary = try disk(
      """
      day,name,seen,won,spent,city,kind
      2026-11-02,a,10,1,1,上海,x
      2026-11-02,a,10,2,1,北京,x
      2026-11-02,a,10,4,1,北京,y
      2026-11-02,a,10,8,1,广州,x
      """
    ).summary(filtered)
    #expect(summary.days(0) == ["2026-11-02 3/20"])
    #expect(summary.quality.rows == 2)
  }

  @Test func segmentsBreakDaysDown() throws {
    let split = declaration.replacing("denominator: seen}", with: "denominator: seen, segments: [city]}")
    let summary = try disk(
      "day,name,seen,won,spent,city\n2026-11-02,a,10,1,1,x\n2026-11-02,a,20,2,1,y\n2026-11-03,a,30,3,1,x\n2026-11-02,b,5,1,1,\n"
    ).summary(split)
    let segments = summary.variants[0].metrics[0].segments
    #expect(segments.map(\.value) == ["x", "y"])
    let day = try #require(CalendarDay(iso: "2026-11-02"))
    #expect(
      segments[0].values == .days([DayCell(day: day, numerator: 1, denominator: 10), DayCell(day: day + 1, numerator: 3, denominator: 30)]))
    #expect(summary.variants[1].metrics[0].segments.allSatisfy { $0.values == .nothing })
  }

  @Test func aNameThatTwoVariantsMatchIsAnError() throws {
    let doubtful = declaration.replacing("names: [A版]", with: "names: [\"*new\"]")
    let problems = try disk("day,name,seen,won,spent\n2026-11-02,B2 new,10,1,1\n").problems(doubtful)
    #expect(problems.map(\.code) == ["ambiguous_name"])
    #expect(problems[0].line == 5)
  }
}
