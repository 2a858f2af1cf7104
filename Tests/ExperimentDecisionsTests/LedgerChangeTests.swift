import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentDecisions

@Suite("Changes of a ledger")
struct LedgerChangeTests {
  private let day = CalendarDay(number: 20_773)

  private func look(_ number: Int, _ date: CalendarDay, alpha: Double = 0.001) -> RecordedLook {
    RecordedLook(number: number, date: date, spendingTime: Double(number) / 5, isFinal: false, alphaSpent: alpha, comparisons: [], guardrails: [])
  }

  private func standing(_ standing: ReachedStanding, _ reason: ReasonCode = .winner) -> RecordedStanding {
    RecordedStanding(standing: standing, reason: reason, look: 1, date: day)
  }

  private func person(_ choice: PersonDecision.Choice, _ date: CalendarDay) -> PersonDecision {
    PersonDecision(action: choice, variant: nil, note: "n", date: date)
  }

  /// A ledger with each of its parts there or not, of one value or another.
  private func drawn(_ draws: inout SplitMix64) -> ExperimentLedger {
    func pick(_ count: Int) -> Int { Int(draws.next() % UInt64(count)) }
    let looks = (0..<pick(4)).map { look($0 + 1, day + 14 * $0, alpha: Double(pick(2)) / 100) }
    let verdicts = [nil] + [Action.scale, .continue].map { RecordedVerdict(action: $0, variant: nil, reasons: [], date: day) }
    var standings = [String: RecordedStanding]()
    for variant in ["b", "c", "d"] where pick(2) == 0 { standings[variant] = standing(pick(2) == 0 ? .winner : .loser) }
    var keys = [String: String]()
    for key in ["end", "primary", "anchor"] where pick(3) > 0 { keys[key] = "\(pick(2))" }
    let persons = [nil, person(.stop, day), person(.continue, day)]
    var ledger = ExperimentLedger(
      looks: looks, standings: standings, spendingTime: Double(pick(3)) / 2, protectedKeys: keys, lastVerdict: verdicts[pick(3)], person: persons[pick(3)])
    if let verdict = ledger.lastVerdict, pick(2) == 0 {
      ledger.revised = RecordedRevision(date: day + pick(2), reason: .correctedData, was: nil, now: verdict, changes: [], acknowledged: nil)
    }
    if pick(2) == 0 { ledger.amendments = (0...pick(2)).map { RecordedAmendment(date: day + $0, why: "w", changes: []) } }
    if pick(2) == 0 { ledger.bars = ["b": RecordedBar(date: day + pick(2), baselines: [])] }
    if pick(2) == 0 { ledger.files = ["f\(pick(2))"] }
    if pick(2) == 0 { ledger.scatter = RecordedScatter(logVariance: Double(pick(3)) / 10, tests: pick(2), days: pick(9)) }
    return ledger
  }

  @Test("What changed, put on what was, is what is: 4,000 pairs of ledgers")
  func roundTrip() {
    var draws = SplitMix64(seed: 20_261_126)
    for _ in 0..<4000 {
      let (before, after) = (drawn(&draws), drawn(&draws))
      let change = LedgerChange(from: before, to: after)
      #expect((change?.applied(to: before) ?? before) == after)
      #expect((change == nil) == (before == after))
    }
  }

  @Test("Every part of a ledger is in its change")
  func everyPart() {
    // A part that is added to the ledger and not here fails the count.
    let parts = Mirror(reflecting: ExperimentLedger()).children.compactMap(\.label)
    #expect(parts == ["looks", "standings", "spendingTime", "protectedKeys", "lastVerdict", "person", "revised", "amendments", "bars", "files", "scatter"])
    var after = ExperimentLedger()
    after.looks = [look(1, day)]
    #expect(LedgerChange(from: .init(), to: after)?.looks?.added == [look(1, day)])
    #expect(LedgerChange(from: after, to: after) == nil)
    // One more look is one look.
    var later = after
    later.looks.append(look(2, day + 14))
    #expect(LedgerChange(from: after, to: later)?.looks?.added == [look(2, day + 14)])
    // A replay keeps what stands before the first difference.
    var replayed = later
    replayed.looks[1].spendingTime = 0.9
    #expect(LedgerChange(from: later, to: replayed)?.looks?.kept == 1)
  }

  // MARK: Two branches

