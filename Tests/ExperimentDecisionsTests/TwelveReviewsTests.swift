import ExperimentDecisions
import ExperimentModel
import Testing

/// One experiment over twelve reviews: a missed review, a late correction, a dropped arm and an overrun of the budget, look by look.
///
/// The alpha account by hand. 168 days from 5 January, a review every 14: without an overrun review k has t = k/12. Two treatments, Holm, nobody
/// rejected before the end: each of two hypotheses a side stands at α/2/2 = 0.0125, so z = Φ⁻¹(1 − 0.00625) = 2.4977054745, and has spent
/// 2(1 − Φ(z/√t)) by t; the family has spent four times that (two hypotheses, two sides).
///
///     review  t       2(1 − Φ(2.49771/√t))   × 4
///        1    1/12    5.04693e-18            2.01877e-17
///        2    2/12    9.46953e-10            3.78781e-9
///        3    3/12    5.87106e-7             2.34842e-6
///        4    missed: nothing is spent, nothing is lost; review 5 spends for both
///        5    5/12    1.09091e-4             4.36364e-4     the bargain poster is dropped by its guardrail; m stays 2
///        6    6/12    4.11979e-4             1.64792e-3
///        7    7/12    1.07447e-3             4.29788e-3     eleven results of the story poster were taken back: spent stays spent
///        8    8/12    2.22039e-3             8.88156e-3
///        9    10/12   6.21723e-3             2.48689e-2     the budget runs ahead of the days: 42,000 of 50,400 yuan after 126 of 168 days
///       10    1       0.0125                 0.05           all is spent: this is the final look
///       11, 12        no looks: the verdict is repeated
struct TwelveReviewsTests {
  private static let yaml = """
    start: 2026-01-05
    duration: 168d
    budget: {total: 50400, spent: cost}
    variants: {old: {}, story: {}, bargain: {}}
    data: {file: x.csv, variant: v, date: d}
    metrics:
      cpa: {type: cost_per, cost: cost, per: signups}
      refunds: {type: proportion, numerator: refunds, denominator: buyers, direction: decrease}
    primary: cpa
    guardrails:
      refunds: {max: 20%}

    """

  private static let spent: [(review: Int, t: Double, alpha: Double)] = [
    (1, 1.0 / 12, 2.01877e-17), (2, 2.0 / 12, 3.78781e-9), (3, 3.0 / 12, 2.34842e-6), (5, 5.0 / 12, 4.36364e-4), (6, 6.0 / 12, 1.64792e-3),
    (7, 7.0 / 12, 4.29788e-3), (8, 8.0 / 12, 8.88156e-3), (9, 10.0 / 12, 2.48689e-2), (10, 1, 0.05),
  ]

  /// 100 yuan a day each, from day 112 on 200; results in proportion.
  private static func arm(_ results: (Int) -> Double, refunds: (Int) -> Double) -> [Story.Day] {
    (0..<168).map { day in
      let pace = day < 112 ? 1.0 : 2
      return Story.Day(metrics: [(100 * pace, results(day) * pace), (refunds(day), 10)], spend: 100 * pace)
    }
  }

  private static let asFirstReported: [[Story.Day]] = [
    arm({ _ in 5 }, refunds: { _ in 1 }),
    arm({ $0 % 4 == 0 ? 5 : 6 }, refunds: { _ in 1 }),
    // 28 % of buyers want their money back.
    arm({ _ in 5 }, refunds: { $0 % 5 == 0 ? 2 : 3 }),
  ]

  /// On day 95 the console took back a sign-up of each of the days 20…30 of the story poster.
  private static let corrected: [[Story.Day]] = {
    var arms = asFirstReported
    for day in 20...30 { arms[1][day].metrics[0].1 -= 1 }
    return arms
  }()

  @Test func story() throws {
    var story = try Story(Self.yaml, anchor: "2026-01-05")
    let start = try #require(story.experiment.start)
    var kept = [RecordedLook]()
    for review in 1...12 where review != 4 {
      let arms = review >= 7 ? Self.corrected : Self.asFirstReported
      let seen = try story.review(arms, on: (start + 14 * review).description)

      // What was recorded stays, whatever is corrected later.
      #expect(Array(story.ledger.looks.prefix(kept.count)) == kept)
      kept = story.ledger.looks

      if let expected = Self.spent.first(where: { $0.review == review }) {
        #expect(seen.monitoring.isLook, "review \(review) is a look")
        let look = try #require(kept.last)
        #expect(abs(look.spendingTime - expected.t) < 1e-12, "review \(review): t \(look.spendingTime)")
        #expect(abs(look.alphaSpent / expected.alpha - 1) < 1e-5, "review \(review): spent \(look.alphaSpent), by hand \(expected.alpha)")
        #expect(abs(seen.monitoring.alphaSpent / expected.alpha - 1) < 1e-5)
        // Both hypotheses at half of 2.5 % until one is rejected.
        for comparison in look.comparisons where review < 10 { #expect(abs(comparison.winnerLevel - 0.0125) < 1e-15) }
        #expect(look.isFinal == (review == 10))
      } else {
        #expect(!seen.monitoring.isLook && seen.monitoring.alphaSpent == kept.last?.alphaSpent, "review \(review) spends nothing")
      }

      switch review {
      case 1...3: #expect(seen.decision.action == .continue && story.ledger.standings.isEmpty)
      case 5...9:
        #expect(seen.decision.action == .continue)
        #expect(seen.decision.dropped == [.init(variant: "bargain", reason: .guardrailBroken, guardrail: "refunds")])
        #expect(story.ledger.standings["bargain"]?.look == 4, "at the fourth look, which is the fifth review")
        #expect(story.ledger.standings["story"] == nil)
      default:
        #expect(seen.decision.action == .scale && seen.decision.variant == "story")
        #expect(seen.monitoring.isFinalLook == (review == 10))
        #expect(story.ledger.standings["story"]?.look == 9)
        // The verdict's p and interval stay those of its look.
        #expect(seen.metrics[0].variants[1].comparison?.pValue == story.ledger.standings["story"]?.pValue)
      }
    }
    #expect(kept.count == 9)
    // After the crossing: the stage-wise p, and an estimate drawn in from the one seen.
    let last = try story.review(Self.corrected, on: (start + 14 * 12).description)
    let crossed = try #require(last.metrics[0].variants[1].comparison)
    let stagewise = try #require(crossed.stagewise)
    let seen = try #require(crossed.relative.estimate)
    #expect(stagewise.pValue < 0.0125 && stagewise.pValue > 0.001)
    #expect(try #require(stagewise.relative) > seen && (try #require(stagewise.relative)) < 0.5 * seen)
    // Information fell with the correction's eleven results or rose by the fortnight's: never below what was seen before in the account.
    let information = kept.compactMap { look in look.comparisons.first { $0.variant == "story" }?.information }
    #expect(information.count == 9 && information == information.sorted())
  }
}
