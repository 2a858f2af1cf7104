import ExperimentModel
import ExperimentStatistics
import Glibc
import Testing

@testable import ExperimentDecisions

/// Every check at its limit and one step beyond. 14 days of the test are over on 16 November 2026.
@Suite("Health: each check at its limit")
struct HealthTableTests {
  private static let yaml = """
    start: 2026-11-02
    duration: 28d
    variants: {old: {}, new: {}, third: {}}
    data: {file: x.csv, variant: v, date: d, units: n}
    budget: {total: 1000000, spent: cost}
    metrics:
      m: {type: proportion, numerator: a, denominator: b}
      cac: {type: cost_per, cost: cost, per: a}
    primary: m
    secondary: [cac]

    """
  private static let half = Hall.end - 14

  /// Arms of 14 days with so many units and so much spend in all.
  private func summary(
    _ story: Story, units: [Double], spend: [Double], rows: [Int] = [14, 14, 14], missing: Int = 0, known: Int = 14, quality: DataQuality? = nil
  ) -> ExperimentSummary {
    let start = story.experiment.start ?? Self.half
    let variants = zip(zip(units, spend), rows).map { arm, rows -> VariantSummary in
      let values = (0..<known).map { DayCell(day: start + $0, numerator: 10, denominator: 100) }
      let metric = MetricSummary(values: .days(values), missing: missing, immature: 0, segments: [], fractional: false)
      return VariantSummary(
        units: arm.0, days: values.map(\.day), spend: [DayAmount(day: start, amount: arm.1)], undatedSpend: 0, metrics: [metric, metric], rows: rows)
    }
    return ExperimentSummary(variants: variants, quality: quality ?? .clean(newest: start + 13))
  }

  private func items(
    _ yaml: String = Self.yaml, units: [Double] = [100, 100, 100], spend: [Double] = [10, 10, 10], rows: [Int] = [14, 14, 14], missing: Int = 0, known: Int = 14,
    quality: DataQuality? = nil, past: PastLooks = PastLooks(), asOf: CalendarDay = Self.half, isConcluded: Bool = false
  ) throws -> [HealthItem] {
    let story = try Story(yaml)
    return HealthChecks(
      experiment: story.experiment, summary: summary(story, units: units, spend: spend, rows: rows, missing: missing, known: known, quality: quality), past: past,
      protectedKeys: [:], asOf: asOf, anchor: Hall.end - 28, isConcluded: isConcluded
    ).items()
  }

  // MARK: The split

  /// Σ (observed − expected)²/expected, worked by hand.
  @Test(
    "the split's statistic",
    arguments: [
      ([5050.0, 4950], [1.0, 1], 1.0), ([520, 480], [1, 1], 1.6), ([300, 100], [3, 1], 0), ([310, 90], [3, 1], 100.0 / 300 + 1),
      ([40, 30, 20], [1, 1, 1], 200.0 / 30), ([5000, 5000], [1, 1], 0), ([60, 20, 20], [2, 1, 1], 2 + 1 + 1),
    ] as [([Double], [Double], Double)])
  func statistic(observed: [Double], weights: [Double], expected: Double) throws {
    #expect(abs(try CountTables.sampleRatioStatistic(observed: observed, allocation: weights).statistic - expected) < 1e-12)
    #expect(throws: NoAnswer.self) { try CountTables.sampleRatioStatistic(observed: observed.map { _ in 0 }, allocation: weights) }
  }

  /// The 99.9 % point of χ² on 2 degrees of freedom is −2·ln 0.001 = 13.8155: (d² + d²)/1000 at d = 83.11.
  @Test("the split blocks where p falls below 0.001", arguments: [(50.0, false), (83, false), (83.2, true), (118, true)])
  func split(d: Double, isOff: Bool) throws {
    let item = try #require(try items(units: [1000 + d, 1000 - d, 1000]).first { $0.check == .sampleRatio })
    #expect(item.blocking == isOff && item.ok != isOff)
    // The upper tail of χ² on 2 degrees of freedom is e^(−x/2).
    #expect(abs(try #require(item.pValue) / exp(-d * d / 1000) - 1) < 1e-9)
  }

  @Test("an arm that was dropped or lost may stop, a winner may not; an arm planned at zero leaves with its degree of freedom")
  func running() throws {
    for (standing, isOff) in [(ReachedStanding.dropped, false), (.loser, false), (.winner, true)] {
      var past = PastLooks()
      past.add(
        .init(date: Self.half - 7, spendingTime: 0.25, isFinal: false, comparisons: [nil, nil], guardrails: []),
        reached: [2: ReachedAtLook(standing: standing, reason: .loser, look: 1)])
      let item = try #require(try items(units: [1000, 1000, 500], past: past).first { $0.check == .sampleRatio })
      #expect(item.blocking == isOff, "\(standing)")
    }
    let zero = try items(Self.yaml.replacing("third: {}", with: "third: {allocation: 0}"), units: [1050, 950, 3])
    // (50² + 50²)/1000 = 5 on one degree of freedom: p = 0.0253.
    #expect(abs(try #require(zero.first { $0.check == .sampleRatio }?.pValue) - 0.025_347) < 1e-6)
  }

  // MARK: Money

