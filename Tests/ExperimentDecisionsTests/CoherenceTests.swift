import ExperimentDecisions
import ExperimentModel
import Glibc
import TestSupport
import Testing

/// p and its interval are one statement, at every look, through the product's own path.
@Suite("p below its level ⇔ the interval leaves out no difference")
struct CoherenceTests {
  struct Case {
    let kind: String
    let daily: String
    let variants: Int
    let correction: String
    let days: Int
    let every: Int
  }

  static let cases = [
    Case(kind: "proportion", daily: "within-day", variants: 2, correction: "holm", days: 28, every: 7),
    Case(kind: "proportion", daily: "pooled", variants: 3, correction: "holm", days: 28, every: 14),
    Case(kind: "proportion", daily: "within-day", variants: 4, correction: "bonferroni", days: 4, every: 14),
    Case(kind: "cost_per", daily: "within-day", variants: 2, correction: "holm", days: 28, every: 7),
    Case(kind: "cost_per", daily: "pooled", variants: 3, correction: "dunnett", days: 20, every: 5),
    Case(kind: "cost_per", daily: "within-day", variants: 3, correction: "holm", days: 5, every: 14),
    Case(kind: "return_on", daily: "within-day", variants: 3, correction: "holm", days: 21, every: 7),
  ]

  private static func yaml(_ c: Case) -> String {
    let metric =
      switch c.kind {
      case "proportion": "{type: proportion, numerator: a, denominator: b}"
      case "cost_per": "{type: cost_per, cost: a, per: b}"
      default: "{type: return_on, value: a, cost: b}"
      }
    let variants = (0..<c.variants).map { "v\($0): {}" }.joined(separator: ", ")
    return """
      start: 2026-11-02
      duration: \(c.days)d
      variants: {\(variants)}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: \(metric)
      primary: m
      decision: {daily: \(c.daily), correction: \(c.correction)}

      """
  }

  /// Counts from none to a billion, with effects from none to large, so that p falls on both sides of every level.
  private static func arms(_ c: Case, _ draws: inout SplitMix64) -> [[Story.Day]] {
    let size = pow(10, 0.5 + 8.5 * draws.uniform())
    let share = pow(10, -6 * draws.uniform()) * 0.6
    return (0..<c.variants).map { _ in
      // An effect of the order of its standard error, so that many cases lie near the line.
      let expected = size * share * Double(c.days)
      let effect = exp(2.5 * draws.normal() / max(expected, 1).squareRoot())
      return (0..<c.days).map { _ in
        let exposure = (size * (0.6 + 0.8 * draws.uniform())).rounded(.up)
        let mean = exposure * share * effect
        let count = min(draws.poisson(mean), exposure)
        switch c.kind {
        case "proportion": return Story.Day(metrics: [(count, exposure)])
        case "cost_per": return Story.Day(metrics: [(exposure, count)], spend: exposure)
        default: return Story.Day(metrics: [(count * (1 + 0.3 * draws.uniform()), exposure)], spend: exposure)
        }
      }
    }
  }

  @Test(arguments: cases.indices)
  func coherent(_ index: Int) throws {
    let c = CoherenceTests.cases[index]
    var draws = SplitMix64(seed: 20_261_100 + UInt64(index))
    let template = try Story(CoherenceTests.yaml(c), every: c.every)
    var compared = 0
    var rejections = 0
    for _ in 0..<250 {
      var story = template
      let arms = CoherenceTests.arms(c, &draws)
      let start = try #require(story.experiment.start)
      var spent = 0.0
      var before = [String: RecordedStanding]()
      var date = start + c.every
      while date <= start + c.days + c.every {
        let review = try story.review(arms, on: date.description)
        date = date + c.every
        #expect(review.monitoring.alphaSpent >= spent && review.monitoring.alphaSpent <= 0.05 + 1e-12)
        spent = review.monitoring.alphaSpent
        for (id, standing) in before { #expect(story.ledger.standings[id] == standing, "a standing stays as it was reached") }
        before = story.ledger.standings
        guard review.monitoring.isLook else { continue }
        for variant in review.metrics[0].variants {
          guard let comparison = variant.comparison, comparison.reason == nil, comparison.asOf == nil else { continue }
          guard let p = comparison.pValue, let adjusted = comparison.adjustedPValue else {
            Issue.record("a comparison has its p")
            continue
          }
          #expect(p.isFinite && p >= 0 && p <= 1 && adjusted >= p)
          // The interval stands at the levels tested, so it leaves out "no difference" exactly where the corrected p says so.
          let excludes = (comparison.difference.lower.map { $0 > 0 } ?? false) || (comparison.difference.upper.map { $0 < 0 } ?? false)
          #expect(excludes == (adjusted < 0.05), "adjusted \(adjusted), \(comparison.difference)")
          if comparison.relative.reason == nil {
            let relative = (comparison.relative.lower.map { $0 > 0 } ?? false) || (comparison.relative.upper.map { $0 < 0 } ?? false)
            #expect(relative == excludes, "relative \(comparison.relative), difference \(comparison.difference)")
          }
          if c.variants == 2 { #expect(excludes == (p < 0.05)) }
          compared += 1
          if excludes { rejections += 1 }
        }
      }
    }
    // The cases must have tried both answers often.
    #expect(compared > 300)
    #expect(rejections > 20 && rejections < compared - 20)
  }
}
