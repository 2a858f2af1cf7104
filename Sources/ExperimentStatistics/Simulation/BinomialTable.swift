import Glibc

/// Successes at one probability, drawn for ever other numbers of trials as long as few are expected: by inversion, as `binomial` does, with the sums made once.
public struct BinomialTable: Sendable {
  public let probability: Double
  /// The largest number of trials it holds; others are drawn without it.
  public let trials: Int
  /// P(X ≤ k) from k = 0 on, trials after trials; each row's last is 1.
  private let cumulative: [Double]
  /// Where each number of trials begins.
  private let rows: [Int32]

  /// Beyond so many expected successes steps cost more than rejection does.
  static let mostExpected = 10.0
  private static let mostTrials = 1000

  /// - Parameter probability: 0 < p ≤ ½.
  public init(probability: Double) {
    precondition(probability > 0 && probability <= 0.5, "a table's probability lies in 0...½, 0 left out")
    self.probability = probability
    trials = min(Int(BinomialTable.mostExpected / probability), BinomialTable.mostTrials)
    let odds = probability / (1 - probability)
    var (cumulative, rows) = ([Double](), [Int32]())
    for trials in 0...trials {
      rows.append(Int32(cumulative.count))
      let n = Double(trials)
      var mass = exp(n * log1p(-probability))
      var (sum, k) = (mass, 0.0)
      // What is left out beyond is less than a uniform number resolves.
      while k < n, k < n * probability || mass > 1e-18 {
        cumulative.append(sum)
        k += 1
        mass *= odds * (n - k + 1) / k
        sum += mass
      }
      cumulative.append(1)
    }
    self.cumulative = cumulative
    self.rows = rows
  }

  /// - Parameter trials: whole, ≥ 0.
  @inlinable public func draw(trials: Double, using draws: inout SeededGenerator) -> Double {
    guard trials > 0, trials <= Double(self.trials) else { return draws.binomial(trials: trials, probability: probability) }
    return draw(trials: Int(trials), at: draws.uniform())
  }

  @usableFromInline func draw(trials: Int, at uniform: Double) -> Double {
    let row = Int(rows[trials])
    var place = row
    while cumulative[place] < uniform { place += 1 }
    return Double(place - row)
  }
}
