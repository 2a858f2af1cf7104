import ExperimentDecisions
import ExperimentModel
import Testing

@testable import ExperimentReports

@Suite("Figures and widths")
struct WordingTests {
  let english = Wording(language: .english, currency: "CNY")
  let chinese = Wording(language: .simplifiedChinese, currency: "CNY")

  @Test("Money, shares and dates as people write them")
  func figures() {
    #expect(english.figures.money(61_200) == "¥61,200")
    #expect(english.figures.money(19.955) == "¥20.0")
    #expect(english.figures.money(-0.5) == "−¥0.50")
    #expect(english.figures.percent(0.178) == "17.8 %")
    #expect(chinese.figures.percent(0.178) == "17.8%")
    #expect(english.figures.percent(-0.0005) == "−0.05 %")
    #expect(english.figures.decimal(999.999, places: 2) == "1,000.00")
    #expect(english.figures.decimal(-0.001, places: 2) == "0.00")
    #expect(english.figures.probability(0.000_01) == "p < 0.0001")
    #expect(english.figures.date(CalendarDay(number: 20_773)) == "16 Nov 2026")
    #expect(chinese.figures.date(CalendarDay(number: 20_773)) == "2026年11月16日")
  }

  @Test("A change in words: one-sided bounds are said, never an infinity")
  func change() {
    func interval(_ estimate: Double?, _ lower: Double?, _ upper: Double?) -> Interval {
      Interval(estimate: estimate, lower: lower, upper: upper, level: 0.95)
    }
    #expect(english.change(interval(-0.18, -0.28, -0.06)) == "18 % less (between 6.0 % and 28 % less)")
    #expect(english.change(interval(0.05, -0.1, 0.2)) == "5.0 % more (between 10 % less and 20 % more)")
    #expect(english.change(interval(nil, 0.4, nil)) == "no estimate yet; at least 40 % more; no upper limit")
    #expect(chinese.change(interval(-0.18, -0.28, -0.06)) == "低 18%（区间：低 6.0%~28%）")
  }

  @Test("Widths count East Asian characters twice; cutting and wrapping keep to them")
  func widths() {
    #expect(DisplayWidth.of("海报A") == 5)
    #expect(DisplayWidth.of("é") == 1)
    #expect(DisplayWidth.cut("秋季海报测试", to: 7) == "秋季海…")
    #expect(DisplayWidth.cut("秋季海报测试", to: 6) == "秋季…" && DisplayWidth.cut("poster", to: 5) == "post…" && DisplayWidth.cut("poster", to: 6) == "poster")
    for line in DisplayWidth.wrapped(String(repeating: "直播与短视频 and words ", count: 12), to: 40) { #expect(DisplayWidth.of(line) <= 40) }
    #expect(OneLine.text("a\nb\u{2028}c") == "a b c")
  }

  @Test("User text cannot become markup, a formula or broken JSON")
  func escaping() {
    #expect(HTML.escaped("<b>&\"'") == "&lt;b&gt;&amp;&quot;&#39;")
    #expect(Markdown.cell("a|b\n*c*") == "a\\|b \\*c\\*")
    #expect(JSONText.string("a\"\\\n\u{1}").text == "\"a\\\"\\\\\\n\\u0001\"\n")
    #expect(JSONText.object([("x", .number(0.1 + 0.2)), ("y", .optional(nil as Double?))]).text == "{\"x\": 0.30000000000000004, \"y\": null}\n")
    // What JSON cannot hold is null and named; what steers a terminal is escaped.
    #expect(
      JSONText.object([("x", .number(.nan)), ("y", .array([.number(1), .number(-.infinity)]))]).text
        == "{\n  \"x\": null,\n  \"y\": [1, null],\n  \"out_of_range\": [\"x\", \"y\"]\n}\n")
    #expect(JSONText.string("a\u{1B}[31m\u{202E}\u{9B}b").text == "\"a\\u001b[31m\\u202e\\u009bb\"\n")
    #expect(JSONText.keyed(["b": .bool(true), "a": .integer(1)]).text(folding: 0) == "{\n  \"a\": 1,\n  \"b\": true\n}\n")
    let review = Review(
      project: "P", currency: "CNY", asOf: CalendarDay(number: 20_773), every: 14, slot: .init(number: nil, date: nil, next: nil, isDue: false),
      experiments: [
        ExperimentReview(id: "x", title: "=cmd()<script>", progress: .init(phase: .planned), decision: Decision(action: .planned, reasons: [.notStarted]))
      ], funds: [])
    let report = ReviewReport(review, options: ReportOptions(language: .english))
    #expect(!report.html.contains("<script>"))
    #expect(report.html.contains("&lt;script&gt;"))
    #expect(report.csv.contains("'=cmd()"))
    #expect(report.json.contains("\"=cmd()<script>\""))
  }

  @Test("Every reason has words in both languages, and neither leaks into the other")
  func reasons() {
    for reason in ReasonCode.allCases {
      let review = ExperimentReview(id: "x", title: "x", progress: .init(phase: .running), decision: Decision(action: .stop, reasons: [reason]))
      let englishText = DecisionSentence(experiment: review, words: english).text
      let chineseText = DecisionSentence(experiment: review, words: chinese).text
      #expect(!englishText.unicodeScalars.contains { $0.value >= 0x2E80 })
      #expect(!chineseText.unicodeScalars.contains { ("a"..."z").contains($0) || ("A"..."Z").contains($0) })
    }
  }
}
