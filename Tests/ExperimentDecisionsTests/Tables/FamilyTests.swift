import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

/// Levels and steps of the family of hypotheses, by hand: one look, one-sided 0.025 over three treatments.
@Suite("The family's levels: Holm, Bonferroni, Dunnett")
struct FamilyTests {
  private func family(_ correction: String, treatments: Int = 3) throws -> HypothesisFamily {
    let names = ["a", "b", "c"].prefix(treatments).map { "\($0): {}" }.joined(separator: ", ")
    let design = try Hall.design("looks: fixed, correction: \(correction)", variants: "{old: {}, \(names)}")
    return try #require(design.family)
  }

  private func hypothesis(_ p: Double?, wasRejected: Bool = false, mayReject: Bool = true) -> HypothesisFamily.Hypothesis {
    .init(account: AlphaAccount(history: [(1, 100)], spending: nil), pValue: p.map { PValue($0) }, wasRejected: wasRejected, mayReject: mayReject)
  }

  /// The plan's alpha is 1 − 0.95, a rounding beside 0.05.
  private func rounded(_ levels: [Double]) -> [Double] { levels.map { ($0 * 1e12).rounded() / 1e12 } }

  @Test("the level after each rejection")
  func levels() throws {
    let holm = try family("holm")
    #expect(rounded((0...4).map { holm.level(rejections: $0) }) == rounded([0.025 / 3, 0.0125, 0.025, 0.025, 0.025]))
    let bonferroni = try family("bonferroni")
    #expect(rounded((0...2).map { bonferroni.level(rejections: $0) }) == rounded([0.025 / 3, 0.025 / 3, 0.025 / 3]))
    #expect(rounded([try family("holm", treatments: 1).level(rejections: 0)]) == [0.025])
    // P(any of three normal scores with correlations of one half > 2.34898) = 0.025, by adaptive quadrature (scipy 1.17, quad and brentq).
    let dunnett = try family("dunnett").level(rejections: 0)
    #expect(abs(StandardNormal.upperQuantile(dunnett) - 2.348_976) < 1e-6)
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var correction = "holm"
    let p: [Double?]
    var before = [false, false, false]
    var mayReject = [true, true, true]
    let rejected: [Bool]
    var levels: [Double]?
  }

