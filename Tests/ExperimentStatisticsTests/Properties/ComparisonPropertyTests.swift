import ExperimentStatistics
import Testing

/// What must hold of any comparison, whatever its method: p and interval say one thing, swapping the arms mirrors it, more successes never
/// count against an arm, and neither the order of rows nor the unit of money matters.
struct ComparisonPropertyTests {
  private static let levels = [0.005, 0.025, 0.05]

  private typealias Pair = (name: String, straight: any ArmComparison, swapped: any ArmComparison)

  /// Comparisons of every kind with their arms exchanged, from no results to thousands.
  private static func pairs(count: Int) -> [Pair] {
    var draws = SeededGenerator(seed: 41)
    var result = [Pair]()
    while result.count < count {
      let (n0, n1) = ((1 + 400 * draws.uniform()).rounded(), (1 + 400 * draws.uniform()).rounded())
      let share = draws.uniform() * draws.uniform()
      let a = SharesComparison.Arm(successes: draws.binomial(trials: n0, probability: share), trials: n0)
      let b = SharesComparison.Arm(successes: draws.binomial(trials: n1, probability: share), trials: n1)
      for isExact in [false, true] {
        if let one = try? SharesComparison.choose(control: a, treatment: b, isExact: isExact),
          let other = try? SharesComparison.choose(control: b, treatment: a, isExact: isExact)
        {
          result.append(("share \(a) \(b) \(isExact)", one, other))
        }
      }
      let mean = 30 * share
      let c = ResultsAndExposure(results: draws.poisson(mean: mean), exposure: 100 + 900 * draws.uniform())
      let d = ResultsAndExposure(results: draws.poisson(mean: mean), exposure: 100 + 900 * draws.uniform())
      if let one = try? ConditionalRates(control: c, treatment: d, isExact: false), let other = try? ConditionalRates(control: d, treatment: c, isExact: false) {
        let total = c.results + d.results
        result.append(
          (
            "cost \(c) \(d)",
            ThetaComparison(one, scale: .costPerResult(results: total, controlCost: c.exposure, treatmentCost: d.exposure)),
            ThetaComparison(other, scale: .costPerResult(results: total, controlCost: d.exposure, treatmentCost: c.exposure))
          ))
      }
      let m = EstimatedArms.Arm(estimate: 5 + draws.normal(), variance: draws.uniform(), degreesOfFreedom: 2 + (30 * draws.uniform()).rounded())
      let w = EstimatedArms.Arm(estimate: 5 + draws.normal(), variance: draws.uniform(), degreesOfFreedom: 2 + (30 * draws.uniform()).rounded())
      if let one = try? EstimatedArms(control: m, treatment: w, method: "welch", isNonNegative: false),
        let other = try? EstimatedArms(control: w, treatment: m, method: "welch", isNonNegative: false)
      {
        result.append(("mean \(m) \(w)", one, other))
      }
      let days = (0..<9).map { _ in
        DayPair(
          controlCount: draws.poisson(mean: 3), controlExposure: 50 + 50 * draws.uniform(), treatmentCount: draws.poisson(mean: 4),
          treatmentExposure: 50 + 50 * draws.uniform())
      }
      let mirrored = days.map {
        DayPair(
          controlCount: $0.treatmentCount, controlExposure: $0.treatmentExposure, treatmentCount: $0.controlCount, treatmentExposure: $0.controlExposure)
      }
      if let one = try? WithinDay(days, kind: .counts, variance: .empirical), let other = try? WithinDay(mirrored, kind: .counts, variance: .empirical) {
        result.append(
          (
            "days \(days)", ThetaComparison(one, scale: .rate(count: 9, controlExposure: 1, treatmentExposure: 1)),
            ThetaComparison(other, scale: .rate(count: 9, controlExposure: 1, treatmentExposure: 1))
          ))
      }
    }
    return result
  }

