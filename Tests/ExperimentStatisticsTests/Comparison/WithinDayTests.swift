import ExperimentStatistics
import Glibc
import Testing

/// Comparisons within days: the exact test against an enumeration of every table, the estimating functions against their formulas by hand.
struct WithinDayTests {
  /// P(sum of the treatment's counts = k) given each day's sum, by going through every combination of days.
  private func enumerated(_ days: [DayPair], odds: Bool) -> [Int: Double] {
    var sums: [Int: Double] = [0: 1]
    for day in days {
      let count = Int(day.controlCount + day.treatmentCount)
      var next: [Int: Double] = [:]
      for x in 0...count {
        let rest = count - x
        let mass: Double
        if odds {
          guard x <= Int(day.treatmentExposure), rest <= Int(day.controlExposure) else { continue }
          mass = ways(day.treatmentExposure, x) * ways(day.controlExposure, rest) / ways(day.treatmentExposure + day.controlExposure, count)
        } else {
          let share = day.treatmentExposure / (day.treatmentExposure + day.controlExposure)
          mass = ways(Double(count), x) * pow(share, Double(x)) * pow(1 - share, Double(rest))
        }
        for (sum, before) in sums { next[sum + x, default: 0] += before * mass }
      }
      sums = next
    }
    return sums
  }

  private func ways(_ n: Double, _ k: Int) -> Double { (0..<k).reduce(1.0) { $0 * (n - Double($1)) / Double($1 + 1) } }

  @Test func exactStrataAgainstEveryTable() throws {
    var draws = SeededGenerator(seed: 23)
    var checked = 0
    for round in 0..<60 {
      let odds = round % 2 == 0
      let days = (0..<(1 + round % 4)).map { _ in
        let (n0, n1) = ((4 + 8 * draws.uniform()).rounded(), (4 + 8 * draws.uniform()).rounded())
        return DayPair(
          controlCount: draws.binomial(trials: n0, probability: 0.3), controlExposure: n0, treatmentCount: draws.binomial(trials: n1, probability: 0.4),
          treatmentExposure: n1)
      }
      let observed = Int(days.reduce(0) { $0 + $1.treatmentCount })
      let masses = enumerated(days, odds: odds)
      let beyond = masses.reduce(0) { $0 + ($1.key > observed ? $1.value : 0) }
      let point = masses[observed] ?? 0
      for isExact in [true, false] {
        guard let test = try? ConditionalStrata(days, kind: odds ? .odds : .counts, isExact: isExact) else { continue }
        let expected = beyond + (isExact ? 1 : 0.5) * point
        #expect(abs(test.above.value - expected) < 1e-11 * max(expected, 1e-3), "\(days)")
        let other = 1 - beyond - point + (isExact ? 1 : 0.5) * point
        #expect(abs(test.below.value - other) < 1e-11 * max(other, 1e-3), "\(days)")
        checked += 1
      }
    }
    #expect(checked > 80)
  }

  /// U = Σ(x_t·s_c − x_c·s_t)/(s_t + s_c) over three days of equal money is half the difference: worked out on paper.
  @Test func estimatingFunctionByHand() throws {
    let days = [(4.0, 7.0), (6, 6), (5, 11)].map { DayPair(controlCount: $0, controlExposure: 100, treatmentCount: $1, treatmentExposure: 100) }
    let test = try WithinDay(days, kind: .counts, variance: .model)
    // θ̂ = Σx_t/Σx_c = 24/15; ΣV = Σ(x_t + x_c)/4 = 39/4; U(1) = (24 − 15)/2.
    #expect(abs(try #require(test.estimate) - 1.6) < 1e-12)
    #expect(abs(test.information - 9.75) < 1e-12)
    let z = 4.5 / 9.75.squareRoot()
    #expect(abs(test.above.value - StandardNormal.upperTail(z)) < 1e-12)
    // Day to day: u = 1.5, 0, 3 about their mean 1.5; 3/2·Σ(u − ū)² = 6.75, less than 9.75, so chance's variance stays, on t(2).
    let scattered = try WithinDay(days, kind: .counts, variance: .empirical)
    #expect(abs(scattered.above.value - StudentT(degreesOfFreedom: 2).upperTail(z)) < 1e-12)
    // Its bound solves (24 − 15θ)²/4 = t²·θ·9.75.
    let t = StudentT(degreesOfFreedom: 2).upperQuantile(0.025)
    let upper = try #require(try scattered.upperBound(0.025))
    #expect(abs((24 - 15 * upper) * (24 - 15 * upper) / 4 - t * t * upper * 9.75) < 1e-6)
  }
}
