import ExperimentModel
import Testing

@testable import ExperimentDecisions

/// Arms in which nothing was tried, and tests without a result: four weeks from 2 November 2026, days counted from the start.
@Suite("Nothing to compare")
struct NothingToCompareTableTests {
  private func items(_ metric: String, _ old: (Double, Double), _ new: (Double, Double), day: Int, isOver: Bool = false) throws -> [HealthItem] {
    let design = TestDesign(
      try Story(
        "start: 2026-11-02\nduration: 28d\nvariants: {old: {}, new: {}}\ndata: {file: x.csv, variant: v, date: d}\nmetrics:\n  m: \(metric)\nprimary: m\n"
      ).experiment)
    let asOf = Hall.end - 28 + day
    return NothingToCompare(
      evidence: Hall.evidence(design, days: 4, values: [(successes: old.0, trials: old.1), (successes: new.0, trials: new.1)]).primary, design: design,
      past: PastLooks(), asOf: asOf, isOver: isOver
    ).items()
  }

  private static let share = "{type: proportion, numerator: a, denominator: b}"
  private static let cost = "{type: cost_per, cost: a, per: b}"

  @Test("no result in any arm, after a week or at the end", arguments: [(6, false, 0), (7, false, 1), (6, true, 1)])
  func noResults(day: Int, isOver: Bool, count: Int) throws {
    let found = try items(Self.share, (0, 1000), (0, 800), day: day, isOver: isOver)
    #expect(found.count == count && found.allSatisfy { $0.check == .nothingToCompare && !$0.ok && $0.blocking == isOver && $0.count == 2 })
    if let item = found.first { #expect(item.finding == .noResults(metric: "m", tried: 1800)) }
    #expect(try items(Self.share, (0, 1000), (4, 1000), day: 20).isEmpty, "one result is one")
    #expect(try items("{type: proportion, numerator: a, denominator: b, direction: decrease}", (0, 1000), (0, 1000), day: 20).isEmpty, "none of what is feared")
  }

  @Test("an arm in which nothing was tried, at once; it blocks at the end")
  func untried() throws {
    for isOver in [false, true] {
      let found = try items(Self.share, (40, 1000), (0, 0), day: 2, isOver: isOver)
      #expect(found.map(\.finding) == [.untried(["new"])] && found[0].blocking == isOver && found[0].count == 1)
    }
  }

  @Test("of a cost the money is what was tried, and the results stand below the line")
  func cost() throws {
    #expect(try items(Self.cost, (1000, 0), (600, 0), day: 7).map(\.finding) == [.noResults(metric: "m", tried: 1600)])
    #expect(try items(Self.cost, (0, 4), (600, 4), day: 7).map(\.finding) == [.untried(["old"])])
    #expect(try items(Self.cost, (1000, 4), (600, 0), day: 7).isEmpty)
  }
}
