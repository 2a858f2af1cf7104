import ExperimentModel
import Testing

@testable import ExperimentData

/// Dates in many languages, with weekdays in any place, and dates that cover several days.
@Suite struct DatesOfTheWorldTests {
  private func read(_ text: String, _ order: DateOrder? = .dayMonth) -> DateCell {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { DateReader.read(FieldBytes(start: $0, count: bytes.count), order: order) } ?? .missing
    }
  }

  /// 2 November 2026 was a Monday.
  @Test(arguments: [
    "2026-11-02 周一", "2026-11-02 星期一", "2026-11-02（周一）", "2026/11/02(月)", "2026年11月2日（周一）", "2026年11月2日(月)", "2026年11月2日 月曜日", "2026-11-02 週一",
    "星期一, 2026-11-02", "2026-11-02 (Mon)", "2026-11-02 Mon", "Mon 2026-11-02", "2026-11-02 Monday", "Monday, November 2, 2026", "Mon, 2 Nov 2026",
    "2026. 11. 2. (월)", "2026.11.02.", "2026. 11. 2.", "2026. 11. 02", "2026년 11월 2일", "2026년 11월 2일 월요일", "2026.11.02.(월)", "2026 . 11 . 02", "2. 11. 2026",
    "2-Nov-26", "02-NOV-2026", "2 nov. 2026", "2 de noviembre de 2026", "lunes, 2 de noviembre de 2026", "lun 2 nov 2026", "2 de nov. de 2026",
    "segunda-feira, 2 de novembro de 2026", "2 novembre 2026", "lun. 2 nov. 2026", "lunedì 2 novembre 2026", "Mo, 02.11.2026", "Montag, 2. November 2026",
    "2. Nov. 2026", "ma 2 nov. 2026", "2 november 2026", "2026. november 2., hétfő", "2026. nov. 2.", "mandag den 2. november 2026", "må 2 nov 2026",
    "2. marraskuuta 2026", "ma 2.11.2026", "2 listopada 2026", "pon, 2 lis 2026", "2. listopadu 2026", "po 2. 11. 2026", "2. novembra 2026",
    "2 noiembrie 2026", "luni, 2 noiembrie 2026", "2 ноября 2026 г.", "пн, 2 нояб. 2026", "2 листопада 2026 р.", "2 ноември 2026", "2 Νοεμβρίου 2026",
    "Δευτέρα, 2 Νοεμβρίου 2026", "2 Kasım 2026", "2 Kas 2026 Pzt", "Senin, 2 November 2026", "Isnin, 2 November 2026", "2 tháng 11, 2026", "02 thg 11, 2026",
    "ngày 2 tháng 11 năm 2026", "2 พ.ย. 2569", "2 พฤศจิกายน 2569", "2 בנובמבר 2026", "2 نوفمبر 2026", "٢ نوفمبر ٢٠٢٦", "2 नवंबर 2026",
    "2026 m. lapkričio 2 d.", "令和8年11月2日", "民國115年11月2日", "２０２６年１１月２日", "2026/11/02 Mon.", "Nov. 2nd, 2026", "2nd November 2026",
  ])
  func oneDay(_ text: String) {
    let cell = read(text)
    #expect(cell.state == .day)
    #expect(CalendarDay(number: cell.day).description == "2026-11-02")
    #expect(cell.daysAfter == 0)
  }

  /// A weekday that is not the day's own makes the cell unreadable, in every language.
  @Test(arguments: [
    "2026-11-02 周二", "2026/11/02(火)", "2026-11-02 Tue", "mardi 2 novembre 2026", "2026. 11. 2. (화)", "вт, 2 нояб. 2026", "2026-11-02 foo", "2026-11-31", "2 Nov 2026 x",
  ])
  func nothing(_ text: String) { #expect(read(text).state == .unreadable) }

  @Test(arguments: [
    ("2026-11-02 下午2:30", 52_200.0), ("2026. 11. 2. 오후 2:30", 52_200), ("2026年11月2日 14时30分", 52_200), ("2 nov 2026 14:30", 52_200), ("2 nov. 2026 2:30 p. m.", 52_200),
    ("Nov 2, 2026 2:30 PM", 52_200), ("2026-11-02 周一 14:30", 52_200), ("2026/11/02(月) 14:30:00", 52_200), ("2026-11-02 上午9:05", 32_700),
  ])
  func times(_ text: String, _ seconds: Double) {
    let cell = read(text)
    #expect(cell.state == .day && cell.seconds == seconds)
    #expect(CalendarDay(number: cell.day).description == "2026-11-02")
  }

  /// `mar` is March in English and Tuesday in Spanish: the rest of the cell tells.
  @Test func wordsOfTwoMeanings() {
    #expect(CalendarDay(number: read("3 mar 2026").day).description == "2026-03-03")
    #expect(CalendarDay(number: read("mar 3 mar 2026").day).description == "2026-03-03")
    #expect(CalendarDay(number: read("mar 03/11/2026").day).description == "2026-11-03")
    #expect(read("mar 02/11/2026").state == .unreadable)
  }

  @Test(arguments: [
    "2026-11-02~2026-11-08", "2026-11-02 - 2026-11-08", "2026/11/02 至 2026/11/08", "2 Nov 2026 – 8 Nov 2026", "Nov 2 - Nov 8, 2026", "2 – 8 Nov 2026",
    "2026年11月2日-8日".replacing("-", with: "至"), "2026年11月2日～11月8日", "20261102-20261108", "2026-11-02-2026-11-08", "02/11/2026 - 08/11/2026", "02.11.2026–08.11.2026",
    "2026-W45", "2026年第45周", "2 nov. 2026 al 8 nov. 2026", "02.11.2026 bis 08.11.2026", "2026-11-02 to 2026-11-08", "2026.11.02.~2026.11.08.",
    "2026-11-02 (Mon) ~ 2026-11-08 (Sun)", "2026-11-02..2026-11-08",
  ])
  func aWeek(_ text: String) {
    let cell = read(text)
    #expect(cell.state == .day)
    #expect(CalendarDay(number: cell.day).description == "2026-11-02")
    #expect(cell.daysAfter == 6)
  }

  @Test func otherSpans() {
    #expect(read("2026-11").daysAfter == 29 && read("2026年11月").daysAfter == 29 && read("Nov 2026").daysAfter == 29)
    #expect(CalendarDay(number: read("28 Dec 2026 - 3 Jan 2027").day).description == "2026-12-28")
    #expect(read("Dec 28 - Jan 3, 2027").daysAfter == 6)
    #expect(read("2026-11-08~2026-11-02").state == .unreadable)
    #expect(read("11/02/2026 - 11/08/2026", .monthDay).daysAfter == 6)
  }

  @Test(arguments: [("date-followed-by-weekday-chinese", "d.csv"), ("date-with-final-dot-korean", "naver.csv")]) func cases(_ name: String, _ file: String) throws {
    let summary = try ReadingCase(name, files: [file]).summary()
    #expect(summary.quality.badRows == 0)
    #expect(summary.variants.map { $0.days.count } == [14, 14])
    // 100 to 113 for 5, 6, 7, …; one result more a day in b.
    #expect(summary.sums() == ["1491/83", "1491/97"])
  }
}

