import ExperimentDecisions
import ExperimentModel
import Glibc
import TestSupport
import Testing

/// A/A: two arms without a difference, through the whole path. A winner is wrong there, and may be named at most 2.5 times in 100.
///
/// The bound is the binomial's upper 99 % point around the promise; mid-p tests may pass it by 0.1 points, which is stated and allowed for.
@Suite("False winners")
struct FalseWinnerTests {
  struct World {
    let kind: String
    let results: Double
    let looks: Int
    /// Variance of the days over chance's; 1 is chance alone.
    let scatter: Double
  }

  static let worlds: [World] = ["proportion", "cost_per"].flatMap { kind in
    [20.0, 200, 2000].flatMap { results in
      [1, 4].flatMap { looks in [1.0, 5].map { World(kind: kind, results: results, looks: looks, scatter: $0) } }
    }
  }

  static let runs = 2000

  private static func yaml(_ world: World) -> String {
    let metric = world.kind == "proportion" ? "{type: proportion, numerator: a, denominator: b}" : "{type: cost_per, cost: a, per: b}"
    return """
      start: 2026-11-02
      duration: 28d
      variants: {old: {}, new: {}}
      data: {file: x.csv, variant: v, date: d}
      metrics:
        m: \(metric)
      primary: m
      decision: {looks: \(world.looks == 1 ? "fixed" : "auto")}

      """
  }

  private static func arm(_ world: World, _ draws: inout SplitMix64) -> [Story.Day] {
    let mean = world.results / 28
    // Results with variance φ·mean: a gamma factor of the day with variance (φ − 1)/mean.
    let shape = world.scatter > 1 ? mean / (world.scatter - 1) : 0
    return (0..<28).map { _ in
      var rate = mean
      if world.scatter > 1 { rate *= shape >= 1 ? draws.gammaFactor(shape: shape) : boosted(shape, &draws) }
      let count = draws.poisson(rate)
      if world.kind == "proportion" {
        let trials = (mean / 0.05).rounded(.up) + 1
        return Story.Day(metrics: [(min(count, trials), trials)])
      }
      return Story.Day(metrics: [(100, count)], spend: 100)
    }
  }

  /// Gamma with a shape below 1: one of shape + 1 times U^(1/shape).
  private static func boosted(_ shape: Double, _ draws: inout SplitMix64) -> Double {
    draws.gammaFactor(shape: shape + 1) * (shape + 1) / shape * pow(draws.uniform(), 1 / shape)
  }

  @Test(arguments: worlds.indices)
  func rate(_ index: Int) throws {
    let world = FalseWinnerTests.worlds[index]
    var draws = SplitMix64(seed: 77_000 + UInt64(index))
    let template = try Story(FalseWinnerTests.yaml(world), every: world.looks == 1 ? 28 : 7)
    let start = try #require(template.experiment.start)
    var winners = 0
    var losers = 0
    for _ in 0..<FalseWinnerTests.runs {
      var story = template
      let arms = [FalseWinnerTests.arm(world, &draws), FalseWinnerTests.arm(world, &draws)]
      for look in 1...4 where world.looks == 4 || look == 4 {
        let review = try story.review(arms, on: (start + 7 * look).description, parts: .oneLine)
        if review.monitoring.isFinalLook || story.ledger.standings["new"] != nil { break }
      }
      switch story.ledger.standings["new"]?.standing {
      case .winner: winners += 1
      case .loser: losers += 1
      default: break
      }
    }
    let allowed = 0.026
    let runs = Double(FalseWinnerTests.runs)
    let bound = runs * allowed + 2.576 * (runs * allowed * (1 - allowed)).squareRoot()
    #expect(Double(winners) <= bound, "\(world): \(winners) of \(FalseWinnerTests.runs) winners, at most \(bound)")
    #expect(Double(losers) <= bound, "\(world): \(losers) of \(FalseWinnerTests.runs) losers, at most \(bound)")
  }
}
