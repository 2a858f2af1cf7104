import ExperimentStatistics
import Testing

struct StagewiseOrderingTests {
  @Test("one look is the ordinary p-value and estimate")
  func single() throws {
    let one = StagewiseOrdering(information: [37], critical: [], z: 2.2)
    #expect(abs(one.pValue.value - StandardNormal.upperTail(2.2)) < 1e-12)
    #expect(abs(try #require(try one.medianUnbiasedShare()) - 1) < 1e-8)
  }

  @Test("agrees with the analysis of the same design")
  func design() throws {
    let design = try GroupSequentialDesign(information: [0.25, 0.5, 0.75, 1], alpha: 0.025, family: .spending(.obrienFleming))
    let analysis = try SequentialAnalysis(design: design, statistics: [1, 1.8, 2.6])
    let ordering = StagewiseOrdering(information: [20, 40, 60], critical: Array(design.criticalValues.prefix(2)), z: 2.6)
    #expect(abs(ordering.pValue.value / analysis.stagewisePValue.value - 1) < 1e-8)
    // Drift at full information against the mean of Z at the third look: √0.75 of it.
    let drift = try analysis.medianUnbiasedEstimate()
    #expect(abs(try #require(try ordering.medianUnbiasedShare()) * 2.6 - drift * 0.75.squareRoot()) < 1e-6)
  }

  @Test("half of all estimates lie above the truth")
  func medianUnbiased() throws {
    let design = try GroupSequentialDesign(information: [0.5, 1], alpha: 0.025, family: .spending(.pocock))
    let first = try #require(design.criticalValues[0])
    var draws = SeededGenerator(seed: 2)
    var (above, naive) = (0, 0)
    let runs = 3000
    // Z₁ ~ N(2.5√½, 1), Z₂ from it.
    for _ in 0..<runs {
      let one = 2.5 * 0.5.squareRoot() + draws.normal()
      let (information, z): ([Double], Double)
      if one >= first {
        (information, z) = ([0.5], one)
      } else {
        (information, z) = ([0.5, 1], (one * 0.5.squareRoot() + 2.5 * 0.5 + 0.5.squareRoot() * draws.normal()))
      }
      let share = try StagewiseOrdering(information: information, critical: [first], z: z).medianUnbiasedShare() ?? 0
      let scale = (information.last ?? 1).squareRoot()
      if share * z / scale > 2.5 { above += 1 }
      if z / scale > 2.5 { naive += 1 }
    }
    #expect(abs(Double(above) / Double(runs) - 0.5) < 4 * (0.25 / Double(runs)).squareRoot())
    #expect(naive > above)
  }
}
