import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

/// Which days may carry a verdict: four weeks of daily totals from 2 November 2026, days counted from the start.
@Suite("Days that decide")
struct DecidingDaysTests {
  private static let start = Hall.end - 28

  private func days(_ design: TestDesign, asOf: Int, arms: [Int], paired: [Int: Int] = [:], past: PastLooks = PastLooks(), isOver: Bool = false) -> DaysThatDecide {
    DaysThatDecide(
      design, past: past, asOf: Self.start + asOf, isOver: isOver, days: { variant in (0..<arms[variant]).map { Self.start + $0 }[...] }, paired: { paired[$0] })
  }

  @Test("minimum_days in every live arm; an arm that stopped for good does not hold up the others, unless it is the control")
  func minimumDays() throws {
    let design = try Hall.design("looks: auto, minimum_days: 10", variants: "{old: {}, new: {}, third: {}}")
    func has(_ arms: [Int], asOf: Int = 14, past: PastLooks = PastLooks()) -> Bool { days(design, asOf: asOf, arms: arms, past: past).hasMinimumDays }
    #expect(has([10, 10, 10], asOf: 10) && !has([9, 9, 9], asOf: 9) && !has([10, 10, 9], asOf: 10))
    // Seven days and then silence for more than two.
    #expect(has([14, 14, 7]) && !has([14, 14, 9], asOf: 11) && !has([7, 14, 14]))
    #expect(has([14, 14, 0]) && !has([9, 9, 0], asOf: 9))
    // Without a row anywhere the days that passed count.
    #expect(has([0, 0, 0], asOf: 10) && !has([0, 0, 0], asOf: 9))
    var past = PastLooks()
    past.add(
      .init(date: Self.start + 7, spendingTime: 0.25, isFinal: false, comparisons: [nil, nil], guardrails: []),
      reached: [2: ReachedAtLook(standing: .dropped, reason: .guardrailBroken, look: 1)])
    #expect(has([10, 10, 8], asOf: 10, past: past))
    let one = try Hall.design("looks: auto, minimum_days: 1")
    #expect(days(one, asOf: 1, arms: [1, 1]).hasMinimumDays)
  }

  @Test("a treatment needs seven days beside its control in a test planned for a week or more")
  func week() throws {
    let design = try Hall.design("looks: auto", variants: "{old: {}, new: {}, third: {}}")
    let few = days(design, asOf: 14, arms: [14, 14, 14], paired: [1: 7, 2: 6])
    #expect(few.tooFew == [2] && few.mayDecide(1) && !few.mayDecide(2))
    // Two arms are tested where both may be, whichever of them is named first.
    #expect(few.tooFewToTest(1, versus: 0) == nil)
    for (variant, versus) in [(2, 0), (2, 1), (1, 2), (0, 2)] { #expect(few.tooFewToTest(variant, versus: versus) == .tooFewUnits(have: 6, need: 7)) }
    // The end changes nothing where days were planned.
    #expect(days(design, asOf: 28, arms: [28, 28, 28], paired: [1: 7, 2: 6], isOver: true).tooFew == [2])
    #expect(design.daysForVerdict == 7)
    func need(_ plan: String) throws -> Int? {
      try Story(
        "start: 2026-11-02\n\(plan)\nvariants: {old: {}, new: {}}\ndata: {file: x.csv, variant: v, date: d}\n"
          + "metrics:\n  m: {type: proportion, numerator: a, denominator: b}\nprimary: m\n"
      ).experiment.daysForVerdict
    }
    #expect(try need("duration: 7d") == 7 && need("duration: 6d") == nil)
    #expect(try need("budget: {total: 100, spent: c}") == 7)
    #expect(try need("duration: 28d\ndecision: {daily: pooled}") == nil)
  }

  @Test("a test that ends with its money alone decides at that end on what days it has, and afterwards")
  func money() throws {
    let design = TestDesign(
      try Story(
        "start: 2026-11-02\nbudget: {total: 100, spent: c}\nvariants: {old: {}, new: {}}\ndata: {file: x.csv, variant: v, date: d}\n"
          + "metrics:\n  m: {type: proportion, numerator: a, denominator: b}\nprimary: m\n"
      ).experiment)
    var past = PastLooks()
    past.add(.init(date: Self.start + 4, spendingTime: 1, isFinal: true, comparisons: [nil], guardrails: []), reached: [:])
    #expect(days(design, asOf: 4, arms: [4, 4], paired: [1: 4]).tooFew == [1])
    #expect(days(design, asOf: 4, arms: [4, 4], paired: [1: 4], isOver: true).tooFew.isEmpty)
    #expect(days(design, asOf: 5, arms: [4, 4], paired: [1: 4], past: past).tooFew.isEmpty)
  }

  @Test("before minimum_days nothing is looked at, unless a guardrail asks for it")
  func guarded() throws {
    func review(_ guardrails: String) throws -> (isLook: Bool, looks: Int, action: Action) {
      var story = try Story(
        "start: 2026-11-02\nduration: 28d\nvariants: {old: {}, new: {}}\ndata: {file: x.csv, variant: v, date: d}\n"
          + "metrics:\n  m: {type: proportion, numerator: a, denominator: b}\n  g: {type: proportion, numerator: c, denominator: b}\nprimary: m\n"
          + "\(guardrails)\ndecision: {minimum_days: 21}\n")
      func arm(_ results: Double) -> [Story.Day] { (0..<28).map { _ in Story.Day(metrics: [(results, 100), (10, 100)]) } }
      let review = try story.review([arm(10), arm(20)], on: "2026-11-16")
      return (review.monitoring.isLook, story.ledger.looks.count, review.decision.action)
    }
    #expect(try review("guardrails: {g: {max: 50%}}") == (true, 1, Action.continue))
    #expect(try review("secondary: [g]") == (false, 0, Action.continue))
  }

  @Test("days of the test that are over")
  func elapsed() throws {
    let experiment = try Hall.design().experiment
    #expect([-3, 0, 1, 14, 28, 40].map { experiment.daysElapsed(by: Self.start + $0) } == [0, 0, 1, 14, 28, 28])
  }
}
