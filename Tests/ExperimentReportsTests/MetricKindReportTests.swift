import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics
import FoundationEssentials
import TestSupport
import Testing

@testable import ExperimentReports

/// Every kind of metric in words and in JSON, with an effect, without one, and with nothing to say.
@Suite("Every metric kind in reports")
struct MetricKindReportTests {
  private static let start = CalendarDay(number: 20_759)
  private static let end = CalendarDay(number: 20_787)

  private static func experiment(_ one: MetricKindCase) throws -> Experiment {
    let workspace = try DeclarationReader.workspace(
      bytes: Array("project: Kinds\ncurrency: CNY\ntimezone: UTC\n".utf8), file: "mvp.yaml", timeZones: TimeZoneDatabase { _ in nil })
    return try DeclarationReader.experiment(bytes: Array(one.yaml().utf8), file: "experiments/kind.yaml", in: workspace)
  }

  /// 28 days of 200 in 1,000 (or as many units), the second arm a half more.
  private static func values(_ metric: Metric, _ one: MetricKindCase, arm: Int, count: Double = 200) -> MetricSummary.Values {
    let count = arm == 0 ? count : count * 1.5
    func cell(_ day: Int) -> DayCell {
      let (a, b) = (count + Double(day * 5 % 7), 1000 + Double(day * 13 % 51))
      return DayCell(day: start + day, numerator: metric.facts.isCost ? b : a, denominator: metric.facts.isCost ? a : b)
    }
    switch one.grain {
    case .days: return .days((0..<28).map(cell))
    case .totals: return .totals(numerator: (0..<28).reduce(0) { $0 + cell($1).numerator }, denominator: (0..<28).reduce(0) { $0 + cell($1).denominator })
    case .units:
      let share = count / 1000
      let below = one.isPair ? UnitValues.JointPart(mean: 1, squaredDeviations: 100, coDeviation: 20) : nil
      return .units(
        UnitValues(count: 1000, sum: count, mean: share, squaredDeviations: 1000 * share * (1 - share), denominator: below, days: 28))
    }
  }

  private static func review(_ one: MetricKindCase, _ arms: (Metric) -> [MetricSummary.Values]) throws -> (ExperimentReview, Review) {
    let experiment = try experiment(one)
    let summary = ExperimentSummary(
      variants: arms(experiment.primary).map { values in
        VariantSummary(
          units: 1000, days: (0..<28).map { start + $0 }, spend: [], undatedSpend: 0,
          metrics: [MetricSummary(values: values, missing: 0, immature: 0, segments: [], fractional: false)], rows: 28)
      },
      quality: DataQuality(
        files: [], rows: 56, badRows: 0, badRowExamples: [], outsideNames: [], outsideDates: 0, afterAsOf: 0, shortRows: 0, unitsInTwoVariants: 0,
        units: 2000, overlaps: [], impossible: [], newestDay: end - 1, notes: []))
    let calendar = ReviewCalendar(anchor: start, every: 14)
    let outcome = ExperimentReviewer(calendar: calendar, asOf: end, purpose: .review)
      .outcome(for: experiment, summary: .success(summary), ledger: ExperimentLedger())
    let review = Review(
      project: "Kinds", currency: "CNY", asOf: end, every: 14, slot: .init(number: 2, date: end, next: nil, isDue: true), experiments: [outcome.review],
      funds: [])
    return (outcome.review, review)
  }

