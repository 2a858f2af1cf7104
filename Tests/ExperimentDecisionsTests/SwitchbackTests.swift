import ExperimentDecisions
import ExperimentModel
import TestSupport
import Testing

/// Days that switch between variants: the days are the units, so few days prove little however many clicks they had.
struct SwitchbackTests {
  private static func yaml(_ schedule: String, period: String = "1d") -> String {
    """
    start: 2026-11-02
    duration: 56d
    evidence: switchback
    period: \(period)
    schedule: \(schedule)
    variants: {off: {}, on: {}}
    data: {file: x.csv, variant: v, date: d}
    metrics:
      roas: {type: return_on, value: a, cost: b}
    primary: roas

    """
  }

  /// A day belongs to one arm; the other's row is empty.
  private func arms(_ draws: inout SplitMix64, effect: Double, period: Int = 1, mixed: Set<Int> = []) -> [[Story.Day]] {
    var arms: [[Story.Day]] = [[], []]
    var isOn = false
    for day in 0..<56 {
      if day % period == 0 { isOn = period > 1 ? !isOn : draws.uniform() < 0.5 }
      for arm in 0..<2 {
        let runs = (arm == 1) == isOn || mixed.contains(day)
        let value = (200 + 40 * draws.normal()) * (arm == 1 ? effect : 1)
        arms[arm].append(Story.Day(metrics: [runs ? (value, 100) : (0, 0)], spend: runs ? 100 : 0))
      }
    }
    return arms
  }

  @Test("a real difference between random days is found; by days, on Welch")
  func found() throws {
    var draws = SplitMix64(seed: 4)
    var story = try Story(Self.yaml("random"))
    let arms = arms(&draws, effect: 1.4)
    for date in ["2026-11-16", "2026-11-30", "2026-12-14", "2026-12-28"] where story.ledger.standings.isEmpty { _ = try story.review(arms, on: date) }
    #expect(story.ledger.standings["on"]?.standing == .winner)
    #expect(story.ledger.standings["on"]?.method == "welch-by-period")
  }

  @Test("an order that was not drawn by chance is not scaled, and stopped all the same")
  func fixedOrder() throws {
    var draws = SplitMix64(seed: 4)
    var story = try Story(Self.yaml("fixed"))
    let arms = arms(&draws, effect: 1.4)
    var last: ExperimentReview?
    for date in ["2026-11-16", "2026-11-30", "2026-12-14", "2026-12-28"] { last = try story.review(arms, on: date) }
    #expect(last?.decision.action == .blocked && last?.decision.reasons == [.notRandomized])
  }

  @Test("no difference: at most 2.6 % winners over many tests")
  func honest() throws {
    var draws = SplitMix64(seed: 9)
    let template = try Story(Self.yaml("random"))
    var winners = 0
    for _ in 0..<600 {
      var story = template
      let arms = arms(&draws, effect: 1)
      for date in ["2026-11-16", "2026-11-30", "2026-12-14", "2026-12-28"] where story.ledger.standings.isEmpty { _ = try story.review(arms, on: date) }
      if story.ledger.standings["on"]?.standing == .winner { winners += 1 }
    }
    let allowed = 0.026 * 600
    #expect(Double(winners) <= allowed + 2.576 * (allowed * 0.974).squareRoot(), "\(winners) of 600")
  }

  @Test("days with both variants are left out and counted; fewer than four periods give no answer")
  func mixedAndFew() throws {
    var draws = SplitMix64(seed: 4)
    var story = try Story(Self.yaml("random"))
    let review = try story.review(arms(&draws, effect: 1, mixed: [1, 3, 4]), on: "2026-11-16")
    #expect(review.health.contains { $0.check == .dataNote && $0.count == 3 })
    var weekly = try Story(Self.yaml("random", period: "7d"))
    let early = try weekly.review(arms(&draws, effect: 1, period: 7), on: "2026-11-30")
    #expect(early.decision.action == .continue)
    let reason = try weekly.status(arms(&draws, effect: 1, period: 7), on: "2026-12-10").metrics[0].variants[1].comparison?.reason
    #expect(reason == "too_few_units")
  }
}
