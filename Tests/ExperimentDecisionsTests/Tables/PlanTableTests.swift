import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics
import Testing

/// Sizes of plans by hand.
@Suite("Plans: sizes, shares, money and days")
struct PlanTableTests {
  private func answer(_ kind: PlanQuestion.Kind = .costPer, baseline: Double = 25, isIncrease: Bool = false, shares: [Double] = [1, 1], _ change: (inout PlanQuestion) -> Void)
    throws
    -> PlanAnswer
  {
    var question = PlanQuestion(kind: kind, baseline: baseline, isIncrease: isIncrease, shares: shares)
    change(&question)
    return try Planner(question).answer()
  }

  @Test("the smaller of what the money and the days allow, and the control's share of it")
  func size() throws {
    let both = try answer(shares: [1, 3]) { ($0.budget, $0.days, $0.sizePerDay) = (1000, 14, 50) }
    #expect(both.sizeInAll == 700 && both.sizeOfControl == 175 && both.expectedResults == 7)
    #expect(try answer { ($0.budget, $0.days, $0.sizePerDay) = (600, 14, 50) }.sizeInAll == 600)
    let trials = try answer(.proportion(costPerTrial: 2), baseline: 0.1, isIncrease: true) { $0.budget = 1000 }
    #expect(trials.sizeInAll == 500 && trials.sizeOfControl == 250 && trials.expectedResults == 25)
    #expect(try answer { _ in }.sizeInAll == nil)
  }

  /// From 25 to 20 yuan a result: (1.959964 + 0.841621)²·(25 + 20)/ln(1.25)² = 7,093.35 an arm.
  @Test("what is needed, in money, in days and a day; scatter and looks enlarge it")
  func needed() throws {
    let plain = try answer { ($0.days, $0.sizePerDay) = (28, 100) }
    #expect(abs(plain.single.neededOfControl - 7093.35) < 0.01 && abs(plain.single.neededInAll - 14_186.7) < 0.02)
    #expect(plain.single.neededMoney == plain.single.neededInAll)
    #expect(abs((plain.single.neededDays ?? 0) - 141.867) < 1e-3 && abs((plain.single.neededPerDay ?? 0) - 506.668) < 1e-3)
    let scattered = try answer { ($0.days, $0.sizePerDay, $0.dispersion) = (28, 100, 2) }
    #expect(abs(scattered.single.neededOfControl - 2 * 7093.35) < 0.02)
    // Half of the size says the same without scatter.
    let half = try answer { ($0.days, $0.sizePerDay) = (14, 100) }
    #expect(abs((scattered.single.power ?? 0) - (half.single.power ?? 1)) < 1e-9)
    let looks = try answer { ($0.days, $0.sizePerDay, $0.looks, $0.spending) = (28, 100, [0.5, 1], .obrienFleming) }
    #expect(looks.inflation > 1.001 && looks.inflation < 1.02)
    #expect(abs(looks.single.neededOfControl - 7093.35 * looks.inflation) < 0.02)
  }

  /// An arm's day that scatters by σ adds σ²μ² to its variance: 100 results a day over two arms have V = 50·50/100 = 25, and 1 + 2·0.04·25 = 3.
  @Test("scatter of days enlarges what is needed, and the power without it stands beside")
  func scatterOfDays() throws {
    var question = PlanQuestion(kind: .costPer, baseline: 25, isIncrease: false, shares: [1, 1], days: 28, sizePerDay: 2500)
    #expect(abs(question.dispersion(scatter: 0.2) - 3) < 1e-12 && question.dispersion(scatter: 0) == 1)
    question.shares = [1, 3]
    #expect(abs(question.dispersion(scatter: 0.2) - 2.5) < 1e-12)
    let share = PlanQuestion(kind: .proportion(costPerTrial: nil), baseline: 0.1, isIncrease: true, shares: [1, 1], sizePerDay: 1000)
    #expect(abs(share.dispersion(scatter: 0.2) - 2.8) < 1e-12)
    // Nothing says how much comes in a day.
    #expect(PlanQuestion(kind: .costPer, baseline: 25, isIncrease: false, shares: [1, 1], budget: 1000).dispersion(scatter: 0.2) == 1)
    let plain = try answer { ($0.days, $0.sizePerDay) = (28, 500) }
    let scattered = try answer { ($0.days, $0.sizePerDay, $0.dispersion) = (28, 500, 3) }
    #expect(plain.powerWithoutScatter == nil && scattered.powerWithoutScatter == plain.single.power)
    #expect((scattered.single.power ?? 1) < (plain.single.power ?? 0))
  }

  @Test("days that the money lasts")
  func funded() {
    var question = PlanQuestion(kind: .proportion(costPerTrial: 2), baseline: 0.1, isIncrease: true, shares: [1, 1], budget: 1400, sizePerDay: 50)
    #expect(question.fundedDays == 14)
    question.kind = .costPer
    #expect(question.fundedDays == 28)
    question.kind = .proportion(costPerTrial: nil)
    #expect(question.fundedDays == nil)
  }
}
