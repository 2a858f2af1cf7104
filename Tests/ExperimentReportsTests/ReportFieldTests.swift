import ExperimentModel
import Testing

@testable import ExperimentDecisions
@testable import ExperimentReports

/// What JSON and spreadsheets say of a review, held against the review field by field.
@Suite("Fields of reports")
struct ReportFieldTests {
  private static let yaml = """
    title: Posters, "new" and old
    start: 2026-11-02
    duration: 28d
    budget: {total: 100000, spent: c}
    variants: {old: {}, new: {title: "=new, one"}, third: {}}
    data: {file: x.csv, variant: v, date: d}
    metrics:
      cpa: {type: cost_per, cost: c, per: r}
      refunds: {type: proportion, numerator: f, denominator: r, direction: decrease}
    primary: cpa
    guardrails:
      refunds: {max: 20%, max_increase: 300%}
    decision: {minimum_effect: 5%, scale_value: 10000, looks: auto}

    """

  /// 20 yuan a result in the old arm, and so much in the new ones, over the first two of four weeks.
  private static func review(new: Double = 12, third: Double = 19, on date: String = "2026-11-16", yaml: String = Self.yaml) throws -> Review {
    let workspace = try DeclarationReader.workspace(
      bytes: Array("project: P\ncurrency: CNY\ntimezone: UTC\n".utf8), file: "mvp.yaml", timeZones: TimeZoneDatabase { _ in nil })
    let experiment = try DeclarationReader.experiment(bytes: Array(yaml.utf8), file: "experiments/a.yaml", in: workspace)
    let (asOf, start) = (try #require(CalendarDay(iso: date)), try #require(experiment.start))
    let days = (0..<(asOf - start)).map { start + $0 }
    let variants = [20, new, third].map { price -> VariantSummary in
      let cost = days.map { DayCell(day: $0, numerator: 600, denominator: 600 / price + Double(($0 - start) % 3) - 1) }
      let refunds = cost.map { DayCell(day: $0.day, numerator: ($0.denominator * 0.1).rounded(), denominator: $0.denominator) }
      return VariantSummary(
        units: nil, days: days, spend: days.map { DayAmount(day: $0, amount: 600) }, undatedSpend: 0,
        metrics: [cost, refunds].map { MetricSummary(values: .days($0), missing: 0, immature: 0, segments: [], fractional: false) }, rows: days.count)
    }
    let quality = DataQuality(
      files: [], rows: 100, badRows: 1, badRowExamples: [], outsideNames: [], outsideDates: 0, afterAsOf: 0, shortRows: 0, unitsInTwoVariants: 0, units: 0, overlaps: [],
      impossible: [], newestDay: days.last, notes: [])
    let calendar = ReviewCalendar(anchor: start, every: 14)
    let outcome = ExperimentReviewer(calendar: calendar, asOf: asOf, purpose: .review).outcome(
      for: experiment, summary: .success(ExperimentSummary(variants: variants, quality: quality)), ledger: ExperimentLedger())
    return Review(
      project: "P", currency: "CNY", asOf: asOf, every: 14, slot: .init(number: 1, date: start + 14, next: start + 28, isDue: true), experiments: [outcome.review],
      funds: [.init(name: "innovation", total: 50_000, spent: 1200, committed: 300, period: .quarter)])
  }

  private func json(_ value: Double?) -> String {
    guard let value else { return "null" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }

  private func json(_ interval: Interval) -> String {
    "{\"estimate\": \(json(interval.estimate)), \"lower\": \(json(interval.lower)), \"upper\": \(json(interval.upper)), \"level\": \(json(interval.level))"
  }

  @Test("JSON: money, intervals, levels, health and looks are the review's own")
  func fields() throws {
    let review = try Self.review()
    let experiment = review.experiments[0]
    let text = ReviewReport(review, options: ReportOptions(language: .english)).json.replacing("\n", with: " ")
    // Line breaks and indents are no part of it.
    let flat = text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ").replacing("{ ", with: "{").replacing(" }", with: "}")
    func says(_ part: String) { #expect(flat.contains(part), "\(part)") }
    #expect(experiment.decision.action == .scale && experiment.decision.variant == "new")
    says("\"number\": 2, \"date\": \"2026-11-16\", \"next\": \"2026-11-30\", \"due\": true")
    says("\"period\": \"quarter\", \"total\": 50000, \"spent\": 1200, \"committed\": 300, \"left\": 48500")
    let worth = try #require(experiment.worth)
    says("\"worth\": {\"seen\": \(json(worth.seen)), \"lower\": \(json(worth.least)), \"upper\": \(json(worth.most)), \"cautious\": \(json(worth.cautious))}")
    let comparison = try #require(experiment.metrics[0].variants[1].comparison)
    let nominal = try #require(comparison.nominalLevel)
    says("\"difference\": \(json(comparison.difference))")
    says("\"relative\": \(json(comparison.relative)), \"nominal_level\": \(json(1 - 2 * nominal))}")
    says("\"p_value\": \(json(comparison.pValue)), \"log10_p_value\": \(json(comparison.log10PValue)), \"adjusted_p_value\": \(json(comparison.adjustedPValue))")
    says("\"alpha_spent\": \(json(experiment.monitoring.alphaSpent))")
    says("\"information_fraction\": 0.5")
    let monitoring = experiment.monitoring
    says("\"look\": \(monitoring.look), \"looks\": \(monitoring.looks), \"is_look\": true, \"is_final_look\": false")
    says("\"days\": 14, \"spend\": 25200, \"budget\": 100000")
    says("\"spend_needed\": 74800")
    let outlook = try #require(experiment.outlook)
    says("\"provable_effect\": \(json(outlook.provable)), \"data_needed_times\": \(json(outlook.dataNeeded)), \"power\": 0.8")
    says("\"limits\": {\"max\": 0.2, \"max_increase\": 3}, \"status\": \"\(experiment.metrics[1].variants[1].guardrail?.status.rawValue ?? "")\"")
    says("\"worst_not_excluded\": \(json(experiment.metrics[1].variants[1].guardrail?.worstNotExcluded))")
    let arm = experiment.metrics[0].variants[1]
    says("\"numerator\": \(json(arm.numerator)), \"denominator\": \(json(arm.denominator)), \"value\": \(json(arm.value)), \"interval\": \(json(try #require(arm.interval)))")
    says("\"shrunken_effect\": \(json(experiment.advice.shrunkenEffect)), \"shrinkage_prior\": \(json(experiment.advice.shrinkagePrior))")
    says("\"check\": \"bad_rows\", \"ok\": false, \"blocking\": false, \"p_value\": null, \"count\": 1, \"share\": 0.01")
  }

  @Test("JSON: what waiting costs and is worth stands while the test goes on")
  func waiting() throws {
    let review = try Self.review(new: 19)
    let advice = review.experiments[0].advice
    let text = ReviewReport(review, options: ReportOptions(language: .english)).json
    #expect(review.experiments[0].decision.action == .continue)
    for (key, value) in [("cost_of_waiting", advice.costOfWaiting), ("regret_of_waiting", advice.regretOfWaiting), ("value_of_waiting", advice.valueOfWaiting)] {
      #expect(value != nil && text.contains("\"\(key)\": \(json(value))"), "\(key)")
    }
    let isWorthWaiting: Bool = try #require(advice.isWorthWaiting as Bool?)
    #expect(text.contains("\"worth_waiting\": \(isWorthWaiting)"))
    #expect(text.contains("\"worth\": null"))
  }

  @Test("CSV: a row an arm, figures in their columns, text that neither breaks a row nor becomes a formula")
  func spreadsheet() throws {
    let review = try Self.review()
    let experiment = review.experiments[0]
    let text = ReviewReport(review, options: ReportOptions(language: .english)).csv
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.count == 1 + 6 + 1 && lines.last == "")
    let header = lines[0].split(separator: ",").map(String.init)
    // The title has a comma and quotes of its own.
    let lead = "a,\"Posters, \"\"new\"\" and old\",scale,winner,"
    let row = try #require(lines.first { $0.hasPrefix(lead + "cpa,cost_per,primary,new,") })
    let cells = ["a", "t"] + row.dropFirst("a,\"Posters, \"\"new\"\" and old\",".count).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    #expect(cells.count == header.count)
    let named = Dictionary(uniqueKeysWithValues: zip(header, cells))
    let arm = experiment.metrics[0].variants[1]
    let comparison = try #require(arm.comparison)
    let expected: [(String, Double?)] = [
      ("units", arm.units), ("numerator", arm.numerator), ("denominator", arm.denominator), ("value", arm.value), ("lower", arm.interval?.lower), ("upper", arm.interval?.upper),
      ("difference", comparison.difference.estimate), ("difference_lower", comparison.difference.lower), ("difference_upper", comparison.difference.upper),
      ("relative", comparison.relative.estimate), ("relative_lower", comparison.relative.lower), ("relative_upper", comparison.relative.upper),
      ("p_value", comparison.pValue), ("adjusted_p_value", comparison.adjustedPValue), ("probability_best", arm.probabilityBest), ("level", comparison.difference.level),
      ("expected_loss_money", experiment.advice.expectedLoss?["new"]),
    ]
    for (name, value) in expected { #expect(named[name].flatMap { Double($0) } == value, "\(name)") }
    #expect(named["versus"] == "old" && named["standing"] == "winner" && named["method"] == comparison.method && named["reason"] == "")
    // A guardrail's rows have no money of their own.
    #expect(lines.contains { $0.hasPrefix(lead + "refunds,proportion,guardrail,new,") && $0.hasSuffix(",,") })
    for text in ["=1+1", "+1+1", "-1+1", "@x"] {
      let other = Review(
        project: "P", currency: "CNY", asOf: review.asOf, every: 14, slot: review.slot,
        experiments: [ExperimentReview(id: "x", title: text, progress: .init(phase: .planned), decision: Decision(action: .planned, reasons: [.notStarted]))], funds: [])
      #expect(ReviewReport(other, options: ReportOptions(language: .english)).csv.contains(",'\(text),"), "\(text)")
    }
  }

  @Test("cells: quoted where a separator, a quote or a line end would break the row")
  func cells() {
    #expect(CSVTable.cell("a,b") == "\"a,b\"" && CSVTable.cell("a;b") == "\"a;b\"" && CSVTable.cell("a \"b\"") == "\"a \"\"b\"\"\"" && CSVTable.cell("a b") == "a b")
  }

  @Test("a comparison that could not be made leaves its columns empty, and its reason in theirs")
  func withoutComparison() throws {
    // Six days of four weeks: nothing is tested yet.
    let review = try Self.review(on: "2026-11-08")
    let arm = review.experiments[0].metrics[0].variants[1]
    #expect(arm.comparison?.reason != nil)
    let text = ReviewReport(review, options: ReportOptions(language: .english)).csv
    let row = try #require(text.split(separator: "\r\n").first { $0.contains(",cpa,cost_per,primary,new,") })
    let cells = row.split(separator: ",", omittingEmptySubsequences: false).suffix(15).map(String.init)
    // From standing to reason: the difference to the method, and the level.
    #expect(cells[1...9].allSatisfy(\.isEmpty) && cells[11].isEmpty, "\(cells)")
    #expect(cells[14] == arm.comparison?.reason)
  }

  @Test("the line of a test that goes on names the better arm: of a cost the cheaper")
  func leader() throws {
    let review = try Self.review(new: 19.8, third: 19.2)
    #expect(review.experiments[0].decision.variant == nil)
    #expect(ResultLine(experiment: review.experiments[0], words: Wording(language: .english, currency: "CNY")).text.hasPrefix("third:"))
  }

  /// 700 results for 8,400 of money and no scatter beyond the week's: 12 a result, about 11.1 to 13.
  @Test("a target is met where all of the interval is on its good side", arguments: [(14.0, "met"), (12.3, "not shown either way"), (10, "missed")])
  func targets(max: Double, word: String) throws {
    let yaml = Self.yaml.replacing("guardrails:\n", with: "guardrails:\n  cpa: {max: \(max)}\n")
    let review = try Self.review(yaml: yaml)
    let arm = review.experiments[0].metrics[0].variants[1]
    #expect((arm.interval?.lower ?? 0) < 12 && (arm.interval?.upper ?? 0) > 12.4 && (arm.interval?.upper ?? 20) < 14)
    let story = ExperimentStory(experiment: review.experiments[0], words: Wording(language: .english, currency: "CNY")).paragraphs.joined(separator: "\n")
    #expect(story.contains("=new, one \(word)"), "\(story)")
  }

  @Test("JSON says of an interval with an open end that it has one")
  func unbounded() throws {
    let whole = try Self.review()
    let metric = whole.experiments[0].metrics[0]
    func text(_ interval: Interval) -> String {
      let own = MetricReview(
        name: metric.name, title: metric.title, kind: metric.kind, role: metric.role, direction: metric.direction, unit: nil, grain: metric.grain, isConditional: false,
        variants: [VariantReview(id: "a", interval: interval)])
      let experiment = ExperimentReview(id: "x", title: "x", progress: .init(phase: .running), decision: whole.experiments[0].decision, metrics: [own])
      let review = Review(project: "P", currency: "CNY", asOf: whole.asOf, every: 14, slot: whole.slot, experiments: [experiment], funds: [])
      return ReviewReport(review, options: ReportOptions(language: .english)).json
    }
    #expect(text(Interval(estimate: 0.5, lower: 0.1, upper: nil, level: 0.95)).contains("\"unbounded\": true"))
    #expect(text(Interval(estimate: 0.5, lower: nil, upper: 0.9, level: 0.95)).contains("\"unbounded\": true"))
    #expect(!text(Interval(estimate: 0.5, lower: 0.1, upper: 0.9, level: 0.95)).contains("unbounded"))
    #expect(!text(Interval(estimate: nil, lower: nil, upper: nil, level: 0.95, reason: "not_a_look")).contains("unbounded"))
  }

  @Test("the first sentence counts, and what needs a person comes first")
  func summary() throws {
    func review(_ id: String, _ action: Action, phase: Phase = .running, spend: Double? = nil) -> ExperimentReview {
      ExperimentReview(id: id, title: id, progress: .init(phase: phase, periodSpend: spend), decision: Decision(action: action, reasons: []))
    }
    // What is no longer what was told comes before all else.
    let verdict = RecordedVerdict(action: .continue, variant: nil, reasons: [], date: CalendarDay(number: 20_759))
    let changed = ExperimentReview(
      id: "r", title: "r", progress: .init(phase: .running), decision: Decision(action: .continue, reasons: []),
      past: RecordedPast(revised: RecordedRevision(date: verdict.date, reason: .correctedData, was: nil, now: verdict, changes: [], acknowledged: nil)))
    #expect(ReviewSummary.ordered([review("s", .scale), changed]).map(\.id) == ["r", "s"])
    let experiments = [
      review("p", .planned, phase: .planned), review("c", .continue, spend: 100), review("b", .blocked), review("s", .scale, spend: 20), review("x", .stop),
      review("d", .decided, phase: .decided), review("s2", .scale),
    ]
    #expect(ReviewSummary.ordered(experiments).map(\.id) == ["s", "s2", "x", "b", "c", "p", "d"])
    let whole = Review(
      project: "P", currency: "CNY", asOf: CalendarDay(number: 20_773), every: 14, slot: .init(number: nil, date: nil, next: nil, isDue: false), experiments: experiments,
      funds: [])
    let sentence = ReviewSummary(review: whole, words: Wording(language: .english, currency: "CNY")).sentence
    #expect(sentence.hasPrefix("Scale two, stop one, mend one, keep one running, one not started, one closed."))
    #expect(sentence.contains("¥120 spent, 4 tests running, 1 blocked") && sentence.contains("The 2 weeks to 15 Nov 2026"))
  }

  @Test("changes in words: which side, and which end is open")
  func changes() {
    let words = Wording(language: .english, currency: "CNY")
    func change(_ estimate: Double?, _ lower: Double?, _ upper: Double?, reason: String? = nil) -> String? {
      words.change(Interval(estimate: estimate, lower: lower, upper: upper, level: 0.95, reason: reason))
    }
    #expect(change(0, -0.1, 0.1) == "no difference (between 10 % less and 10 % more)")
    #expect(change(0.2, 0.1, 0.3) == "20 % more (between 10 % and 30 % more)")
    #expect(change(0.2, 0, 0.3) == "20 % more (between 0 % and 30 % more)")
    #expect(change(-0.2, -0.3, 0) == "20 % less (between 0 % and 30 % less)")
    #expect(change(0.2, nil, 0.3) == "20 % more (at most 30 % more; no lower limit)")
    #expect(change(nil, nil, nil) == "no estimate yet; anything is still possible" && change(nil, nil, nil, reason: "not_a_look") == nil)
    let compact = { (interval: Interval) in words.compactChange(interval) }
    #expect(compact(Interval(estimate: -0.18, lower: -0.28, upper: nil, level: 0.95)) == "−18 % (−28 % … no limit)")
    #expect(compact(Interval(estimate: 0.2, lower: nil, upper: nil, level: 0.95, reason: "not_a_look")) == nil)
    #expect(words.list(["a", "b", "c"]) == "a, b and c" && words.list(["a"]) == "a" && words.list([]) == "")
  }
}
