import ExperimentStatistics
import Glibc
import Testing

/// p below a level ⇔ the bound at that level beyond the null, over random and awkward inputs; and what must not matter does not.
struct ScorePropertyTests {
  private static let levels = [1e-6, 0.001, 0.01, 0.025, 0.1]

  private func units(_ draws: inout SeededGenerator, round: Int, effect: Double) -> JointMoments {
    let count = 2 + Int(draws.uniform() * (round % 3 == 0 ? 8 : 60))
    let share = [1.0, 0.5, 0.15][round % 3]
    return JointMoments(
      (0..<count).map { _ in
        let x = round % 2 == 0 ? 1 : 1 + (draws.uniform() * 5).rounded()
        return (x: x, y: draws.uniform() < share ? effect * draws.logNormal(mean: 1, sigma: 1.2) * x : 0)
      })
  }

  private func agree(_ test: some ThetaTest, _ level: Double) throws {
    let (lower, upper) = (try test.lowerBound(level), try test.upperBound(level))
    #expect((test.above.value <= level) == (lower >= 1), "above \(test.above.value) level \(level) lower \(lower)")
    #expect((test.below.value <= level) == ((upper ?? .infinity) <= 1), "below \(test.below.value) level \(level) upper \(String(describing: upper))")
    if let upper { #expect(lower <= upper * (1 + 1e-9)) }
    if let estimate = test.estimate { #expect(lower <= estimate * (1 + 1e-9) && (upper ?? .infinity) >= estimate * (1 - 1e-9)) }
  }

  @Test func scalePAndBoundsAgree() throws {
    var draws = SeededGenerator(seed: 41)
    var checked = 0
    for round in 0..<500 {
      let effect = [1, 1, 1.8, 0.4, 6][round % 5]
      let (control, treatment) = (units(&draws, round: round, effect: 1), units(&draws, round: round, effect: effect))
      guard let test = try? ScaleScore(control: control, treatment: treatment, second: round % 4 == 3 ? .covariate : .denominator) else { continue }
      for level in Self.levels { try agree(test, level) }
      checked += 1
    }
    #expect(checked > 400)
  }

  @Test func daysPAndBoundsAgree() throws {
    var draws = SeededGenerator(seed: 43)
    for round in 0..<300 {
      let (share, effect) = ([0.5, 0.2, 0.9][round % 3], [1, 1.5, 0.6, 4][round % 4])
      let days = (0..<(2 + round % 30)).map { _ in
        let spend = 50 + 100 * draws.uniform()
        let common = draws.logNormal(mean: 0.2, sigma: 0.3)
        return DayPair(
          controlCount: draws.poisson(mean: spend * (1 - share) * common), controlExposure: spend * (1 - share),
          treatmentCount: draws.poisson(mean: spend * share * common * effect * draws.logNormal(mean: 1, sigma: 0.2)), treatmentExposure: spend * share)
      }
      for level in Self.levels {
        if let test = try? ValuesByDay(days) { try agree(test, level) }
        if let test = try? WithinDayScore(days, kind: .counts, scatter: .observed) { try agree(test, level) }
        if let test = try? WithinDayScore(days, kind: .counts, scatter: .allowed(DayScatter(logVariance: 0.04))) { try agree(test, level) }
      }
    }
  }

  @Test func shiftPAndBoundsAgree() throws {
    var draws = SeededGenerator(seed: 47)
    for round in 0..<300 {
      let shift = [0, 0, 0.7, -0.7][round % 4]
      func arm(_ shift: Double) -> JointMoments {
        JointMoments(
          (0..<(2 + Int(draws.uniform() * 50))).map { _ in
            let x = round % 2 == 0 ? 1 : 1 + (draws.uniform() * 3).rounded()
            return (x: x, y: x * (shift + draws.logNormal(mean: 1, sigma: 1) - 2 * draws.uniform()))
          })
      }
      guard let test = try? ShiftScore(control: arm(0), treatment: arm(shift), second: round % 4 == 3 ? .covariate : .denominator) else { continue }
      for level in Self.levels {
        let interval = try test.difference(SideLevels(lower: level, upper: level))
        #expect((test.higher.value <= level) == ((interval.lower.value ?? -.infinity) >= 0))
        #expect((test.lower.value <= level) == ((interval.upper.value ?? .infinity) <= 0))
      }
    }
  }

  /// Money in another unit, and the arms exchanged, tell the same.
  @Test func unitsAndOrderDoNotMatter() throws {
    var draws = SeededGenerator(seed: 53)
    for round in 0..<60 {
      let (control, treatment) = (units(&draws, round: round, effect: 1), units(&draws, round: round, effect: 1.5))
      guard let test = try? ScaleScore(control: control, treatment: treatment), let estimate = test.estimate, estimate > 0 else { continue }
      let back = try ScaleScore(control: treatment, treatment: control)
      #expect(abs(back.below.naturalLogarithm - test.above.naturalLogarithm) < 1e-9 * max(1, abs(test.above.naturalLogarithm)))
      let (lower, upper) = (try test.lowerBound(0.025), try back.upperBound(0.025))
      if lower > 0, let upper { #expect(abs(lower * upper - 1) < 1e-7) }
      func cents(_ m: JointMoments) -> JointMoments {
        JointMoments(
          count: m.count, nonzero: m.nonzero, meanX: m.meanX, meanY: 100 * m.meanY, xx: m.xx, xy: 100 * m.xy, yy: 1e4 * m.yy, xxx: m.xxx, xxy: 100 * m.xxy,
          xyy: 1e4 * m.xyy, yyy: 1e6 * m.yyy)
      }
      let inCents = try ScaleScore(control: cents(control), treatment: cents(treatment))
      #expect(abs(inCents.above.value - test.above.value) < 1e-9)
      #expect(abs(try inCents.lowerBound(0.025) - lower) <= 1e-7 * lower)
    }
  }

  /// Two strata with the same arms in each are one stratum with twice the units, up to the corrections for small samples.
  @Test func equalStrataAddUp() throws {
    var draws = SeededGenerator(seed: 59)
    func arm(_ effect: Double, _ count: Int) -> JointMoments {
      JointMoments(ThirdMoments((0..<count).map { _ in draws.uniform() < 0.3 ? effect * draws.logNormal(mean: 1, sigma: 1) : 0 }))
    }
    let stratum = ScaleScore.Stratum(control: arm(1, 4000), treatment: arm(1.1, 1000))
    let both = try ScaleScore([stratum, stratum])
    let whole = try ScaleScore(
      control: stratum.control.merged(with: stratum.control), treatment: stratum.treatment.merged(with: stratum.treatment))
    #expect(abs(both.skewness - whole.skewness) < 2e-3)
    #expect(abs(both.above.naturalLogarithm - whole.above.naturalLogarithm) < 2e-3)
    #expect(abs(try both.lowerBound(0.025) - (try whole.lowerBound(0.025))) < 1e-4)
    #expect(both.method == "scale-score-stratified")
  }

  /// An arm in which nobody bought: the bound is the Poisson one, −ln 0.025 / 30 expected buyers.
  @Test func armWithoutValues() throws {
    let control = JointMoments(ThirdMoments((0..<600).map { $0 % 20 == 0 ? 10 : 0 }))
    let treatment = JointMoments(ThirdMoments([Double](repeating: 0, count: 600)))
    let test = try ScaleScore(control: control, treatment: treatment)
    #expect(test.below.value < 1e-6)
    #expect(abs((try test.upperBound(0.025) ?? 2) - 3.6888794541139363 / 30) < 1e-12)
    #expect(try test.lowerBound(0.025) == 0)
    let back = try ScaleScore(control: treatment, treatment: control)
    #expect(abs(try back.lowerBound(0.025) - 30 / 3.6888794541139363) < 1e-9)
    #expect(try back.upperBound(0.025) == nil)
  }
}
