import ExperimentDecisions
import ExperimentStatistics
import Glibc
import Testing

/// Plans: the figures of the poster test, exact power against a plain enumeration and against simulation, and the ways round agree.
struct PlannerTests {
  private static let posters = PlanQuestion(kind: .costPer, baseline: 25, isIncrease: false, shares: [1, 1, 1], budget: 1000)

  @Test("1,000 yuan over three posters at 25 a result")
  func posters() throws {
    let answer = try Planner(Self.posters).answer()
    // From 25 to 20: 7,093 a poster by the log-Wald formula, (1.96 + 0.8416)²·45/ln(1.25)².
    #expect(abs(answer.single.neededOfControl - 7093.35) < 0.01)
    #expect(abs(answer.single.neededInAll - 3 * 7093.35) < 0.03)
    #expect(abs(try #require(answer.expectedResults) - 13.333) < 1e-3)
    // A handful of results proves little: about 2.4 to 2.6 times as good, and 20 % cheaper hardly ever.
    let single = 1 + (try #require(answer.single.provable))
    let corrected = 1 + (try #require(answer.corrected?.provable))
    #expect(single > 2.3 && single < 2.5 && corrected > single && corrected < 2.7)
    #expect(try #require(answer.single.power) < 0.1)
    #expect(try #require(answer.corrected?.power) < 0.06)
  }

  @Test("exact power is the sum over every pair of counts")
  func enumerated() throws {
    for (control, treatment, size, allocation) in [(25.0, 10.0, 333.0, 1.0), (25, 20, 333, 1), (10, 8, 400, 2), (50, 20, 150, 0.5)] {
      let plan = try CostPerPlan(control: control, treatment: treatment, allocation: allocation)
      let (a, b) = (size / control, size * allocation / treatment)
      var power = 0.0
      for x in 0..<150 {
        for y in 0..<250 where x + y > 0 {
          let test = try ConditionalRates(
            control: .init(results: Double(x), exposure: 1), treatment: .init(results: Double(y), exposure: allocation), isExact: false)
          if test.above.value <= 0.025 { power += mass(Double(x), a) * mass(Double(y), b) }
        }
      }
      #expect(abs(try plan.exactPower(size: size) - power) < 1e-9, "\(control) \(treatment) \(size) \(allocation)")
    }
  }

  private func mass(_ k: Double, _ mean: Double) -> Double {
    var log = -mean
    for i in stride(from: 1.0, through: k, by: 1) { log += Glibc.log(mean / i) }
    return exp(log)
  }

  @Test("picking the best, against draws")
  func pickTheBest() {
    var draws = SeededGenerator(seed: 3)
    for (best, rest, others) in [(16.7, 13.3, 2), (3, 2, 1), (60, 50, 4)] {
      var named = 0.0
      let runs = 20_000
      for _ in 0..<runs {
        let own = draws.poisson(mean: best)
        let rivals = (0..<others).map { _ in draws.poisson(mean: rest) }
        let most = rivals.max() ?? 0
        if own > most { named += 1 } else if own == most { named += 1 / Double(1 + rivals.count { $0 == most }) }
      }
      let chance = PickTheBest.poisson(best: best, rest: rest, others: others)
      #expect(abs(named / Double(runs) - chance) < 4 * (chance * (1 - chance) / Double(runs)).squareRoot(), "\(best) \(rest) \(others): \(chance)")
    }
    #expect(abs(PickTheBest.normal(distance: 0, error: 1, others: 3) - 0.25) < 1e-9)
    #expect(abs(PickTheBest.poisson(best: 9, rest: 9, others: 3) - 0.25) < 1e-9)
  }

  @Test("size from power and power from size are one plan")
  func roundTrip() throws {
    for kind in [PlanQuestion.Kind.proportion(costPerTrial: 2), .mean(deviation: 8, costPerUnit: nil), .costPer] {
      let baseline = if case .proportion = kind { 0.04 } else { 25.0 }
      let isIncrease = if case .costPer = kind { false } else { true }
      var question = PlanQuestion(kind: kind, baseline: baseline, isIncrease: isIncrease, shares: [1, 2], target: 0.1, sizePerDay: 1000)
      let needed = try Planner(question).answer().single
      question.days = needed.neededDays
      let answer = try Planner(question).answer()
      // A cost per result: the formula plans, the exact power answers, a point apart at a thousand results.
      let room = isIncrease ? 2e-3 : 0.01
      #expect(abs(try #require(answer.single.power) - 0.8) < room, "\(kind)")
      // "As good by a tenth" is a fold of 1.1 upwards, 1/0.9 downwards.
      let fold = isIncrease ? 0.1 : 1 / 0.9 - 1
      #expect(abs(try #require(answer.single.provable) - fold) < room, "\(kind)")
      for (weaker, stronger) in zip(answer.curve, answer.curve.dropFirst()) { #expect(stronger.power >= weaker.power - 1e-12) }
    }
  }

  @Test("looks cost what their design's inflation says")
  func looks() throws {
    var question = Self.posters
    question.looks = [0.25, 0.5, 0.75, 1]
    question.spending = .pocock
    let one = try Planner(Self.posters).answer()
    let four = try Planner(question).answer()
    #expect(four.inflation > 1.15 && four.inflation < 1.25)
    #expect(abs(four.single.neededOfControl / one.single.neededOfControl - four.inflation) < 1e-9)
  }
}
