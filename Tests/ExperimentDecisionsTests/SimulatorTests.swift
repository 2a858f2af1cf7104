import ExperimentDecisions
import ExperimentModel
import Testing

/// Rules tried on simulated data: the same on any number of cores, honest under no effect, and finding what the plan says they find.
struct SimulatorTests {
  private static func simulator(
    _ metric: String, _ question: PlanQuestion, perDay: Double, decision: String = "looks: auto", variants: String = "{old: {}, new: {}}",
    data: String = "{file: x.csv, variant: v, date: d}"
  ) throws -> Simulator {
    let story = try Story(
      """
      start: 2026-11-02
      duration: 28d
      variants: \(variants)
      data: \(data)
      metrics:
        m: \(metric)
      primary: m
      decision: {\(decision)}

      """, every: 7)
    return try #require(
      Simulator(experiment: story.experiment, calendar: story.calendar, question: question, sizePerDay: perDay, guards: []))
  }

  private static let cost = PlanQuestion(kind: .costPer, baseline: 25, isIncrease: false, shares: [1, 1], target: 0.3)

  @Test("the same seed gives the same figures, however the work is divided")
  func deterministic() async throws {
    let simulator = try Self.simulator("{type: cost_per, cost: a, per: b}", Self.cost, perDay: 500)
    async let first = simulator.run(.minimumEffect, runs: 130, seed: 5)
    async let second = simulator.run(.minimumEffect, runs: 130, seed: 5)
    let other = await simulator.run(.minimumEffect, runs: 130, seed: 6)
    let (a, b) = await (first, second)
    #expect(a == b && a.runs == 130)
    #expect(a != other)
    #expect(a.verdicts.values.reduce(0, +) == 130)
  }

  @Test(
    "the short way to a verdict comes to the same verdicts as the whole review, in every scenario",
    arguments: [
      "looks: auto", "{looks: auto, minimum_effect: 30%}", "minimum_effect: 30%, futility: 10%", "correction: dunnett, minimum_effect: 20%",
      "correction: bonferroni",
    ])
  func shortWay(decision: String) async throws {
    let written = decision.trimmingPrefix("{").replacing("}", with: "")
    for variants in ["{old: {}, new: {}}", "{old: {}, new: {}, third: {}}"] {
      var simulator = try Self.simulator(
        "{type: cost_per, cost: a, per: b}",
        PlanQuestion(
          kind: .costPer, baseline: 25, isIncrease: false, shares: variants.contains("third") ? [1, 1, 1] : [1, 1], target: 0.3),
        perDay: 700, decision: String(written), variants: variants)
      for scenario in SimulationScenario.allCases {
        simulator.worksOutEverything = false
        let short = await simulator.run(scenario, runs: 200, seed: 3)
        simulator.worksOutEverything = true
        #expect(await simulator.run(scenario, runs: 200, seed: 3) == short, "\(scenario)")
      }
    }
  }

  @Test("no effect: at most 2.6 % of winners; a loser is not scaled; a real effect is found about as often as planned")
  func honest() async throws {
    let simulator = try Self.simulator("{type: cost_per, cost: a, per: b}", Self.cost, perDay: 500)
    let runs = 1500
    let none = await simulator.run(.noEffect, runs: runs, seed: 1)
    let allowed = 0.026 * Double(runs)
    #expect(Double(none.falseWinners) <= allowed + 2.576 * (allowed * 0.974).squareRoot(), "\(none)")
    let loser = await simulator.run(.loser, runs: 300, seed: 1)
    #expect(loser.falseWinners <= 2 && loser.rightWinners == 0)
    // 7,000 an arm over 28 days, 25 against 17.5 a result: the plan's power, less what the days' own scatter costs.
    let better = await simulator.run(.minimumEffect, runs: 600, seed: 1)
    var question = Self.cost
    question.budget = 14_000
    let planned = try #require(try Planner(question).answer().single.power)
    let found = Double(better.rightWinners) / 600
    #expect(found < planned + 0.03 && found > planned - 0.12, "found \(found), planned \(planned)")
  }

  @Test("means by unit and shares are simulated too, and money is counted")
  func kinds() async throws {
    let share = PlanQuestion(kind: .proportion(costPerTrial: 2), baseline: 0.05, isIncrease: true, shares: [1, 1], target: 0.5)
    let shares = try Self.simulator(
      "{type: proportion, numerator: a, denominator: b}", share, perDay: 400, decision: "looks: auto, scale_value: 10000")
    let found = await shares.run(.minimumEffect, runs: 200, seed: 3)
    #expect(found.rightWinners > 150 && found.meanDays < 28)
    let spend = try #require(found.meanSpend)
    #expect(abs(spend / (800 * found.meanDays) - 1) < 0.02)
    let missed = 200 - found.rightWinners
    // A miss leaves a third of the good on the table: 1 − 1/1.5 of 10,000.
    let expected = 10_000.0 / 3 * Double(missed) / 200
    let loss = try #require(found.meanLoss)
    #expect(abs(loss - expected) < 1)
    let mean = PlanQuestion(kind: .mean(deviation: 40, costPerUnit: nil), baseline: 50, isIncrease: true, shares: [1, 1], target: 0.2)
    let means = try Self.simulator("{type: mean, value: a}", mean, perDay: 40, data: "{file: x.csv, unit: u, variant: v, date: d}")
    let result = await means.run(.noEffect, runs: 200, seed: 3)
    #expect(result.runs == 200 && result.falseWinners <= 13)
  }
}
