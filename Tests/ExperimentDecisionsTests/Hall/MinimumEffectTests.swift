import ExperimentModel
import Testing

@testable import ExperimentDecisions

/// Whether an interval still holds effects worth having, for what should rise and for what should fall: estimate ∓ 1.96 errors at 2.5 % a side, the estimate
/// itself at a side's 50 %.
@Suite("The minimum effect in an interval")
struct MinimumEffectTests {
  private func effect(_ direction: String, of share: String = "10%") throws -> MinimumEffect {
    let story = try Story(
      "start: 2026-11-02\nduration: 28d\nvariants: {old: {}, new: {}}\ndata: {file: x.csv, variant: v, date: d}\n"
        + "metrics:\n  m: {type: proportion, numerator: a, denominator: b, direction: \(direction)}\nprimary: m\ndecision: {minimum_effect: \(share)}\n")
    return MinimumEffect(story.experiment)
  }

  @Test(
    arguments: [
      // An interval that ends at the effect still holds it.
      ("increase", 0.1, 0.0, 0.025, 0.025, .reached), ("increase", 0.0999, 0, 0.025, 0.025, .beyond),
      ("decrease", -0.1, 0, 0.025, 0.025, .reached), ("decrease", -0.0999, 0, 0.025, 0.025, .beyond),
      // −8.9 % … −1.1 %: less than a tenth is worth nothing here, and neither is a rise.
      ("decrease", -0.05, 0.02, 0.025, 0.025, .beyond), ("decrease", 0.05, 0.01, 0.025, 0.025, .beyond), ("decrease", -0.3, 0.1, 0.025, 0.025, .reached),
      // The better end is the loser's: −9 % − 1.96 % is more than a tenth, −9 % is not.
      ("decrease", -0.09, 0.01, 0.5, 0.025, .reached), ("decrease", -0.09, 0.01, 0.025, 0.5, .beyond),
      ("increase", 0.09, 0.01, 0.5, 0.025, .reached), ("increase", 0.09, 0.01, 0.025, 0.5, .beyond),
    ] as [(String, Double, Double, Double, Double, MinimumEffect.Reach)])
  func reach(direction: String, estimate: Double, error: Double, winner: Double, loser: Double, expected: MinimumEffect.Reach) throws {
    #expect(try effect(direction).reach(NormalComparison(estimate: estimate, error: error), winner: winner, loser: loser) == expected)
  }

  @Test("the value that an effect makes of a baseline, up and down")
  func target() {
    let (share, amount) = (AnalysisPlan.MinimumEffect.relative(0.25), AnalysisPlan.MinimumEffect.absolute(0.25))
    #expect(share.target(from: 8, .increase) == 10 && share.target(from: 8, .decrease) == 6)
    #expect(amount.target(from: 8, .increase) == 8.25 && amount.target(from: 8, .decrease) == 7.75)
  }
}
