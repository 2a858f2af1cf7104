import ExperimentStatistics
import TestSupport
import Testing

private struct NoncentralRow: Decodable {
  let t, degreesOfFreedom, noncentrality, upperTail, lowerTail: Double
}

@Suite("Planning")
struct PlanningTests {
  @Test("non-central t: both tails agree with mpmath to 1e-9 relative")
  func noncentralT() throws {
    for row in try ReferenceRows<NoncentralRow>.load("noncentral_t").rows {
      let t = NoncentralT(degreesOfFreedom: row.degreesOfFreedom, noncentrality: row.noncentrality)
      #expect(abs(t.upperTail(row.t) / row.upperTail - 1) < 1e-9, "\(row) \(t.upperTail(row.t))")
      #expect(abs(t.lowerTail(row.t) / row.lowerTail - 1) < 1e-9, "\(row) \(t.lowerTail(row.t))")
    }
  }

  @Test("the examples of R's power.prop.test and power.t.test")
  func publishedExamples() throws {
    let half = try ProportionPlan(control: 0.5, treatment: 0.75)
    #expect(abs(try half.power(size: 50) - 0.7401659) < 1e-7)
    #expect(abs(try half.size(power: 0.9) - 76.7) < 0.05)
    let unit = try MeanPlan(effect: 1, standardDeviation: 1, countsFarTail: false)
    #expect(abs(try unit.power(size: 20) - 0.8689528) < 1e-7)
    #expect(abs(try unit.size(power: 0.9) - 22.02110) < 1e-4)
  }

  @Test("cost 25 against 20 needs 7,093 an arm")
  func costPer() throws {
    #expect(abs(try CostPerPlan(control: 25, treatment: 20).size(power: 0.8) - 7093) < 0.5)
  }

  @Test("size and power undo each other, and the detectable effect is the one that has the power")
  func inverses() throws {
    var random = SplitMix64(seed: 8)
    for _ in 0..<100 {
      let control = Double.random(in: 0.01...0.9, using: &random), treatment = control * Double.random(in: 0.8...1.09, using: &random)
      let allocation = Double.random(in: 0.2...5, using: &random), power = Double.random(in: 0.3...0.99, using: &random)
      let far = Bool.random(using: &random)
      let proportions = try ProportionPlan(control: control, treatment: treatment, allocation: allocation, comparisons: 2, countsFarTail: far)
      let trials = try proportions.size(power: power)
      #expect(abs(try proportions.power(size: trials) - power) < 1e-9)
      let detectable = try ProportionPlan.detectable(
        control: control, size: trials, power: power, isIncrease: treatment > control, allocation: allocation, comparisons: 2, countsFarTail: far)
      #expect(abs(detectable - treatment) < 1e-8)
      let means = try MeanPlan(effect: treatment, standardDeviation: 1, allocation: allocation)
      let units = try means.size(power: power)
      #expect(abs(try means.power(size: units) - power) < 1e-8)
      #expect(abs(try MeanPlan.detectable(standardDeviation: 1, size: units, power: power, allocation: allocation) / treatment - 1) < 1e-7)
      let costs = try CostPerPlan(control: control, treatment: treatment, allocation: allocation, dispersion: 2)
      let budget = try costs.size(power: power)
      #expect(abs(try costs.power(size: budget) - power) < 1e-10)
      let found = try CostPerPlan.detectable(
        control: control, size: budget, power: power, isIncrease: treatment > control, allocation: allocation, dispersion: 2)
      #expect(abs(found / treatment - 1) < 1e-7)
    }
  }

  @Test("non-inferiority: Wald by hand, Farrington–Manning needs about as much, and no margin is superiority")
  func nonInferiority() throws {
    let wald = try ProportionPlan(control: 0.85, treatment: 0.85, alpha: 0.05, margin: 0.1, variance: .unpooled)
    // (1.959964 + 0.841621)² · 2 · 0.85 · 0.15 / 0.1² = 200.14
    #expect(abs(try wald.size(power: 0.8) - 200.146) < 0.01)
    let restricted = try ProportionPlan(control: 0.85, treatment: 0.85, alpha: 0.05, margin: 0.1, variance: .farringtonManning)
    #expect((195.0...215.0).contains(try restricted.size(power: 0.8)))
    #expect(throws: InvalidInput.self) { try ProportionPlan(control: 0.85, treatment: 0.85, margin: 0.1) }
  }

  @Test("with a design of one look nothing changes; with several, size grows by its inflation factor")
  func sequential() throws {
    let plan = try ProportionPlan(control: 0.05, treatment: 0.06, variance: .unpooled)
    let single = try GroupSequentialDesign(information: [1], alpha: 0.025, family: .spending(.obrienFleming))
    #expect(abs(try plan.power(size: 5000, design: single) - plan.power(size: 5000)) < 1e-10)
    let several = try GroupSequentialDesign(information: [0.25, 0.5, 0.75, 1], alpha: 0.025, family: .spending(.pocock), beta: 0.2)
    let inflation = try #require(several.inflationFactor)
    #expect(abs(try plan.size(power: 0.8, design: several) / (plan.size(power: 0.8) * inflation) - 1) < 1e-7)
    #expect(abs(try plan.power(size: plan.size(power: 0.8, design: several), design: several) - 0.8) < 1e-8)
  }

  @Test("what no size can show is said")
  func noAnswer() {
    #expect(throws: NoAnswer.self) { try ProportionPlan(control: 0.1, treatment: 0.1).size(power: 0.8) }
    #expect(throws: NoAnswer.self) { try CostPerPlan.detectable(control: 25, size: 30, power: 0.8, isIncrease: true) }
    #expect(throws: InvalidInput.self) { try CostPerPlan(control: 25, treatment: 20).size(power: 0.02) }
  }
}
