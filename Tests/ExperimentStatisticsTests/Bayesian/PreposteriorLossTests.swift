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

  @Test("two arms of counts against the sum over all that could come")
  func counts() throws {
    for row in try ReferenceRows<Row>.load("preposterior").rows {
      let found = try #require(
        PreposteriorLoss.expected(zip(row.results, row.money).map { .init(results: $0, exposure: $1, growth: row.growth) }))
      // The reference's grid of 20,000 and its cut at 1e-8 leave some 1e-4.
      #expect(abs(found.now - row.now) < 5e-4 * row.now, "\(row): \(found)")
      #expect(abs(found.after - row.after) < 5e-4 * row.after, "\(row): \(found)")
    }
  }

  @Test("beyond the sums the normal form carries on without a step")
  func manyCounts() throws {
    let arms = { (scale: Double) in [PreposteriorLoss.Arm(results: 30 * scale, exposure: 1000, growth: 1), .init(results: 33 * scale, exposure: 1000, growth: 1)] }
    let exact = try #require(PreposteriorLoss.expected(arms(1)))
    // Arms made by their moments alone never go by the sum.
    let moments = try #require(
      PreposteriorLoss.expected(arms(1).map { .init(mean: $0.mean, deviation: $0.deviation, resolved: $0.resolved) }))
    #expect(exact != moments)
    #expect(abs(exact.now / moments.now - 1) < 0.03 && abs(exact.after / moments.after - 1) < 0.03, "\(exact), \(moments)")
    let many = try #require(PreposteriorLoss.expected(arms(50)))
    let manyMoments = try #require(
      PreposteriorLoss.expected(arms(50).map { .init(mean: $0.mean, deviation: $0.deviation, resolved: $0.resolved) }))
    #expect(many == manyMoments, "more outcomes than are summed")
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