/// Tables whose rows cover several days.
@Suite struct SeveralDaysTests {
  @Test func weeklyRows() throws {
    let summary = try ReadingCase("weekly-rows", files: ["d.csv"]).summary()
    #expect(summary.sums() == ["1400/60", "1400/70"])
    #expect(summary.days(0) == ["2026-11-08 700/30", "2026-11-15 700/30"])
    #expect(summary.variants.map { $0.days.count } == [14, 14])
    #expect(summary.quality.notes.map(\.english).contains { $0.hasPrefix("4 rows cover several days (2026-11-02…2026-11-08, data/d.csv:2:1)") })
  }

  private func declaration(_ date: String, _ start: String = "2026-11-02", _ end: String = "2026-11-15") -> String {
    """
    start: \(start)
    end: \(end)
    variants: {a: {}, b: {}}
    data: {file: data/d.csv, variant: v, date: \(date)}
    metrics: {m: {type: cost_per, cost: cost, per: n}}
    primary: m
    """
  }

  /// Meta's two columns, declared or recognised.
  @Test(arguments: [
    ("Reporting starts", "Reporting ends", ""), ("报告开始日期", "报告结束日期", ""), ("Start Date (in UTC)", "End Date (in UTC)", ""), ("Von", "Bis", ""),
    ("A", "Z", ", to: Z"),
  ])
  func twoColumns(_ first: String, _ last: String, _ key: String) throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "v,\(first),\(last),cost,n\na,2026-11-02,2026-11-15,10,0\na,2026-11-02,2026-11-15,4,2\nb,2026-11-02,2026-11-08,9,3\nb,2026-11-09,2026-11-15,8,3\n")
    let summary = try disk.summary(declaration("\"\(first)\"\(key)"))
    #expect(summary.sums() == ["14/2", "17/6"])
    #expect(summary.variants.map { $0.days.count } == [14, 14])
    // By the 10th, only the first week of b is over, and the rest cannot be divided.
    let early = try disk.problems(declaration("\"\(first)\"\(key)"), asOf: "2026-11-10")
    #expect(early.map(\.code) == ["rows_of_several_days"])
    #expect(early.first?.message.english.contains("3 rows cover several days of which some were not over on 2026-11-10 (2026-11-02…2026-11-15, data/d.csv:2:2)") ?? false)
  }

  @Test func columnsOfOneDay() throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "v,Reporting starts,Reporting ends,cost,n\na,2026-11-02,2026-11-02,10,0\nb,2026-11-02,2026-11-02,9,3\n")
    let summary = try disk.summary(declaration("Reporting starts"))
    #expect(summary.days(1) == ["2026-11-02 9/3"])
    #expect(summary.quality.notes.isEmpty)
  }

  @Test func astrideTheTest() throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "v,w,cost,n\na,2026-10-26~2026-11-01,1,0\na,2026-11-02~2026-11-08,10,2\nb,2026-11-02~2026-11-08,9,3\n")
    #expect(try disk.summary(declaration("w")).sums() == ["10/2", "9/3"])
    #expect(try disk.summary(declaration("w")).quality.outsideDates == 1)
    let problems = try disk.problems(declaration("w", "2026-11-04"))
    #expect(problems.map(\.code) == ["rows_of_several_days"])
    #expect(problems.first?.message.english.contains("2 rows cover several days of which some lie outside the test 2026-11-04…2026-11-15") ?? false)
  }

  /// The first day, the last day and the review's own day each have one row on either side.
  @Test func edgesOfTheTest() throws {
    let disk = DiskWorkspace()
    let whole = "v,w,cost,n\na,2026-11-02~2026-11-08,10,2\nb,2026-11-09~2026-11-15,9,3\n"
    disk.write("data/d.csv", whole + "a,2026-11-16~2026-11-22,5,1\n")
    let summary = try disk.summary(declaration("w"), asOf: "2026-11-30")
    #expect(summary.sums() == ["10/2", "9/3"] && summary.quality.outsideDates == 1)
    // On the 9th the second week has not begun; on the 15th it is not over; on the 16th it is.
    #expect(try disk.summary(declaration("w"), asOf: "2026-11-09").sums() == ["10/2", "nothing"])
    let unfinished = try disk.problems(declaration("w"), asOf: "2026-11-15")
    #expect(unfinished.map(\.code) == ["rows_of_several_days"])
    #expect(unfinished.first?.message.english.contains("not over on 2026-11-15 (2026-11-09…2026-11-15, data/d.csv:3:2)") ?? false)
    #expect(unfinished.first?.message.english.contains("(2026-11-16)") ?? false)
    #expect(try disk.summary(declaration("w"), asOf: "2026-11-16").sums() == ["10/2", "9/3"])
    disk.write("data/d.csv", whole + "a,2026-11-14~2026-11-16,5,1\n")
    let problems = try disk.problems(declaration("w"), asOf: "2026-11-30")
    #expect(problems.map(\.code) == ["rows_of_several_days"])
    #expect(problems.first?.message.english.contains("(2026-11-14…2026-11-16, data/d.csv:4:2)") ?? false)
  }

  /// A week of one arm is not held against a single day of another: what one tells together, all tell together.
  @Test func oneArmByWeekTheOtherByDay() throws {
    let disk = DiskWorkspace()
    let days = [2, 3, 5, 6, 7, 8, 9].map { "b,2026-11-0\($0),10,1\n" }.joined()
    disk.write("data/d.csv", "v,w,cost,n\na,2026-11-02~2026-11-08,100,7\n" + days + "a,2026-11-09,20,2\n")
    let summary = try disk.summary(declaration("w"))
    #expect(summary.days(0) == ["2026-11-08 100/7", "2026-11-09 20/2"])
    // b has no row of the 4th.
    #expect(summary.days(1) == ["2026-11-08 60/6", "2026-11-09 10/1"])
    #expect(summary.variants.map { $0.days.count } == [8, 7])
    #expect(summary.variants[1].days.map(\.description).prefix(3) == ["2026-11-02", "2026-11-03", "2026-11-05"])
    // 100 over seven days: six of 14.28, and what is left.
    #expect(summary.variants[0].spend.map { ($0.amount * 100).rounded() } == [1428, 1428, 1428, 1428, 1428, 1428, 1432, 2000])
    #expect(summary.variants[0].spend.map(\.day.description).first == "2026-11-02")
    #expect(summary.variants.map { ($0.totalSpend * 100).rounded() / 100 } == [120, 70])
    #expect(summary.variants[1].spend.map(\.amount) == Array(repeating: 10, count: 7))
  }

  /// Spans that cut across each other in different arms are told together as well.
  @Test func spansOfTwoArmsThatOverlap() throws {
    let disk = DiskWorkspace()
    disk.write(
      "data/d.csv",
      "v,w,cost,n\na,2026-11-02~2026-11-08,7,1\na,2026-11-09~2026-11-11,3,2\nb,2026-11-02~2026-11-04,4,1\nb,2026-11-05~2026-11-11,9,\na,2026-11-12,1,1\nb,2026-11-12,1,1\n")
    let summary = try disk.summary(declaration("w, empty: missing"))
    #expect(summary.days(0) == ["2026-11-11 10/3", "2026-11-12 1/1"])
    // One row lacks its results, so the whole of it lacks them.
    #expect(summary.days(1) == ["2026-11-12 1/1"] && summary.variants[1].metrics[0].missing == 1)
    #expect(summary.variants.map { $0.days.count } == [11, 11])
  }

  /// Which of two files is newer is a question of cells; days that meet in part have no answer.
  @Test func overlapOfTwoFiles() throws {
    let disk = DiskWorkspace()
    let rows = "v,w,cost,n\na,2026-11-02~2026-11-08,7,1\nb,2026-11-02~2026-11-08,8,1\n"
    disk.write("data/1.csv", rows)
    disk.write("data/2.csv", rows.replacing("~2026-11-08,8", with: "~2026-11-08,5") + "a,2026-11-09,1,1\n")
    let many = declaration("w").replacing("data/d.csv", with: "data/*.csv")
    #expect(try disk.summary(many).quality.overlaps.map(\.cells) == [2])
    let newest = declaration("w, overlap: newest").replacing("data/d.csv", with: "data/*.csv")
    #expect(try disk.summary(newest).sums() == ["8/2", "5/1"])
    disk.write("data/2.csv", "v,w,cost,n\na,2026-11-05,7,1\nb,2026-11-09,8,1\n")
    #expect(try disk.problems(newest).map(\.code) == ["rows_of_several_days"])
    #expect(try disk.problems(many).map(\.code) == ["rows_of_several_days"])
  }

  /// Days that take turns need each day for itself.
  @Test func switched() throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "v,w,cost,n\na,2026-11-02~2026-11-03,10,2\nb,2026-11-04~2026-11-05,9,3\n")
    let problems = try disk.problems(declaration("w") + "\nevidence: switchback\n")
    #expect(problems.map(\.code) == ["rows_of_several_days"])
  }

  @Test func aPeriodThatEndsBeforeItBegins() throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "v,A,Z,cost,n\na,2026-11-03,2026-11-02,1,0\nb,2026-11-02,2026-11-08,9,3\n")
    #expect(try disk.summary(declaration("A, to: Z")).quality.badRows == 1)
  }

  /// Tables that meet by day cannot use them.
  @Test func joined() throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "v,w,cost\na,2026-11-02~2026-11-08,10\nb,2026-11-02~2026-11-08,9\n")
    disk.write("data/l.csv", "v,d,n\na,2026-11-02,10\nb,2026-11-02,9\n")
    let problems = try disk.problems(
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data:
        ads: {file: data/d.csv, variant: v, date: w}
        leads: {file: data/l.csv, variant: v, date: d}
      metrics: {m: {type: cost_per, cost: ads.cost, per: leads.n}}
      primary: m
      """)
    #expect(problems.map(\.code) == ["rows_of_several_days"])
  }
}
