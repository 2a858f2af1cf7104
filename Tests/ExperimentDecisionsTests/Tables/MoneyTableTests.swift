import ExperimentModel
import Glibc
import Testing

@testable import ExperimentDecisions

/// Money: what a winner is worth, what waiting costs and is worth, and what is left in a fund. By hand, or from sums over all that could come.
@Suite("Money: worth, waiting, funds")
struct MoneyTableTests {
  private func story(_ metric: String, decision: String = "scale_value: 10000", duration: Int = 28, variants: String = "{old: {}, new: {}}") throws -> Story {
    try Story(
      """
      start: 2026-11-02
      duration: \(duration)d
      budget: {total: 1000000, spent: c}
      variants: \(variants)
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: \(metric)
      primary: m
      decision: {\(decision)}

      """)
  }

  private static let cost = "{type: cost_per, cost: c, per: r}"

  private func arm(_ numerator: Double, _ denominator: Double, spend: Double, days: Int) -> [Story.Day] {
    (0..<days).map { _ in Story.Day(metrics: [(numerator, denominator)], spend: spend) }
  }

  // MARK: Worth

  @Test("half the cost of a result saves half of the money; the ends of the interval change places")
  func savings() throws {
    var story = try story(Self.cost)
    let review = try story.review([arm(200, 10, spend: 200, days: 28), arm(200, 20, spend: 200, days: 28)], on: "2026-11-16")
    #expect(review.decision.action == .scale)
    let worth = try #require(review.worth)
    let relative = try #require(review.metrics[0].variants[1].comparison?.relative)
    #expect(abs(worth.seen - 5000) < 1e-6)
    #expect(worth.least == relative.upper.map { -$0 * 10_000 } && worth.most == relative.lower.map { -$0 * 10_000 })
    #expect((worth.least ?? 0) > 0 && (worth.least ?? 0) < 5000 && (worth.most ?? 0) > 5000)
    #expect(worth.cautious == review.advice.shrunkenEffect.map { -$0 * 10_000 } && (worth.cautious ?? 0) < 5000)
    // Waiting is over with the verdict.
    #expect(review.advice.costOfWaiting == nil && review.advice.valueOfWaiting == nil)
  }

  @Test("twice the share is worth the money once more; what is to fall has no worth in money")
  func gains() throws {
    var story = try story("{type: proportion, numerator: a, denominator: b}")
    let arms = [arm(10, 100, spend: 100, days: 28), arm(20, 100, spend: 100, days: 28)]
    let review = try story.review(arms, on: "2026-11-16")
    let worth = try #require(review.worth)
    #expect(abs(worth.seen - 10_000) < 1e-6)
    let relative = try #require(review.metrics[0].variants[1].comparison?.relative)
    #expect(worth.least == relative.lower.map { $0 * 10_000 } && worth.most == relative.upper.map { $0 * 10_000 })
    #expect((worth.least ?? 0) < 10_000 && (worth.most ?? 0) > 10_000)
    var falling = try self.story("{type: proportion, numerator: a, denominator: b, direction: decrease}")
    let fallen = try falling.review([arms[1], arms[0]], on: "2026-11-16")
    #expect(fallen.decision.action == .scale && fallen.worth == nil)
    var unpriced = try self.story("{type: proportion, numerator: a, denominator: b}", decision: "looks: auto")
    #expect(try unpriced.review(arms, on: "2026-11-16").worth == nil)
  }

  /// Posterior mean under N(0, τ²) on the log scale: e·τ²/(τ² + s²), s the effect over its z.
  @Test("a winner's effect is drawn in by the prior: 0.1 wide, or as wide as the effect worth having", arguments: [("looks: auto", 0.1), ("minimum_effect: 20%", log1p(0.2))])
  func shrunken(decision: String, prior: Double) throws {
    var story = try story(Self.cost, decision: decision)
    let review = try story.review([arm(200, 10, spend: 200, days: 28), arm(200, 20, spend: 200, days: 28)], on: "2026-11-16")
    let z = try #require(story.ledger.looks.first?.comparisons.first?.statistic)
    // ln ½ = −0.6931.
    let error = 0.693_147_180_56 / z
    // Fourteen days have passed that do not scatter: 140 results against 280 at equal cost, z = 70/√105 by chance.
    #expect(abs(z - 70 / 105.0.squareRoot()) < 1e-5, "\(z)")
    #expect(abs(try #require(review.advice.shrinkagePrior) - prior) < 1e-12)
    let expected = exp(-0.693_147_180_56 * prior * prior / (prior * prior + error * error)) - 1
    #expect(abs(try #require(review.advice.shrunkenEffect) - expected) < 1e-6)
  }

