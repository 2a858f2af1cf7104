import ExperimentDecisions
import ExperimentModel
import Testing

/// Advice, corrections and what is shown between looks say what the comparison that decides says.
@Suite("One likelihood for verdict and advice")
struct OneLikelihoodTests {
  private static func story(
    end: String, variants: String = "{a: {}, b: {}}", metric: String = "{type: cost_per, cost: s, per: x}", more: String = "",
    decision: String = "scale_value: 100000"
  ) throws -> Story {
    try Story(
      """
      start: 2026-01-05
      end: \(end)
      evidence: randomized
      variants: \(variants)
      control: a
      data: {file: x.csv, variant: v, date: date}
      metrics:
        m: \(metric)
      \(more)primary: m
      decision: {\(decision)}

      """, every: 14, anchor: "2026-01-05")
  }

  /// Money over results; for a return the value over the money.
  private static func arms(_ days: [String: [Double]], _ ids: [String] = ["a", "b"], isReturn: Bool = false, guarded: Bool = false) -> [[Story.Day]] {
    ids.map { id in
      let (money, results) = (days["\(id).s"] ?? [], days["\(id).x"] ?? [])
      return money.indices.map { day in
        var metrics = [isReturn ? (results[day], money[day]) : (money[day], results[day])]
        if guarded { metrics.append(((days["\(id).r"] ?? [])[day], results[day])) }
        return Story.Day(metrics: metrics, spend: money[day])
      }
    }
  }

  @Test("a split that drifts while results fall: the advice names the winner, not the arm with the better totals")
  func drifting() throws {
    var story = try Self.story(end: "2026-02-01")
    let review = try story.review(Self.arms(CaseDays.drifting), on: "2026-02-02")
    #expect(review.decision.action == .scale && review.decision.variant == "b")
    let advice = review.advice
    #expect(advice.best == "b" && (advice.probabilityBest?["b"] ?? 0) > 0.999)
    // b is about 24 % cheaper: choosing a would lose some 24,000 of 100,000.
    #expect((advice.expectedLoss?["b"] ?? .infinity) < 50 && (20_000...27_000).contains(advice.expectedLoss?["a"] ?? 0))
  }

  @Test("a weekly pattern of both arms is no doubt about their difference")
  func weekly() throws {
    var story = try Self.story(end: "2026-02-01")
    let review = try story.review(Self.arms(CaseDays.weekly), on: "2026-02-02")
    #expect(review.decision.action == .scale)
    // 2,849 against 3,070 results: 0.998 by chance alone; days that scatter by 1.45 of chance leave z = 2.38, 0.991.
    #expect((0.985...0.999).contains(review.advice.probabilityBest?["b"] ?? 0))
    #expect((review.advice.expectedLoss?["b"] ?? .infinity) < 30)
  }

  @Test("an arm out of the test is no choice, and nothing is lost against it")
  func dropped() throws {
    var story = try Self.story(
      end: "2026-02-01", variants: "{a: {}, b: {}, c: {}}", more: "  ref: {type: proportion, numerator: r, denominator: x}\nguardrails:\n  ref: {max: 10%}\n",
      decision: "scale_value: 100000, minimum_effect: 5%")
    let review = try story.review(Self.arms(CaseDays.dropped, ["a", "b", "c"], guarded: true), on: "2026-01-19")
    #expect(review.decision.dropped.map(\.variant) == ["b"])
    let advice = review.advice
    #expect(Set((advice.expectedLoss ?? [:]).keys) == ["a", "c"] && Set((advice.probabilityBest ?? [:]).keys) == ["a", "c"])
    // 543 against 562 results: a few per cent either way.
    #expect((advice.expectedLoss ?? [:]).values.allSatisfy { $0 < 8000 })
    #expect((advice.regretOfWaiting ?? .infinity) < 3000)
    #expect(abs((advice.probabilityBest ?? [:]).values.reduce(0, +) - 1) < 1e-9)
  }

