import ExperimentStatistics
import Glibc
import Testing

/// The always-valid ratio of rates within days.
struct RateRatioSequenceTests {
  @Test("with one share on every day it is the beta mixture on totals")
  func constantShares() throws {
    for (results, share) in [((12.0, 30.0), 0.5), ((3, 1), 0.2), ((400, 350), 0.7), ((0, 6), 0.5), ((5, 0), 0.4)] {
      let days = (0..<8).map { _ in
        DayPair(controlCount: results.0 / 8, controlExposure: 100 * (1 - share), treatmentCount: results.1 / 8, treatmentExposure: 100 * share)
      }
      let found = try ConfidenceSequence.rateRatio(days: days, plannedShare: share, alpha: 0.05)
      let whole = try ConfidenceSequence.rateRatio(
        control: (results.0, 800 * (1 - share)), treatment: (results.1, 800 * share), weight: 10, alpha: 0.05)
      #expect(abs(found.lower - whole.lower) < 1e-7 * max(whole.lower, 1), "\(results)")
      if let upper = whole.upper { #expect(abs(try #require(found.upper) - upper) < 1e-6 * upper) } else { #expect(found.upper == nil) }
    }
  }

  @Test("shares and luck that drift together do not make an effect, at any day")
  func drift() throws {
    var draws = SeededGenerator(seed: 12)
    let runs = 400
    var (within, pooled) = (0, 0)
    for _ in 0..<runs {
      var days = [DayPair]()
      var (missed, missedPooled) = (false, false)
      for day in 0..<28 {
        let share = 0.2 + 0.6 * Double(day) / 27
        let rate = 0.3 + 1.4 * Double(day) / 27
        days.append(
          DayPair(
            controlCount: draws.poisson(mean: 30 * rate * (1 - share)), controlExposure: 100 * (1 - share),
            treatmentCount: draws.poisson(mean: 30 * rate * share), treatmentExposure: 100 * share))
        guard let found = try? ConfidenceSequence.rateRatio(days: days, plannedShare: 0.5, alpha: 0.05) else { continue }
        if found.lower > 1 || found.upper.map({ $0 < 1 }) ?? false { missed = true }
        let sums = days.reduce(into: (0.0, 0.0, 0.0, 0.0)) {
          $0 = ($0.0 + $1.controlCount, $0.1 + $1.controlExposure, $0.2 + $1.treatmentCount, $0.3 + $1.treatmentExposure)
        }
        let whole = try ConfidenceSequence.rateRatio(control: (sums.0, sums.1), treatment: (sums.2, sums.3), alpha: 0.05)
        if whole.lower > 1 || whole.upper.map({ $0 < 1 }) ?? false { missedPooled = true }
      }
      if missed { within += 1 }
      if missedPooled { pooled += 1 }
    }
    #expect(Double(within) <= 0.05 * Double(runs) + 3 * (0.05 * 0.95 * Double(runs)).squareRoot(), "\(within) of \(runs)")
    #expect(pooled > within)
  }

  @Test func hostile() {
    #expect(throws: NoAnswer.self) {
      try ConfidenceSequence.rateRatio(days: [DayPair(controlCount: 0, controlExposure: 1, treatmentCount: 0, treatmentExposure: 1)], plannedShare: 0.5, alpha: 0.05)
    }
    #expect(throws: InvalidInput.self) { try ConfidenceSequence.rateRatio(days: [], plannedShare: 1, alpha: 0.05) }
  }
}
