import ExperimentStatistics
import Foundation
import Testing

/// Against definitions evaluated at 50 digits, and closed testing by brute force: References/inference.json.
@Suite("Classical methods agree with their definitions")
struct InferenceReferenceTests {
  struct File: Decodable {
    struct Multiplicity: Decodable { let p, holm, hommel, hochberg, bh, by: [Double] }
    struct Table: Decodable {
      let table: [[Double]]
      let df, chi, chiLogP, yates, g, gLogP: Double
    }
    struct Share: Decodable {
      let successes, trials: Double
      let cp, jeffreys: [Double]
    }
    struct Difference: Decodable { let treatment, control, mee, mn, newcombe, agrestiCaffo: [Double] }
    let multiplicity: [Multiplicity]
    let tables: [Table]
    let shares: [Share]
    let differences: [Difference]
  }

  let file: File

  init() throws {
    let url = try #require(Bundle.module.url(forResource: "inference", withExtension: "json", subdirectory: "References"))
    file = try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
  }

  private func close(_ a: Double, _ b: Double, _ tolerance: Double = 1e-10) -> Bool { abs(a - b) <= tolerance * max(abs(b), 1e-300) }

  @Test func multiplicity() {
    #expect(file.multiplicity.count == 24)
    for row in file.multiplicity {
      let p = row.p
      for (ours, theirs) in [
        (AdjustedPValues.holm(p), row.holm), (AdjustedPValues.hommel(p), row.hommel), (AdjustedPValues.hochberg(p), row.hochberg),
        (AdjustedPValues.benjaminiHochberg(p), row.bh), (AdjustedPValues.benjaminiYekutieli(p), row.by),
      ] {
        for (a, b) in zip(ours, theirs) { #expect(close(a, b, 1e-13)) }
      }
    }
  }

  @Test func tables() throws {
    for row in file.tables {
      let (chi, g) = (try CountTables.chiSquared(row.table), try CountTables.likelihoodRatio(row.table))
      #expect(chi.degreesOfFreedom == row.df)
      #expect(close(chi.statistic, row.chi, 1e-9) && close(chi.pValue.log10, row.chiLogP, 1e-9))
      #expect(close(g.statistic, row.g, 1e-9) && close(g.pValue.log10, row.gLogP, 1e-9))
      if row.df == 1 { #expect(close(try CountTables.chiSquared(row.table, hasContinuity: true).statistic, row.yates, 1e-9)) }
    }
  }

  @Test func shares() throws {
    for row in file.shares {
      let arm = SharesComparison.Arm(successes: row.successes, trials: row.trials)
      let exact = try ShareFormulas.clopperPearson(arm, confidence: 0.95)
      let jeffreys = try ShareFormulas.jeffreys(arm, confidence: 0.95)
      for (interval, expected) in [(exact, row.cp), (jeffreys, row.jeffreys)] {
        #expect(close(try #require(interval.lower.value), expected[0], 1e-9), "\(row)")
        #expect(close(try #require(interval.upper.value), expected[1], 1e-9), "\(row)")
      }
    }
  }

  @Test func differences() throws {
    let levels = SideLevels(confidence: 0.95)
    for row in file.differences {
      let control = SharesComparison.Arm(successes: row.control[0], trials: row.control[1])
      let treatment = SharesComparison.Arm(successes: row.treatment[0], trials: row.treatment[1])
      let score = ScoreComparison(control: control, treatment: treatment)
      let wider = ShareFormulas.miettinenNurminenLevels(control: control, treatment: treatment, confidence: 0.95)
      for (interval, expected) in [
        (try score.difference(levels), row.mee),
        (try score.difference(wider), row.mn),
        (try ShareFormulas.newcombe(control: control, treatment: treatment, confidence: 0.95), row.newcombe),
        (try ShareFormulas.agrestiCaffo(control: control, treatment: treatment, confidence: 0.95), row.agrestiCaffo),
      ] {
        // Bounds near zero are differences of shares: held to the interval's own size.
        let size = expected[1] - expected[0]
        #expect(abs(try #require(interval.lower.value) - expected[0]) < 1e-9 * size, "\(row)")
        #expect(abs(try #require(interval.upper.value) - expected[1]) < 1e-9 * size, "\(interval) \(expected) \(row)")
      }
    }
  }

  @Test("Newcombe's (1998) table for 56/70 against 48/80 and 9/10 against 3/10")
  func published() throws {
    for (x1, n1, x0, n0, mn) in [(56.0, 70.0, 48.0, 80.0, (0.0528, 0.3382)), (9, 10, 3, 10, (0.1700, 0.8406))] {
      let control = SharesComparison.Arm(successes: x0, trials: n0)
      let treatment = SharesComparison.Arm(successes: x1, trials: n1)
      let interval = try ScoreComparison(control: control, treatment: treatment).difference(
        ShareFormulas.miettinenNurminenLevels(control: control, treatment: treatment, confidence: 0.95))
      #expect(abs(try #require(interval.lower.value) - mn.0) < 5e-5)
      #expect(abs(try #require(interval.upper.value) - mn.1) < 5e-5)
    }
  }
}
