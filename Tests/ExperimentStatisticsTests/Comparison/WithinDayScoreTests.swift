import ExperimentStatistics
import Glibc
import Testing

/// Days that scatter, days that remember and days too few to tell.
struct WithinDayScoreTests {
  private func days(_ draws: inout SeededGenerator, _ count: Int, mean: Double, shock: Double = 0, effect: Double = 1) -> [DayPair] {
    (0..<count).map { _ in
      func rate() -> Double { shock > 0 ? draws.logNormal(mean: 1, sigma: shock) : 1 }
      return DayPair(
        controlCount: draws.poisson(mean: mean * rate()), controlExposure: 100, treatmentCount: draws.poisson(mean: mean * effect * rate()), treatmentExposure: 100)
    }
  }

  /// Four days of equal money, 10 : 14, 12 : 13, 9 : 15, 11 : 16. u = (x_t − x_c)/2 = 2, ½, 3, 2½, sum 8, mean 2; V = (x_t + x_c)/4, sum 25; Σ(u − ū)² = 3½.
  /// By chance z = 8/5; from day to day t = 8/√(4/3·3.5) = 3.703 on 3 degrees, p 0.0171. The larger p is chance's, 0.0548.
  @Test func largerOfTheTwoByHand() throws {
    let pairs = [(10, 14), (12, 13), (9, 15), (11, 16)].map {
      DayPair(controlCount: Double($0.0), controlExposure: 50, treatmentCount: Double($0.1), treatmentExposure: 50)
    }
    let test = try WithinDayScore(pairs, kind: .counts, scatter: .observed)
    #expect(abs(test.above.value - StandardNormal.upperTail(1.6)) < 1e-15)
    #expect(abs(test.information - 25) < 1e-12)
    // Where days scatter more: 10 : 10, 10 : 30 give u = 0, 10, ΣV = 15, Σ(u − ū)² = 50, t = 10/√100 = 1 on 1 degree, p = ¼.
    let wild = try WithinDayScore(
      [(10.0, 10.0), (10, 30)].map { DayPair(controlCount: $0.0, controlExposure: 50, treatmentCount: $0.1, treatmentExposure: 50) }, kind: .counts,
      scatter: .observed)
    #expect(abs(wild.above.value - 0.25) < 1e-12)
    #expect(abs((wild.dispersion?.phi ?? 0) - 100.0 / 15) < 1e-12)
    // Where they scatter less and are too few to say so: 10 : 22, 10 : 28 give u = 6, 9, ΣV = 17½, Σ(u − ū)² = 4½; t = 15/√9 on 1 degree, z = 3.59.
    let calm = try WithinDayScore(
      [(10.0, 22.0), (10, 28)].map { DayPair(controlCount: $0.0, controlExposure: 50, treatmentCount: $0.1, treatmentExposure: 50) }, kind: .counts,
      scatter: .observed)
    #expect(abs(calm.above.value - (0.5 - atan(5) / .pi)) < 1e-12)
  }

  /// An allowance of σ² = 0.04: 4 days of V = 6, 6¼, 6, 6¾ widen ΣV = 25 by 2·0.04·Σ V² = 0.08·156.625.
  @Test func allowanceByHand() throws {
    let pairs = [(10, 14), (12, 13), (9, 15), (11, 16)].map {
      DayPair(controlCount: Double($0.0), controlExposure: 50, treatmentCount: Double($0.1), treatmentExposure: 50)
    }
    let test = try WithinDayScore(pairs, kind: .counts, scatter: .allowed(DayScatter(logVariance: 0.04)))
    let variance = 25 + 0.08 * (36 + 39.0625 + 36 + 45.5625)
    #expect(abs(test.above.value - StandardNormal.upperTail(8 / variance.squareRoot())) < 1e-14)
    #expect(abs((test.dispersion?.phi ?? 0) - variance / 25) < 1e-14)
    let chance = try WithinDayScore(pairs, kind: .counts, scatter: .allowed(.none))
    #expect(abs(chance.above.value - StandardNormal.upperTail(1.6)) < 1e-15)
    // Bounds by the quadratic on paper: (A − θB)² = z²·θ·V with A = 29, B = 21.
    let z = StandardNormal.upperQuantile(0.025)
    let middle = 29.0 * 21 + z * z * variance / 2
    let root = (middle * middle - 29.0 * 29 * 21 * 21).squareRoot()
    #expect(abs(try test.lowerBound(0.025) - (middle - root) / 441) < 1e-12)
    #expect(abs((try test.upperBound(0.025) ?? 0) - (middle + root) / 441) < 1e-12)
  }

