import ExperimentModel
import Testing

@testable import ExperimentDecisions

/// Rule 6 and the experiment, as a table over three treatments' standings.
@Suite("Verdict: from standings to what the experiment should do")
struct VerdictTableTests {
  private static let winner = ReachedAtLook(standing: .winner, reason: .winner, look: 1)
  private static let loser = ReachedAtLook(standing: .loser, reason: .loser, look: 1)
  private static let futile = ReachedAtLook(standing: .dropped, reason: .futile, look: 1)
  private static let broken = ReachedAtLook(standing: .dropped, reason: .guardrailBroken, look: 1, guardrail: "refunds")

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let reached: [Int: ReachedAtLook]
    var looks = 1
    var isFinal = false
    var evidence = "randomized"
    var health: [HealthItem] = []
    let action: Action
    var variant: String?
    let reasons: [ReasonCode]
  }

  private static let blocked = HealthItem(check: .sampleRatio, ok: false, blocking: true)
  private static let stale = HealthItem(check: .staleData, ok: false, blocking: true)
  private static let flagged = HealthItem(check: .spendImbalance, ok: false, blocking: false)

  @Test(arguments: [
    Row(testDescription: "no look yet", reached: [:], looks: 0, action: .continue, reasons: [.tooEarly]),
    Row(testDescription: "a look, nothing crossed", reached: [:], action: .continue, reasons: [.boundaryNotCrossed]),
    Row(testDescription: "one is out, the others go on", reached: [1: loser], action: .continue, reasons: [.boundaryNotCrossed]),
    Row(testDescription: "a winner among undecided ones", reached: [2: winner], action: .scale, variant: "b", reasons: [.winner]),
    Row(testDescription: "a winner beside losers", reached: [1: loser, 2: winner, 3: futile], action: .scale, variant: "b", reasons: [.winner]),
    Row(testDescription: "two winners: the better value is named", reached: [1: winner, 3: winner], action: .scale, variant: "c", reasons: [.winner]),
    Row(testDescription: "all are out, each reason once", reached: [1: loser, 2: broken, 3: loser], action: .stop, reasons: [.loser, .guardrailBroken]),
    Row(testDescription: "the final look without a winner", reached: [1: loser], isFinal: true, action: .stop, reasons: [.noWinner]),
    Row(testDescription: "a winner at the final look", reached: [1: winner], isFinal: true, action: .scale, variant: "a", reasons: [.winner]),
    Row(testDescription: "blocked, whatever was reached", reached: [1: winner], health: [blocked, stale], action: .blocked, reasons: [.sampleRatio, .staleData]),
    Row(testDescription: "flagged is not blocked", reached: [:], health: [flagged], action: .continue, reasons: [.boundaryNotCrossed]),
    Row(
      testDescription: "a winner that chance did not deal", reached: [1: winner], evidence: "observational", action: .blocked, reasons: [.notRandomized]),
    Row(testDescription: "a stop needs no chance", reached: [:], isFinal: true, evidence: "observational", action: .stop, reasons: [.noWinner]),
  ])
  func rules(_ row: Row) throws {
    let design = try Hall.design("looks: auto", variants: "{old: {}, a: {}, b: {}, c: {}}", evidence: row.evidence)
    var past = PastLooks()
    for look in 0..<row.looks {
      past.add(
        .init(date: Hall.end - 14 + look, spendingTime: 0.5, isFinal: row.isFinal, comparisons: [nil, nil, nil], guardrails: []), reached: row.reached)
    }
    let evidence = Hall.evidence(
      design, on: row.isFinal ? Hall.end : Hall.end - 14, health: row.health, past: past, days: 14,
      values: [(100, 1000), (110, 1000), (120, 1000), (130, 1000)])
    let decision = Verdict(evidence: evidence, past: past).decision()
    #expect(decision.action == row.action && decision.variant == row.variant && decision.reasons == row.reasons, "\(decision)")
    #expect(decision.dropped.count == row.reached.values.count { $0.standing != .winner })
    // The bound of the rule never says that a test goes on which has ended.
    if Verdict.surelyContinues(past), row.health.allSatisfy({ !$0.blocking }) { #expect(decision.action == .continue) }
  }

  @Test("too early while the days bar every treatment, although a look was taken", arguments: [(6, ReasonCode.tooEarly), (7, .boundaryNotCrossed)])
  func barredByDays(days: Int, reason: ReasonCode) throws {
    let design = try Hall.design("looks: auto")
    var past = PastLooks()
    past.add(.init(date: Hall.end - 14, spendingTime: 0.5, isFinal: false, comparisons: [nil], guardrails: []), reached: [:])
    let decision = Verdict(evidence: Hall.evidence(design, on: Hall.end - 14, past: past, days: days), past: past).decision()
    #expect(decision.action == .continue && decision.reasons == [reason])
  }

  @Test("a test that its money ended is said to have been, also when money was added afterwards")
  func budgetRemembered() throws {
    var past = PastLooks()
    past.add(.init(date: Hall.end, spendingTime: 1, isFinal: true, comparisons: [nil], guardrails: []), reached: [:])
    let evidence = Hall.evidence(try Hall.design("looks: auto"), past: past)
    #expect(Verdict(evidence: evidence, past: past, before: [.noWinner, .budgetSpent]).decision().reasons == [.noWinner, .budgetSpent])
    #expect(Verdict(evidence: evidence, past: past, before: [.noWinner]).decision().reasons == [.noWinner])
  }

  @Test("what a person decided stands in the verdict's place, with the recommendation beside it; a note does not")
  func person() throws {
    let day = Hall.end
    let scale = Decision(action: .scale, variant: "b", reasons: [.winner])
    let closed = scale.closed(by: PersonDecision(action: .stop, variant: nil, note: "the season is over", date: day))
    #expect(closed.action == .decided && closed.reasons == [.closed] && closed.variant == nil)
    #expect(closed.recommended == .scale && closed.recommendedVariant == "b")
    let noted = scale.closed(by: PersonDecision(action: .continue, variant: nil, note: "seen", date: day))
    #expect(noted.action == .scale && noted.variant == "b" && noted.person?.note == "seen")
  }
}
