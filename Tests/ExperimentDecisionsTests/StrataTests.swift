import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

@Suite("Units compared stratum by stratum")
struct StrataTests {
  private func units(_ values: [Double]) -> UnitValues {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    func sum(_ power: Int) -> Double { values.reduce(0) { $0 + (power == 2 ? ($1 - mean) * ($1 - mean) : ($1 - mean) * ($1 - mean) * ($1 - mean)) } }
    return UnitValues(
      count: values.count, nonzero: values.count { $0 != 0 }, negative: values.count { $0 < 0 }, sum: values.reduce(0, +), mean: mean, squaredDeviations: sum(2),
      cubedDeviations: sum(3), denominator: nil, days: 0)
  }

  private func arm(_ strata: [(name: String, values: [Double])]) -> UnitValues {
    units(strata.flatMap(\.values)).with(strata: strata.map { .init(name: $0.name, values: units($0.values)) })
  }

  private func around(_ value: Double, _ count: Int) -> [Double] { (0..<count).map { value + ($0 % 2 == 0 ? 0.1 : -0.1) } }

  private func story(_ metric: String, decision: String = "looks: fixed") throws -> Story {
    try Story(
      """
      start: 2026-11-02
      end: 2026-11-29
      variants: {old: {}, new: {}}
      data: {file: x.csv, unit: id, variant: v}
      metrics:
        m: \(metric)
      primary: m
      decision: {\(decision)}

      """)
  }

  // Chance gave the new arm twice as many of those who spend ten times as much: plain means are 4 and 7.2. Half of all units are in each stratum:
  // ½·1 + ½·10 = 5.5 against ½·1.2 + ½·10.2 = 5.7.
  private var uneven: (UnitValues, UnitValues) {
    (arm([("few", around(1, 20)), ("much", around(10, 10))]), arm([("few", around(1.2, 10)), ("much", around(10.2, 20))]))
  }

  @Test("A mean is put together from its strata by their shares of all units")
  func mean() throws {
    let (control, treatment) = uneven
    let comparison = try Mean().compare(control, treatment, isExact: false)
    #expect(comparison.method == "scale-score-stratified")
    let difference = try comparison.difference(.init(confidence: 0.95))
    #expect(abs(try #require(difference.estimate) - 0.2) < 1e-9)
    #expect(abs(try #require(try comparison.relative(.init(confidence: 0.95)).estimate) - 0.2 / 5.5) < 1e-9)
    // Within strata units differ by 0.1 and the effect: a standard error of some 0.03. All together they differ by 4.5.
    #expect(comparison.higher.value < 1e-4)
    #expect(try #require(difference.lower.value) > 0.1)
    let plain = try Mean().compare(control.with(strata: []), treatment.with(strata: []), isExact: false)
    #expect(abs(try #require(try plain.difference(.init(confidence: 0.95)).estimate) - 3.2) < 1e-9)
    #expect(plain.precision < comparison.precision / 100)
  }

  @Test("With refunds the difference alone, put together the same way")
  func shift() throws {
    let control = arm([("few", around(-1, 20)), ("much", around(10, 10))]), treatment = arm([("few", around(-0.8, 10)), ("much", around(10.2, 20))])
    let comparison = try Mean().compare(control, treatment, isExact: false)
    #expect(comparison.method == "shift-score-stratified" && comparison.scale == .difference)
    #expect(abs(try #require(try comparison.difference(.init(confidence: 0.95)).estimate) - 0.2) < 1e-9)
    #expect(comparison.higher.value < 1e-4)
  }