  // MARK: Waiting

  struct Waiting: CustomTestStringConvertible, Sendable {
    let results: [Double]
    let money: [Double]
    let days: Int
    let duration: Int
    let growth: Double
    /// Least expected loss of a choice now, and after another fortnight's data: rows of `preposterior.json`, by `preposterior.py` (sums over the
    /// negative-binomial predictive of both arms, beta-prime quantiles).
    let now: Double
    let after: Double
    var testDescription: String { "\(results) results for \(money) in \(days) days" }
  }

  @Test(arguments: [
    Waiting(results: [7, 9], money: [300, 300], days: 14, duration: 28, growth: 1, now: 0.077_271_48, after: 0.041_356_11),
    Waiting(results: [3, 8], money: [400, 500], days: 28, duration: 56, growth: 0.5, now: 0.029_408_18, after: 0.026_826_86),
    Waiting(results: [1, 1], money: [200, 210], days: 28, duration: 56, growth: 0.5, now: 0.262_286_56, after: 0.153_146_61),
  ])
  func waiting(_ row: Waiting) throws {
    let story = try story(Self.cost, decision: "scale_value: 10000, looks: fixed", duration: row.duration)
    let arms = zip(row.results, row.money).map { results, money in
      arm(money / Double(row.days), results / Double(row.days), spend: money / Double(row.days), days: row.days)
    }
    let date = try #require(CalendarDay(iso: "2026-11-02")) + row.days
    let review = try story.status(arms, on: date.description)
    #expect(review.decision.action == .continue)
    let advice = review.advice
    // A fortnight at the pace so far.
    let cost = row.money.reduce(0, +) * row.growth
    #expect(abs(try #require(advice.costOfWaiting) - cost) < 1e-6)
    let lost = try #require(advice.expectedShareLost)
    let least = try #require(lost.values.min())
    #expect(abs(least - row.now) < 5e-4 * row.now)
    let value = try #require(advice.valueOfWaiting)
    let expected = 10_000 * (row.now - row.after)
    #expect(abs(value - expected) < 10_000 * 5e-4 * (row.now + row.after), "\(value) against \(expected)")
    // Half of the money goes to each arm.
    let regret = cost * (try #require(lost["old"]) + (try #require(lost["new"]))) / 2
    #expect(abs(try #require(advice.regretOfWaiting) - regret) < 1e-9 * regret)
    #expect(advice.isWorthWaiting == (value > regret))
    #expect(abs(try #require(advice.expectedLoss?.values.min()) - 10_000 * least) < 1e-9)
    #expect(advice.best == lost.min { $0.value < $1.value }?.key)
  }

  @Test("the money of a period is lost in the planned shares")
  func regretByShares() throws {
    let story = try story(Self.cost, decision: "scale_value: 10000, looks: fixed", variants: "{old: {}, new: {allocation: 3}}")
    let review = try story.status([arm(10, 0.5, spend: 10, days: 14), arm(30, 1.5, spend: 30, days: 14)], on: "2026-11-16")
    let lost = try #require(review.advice.expectedShareLost)
    let regret = 560 * (0.25 * (try #require(lost["old"])) + 0.75 * (try #require(lost["new"])))
    #expect(abs(try #require(review.advice.regretOfWaiting) - regret) < 1e-9)
  }

  // MARK: Funds

  private static let member = """
    start: 2026-09-21
    duration: 60d
    budget: {total: 1000, spent: c, fund: innovation}
    variants: {old: {}, new: {}}
    data: {file: x.csv, variant: v, date: d}
    metrics:
      m: {type: cost_per, cost: c, per: r}
    primary: m

    """

  private func fund(_ period: String, _ members: [(phase: Phase, spend: [(String, Double)], undated: Double)], asOf: String) throws -> Review.FundStatus {
    let workspace = try DeclarationReader.workspace(
      bytes: Array("project: P\ncurrency: CNY\ntimezone: UTC\nfunds:\n  innovation: {total: 50000, period: \(period)}\n".utf8), file: "mvp.yaml",
      timeZones: TimeZoneDatabase { _ in nil })
    let experiment = try DeclarationReader.experiment(bytes: Array(Self.member.utf8), file: "experiments/a.yaml", in: workspace)
    let reviews = try members.map { member in
      let days = try member.spend.map { DayAmount(day: try #require(CalendarDay(iso: $0.0)), amount: $0.1) }
      return ExperimentReview(
        id: "a", title: "a", declared: .init(experiment),
        progress: .init(phase: member.phase, spend: days.reduce(member.undated) { $0 + $1.amount }, spendByDay: days, undatedSpend: member.undated),
        decision: Decision(action: .continue, reasons: [.tooEarly]))
    }
    let stranger = ExperimentReview(
      id: "b", title: "b", progress: .init(phase: .running, spend: 9999, undatedSpend: 9999), decision: Decision(action: .continue, reasons: [.tooEarly]))
    let day = try #require(CalendarDay(iso: asOf))
    return try #require(FundAccount.statuses(of: workspace.workspace, reviews: reviews + [stranger], asOf: day).first)
  }

  @Test("a fund counts what its tests spent in its period, and what the planned and running ones may still spend")
  func funds() throws {
    let members: [(phase: Phase, spend: [(String, Double)], undated: Double)] = [
      // 500 in the quarter and 50 without a date; of 1,000 it has spent 650, so that 350 may still come.
      (.running, [("2026-09-30", 100), ("2026-10-01", 200), ("2026-11-02", 300)], 50),
      // Ended: what is left of its budget is free.
      (.ended, [("2026-10-15", 400)], 0), (.decided, [("2026-10-20", 7)], 0),
      (.planned, [], 0),
      // Overspent: nothing is given back.
      (.running, [("2026-10-05", 1200)], 0),
    ]
    let quarter = try fund("quarter", members, asOf: "2026-11-16")
    #expect(quarter.spent == 550 + 400 + 7 + 1200 && quarter.committed == 350 + 1000)
    #expect(quarter.left == 50_000 - 2157 - 1350)
    // In November alone 300 and the 50; over the year and once for all everything.
    #expect(try fund("month", members, asOf: "2026-11-16").spent == 350)
    #expect(try fund("year", members, asOf: "2026-11-16").spent == 2257)
    #expect(try fund("once", members, asOf: "2027-03-01").spent == 2257)
    #expect(try fund("quarter", members, asOf: "2027-03-01").spent == 50)
  }

  // MARK: What the data can tell

  /// (1.959964 + 0.841621)·0.01 = 0.0280159 on a baseline of 0.1; for an effect of 0.02 the data must grow by (0.0280159/0.02)² = 1.9622.
  @Test("the smallest effect that could have been proven, and the data that the declared one needs")
  func outlook() throws {
    let design = try Hall.design("looks: fixed, minimum_effect: 20%")
    let found = try #require(Outlook(NormalComparison(estimate: 0.01, error: 0.01), baseline: 0.1, experiment: design.experiment, level: 0.025))
    #expect(abs((found.provable ?? 0) - 0.280_158_5) < 1e-6)
    #expect(abs((found.dataNeeded ?? 0) - 1.962_22) < 1e-5)
    let corrected = try #require(Outlook(NormalComparison(estimate: 0.01, error: 0.01), baseline: 0.1, experiment: design.experiment, level: 0.0125))
    // (2.241403 + 0.841621)·0.1.
    #expect(abs((corrected.provable ?? 0) - 0.308_302_4) < 1e-6)
  }
}
