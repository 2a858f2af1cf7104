import ExperimentDecisions
import ExperimentModel
import Testing

@testable import ExperimentReports

/// The page of reviews of any shape: one test or forty, two variants or ten, long names, nothing known, everything blocked.
@Suite("Page shapes")
struct PageShapeTests {
  /// A test of cost per result over so many days, the first variant the control; prices are what a result costs.
  private static func experiment(_ prices: [Double], id: String = "a", title: String = "A", names: [String]? = nil, days count: Int = 28) throws -> ExperimentReview {
    let workspace = try DeclarationReader.workspace(
      bytes: Array("project: P\ncurrency: CNY\ntimezone: UTC\n".utf8), file: "mvp.yaml", timeZones: TimeZoneDatabase { _ in nil })
    let variants = prices.indices.map { "v\($0): {title: \"\(names?[$0] ?? "Variant \($0)")\"}" }.joined(separator: ", ")
    let yaml = """
      title: "\(title)"
      start: 2026-11-02
      duration: 28d
      budget: {total: 100000, spent: c}
      variants: {\(variants)}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        cpa: {type: cost_per, cost: c, per: r}
        refunds: {type: proportion, numerator: f, denominator: r, direction: decrease}
      primary: cpa
      guardrails:
        refunds: {max_increase: 300%}
      decision: {minimum_effect: 5%, scale_value: 10000}

      """
    let experiment = try DeclarationReader.experiment(bytes: Array(yaml.utf8), file: "experiments/\(id).yaml", in: workspace)
    let start = try #require(experiment.start)
    let days = (0..<count).map { start + $0 }
    let summaries = prices.map { price -> VariantSummary in
      let cost = days.map { DayCell(day: $0, numerator: 600, denominator: (600 / price + Double(($0 - start) % 3) - 1).rounded()) }
      let refunds = cost.map { DayCell(day: $0.day, numerator: ($0.denominator * 0.1).rounded(), denominator: $0.denominator) }
      return VariantSummary(
        units: nil, days: days, spend: days.map { DayAmount(day: $0, amount: 600) }, undatedSpend: 0,
        metrics: [cost, refunds].map { MetricSummary(values: .days($0), missing: 0, immature: 0, segments: [], fractional: false) }, rows: days.count)
    }
    let quality = DataQuality(
      files: [], rows: 100, badRows: 0, badRowExamples: [], outsideNames: [], outsideDates: 0, afterAsOf: 0, shortRows: 0, unitsInTwoVariants: 0, units: 0,
      overlaps: [], impossible: [], newestDay: days.last, notes: [])
    return ExperimentReviewer(calendar: ReviewCalendar(anchor: start, every: 14), asOf: start + count, purpose: .review).outcome(
      for: experiment, summary: .success(ExperimentSummary(variants: summaries, quality: quality)), ledger: ExperimentLedger()
    ).review
  }

  private static func review(_ experiments: [ExperimentReview], project: String = "P") -> Review {
    let day = CalendarDay(number: 20_787)
    return Review(
      project: project, currency: "CNY", asOf: day, every: 14, slot: .init(number: 1, date: day, next: day + 14, isDue: true), experiments: experiments, funds: [])
  }

  private static func page(_ review: Review, _ language: Language = .english) -> String { ReviewReport(review, options: ReportOptions(language: language)).html }

  private static func count(_ part: String, in text: String) -> Int { text.components(of: part) }

