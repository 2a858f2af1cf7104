import ExperimentStatistics
import Testing

@Suite("Values below zero, day by day")
struct DifferenceByDayTests {
  private func pair(_ control: Double, _ spent: Double, _ treatment: Double, _ money: Double) -> DayPair {
    DayPair(controlCount: control, controlExposure: spent, treatmentCount: treatment, treatmentExposure: money)
  }

  @Test("Days of one size: the paired t-test of their differences, worked by hand")
  func paired() throws {
    // Differences per exposure 1, 2, 3, 6: mean 3, squared deviations 4 + 1 + 0 + 9 = 14, SE √(14/3/4), t on 3 days more than one.
    let pairs = [pair(-10, 10, 0, 10), pair(-10, 10, 10, 10), pair(-20, 10, 10, 10), pair(-30, 10, 30, 10)]
    let comparison = try WithinDayChoice.values(pairs)
    #expect(comparison.method == "difference-by-day")
    let interval = try comparison.difference(SideLevels(confidence: 0.95))
    let half = 3.182_446_305_284_263 * (14.0 / 3 / 4).squareRoot()
    #expect(abs(try #require(interval.estimate) - 3) < 1e-12)
    #expect(abs(try #require(interval.lower.value) - (3 - half)) < 1e-9)
    #expect(abs(try #require(interval.upper.value) - (3 + half)) < 1e-9)
    // t = 3/√(7/6) = 2.7775: between the 95 % and the 97.5 % point of t(3), 2.353 and 3.182.
    #expect(comparison.higher.value < 0.05 && comparison.higher.value > 0.025 && abs(comparison.higher.value + comparison.lower.value - 1) < 1e-12)
    #expect(throws: NoAnswer.self) { try comparison.relative(SideLevels(confidence: 0.95)) }
  }

  @Test("Both arms below zero, the treatment losing less: the difference is above zero and its bounds in order")
  func bothBelow() throws {
    let pairs = (0..<8).map { pair(-60 - Double($0 % 3), 100, -20 - Double($0 % 2) * 3, 50) }
    let interval = try WithinDayChoice.values(pairs).difference(SideLevels(confidence: 0.95))
    let (low, middle, high) = (try #require(interval.lower.value), try #require(interval.estimate), try #require(interval.upper.value))
    #expect(low <= middle && middle <= high)
    #expect(middle > 0.1 && middle < 0.2)  // −0.43 against −0.61
  }
}
