import ExperimentStatistics
import Testing

struct ConditionalPowerTests {
  @Test("one look left is a normal tail; several agree with a design's and with draws")
  func agreement() throws {
    // From z at I = 1 to I = 2: Z₂√2 = z + N(δ, 1), so P(Z₂ ≥ c) = 1 − Φ(c√2 − z − δ).
    let (z, expected, critical) = (0.4, 1.1, 1.98)
    let one = ConditionalPower.crossing(z: z, expected: expected, looks: [(2, critical)])
    #expect(abs(one - StandardNormal.upperTail(critical * 2.0.squareRoot() - z - expected)) < 1e-10)

    let design = try GroupSequentialDesign(information: [0.25, 0.5, 0.75, 1], alpha: 0.025, family: .spending(.obrienFleming))
    let analysis = try SequentialAnalysis(design: design, statistics: [0.9, 1.3])
    // A drift of 3 at full information is 3·√0.5 at the second look.
    let looks = [(information: 1.5, critical: design.criticalValues[2]), (information: 2, critical: design.criticalValues[3])]
    let ours = ConditionalPower.crossing(z: 1.3, expected: 3 * 0.5.squareRoot(), looks: looks)
    #expect(abs(ours - (try #require(analysis.conditionalPower(drift: 3)))) < 1e-9)

    var draws = SeededGenerator(seed: 8)
    var crossed = 0.0
    let runs = 40_000
    for _ in 0..<runs {
      var sum = 1.3
      var information = 1.0
      for look in looks {
        let step = look.information - information
        sum += 3 * 0.5.squareRoot() * step + step.squareRoot() * draws.normal()
        information = look.information
        if sum / information.squareRoot() >= look.critical ?? .infinity { crossed += 1; break }
      }
    }
    #expect(abs(crossed / Double(runs) - ours) < 4 * (ours * (1 - ours) / Double(runs)).squareRoot())
  }
}
