import ExperimentModel
import Testing

@testable import ExperimentData

func withCell<Answer>(_ text: String, _ body: (FieldBytes) -> Answer) -> Answer {
  let bytes = Array(text.utf8) + [0]
  return bytes.withUnsafeBufferPointer { buffer in
    // The added zero keeps the base address even for an empty text.
    guard let base = buffer.baseAddress else { preconditionFailure("never empty") }
    return body(FieldBytes(start: base, count: bytes.count - 1).trimmed)
  }
}

@Suite struct NumberReaderTests {
  private func read(_ text: String, _ mark: DecimalMark = .point) -> NumberCell { withCell(text) { NumberReader.read($0, mark: mark) } }

  @Test(arguments: [
    ("0", 0.0), ("1234", 1234), ("-5", -5), ("12.5", 12.5), ("103606.77", 103606.77), ("1,234.5", 1234.5), ("2,472,851", 2_472_851),
    ("4,838.80", 4838.8), ("￥1,234", 1234), ("¥414.44", 414.44), ("£1,012.40", 1012.4), ("$22,700.00", 22700), ("-$5.00", -5),
    ("US$5", 5), ("CNY 12", 12), ("12 元", 12), ("100USD", 100), ("5.26%", 0.0526), ("100.00%", 1), ("0.0%", 0), ("1 234", 1234),
    ("1\u{A0}234.5", 1234.5), ("1\u{202F}234", 1234), ("1'234", 1234), ("１２３４", 1234), ("１，２３４．５", 1234.5), ("1.5万", 15000),
    ("2亿", 2e8), ("(1,234.50)", -1234.5), ("+3", 3), ("1.5E+03", 1500), ("2e-2", 0.02), ("12,34,567", 1_234_567),
    ("1.80483333", 1.80483333),
    ("0.1", 0.1), ("-0", 0), ("\u{2212}7", -7), ("  42  ", 42), ("\u{3000}42\u{3000}", 42), ("123456789012345680", 123_456_789_012_345_680),
    (".5", 0.5),
    ("0.30000000000000004", 0.30000000000000004), ("1.234.567,5", 1234567.5),
  ])
  func numbersAsPeopleWriteThem(text: String, value: Double) {
    let cell = read(text)
    #expect(cell.state == .number)
    #expect(cell.value == value)
  }

