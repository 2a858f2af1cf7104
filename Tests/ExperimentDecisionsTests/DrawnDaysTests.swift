import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

/// Days of a simulation that are drawn from days there were.
@Suite("Days drawn from the team's own")
struct DrawnDaysTests {
  private static let start = Hall.end - 28

  private func arm(_ days: Range<Int>, _ cell: (Int) -> (Double, Double)) -> MetricSummary.Values {
    .days(days.map { DayCell(day: Self.start + $0, numerator: cell($0).0, denominator: cell($0).1) })
  }

  @Test("from seven days on which all arms ran, a week at a time")
  func common() throws {
    let (early, late) = (arm(0..<9) { (Double($0), 10) }, arm(2..<12) { (Double($0 + 50), 100) })
    // Days 2 to 8; day 0 had neither trial nor result.
    let drawn = try #require(DrawnDays([early, late, nil]))
    #expect(drawn.days == 7 && drawn.cells.map { $0?.first?.numerator } == [2, 52, nil] && drawn.cells.map { $0?.count } == [7, 7, nil])
    // Σ 2…8 = 35 of 70, Σ 52…58 = 385 of 700.
    #expect(drawn.values == [0.5, 0.55, nil])
    #expect(DrawnDays([early, arm(3..<12) { (Double($0), 10) }]) == nil, "six days")
    var draws = SeededGenerator(seed: 7)
    let picked = drawn.picked(21, &draws)
    #expect(picked.count >= 21 && picked.indices.dropFirst().allSatisfy { $0 % 7 == 0 || picked[$0] == (picked[$0 - 1] + 1) % 7 })
  }

  @Test("a dearer result is a rarer one for the same money, a better share has no more results than trials, a mean moves with its value")
  func moved() throws {
    var draws = SeededGenerator(seed: 7)
    let costs = try #require(DrawnDays([arm(0..<7) { _ in (100, 10) }]))
    // 10 a result: at 20 five results of 100.
    #expect(costs.day(0, of: 0, value: 20, kind: .costPer, &draws) == (100, 5))
    let shares = try #require(DrawnDays([arm(0..<8) { ($0 == 0 ? 10 : 5, 10) }]))
    // 45 of 80 in all; 10·0.75/0.5625 would be 13 of 10.
    #expect(shares.day(0, of: 0, value: 0.75, kind: .proportion(costPerTrial: nil), &draws) == (10, 10))
    #expect(shares.day(1, of: 0, value: 0.45, kind: .proportion(costPerTrial: nil), &draws) == (4, 10))
  }
}
