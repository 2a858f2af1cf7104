import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

@Suite("Simulated units drawn from rows, and the plan of the test that decides them")
struct DrawnUnitsTests {
  /// 2,000 users of whom a twentieth buys, log-normal baskets: every arm of `split` parts has its own.
  private func revenue(_ split: [Int], units: Int = 2000) -> UnitRows {
    var draws = SeededGenerator(seed: 5)
    let parts = split.reduce(0, +)
    var (variants, values) = ([Int32](), [Double]())
    for (variant, part) in split.enumerated() {
      for _ in 0..<(units * part / parts) {
        variants.append(Int32(variant))
        values.append(draws.uniform() < 0.05 ? draws.logNormal(mean: 100, sigma: 1) : 0)
      }
    }
    return UnitRows(variants: variants, values: values)
  }

  private func simulator(
    _ metric: String, split: [Int], _ question: PlanQuestion, drawn: DrawnUnits?, perDay: Double, decision: String = "looks: fixed"
  ) throws -> Simulator {
    let story = try Story(
      """
      start: 2026-11-02
      duration: 14d
      variants: {old: {allocation: \(split[0])}, new: {allocation: \(split[1])}}
      data: {file: x.csv, unit: u, variant: v, date: d}
      metrics:
        m: \(metric)
      primary: m
      decision: {\(decision)}

      """, every: 7)
    return try #require(
      Simulator(
        experiment: story.experiment, calendar: story.calendar, question: question, sizePerDay: perDay, guards: [], drawn: drawn.map { [0: $0] } ?? [:]))
  }

  @Test("What is drawn has the rows' moments, the value asked for, and every sum of a comparison")
  func moments() throws {
    let rows = UnitRows(
      variants: (0..<400).map { _ in 0 }, values: (0..<400).map { Double($0 % 4) }, denominators: (0..<400).map { Double(1 + $0 % 3) },
      covariates: (0..<400).map { Double($0 % 5) })
    let units = try #require(DrawnUnits(rows, control: 0))
    var draws = SeededGenerator(seed: 1)
    var sum = DrawnUnits.Drawn()
    var pairs = [(x: Double, y: Double)]()
    var twin = draws
    for _ in 0..<500 {
      sum.add(units, isCost: false, factor: 2, &draws)
      let place = min(Int(twin.uniform() * 400), 399)
      pairs.append((x: Double(1 + place % 3), y: 2 * Double(place % 4)))
    }
    let values = sum.values(units, days: 3)
    let plain = JointMoments(pairs)
    #expect(values.count == 500 && values.days == 3 && values.nonzero == Int(plain.nonzero) && values.denominator?.nonzero == 500)
    for (drawn, expected) in [
      (values.mean, plain.meanY), (values.squaredDeviations, plain.yy), (values.cubedDeviations, plain.yyy), (values.denominator?.mean ?? 0, plain.meanX),
      (values.denominator?.coDeviation ?? 0, plain.xy), (values.denominator?.valueTwice ?? 0, plain.xyy), (values.denominator?.partTwice ?? 0, plain.xxy),
      (values.denominator?.cubedDeviations ?? 0, plain.xxx),
    ] { #expect(abs(drawn - expected) < 1e-7 * max(1, abs(expected))) }
    #expect(values.covariate != nil)
    // Rows of whom hardly anybody has a value say nothing of their tail.
    #expect(DrawnUnits(UnitRows(variants: [0, 0], values: [1, 0]), control: 0) == nil)
  }

  @Test("Skewed money at 9 : 1 from the team's own rows keeps the promise to the loser too, the same the short way")
  func uneven() async throws {
    let units = try #require(DrawnUnits(revenue([9, 1]), control: 0))
    var simulator = try simulator(
      "{type: mean, value: a}", split: [9, 1],
      PlanQuestion(kind: .mean(deviation: 40, costPerUnit: nil), baseline: units.value, isIncrease: true, shares: [9, 1], target: 0.5), drawn: units, perDay: 143)
    let short = await simulator.run(.noEffect, runs: 400, seed: 3)
    // 2.5 % each: 10 of 400, and no more than 21 in 999 of 1,000 such simulations.
    #expect(short.falseWinners <= 21 && short.falseLosers <= 21, "\(short.falseWinners) \(short.falseLosers)")
    simulator.worksOutEverything = true
    #expect(await simulator.run(.noEffect, runs: 400, seed: 3) == short)
  }

  @Test("A cost per result over units that differ, by what is assumed: no winner of counts taken for Poisson")
  func costs() async throws {
    let units = try #require(DrawnUnits(costPerResult: 20, dispersion: 3))
    #expect(abs(units.value - 20) < 1)
    var simulator = try simulator(
      "{type: cost_per, cost: a, per: b}", split: [1, 1], PlanQuestion(kind: .costPer, baseline: 20, isIncrease: false, shares: [1, 1], target: 0.3),
      drawn: units, perDay: 600)
    let none = await simulator.run(.noEffect, runs: 400, seed: 3)
    #expect(none.falseWinners <= 21 && none.falseLosers <= 21, "\(none.falseWinners) \(none.falseLosers)")
    #expect(none.meanSpend.map { abs($0 - 8400) < 200 } ?? false)
    simulator.worksOutEverything = true
    #expect(await simulator.run(.noEffect, runs: 400, seed: 3) == none)
  }

  @Test("Days drawn a week at a time keep arms together, money and trials as they were, and counts whole")
  func days() async throws {
    func cells(_ results: (Int) -> Double) -> MetricSummary.Values {
      .days((0..<10).map { DayCell(day: CalendarDay(number: 20_759 + $0), numerator: 100 + Double($0), denominator: results($0)) })
    }
    // 1,045 of money for 55 results, and for 110: 19 and 9.5 each.
    let days = try #require(DrawnDays([cells { Double($0 + 1) }, cells { 2 * Double($0 + 1) }]))
    var draws = SeededGenerator(seed: 2)
    let picked = days.picked(20, &draws)
    #expect(picked.count >= 20 && picked[1] == (picked[0] + 1) % 10 && picked[6] == (picked[0] + 6) % 10)
    // At their own values they are as they were; the second arm at the first one's has half the results, whole ones.
    #expect(days.day(3, of: 0, value: 19, kind: .costPer, &draws) == (103, 4))
    #expect(days.day(3, of: 1, value: 19, kind: .costPer, &draws) == (103, 4))
    let halves = (0..<200).map { _ in days.day(0, of: 1, value: 19 * 4 / 3, kind: .costPer, &draws).denominator }
    // 2 · 9.5/25.33 = 0.75 of a result: none or one.
    #expect(Set(halves) == [0, 1] && abs(halves.reduce(0, +) / 200 - 0.75) < 0.12)
    #expect(days.day(3, of: 0, value: 9.5, kind: .mean(deviation: 1, costPerUnit: nil), &draws) == (103 * 9.5 / 19, 4))
    // Six days, or an arm without a result, say too little.
    #expect(DrawnDays([.days([]), cells { _ in 1 }]) == nil)
    #expect(DrawnDays([cells { _ in 0 }, cells { _ in 1 }]) == nil)
    let story = try Story(
      """
      start: 2026-11-02
      duration: 14d
      variants: {old: {}, new: {}}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: cost_per, cost: a, per: b}
      primary: m

      """, every: 7)
    var simulator = try #require(
      Simulator(
        experiment: story.experiment, calendar: story.calendar, question: PlanQuestion(kind: .costPer, baseline: 19, isIncrease: false, shares: [1, 1], target: 0.2),
        sizePerDay: 209, guards: [], drawnDays: [0: days]))
    let short = await simulator.run(.noEffect, runs: 300, seed: 3)
    #expect(short.falseWinners <= 17 && short.falseLosers <= 17, "\(short.falseWinners) \(short.falseLosers)")
    simulator.worksOutEverything = true
    #expect(await simulator.run(.noEffect, runs: 300, seed: 3) == short)
  }

  @Test("The plan's power is that of simulated tests, at even and uneven splits", arguments: [[1, 1], [9, 1], [1, 9]])
  func planned(split: [Int]) async throws {
    let units = try #require(DrawnUnits(revenue([1, 1], units: 8000), control: 0))
    let moments = ThirdMoments(units.y)
    var question = PlanQuestion(
      kind: .mean(deviation: (moments.squares / moments.count).squareRoot(), costPerUnit: nil), baseline: units.value, isIncrease: true,
      shares: split.map(Double.init), target: split == [1, 1] ? 0.35 : 0.6, days: 14, sizePerDay: 4000 / 14.0)
    question.skewness = moments.skewness
    let power = try #require(try Planner(question).answer().single.power)
    let result = await (try simulator("{type: mean, value: a}", split: split, question, drawn: units, perDay: 4000 / 14.0)).run(.minimumEffect, runs: 1000, seed: 9)
    let found = Double(result.rightWinners) / 1000
    // Three errors of a thousand runs and three points for the law's own approximation.
    #expect(abs(found - power) < 0.03 + 3 * (found * (1 - found) / 1000).squareRoot(), "\(split): planned \(power), found \(found)")
  }

  @Test("Values too skewed for a small arm are planned as no verdict, and so large that they carry it")
  func tooSkewed() throws {
    var question = PlanQuestion(
      kind: .mean(deviation: 40, costPerUnit: nil), baseline: 5, isIncrease: true, shares: [9, 1], target: 0.5, days: 10, sizePerDay: 100)
    question.skewness = 30
    let answer = try Planner(question).answer()
    // λ = 30·(1/100² − 1/900²)/(1/100 + 1/900)^1.5 = 2.53.
    #expect(answer.isTooSkewed == true && answer.single.power == 0)
    #expect(answer.single.neededInAll > 1000 * (2.53 / 1.5) * (2.53 / 1.5))
    question.shares = [1, 1]
    #expect(try Planner(question).answer().isTooSkewed == false)
  }
}
