import ExperimentStatistics
import Foundation
import Testing

/// The tutorial's code, compiled and run: what it says must be what happens.
struct PosterTutorialTests {
  @Test func poster() throws {
    // Two days, 1,000 yuan on three posters: what each cost and how many sign-ups it brought.
    let control = ResultsAndExposure(results: 13, exposure: 333)
    let bargain = ResultsAndExposure(results: 29, exposure: 334)
    let story = ResultsAndExposure(results: 16, exposure: 333)

    // What one sign-up cost, with an interval that survives few results and none.
    let levels = SideLevels(confidence: 0.95)
    let cost = try ArmInterval.costPerResult(results: bargain.results, cost: bargain.exposure, levels)

    // The bargain poster against the one in use.
    let test = try ConditionalRates(control: control, treatment: bargain, isExact: false)
    let other = try ConditionalRates(control: control, treatment: story, isExact: false)
    let comparison = ThetaComparison(
      test, scale: .costPerResult(results: 42, controlCost: control.exposure, treatmentCost: bargain.exposure))
    let change = try comparison.relative(levels)

    // Two posters were tried, so two chances to be lucky: Holm's adjustment.
    let adjusted = AdjustedPValues.holm([comparison.twoSided.value, min(1, 2 * min(other.above, other.below).value)])

    // How sure may one be which is cheapest, and what does a wrong choice cost?
    let posterior = try BayesianCostPer(arms: [control, bargain, story].map { (results: $0.results, cost: $0.exposure) })
    let best = posterior.probabilityBest()
    #expect(abs(try #require(cost.estimate) - 11.517) < 1e-3)
    #expect(try #require(cost.lower.value) < 11.5 && (try #require(cost.upper.value)) > 11.6)
    // The interval leaves out no change exactly when the test rejects.
    #expect((comparison.twoSided.value < 0.05) == (try #require(change.upper.value) < 0))
    #expect(adjusted[0] == 2 * comparison.twoSided.value && adjusted[1] >= adjusted[0])
    #expect(abs(best.reduce(0, +) - 1) < 1e-9 && best[1] > 0.9)
  }

  @Test("every line of the tutorial stands in this test")
  func linesAreTheTutorials() throws {
    let own = try String(contentsOfFile: #filePath, encoding: .utf8)
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appendingPathComponent("Sources/ExperimentStatistics/ExperimentStatistics.docc/Resources")
    let text = try String(contentsOf: folder.appendingPathComponent("poster-5.swift"), encoding: .utf8)
    let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.hasPrefix("import") }
    #expect(lines.count > 12)
    for line in lines { #expect(own.contains(line), "\(line)") }
  }
}