  @Test("a p-value below a level and an interval that leaves out no effect are one statement")
  func coherence() {
    var checked = 0
    for (name, test, _) in Self.pairs(count: 600) {
      for level in Self.levels {
        for interval in [try? test.difference(SideLevels(lower: level, upper: level)), try? test.relative(SideLevels(lower: level, upper: level))] {
          guard let interval else { continue }
          // Within rounding of the level either answer is right.
          if abs(test.higher.value - level) > 1e-9 * level {
            #expect((test.higher.value < level) == ((interval.lower.value ?? -.infinity) > 0), "\(name) at \(level): \(test.higher.value) \(interval)")
          }
          if abs(test.lower.value - level) > 1e-9 * level {
            #expect((test.lower.value < level) == ((interval.upper.value ?? .infinity) < 0), "\(name) at \(level): \(test.lower.value) \(interval)")
          }
          checked += 1
        }
      }
    }
    #expect(checked > 2000)
  }

  @Test("exchanging the arms exchanges the tails and mirrors the difference")
  func symmetry() {
    for (name, test, swapped) in Self.pairs(count: 600) {
      #expect(close(test.higher.naturalLogarithm, swapped.lower.naturalLogarithm) && close(test.lower.naturalLogarithm, swapped.higher.naturalLogarithm), "\(name)")
      #expect(close(test.twoSided.value, swapped.twoSided.value), "\(name)")
      guard test is EstimatedArms || test is ScoreComparison else { continue }
      let levels = SideLevels(confidence: 0.95)
      guard let one = try? test.difference(levels), let other = try? swapped.difference(levels) else { continue }
      if let low = one.lower.value, let high = other.upper.value { #expect(abs(low + high) < 1e-9 * max(1, abs(low)), "\(name): \(one) \(other)") }
    }
  }

  @Test("one more success of the treatment never raises its p-value")
  func monotone() throws {
    for total in [12.0, 40, 300] {
      for control in stride(from: 0.0, through: total, by: (total / 6).rounded()) {
        var before = PValue(1)
        // One method at a time: crossing to the score test at five expected counts is a change of method.
        for x in stride(from: 0.0, through: total, by: 1) {
          guard
            let test = try? SharesComparison.choose(
              control: .init(successes: control, trials: total), treatment: .init(successes: x, trials: total), isExact: true)
          else { continue }
          #expect(test.higher.naturalLogarithm <= before.naturalLogarithm + 1e-12, "\(control) \(x) of \(total)")
          before = test.higher
        }
        before = PValue(1)
        for x in stride(from: 0.0, through: 60, by: 1) {
          guard
            let test = try? ConditionalRates(
              control: .init(results: control, exposure: 100), treatment: .init(results: x, exposure: 70), isExact: false)
          else { continue }
          #expect(test.above.naturalLogarithm <= before.naturalLogarithm + 1e-12)
          before = test.above
        }
      }
    }
  }

  @Test("neither the order of days nor the unit of money changes anything")
  func invariance() throws {
    var draws = SeededGenerator(seed: 9)
    for _ in 0..<200 {
      let days = (0..<12).map { _ in
        DayPair(
          controlCount: draws.poisson(mean: 2), controlExposure: 10 + draws.uniform(), treatmentCount: draws.poisson(mean: 2),
          treatmentExposure: 10 + draws.uniform())
      }
      let shuffled = days.shuffled(using: &draws)
      // Fen instead of yuan.
      let finer = days.map {
        DayPair(
          controlCount: $0.controlCount, controlExposure: 100 * $0.controlExposure, treatmentCount: $0.treatmentCount,
          treatmentExposure: 100 * $0.treatmentExposure)
      }
      guard let one = try? WithinDay(days, kind: .counts, variance: .empirical) else { continue }
      for other in [try WithinDay(shuffled, kind: .counts, variance: .empirical), try WithinDay(finer, kind: .counts, variance: .empirical)] {
        #expect(close(one.above.naturalLogarithm, other.above.naturalLogarithm))
        #expect(close(try one.lowerBound(0.025), try other.lowerBound(0.025)))
      }
      let values = (0..<40).map { _ in 1e9 + 1e-3 * draws.normal() }
      let (a, b) = (SampleValues(values), SampleValues(values.shuffled(using: &draws)))
      #expect(a.mean == b.mean && a.variance == b.variance)
    }
  }

  private func close(_ a: Double, _ b: Double) -> Bool { a == b || abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-3) }
}