  @Test("Words in both languages and JSON that can be read, whatever the numbers are", arguments: MetricKindCase.runnable)
  func reports(_ one: MetricKindCase) throws {
    let worlds: [(Metric) -> [MetricSummary.Values]] = [
      { metric in (0..<2).map { Self.values(metric, one, arm: $0) } }, { metric in (0..<2).map { _ in Self.values(metric, one, arm: 0) } },
      { metric in (0..<2).map { Self.values(metric, one, arm: $0, count: 0) } }, { _ in [.nothing, .nothing] },
    ]
    for world in worlds {
      let (experiment, review) = try Self.review(one, world)
      for language in [Language.english, .simplifiedChinese] {
        let options = ReportOptions(language: language)
        let report = ExperimentReport(experiment, in: review, options: options)
        for text in [report.text, report.markdown, report.html, report.csv, ReviewReport(review, options: options).text, StatusReport(review, options: options).text] {
          #expect(!text.isEmpty)
          let words = Set(text.split { !$0.isLetter }.map(String.init))
          #expect(words.isDisjoint(with: ["nan", "NaN", "inf", "Infinity", "nil", "Optional"]), "\(one)")
        }
        #expect(report.text.contains(where: \.isCJK) == (language == .simplifiedChinese), "one language at a time")
        let json = try JSONDecoder().decode(AnyJSON.self, from: Data(report.json.utf8))
        #expect(json.text(at: "type") == one.kind)
      }
    }
  }

  @Test("Where values lie below zero there is nothing relative to say: verdicts state the difference with its interval")
  func belowZero() throws {
    func arm(_ mean: Double) -> MetricSummary.Values {
      .units(UnitValues(count: 1000, nonzero: 1000, negative: 100, sum: 1000 * mean, mean: mean, squaredDeviations: 1000, denominator: nil, days: 28))
    }
    let one = try #require(MetricKindCase.all.first { $0.kind == "mean" })
    // A standard error of √2/√1000 = 0.0447, times 1.96: 0.088 to each side.
    for (effect, english, chinese) in [
      (0.5, " m: +0.5 (+0.412 … +0.588) against old.", "m：与“old”相差 +0.5（+0.412 … +0.588）。"),
      (-0.5, " new: m −0.5 (−0.588 … −0.412) against old.", "“new”的m与“old”相差 −0.5（−0.588 … −0.412）。"),
      (0.05, " Still possible: new +0.05 (−0.0378 … +0.138) against old.", "仍有可能：“new”与“old”相差 +0.05（−0.0378 … +0.138）。"),
    ] {
      let (experiment, _) = try Self.review(one) { _ in [arm(0.1), arm(0.1 + effect)] }
      let texts = [Language.english, .simplifiedChinese].map {
        DecisionSentence(experiment: experiment, words: Wording(language: $0, currency: "CNY")).text
      }
      #expect(texts[0].contains(english), "\(texts[0])")
      #expect(texts[1].contains(chinese), "\(texts[1])")
    }
  }

  @Test("A value is printed as its kind has it", arguments: MetricKindCase.all)
  func values(_ one: MetricKindCase) throws {
    let metric = try Self.experiment(one).primary
    let review = MetricReview(
      name: "m", title: "M", kind: metric.kind, role: .primary, direction: metric.direction, unit: nil, grain: metric.grain, isConditional: false)
    let english = Figures(language: .english, currency: "CNY")
    let expected =
      switch one.kind {
      case "proportion", "repeat": ("25 %", "+5.0 points")
      case "cost_per": ("¥0.25", "+¥0.05")
      case "return_on": ("¥0.25 per ¥1", "+¥0.05")
      default: ("0.25", "+0.05")
      }
    #expect(english.value(0.25, of: review) == expected.0)
    #expect(english.difference(0.05, of: review) == expected.1)
  }
}

extension Character {
  fileprivate var isCJK: Bool { unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) } }
}

/// Any JSON there is, to see that it is some.
private enum AnyJSON: Decodable {
  case object([String: AnyJSON]), array([AnyJSON]), string(String), number(Double), bool(Bool), null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([AnyJSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: AnyJSON].self))
    }
  }

  /// The first text under this key, wherever it stands.
  func text(at key: String) -> String? {
    switch self {
    case .object(let members):
      if case .string(let text)? = members[key] { return text }
      return members.keys.sorted().lazy.compactMap { members[$0]?.text(at: key) }.first
    case .array(let elements): return elements.lazy.compactMap { $0.text(at: key) }.first
    default: return nil
    }
  }
}
