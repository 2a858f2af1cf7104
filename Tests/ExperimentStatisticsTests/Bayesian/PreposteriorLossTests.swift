import ExperimentStatistics
import Glibc
import TestSupport
import Testing

/// What more data are worth to a choice: against sums over everything that could come, and against draws.
struct PreposteriorLossTests {
  private struct Row: Decodable {
    let results, money: [Double]
    let growth, now, after: Double
  }

  @Test("two arms of counts against the sum over all that could come: the part of the loss that more data take away")
  func counts() throws {
    for row in try ReferenceRows<Row>.load("preposterior").rows {
      let found = try #require(
        PreposteriorLoss.expected(zip(row.results, row.money).map { .init(results: $0, exposure: $1, growth: row.growth) }))
      let (share, exact) = (1 - found.after / found.now, 1 - row.after / row.now)
      // The logarithm of a gamma is nearly normal from a few results on; at one or none it is not, and the answer says too much, never too little.
      let fewest = row.results.min() ?? 0
      let within = fewest >= 2 ? 0.05 : fewest >= 1 ? 0.2 : 0.55
      #expect(share > exact - 0.01 && share < exact * (1 + within), "\(row): \(share) for \(exact)")
      #expect(abs(found.now - row.now) < 0.1 * row.now)
    }
  }

  /// Three and four normal arms by drawing the data to come and then everything else.
  @Test("several arms against draws")
  func draws() throws {
    let cases: [[PreposteriorLoss.Arm]] = [
      [.init(mean: 0, deviation: 0.2, resolved: 0.5), .init(mean: 0.1, deviation: 0.3, resolved: 0.4), .init(mean: -0.1, deviation: 0.25, resolved: 0.5)],
      [
        .init(mean: 0, deviation: 0.5, resolved: 0.3), .init(mean: 0.2, deviation: 0.1, resolved: 0.3), .init(mean: 0.1, deviation: 0.4, resolved: 0.6),
        .init(mean: -0.5, deviation: 0.3, resolved: 0.3),
      ],
      [.init(mean: 0, deviation: 0.3, resolved: 0.5), .init(mean: 0.05, deviation: 0.2, resolved: 0.7)],
    ]
    var draws = SeededGenerator(seed: 8)
    for arms in cases {
      let found = try #require(PreposteriorLoss.expected(arms))
      var after = 0.0
      let (outer, inner) = (400, 2000)
      for _ in 0..<outer {
        let moved = arms.map { $0.mean + $0.deviation * $0.resolved.squareRoot() * draws.normal() }
        let left = arms.map { $0.deviation * (1 - $0.resolved).squareRoot() }
        var kept = [Double](repeating: 0, count: arms.count)
        for _ in 0..<inner {
          let x = arms.indices.map { moved[$0] + left[$0] * draws.normal() }
          let most = x.max() ?? 0
          for v in arms.indices { kept[v] += exp(x[v] - most) }
        }
        after += 1 - (kept.max() ?? 0) / Double(inner)
      }
      after /= Double(outer)
      #expect(abs(found.after - after) < 0.07 * after + 5e-4, "\(found), drawn \(after)")
      #expect(found.after <= found.now && found.after > 0)
    }
  }

  @Test("nothing to come is worth nothing; all that is unknown resolved is worth all of the loss")
  func bounds() throws {
    let arms = [(0.0, 0.2), (0.1, 0.3), (-0.2, 0.1)]
    for count in [2, 3] {
      func expected(_ resolved: Double) throws -> (now: Double, after: Double) {
        try #require(PreposteriorLoss.expected(arms.prefix(count).map { .init(mean: $0.0, deviation: $0.1, resolved: resolved) }))
      }
      let none = try expected(0)
      #expect(abs(none.after - none.now) < 1e-6 * none.now + 1e-9)
      #expect(try expected(1).after < 1e-3 * none.now)
      #expect(try expected(0.5).after < none.now && expected(0.8).after < expected(0.5).after)
    }
    #expect(PreposteriorLoss.expected([.init(mean: 0, deviation: 1, resolved: 0.5)]) == nil)
  }
}