  @Test("a hypothesis that may not be rejected yet leaves the others their level: p over all variants and interval agree")
  func barred() throws {
    var story = try Self.story(end: "2026-01-18", variants: "{a: {}, b: {}, c: {}}", decision: "")
    let review = try story.review(Self.arms(CaseDays.fewDaysOfOne, ["a", "b", "c"]), on: "2026-01-19")
    let c = try #require(review.metrics[0].variants[2].comparison)
    let (p, upper) = (try #require(c.adjustedPValue), try #require(c.relative.upper))
    #expect(p > 0.05 && upper > 0 && review.metrics[0].variants[2].standing == .leading)
    let b = try #require(review.metrics[0].variants[1].comparison)
    #expect(b.pValue == nil && b.reason == "too_few_units")
  }

  @Test("between looks returns are compared within days, as the verdict does")
  func fallingReturns() throws {
    let story = try Self.story(end: "2026-03-15", metric: "{type: return_on, value: x, cost: s}", decision: "")
    let review = try story.status(Self.arms(CaseDays.fallingReturns, isReturn: true), on: "2026-03-02")
    let shown = try #require(review.metrics[0].variants[1].comparison?.difference)
    #expect((shown.lower ?? 0) < 0 && (shown.upper ?? 0) > 0, "\(shown)")
  }

  @Test("one day of the test is left: waiting costs that day and is worth what one day tells")
  func oneDayLeft() throws {
    var story = try Self.story(end: "2026-01-19")
    let review = try story.review(Self.arms(CaseDays.oneDayLeft), on: "2026-01-19")
    #expect(review.decision.action == .continue)
    // Two arms of 1,000 a day. Its worth by chance alone is 518 (Poisson, Monte Carlo); the days scatter by more than that, and leave more to be told.
    #expect(abs((review.advice.costOfWaiting ?? 0) - 2000) < 1e-6)
    #expect((450...650).contains(review.advice.valueOfWaiting ?? 0))
    let over = try story.review(Self.arms(CaseDays.oneDayLeft), on: "2026-01-21")
    #expect(over.advice.costOfWaiting == nil)
  }

  /// 70, 70 and 54 results for 700 each: a third that is a third dearer adds little to what is open between the first two.
  @Test("an arm that is hardly the best makes waiting worth neither more nor less of what is lost")
  func alike() throws {
    func share(_ prices: [Double]) throws -> Double {
      var story = try Self.story(end: "2026-02-01", variants: prices.count == 3 ? "{a: {}, b: {}, c: {}}" : "{a: {}, b: {}}")
      let arms = prices.map { price in (0..<28).map { Story.Day(metrics: [(100, 100 / price + Double($0 % 3) - 1)], spend: 100) } }
      let advice = try story.review(arms, on: "2026-01-12").advice
      #expect(advice.expectedLoss?.count == prices.count)
      return try #require(advice.valueOfWaiting) / #require(advice.expectedLoss?.values.min())
    }
    let (two, three) = (try share([10, 10]), try share([10, 10, 13]))
    #expect(two > 0.1 && abs(three / two - 1) < 0.2, "\(three) against \(two)")
  }

  /// 14 results against 5 at equal money: z = 9/√19 = 2.06 and 2 % by chance alone; on days that scatter some 2.5 times as far as chance about 10 %.
  @Test("a handful of results on days that scatter is worth fewer")
  func fewScatteredResults() throws {
    var story = try Self.story(end: "2026-01-18")
    func arm(_ results: [Double]) -> [Story.Day] { results.map { Story.Day(metrics: [(100, $0)], spend: 100) } }
    let review = try story.review([arm([6, 0, 0, 5, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0]), arm([0, 2, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0])], on: "2026-01-19")
    #expect((0.05...0.3).contains(review.advice.probabilityBest?["b"] ?? 0), "\(review.advice.probabilityBest ?? [:])")
  }

  @Test("a handful of results keeps exact posteriors, on the exposure that each day asks for")
  func fewResults() throws {
    // b runs on the days that bring little. Per day both arms do alike; totals alone would call a far better.
    let busy = [(90.0, 3.0, 10.0, 0.0), (90, 2, 10, 1)]
    let quiet = [(10.0, 0.0, 90.0, 1.0), (10, 0, 90, 0)]
    let days = (busy + quiet + busy + quiet).map { $0 }
    var story = try Self.story(end: "2026-01-12")
    let review = try story.review(
      [days.map { Story.Day(metrics: [($0.0, $0.1)], spend: $0.0) }, days.map { Story.Day(metrics: [($0.2, $0.3)], spend: $0.2) }], on: "2026-01-13")
    // 10 against 4 results in all, 11 and 3 expected by days: b's 4 are rather more than its share.
    #expect((review.advice.probabilityBest?["b"] ?? 0) > 0.5)
  }
}