  @Test("What a person closed on one branch stays closed, whatever the other did later")
  func closed() {
    let trunk = ExperimentLedger(looks: [look(1, day)], spendingTime: 0.2)
    var stopped = trunk
    stopped.person = person(.stop, day + 4)
    var noted = trunk
    noted.person = person(.continue, day + 5)
    #expect(stopped.merged(from: trunk, to: noted).person == person(.stop, day + 4))
    #expect(noted.merged(from: trunk, to: stopped).person == person(.stop, day + 4))
    // The other branch's second closing does not take the first one's place.
    var scaled = trunk
    scaled.person = person(.scale, day + 6)
    #expect(stopped.merged(from: trunk, to: scaled).person == person(.stop, day + 4))
    // To take a closing back is an act of its own: on the branch that knew of the closing.
    #expect(stopped.merged(from: stopped, to: trunk).person == nil)
  }

  @Test("Looks of both branches stand in the order of their dates; of one day, the first; alpha spent stays spent")
  func looks() {
    let trunk = ExperimentLedger(looks: [look(1, day, alpha: 0.001)])
    var one = trunk
    one.looks.append(look(2, day + 14, alpha: 0.005))
    var other = trunk
    other.looks.append(look(2, day + 7, alpha: 0.002))
    other.looks.append(look(3, day + 14, alpha: 0.004))
    let merged = one.merged(from: trunk, to: other)
    #expect(merged.looks.map(\.date) == [day, day + 7, day + 14])
    #expect(merged.looks.map(\.number) == [1, 2, 3])
    #expect(merged.looks.map(\.alphaSpent) == [0.001, 0.002, 0.005])
    // What either branch spent is spent, also where the other's later look spent less, and time goes on by the later one.
    one.looks[1].alphaSpent = 0.001
    (one.spendingTime, other.spendingTime) = (0.6, 0.4)
    #expect(one.merged(from: trunk, to: other).looks.map(\.alphaSpent) == [0.001, 0.002, 0.002])
    #expect(one.merged(from: trunk, to: other).spendingTime == 0.6 && other.merged(from: trunk, to: one).spendingTime == 0.6)
    // The same review made on both branches is one.
    #expect(one.merged(from: trunk, to: one).looks == one.looks)
  }

  @Test("A standing stays as the first branch reached it; a broken guardrail overrides it; what one branch amended is amended")
  func standings() {
    let trunk = ExperimentLedger(protectedKeys: ["end": "1", "primary": "p"])
    var one = trunk
    one.standings["b"] = standing(.winner)
    var other = trunk
    other.standings["b"] = standing(.loser, .loser)
    other.standings["c"] = standing(.loser, .loser)
    other.protectedKeys["end"] = "2"
    other.amendments = [RecordedAmendment(date: day, why: "w", changes: [])]
    let merged = one.merged(from: trunk, to: other)
    #expect(merged.standings["b"]?.standing == .winner && merged.standings["c"]?.standing == .loser)
    #expect(merged.protectedKeys == ["end": "2", "primary": "p"] && merged.amendments?.count == 1)
    other.standings["b"] = standing(.dropped, .guardrailBroken)
    #expect(one.merged(from: trunk, to: other).standings["b"]?.reason == .guardrailBroken)
    // Nothing happened here: the event leaves what it left there.
    #expect(trunk.merged(from: trunk, to: other) == other)
  }

  @Test("a look at which nothing could be compared lists no statistic")
  func withoutComparison() {
    func compared(_ variant: String, statistic: Double, _ reason: AbsenceReason?) -> RecordedComparison {
      RecordedComparison(
        variant: variant, versus: "a", information: statistic, statistic: statistic, winnerLevel: 0.025, loserLevel: 0.025, winnerBoundary: nil,
        loserBoundary: nil, winnerNominal: 0, loserNominal: 0, alphaSpent: 0, estimate: nil, lower: nil, upper: nil, pValue: nil, reason: reason)
    }
    let look = RecordedLook(
      number: 1, date: CalendarDay(number: 20_000), spendingTime: 1, isFinal: true, alphaSpent: 0,
      comparisons: [compared("b", statistic: 1.5, nil), compared("c", statistic: 0, .tooFewUnits)], guardrails: [])
    var ledger = ExperimentLedger()
    ledger.looks = [look]
    #expect(ledger.history.map(\.statistic) == [1.5, nil])
  }
}
