import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics
import Testing

/// Corners that real tests run into: arms that stop, money without results, information that must keep its unit, a date looked at twice.
struct CornersTests {
  private static func head(_ metric: String, more: String = "", days: Int = 42, variants: String = "{a: {}, b: {}}") -> String {
    """
    start: 2026-01-05
    duration: \(days)d
    variants: \(variants)
    data: {file: x.csv, variant: v, date: d}
    metrics:
      m: \(metric)
    \(more)primary: m

    """
  }

  private static func steady(_ value: (Double, Double), days: Int, spend: Double = 0, units: Double? = nil) -> [Story.Day] {
    (0..<days).map { day in Story.Day(metrics: [(value.0 + Double(day % 3), value.1)], spend: spend, units: units) }
  }

  @Test("money without a single result breaks a limit on its cost, by the exact bound")
  func zeroResults() throws {
    let yaml = Self.head(
      "{type: proportion, numerator: x, denominator: n}", more: "  cac: {type: cost_per, cost: c, per: r}\nguardrails:\n  cac: {max: 15}\n")
    var story = try Story(yaml, every: 7, anchor: "2026-01-05")
    let control = (0..<42).map { Story.Day(metrics: [(10 + Double($0 % 3), 100), (100, 10)]) }
    let empty = (0..<42).map { Story.Day(metrics: [(10 + Double($0 % 3), 100), (100, 0)]) }
    var last: ExperimentReview?
    for week in 1...6 where story.ledger.standings.isEmpty {
      last = try story.review([control, empty], on: (try #require(CalendarDay(iso: "2026-01-05")) + 7 * week).description)
    }
    #expect(last?.decision.action == .stop && last?.decision.reasons == [.guardrailBroken])
    #expect(last?.decision.dropped.first?.guardrail == "cac")
    let recorded = try #require(story.ledger.looks.last?.guardrails.first { $0.variant == "b" })
    #expect(recorded.limit == .max && recorded.limitValue == 15 && recorded.status == .broken && recorded.estimate == nil)
    #expect(try #require(recorded.lower) > 15)
    // Between looks it stays what it was proven to be.
    let later = try story.status([control, empty], on: "2026-02-20")
    #expect(later.metrics.last?.variants.last?.guardrail?.status == .broken)
  }

  @Test("a loser whose rows stop coming does not unbalance the split or the spend of the others")
  func loserStops() throws {
    let yaml =
      Self.head(
        "{type: cost_per, cost: c, per: r}", variants: "{a: {}, b: {}, c: {}}"
      ).replacing("duration: 42d", with: "duration: 42d\nbudget: {total: 100000}") + "decision: {spending: pocock}\n"
    var story = try Story(yaml, every: 7, anchor: "2026-01-05")
    let arm = { (results: Double, days: Int) in
      (0..<42).map { day in day < days ? Story.Day(metrics: [(200, results + Double(day % 2))], spend: 200, units: 100) : Story.Day(metrics: [(0, 0)]) }
    }
    let arms = [arm(20, 42), arm(20, 42), arm(4, 7)]
    let first = try story.review(arms, on: "2026-01-12")
    #expect(story.ledger.standings["c"]?.standing == .loser && first.decision.action == .continue)
    for date in ["2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09"] {
      let review = try story.review(arms, on: date)
      #expect(review.decision.action == .continue && review.monitoring.isLook, "\(date): \(review.decision.reasons)")
    }
  }

  @Test("a treatment that stopped undecided does not hold up minimum_days of the others, and is pointed out")
  func treatmentStops() throws {
    let yaml = Self.head("{type: proportion, numerator: x, denominator: n}", variants: "{a: {}, b: {}, c: {}}") + "decision: {minimum_days: 20}\n"
    var story = try Story(yaml, every: 7, anchor: "2026-01-05")
    let stopped = Array(Self.steady((21, 200), days: 14))
    var last: ExperimentReview?
    for week in 1...5 {
      let date = (try #require(CalendarDay(iso: "2026-01-05")) + 7 * week).description
      last = try story.review([Self.steady((20, 200), days: 42), Self.steady((40, 200), days: 42), stopped], on: date)
    }
    #expect(story.ledger.standings["b"]?.standing == .winner, "\(String(describing: last?.decision))")
    #expect(last?.alerts.contains { $0.code == .variantStopped && $0.variant == "c" } == true)
  }

  @Test("the unit of information is one for all looks: a first look of one day, and looks before and after day 7")
  func information() throws {
    var story = try Story(Self.head("{type: proportion, numerator: x, denominator: n}", days: 6), every: 1, anchor: "2026-01-05")
    let arms = [Self.steady((18, 60), days: 6), Self.steady((19, 60), days: 6)]
    for day in 6...10 { _ = try story.review(arms, on: day < 10 ? "2026-01-0\(day)" : "2026-01-10") }
    let seen = story.ledger.looks.compactMap { $0.comparisons.first?.information }
    #expect(seen.count == 5)
    // Equal days bring equal information: nearly 1, 2, 3 … times the first.
    for (index, value) in seen.enumerated() { #expect(abs(value / seen[0] / Double(index + 1) - 1) < 0.05, "\(seen)") }
    // Days that scatter change the test's variance, not the looks' correlation. Five days of twenty are no look yet.
    var scattered = try Story(Self.head("{type: cost_per, cost: c, per: r}", days: 20), every: 5, anchor: "2026-01-05")
    let counts = (0..<20).map { Double([2, 30, 9, 19][$0 % 4]) }
    let bursts = [counts, counts.reversed()].map { arm in arm.map { Story.Day(metrics: [(100, $0)], spend: 100) } }
    for date in ["2026-01-10", "2026-01-15", "2026-01-20", "2026-01-25"] { _ = try scattered.review(bursts, on: date) }
    let spread = scattered.ledger.looks.compactMap { $0.comparisons.first?.information }
    #expect(spread.count == 3 && spread == spread.sorted() && abs(spread[2] / spread[0] - 2) < 0.25, "\(spread)")
  }

  @Test("before against after shares no days: the days themselves are compared; only an accepted risk can scale it")
  func beforeAfter() throws {
    let yaml = Self.head("{type: proportion, numerator: x, denominator: n}") + "evidence: before-after\ndecision: {accept: [before-after]}\n"
    var story = try Story(yaml, every: 14, anchor: "2026-01-05")
    func half(_ from: Int, _ to: Int, _ share: Double) -> [Story.Day] {
      (0..<42).map { day in (from..<to).contains(day) ? Story.Day(metrics: [(share * 500 + Double(day % 5), 500)]) : Story.Day(metrics: [(0, 0)]) }
    }
    let arms = [half(0, 21, 0.1), half(21, 42, 0.14)]
    let early = try story.review(arms, on: "2026-01-19")
    #expect(early.decision.action == .continue && early.decision.reasons == [.tooEarly])
    _ = try story.review(arms, on: "2026-02-02")
    let last = try story.review(arms, on: "2026-02-16")
    #expect(last.decision.action == .scale && last.metrics[0].variants[1].comparison?.method == "welch-by-day", "\(last.decision)")
  }

  @Test("a look with no answer keeps the reason, never a p of 1")
  func noAnswer() throws {
    var story = try Story(Self.head("{type: cost_per, cost: c, per: r}", days: 14), every: 7, anchor: "2026-01-05")
    let arms = [0, 1].map { _ in (0..<14).map { _ in Story.Day(metrics: [(100, 0)], spend: 100) } }
    let first = try story.review(arms, on: "2026-01-12")
    #expect(!first.monitoring.isLook && first.metrics[0].variants[1].comparison?.reason == "zero_results")
    _ = try story.review(arms, on: "2026-01-19")
    let later = try story.review(arms, on: "2026-01-20")
    #expect(later.metrics[0].variants[1].comparison?.reason == "zero_results" && later.metrics[0].variants[1].comparison?.pValue == nil)
    // Not one result in any arm is no test that was carried out and found nothing.
    #expect(later.decision.action == .blocked && later.decision.reasons == [.nothingToCompare])
  }

  @Test("looks: 2 takes the review after a missed one for its look")
  func missedOfTwo() throws {
    let yaml = Self.head("{type: proportion, numerator: x, denominator: n}") + "decision: {looks: 2}\n"
    let arms = [Self.steady((20, 200), days: 42), Self.steady((21, 200), days: 42)]
    var kept = try Story(yaml, every: 7, anchor: "2026-01-05")
    let dates = ["2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09", "2026-02-16"]
    #expect(try dates.map { try kept.review(arms, on: $0).monitoring.isLook } == [false, false, true, false, false, true])
    var missed = try Story(yaml, every: 7, anchor: "2026-01-05")
    let later = try dates.filter { $0 != "2026-01-26" }.map { try missed.review(arms, on: $0).monitoring.isLook }
    #expect(later == [false, false, true, false, true])
    #expect(missed.ledger.looks.map(\.spendingTime) == [28.0 / 42, 1])
  }

  @Test("the same date again is no second look; a test whose money is gone waits for no newer rows; past the end the final look is due")
  func dates() throws {
    let yaml = Self.head("{type: cost_per, cost: c, per: r}").replacing("duration: 42d", with: "duration: 42d\nbudget: {total: 2000}")
    var story = try Story(yaml, every: 14, anchor: "2026-01-05")
    let arms = [10.0, 11].map { results in
      (0..<42).map { day in day < 10 ? Story.Day(metrics: [(100, results + Double(day % 3))], spend: 100) : Story.Day(metrics: [(0, 0)]) }
    }
    // The money ends on day 10 of 42; the rows end with it, four days before the review.
    let quality = DataQuality.clean(newest: CalendarDay(iso: "2026-01-14"))
    let due = try story.status(arms.map { Array($0.prefix(10)) }, on: "2026-01-19")
    #expect(due.progress.phase == .ended && due.monitoring.nextLook == CalendarDay(iso: "2026-01-19"))
    let final = try story.review(arms.map { Array($0.prefix(10)) }, on: "2026-01-19", quality: quality)
    #expect(final.monitoring.isFinalLook && final.decision.reasons.contains(.budgetSpent), "\(final.decision)")
    var other = try Story(Self.head("{type: proportion, numerator: x, denominator: n}"), every: 7, anchor: "2026-01-05")
    let two = [Self.steady((20, 200), days: 42), Self.steady((21, 200), days: 42)]
    #expect(try other.review(two, on: "2026-01-12").monitoring.isLook)
    #expect(!(try other.review([Self.steady((20, 200), days: 42), Self.steady((50, 200), days: 42)], on: "2026-01-12").monitoring.isLook))
    #expect(other.ledger.looks.count == 1 && other.ledger.standings.isEmpty)
  }

  @Test("what the data could prove and what an effect needs are said at the same precision as the test")
  func outlook() throws {
    let yaml = Self.head("{type: cost_per, cost: c, per: r}", days: 28) + "decision: {minimum_effect: 20%}\n"
    var story = try Story(yaml, every: 14, anchor: "2026-01-05")
    let arms = [0, 1].map { _ in (0..<28).map { _ in Story.Day(metrics: [(250, 10)], spend: 250) } }
    let review = try story.review(arms, on: "2026-01-19")
    let outlook = try #require(review.outlook)
    // 140 results an arm: SE of the log ratio √(2/140); (1.95996 + 0.84162)·SE = 0.33486; e^−0.33486 = 0.71544.
    #expect(abs(try #require(outlook.provable) - (1 - 0.715443)) < 1e-4)
    // ln 0.8 = −0.22314: (0.33486/0.22314)² times the data.
    #expect(abs(try #require(outlook.dataNeeded) - 2.25188) < 2e-3)
  }
}
