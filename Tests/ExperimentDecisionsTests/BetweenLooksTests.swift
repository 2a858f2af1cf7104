@testable import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics
import TestSupport
import Testing

/// What is shown between looks, and stopping for futility at one.
struct BetweenLooksTests {
  private static func yaml(_ metric: String, _ decision: String) -> String {
    """
    start: 2026-11-02
    duration: 56d
    variants: {old: {}, new: {}}
    data: {file: x.csv, variant: v, date: d}
    metrics:
      m: \(metric)
    primary: m
    decision: {\(decision)}

    """
  }

  private func cost(_ results: Double, days: Int = 56) -> [Story.Day] {
    (0..<days).map { Story.Day(metrics: [(100, results + Double($0 % 3) - 1)], spend: 100) }
  }

  @Test("between looks: an interval that is always valid, no p-value, and nothing changed")
  func alwaysValid() throws {
    let story = try Story(Self.yaml("{type: cost_per, cost: a, per: b}", "looks: auto"))
    let review = try story.status([cost(5), cost(7)], on: "2026-11-20")
    let comparison = try #require(review.metrics[0].variants[1].comparison)
    #expect(comparison.method == "confidence-sequence")
    #expect(comparison.pValue == nil && comparison.reason == nil)
    let relative = comparison.relative
    // 18 days of about 5 and 7 results for 100: about 20 against 14 a result, 29 % less.
    #expect(abs(try #require(relative.estimate) + 2.0 / 7) < 0.01)
    #expect(try #require(relative.lower) < -0.4 && (try #require(relative.upper)) > -0.15)
    // Wider than the ordinary interval of the same results.
    let plain = try ConditionalRates(control: .init(results: 90, exposure: 1800), treatment: .init(results: 126, exposure: 1800), isExact: false)
    #expect(try #require(relative.upper) > 1 / plain.lowerBound(0.025) - 1)
    #expect(story.ledger.looks.isEmpty && review.monitoring.alphaSpent == 0)
  }

  @Test("means and ratios wait for 30 units or days")
  func fewUnits() throws {
    let story = try Story(Self.yaml("{type: return_on, value: a, cost: b}", "looks: auto"))
    let arm = (0..<56).map { Story.Day(metrics: [(100 + Double($0 % 7), 50)], spend: 50) }
    let other = (0..<56).map { Story.Day(metrics: [(100 + Double($0 % 5), 50)], spend: 50) }
    let early = try story.status([arm, other], on: "2026-11-20")
    #expect(early.metrics[0].variants[1].comparison?.reason == "too_few_units")
    let later = try story.status([arm, other], on: "2026-12-10")
    #expect(later.metrics[0].variants[1].comparison?.method == "confidence-sequence")
  }

  @Test("days whose scatter nobody can tell yet show nothing; the seventh does")
  func fewDays() throws {
    let story = try Story(Self.yaml("{type: cost_per, cost: a, per: b}", "looks: auto"))
    #expect(try story.status([cost(5), cost(7)], on: "2026-11-08").metrics[0].variants[1].comparison?.reason == "too_few_units")
    #expect(try story.status([cost(5), cost(7)], on: "2026-11-09").metrics[0].variants[1].comparison?.reason == nil)
    // Declared to be none, there is nothing to wait for.
    let without = try Story(Self.yaml("{type: cost_per, cost: a, per: b}", "looks: auto, dispersion: 1"))
    #expect(try without.status([cost(5), cost(7)], on: "2026-11-08").metrics[0].variants[1].comparison?.reason == nil)
  }

