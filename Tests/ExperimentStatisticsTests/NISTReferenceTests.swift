import ExperimentStatistics
import Foundation
import Testing

/// NIST's Statistical Reference Datasets: certified moments and one-way analyses of variance, with up to 13 constant leading digits.
@Suite("NIST's certified values")
struct NISTReferenceTests {
  struct File: Decodable {
    struct Analysis: Decodable {
      let name: String
      let df: [Double]
      let between, within, f: Double
      let groups: [[Double]]?
      let offset: Double?
      let count: Int?
      let tenths: [Double]?

      /// Written out, or as NIST made them: a centre, then a tenth below it and a tenth above in turn.
      var values: [[Double]] {
        groups
          ?? (tenths ?? []).map { tenth in
            let base = (offset ?? 0) * 10 + tenth
            return [base / 10] + (0..<((count ?? 0) - 1)).map { (base + ($0 % 2 == 0 ? -1 : 1)) / 10 }
          }
      }
    }
    struct Moments: Decodable {
      let name: String
      let mean, deviation: Double
      let values: [Double]
    }
    let anova: [Analysis]
    let moments: [Moments]
  }

  let file: File

  init() throws {
    let url = try #require(Bundle.module.url(forResource: "nist", withExtension: "json", subdirectory: "References"))
    file = try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
  }

  /// The correct digits of a result: −log10 of its relative error, 15 at most.
  private func digits(_ found: Double, _ certified: Double) -> Double {
    found == certified ? 15 : min(15, -log10(abs(found - certified) / abs(certified)))
  }

  /// What a double can still tell: an input near 1e12 holds a tenth to four digits, which no arithmetic brings back.
  private func attainable(_ offset: Double?) -> Double {
    switch offset ?? 0 {
    case 1e12...: 2.5
    case 1e6...: 8.5
    default: 12.5
    }
  }

  @Test func analysesOfVariance() throws {
    #expect(file.anova.count == 11)
    for row in file.anova {
      let analysis = try OneWayAnalysis(row.values.map { SampleValues($0).summary })
      #expect([analysis.betweenDegreesOfFreedom, analysis.withinDegreesOfFreedom] == row.df)
      // Seven constant leading digits of the silver leave eight and a half.
      let least = row.name == "AtmWtAg" ? 8.5 : row.name == "SiRstv" ? 11.5 : attainable(row.offset)
      for (found, certified) in [(analysis.betweenSquares, row.between), (analysis.withinSquares, row.within), (analysis.statistic, row.f)] {
        #expect(digits(found, certified) >= least, "\(row.name): \(found) for \(certified)")
      }
    }
  }

  @Test func moments() {
    #expect(file.moments.count == 5)
    for row in file.moments {
      let sample = SampleValues(row.values)
      #expect(digits(sample.mean, row.mean) >= 14.5, "\(row.name): \(sample.mean)")
      let least = ["NumAcc3": 9.0, "NumAcc4": 8.0][row.name] ?? 13.5
      #expect(digits(sample.variance.squareRoot(), row.deviation) >= least, "\(row.name): \(sample.variance.squareRoot())")
    }
  }
}
