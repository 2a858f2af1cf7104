import ExperimentStatistics
import Glibc
import Testing

/// Limits and steps of the comparisons by days, each worked by hand.
@Suite("Rules of days, by hand") struct DayRuleTests {
  private func pairs(_ control: [Double], _ treatment: [Double], of exposure: Double = 100) -> [DayPair] {
    zip(control, treatment).map { DayPair(controlCount: $0, controlExposure: exposure, treatmentCount: $1, treatmentExposure: exposure) }
  }

  @Test("fourteen days can tell their memory: r = 11/14 is more than the largest that is used, 0.95")
  func fourteenDays() {
    let memory = DayMemory([1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1])
    #expect(abs(memory.correlation - 11 / 14) < 1e-12 && abs(memory.factor - pow(39, 1.25)) < 1e-9)
    #expect(memory.degreesOfFreedom == 2, "next to nothing is left of the days")
  }

  @Test("memory half seen: of 16 days with r = 5/16 (4·(5/16 + 1/16) − 1.1 = 0.4), corrected to 111/256, the factor is (367/145)^(1.25·0.4)")
  func halfSeen() {
    let days: [Double] = [1, 1, 1, -1, -1, -1, 1, 1, 1, -1, -1, -1, 1, 1, -1, -1]
    #expect(abs(DayMemory(days).factor - (367.0 / 145).squareRoot()) < 1e-12)
    // No further than the share beyond chance, 1 − 1/φ, with which (1 + m)/(1 − m) is 2φ − 1.
    let (little, enough) = (DayMemory(days, dispersion: 1.16), DayMemory(days, dispersion: 1.25))
    #expect(abs(little.factor - 1.32.squareRoot()) < 1e-12 && !little.isSeen)
    #expect(abs(enough.factor - 1.5.squareRoot()) < 1e-12 && enough.isSeen)
  }

  @Test("the hypergeometric variance of one success of two in each arm is 1/2·1/2·2·2/3")
  func oddsOfADay() {
    let day = DayPair(controlCount: 1, controlExposure: 2, treatmentCount: 1, treatmentExposure: 2)
    #expect(abs(DayContributions([day], kind: .odds).variances[0] - 1.0 / 3) < 1e-15)
  }

  @Test("scatter learned of three days: 4 results each on one exposure, V = 1, u = 2, 0, −2, so that Σ(1.5·u² − V)/Σ2V² = 9/6")
  func learned() {
    let days = DayContributions(pairs([0, 2, 4], [4, 2, 0], of: 1), kind: .counts)
    #expect(abs(DayScatter.learned(from: [days], assumed: .none).logVariance - 1.5) < 1e-12)
    let weight = 1 / (2 * 1.08 * 1.08)
    let expected = (18 * weight + 25) / (12 * weight + 625)
    #expect(abs(DayScatter.learned(from: [days], assumed: .assumed).logVariance - expected) < 1e-12)
    // Two days say nothing.
    let few = DayContributions(pairs([0, 4], [4, 0], of: 1), kind: .counts)
    #expect(DayScatter.learned(from: [few], assumed: .assumed) == .assumed)
  }

  @Test("where the days' own scatter decides, the bound at the level of the p is the null, as p has it")
  func boundOfScatter() throws {
    let score = try WithinDayScore(
      pairs([20, 20, 20, 20, 20, 20, 20], [40, 10, 40, 10, 40, 10, 40]), kind: .counts, scatter: .observed)
    // V = 330/4; u = 10 or −5 with mean 25/7, D/(D − 1)·Σ(u − ū)² = 7/6·2700/7 = 450.
    #expect(abs((score.dispersion?.phi ?? 0) - 450 / 82.5) < 1e-12)
    #expect(abs(score.above.value - StudentT(degreesOfFreedom: 6).upperTail(25 / 450.0.squareRoot())) < 1e-12)
    #expect(abs(try score.lowerBound(score.above.value) - 1) < 1e-9)
  }

  /// Sixteen days of 20 : 40 or 40 : 20 in the order above: u = ±10, V = 15; 16/15·1,600 over 240.
  @Test("scatter over chance is told without what the days remember, 64/9; an allowance has seen no day")
  func dispersion() throws {
    let signs: [Double] = [1, 1, 1, -1, -1, -1, 1, 1, 1, -1, -1, -1, 1, 1, -1, -1]
    let days = pairs(signs.map { 30 - 10 * $0 }, signs.map { 30 + 10 * $0 })
    let seen = try #require(try WithinDayScore(days, kind: .counts, scatter: .observed).dispersion)
    #expect(abs(seen.phi - 64.0 / 9) < 1e-9 && seen.degreesOfFreedom == 15)
    let allowed = try #require(try WithinDayScore(days, kind: .counts, scatter: .allowed(.assumed)).dispersion)
    // 1 + 0.08·16·15² / 240.
    #expect(abs(allowed.phi - 2.2) < 1e-9 && allowed.degreesOfFreedom == 0)
  }

  @Test("values of days that remember are worth less than the same values in an order that forgets, by the factor of their memory")
  func values() throws {
    func score(_ signs: [Double]) throws -> ValuesByDay { try ValuesByDay(pairs(signs.map { 30 - 10 * $0 }, signs.map { 33 + 10 * $0 })) }
    let lasting = try score((0..<16).map { $0 < 8 ? 1 : -1 })
    let forgetting = try score((0..<16).map { $0 % 2 == 0 ? 1 : -1 })
    let factor = try #require(lasting.memory?.factor)
    #expect(factor > 2 && forgetting.memory?.factor == 1)
    #expect(abs(forgetting.precision / lasting.precision - factor) < 1e-9 * factor)
  }

  @Test("which test serves: the exact one beside the days below 20 expected results in an arm, or 5 successes; an allowance below seven days")
  func choice() throws {
    func counts(_ control: [Double], _ treatment: [Double], _ allowance: DayScatter = .none) throws -> String {
      try WithinDayChoice.choose(pairs(control, treatment), .rate, isExact: false, allowance: allowance).method
    }
    func shares(_ control: [Double], _ treatment: [Double]) throws -> String {
      try WithinDayChoice.choose(pairs(control, treatment), .share, isExact: false).method
    }
    #expect(try counts([3, 2, 3, 2, 3, 2, 2], [2, 3, 2, 3, 2, 3, 2]) == "within-day-midp")
    #expect(try counts([3, 3, 3, 3, 3, 3, 2], [2, 3, 3, 3, 3, 3, 3]) == "within-day")
    #expect(try shares([1, 0, 1, 0, 1, 0, 1], [0, 1, 1, 0, 1, 1, 0]) == "within-day-midp")
    #expect(try shares([1, 1, 1, 0, 1, 0, 1], [1, 1, 1, 0, 1, 1, 0]) == "within-day-mantel-haenszel")
    #expect(try counts([30, 40, 35, 30, 40, 35], [40, 30, 35, 40, 30, 36], .assumed) == "within-day-poisson")
    #expect(try counts([50], [60], .assumed) == "within-day-poisson")
  }

  @Test("a score may be as skewed as the limit; twice the limit asks for four times the units")
  func skewness() {
    #expect(SkewnessLimit.unitsThatWouldDo(skewness: 1.5, units: 100) == nil)
    #expect(SkewnessLimit.unitsThatWouldDo(skewness: -3, units: 100) == 400)
  }
}