  /// Fourteen contributions of which each pair repeats: r by hand, and the factor from it.
  @Test func memoryByHand() {
    let memory = DayMemory([1, 1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, -1])
    // Mean 0, Σu² = 14; the thirteen products are + − + − + − + − + − + − −: 6 − 7 = −1.
    #expect(abs(memory.correlation + 1.0 / 14) < 1e-15)
    #expect(memory.factor == 1)
    let rising = DayMemory((1...16).map(Double.init))
    // Σ(d − 8.5)² = 340.
    let gaps = (1...16).map { Double($0) - 8.5 }
    let r = zip(gaps, gaps.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / 340
    #expect(abs(rising.correlation - r) < 1e-14)
    let corrected = min(r + (1 + 3 * r) / 16, 0.95)
    #expect(abs(rising.factor - pow((1 + corrected) / (1 - corrected), 1.25)) < 1e-9)
    #expect(rising.isSeen)
    // Scatter a quarter beyond chance can be remembered up to r = 0.2: (1.2/0.8)^1.25. Chance alone cannot.
    #expect(abs(DayMemory((1...16).map(Double.init), dispersion: 1.25).factor - pow(1.5, 1.25)) < 1e-12)
    #expect(DayMemory((1...16).map(Double.init), dispersion: 0.9).factor == 1)
    #expect(DayMemory((1...13).map(Double.init)).factor == 1)
    #expect(DayMemory([2, 2, 2]).factor == 1)
  }

  /// The first days of a series are compared as those days alone, and the core of an interval lies inside it.
  @Test func seriesAndCore() throws {
    var draws = SeededGenerator(seed: 77)
    for round in 0..<40 {
      let pairs = days(&draws, 28, mean: round % 2 == 0 ? 60 : 25, shock: round % 3 == 0 ? 0.3 : 0)
      let series = DaySeries(pairs, kind: .counts)
      for count in [1, 6, 7, 14, 28] {
        let (seen, alone) = (
          try WithinDayChoice.choose(series.first(count), .costPerResult, isExact: false), try WithinDayChoice.choose(Array(pairs.prefix(count)), .costPerResult, isExact: false)
        )
        #expect(seen.method == alone.method && seen.higher == alone.higher && seen.lower == alone.lower && seen.information == alone.information)
        let levels = SideLevels(lower: 0.025, upper: 0.01)
        for isRelative in [false, true] {
          let interval = isRelative ? try seen.relative(levels) : try seen.difference(levels)
          guard let core = seen.core(levels, isRelative: isRelative) else {
            #expect(count < 7 || seen.method != "within-day")
            continue
          }
          #expect(interval.enclosing(core) == interval)
        }
      }
    }
  }

  /// A thousand tests of days by chance alone: at 2.5 % a side the size is near it, not half of it; at 28 days with lasting shocks it stays bounded.
  @Test func sizeBySeededSimulation() throws {
    var draws = SeededGenerator(seed: 61)
    var rejected = 0
    for _ in 0..<3000 {
      let test = try WithinDayScore(days(&draws, 14, mean: 40), kind: .counts, scatter: .observed)
      if test.above.value < 0.025 { rejected += 1 }
      if test.below.value < 0.025 { rejected += 1 }
    }
    // 6,000 trials; the larger of two p-values lies at 1.9 %. At 2.5 % 111 … 189 would pass at 99.9 %.
    #expect((80...175).contains(rejected), "\(rejected)")
    var lasting = 0
    for _ in 0..<1500 {
      var shock = draws.normal()
      let pairs = (0..<28).map { _ in
        shock = 0.8 * shock + 0.6 * draws.normal()
        return DayPair(
          controlCount: draws.poisson(mean: 200), controlExposure: 100, treatmentCount: draws.poisson(mean: 200 * exp(0.25 * shock - 0.03125)),
          treatmentExposure: 100)
      }
      let test = try WithinDayScore(pairs, kind: .counts, scatter: .observed)
      if min(test.above, test.below).value < 0.025 { lasting += 1 }
    }
    // Two-sided: 2 × 8.5 %; as independent days 2 × 23 %.
    #expect(lasting < 330, "\(lasting) of 1,500")
  }

  /// Learned from ten tests of fourteen days with σ = 0.2: near 0.04 whatever was assumed; from one quiet test of three days still near the assumption.
  @Test func scatterIsLearned() {
    var draws = SeededGenerator(seed: 67)
    let tests = (0..<10).map { _ in DayContributions(days(&draws, 14, mean: 150, shock: 0.2), kind: .counts) }
    let learned = DayScatter.learned(from: tests, assumed: DayScatter(logVariance: 0.01))
    #expect((0.025...0.055).contains(learned.logVariance), "\(learned)")
    let quiet = [DayContributions(days(&draws, 3, mean: 10), kind: .counts)]
    let kept = DayScatter.learned(from: quiet, assumed: DayScatter(logVariance: 0.04)).logVariance
    #expect((0.02...0.06).contains(kept), "\(kept)")
    #expect(DayScatter.learned(from: [], assumed: .none) == .none)
  }

  /// Independent days keep the level; with a lag of 0.5 over 14 days about one in ten would be a false winner.
  @Test func whatALastingShockCouldDo() {
    #expect(abs(DayMemory.falseWinnerChance(correlation: 0, days: 14, level: 0.025) - 0.025) < 1e-12)
    let chance = DayMemory.falseWinnerChance(correlation: 0.5, days: 14, level: 0.025)
    #expect((0.1...0.16).contains(chance), "\(chance)")
    // Two days: a mean's variance grows by 1 + ρ. With as much allowed for as chance makes, 2 becomes 2.5 at ρ ½: P(Z > 1.959964·√(2/2.5)) = P(Z > 1.753045).
    let short = DayMemory.falseWinnerChance(correlation: 0.5, days: 2, level: 0.025, dispersion: 2)
    #expect(abs(short - 0.5 * erfc(1.9599639845400545 * 0.8.squareRoot() / 2.0.squareRoot())) < 1e-12)
    #expect(abs(DayMemory.falseWinnerChance(correlation: 0.5, days: 2, level: 0.025, dispersion: 1) - 0.025) < 1e-12)
  }
}