  @Test("whichever arm scatters more counts, so that from the other side the interval is the same: (1 + lower)·(1 + upper) = 1")
  func sides() throws {
    let story = try Story(Self.yaml("{type: cost_per, cost: a, per: b}", "looks: auto"))
    let (calm, wild) = (cost(8), (0..<56).map { Story.Day(metrics: [(100, $0 % 2 == 0 ? 1 : 15)], spend: 100) })
    let one = try #require(try story.status([calm, wild], on: "2026-11-20").metrics[0].variants[1].comparison?.relative)
    let other = try #require(try story.status([wild, calm], on: "2026-11-20").metrics[0].variants[1].comparison?.relative)
    let (low, high) = (try #require(one.lower), try #require(other.upper))
    #expect(abs((1 + low) * (1 + high) - 1) < 1e-9)
  }

  @Test("over units the interval is the deciding test's own at the level of the line, so that skewed money reaches further to one side")
  func unitsByTheirOwnTest() throws {
    let story = try Story(Self.yaml("{type: mean, value: a}", "looks: auto").replacing("variant: v,", with: "variant: v, unit: u,"))
    // 9,000 and 1,000 units of whom 450 and 50 spent 1, 2, 3, 4 or 10 each.
    func arm(_ times: Int) -> UnitValues {
      let spent = [1.0, 2, 3, 4, 10].flatMap { Array(repeating: $0, count: times) } + Array(repeating: 0, count: 95 * times)
      let mean = spent.reduce(0, +) / Double(spent.count)
      return UnitValues(
        count: spent.count, nonzero: 5 * times, sum: 20 * Double(times), mean: mean, squaredDeviations: spent.reduce(0) { $0 + ($1 - mean) * ($1 - mean) },
        cubedDeviations: spent.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) }, denominator: nil, days: 28)
    }
    let (control, treatment) = (arm(90), arm(10))
    let evidence = MetricEvidence(design: MetricDesign(story.experiment, metric: 0), values: [.units(control), .units(treatment)])
    let shown = AlwaysValidDisplay(experiment: story.experiment, evidence: evidence, spendingTime: 0.5).comparison(1, versus: 0)
    // Half way, at 5 %: ρ = 5.99146 + ln 6.99146 = 7.93615, c² = (1 + 1/(ρ/2))·(ln(1 + ρ/2) + 5.99146) = 9.50839, c = 3.08357.
    let level = StandardNormal.upperTail(3.08357)
    let score = try UnitScores(control: control, treatment: treatment)
    let (own, relative) = try (score.difference(SideLevels(lower: level, upper: level)), score.relative(SideLevels(lower: level, upper: level)))
    let (low, high) = try (#require(shown.difference.lower), #require(shown.difference.upper))
    #expect(try abs(low - #require(own.lower.value)) < 1e-5 && abs(high - #require(own.upper.value)) < 1e-5)
    #expect(try abs(#require(shown.relative.upper) - #require(relative.upper.value)) < 1e-3)
    #expect(shown.reason == nil && shown.pValue == nil)
    // Less money of the small arm is the likelier chance where few spend: the bounds are no mirror images.
    #expect(high > -1.1 * low, "\(low) … \(high)")
  }

  @Test("a confidence sequence holds at all looks together: false exclusions over 28 days of looking daily")
  func holdsAtAllTimes() throws {
    let story = try Story(Self.yaml("{type: cost_per, cost: a, per: b}", "looks: auto"))
    var draws = SeededGenerator(seed: 12)
    var excluded = 0
    let runs = 300
    let days = ["2026-11-08", "2026-11-12", "2026-11-17", "2026-11-20", "2026-11-26", "2026-11-29"]
    for _ in 0..<runs {
      let arms = (0..<2).map { _ in (0..<28).map { _ in Story.Day(metrics: [(100, draws.poisson(mean: 6))], spend: 100) } }
      let wrong = try days.contains { day in
        let relative = try story.status(arms, on: day).metrics[0].variants[1].comparison?.relative
        return relative.map { ($0.lower ?? -1) > 0 || ($0.upper ?? 1) < 0 } ?? false
      }
      if wrong { excluded += 1 }
    }
    // At most 5 %, with the binomial's upper 99 % point.
    #expect(Double(excluded) <= 0.05 * Double(runs) + 2.33 * (0.05 * 0.95 * Double(runs)).squareRoot(), "\(excluded) of \(runs)")
  }

  @Test("a treatment that could hardly win any more is dropped as futile, not before it is")
  func futility() throws {
    // After 28 of 56 days 84 results against 78: z about −0.45, and 1.45 were the truth 20 % cheaper. To reach 1.97 at the end from there
    // has a chance of about 4 %; after 14 days it was still about 24 %.
    let arms = [cost(3), cost(2.8)]
    var story = try Story(Self.yaml("{type: cost_per, cost: a, per: b}", "futility: 10%, minimum_effect: 20%"))
    #expect(try story.review(arms, on: "2026-11-16").decision.action == .continue)
    let second = try story.review(arms, on: "2026-11-30")
    #expect(second.decision.action == .stop && second.decision.reasons == [.futile])
    #expect(story.ledger.standings["new"]?.standing == .dropped)
    // The interval alone still holds the effect: without the rule the same data go on.
    var patient = try Story(Self.yaml("{type: cost_per, cost: a, per: b}", "minimum_effect: 20%, futility: off"))
    _ = try patient.review(arms, on: "2026-11-16")
    #expect(try patient.review(arms, on: "2026-11-30").decision.action == .continue)
  }

  @Test("with fewer than five results in an arm nothing is futile")
  func tooFewForFutility() throws {
    var story = try Story(Self.yaml("{type: cost_per, cost: a, per: b}", "futility: 50%, minimum_effect: 30%"))
    let few = (0..<56).map { Story.Day(metrics: [(100, $0 % 12 == 0 ? 1 : 0)], spend: 100) }
    let review = try story.review([few, few], on: "2026-11-16")
    #expect(review.decision.action == .continue)
  }
}
