import ExperimentDecisions
import ExperimentModel
import Glibc
import Testing

/// What a person is told about money without a verdict: no results for it, and how winners differ.
struct MoneyAlertsTests {
  private static let yaml = """
    start: 2026-11-02
    duration: 28d
    variants: {old: {}, new: {}, third: {}}
    data: {file: x.csv, variant: v, date: d}
    metrics:
      leads: {type: proportion, numerator: a, denominator: b}
      cac: {type: cost_per, cost: c, per: r}
    primary: leads
    guardrails:
      cac: {max: 50}

    """

  private func arms(_ successes: [Double], results: [Double]) -> [[Story.Day]] {
    zip(successes, results).map { share, perDay in
      (0..<28).map { day in Story.Day(metrics: [((share * 1000 + Double(day % 3) - 1).rounded(), 1000), (10, perDay)], spend: 10) }
    }
  }

  @Test("no result for more than the target: the chance of that at the target is said, exactly; below the target nothing is")
  func noResults() throws {
    var story = try Story(Self.yaml)
    let data = arms([0.1, 0.1, 0.1], results: [1, 0, 1])
    let early = try story.status(data, on: "2026-11-06")
    #expect(!early.alerts.contains { $0.code == .noResults })
    let review = try story.review(data, on: "2026-11-16")
    let alert = try #require(review.alerts.first { $0.code == .noResults })
    // 14 days at 10 a day against a target of 50: 2.8 times, e^−2.8 = 6.08 %.
    #expect(alert.variant == "new" && alert.before == 50 && alert.now == 140)
    #expect(abs((alert.change ?? 0) - exp(-2.8)) < 1e-15)
    #expect(review.alerts.filter { $0.code == .noResults }.count == 1)
  }

  @Test("two winners: the better one is named, and whether the other differs from it is said", arguments: [(0.205, false), (0.3, true)])
  func otherWinners(best: Double, differs: Bool) throws {
    var story = try Story(Self.yaml)
    let review = try story.review(arms([0.1, 0.2, best], results: [1, 1, 1]), on: "2026-11-16")
    #expect(review.decision.action == .scale && review.decision.variant == "third")
    #expect(review.decision.otherWinners == [.init(variant: "new", differs: differs)])
  }
}
