import ExperimentStatistics
import Testing

struct ExpectedMaximumTests {
  @Test("two arms: Clark's closed form; alike arms: the known constants; draws")
  func knownValues() {
    // Clark (1961): E max = m₁Φ(a) + m₂Φ(−a) + sφ(a), s² = v₁ + v₂, a = (m₁ − m₂)/s.
    for (m1, d1, m2, d2) in [(0.0, 1.0, 0.0, 1.0), (1, 0.3, 0.8, 0.5), (-2, 0.1, 3, 0.2), (5, 0, 5.1, 0.4), (0, 1e-3, 0, 1)] {
      let s = (d1 * d1 + d2 * d2).squareRoot()
      let a = (m1 - m2) / s
      let expected = m1 * StandardNormal.lowerTail(a) + m2 * StandardNormal.lowerTail(-a) + s * StandardNormal.density(a) - max(m1, m2)
      let found = ExpectedMaximum.gain(of: [(m1, d1), (m2, d2)])
      #expect(abs(found - expected) < 1e-7 * max(1, s), "\(m1) \(d1) \(m2) \(d2): \(found) for \(expected)")
    }
    // Order statistics of three and five standard normals: 3/(2√π) and 1.162964.
    #expect(abs(ExpectedMaximum.gain(of: [(0, 1), (0, 1), (0, 1)]) - 0.8462843753) < 1e-8)
    #expect(abs(ExpectedMaximum.gain(of: [(Double, Double)](repeating: (0, 1), count: 5)) - 1.1629644736) < 1e-8)
    #expect(ExpectedMaximum.gain(of: [(1, 0), (2, 0)]) == 0)
  }
}
