import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

/// What is compared with what: days of both arms, periods, units.
@Suite("Values on their way to a comparison")
struct AnalysedValuesTests {
  private static let start = Hall.end - 28

  private func analysis() throws -> MetricAnalysis {
    let experiment = try Hall.design().experiment
    return MetricAnalysis(metric: experiment.primary, plan: experiment.plan)
  }

  private func cells(_ days: [(day: Int, numerator: Double, denominator: Double)]) -> ArraySlice<DayCell> {
    days.map { DayCell(day: Self.start + $0.day, numerator: $0.numerator, denominator: $0.denominator) }[...]
  }

  @Test("days of both arms with exposure in both, each beside its own")
  func pairs() throws {
    let control = cells([(0, 1, 10), (1, 2, 20), (3, 3, 30), (4, 4, 0), (6, 6, 60)])
    let treatment = cells([(1, 5, 50), (2, 6, 60), (3, 7, 70), (4, 8, 80), (5, 9, 90), (6, 10, 0)])
    let pairs = try analysis().pairs(control, treatment)
    #expect(pairs.map(\.controlCount) == [2, 3] && pairs.map(\.treatmentCount) == [5, 7])
    #expect(pairs.map(\.controlExposure) == [20, 30] && pairs.map(\.treatmentExposure) == [50, 70])
  }

  @Test("days that scatter less than chance are worth no more than chance has it; six days tell nothing")
  func dispersion() throws {
    let (steady, wild) = (cells((0..<8).map { ($0, 50, 100) }), cells((0..<8).map { ($0, $0 % 2 == 0 ? 20 : 80, 100) }))
    #expect(try analysis().dispersion(.days(steady)) == 1)
    #expect(try analysis().dispersion(.days(wild)) > 10)
    #expect(try analysis().dispersion(.days(Array(wild.prefix(6)))) == 1)
  }

  /// 800 and 880 of 4,000 would be 98.6 % sure as totals; four days of 10 % and 30 % each way are next to nothing.
  @Test("what switches by periods is weighed by periods, also with pooled days")
  func periods() throws {
    let design = try Hall.design("daily: pooled", evidence: "switchback\nperiod: 1d\nschedule: random")
    let off = cells([0, 2, 4, 6].map { ($0, $0 % 4 == 0 ? 100 : 300, 1000) })
    let on = cells([1, 3, 5, 7].map { ($0, $0 % 4 == 1 ? 120 : 320, 1000) })
    let evidence = MetricEvidence(design: design.metrics[0], values: [.days(off), .days(on)])
    let weighed = try #require(DecidingPosterior(experiment: design.experiment, evidence: evidence, live: [0, 1]).weighed())
    #expect((0.5...0.75).contains(weighed.comparison.probabilityBest()[1]))
  }

  @Test("a quantile needs thirty units, a switched test four whole periods an arm")
  func fewest() throws {
    func units(_ count: Int) -> UnitValues {
      UnitValues(count: count, nonzero: count, sum: 5 * Double(count), mean: 5, squaredDeviations: 2, cubedDeviations: 0, denominator: nil, days: 0)
    }
    #expect(throws: Never.self) { try Quantile().estimate(units(30)) }
    #expect(throws: NoAnswer.tooFewUnits(have: 29, need: 30)) { try Quantile().estimate(units(29)) }
    let periods = try #require(SwitchbackPeriods(try Hall.design(evidence: "switchback\nperiod: 1d\nschedule: random").experiment))
    func days(_ which: [Int]) -> ArraySlice<DayCell> { cells(which.map { ($0, 20 + Double($0), 100) }) }
    #expect(throws: Never.self) { try periods.compare(control: days([0, 2, 4, 6]), treatment: days([1, 3, 5, 7])) }
    #expect(throws: NoAnswer.tooFewUnits(have: 3, need: 4)) { try periods.compare(control: days([0, 2, 4]), treatment: days([1, 3, 5, 7])) }
    #expect(throws: NoAnswer.tooFewUnits(have: 3, need: 4)) { try periods.compare(control: days([0, 2, 4, 6]), treatment: days([1, 3, 5])) }
  }
}
