import ExperimentStatistics
import Testing

/// Lines of looks to come lie between the two bounds, whatever information came in before.
struct BoundaryEnclosureTests {
  @Test(arguments: [SpendingFunction.obrienFleming, .pocock, .kimDeMets(rho: 2), .hwangShihDeCani(gamma: -4)])
  func enclosesTheBoundary(_ spending: SpendingFunction) throws {
    var draws = SeededGenerator(seed: 29)
    var widest = 0.0
    for _ in 0..<60 {
      let looks = 3 + Int(draws.uniform() * 5)
      let alpha = [0.025, 0.0125, 0.005][Int(draws.uniform() * 3)]
      let times = (1...looks).map { Double($0) / Double(looks) }
      let now = Int(draws.uniform() * Double(looks - 1))
      // Before, information comes as it likes; from now on as time goes.
      var information = [Double]()
      for _ in 0...now { information.append((information.last ?? 0) + 0.2 + 3 * draws.uniform()) }
      for later in (now + 1)..<looks { information.append(information[now] * times[later] / times[now]) }
      let lines = Boundary(spendingTimes: times, information: information, alpha: alpha, spending: spending).criticalValues
      let enclosure = BoundaryEnclosure(
        before: now == 0 ? 0 : times[now - 1], now: times[now], later: Array(times[(now + 1)...]), alpha: alpha, spending: spending)
      for (place, later) in ((now + 1)..<looks).enumerated() {
        let (line, lower, upper) = (try #require(lines[later]), try #require(enclosure.lower[place]), try #require(enclosure.upper[place]))
        #expect(lower < line && line < upper, "\(lower) < \(line) < \(upper) at look \(later) of \(looks) from \(now)")
        widest = max(widest, upper - lower)
      }
    }
    // Widest beside a last look of Pocock's that adds little to what was spent before.
    #expect(widest < 1)
  }

  /// Of six O'Brien–Fleming looks the lines after the second are known to a millionth beside the bounds' own margin of one.
  @Test func tells() throws {
    let lines = BoundaryEnclosure(before: 1.0 / 6, now: 2.0 / 6, later: [3.0 / 6, 4.0 / 6, 5.0 / 6, 1], alpha: 0.025, spending: .obrienFleming)
    // By 400 Gauss–Legendre points a look and Brent's root (numpy 2, scipy 1.17).
    for (place, line) in [2.969738, 2.538677, 2.252190, 2.044790].enumerated() {
      let (lower, upper) = (try #require(lines.lower[place]), try #require(lines.upper[place]))
      #expect(abs(lower - line) < 1e-5 && abs(upper - line) < 1e-5)
    }
  }

  @Test func nothingToSpend() {
    let lines = BoundaryEnclosure(before: 0, now: 1e-6, later: [2e-6, 1], alpha: 0.025, spending: .obrienFleming)
    #expect(lines.lower[0] == nil && lines.upper[0] == nil && lines.lower[1] != nil)
  }
}
