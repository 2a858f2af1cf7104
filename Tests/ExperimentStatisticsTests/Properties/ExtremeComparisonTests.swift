import ExperimentStatistics
import Testing

/// Whatever numbers a file brings: every comparison ends, and ends in finite numbers or a typed reason, with its bounds about its estimate and
/// its p-value on the side of the level where its interval is.
struct ExtremeComparisonTests {
  private static let extremes: [Double] = [
    0, -0.0, .leastNonzeroMagnitude, .leastNormalMagnitude, 1e-308, 1e-100, 1e-12, 1e-6, 0.5, 1, 2, 3, 4, 7, 12, 25, 600, 601, 19_999, 1e6, 1e8, 3e8, 1e9, 9e15, 1e18, 1e60, 1e100,
    1e160,
    1e308, -1, -3e8, -1e308, .infinity, -.infinity, .nan,
  ]

  /// Plain counts mostly, an extreme now and then.
  private static func amount(_ draws: inout SeededGenerator, largest: Double) -> Double {
    let kind = draws.uniform()
    if kind < 0.2 { return extremes[Int(draws.uniform() * Double(extremes.count))] }
    return (largest * draws.uniform() * draws.uniform()).rounded()
  }

  private static func isFiniteOrNil(_ value: Double?) -> Bool { value.map(\.isFinite) ?? true }

  private func check(_ comparison: any ArmComparison, _ name: String) {
    for p in [comparison.higher, comparison.lower, comparison.twoSided] {
      #expect(p.value >= 0 && p.value <= 1 && !p.naturalLogarithm.isNaN, "\(name): \(p)")
    }
    #expect(!comparison.normalScore.isNaN, "\(name)")
    for level in [0.025, 0.3, 1e-9] {
      let (difference, relative) = comparison.intervals(SideLevels(lower: level, upper: level))
      for interval in [difference, relative] {
        guard case .success(let interval) = interval else { continue }
        let (lower, upper) = (interval.lower.value, interval.upper.value)
        #expect(Self.isFiniteOrNil(lower) && Self.isFiniteOrNil(upper) && Self.isFiniteOrNil(interval.estimate), "\(name): \(interval)")
        let slack = 1e-9 * max(abs(lower ?? 0), abs(upper ?? 0)) + 1e-15
        #expect((lower ?? -.infinity) <= (upper ?? .infinity) + slack, "\(name): \(interval)")
        if let estimate = interval.estimate {
          #expect((lower ?? -.infinity) <= estimate + slack && estimate <= (upper ?? .infinity) + slack, "\(name) at \(level): \(interval)")
        }
        // One statement, but for rounding at the level itself and for bounds within rounding of no effect.
        for (p, isBeyond) in [(comparison.higher, (lower ?? -1) > 1e-14), (comparison.lower, (upper ?? 1) < -1e-14)] where isBeyond {
          #expect(p.value < level * (1 + 1e-6), "\(name) at \(level): \(p.value) \(interval)")
        }
      }
    }
  }

  @Test("shares of any counts")
  func shares() {
    var draws = SeededGenerator(seed: 11)
    var answered = 0
    for _ in 0..<3_000 {
      let size = [12, 400, 1e8][Int(draws.uniform() * 3)]
      let arms = (0..<2).map { _ in
        let trials = Self.amount(&draws, largest: size)
        let kind = draws.uniform()
        return SharesComparison.Arm(
          successes: kind < 0.3 ? Self.amount(&draws, largest: 10) : kind < 0.5 ? trials - Self.amount(&draws, largest: 10) : Self.amount(&draws, largest: size),
          trials: trials)
      }
      for isExact in [false, true] {
        guard let comparison = try? SharesComparison.choose(control: arms[0], treatment: arms[1], isExact: isExact) else { continue }
        answered += 1
        check(comparison, "\(arms) \(isExact)")
      }
      _ = try? ArmInterval.share(successes: arms[0].successes, trials: arms[0].trials, SideLevels(confidence: 0.95))
    }
    #expect(answered > 500)
  }

