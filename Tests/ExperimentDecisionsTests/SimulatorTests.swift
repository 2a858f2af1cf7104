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

  /// The same experiments with every look worked out, and the short way.
  private func bothWays(_ simulator: Simulator, runs: Int = 150, _ comment: String) async {
    var simulator = simulator
    for scenario in SimulationScenario.allCases {
      simulator.worksOutEverything = false
      let short = await simulator.run(scenario, runs: runs, seed: 3)
      simulator.worksOutEverything = true
      #expect(await simulator.run(scenario, runs: runs, seed: 3) == short, "\(comment), \(scenario)")
    }
  }

  @Test(
    "the short way to a verdict comes to the same verdicts as the whole review, in every scenario",
    arguments: [
      "looks: auto", "minimum_effect: 30%", "minimum_effect: 30%, futility: 10%", "correction: dunnett, minimum_effect: 20%", "correction: bonferroni",
      "spending: pocock, minimum_days: 14",
    ])
  func shortWay(decision: String) async throws {
    for variants in ["{old: {}, new: {}}", "{old: {}, new: {}, third: {allocation: 2}}"] {
      let shares: [Double] = variants.contains("third") ? [1, 1, 2] : [1, 1]
      await bothWays(
        try Self.simulator(
          "{type: cost_per, cost: a, per: b}", PlanQuestion(kind: .costPer, baseline: 25, isIncrease: false, shares: shares, target: 0.3),
          perDay: 700, decision: decision, variants: variants), decision)
    }
  }

  @Test("the short way with guardrails of every kind, that break now and then, and with futility")
  func shortWayGuarded() async throws {
    let yaml = """
      start: 2026-11-02
      duration: 28d
      variants: {old: {}, new: {}}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: cost_per, cost: a, per: b}
        refunds: {type: proportion, numerator: c, denominator: b, direction: decrease}
        leads: {type: cost_per, cost: a, per: d}
        roas: {type: return_on, value: e, cost: a}
      primary: m
      guardrails:
        refunds: {max_increase: 20%, max: 11%}
        leads: {max: 12}
        roas: {max_decrease: 10%, min: 1}
      decision: {minimum_effect: 20%, futility: 15%}

      """
    let story = try Story(yaml, every: 7)
    let simulator = try #require(
      Simulator(
        experiment: story.experiment, calendar: story.calendar,
        question: PlanQuestion(kind: .costPer, baseline: 25, isIncrease: false, shares: [1, 1], target: 0.2), sizePerDay: 900,
        guards: [
          .init(metric: 1, kind: .proportion(costPerTrial: nil), baseline: 0.14, sizePerDay: 60), .init(metric: 2, kind: .costPer, baseline: 10.5, sizePerDay: 900),
          .init(metric: 3, kind: .mean(deviation: 0.5, costPerUnit: nil), baseline: 1.1, sizePerDay: 900),
        ]))
    await bothWays(simulator, "guarded")
    let none = await simulator.run(.noEffect, runs: 400, seed: 3)
    let broken = none.verdicts.filter { $0.key.reasons.contains(.guardrailBroken) }.values.reduce(0, +)
    #expect(broken > 5, "\(none.verdicts)")
  }

  @Test("a guardrail that shares a column with the primary moves with it")
  func sharedColumns() async throws {
    let story = try Story(
      """
      start: 2026-11-02
      duration: 28d
      variants: {old: {}, new: {}}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: signups, denominator: clicks}
        cpa: {type: cost_per, cost: cost, per: signups}
      primary: m
      guardrails:
        cpa: {max_increase: 20%}

      """, every: 7)
    let simulator = try #require(
      Simulator(
        experiment: story.experiment, calendar: story.calendar,
        question: PlanQuestion(kind: .proportion(costPerTrial: 1), baseline: 0.05, isIncrease: true, shares: [1, 1], target: 0.6), sizePerDay: 1000,
        guards: [.init(metric: 1, kind: .costPer, baseline: 20, sizePerDay: 1000)]))
    // Sign-ups down by 60 % at the same money: 2.5 times the cost of each.
    let loser = await simulator.run(.loser, runs: 60, seed: 4)
    let broken = loser.verdicts.filter { $0.key.reasons.contains(.guardrailBroken) }.values.reduce(0, +)
    #expect(broken > 50, "\(loser.verdicts)")
    let none = await simulator.run(.noEffect, runs: 200, seed: 4)
    #expect(none.verdicts.filter { $0.key.reasons.contains(.guardrailBroken) }.values.reduce(0, +) < 6)
    await bothWays(simulator, runs: 60, "shared")
  }

  @Test("units by share and by mean, and shares by day, the short way")
  func shortWayUnits() async throws {
    let units = "{file: x.csv, unit: u, variant: v, date: d}"
    await bothWays(
      try Self.simulator(
        "{type: proportion, value: a}", PlanQuestion(kind: .proportion(costPerTrial: 3), baseline: 0.04, isIncrease: true, shares: [1, 1], target: 0.4),
        perDay: 90, data: units), "share by unit")
    await bothWays(
      try Self.simulator(
        "{type: mean, value: a}", PlanQuestion(kind: .mean(deviation: 40, costPerUnit: nil), baseline: 50, isIncrease: true, shares: [1, 1], target: 0.3),
        perDay: 20, decision: "minimum_effect: 30%", data: units), "mean by unit")
    await bothWays(
      try Self.simulator(
        "{type: proportion, numerator: a, denominator: b}",
        PlanQuestion(kind: .proportion(costPerTrial: nil), baseline: 0.03, isIncrease: true, shares: [1, 1], target: 0.5), perDay: 60), "share by day")
  }

  @Test("switched periods: whole days are one variant's, by chance or in turn, and few days prove little")
  func switchback() async throws {
    func simulator(_ schedule: String, data: String, metric: String, question: PlanQuestion, perDay: Double) throws -> Simulator {
      let story = try Story(
        """
        start: 2026-11-02
        duration: 56d
        evidence: switchback
        schedule: \(schedule)
        variants: {off: {}, on: {}}
        data: \(data)
        metrics:
          m: \(metric)
        primary: m

        """)
      return try #require(Simulator(experiment: story.experiment, calendar: story.calendar, question: question, sizePerDay: perDay, guards: []))
    }
    let cost = PlanQuestion(kind: .costPer, baseline: 25, isIncrease: false, shares: [1, 1], target: 0.3)
    let random = try simulator(
      "random", data: "{file: x.csv, variant: v, date: d}", metric: "{type: cost_per, cost: a, per: b}", question: cost, perDay: 500)
    let none = await random.run(.noEffect, runs: 400, seed: 2)
    #expect(Double(none.falseWinners) <= 0.026 * 400 + 3 * (0.026 * 400).squareRoot(), "\(none.verdicts)")
    let better = await random.run(.minimumEffect, runs: 100, seed: 2)
    #expect(better.rightWinners > 90 && abs((better.meanSpend ?? 0) / (500 * better.meanDays) - 1) < 1e-9)
    let fixed = try simulator(
      "fixed", data: "{file: x.csv, variant: v, date: d}", metric: "{type: cost_per, cost: a, per: b}", question: cost, perDay: 500)
    let refused = await fixed.run(.minimumEffect, runs: 40, seed: 2)
    #expect(refused.rightWinners == 0 && (refused.verdicts[SimulatedVerdict(action: .blocked, reasons: [.notRandomized])] ?? 0) > 30)
    let units = try simulator(
      "random", data: "{file: x.csv, unit: u, variant: v, date: d}", metric: "{type: mean, value: a}",
      question: PlanQuestion(kind: .mean(deviation: 40, costPerUnit: nil), baseline: 50, isIncrease: true, shares: [1, 1], target: 0.3), perDay: 30)
    let means = await units.run(.minimumEffect, runs: 100, seed: 2)
    #expect(means.rightWinners > 80)
  }

  @Test("a budget without an end stops the money on the day it is reached")
  func budget() async throws {
    let story = try Story(
      """
      start: 2026-11-02
      budget: {total: 5000}
      variants: {old: {}, new: {}}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: {type: cost_per, cost: a, per: b}
      primary: m

      """)
    let question = PlanQuestion(kind: .costPer, baseline: 25, isIncrease: false, shares: [1, 1], target: 0.3)
    let simulator = try #require(Simulator(experiment: story.experiment, calendar: story.calendar, question: question, sizePerDay: 300, guards: []))
    let result = await simulator.run(.noEffect, runs: 200, seed: 1)
    // Day 17 passes 5,000.
    #expect(result.verdicts.keys.allSatisfy { $0.action == .stop || $0.action == .scale }, "\(result.verdicts)")
    #expect(result.verdicts[SimulatedVerdict(action: .stop, reasons: [.budgetSpent, .noWinner])] ?? 0 > 150)
    #expect((result.meanSpend ?? 0) <= 5100 && result.meanLooks <= 2)
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
