import ExperimentModel
import Testing

@testable import ExperimentDecisions

/// Rules 2 to 5 as a table. One look that spends everything: the line is at z = 1.96, an interval reaches 1.96 errors to each side.
@Suite("Standings: what one look makes of each treatment")
struct StandingsTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let estimate: Double
    let error: Double
    var effect = "minimum_effect: 10%"
    var broken = false
    var days = 28
    let expected: ReachedStanding?
    var reason: ReasonCode?
    var crossed: ReachedStanding?
  }

  @Test(arguments: [
    Row(testDescription: "z = 3, interval +10.4 % … +49.6 %", estimate: 0.3, error: 0.1, expected: .winner, reason: .winner),
    Row(testDescription: "z = 4, interval +4.1 % … +11.9 % still holds 10 %", estimate: 0.08, error: 0.02, expected: .winner, reason: .winner),
    Row(
      testDescription: "z = 2.5, interval +1.1 % … +8.9 % leaves nothing worth having", estimate: 0.05, error: 0.02, expected: .dropped, reason: .futile,
      crossed: .winner),
    Row(testDescription: "the same without a minimum effect", estimate: 0.05, error: 0.02, effect: "looks: fixed", expected: .winner, reason: .winner),
    Row(testDescription: "z = 1.95 goes on", estimate: 0.195, error: 0.1, expected: nil),
    Row(testDescription: "z = 1.97 wins", estimate: 0.197, error: 0.1, expected: .winner, reason: .winner),
    Row(testDescription: "z = −3", estimate: -0.3, error: 0.1, expected: .loser, reason: .loser),
    Row(testDescription: "nothing seen, ±7.8 %: no effect worth having", estimate: 0, error: 0.04, expected: .dropped, reason: .futile),
    Row(testDescription: "nothing seen, ±11.8 %: goes on", estimate: 0, error: 0.06, expected: nil),
    Row(testDescription: "z = 3 with a guardrail broken", estimate: 0.3, error: 0.1, broken: true, expected: .dropped, reason: .guardrailBroken),
    Row(testDescription: "z = 3 on six days of a test of four weeks", estimate: 0.3, error: 0.1, days: 6, expected: nil),
    Row(
      testDescription: "z = −3 on six days is no loser yet, and −49.6 % … −10.4 % leaves nothing worth having", estimate: -0.3, error: 0.1, days: 6,
      expected: .dropped, reason: .futile),
    Row(
      testDescription: "z = −3 on six days without a minimum effect goes on", estimate: -0.3, error: 0.1, effect: "looks: fixed", days: 6, expected: nil),
    Row(testDescription: "no effect worth having needs no week", estimate: 0, error: 0.04, days: 6, expected: .dropped, reason: .futile),
  ])
  func rules(_ row: Row) throws {
    let design = try Hall.design("looks: fixed" + (row.effect == "looks: fixed" ? "" : ", \(row.effect)"))
    let evidence = Hall.evidence(design, days: row.days)
    let look = Hall.look(design, [NormalComparison(estimate: row.estimate, error: row.error)], broken: row.broken ? [1: "refunds"] : [:])
    let reached = Standings(evidence: evidence, look: look, past: PastLooks()).reached()
    let expected = row.expected.map { standing in
      [1: ReachedAtLook(standing: standing, reason: row.reason ?? .futile, look: 1, crossed: row.crossed, guardrail: row.broken ? "refunds" : nil)]
    }
    #expect(reached == expected ?? [:])
  }

  @Test("minimum_days: neither winner, loser nor futile before them")
  func minimumDays() throws {
    let design = try Hall.design("looks: fixed, minimum_effect: 10%, minimum_days: 21")
    for (estimate, error) in [(0.3, 0.1), (-0.3, 0.1), (0.0, 0.04)] {
      let look = Hall.look(design, [NormalComparison(estimate: estimate, error: error)])
      #expect(Standings(evidence: Hall.evidence(design, days: 20), look: look, past: PastLooks()).reached().isEmpty)
      #expect(!Standings(evidence: Hall.evidence(design, days: 21), look: look, past: PastLooks()).reached().isEmpty)
    }
  }

  @Test("a standing stays, except a winner's whose guardrail breaks later")
  func stays() throws {
    let design = try Hall.design(variants: "{old: {}, new: {}, third: {}}")
    var past = PastLooks()
    past.add(
      .init(date: Hall.end - 14, spendingTime: 0.5, isFinal: false, comparisons: [nil, nil], guardrails: []),
      reached: [
        1: ReachedAtLook(standing: .winner, reason: .winner, look: 1), 2: ReachedAtLook(standing: .loser, reason: .loser, look: 1),
      ])
    let up = NormalComparison(estimate: 0.5, error: 0.1)
    let evidence = Hall.evidence(design, past: past)
    #expect(Standings(evidence: evidence, look: Hall.look(design, [up, up], past: past), past: past).reached().isEmpty)
    let broken = Hall.look(design, [up, up], broken: [1: "refunds", 2: "refunds"], past: past)
    #expect(
      Standings(evidence: evidence, look: broken, past: past).reached() == [
        1: ReachedAtLook(standing: .dropped, reason: .guardrailBroken, look: 2, guardrail: "refunds")
      ])
  }

  /// Half-way: z = 0.4 now. A true effect of 20 % of 0.1 is 0.02, two errors at this information, so that at the end z has the mean (0.4 + 2)/√2 = 1.697 and
  /// the deviation √½, against the line 1.969: power Q(0.385) = 0.350.
  @Test("futility: conditional power of the final look by hand", arguments: [(0.01, false), (0.33, false), (0.37, true), (0.5, true)])
  func conditionalPower(threshold: Double, isDropped: Bool) throws {
    let design = try Hall.design("looks: auto, minimum_effect: 20%, futility: \(threshold)")
    let half = Hall.end - 14
    let look = Hall.look(design, [NormalComparison(estimate: 0.004, error: 0.01, baseline: 0.1)], on: half, spendingTime: 0.5)
    let reached = Standings(evidence: Hall.evidence(design, on: half, days: 14), look: look, past: PastLooks()).reached()
    #expect(reached == (isDropped ? [1: ReachedAtLook(standing: .dropped, reason: .futile, look: 1)] : [:]))
  }

  @Test("futility: the bounds of conditional power say what the boundary of every later look says", arguments: ["obrien-fleming", "pocock"])
  func conditionalPowerBounds(_ spending: String) throws {
    var told = [true: 0, false: 0]
    for effect in ["5%", "20%"] {
      let design = try Hall.design("looks: auto, spending: \(spending), minimum_effect: \(effect), futility: 0.1")
      let half = Hall.end - 14
      var evidence = Hall.evidence(design, on: half, days: 14)
      let rule = ConditionalPowerRule(evidence: evidence, past: PastLooks(), spendingTime: 0.5)
      let start = Hall.end - 28
      let schedule = LookSchedule(experiment: design.experiment, calendar: Hall.calendar, asOf: start, summary: nil)
      evidence.lines = PlannedLines(design, schedule: schedule, start: start)
      #expect(evidence.lines != nil)
      let planned = ConditionalPowerRule(evidence: evidence, past: PastLooks(), spendingTime: 0.5)
      for step in -30...30 {
        let look = Hall.look(design, [NormalComparison(estimate: 0.001 * Double(step), error: 0.01, baseline: 0.1)], on: half, spendingTime: 0.5)
        let treatment = try #require(look.primary.treatments.first)
        for threshold in [0.02, 0.1, 0.3, 0.6] {
          let isBelow = rule.isBelow(threshold, treatment)
          #expect(isBelow == rule.isBelow(threshold, treatment, asksBounds: false), "\(effect), z = \(Double(step) / 10), \(threshold)")
          #expect(isBelow == planned.isBelow(threshold, treatment), "by planned lines: \(effect), z = \(Double(step) / 10), \(threshold)")
          told[isBelow, default: 0] += 1
        }
      }
    }
    #expect(told[true, default: 0] > 50 && told[false, default: 0] > 50)
  }

  @Test("futility: the planned lines of several looks to come say the same, whatever information came before", arguments: ["obrien-fleming", "pocock"])
  func plannedLines(_ spending: String) throws {
    let design = try Hall.design("looks: auto, spending: \(spending), minimum_effect: 20%, futility: 0.1")
    let (start, half) = (Hall.end - 28, Hall.end - 14)
    // Reviewed every week: looks at a quarter, a half, three quarters and the end.
    let schedule = LookSchedule(experiment: design.experiment, calendar: ReviewCalendar(anchor: start, every: 7), asOf: start, summary: nil)
    let lines = try #require(PlannedLines(design, schedule: schedule, start: start))
    #expect(lines.enclosure(before: 0.25, now: 0.5, later: [0.75, 1], level: design.alpha) != nil)
    #expect(lines.enclosure(before: 0, now: 0.5, later: [0.75, 1], level: design.alpha) != nil)
    #expect(lines.enclosure(before: 0.4, now: 0.5, later: [0.75, 1], level: design.alpha) == nil)
    #expect(lines.enclosure(before: 0.25, now: 0.5, later: [1], level: design.alpha) == nil)
    var told = [true: 0, false: 0]
    for share in [0.1, 0.5, 0.9] {
      var past = PastLooks()
      past.add(
        PastLooks.Look(date: start + 7, spendingTime: 0.25, isFinal: false, comparisons: [.init(information: 1e4 * share, statistic: 0.3)], guardrails: []), reached: [:])
      let seen = Hall.evidence(design, on: half, days: 14)
      let evidence = Evidence(
        design: design, asOf: half, schedule: schedule, spendingTime: 0.5, isOver: false, metrics: seen.metrics, health: [], days: seen.days, lines: lines)
      let rule = ConditionalPowerRule(evidence: evidence, past: past, spendingTime: 0.5)
      for step in -30...30 {
        let look = Hall.look(design, [NormalComparison(estimate: 0.001 * Double(step), error: 0.01, baseline: 0.1)], on: half, spendingTime: 0.5, past: past)
        let treatment = try #require(look.primary.treatments.first)
        for threshold in [0.02, 0.1, 0.3, 0.6] {
          let isBelow = rule.isBelow(threshold, treatment)
          #expect(isBelow == rule.isBelow(threshold, treatment, asksBounds: false), "\(share), z = \(Double(step) / 10), \(threshold)")
          told[isBelow, default: 0] += 1
        }
      }
    }
    #expect(told[true, default: 0] > 50 && told[false, default: 0] > 50)
  }
}
