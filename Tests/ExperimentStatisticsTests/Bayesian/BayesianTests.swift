import ExperimentStatistics
import Foundation
import TestSupport
import Testing

private struct BayesianFile: Decodable {
  struct Row: Decodable {
    let kind: String
    let arms: [[Double]]
    let better: String
    let probabilityBest: [Double]
    let expectedLoss: [Double?]
    let expectedRelativeLoss: [Double]?
  }
  struct Interval: Decodable {
    let kind: String
    let arms: [[Double]]
    let difference, relative: [Double]
  }
  let rows: [Row]
  let intervals: [Interval]

  static func load() throws -> BayesianFile {
    let url = try #require(Bundle.module.url(forResource: "bayesian", withExtension: "json", subdirectory: "References"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(BayesianFile.self, from: Data(contentsOf: url))
  }
}

private func comparison(_ kind: String, _ arms: [[Double]], better: String) throws -> any BayesianComparison {
  let direction: BetterDirection = better == "lower" ? .lower : .higher
  switch kind {
  case "proportions": return try BayesianProportions(arms: arms.map { ($0[0], $0[1]) }, better: direction)
  case "cost_per": return try BayesianCostPer(arms: arms.map { ($0[0], $0[1]) })
  case "rates": return try BayesianCostPer(arms: arms.map { ($0[0], $0[1]) }, quantity: .resultsPerUnit(better: direction))
  default: return try BayesianMeans(arms: arms.map { ($0[0], $0[1]) }, better: direction)
  }
}

private func isClose(_ found: Double?, _ expected: Double?, _ tolerance: Double) -> Bool {
  guard let found, let expected else { return (found == nil) == (expected == nil) }
  // Below 1e-15 of an arm's own scale a loss keeps fewer digits.
  return abs(found - expected) <= tolerance * abs(expected) + 1e-21
}

@Suite("Bayesian comparisons by quadrature")
struct BayesianTests {
  @Test("agree with mpmath to 1e-9 relative")
  func reference() throws {
    for row in try BayesianFile.load().rows {
      let found = try comparison(row.kind, row.arms, better: row.better)
      let tolerance = 1e-9
      for (arm, value) in found.probabilityBest().enumerated() {
        #expect(isClose(value, row.probabilityBest[arm], tolerance), "P \(row.kind) \(row.better) \(row.arms) \(value) \(row.probabilityBest[arm])")
      }
      for (arm, value) in found.expectedLoss().enumerated() {
        let expected = row.expectedLoss[arm]
        #expect(isClose(value, expected, tolerance), "L \(row.kind) \(row.better) \(row.arms) \(value ?? -1) \(expected ?? -1)")
      }
      if let relative = row.expectedRelativeLoss {
        for (arm, value) in found.expectedRelativeLoss().enumerated() {
          #expect(isClose(value, relative[arm], tolerance), "R \(row.kind) \(row.better) \(row.arms) \(value ?? -1) \(relative[arm])")
        }
      }
    }
  }

  @Test("credible intervals of difference and ratio agree with mpmath")
  func intervals() throws {
    for row in try BayesianFile.load().intervals {
      let found = try comparison(row.kind, row.arms, better: "higher")
      let difference = try #require(try found.difference(confidence: 0.95)), relative = try #require(try found.relative(confidence: 0.95))
      for (value, expected) in [
        (difference.lower, row.difference[0]), (difference.upper, row.difference[1]), (relative.lower, row.relative[0]),
        (relative.upper, row.relative[1]),
      ] {
        #expect(isClose(value, expected, 1e-8), "\(row.kind) \(row.arms): \(value ?? .nan) \(expected)")
      }
    }
  }

  @Test("probabilities sum to 1 from no data to a billion counts, and arms may be swapped")
  func probabilities() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let count = Int.random(in: 2...10, using: &random)
      let arms = (0..<count).map { _ in
        let trials = pow(10, Double.random(in: 0...9, using: &random)).rounded()
        return (successes: (trials * Double.random(in: 0...1, using: &random)).rounded(), trials: trials)
      }
      let found = try BayesianProportions(arms: arms)
      let best = found.probabilityBest()
      #expect(abs(best.reduce(0, +) - 1) < 1e-9)
      let reversed = try BayesianProportions(arms: arms.reversed()).probabilityBest()
      for (a, b) in zip(best, reversed.reversed()) { #expect(abs(a - b) <= 1e-12) }
      for loss in found.expectedRelativeLoss() { #expect((0...1).contains(try #require(loss))) }
    }
  }

  @Test("equal arms share the chance of being best, also at a billion counts")
  func equalArms() throws {
    for scale in [0.0, 1, 1e3, 1e6, 1e9] {
      let best = try BayesianProportions(arms: Array(repeating: (0.03 * scale, scale), count: 4)).probabilityBest()
      for value in best { #expect(abs(value - 0.25) < 1e-10) }
      let cheap = try BayesianCostPer(arms: Array(repeating: (scale, 10 + scale), count: 3)).probabilityBest()
      for value in cheap { #expect(abs(value - 1 / 3.0) < 1e-10) }
    }
  }

  @Test("two normal means have closed forms")
  func normals() throws {
    for (delta, first, second) in [(0.5, 1.0, 1.0), (3, 0.5, 2), (-8, 1, 1), (20, 3, 1e-3)] {
      let found = try BayesianMeans(arms: [(10, first * first), (10 + delta, second * second)])
      let deviation = hypot(first, second), z = delta / deviation
      #expect(isClose(found.probabilityBetter, StandardNormal.lowerTail(z), 1e-9))
      let loss = try #require(found.expectedLoss()[0])
      let expected = deviation * StandardNormal.density(z) + delta * StandardNormal.lowerTail(z)
      #expect(abs(loss - expected) <= 1e-10 * max(1, abs(expected)))
    }
  }

  @Test("an arm without results has no mean cost, and losses that are infinite are not numbers")
  func noResults() throws {
    let found = try BayesianCostPer(arms: [(0, 100), (4, 100)])
    #expect(found.expectedLoss()[0] == nil)
    #expect(try #require(found.expectedLoss()[1]) > 0)
    #expect(found.posterior(confidence: 0.95)[0].mean == nil)
    #expect(found.probabilityBest()[1] > 0.95)
  }

  @Test("inputs that cannot be are named")
  func invalid() {
    #expect(throws: InvalidInput(key: "arms[1].successes", found: "6.0", allowed: "0 to trials, 5.0")) {
      try BayesianProportions(arms: [(1, 2), (6, 5)])
    }
    #expect(throws: NoAnswer.zeroExposure) { try BayesianCostPer(arms: [(1, 10), (0, 0)]) }
    #expect(throws: NoAnswer.zeroVariance) { try BayesianMeans(arms: [(1, 0), (1, 1)]) }
  }
}
