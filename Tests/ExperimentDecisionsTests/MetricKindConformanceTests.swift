import ExperimentModel
import ExperimentStatistics
import TestSupport
import Testing

@testable import ExperimentDecisions

/// Every kind of metric through every step between its numbers and a report, at each grain it can have: a kind that forgets one fails here.
@Suite("Every metric kind")
struct MetricKindConformanceTests {
  private static func story(_ one: MetricKindCase, decision: String = "{looks: fixed, scale_value: 100000}") throws -> (Story, MetricKindNumbers) {
    let story = try Story(one.yaml(decision: decision))
    #expect(story.experiment.primary.kind.name == one.kind)
    return (story, MetricKindNumbers(story.experiment.primary, one))
  }

  @Test("Each has the grain that the case names, its facts, and a room that agrees with them", arguments: MetricKindCase.all)
  func facts(_ one: MetricKindCase) throws {
    let (story, _) = try Self.story(one)
    let metric = story.experiment.primary
    let expected: Metric.Grain =
      switch one.grain {
      case .units: .units
      case .days: .days
      case .totals: .totals
      }
    #expect(metric.grain == expected)
    #expect(metric.facts.isRunnable == one.isRunnable && story.experiment.notYet.isEmpty == one.isRunnable)
    #expect((metric.denominator != nil) == one.isPair)
    #expect(metric.facts.isCost == (metric.direction == .decrease))
    // Counts that chance scatters are compared as such; a cost's results stand below, everything else's on top.
    let tally = metric.facts.tally(numerator: 3, denominator: 7)
    #expect(tally == (metric.facts.isCost ? Tally(count: 7, exposure: 3) : Tally(count: 3, exposure: 7)))
    // The same kind over other columns is the same kind; a column that is not found leaves none.
    #expect(metric.kind.map { $0 } == metric.kind)
    #expect(metric.kind.map { _ in nil as ValueExpression? } == nil)
  }