  @Test(arguments: ["", " ", "-", "--", " --", "---", "—", "N/A", "n/a", "#N/A", "null", "NaN", "数据较少", "\u{3000}"])
  func nothingIsMissing(text: String) { #expect(read(text).state == .missing) }

  @Test(arguments: [
    "abc", "A12", "12abc", "1,23", "1,2345", "12,50", "0,123", "1.2.3", "¥11.19 / ¥500", "0:01:46", "2026-11-02", "1 23", "6小时9分钟", "%",
    "$",
    "1,234,56", ",5", "1e", "--5", "1-2", "∞", "0x10", "1_000", "ABC 12", "5 5%%",
  ])
  func whatFitsNoGrammarIsUnreadable(text: String) { #expect(read(text).state == .unreadable) }

  @Test(arguments: [("< 10%", NumberCell.State.censored), ("> 90%", .censored), ("<b>", .unreadable), ("true", .logical), ("否", .logical)])
  func boundsAndYesNo(text: String, state: NumberCell.State) { #expect(read(text).state == state) }

  @Test(arguments: [
    ("12,50", 12.5), ("1.234,56", 1234.56), ("1 234,56", 1234.56), ("12,50 €", 12.5), ("1.234", 1234), ("1,234", 1.234), ("0,5%", 0.005),
    ("7", 7),
  ])
  func decimalCommas(text: String, value: Double) {
    let cell = read(text, .comma)
    #expect(cell.state == .number)
    #expect(cell.value == value)
  }

  @Test func aPointAmongDecimalCommasIsUnreadable() { #expect(read("12.5", .comma).state == .unreadable) }

  @Test(arguments: [
    ("12,50", DecimalMark?.some(.comma)), ("1.234,5", .comma), ("1,234.5", .point), ("12.5", .point), ("1,234,567", .point),
    ("1.234.567", .comma),
    ("1,234", nil), ("1.234", nil), ("1234", nil), ("abc", nil), ("0,123", .comma),
  ])
  func evidenceOfTheDecimalMark(text: String, mark: DecimalMark?) {
    #expect(withCell(text) { SlowNumber.evidence($0) } == mark)
  }

  @Test func decimalsAreCounted() {
    #expect(read("12.50").decimals == 2)
    #expect(read("4,838.80").decimals == 2)
    #expect(read("12").decimals == 0)
    #expect(read("5.26%").decimals == 4)
  }
}

@Suite struct DateReaderTests {
  private func read(_ text: String, _ order: DateOrder? = nil) -> DateCell { withCell(text) { DateReader.read($0, order: order) } }

  @Test(arguments: [
    ("2025-05-19", "2025-05-19"), ("20250519", "2025-05-19"), ("2023/09/10", "2023-09-10"), ("2023/9/1", "2023-09-01"),
    ("2025-5-9", "2025-05-09"),
    ("2026年08月26日", "2026-08-26"), ("2026年8月6日", "2026-08-06"), ("15 Apr, 2021 00:03:00", "2021-04-15"), ("January 17, 2024", "2024-01-17"),
    ("17 January 2024", "2024-01-17"), ("Apr 15, 2021", "2021-04-15"), ("11-Oct-2014", "2014-10-11"), ("Sat, Oct 11, 2014", "2014-10-11"),
    ("2026-01-05T00:00:00Z", "2026-01-05"), ("2021-04-15 00:03:00", "2021-04-15"), ("45962", "2025-11-01"), ("45962.5", "2025-11-01"),
    ("2026.11.02", "2026-11-02"), ("２０２６-１１-０２", "2026-11-02"), ("2024-02-29", "2024-02-29"), ("1st Nov 2026", "2026-11-01"),
    ("2026-11-02 14:03", "2026-11-02"), ("2026-11-02 2:30 PM", "2026-11-02"), ("Sept 5, 2024", "2024-09-05"),
  ])
  func daysAsPeopleWriteThem(text: String, day: String) {
    let cell = read(text)
    #expect(cell.state == .day)
    #expect(CalendarDay(number: cell.day).description == day)
  }

  @Test(arguments: [
    ("31/10/2024", DateOrder.dayMonth, "2024-10-31"), ("9/09/2025", .dayMonth, "2025-09-09"), ("1/11/2024", .dayMonth, "2024-11-01"),
    ("1/11/2024", .monthDay, "2024-01-11"), ("1/1/13", .monthDay, "2013-01-01"), ("1.08.2019", .dayMonth, "2019-08-01"),
    ("16-04-2024", .dayMonth, "2024-04-16"), ("01/09/21", .dayMonth, "2021-09-01"), ("3/15/2024 2:30 PM", .monthDay, "2024-03-15"),
    ("24/11/01", .yearMonthDay, "2024-11-01"), ("5/6/85", .dayMonth, "1985-06-05"),
  ])
  func numericDatesByTheirOrder(text: String, order: DateOrder, day: String) {
    let cell = read(text, order)
    #expect(cell.state == .day)
    #expect(CalendarDay(number: cell.day).description == day)
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "31/11/2024", "abc", "0000", "12", "2026-11-02 25:00", "2026-11-02 junk", "Sun, Oct 11, 2014",
    "1/2/3/4",
    "2026-11-02 14:03:00 +99:00", "99999999", "Smarch 5, 2024", "2026-11-02T",
  ])
  func whatIsNoDayIsUnreadable(text: String) { #expect(read(text, .dayMonth).state == .unreadable) }

  @Test(arguments: ["", "-", "--", "N/A"])
  func nothingIsMissing(text: String) { #expect(read(text).state == .missing) }

  @Test func anOpenOrderStaysOpen() {
    #expect(read("1/11/2024").state == .unreadable)
    let reading = withCell("1/11/2024") { DateReader.reading($0, order: nil) }
    #expect(reading.open?.first == 1)
    #expect(reading.open?.second == 11)
  }

  @Test func daysWithoutAYear() {
    let cell = read("Sat, Oct 11")
    #expect(cell.state == .yearless)
    #expect([cell.month, cell.dayOfMonth, cell.weekday] == [10, 11, 5])
    #expect(read("Sat-Oct-11").state == .yearless)
    #expect(read("10月11日").state == .yearless)
  }

  @Test func timesAndOffsets() {
    let cell = read("2026-11-02T23:30:15.5+08:00")
    #expect(cell.seconds == 84_615.5)
    #expect(cell.offset == 28_800)
    #expect(read("2026-11-02 12:00 AM").seconds == 0)
    #expect(read("2026-11-02 12:30 pm").seconds == 45_000)
    #expect(read("2026-11-02 00:00:00 UTC").offset == 0)
    #expect(read("2026-11-02 00:00:00").offset == nil)
  }

  @Test(arguments: [
    ("EEE, MMM d", "Sat, Oct 11", true), ("EEE, MMM d", "Oct 11", false), ("d.M.yyyy HH:mm", "2.11.2026 14:03", true),
    ("yyyyMMdd", "20261102", true),
    ("dd/MM/yy", "02/11/26", true), ("dd/MM/yy", "02/13/26", false), ("MMMM d, yyyy h:mm a", "November 2, 2026 2:30 PM", true),
    ("d MMM ''yy", "2 Nov '26", true), ("yyyy-MM-dd'T'HH:mm:ssX", "2026-11-02T00:00:00+08:00", true), ("d", "2 x", false),
  ])
  func patterns(pattern: String, text: String, fits: Bool) {
    let cell = withCell(text) { DatePattern(pattern).read($0) }
    #expect((cell.state == .day || cell.state == .yearless) == fits)
  }

  @Test func aPatternGivesItsDay() {
    let cell = withCell("2 Nov '26") { DatePattern("d MMM ''yy").read($0) }
    #expect(CalendarDay(number: cell.day).description == "2026-11-02")
  }
}