  @Test(arguments: [
    Row(testDescription: "0.009 is above a third of 0.025: nothing", p: [0.009, 0.02, 0.3], rejected: [false, false, false]),
    Row(testDescription: "the first opens the second, that the third", p: [0.008, 0.012, 0.024], rejected: [true, true, true], levels: [0.025 / 3, 0.0125, 0.025]),
    Row(testDescription: "in whatever order they stand", p: [0.024, 0.012, 0.008], rejected: [true, true, true], levels: [0.025, 0.0125, 0.025 / 3]),
    Row(testDescription: "the step stops at the first that fails", p: [0.008, 0.013, 0.024], rejected: [true, false, false], levels: [0.025 / 3, 0.0125, 0.0125]),
    Row(testDescription: "two cross at once: the third at the whole level", p: [0.008, 0.008, 0.02], rejected: [true, true, true]),
    Row(testDescription: "one rejected at an earlier look raises the others' level", p: [nil, 0.012, 0.02], before: [true, false, false], rejected: [false, true, true]),
    Row(testDescription: "one that may not be rejected yet raises nothing", p: [0.001, 0.012, 0.2], mayReject: [false, true, true], rejected: [false, false, false]),
    Row(testDescription: "Bonferroni never steps", correction: "bonferroni", p: [0.008, 0.012, 0.024], rejected: [true, false, false]),
    Row(testDescription: "Dunnett's line lies between, at 0.00941", correction: "dunnett", p: [0.0093, 0.0096, 0.02], rejected: [true, false, false]),
  ])
  func steps(_ row: Row) throws {
    let outcomes = try family(row.correction).test(row.p.indices.map { hypothesis(row.p[$0], wasRejected: row.before[$0], mayReject: row.mayReject[$0]) })
    #expect(outcomes.map(\.isRejected) == row.rejected)
    if let levels = row.levels { #expect(rounded(outcomes.map(\.level)) == rounded(levels)) }
  }

  /// A corrected p is below alpha/2 exactly where the hypothesis is rejected.
  @Test("corrected p-values by hand")
  func adjusted() throws {
    func adjusted(_ family: HypothesisFamily, _ p: [Double?]) -> [Double?] {
      family.adjusted(p.map { $0.map { PValue($0) } }).map { $0.map { ($0.value * 1e9).rounded() / 1e9 } }
    }
    // 3 · 0.008, 2 · 0.012, and 0.024 is not below what came before.
    #expect(adjusted(try family("holm"), [0.008, 0.012, 0.023]) == [0.024, 0.024, 0.024])
    #expect(adjusted(try family("holm"), [0.3, 0.012, nil]) == [0.6, 0.036, nil])
    #expect(adjusted(try family("bonferroni"), [0.008, 0.012, 0.4]) == [0.024, 0.036, 1])
  }

  @Test("without a control the twelve ordered pairs of four variants share the alpha/2 of the losers")
  func loserLevel() throws {
    let story = try Story(
      "start: 2026-11-02\nduration: 28d\ncontrol: none\nvariants: {a: {}, b: {}, c: {}, d: {}}\ndata: {file: x.csv, variant: v, date: d}\n"
        + "metrics:\n  m: {type: proportion, numerator: a, denominator: b}\nprimary: m\ndecision: {looks: fixed}\n")
    #expect((2...4).map { HypothesisFamily.shareOfLosers(variants: $0) } == [1, 6, 12], "of two, one's loss is the other's win")
    let design = TestDesign(story.experiment)
    let evidence = Hall.evidence(design)
    let test = PrimaryTest(design: design, evidence: evidence.primary, past: PastLooks(), spendingTime: 1, days: evidence.days)
    #expect(rounded([test.loserLevel]) == rounded([0.025 / 12]))
    #expect(design.compared.map { [$0.variant, $0.versus] } == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]])
    let outcome = test.run()
    #expect(outcome.treatments.allSatisfy { rounded([$0.winner.level, $0.loser.level]) == rounded([0.025, 0.025 / 12]) })
    // Two that are better than the rest and equal: neither beats every other one; one alone at the top does.
    func winners(_ values: [(successes: Double, trials: Double)]) -> [Bool] {
      let evidence = Hall.evidence(design, values: values)
      return PrimaryTest(design: design, evidence: evidence.primary, past: PastLooks(), spendingTime: 1, days: evidence.days).run().treatments.map(\.winner.isCrossed)
    }
    #expect(winners([(100, 1000), (100, 1000), (200, 1000), (200, 1000)]) == [false, false, false, false])
    #expect(winners([(200, 1000), (100, 1000), (100, 1000), (200, 1000)]) == [false, false, false, false])
    #expect(winners([(100, 1000), (200, 1000), (100, 1000), (100, 1000)]) == [false, true, false, false])
  }

  @Test("a winner barred by data in sight takes no step, so that the others keep their level; as a loser it may be rejected")
  func barred() throws {
    let design = try Hall.design("looks: fixed, correction: holm", variants: "{old: {}, a: {}, b: {}}")
    var ledger = ExperimentLedger()
    ledger.bars = ["a": RecordedBar(date: Hall.end, baselines: [])]
    func levels(_ a: Double) -> (winner: Double, loser: Double) {
      let evidence = Hall.evidence(design, values: [(100, 1000), (a, 1000), (105, 1000)])
      let outcome = PrimaryTest(
        design: design, evidence: evidence.primary, past: PastLooks(ledger, of: design), spendingTime: 1, days: evidence.days
      ).run()
      return (rounded([outcome.treatments[1].winner.level])[0], rounded([outcome.treatments[1].loser.level])[0])
    }
    #expect(levels(200) == (0.0125, 0.0125) && levels(30) == (0.0125, 0.025))
  }

  @Test("an account keeps to times and information that never fall, and leaves looks without data out")
  func account() {
    let account = AlphaAccount(history: [(0.25, 10), (0.5, 0), (0.4, 8), (0.75, 30)], spending: .obrienFleming)
    #expect(account.spendingTimes == [0.25, 0.4, 0.75] && account.information == [10, 10, 30])
    #expect(AlphaAccount(history: [(0.5, 10), (0.4, 12)], spending: .pocock).spendingTimes == [0.5, 0.5])
    let once = AlphaAccount(history: [(1, 50)], spending: .obrienFleming).allowance(at: 0.025)
    #expect(once.nominal == 0.025 && once.spent == 0.025 && abs((once.critical ?? 0) - 1.959_964) < 1e-6)
    let none = AlphaAccount(history: [], spending: nil).allowance(at: 0.025)
    #expect(none.critical == nil && none.nominal == 0 && none.spent == 0)
    #expect(AlphaAccount(history: [], spending: nil).repeated(PValue(0.01), tested: nil).value == 1)
    // A crossing keeps its p below the level, and what did not cross stays at or above it.
    let fixed = AlphaAccount(history: [(1, 50)], spending: nil)
    #expect(fixed.repeated(PValue(0.025), tested: (0.025, true)).value < 0.025 && fixed.repeated(PValue(0.024), tested: (0.025, false)).value == 0.025)
  }
}
