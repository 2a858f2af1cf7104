import ExperimentStatistics
import Testing

/// Tails of shapes beyond 1e10, at points that a double holds exactly. Logarithms of tails by mpmath 1.3.0: the density integrated in pieces of a
/// thirty-second of a standard deviation at 40 digits.
struct LargeShapeTests {
  @Test(
    "gamma tails at a distance in standard deviations",
    arguments: [
      (1e12, 0, -0.69314744652150094), (1e12, 0.5, -1.1759120468630959), (1e12, -2, -3.7831867069015675), (1e12, 5, -15.064956902113282),
      (1e12, -30, -454.33024412565525), (1e12, 30, -454.31224419201818), (1e14, 0, -0.69314720715609769), (1e14, 0.5, -1.1759117901205632),
      (1e14, -2, -3.7831845710036253), (1e14, 5, -15.064994244787115), (1e14, -30, -454.322143955043), (1e14, 30, -454.32034396168026),
    ])
  func gamma(_ shape: Double, _ distance: Double, _ logTail: Double) {
    let gamma = GammaDistribution(shape: shape, rate: 1)
    let x = shape + distance * shape.squareRoot()
    let found = distance >= 0 ? gamma.logUpperTail(x) : gamma.logLowerTail(x)
    #expect(abs(found - logTail) < 1e-10, "\(found)")
  }

  @Test("beta tails about a half", arguments: [(-1, -1.8410216450092635), (3, -6.6077262215114693), (-20, -203.917155373371)])
  func beta(_ distance: Double, _ logTail: Double) {
    let beta = BetaDistribution(alpha: 0x1p43, beta: 0x1p43)
    // The deviation is 1/(2·2²²).
    let x = 0.5 + distance * 0x1p-23
    let found = distance >= 0 ? beta.logUpperTail(x) : beta.logLowerTail(x)
    #expect(abs(found - logTail) < 1e-10, "\(found)")
  }

  @Test("the form of large shapes takes over without a step")
  func joined() {
    for distance in [-6.0, -1, 0, 0.001, 2, 8] {
      let tails = [0.999e10, 1.001e10].map { shape in
        let gamma = GammaDistribution(shape: shape, rate: 1)
        let x = shape + distance * shape.squareRoot()
        return distance < 0 ? gamma.logLowerTail(x) : gamma.logUpperTail(x)
      }
      #expect(abs(tails[0] - tails[1]) < 1e-6 * max(1, abs(tails[0])), "\(distance) \(tails)")
    }
  }

  @Test("quantiles of 9e15 counts")
  func quantiles() {
    let beta = BetaDistribution(alpha: 4.5e15, beta: 4.5e15)
    #expect(abs(beta.logUpperTail(beta.upperQuantile(0.025)) - -3.6888794541139363) < 1e-6)
  }
}
