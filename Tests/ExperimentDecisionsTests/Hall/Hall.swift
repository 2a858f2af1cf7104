import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

/// A comparison whose estimate is normal with a known error, on the relative scale and on the difference's alike: every figure of it can be worked by hand.
struct NormalComparison: ArmComparison {
  let estimate: Double
  let error: Double
  /// What a difference is divided by to be relative.
  var baseline = 1.0

  var method: String { "normal" }
  var higher: PValue { PValue(StandardNormal.upperTail(estimate / error)) }
  var lower: PValue { PValue(StandardNormal.upperTail(-estimate / error)) }
  var information: Double { 1 / (error * error) }

  private func interval(_ levels: SideLevels, per unit: Double) -> SidedInterval {
    func reach(_ level: Double) -> Double? { level > 0 ? error * StandardNormal.upperQuantile(level) : nil }
    return SidedInterval(
      estimate: estimate / unit, lower: reach(levels.lower).map { .value((estimate - $0) / unit) } ?? .unbounded,
      upper: reach(levels.upper).map { .value((estimate + $0) / unit) } ?? .unbounded)
  }

  func difference(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval { interval(levels, per: 1) }
  func relative(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval { interval(levels, per: baseline) }
}

/// One arrow at a time, with what goes in made by hand.
enum Hall {
  /// Two or more arms of a share that is to increase, the first the control; 28 days from 2026-11-02.
  static func design(_ decision: String = "looks: fixed", variants: String = "{old: {}, new: {}}", evidence: String = "randomized") throws -> TestDesign {
    TestDesign(
      try Story(
        """
        start: 2026-11-02
        duration: 28d
        evidence: \(evidence)
        variants: \(variants)
        data: {file: x.csv, variant: v, date: d}
        metrics:
          m: {type: proportion, numerator: a, denominator: b}
        primary: m
        decision: {\(decision)}

        """
      ).experiment)
  }

  static let calendar = ReviewCalendar(anchor: CalendarDay(number: 20_759), every: 14)
  /// The day after the last one of the test: 2026-11-30.
  static let end = CalendarDay(number: 20_787)

  /// What stands on the last day, or on another, with every day of every arm in.
  static func evidence(
    _ design: TestDesign, on day: CalendarDay = end, health: [HealthItem] = [], past: PastLooks = PastLooks(), days: Int = 28,
    values: [(successes: Double, trials: Double)]? = nil
  ) -> Evidence {
    let experiment = design.experiment
    let start = experiment.start ?? end
    let arms = experiment.variants.indices.map { variant -> MetricSummary.Values in
      let (successes, trials) = values?[variant] ?? (100, 1000)
      return .days((0..<days).map { DayCell(day: start + $0, numerator: successes / Double(days), denominator: trials / Double(days)) })
    }
    let schedule = LookSchedule(experiment: experiment, calendar: calendar, asOf: day, summary: nil)
    let time = schedule.spendingTime(on: day, asOf: day)
    let isOver = schedule.isOver(asOf: day, spendingTime: time)
    let metric = MetricEvidence(design: design.metrics[0], values: arms)
    return Evidence(
      design: design, asOf: day, schedule: schedule, spendingTime: time, isOver: isOver, metrics: [metric], health: health,
      days: DaysThatDecide(
        design, past: past, asOf: day, isOver: isOver, days: { _ in (0..<days).map { start + $0 }[...] }, paired: { metric.pairedDays($0) }))
  }

  /// A look with these comparisons of the treatments, at one-sided levels of the whole test.
  static func look(
    _ design: TestDesign, _ comparisons: [NormalComparison?], on day: CalendarDay = end, spendingTime: Double = 1, level: Double = 0.025, broken: [Int: String] = [:],
    past: PastLooks = PastLooks()
  ) -> LookResult {
    let pairs = design.treatments.enumerated().map { place, variant -> PrimaryTest.Pair in
      let comparison = comparisons[place]
      let history = past.history(place) + (comparison.map { [(spendingTime: spendingTime, information: $0.information)] } ?? [])
      return PrimaryTest.Pair(
        variant: variant, versus: design.control ?? 0, comparison: comparison, reason: comparison == nil ? .zeroExposure : nil,
        account: AlphaAccount(history: history, spending: design.spending), better: comparison?.higher, worse: comparison?.lower)
    }
    func side(_ pair: PrimaryTest.Pair, _ p: PValue?) -> PrimaryTest.Side {
      .init(level: level, isCrossed: p.map { pair.account.isCrossed(by: $0, at: level) } ?? false)
    }
    let tested = pairs.map { PrimaryTest.Treatment(pair: $0, winner: side($0, $0.better), loser: side($0, $0.worse)) }
    return LookResult(
      number: past.looks.count + 1, date: day, spendingTime: spendingTime, isFinal: spendingTime == 1,
      primary: .init(treatments: tested, pairs: tested), guardrails: [], broken: broken)
  }
}
