import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics
import Testing

/// What reviews say of days that remember the day before.
@Suite("Days that remember")
struct RememberingDaysTests {
  /// - Parameter planned: days; nil: as many as there are.
  private static func review(_ results: [(Double, Double)], planned: Int? = nil) throws -> ExperimentReview {
    var story = try Story(
      """
      start: 2026-01-05
      duration: \(planned ?? results.count)d
      variants: {a: {}, b: {}}
      control: a
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: cost_per, cost: c, per: r}
      primary: m
      decision: {looks: fixed}

      """, every: results.count, anchor: "2026-01-05")
    let arms = [results.map { Story.Day(metrics: [(100, $0.0)], spend: 100) }, results.map { Story.Day(metrics: [(100, $0.1)], spend: 100) }]
    return try story.review(arms, on: (try #require(CalendarDay(iso: "2026-01-05")) + results.count).description)
  }

  private static func finding(_ review: ExperimentReview) -> (item: HealthItem, widening: Double, chance: Double)? {
    guard let item = review.health.first(where: { $0.check == .daysCorrelated }), case .daysRemember(_, _, _, let widening, _, let chance) = item.finding else {
      return nil
    }
    return (item, widening, chance)
  }

  /// A fortnight with b ahead by half, a fortnight even: 28 contributions whose neighbours are alike. As independent days t is about 5; widened it is no proof.
  @Test("a shock that lasts two weeks is seen, costs what it costs, and proves nothing")
  func lasting() throws {
    let results = (0..<28).map { day -> (Double, Double) in
      let ahead: Double = day < 14 ? 150 : 100
      return (100 + Double(day % 3), ahead + Double(day % 2))
    }
    let review = try Self.review(results)
    let seen = try #require(Self.finding(review))
    #expect(!seen.item.ok && !seen.item.blocking && seen.widening > 1.5 && (0.02...0.5).contains(seen.chance))
    #expect(review.decision.action == .stop && review.decision.reasons == [.noWinner])
  }

  @Test("days that forget are told nothing of memory, from a fortnight on", arguments: [14, 28])
  func forgetting(days: Int) throws {
    let review = try Self.review((0..<days).map { (100 + Double($0 % 3), 130 + Double($0 % 2)) })
    #expect(Self.finding(review) == nil && review.decision.action == .scale)
  }

  @Test("said aloud while the test runs only where it will never have the days", arguments: [(9, false), (13, false), (14, true), (28, true)])
  func running(planned: Int, isQuiet: Bool) throws {
    let told = try #require(Self.finding(try Self.review((0..<8).map { (100 + Double($0 % 3), 103 - Double($0 % 2)) }, planned: planned)))
    #expect(told.item.ok == isQuiet)
  }

  @Test("of several comparisons the one that was widened most is told")
  func most() throws {
    var story = try Story(
      "start: 2026-01-05\nduration: 28d\nvariants: {a: {}, b: {}, c: {}}\ncontrol: a\ndata: {file: x.csv, variant: v, date: d}\n"
        + "metrics:\n  m: {type: cost_per, cost: c, per: r}\nprimary: m\ndecision: {looks: fixed}\n", every: 28, anchor: "2026-01-05")
    func arm(_ results: (Int) -> Double) -> [Story.Day] { (0..<28).map { Story.Day(metrics: [(100, results($0))], spend: 100) } }
    let (even, lasting) = (arm { 130 + Double($0 % 2) }, arm { ($0 < 14 ? 150 : 100) + Double($0 % 2) })
    let review = try story.review([arm { 100 + Double($0 % 3) }, lasting, even], on: "2026-02-02")
    #expect(try #require(Self.finding(review)).widening > 1.5)
  }

  @Test("with fewer than fourteen days the page says what a lasting shock could do", arguments: [10, 4])
  func few(days: Int) throws {
    let review = try Self.review((0..<days).map { (100 + Double($0 % 3), 103 - Double($0 % 2)) })
    let told = try #require(Self.finding(review))
    #expect(!told.item.ok && !told.item.blocking && told.widening == 1)
    // Ten days as independent ones at ρ ½; of four the part that was allowed for.
    #expect(days == 10 ? abs(told.chance - DayMemory.falseWinnerChance(correlation: 0.5, days: 10, level: 0.025)) < 1e-9 : (0.03...0.12).contains(told.chance))
  }
}
