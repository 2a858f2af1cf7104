import ExperimentStatistics
import Testing

/// Pearson's type III law against the incomplete gamma function at 60 digits (mpmath), and its seams.
struct PearsonIIITests {
  private struct Row: Decodable {
    let skewness, z: Double
    let logUpper, logLower: Double?
  }

  @Test func tailsAgreeWithMpmath() throws {
    let rows = try ReferenceRows<Row>.load("pearson-iii").rows
    #expect(rows.count > 150)
    for row in rows {
      let law = PearsonIII(skewness: row.skewness)
      for (value, expected) in [(law.logUpperTail(row.z), row.logUpper), (law.logLowerTail(row.z), row.logLower)] {
        guard let expected else {
          #expect(value == -.infinity, "\(row)")
          continue
        }
        // Relative in the tail itself: an error of the logarithm is one of the probability.
        #expect(abs(value - expected) <= 2e-12 * max(1, abs(expected)), "\(row): \(value)")
      }
    }
  }

  /// Skewness 2: X = Gamma(1, 1) − 1 is the exponential law less its mean, known without tables.
  @Test func exponentialLawByHand() {
    let law = PearsonIII(skewness: 2)
    for z in [-0.5, 0, 1, 7, 50] { #expect(abs(law.logUpperTail(z) + (z + 1)) < 1e-12 * (z + 2)) }
    #expect(law.upperTail(-1) == 1)
    #expect(law.lowerTail(-1) == 0)
    #expect(PearsonIII(skewness: -2).upperTail(1) == 0)
  }

  /// Two methods meet at shape 1000 (skewness √0.004); a step there would be a step in p.
  @Test func noSeamBetweenTheMethods() {
    let seam = 2 * (1e-3).squareRoot()
    for z in [-6.0, -2, -0.3, 0, 0.4, 2.2, 9] {
      let (below, above) = (PearsonIII(skewness: seam * (1 - 1e-13)), PearsonIII(skewness: seam * (1 + 1e-13)))
      #expect(abs(below.logUpperTail(z) - above.logUpperTail(z)) < 1e-11 * max(1, abs(above.logUpperTail(z))))
      #expect(abs(below.logLowerTail(z) - above.logLowerTail(z)) < 1e-11 * max(1, abs(above.logLowerTail(z))))
      let normal = PearsonIII(skewness: 0).logUpperTail(z)
      #expect(abs(PearsonIII(skewness: 1e-14).logUpperTail(z) - normal) < 1e-11 * max(1, abs(normal)))
    }
  }
}
