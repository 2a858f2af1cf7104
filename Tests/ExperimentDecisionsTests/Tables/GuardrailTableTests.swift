import ExperimentDecisions
import ExperimentModel
import Testing

/// A guardrail's status on both sides of each of its edges, at one look that spends everything: one-sided 2.5 %, however many treatments there are.
@Suite("Guardrails: broken, over, not shown safe, safe")
struct GuardrailTableTests {
  private func review(_ metric: String, _ limits: String, _ days: [[(Double, Double)]]) throws -> ExperimentReview {
    var story = try Story(
      """
      start: 2026-11-02
      duration: 28d
      variants: {old: {}, new: {}, third: {}}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: a, denominator: b}
        g: \(metric)
      primary: m
      guardrails:
        g: {\(limits)}
      decision: {looks: fixed, daily: pooled}

      """)
    return try story.review(days.map { arm in arm.map { Story.Day(metrics: [(10, 100), $0]) } }, on: "2026-11-30")
  }

  private func status(_ metric: String, _ limits: String, _ days: [[(Double, Double)]]) throws -> GuardrailReview.Status? {
    try review(metric, limits, days).metrics.first { $0.name == "g" }?.variants[1].guardrail?.status
  }

  /// 1,000 yuan and ten results over 28 days.
  private static let cost = (0..<28).map { ($0 < 20 ? 35.0 : 37.5, $0 < 10 ? 1.0 : 0) }
  /// 20 of 100.
  private static let share = (0..<28).map { ($0 < 20 ? 1.0 : 0, $0 < 16 ? 4.0 : 3) }

  /// Garwood's interval for ten results is 4.7954 to 18.390 (χ² tables): 54.376 to 208.53 yuan a result.
  @Test(
    "at most, for a cost per result",
    arguments: [
      (54.3, .broken), (54.4, .over), (99.9, .over), (100, .notShownSafe), (208.5, .notShownSafe), (208.6, .safe),
    ] as [(Double, GuardrailReview.Status)])
  func ceiling(limit: Double, expected: GuardrailReview.Status) throws {
    #expect(try status("{type: cost_per, cost: c, per: r}", "max: \(limit)", [Self.cost, Self.cost, Self.cost]) == expected)
  }

  /// Wilson's interval for 20 of 100 is 13.337 % to 28.883 %.
  @Test(
    "at least, for a share",
    arguments: [
      ("28.9%", .broken), ("28.8%", .over), ("20.1%", .over), ("20%", .notShownSafe), ("13.4%", .notShownSafe), ("13.3%", .safe),
    ] as [(String, GuardrailReview.Status)])
  func floor(limit: String, expected: GuardrailReview.Status) throws {
    #expect(try status("{type: proportion, numerator: s, denominator: t}", "min: \(limit)", [Self.share, Self.share, Self.share]) == expected)
  }

  @Test("money without a single result is over any limit, and proves nothing")
  func noResults() throws {
    let none = Self.cost.map { ($0.0, 0.0) }
    // The lower end without a result: 1,000 / 3.689 = 271.1 yuan.
    #expect(try status("{type: cost_per, cost: c, per: r}", "max: 272", [Self.cost, none, Self.cost]) == .over)
    #expect(try status("{type: cost_per, cost: c, per: r}", "max: 271", [Self.cost, none, Self.cost]) == .broken)
  }

