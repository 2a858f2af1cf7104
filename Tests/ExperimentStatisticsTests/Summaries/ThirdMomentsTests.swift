import ExperimentStatistics
import Testing

/// Sums to the third order: worked by hand, merged in any order, shifted without loss.
struct ThirdMomentsTests {
  /// 0, 0, 1, 5, 9: mean 3; deviations −3, −3, −2, 2, 6; squares 9 + 9 + 4 + 4 + 36 = 62; cubes −27 − 27 − 8 + 8 + 216 = 162.
  @Test func byHand() {
    let moments = ThirdMoments([0, 0, 1, 5, 9])
    #expect(moments.count == 5)
    #expect(moments.nonzero == 3)
    #expect(abs(moments.mean - 3) < 1e-15)
    #expect(abs(moments.squares - 62) < 1e-13)
    #expect(abs(moments.cubes - 162) < 1e-12)
    // (162/5) / (62/5)^1.5
    #expect(abs((moments.skewness ?? 0) - 0.7420146544) < 1e-10)
    #expect(ThirdMoments([4, 4]).skewness == nil)
  }

  /// x = 1, 2, 6 and y = 0, 3, 3: means 3 and 2; dx −2, −1, 3; dy −2, 1, 1.
  @Test func jointByHand() {
    let m = JointMoments([(x: 1.0, y: 0.0), (x: 2, y: 3), (x: 6, y: 3)])
    let found = [m.xx, m.xy, m.yy, m.xxx, m.xxy, m.xyy, m.yyy]
    // Σdx² = 14, Σdxdy = 4 − 1 + 3, Σdy² = 6, Σdx³ = −8 − 1 + 27, Σdx²dy = −8 + 1 + 9, Σdxdy² = −8 − 1 + 3, Σdy³ = −8 + 1 + 1.
    for (value, expected) in zip(found, [14.0, 6, 6, 18, 2, -6, -6]) { #expect(abs(value - expected) < 1e-13) }
    #expect(m.nonzero == 2)
    // y − 2x = −2, −1, −9: mean −4, deviations 2, 3, −5: squares 38, cubes 8 + 27 − 125.
    let c = m.combination(y: 1, minus: 2)
    #expect(abs(c.mean + 4) < 1e-14)
    #expect(abs(c.squares - 38) < 1e-12)
    #expect(abs(c.cubes + 90) < 1e-12)
  }

  @Test func mergingInAnyOrderIsTheWhole() {
    var draws = SeededGenerator(seed: 5)
    let pairs = (0..<300).map { _ in (x: 1e6 + draws.normal(), y: 3e5 + draws.logNormal(mean: 2, sigma: 1)) }
    let whole = JointMoments(pairs)
    let parts = [pairs[0..<7], pairs[7..<8], pairs[8..<8], pairs[8..<200], pairs[200..<300]].map { JointMoments(Array($0)) }
    for order in [[0, 1, 2, 3, 4], [4, 2, 0, 3, 1], [3, 4, 1, 0, 2]] {
      let merged = order.reduce(JointMoments()) { $0.merged(with: parts[$1]) }
      for (a, b) in [
        (merged.xx, whole.xx), (merged.xy, whole.xy), (merged.yy, whole.yy), (merged.xxx, whole.xxx), (merged.xxy, whole.xxy), (merged.xyy, whole.xyy),
        (merged.yyy, whole.yyy), (merged.meanX, whole.meanX), (merged.meanY, whole.meanY), (merged.count, whole.count), (merged.nonzero, whole.nonzero),
      ] { #expect(abs(a - b) <= 1e-8 * abs(b)) }
    }
    // The same values without the large means, from which centred sums lose nothing.
    let near = JointMoments(pairs.map { (x: $0.x - 1e6, y: $0.y - 3e5) })
    for (a, b) in [(whole.xx, near.xx), (whole.yy, near.yy), (whole.xyy, near.xyy), (whole.yyy, near.yyy)] { #expect(abs(a - b) <= 1e-7 * abs(b)) }
    let alone = ThirdMoments(pairs.map(\.y))
    #expect(abs(alone.cubes - whole.yyy) <= 1e-9 * alone.cubes)
    #expect(abs(alone.merged(with: ThirdMoments()).squares - whole.yy) <= 1e-9 * whole.yy)
  }
}