  /// Every opened element is closed, in order.
  private static func isBalanced(_ html: String) -> Bool {
    let void: Set<String> = ["meta", "br", "!doctype", "path", "rect", "circle", "line", "use"]
    var open = [String]()
    for piece in html.utf8.split(separator: UInt8(ascii: "<")).dropFirst(html.hasPrefix("<") ? 0 : 1) {
      let tag = String(decoding: piece.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
      let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber || $0 == "!" })
      if void.contains(name) || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { return false }
      } else {
        open.append(name)
      }
    }
    return open.isEmpty
  }

  @Test("one test and forty: a card and its evidence each, no script, no request, within a megabyte", arguments: [1, 40])
  func many(count: Int) throws {
    let one = try Self.experiment([20, 12], title: "One")
    for language in [Language.english, .simplifiedChinese] {
      let page = Self.page(Self.review(Array(repeating: one, count: count)), language)
      #expect(Self.count("<article class=\"card scale\"", in: page) == count)
      #expect(Self.count("<section class=\"part scale", in: page) == count)
      #expect(Self.isBalanced(page))
      #expect(!page.contains("<script") && !page.contains("http:") && !page.contains("https:") && !page.contains("style=\""))
      #expect(page.utf8.count < 1_000_000)
    }
  }

  @Test("ten variants: each has its row in the plot and in the table")
  func variants() throws {
    let page = Self.page(Self.review([try Self.experiment([20, 21, 19, 20, 22, 18, 20, 21, 19, 20])]))
    // Nine treatments in two metrics.
    #expect(Self.count("<div class=\"row\"", in: page) == 18)
    for index in 0..<10 { #expect(page.contains("</i>Variant \(index)</th>")) }
    #expect(Self.isBalanced(page))
  }

  @Test("nothing known, and everything blocked: said, and no effect drawn")
  func nothing() {
    let planned = ExperimentReview(id: "x", title: "X", progress: .init(phase: .planned), decision: Decision(action: .planned, reasons: [.notStarted]))
    let blocked = ExperimentReview(id: "y", title: "Y", progress: .init(phase: .running), decision: Decision(action: .blocked, reasons: [.noData]))
    for experiments in [[ExperimentReview](), [planned], [blocked, blocked]] {
      let page = Self.page(Self.review(experiments))
      #expect(Self.isBalanced(page))
      #expect(!page.contains("class=\"effect\""))
      #expect(Self.count("<article", in: page) == experiments.count)
    }
    #expect(Self.page(Self.review([blocked, blocked])).contains("<h1>Mend two.</h1>"))
    #expect(Self.page(Self.review([blocked, blocked]), .simplifiedChinese).contains("<h1>先修复 2 个。</h1>"))
  }

  @Test("a blocked test shows no effect, whatever its numbers say")
  func blockedNumbers() throws {
    let seen = try Self.experiment([20, 12])
    let blocked = seen.with(decision: Decision(action: .blocked, reasons: [.sampleRatio]))
    let page = Self.page(Self.review([blocked]))
    #expect(Self.page(Self.review([seen])).contains("class=\"effect\""))
    #expect(!page.contains("class=\"effect\"") && page.contains("no difference while blocked") && !page.contains("Day by day"))
  }

  @Test("names are text: markup, marks of direction and steering characters do nothing")
  func inert() throws {
    let names = ["<script>alert(1)</script>", "{{say.time}} & \u{202E}evil\u{1B}[31m"]
    let experiment = try Self.experiment([20, 12], title: "<img src=x onerror=1>", names: [names[0], "{{say.time}} & plain"])
    let page = Self.page(Self.review([experiment], project: names[1]))
    #expect(!page.contains("<script") && !page.contains("<img") && page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.contains("{{say.time}} &amp; plain") && !page.contains("\u{202E}") && !page.contains("\u{1B}"))
    // An accent makes no other character of what ends an attribute or opens an element.
    let accented = Self.page(Self.review([experiment], project: "\"\u{301}x<\u{338}y"))
    #expect(Self.count("&quot;\u{301}x&lt;\u{338}y", in: accented) > 0 && Self.count("\"\u{301}", in: accented) == 0 && Self.count("<\u{338}", in: accented) == 0)
    let markdown = ReviewReport(Self.review([experiment]), options: ReportOptions(language: .english)).markdown
    #expect(!markdown.contains("<script") || markdown.contains("\\<script"))
  }

  @Test("figures of the page stand in the review: money, counts, p")
  func figures() throws {
    let review = Self.review([try Self.experiment([20, 12])])
    let experiment = review.experiments[0]
    let figures = Figures(language: .english, currency: "CNY")
    let page = Self.page(review)
    let worth = try #require(experiment.worth)
    #expect(page.contains("<b class=\"go\">\(figures.roughMoney(worth.seen))</b>"))
    let arm = experiment.metrics[0].variants[1]
    #expect(page.contains("\(figures.money(try #require(arm.numerator))) for \(figures.count(try #require(arm.denominator)))"))
    let p = try #require(arm.comparison?.adjustedPValue ?? arm.comparison?.pValue)
    #expect(page.contains(figures.probability(p).replacing("<", with: "&lt;")))
    // 14 days of two arms at 600 a day.
    #expect(review.periodSpend == 16_800 && page.contains("¥16,800"))
  }

  @Test("round ticks: steps of 1, 2 or 5 that cover the values")
  func axis() {
    for (values, ticks) in [
      ([0, 0.42], [0, 0.1, 0.2, 0.3, 0.4, 0.5]), ([-0.13, 0], [-0.15, -0.1, -0.05, 0]), ([-1, 0.226], [-1, -0.5, 0, 0.5]),
      ([0, 41_865], [0, 10_000, 20_000, 30_000, 40_000, 50_000]),
    ] {
      let axis = Axis(covering: values)
      #expect(axis.ticks.count == ticks.count && zip(axis.ticks, ticks).allSatisfy { abs($0 - $1) < 1e-9 }, "\(axis.ticks)")
      #expect(axis.place(values[0]) >= 0 && axis.place(values[1]) <= 1)
    }
    #expect(Axis(covering: [3, 3]).place(3) == 0.5)
    #expect(Axis.text(-0.25) == "-0.3" && Axis.text(12) == "12" && Axis.text(99.96) == "100")
  }
}

extension String {
  /// How often a part stands in it.
  fileprivate func components(of part: String) -> Int {
    let (text, part) = (Array(utf8), Array(part.utf8))
    guard text.count >= part.count else { return 0 }
    return (0...(text.count - part.count)).count { text[$0] == part[0] && text[$0..<($0 + part.count)].elementsEqual(part) }
  }
}