  @Test("a change: the interval of the comparison against the limit, up and down")
  func change() throws {
    let metric = "{type: proportion, numerator: s, denominator: t}"
    let half = Self.share.enumerated().map { ($0.offset < 10 ? 1.0 : 0, $0.element.1) }
    func interval(_ old: [(Double, Double)], _ new: [(Double, Double)]) throws -> Interval {
      try #require(try review(metric, "max: 100%", [old, new, old]).metrics.first { $0.name == "g" }?.variants[1].comparison?.relative)
    }
    func percent(_ share: Double) -> String { "\((share * 1_000_000).rounded() / 10_000)%" }
    // Twice as many as the control's: estimate +100 %, and the limits on either side of both ends.
    let up = try interval(half, Self.share)
    #expect(abs((up.estimate ?? 0) - 1) < 1e-9)
    let (low, high) = (try #require(up.lower), try #require(up.upper))
    for (limit, expected) in [(high - 0.01, GuardrailReview.Status.notShownSafe), (high + 0.01, .safe), (0.99, .over), (1.01, .notShownSafe)] {
      #expect(try status(metric, "max_increase: \(percent(limit))", [half, Self.share, half]) == expected, "\(limit)")
    }
    if low > 0.01 { #expect(try status(metric, "max_increase: \(percent(low - 0.005))", [half, Self.share, half]) == .broken) }
    // Half as many: −50 %.
    let down = try interval(Self.share, half)
    let (worst, best) = (try #require(down.lower), try #require(down.upper))
    #expect(abs((down.estimate ?? 0) + 0.5) < 1e-9)
    for (limit, expected) in [(-worst - 0.01, GuardrailReview.Status.notShownSafe), (-worst + 0.01, .safe), (0.49, .over), (0.51, .notShownSafe)] {
      #expect(try status(metric, "max_decrease: \(percent(limit))", [Self.share, half, Self.share]) == expected, "\(limit)")
    }
    if best < -0.01 { #expect(try status(metric, "max_decrease: \(percent(-best - 0.005))", [Self.share, half, Self.share]) == .broken) }
    // The control itself has no change.
    #expect(try review(metric, "max_increase: 10%", [half, Self.share, half]).metrics.first { $0.name == "g" }?.variants[0].guardrail == nil)
  }

  /// 5 and 10 of 100 a day for 28 days: 140 and 280 of 2,800, +100 % or −50 %, z about 7.
  @Test("a change beyond its limit drops the treatment, up and down", arguments: [("max_increase: 40%", 5.0, 10.0), ("max_decrease: 30%", 10, 5)])
  func dropped(limit: String, old: Double, new: Double) throws {
    func arm(_ count: Double) -> [(Double, Double)] { Array(repeating: (count, 100), count: 28) }
    let review = try review("{type: proportion, numerator: s, denominator: t}", limit, [arm(old), arm(new), arm(old)])
    #expect(review.decision.dropped.map(\.variant) == ["new"] && review.decision.dropped.map(\.guardrail) == ["g"])
  }

  @Test("of two limits the worse one is shown; a control beyond its limit is an alert, nothing more")
  func worse() throws {
    let review = try review("{type: cost_per, cost: c, per: r}", "max: 54, min: 1", [Self.cost, Self.cost, Self.cost])
    let arms = try #require(review.metrics.first { $0.name == "g" }?.variants)
    #expect(arms.map { $0.guardrail?.status } == [.over, .broken, .broken])
    #expect(review.alerts.filter { $0.code == .controlOverLimit }.map(\.variant) == ["old"])
    #expect(review.decision.action == .stop && review.decision.reasons == [.guardrailBroken] && review.decision.dropped.map(\.variant) == ["new", "third"])
  }

  @Test("off a look nothing is broken")
  func betweenLooks() throws {
    let story = try Story(
      """
      start: 2026-11-02
      duration: 28d
      variants: {old: {}, new: {}}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: a, denominator: b}
        g: {type: cost_per, cost: c, per: r}
      primary: m
      guardrails:
        g: {max: 20}
      decision: {looks: fixed, daily: pooled}

      """)
    let arm = Self.cost.map { Story.Day(metrics: [(10, 100), $0]) }
    let review = try story.status([arm, arm], on: "2026-11-25")
    #expect(review.metrics[1].variants[1].guardrail?.status == .over)
    #expect(review.alerts.contains { $0.code == .guardrailOver && $0.variant == "new" })
  }
}
