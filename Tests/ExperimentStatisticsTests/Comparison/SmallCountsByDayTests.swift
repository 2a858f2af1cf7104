import ExperimentStatistics
import Glibc
import Testing

/// A handful of results over a week or more: the exact test beside the days' own.
struct SmallCountsByDayTests {
  /// Fourteen days of unequal shares, few results.
  private func days(_ draws: inout SeededGenerator, perDay: Double, share: Double = 0.5, effect: Double = 1, scatter: Double = 1) -> [DayPair] {
    (0..<14).map { _ in
      let money = 80 + 40 * draws.uniform()
      let (c, t) = (money * (1 - share), money * share)
      return DayPair(
        controlCount: draws.scatteredCount(mean: perDay * (1 - share), dispersion: scatter), controlExposure: c,
        treatmentCount: draws.scatteredCount(mean: perDay * share * effect, dispersion: scatter), treatmentExposure: t)
    }
  }

  @Test("three results, all in the fifth of the money that the control had, by hand")
  func byHand() throws {
    // Equal days of 20 and 80 yuan; control results on days 1, 2 and 3, none of the treatment: P(X_c = 3) = 0.2³ = 0.008, of which mid-p counts half.
    let days = (0..<60).map { DayPair(controlCount: $0 < 3 ? 1 : 0, controlExposure: 20, treatmentCount: 0, treatmentExposure: 80) }
    let test = try SmallCountsByDay(days, kind: .counts, isExact: false)
    #expect(abs(test.exact.below.value - 0.004) < 1e-12)
    // U = −3·0.8 = −2.4; Σ(u − ū)² = 3·0.64 − 2.4²/60 = 1.824, ·60/59 = 1.8549 beyond ΣV = 3·0.16: t = −1.7622 on 59 degrees of freedom.
    #expect(abs(test.days.statistic + 1.76218) < 1e-4)
    #expect(test.below == test.days.below && test.below > test.exact.below && test.method == "within-day-midp")
    let whole = try SmallCountsByDay(days, kind: .counts, isExact: true)
    #expect(abs(whole.exact.below.value - 0.008) < 1e-12 && whole.method == "within-day-exact")
  }

  @Test("days that come in bunches widen it")
  func scatter() throws {
    // Ten results on one day alone say less than ten on ten days.
    func pairs(_ counts: [Double]) -> [DayPair] {
      counts.map { DayPair(controlCount: 0, controlExposure: 50, treatmentCount: $0, treatmentExposure: 50) }
    }
    let bunched = try SmallCountsByDay(pairs([10] + [Double](repeating: 0, count: 13)), kind: .counts, isExact: false)
    let spread = try SmallCountsByDay(pairs([Double](repeating: 1, count: 10) + [0, 0, 0, 0]), kind: .counts, isExact: false)
    #expect(bunched.exact.above.value == spread.exact.above.value)
    #expect(bunched.above.value > 0.1 && spread.above.value < 0.005)
  }

  @Test("a p-value below a level is a bound beyond 1 at that level, for shares and for results of money, whatever the scatter")
  func coherence() throws {
    var draws = SeededGenerator(seed: 9)
    var rejected = 0
    for round in 0..<400 {
      let pairs = days(
        &draws, perDay: 0.3 + Double(round % 7), share: round % 3 == 0 ? 0.8 : 0.5, effect: round % 2 == 0 ? 1 : 3, scatter: round % 5 == 0 ? 3 : 1)
      let kind: ConditionalStrata.Kind = round % 4 == 0 ? .odds : .counts
      let known =
        kind == .counts
        ? pairs
        : pairs.map {
          DayPair(
            controlCount: min($0.controlCount, 30), controlExposure: 30, treatmentCount: min($0.treatmentCount, 40), treatmentExposure: 40)
        }
      guard let test = try? SmallCountsByDay(known, kind: kind, isExact: round % 6 == 0) else { continue }
      #expect(test.above >= test.days.above && test.above >= test.exact.above && test.below >= test.days.below && test.below >= test.exact.below)
      for level in [0.2, 0.025, 0.001] {
        let low = try test.lowerBound(level)
        #expect((test.above.value < level) == (low > 1), "round \(round), level \(level): p \(test.above.value), bound \(low)")
        let high = try test.upperBound(level)
        #expect((test.below.value < level) == (high.map { $0 < 1 } ?? false), "round \(round), level \(level)")
        if test.above.value < level || test.below.value < level { rejected += 1 }
        if let estimate = test.estimate { #expect(low <= estimate * (1 + 1e-9) && (high.map { $0 >= estimate * (1 - 1e-9) } ?? true)) }
      }
    }
    #expect(rejected > 50)
  }

  @Test("false rejections stay below the level with a handful of results on unequal arms")
  func size() {
    var draws = SeededGenerator(seed: 17)
    for (perDay, share) in [(0.4, 0.5), (0.7, 0.2), (1.5, 0.8), (1, 0.9)] {
      let runs = 3000
      var (above, below) = (0, 0)
      for _ in 0..<runs {
        guard let test = try? SmallCountsByDay(days(&draws, perDay: perDay, share: share), kind: .counts, isExact: false) else { continue }
        if test.above.value < 0.025 { above += 1 }
        if test.below.value < 0.025 { below += 1 }
      }
      let most = 0.026 * Double(runs) + 3 * (0.026 * 0.974 * Double(runs)).squareRoot()
      #expect(Double(max(above, below)) <= most, "\(perDay) a day, share \(share): \(above), \(below)")
    }
  }

  @Test("the choice: exact beside the days where few are expected, the days alone where many are or nobody asks")
  func choice() throws {
    var draws = SeededGenerator(seed: 3)
    let few = days(&draws, perDay: 1)
    let many = days(&draws, perDay: 40)
    #expect(try WithinDayChoice.choose(few, .costPerResult, isExact: false).method == "within-day-midp")
    #expect(try WithinDayChoice.choose(few, .costPerResult, isExact: false, asksExact: false).method == "within-day")
    #expect(try WithinDayChoice.choose(many, .costPerResult, isExact: false).method == "within-day")
    #expect(try WithinDayChoice.choose(Array(few.prefix(4)), .costPerResult, isExact: false).method == "conditional-midp-by-day")
    #expect(try WithinDayChoice.choose(Array(few.prefix(1)), .costPerResult, isExact: true).method == "conditional-exact")
    let fractional = few.map {
      DayPair(
        controlCount: $0.controlCount + 0.4, controlExposure: $0.controlExposure, treatmentCount: $0.treatmentCount,
        treatmentExposure: $0.treatmentExposure)
    }
    #expect(try WithinDayChoice.choose(fractional, .rate, isExact: false).method == "within-day")
  }
}
