import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

@Suite("Units compared by scores")
struct UnitScoresTests {
  private func units(_ values: [Double]) -> UnitValues {
    let moments = ThirdMoments(values)
    return UnitValues(
      count: values.count, nonzero: values.count { $0 != 0 }, negative: values.count { $0 < 0 }, sum: values.reduce(0, +), mean: moments.mean,
      squaredDeviations: moments.squares, cubedDeviations: moments.cubes, denominator: nil, days: 0)
  }

  @Test("A few large values in a small arm carry no verdict, and how many units would is said")
  func tooSkewed() throws {
    let control = units((0..<1000).map { $0 < 10 ? 100 * Double(1 << $0) : 0 })
    let treatment = units((0..<10).map { $0 == 0 ? 150 : 0 })
    let error = #expect(throws: NoAnswer.self) { try Mean().compare(control, treatment, isExact: false) }
    guard case .tooSkewed(let have, let need) = error else { return #expect(Bool(false), "too skewed") }
    // By the definitions in ExperimentStatisticsTests/References/scripts/scores.py: skewness 2.02714, so 1010·(2.02714/1.5)² units.
    #expect(have == 1010 && need == 1845)
    #expect(AbsenceReason(.tooSkewed(have: have, need: need)).rawValue == "too_skewed")
    // The same values evenly split have a score without skewness.
    #expect(throws: Never.self) { try Mean().compare(control, control, isExact: false) }
  }

  @Test("Refunds: a difference and its interval, nothing relative; without them both")
  func refunds() throws {
    let sold = (0..<200).map { Double($0 % 7) }
    let plain = try Mean().compare(units(sold), units(sold.map { $0 * 1.5 }), isExact: false)
    #expect(plain.method == "scale-score" && plain.scale == .logRatio)
    #expect(abs(try #require(try plain.relative(SideLevels(confidence: 0.95)).estimate) - 0.5) < 1e-9)
    let refunded = try Mean().compare(units(sold), units(sold.map { $0 - 4 }), isExact: false)
    #expect(refunded.method == "shift-score" && refunded.scale == .difference)
    #expect(throws: NoAnswer.self) { try refunded.relative(SideLevels(confidence: 0.95)) }
    let interval = try refunded.difference(SideLevels(confidence: 0.95))
    let (low, high) = (try #require(interval.lower.value), try #require(interval.upper.value))
    #expect(low < -4 && high > -4 && high < 0)
    // One unit of what has come in, in either form: 1 / variance of the difference.
    #expect(abs(plain.information / refunded.information - 1) < 0.5)
  }

  @Test("one unit below zero in either arm is enough to have no scale", arguments: [(0.0, 0.0, "scale-score"), (-1, 0, "shift-score"), (0, -1, "shift-score")])
  func belowZero(control: Double, treatment: Double, method: String) throws {
    let sold = (0..<200).map { Double($0 % 7) }
    let comparison = try Mean().compare(units(sold + [control]), units(sold.map { $0 * 1.5 } + [treatment]), isExact: false)
    #expect(comparison.method == method)
  }

  /// 1,000 units of 0.5 or 1.5 against 100 of 0 or 2.4. Each arm by its own variance would leave 0.2/√(0.00025 + 0.0144) = 1.65, a chance of 0.95.
  @Test("what the advice makes of units is what their test makes of them")
  func advice() throws {
    let story = try Story(
      "start: 2026-11-02\nduration: 28d\nvariants: {old: {}, new: {}}\ndata: {file: x.csv, variant: v, unit: u, date: d}\n"
        + "metrics:\n  m: {type: mean, value: a}\nprimary: m\n")
    let (old, new) = (units((0..<1000).map { $0 % 2 == 0 ? 0.5 : 1.5 }), units((0..<100).map { $0 % 2 == 0 ? 0 : 2.4 }))
    let evidence = MetricEvidence(design: MetricDesign(story.experiment, metric: 0), values: [.units(old), .units(new)])
    let weighed = try #require(DecidingPosterior(experiment: story.experiment, evidence: evidence, live: [0, 1]).weighed())
    let contrast = try #require(try evidence.compare(1, versus: 0).contrast(isDifference: false))
    let expected = 1 - StandardNormal.upperTail(contrast.estimate / contrast.standardError)
    #expect(expected < 0.93 && abs(weighed.comparison.probabilityBest()[1] - expected) < 1e-3)
  }

  /// The same values less a refund a unit here and there: 1,000 units of −0.5 or 1.5 (mean 0.5) against 100 of −1 or 2.4 (0.7), so 0.2 by the variance of all.
  @Test("units below zero are weighed by their difference, without a share of money")
  func adviceBelowZero() throws {
    let story = try Story(
      "start: 2026-11-02\nduration: 28d\nvariants: {old: {}, new: {}}\ndata: {file: x.csv, variant: v, unit: u, date: d}\n"
        + "metrics:\n  m: {type: mean, value: a}\nprimary: m\n")
    let (old, new) = (units((0..<1000).map { $0 % 2 == 0 ? -0.5 : 1.5 }), units((0..<100).map { $0 % 2 == 0 ? -1 : 2.4 }))
    let evidence = MetricEvidence(design: MetricDesign(story.experiment, metric: 0), values: [.units(old), .units(new)])
    let weighed = try #require(DecidingPosterior(experiment: story.experiment, evidence: evidence, live: [0, 1]).weighed())
    let contrast = try #require(try evidence.compare(1, versus: 0).contrast(isDifference: true))
    #expect(abs(contrast.estimate - 0.2) < 1e-9)
    let expected = 1 - StandardNormal.upperTail(contrast.estimate / contrast.standardError)
    // Each by its own variance would make it 0.2/√(0.001 + 0.0289) = 1.157, a chance of 0.876.
    #expect(abs(expected - 0.876) > 0.02 && abs(weighed.comparison.probabilityBest()[1] - expected) < 1e-3)
    #expect(weighed.comparison.expectedRelativeLoss().allSatisfy { $0 == nil })
    #expect(weighed.comparison.expectedLoss().allSatisfy { $0 != nil })
  }

  /// Σ(y − r·w)² = 100 − 2·2·32 + 4·16 = 36 instead of 100.
  @Test("a ratio is compared in its adjusted denominator")
  func adjusted() throws {
    func arm(_ adjusted: UnitValues.JointPart?) -> UnitValues {
      UnitValues(
        count: 100, nonzero: 100, sum: 200, mean: 2, squaredDeviations: 100, cubedDeviations: 0, denominator: .init(mean: 1, squaredDeviations: 0, coDeviation: 0),
        adjusted: adjusted, days: 0)
    }
    let part = UnitValues.JointPart(mean: 1, squaredDeviations: 16, coDeviation: 32)
    let (plain, adjusted) = try (UnitScores(control: arm(nil), treatment: arm(nil)), UnitScores(control: arm(part), treatment: arm(part)))
    #expect(adjusted.method == plain.method + "-adjusted" && abs(adjusted.information / plain.information - 100.0 / 36) < 1e-9)
  }

  @Test("Events of users that differ: their own scatter counts, not that of a Poisson count")
  func rates() throws {
    func arm(_ events: Double) -> UnitValues {
      // A tenth of 100 users have all the events: squared deviations 10·(0.9e)² + 90·(0.1e)² = 9e² of each arm, where a Poisson count would have 10e.
      let moments = ThirdMoments((0..<100).map { $0 < 10 ? events : 0 })
      return UnitValues(
        count: 100, nonzero: 10, sum: 10 * events, mean: moments.mean, squaredDeviations: moments.squares, cubedDeviations: moments.cubes,
        denominator: .init(mean: 1, squaredDeviations: 0, coDeviation: 0), days: 0)
    }
    let comparison = try Rate().compare(arm(10), arm(14), isExact: false)
    #expect(comparison.method == "scale-score")
    // Poisson counts of 100 and 140 would say 0.010; users that differ so say nothing.
    #expect(comparison.twoSided.value > 0.2)
  }

  /// Money x and results y of each unit.
  private func costs(_ units: [(cost: Double, results: Double)]) -> UnitValues {
    let joint = JointMoments(units.map { (x: $0.results, y: $0.cost) })
    return UnitValues(
      count: units.count, nonzero: units.count { $0.cost != 0 }, sum: units.reduce(0) { $0 + $1.cost }, mean: joint.meanY, squaredDeviations: joint.yy,
      cubedDeviations: joint.yyy,
      denominator: .init(
        mean: joint.meanX, squaredDeviations: joint.xx, coDeviation: joint.xy, cubedDeviations: joint.xxx, valueTwice: joint.xyy, partTwice: joint.xxy,
        nonzero: units.count { $0.results != 0 }), days: 0)
  }

  @Test("A cost per result of units, also where one arm has no result: one-sided, by the units that should have had one")
  func costWithoutResults() throws {
    let control = costs((0..<200).map { (10, $0 % 5 == 0 ? 2 : 0) })
    let none = costs((0..<200).map { _ in (10, 0) })
    let better = costs((0..<200).map { (10, $0 % 5 == 0 ? 3 : 0) })
    // 80 results for 2,000 of money, 25 each; 120 are 16.67 each.
    let relative = try CostPer().compare(control, better, isExact: false).relative(SideLevels(confidence: 0.95))
    #expect(abs(try #require(relative.estimate) + 1.0 / 3) < 1e-12)
    let lost = try CostPer().compare(control, none, isExact: false)
    #expect(lost.higher.value < 1e-4)
    let interval = try lost.relative(SideLevels(confidence: 0.95))
    // 40 units of 200 have a result: at most 3.689 of them at 2.5 %, so the cost is at least 40/3.689 times as high, and has no upper limit.
    #expect(interval.upper == .unbounded)
    #expect(interval.estimate == nil)
    #expect(abs(try #require(interval.lower.value) - (40 / 3.6888794541139363 - 1)) < 1e-9)
    #expect(throws: NoAnswer.zeroResults) { try CostPer().compare(none, none, isExact: false) }
    // The arm alone: 2,000 spent for at most 3.689 results.
    let alone = try CostPer().interval(none, SideLevels(confidence: 0.95))
    #expect(alone.upper == .unbounded)
    #expect(abs(try #require(alone.lower.value) - 2000 / 3.6888794541139363) < 1e-6)
    let whole = try CostPer().interval(control, SideLevels(confidence: 0.95))
    #expect(whole.upper != .unbounded)
  }
}