  @Test("A share too: 2 of 40 and 30 of 60 against 6 of 60 and 24 of 40, half of the units each")
  func share() throws {
    func yes(_ count: Int, of all: Int) -> [Double] { (0..<all).map { $0 < count ? 1 : 0 } }
    let control = arm([("new", yes(2, of: 40)), ("old", yes(30, of: 60))]), treatment = arm([("new", yes(6, of: 60)), ("old", yes(24, of: 40))])
    let comparison = try Share().compare(control, treatment, isExact: false)
    // 0.05 and 0.5 against 0.1 and 0.6: 0.275 against 0.35, where the plain shares are 0.32 and 0.30.
    let relative = try #require(try comparison.relative(.init(confidence: 0.95)).estimate)
    #expect(abs(relative - 0.075 / 0.275) < 1e-9)
    // Pooled shares 0.08 and 0.54 and the factor N/(N − 1): variance ¼·(0.08·0.92 + 0.54·0.46)·(1/40 + 1/60)·100/99 = 0.0033852, z = 0.075/0.0581823 = 1.28905, 9.9 %;
    // each arm's own share under the null moves that a little.
    #expect(abs(comparison.higher.value - 0.099) < 0.01)
    let story = try story("{type: proportion, value: a, strata: s}", decision: "looks: fixed, scale_value: 1000")
    let evidence = MetricEvidence(design: MetricDesign(story.experiment, metric: 0), values: [.units(control), .units(treatment)])
    let weighed = try #require(DecidingPosterior(experiment: story.experiment, evidence: evidence, live: [0, 1]).weighed())
    // Advice goes with the comparison that decides: the chance that the new one is best is 1 − p, not that of 32 against 30 in 100.
    #expect(abs(weighed.comparison.probabilityBest()[1] - (1 - comparison.higher.value)) < 0.02)
    let shown = AlwaysValidDisplay(experiment: story.experiment, evidence: evidence, spendingTime: 0.5).comparison(1, versus: 0)
    #expect(abs(try #require(shown.relative.estimate) - relative) < 1e-9)
  }

  @Test("An exact test and whole periods have no strata")
  func refused() throws {
    #expect(throws: Diagnostics.self) { try story("{type: proportion, value: a, strata: s}", decision: "exact: true") }
    #expect(throws: Diagnostics.self) { try story("{type: mean, value: a, strata: s}\nevidence: switchback") }
    _ = try story("{type: mean, value: a, strata: s}", decision: "exact: true")
  }

  @Test("Strata of few units are put together, and with the smallest of the others where that does not do")
  func few() {
    func names(_ sizes: [(Int, Int)]) -> [[Double]] {
      func side(_ counts: [Int]) -> UnitValues { arm(counts.enumerated().filter { $0.element > 0 }.map { ("s\($0.offset)", around(Double($0.offset + 1), $0.element)) }) }
      return MatchedStrata.of(side(sizes.map(\.0)), side(sizes.map(\.1))) { JointMoments($0) }.map { [$0.control.count, $0.treatment.count] }
    }
    #expect(names([(10, 10), (30, 12)]) == [[10, 10], [30, 12]])
    // 9 and 4 do together, as do strata that one arm lacks.
    #expect(names([(9, 20), (40, 40), (4, 9)]) == [[40, 40], [13, 29]])
    #expect(names([(9, 20), (40, 40), (30, 15)]) == [[40, 40], [39, 35]])
    #expect(names([(12, 0), (40, 40), (0, 15)]) == [[40, 40], [12, 15]])
    #expect(names([(3, 4), (2, 2)]) == [[5, 6]])
  }

  @Test("Reports name it, and plan and simulation go by it")
  func named() throws {
    let (control, treatment) = uneven
    var story = try story("{type: mean, value: a, strata: s}")
    let summary = ExperimentSummary(
      variants: [control, treatment].map {
        VariantSummary(
          units: 30, days: [], spend: [], undatedSpend: 0,
          metrics: [MetricSummary(values: .units($0), missing: 0, immature: 0, segments: [], fractional: false)], rows: 30)
      }, quality: .clean(newest: CalendarDay(number: 20_786)))
    let review = try story.review(summary, on: "2026-11-30")
    #expect(review.metrics[0].adjustments == [.strata("s")])
    // What is left of a unit within its stratum, 0.1 and some of the effect, is what a plan counts on: without strata 4.4.
    let deviation = try #require(PlanningFacts(story.experiment, summary, asOf: CalendarDay(number: 20_787)).deviation)
    #expect(deviation > 0.08 && deviation < 0.2)
    let rows = UnitRows(variants: Array(repeating: 0, count: 40), values: around(1, 20) + around(10, 20), strata: (0..<40).map { $0 < 20 ? 0 : 1 })
    let units = try #require(DrawnUnits(rows, control: 0))
    var draws = SeededGenerator(seed: 3)
    var sum = DrawnUnits.Drawn()
    for _ in 0..<200 { sum.add(units, isCost: false, factor: 1, &draws) }
    let values = sum.values(units, days: 1)
    #expect(values.strata.map(\.name) == ["0", "1"] && values.strata.reduce(0) { $0 + $1.values.count } == 200)
    #expect(values.strata.allSatisfy { abs($0.values.squaredDeviations - 0.01 * Double($0.values.count)) < 0.05 })
    #expect(abs(values.strata[1].values.mean - 10) < 0.05)
  }
}