  @Test(
    "the most over the least spent for its share",
    arguments: [
      ([100.0, 100], [1.0, 1], 1.0), ([300, 100], [1, 1], 3), ([300, 100], [3, 1], 1), ([100, 300], [1, 1], 3), ([60, 100, 50], [1, 2, 1], 1.2),
    ] as [([Double], [Double], Double)])
  func spendRatio(spend: [Double], weights: [Double], expected: Double) throws {
    #expect(HealthChecks.spendRatio(spend, weights: weights) == expected)
  }

  @Test("where spend says nothing there is no ratio; an arm without any is no data for a cost")
  func noSpendRatio() {
    #expect(HealthChecks.spendRatio([0, 0], weights: [1, 1]) == nil)
    #expect(HealthChecks.spendRatio([5], weights: [1]) == nil)
    #expect(HealthChecks.spendRatio([5, -1], weights: [1, 1]) == nil)
    #expect(HealthChecks.spendRatio([5, 0], weights: [1, 1]) == .greatestFiniteMagnitude)
  }

  @Test(
    "flagged beyond 1.2 to 1, blocked beyond 3 to 1",
    arguments: [(120.0, true, false), (121, false, false), (300, false, false), (301, false, true)])
  func spendImbalance(most: Double, isOK: Bool, isBlocking: Bool) throws {
    let item = try #require(try items(spend: [100, most, 100]).first { $0.check == .spendImbalance })
    #expect(item.ok == isOK && item.blocking == isBlocking)
  }

  // MARK: Rows

  @Test(
    "stale: the newest row is older than two days before the review or the end, whichever is first",
    arguments: [(14, 13, false), (14, 12, false), (14, 11, true), (28, 25, false), (28, 24, true), (60, 25, false), (60, 24, true)])
  func stale(asOf: Int, newest: Int, isStale: Bool) throws {
    let start = Hall.end - 28
    // Days are counted from the start, the first as 0. The last of the test is the 27th: from then on the horizon stands.
    let item = try #require(try items(quality: .clean(newest: start + newest), asOf: start + asOf).first { $0.check == .staleData })
    #expect(item.blocking == isStale, "\(item)")
  }

  @Test("a test that is concluded expects no newer rows")
  func concluded() throws {
    let old = DataQuality.clean(newest: Self.half - 10)
    #expect(try items(quality: old).contains { $0.check == .staleData && $0.blocking })
    #expect(try !items(quality: old, isConcluded: true).contains { $0.check == .staleData && $0.blocking })
  }

  @Test(
    "one in a hundred rows that cannot be read, or units in two variants, is not too many",
    arguments: [(0, true, false), (1, false, false), (10, false, false), (11, false, true)])
  func shares(count: Int, isOK: Bool, isBlocking: Bool) throws {
    let newest = Self.half - 1
    let bad = try #require(try items(quality: .clean(newest: newest, badRows: count)).first { $0.check == .badRows })
    #expect(bad.ok == isOK && bad.blocking == isBlocking && bad.count == count)
    let twice = try #require(try items(quality: .clean(newest: newest, inTwo: count)).first { $0.check == .duplicateExposure })
    #expect(twice.ok == isOK && twice.blocking == isBlocking && twice.share == Double(count) / 1000)
  }

  @Test("an arm without a row blocks; one without a share does not; nothing is asked before the first day is over")
  func noData() throws {
    let blocked = try items(rows: [14, 0, 14])
    #expect(blocked.first?.check == .noData && blocked.first?.blocking == true, "what blocks stands first")
    #expect(try !items().contains { $0.check == .noData && $0.blocking })
    let zero = try items(Self.yaml.replacing("third: {}", with: "third: {allocation: 0}"), rows: [14, 14, 0])
    #expect(!zero.contains { $0.check == .noData && $0.blocking })
    #expect(try items(rows: [0, 0, 0], asOf: Hall.end - 28).isEmpty)
    #expect(try !items(rows: [0, 0, 0], asOf: Hall.end - 27).isEmpty)
  }

  @Test("missing outcomes are pointed out, and are no fault up to one in twenty", arguments: [(1, 19, true), (1, 18, false), (0, 14, nil)] as [(Int, Int, Bool?)])
  func missing(missing: Int, known: Int, isOK: Bool?) throws {
    let found = try items(missing: missing, known: known).filter { $0.check == .missingOutcome }
    #expect(found.map(\.ok) == (isOK.map { [$0, $0] } ?? []))
    #expect(found.allSatisfy { !$0.blocking })
    if missing > 0 { #expect(found[0].share == Double(missing) / Double(missing + known) && found[0].count == 3 * missing) }
  }

  // MARK: An arm that stopped

  /// Days 0 to 9 without a pause: silent for more than two days. With rows every fourth day: for more than eight.
  @Test(
    "an arm has stopped after more than two days, and more than twice its longest pause",
    arguments: [(1, 9, 12, false), (1, 9, 13, true), (4, 8, 17, false), (4, 8, 18, true), (2, 8, 13, false), (2, 8, 14, true)])
  func stopped(step: Int, last: Int, horizon: Int, hasStopped: Bool) {
    let days = stride(from: 0, through: last, by: step).map { CalendarDay(number: $0) }
    #expect(ArmActivity.hasStopped(days, by: CalendarDay(number: horizon)) == hasStopped)
    #expect(!ArmActivity.hasStopped([CalendarDay](), by: CalendarDay(number: horizon)))
  }
}
