import TestSupport
import Testing

@testable import ExperimentModel

/// The one grammar of numbers: what stands alone (a declaration, a flag) and what stands in a file whose decimal mark is known.
@Suite("The grammar of written numbers")
struct NumberGrammarTests {
  @Test(
    "a number that stands alone: a comma with one or two digits parts decimals, with three it groups",
    arguments: [
      ("1,5", 1.5), ("1,50", 1.5), ("12,5", 12.5), ("1,500", 1500), ("12,345,678", 12_345_678), ("12,34,567", 1_234_567), ("0,5", 0.5),
      ("0,125", 0.125), ("0,0405", 0.0405), ("1234,567", 1234.567), ("1.5", 1.5), ("1.500", 1.5), ("0.125", 0.125), ("1.234.567", 1_234_567),
      ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1.234.567,89", 1_234_567.89), ("1'234.50", 1234.5), ("1 234,5", 1234.5), ("1\u{202F}234", 1234),
      (".5", 0.5), ("-1,5", -1.5), ("\u{2212}2", -2), ("(12.00)", -12), ("１，５", 1.5), ("1.5万", 15_000), ("2亿", 2e8), ("1,5万", 15_000), ("1e-3", 0.001),
    ])
  func alone(text: String, value: Double) throws {
    #expect(try #require(WrittenNumber(text)).value == value)
  }

  @Test(
    "shares, per cent and points",
    arguments: [
      ("1,5%", 0.015, WrittenNumber.Suffix.percent), ("30%", 0.3, .percent), ("1,500%", 15, .percent), ("12.5 %", 0.125, .percent), ("0,5pp", 0.005, .percentagePoints),
      ("1.5 percentage points", 0.015, .percentagePoints), ("2个百分点", 0.02, .percentagePoints), ("0.2", 0.2, .none),
    ])
  func shares(text: String, value: Double, suffix: WrittenNumber.Suffix) throws {
    let number = try #require(WrittenNumber(text))
    #expect(number.value == value)
    #expect(number.suffix == suffix)
  }