  @Test("Two arms: p and interval are one statement at every level, on both scales", arguments: MetricKindCase.all)
  func agreement(_ one: MetricKindCase) throws {
    let (story, numbers) = try Self.story(one)
    let analysis = MetricAnalysis(metric: story.experiment.primary, plan: story.experiment.plan)
    var compared = 0
    for lift in [0, 0.02, 0.05, 0.1, 0.2, 0.5, -0.1, -0.3] {
      guard let comparison = try? analysis.compare(control: numbers.arm(), treatment: numbers.arm(lift: lift, pattern: 3)) else { continue }
      compared += 1
      let p = comparison.twoSided.value
      #expect((0...1).contains(p), "\(lift)")
      #expect(comparison.information > 0 && comparison.information.isFinite && comparison.precision > 0)
      for alpha in [0.5, 0.2, 0.1, 0.05, 0.01, 0.001] {
        let levels = SideLevels(confidence: 1 - alpha)
        let difference = try comparison.difference(levels)
        let (low, high) = (difference.lower.value ?? -.infinity, difference.upper.value ?? .infinity)
        if let estimate = difference.estimate { #expect(low <= estimate && estimate <= high) }
        #expect((p < alpha) == (low > 0 || high < 0), "lift \(lift), alpha \(alpha): p \(p), \(low) to \(high)")
        guard let relative = try? comparison.relative(levels) else { continue }
        let (least, most) = (relative.lower.value ?? -.infinity, relative.upper.value ?? .infinity)
        #expect((p < alpha) == (least > 0 || most < 0), "lift \(lift), alpha \(alpha): p \(p), relative \(least) to \(most)")
      }
      #expect(story.experiment.primary.facts.hasRelative || (try? comparison.relative(SideLevels(confidence: 0.95))) == nil)
    }
    // Two undated totals tell the scatter of counts alone.
    #expect(compared == (one.grain == .totals && !analysis.room.isCounted(byUnit: false) ? 0 : 8))
  }

  @Test("One arm: an interval about its value", arguments: MetricKindCase.all)
  func armInterval(_ one: MetricKindCase) throws {
    let (story, numbers) = try Self.story(one)
    let analysis = MetricAnalysis(metric: story.experiment.primary, plan: story.experiment.plan)
    let arm = numbers.arm()
    let totals = try #require(analysis.totals(arm))
    let value = try #require(totals.value)
    guard let interval = try? analysis.interval(arm, SideLevels(confidence: 0.95)) else {
      #expect(one.grain == .totals && !analysis.room.isCounted(byUnit: false))
      return
    }
    let (low, high) = try (#require(interval.lower.value), #require(interval.upper.value))
    #expect(low < value && value < high)
    // A wider level, a wider interval.
    let wide = try analysis.interval(arm, SideLevels(confidence: 0.99))
    #expect(try #require(wide.lower.value) < low && high < #require(wide.upper.value))
    // One-sided: the other side is what the kind can at most be.
    let oneSided = try analysis.interval(arm, SideLevels(lower: 0, upper: SideLevels(confidence: 0.95).upper))
    #expect(oneSided.upper == interval.upper && (oneSided.lower.value ?? -.infinity) <= 0)
  }

  @Test("Whatever a file holds: an answer in order, or a typed reason; never a trap, NaN or infinity", arguments: MetricKindCase.all)
  func corners(_ one: MetricKindCase) throws {
    for decision in ["{looks: fixed}", "{looks: fixed, daily: pooled}", "{looks: fixed, exact: true}"] {
      let (story, numbers) = try Self.story(one, decision: decision)
      let analysis = MetricAnalysis(metric: story.experiment.primary, plan: story.experiment.plan)
      for control in numbers.corners {
        check(try? analysis.interval(control.values, SideLevels(confidence: 0.95)), "\(control)")
        #expect(analysis.dispersion(control.values) >= 1, "\(control)")
        if let arm = analysis.estimateAndVariance(control.values) { #expect(arm.value.isFinite && arm.variance >= 0, "\(control)") }
        for treatment in numbers.corners {
          guard let comparison = try? analysis.compare(control: control.values, treatment: treatment.values) else { continue }
          let p = comparison.twoSided.value
          #expect(p >= 0 && p <= 1, "\(control) against \(treatment): p \(p)")
          check(try? comparison.difference(SideLevels(confidence: 0.95)), "\(control) against \(treatment)")
          check(try? comparison.relative(SideLevels(confidence: 0.95)), "\(control) against \(treatment)")
        }
      }
    }
  }

  private func check(_ interval: SidedInterval?, _ what: String) {
    guard let interval else { return }
    for value in [interval.estimate, interval.lower.value, interval.upper.value] { #expect(value?.isFinite ?? true, "\(what)") }
    if let low = interval.lower.value, let high = interval.upper.value { #expect(low <= high, "\(what)") }
  }

  @Test("Numbers that cannot be have a reason of their own", arguments: MetricKindCase.all)
  func gate(_ one: MetricKindCase) throws {
    let (story, numbers) = try Self.story(one)
    let analysis = MetricAnalysis(metric: story.experiment.primary, plan: story.experiment.plan)
    let range = story.experiment.primary.facts.range
    func reason(_ values: MetricSummary.Values) -> NoAnswer? {
      do throws(NoAnswer) {
        _ = try analysis.interval(values, SideLevels(confidence: 0.95))
        return nil
      } catch { return error }
    }
    #expect(reason(numbers.only(count: .infinity, exposure: 100)) == .outOfRange)
    #expect(reason(numbers.only(count: .nan, exposure: 100)) == .outOfRange)
    #expect((reason(numbers.only(count: 12, exposure: 4)) == .impossibleCounts) == (range == .share))
    if one.grain != .units { #expect((reason(numbers.only(count: -3, exposure: 100)) == .impossibleCounts) == (range == .share || range == .counts)) }
    let bad = numbers.only(count: .infinity, exposure: 100)
    #expect(throws: NoAnswer.self) { try analysis.compare(control: numbers.arm(), treatment: bad) }
    #expect(throws: NoAnswer.self) { try analysis.compare(control: bad, treatment: numbers.arm()) }
  }

  @Test("Between looks: an interval that holds at all times, wider than the look's, about the same estimate", arguments: MetricKindCase.all)
  func alwaysValid(_ one: MetricKindCase) throws {
    let (story, numbers) = try Self.story(one)
    for treatment in [numbers.arm(lift: 0.2)] + numbers.corners.map(\.values) {
      let display = AlwaysValidDisplay(experiment: story.experiment, evidence: evidence(story, [numbers.arm(), treatment]), spendingTime: 0.5)
      let shown = display.comparison(1, versus: 0)
      #expect(shown.pValue == nil && shown.isDescriptive)
      for value in [shown.difference.estimate, shown.difference.lower, shown.difference.upper, shown.relative.lower, shown.relative.upper] {
        #expect(value?.isFinite ?? true)
      }
      #expect(shown.reason != nil || shown.method == AlwaysValidDisplay.method)
    }
    let display = AlwaysValidDisplay(experiment: story.experiment, evidence: evidence(story, [numbers.arm(), numbers.arm(lift: 0.2)]), spendingTime: 0.5)
    let shown = display.comparison(1, versus: 0)
    let analysis = MetricAnalysis(metric: story.experiment.primary, plan: story.experiment.plan)
    // Days of values are too few at fourteen; two totals of them tell nothing.
    guard analysis.room.isCounted(byUnit: one.grain == .units) || one.grain == .units else { return #expect(shown.reason != nil) }
    let look = try analysis.compare(control: numbers.arm(), treatment: numbers.arm(lift: 0.2)).difference(SideLevels(confidence: 0.95))
    let (low, high) = try (#require(shown.difference.lower), #require(shown.difference.upper))
    #expect(try high - low > #require(look.upper.value) - #require(look.lower.value))
    #expect(try low < #require(look.estimate) && #require(look.estimate) < high)
  }

  private func evidence(_ story: Story, _ arms: [MetricSummary.Values]) -> MetricEvidence {
    MetricEvidence(design: MetricDesign(story.experiment, metric: 0), values: arms)
  }

  private static func summary(_ arms: [MetricSummary.Values]) -> ExperimentSummary {
    let start = CalendarDay(number: 20_759)
    return ExperimentSummary(
      variants: arms.map { values in
        VariantSummary(
          units: nil, days: (0..<14).map { start + $0 }, spend: (0..<14).map { DayAmount(day: start + $0, amount: 100) }, undatedSpend: 0,
          metrics: [MetricSummary(values: values, missing: 0, immature: 0, segments: [], fractional: false)], rows: 14)
      }, quality: .clean(newest: start + 13))
  }

  @Test("Posteriors: chances add up, and the arm that does better is the likelier best", arguments: MetricKindCase.all)
  func posterior(_ one: MetricKindCase) throws {
    let (story, numbers) = try Self.story(one)
    let metric = story.experiment.primary
    let analysis = MetricAnalysis(metric: metric, plan: story.experiment.plan)
    let known = [numbers.arm(), numbers.arm(lift: 0.3)].compactMap { analysis.room.posterior($0, analysis) }
    guard known.count == 2 else { return #expect(one.grain == .totals && !analysis.room.isCounted(byUnit: false)) }
    let weighed = try #require(metric.weighed(known))
    let best = weighed.probabilityBest()
    // More of a count is better of everything, a cost per result among them: more results of the same money.
    #expect(abs(best[0] + best[1] - 1) < 1e-9 && best[1] > 0.9)
    #expect(weighed.expectedLoss().allSatisfy { $0.map { $0 >= 0 && $0.isFinite } ?? false })
    let growth = known.compactMap { $0.preposterior(growth: 0.5) }
    #expect(growth.count == 2 && growth.allSatisfy { $0.deviation > 0 && (0...1).contains($0.resolved) })
    for corner in numbers.corners {
      guard let arm = analysis.room.posterior(corner.values, analysis), let odd = metric.weighed([known[0], arm]) else { continue }
      let chances = odd.probabilityBest()
      #expect(chances.allSatisfy { $0 >= 0 && $0 <= 1 }, "\(corner)")
    }
  }

  @Test("Plans: the size that finds an effect, from the data so far", arguments: MetricKindCase.all)
  func plan(_ one: MetricKindCase) throws {
    let (story, numbers) = try Self.story(one)
    let metric = story.experiment.primary
    let facts = PlanningFacts(story.experiment, Self.summary([numbers.arm(), numbers.arm(lift: 0.05)]), asOf: CalendarDay(number: 20_773))
    let baseline = try #require(facts.baseline)
    guard one.grain != .totals || metric.isPlannedByCounts else {
      #expect(throws: SamplingProblem.deviationUnknown) { try metric.sampling(baseline: baseline, deviation: facts.deviation, price: nil) }
      return
    }
    let kind = try metric.sampling(baseline: baseline, deviation: facts.deviation, price: facts.pricePerUnit)
    #expect(facts.dispersion >= 1)
    let question = PlanQuestion(
      kind: kind, baseline: baseline, isIncrease: metric.direction == .increase, shares: [1, 1], target: 0.2, days: 28,
      // A window of thirty days has none yet whose outcomes are in.
      sizePerDay: facts.sizePerDay ?? 100)
    let answer = try Planner(question).answer()
    #expect(answer.single.neededInAll > 0 && answer.single.neededInAll.isFinite)
    #expect(try (0...1).contains(#require(answer.single.power)) && (0...1).contains(#require(answer.pickBest)))
    // Four times the size halves the error: what was found half the time is then found nearly always.
    var larger = question
    larger.days = 28 * 4
    #expect(try #require(Planner(larger).answer().single.power) > #require(answer.single.power) - 1e-9)
    #expect(throws: SamplingProblem.self) {
      _ = try metric.sampling(baseline: 2, deviation: nil, price: nil)
      // A cost per result needs neither a deviation nor a share.
      if metric.facts.isCost { throw SamplingProblem.deviationUnknown }
    }
  }

  @Test("Simulation: arms drawn as the kind has them, compared as a review would", arguments: MetricKindCase.runnable.filter { $0.grain != .totals })
  func simulation(_ one: MetricKindCase) async throws {
    let (story, numbers) = try Self.story(one)
    let metric = story.experiment.primary
    let analysis = MetricAnalysis(metric: metric, plan: story.experiment.plan)
    let facts = PlanningFacts(story.experiment, Self.summary([numbers.arm(), numbers.arm()]), asOf: CalendarDay(number: 20_773))
    let baseline = try #require(facts.baseline)
    let kind = try metric.sampling(baseline: baseline, deviation: facts.deviation, price: facts.pricePerUnit)
    let source = DaySource(
      kind: kind, isOfUnits: metric.grain == .units, keepsUnits: metric.grain == .units, value: baseline, perDay: 300, scenario: .noEffect)
    var draws = SeededGenerator(seed: 11, stream: 3)
    let flat = [Double](repeating: 1, count: 28)
    let arms = (0..<2).map { _ in
      SimulatedArm(source, luck: flat, traffic: flat, runs: { _ in true }, start: CalendarDay(number: 20_759), draws: &draws)
    }
    let value = try #require(analysis.totals(arms[0].values(after: 28))?.value)
    #expect(abs(value / baseline - 1) < 0.25, "drawn about what the metric truly is")
    // A ratio by unit is drawn as one number of each.
    let comparison = try analysis.compare(control: arms[0].values(after: 28), treatment: arms[1].values(after: 28))
    #expect(comparison.twoSided.value > 0.001)
    #expect(arms[0].values(after: 0) == .nothing)
    let question = PlanQuestion(
      kind: kind, baseline: baseline, isIncrease: metric.direction == .increase, shares: [1, 1], target: 0.5, days: 28, sizePerDay: 600)
    let simulator = try #require(Simulator(experiment: story.experiment, calendar: story.calendar, question: question, sizePerDay: 600, guards: []))
    let result = await simulator.run(.noEffect, runs: 20, seed: 7)
    #expect(result.runs == 20 && result.verdicts.values.reduce(0, +) == 20 && result.falseWinners <= 4)
  }
}