  @Test("costs and rates of any numbers, in all and within days")
  func rates() {
    var draws = SeededGenerator(seed: 12)
    var answered = 0
    for _ in 0..<1_500 {
      let size = [8, 300, 1e7][Int(draws.uniform() * 3)]
      func total() -> (count: Double, exposure: Double) { (Self.amount(&draws, largest: size), Self.amount(&draws, largest: 1000 * size)) }
      let (control, treatment) = (total(), total())
      for quantity in [WithinDayChoice.Quantity.costPerResult, .rate, .share] {
        if let comparison = try? WithinDayChoice.totals(control, treatment, quantity, isExact: false) {
          answered += 1
          check(comparison, "\(control) \(treatment) \(quantity)")
        }
        let days = (0..<Int(1 + draws.uniform() * 9)).map { _ in
          let (a, b) = (total(), total())
          return DayPair(controlCount: a.count, controlExposure: a.exposure, treatmentCount: b.count, treatmentExposure: b.exposure)
        }
        if let comparison = try? WithinDayChoice.choose(days, quantity, isExact: false) {
          answered += 1
          check(comparison, "\(days) \(quantity)")
        }
        _ = try? ConfidenceSequence.rateRatio(days: days, plannedShare: 0.5, alpha: 0.05)
      }
      _ = try? ArmInterval.costPerResult(results: control.count, cost: control.exposure, SideLevels(confidence: 0.95))
      _ = try? ArmByDay(counts: [control.count, 2], exposures: [control.exposure, 3], kind: .shares).interval(SideLevels(confidence: 0.95))
      _ = try? ConfidenceSequence.rateRatio(
        control: (results: control.count, exposure: control.exposure), treatment: (results: treatment.count, exposure: treatment.exposure), alpha: 0.05)
    }
    #expect(answered > 300)
  }

  @Test("estimates of any size, posteriors and looks")
  func estimates() {
    var draws = SeededGenerator(seed: 13)
    var answered = 0
    for _ in 0..<3_000 {
      func arm() -> EstimatedArms.Arm {
        .init(
          estimate: Self.amount(&draws, largest: 50) - Self.amount(&draws, largest: 20), variance: Self.amount(&draws, largest: 9),
          degreesOfFreedom: Self.amount(&draws, largest: 100))
      }
      let (control, treatment) = (arm(), arm())
      if let comparison = try? EstimatedArms(control: control, treatment: treatment, method: "welch", isNonNegative: draws.uniform() < 0.5) {
        answered += 1
        check(comparison, "\(control) \(treatment)")
      }
      _ = try? ArmInterval.estimated(control, SideLevels(confidence: 0.95))
      let means = [control, treatment].map { (mean: $0.estimate, variance: $0.variance) }
      if let posterior = try? BayesianMeans(arms: means) {
        #expect(posterior.expectedLoss().allSatisfy { $0?.isFinite ?? true }, "\(means)")
        #expect(posterior.probabilityBest().allSatisfy { (0...1).contains($0) }, "\(means)")
      }
      let counts = [control, treatment].map { (results: $0.degreesOfFreedom, cost: $0.variance) }
      if let posterior = try? BayesianCostPer(arms: counts) {
        #expect(posterior.expectedLoss().allSatisfy { $0?.isFinite ?? true }, "\(counts)")
        #expect(posterior.expectedRelativeLoss().allSatisfy { $0.map((0...1).contains) ?? true }, "\(counts)")
        #expect(posterior.probabilityBest().allSatisfy { (0...1).contains($0) }, "\(counts)")
      }
      var state = BoundaryState(alpha: 0.025, spending: .obrienFleming)
      state.keep(critical: control.estimate, spent: 0.001, information: treatment.variance)
      let look = state.look(spendingTime: draws.uniform(), information: control.variance)
      #expect(look.critical.map { !$0.isNaN } ?? true)
      #expect(!ConfidenceSequence.normalMixtureHalfWidth(standardError: control.variance, tuningStandardError: treatment.variance, alpha: 0.05).isNaN)
      let power = ConditionalPower.crossing(z: control.estimate, expected: treatment.estimate, looks: [(control.variance, 2), (treatment.variance, nil), (3, 2)])
      #expect((0...1).contains(power), "\(control) \(treatment)")
      _ = PreposteriorLoss.expected([
        .init(results: control.degreesOfFreedom, exposure: control.variance, growth: 0.5), .init(results: treatment.degreesOfFreedom, exposure: treatment.variance, growth: 0.5),
      ])
    }
    #expect(answered > 500)
  }
}