  @Test(
    "what is neither groups nor decimals is nothing",
    arguments: [
      "1,2345", "12,3,456", "1.2.3", "1,23,45", "1,234,56", ",5", "1.234.56", "01,234,567,8", "1..5", "1,,5", "5%%", "¥5%", "5 pp pp", "--5", "+-5", "(5", "5)", "()",
      "1e1234", "1e400", "e5", "∞", "NaN", "1/2", "5 apples", "五",
    ])
  func nothing(text: String) { #expect(WrittenNumber.read(text, mark: nil) == nil) }

  @Test("an amount whose point could part thousands is asked for, not guessed")
  func doubt() throws {
    #expect(try #require(WrittenMoney("1.500")).thousands == 1500)
    #expect(try #require(WrittenMoney("¥12.345")).thousands == 12_345)
    for plain in ["0.125", "1.5", "1.50", "1,500", "1500.000", "1.2345", "1.234,56"] { #expect(try #require(WrittenMoney(plain)).thousands == nil, "\(plain)") }
    let text = """
      start: 2026-11-02
      end: 2026-11-15
      budget: {total: 👉1.500}
      variants: {a: {}, b: {}}
      data: {file: a.csv, variant: v, date: d}
      metrics: {m: {type: cost_per, cost: c, per: r}}
      primary: m
      decision: {minimum_effect: 👉¥2.250}

      """
    let marked = yaml(text)
    let problems = readExperiment(marked.text).diagnostics
    #expect(problems.map { Place(line: $0.line ?? 0, column: $0.column ?? 0) } == marked.places)
    #expect(problems.allSatisfy { $0.code == "ambiguous_number" })
    #expect(problems[0].message.english.contains("can be 1500 or 1.5; write 1500 or 1.5"))
  }

  @Test("what is nearly nothing, or beyond what is counted, is out of range wherever a number stands")
  func ranges() {
    for (written, broken) in [
      ("total: 1000", "total: 1e300"), ("total: 1000", "total: 1e-300"), ("allocation: 1", "allocation: 1e308"), ("allocation: 1", "allocation: 1e-300"),
      ("minimum_effect: 10%", "minimum_effect: 1e-300"), ("minimum_effect: 10%", "minimum_effect: ¥1e300"), ("duration: 14d", "duration: 999999999d"),
      ("duration: 14d", "duration: 999999d"), ("outcome_lag: 2d", "outcome_lag: 1000000000000d"), ("confidence: 95%", "confidence: 1e-300"),
      ("start: 2026-11-02", "start: 0000-01-01"), ("start: 2026-11-02", "start: 9999-12-31"), ("start: 2026-11-02", "start: 99999-01-01"),
      ("spending: pocock", "spending: kim-demets(1e300)"), ("looks: 4", "looks: 1e12"), ("max: 60", "max: 1e308"), ("minimum_days: 7", "minimum_days: 1e18"),
    ] {
      let text = """
        start: 2026-11-02
        duration: 14d
        budget: {total: 1000}
        outcome_lag: 2d
        variants: {a: {allocation: 1}, b: {}}
        data: {file: a.csv, variant: v, date: d}
        metrics: {m: {type: cost_per, cost: c, per: r}}
        primary: m
        guardrails: {m: {max: 60}}
        decision: {minimum_effect: 10%, confidence: 95%, spending: pocock, looks: 4, minimum_days: 7}

        """
      #expect(readExperiment(text).diagnostics == [])
      let problems = readExperiment(text.replacing(written, with: broken)).diagnostics
      #expect(!problems.isEmpty && problems.allSatisfy { ["out_of_range", "wrong_type"].contains($0.code) }, "\(broken): \(problems)")
    }
  }

  @Test("currencies by sign, word and code; an id is none")
  func currencies() {
    let cases: [(String, Double, String?)] = [
      ("R$ 12,50", 12.5, "BRL"), ("₹1,00,000", 100_000, "INR"), ("12 円", 12, "JPY"), ("eur 5", 5, "EUR"), ("5 zł", 5, "PLN"), ("A12", 0, nil), ("ABC 5", 0, nil),
      ("AR$5", 5, "ARS"), ("₿5", 5, "₿"), ("-£3", -3, "GBP"), ("£-3", -3, "GBP"), ("1.5万元", 15_000, "CNY"), ("人民币20", 20, "CNY"),
    ]
    for (text, value, currency) in cases {
      let number = WrittenNumber.read(text, mark: nil)
      #expect(number?.currencies.first == currency, "\(text)")
      if currency != nil { #expect(number?.value == value, "\(text)") }
    }
  }

  @Test("evidence of a file's decimal mark: dates and versions have marks and say nothing")
  func evidence() {
    for (text, mark) in [("882,08", DecimalMark?.some(.comma)), ("12.5", .point), ("1.234", nil), ("02.11.2026", nil), ("02.11", nil), ("1.2.3", nil), ("1.234.567", .comma)] {
      #expect(WrittenNumber.evidence(text) == mark, "\(text)")
    }
    #expect(WrittenNumber.isOpen("1.234") && WrittenNumber.isOpen("1,234"))
    #expect(!WrittenNumber.isOpen("1234") && !WrittenNumber.isOpen("12.5") && !WrittenNumber.isOpen("abc"))
  }

  @Test("whatever is written, the answer is finite and its sign, digits and case make no difference")
  func anything() {
    let pieces = ["1", "23", "456", "0", ".", ",", "'", " ", "-", "+", "%", "e", "E5", "万", "元", "$", "¥", "pp", "(", ")", "CNY", "\u{FF11}", "\u{A0}", "9999999999999999999999"]
    var random = SplitMix64(seed: 7)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      for mark in [DecimalMark?.none, .point, .comma] {
        guard let number = WrittenNumber.read(text, mark: mark) else { continue }
        #expect(number.value.isFinite && number.decimals >= 0, "\(text)")
        let opposite = WrittenNumber.read("-" + text, mark: mark)
        #expect(opposite == nil || opposite?.value == 0 - number.value, "\(text)")
      }
    }
  }
}

@Suite("Text that is safe to show")
struct PrintableTextTests {
  @Test(arguments: [
    ("Total: \u{1B}[31m", "Total: ‹U+001B›[31m"), ("a\u{7}b", "a‹U+0007›b"), ("a\u{9B}31m", "a‹U+009B›31m"), ("gpj\u{202E}exe", "gpj‹U+202E›exe"),
    ("a\u{2066}b\u{2069}", "a‹U+2066›b‹U+2069›"), ("a\u{200B}b", "a‹U+200B›b"), ("two\nlines\tand a tab", "two lines and a tab"), ("a\u{200D}b", "a‹U+200D›b"),
    ("👩\u{200D}👧", "👩\u{200D}👧"), ("秋季海报", "秋季海报"), ("e\u{301}", "e\u{301}"), ("葛\u{E0100}", "葛\u{E0100}"), ("a\u{2028}b", "a b"),
  ])
  func oneLine(text: String, shown: String) { #expect(PrintableText.oneLine(text).unicodeScalars.elementsEqual(shown.unicodeScalars)) }

  @Test func linesKeepTheirEnds() {
    #expect(PrintableText.lines("a\nb\tc\r\nd") == "a\nb\tc\r\nd")
    #expect(PrintableText.lines("a\rb") == "a‹U+000D›b")
    // A noncharacter, which literals cannot hold.
    #expect(PrintableText.lines(String(decoding: [UInt16(0xFDD1), 0x78], as: UTF16.self)) == "‹U+FDD1›x")
  }

  @Test("A diagnostic is one line, whatever the file is called")
  func diagnostics() {
    let problem = Diagnostic(
      file: "experiments/a\u{1B}[2J\nb.yaml", line: 1, column: 2, code: "x", message: BilingualText("found 'a\nb\u{202E}'", "这里是 'a\nb'"))
    #expect(problem.text(in: .english) == "experiments/a‹U+001B›[2J b.yaml:1:2: error: found 'a b‹U+202E›'")
    #expect(!problem.text(in: .simplifiedChinese).contains("\n"))
  }
}
