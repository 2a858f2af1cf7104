import ExperimentStatistics
import Glibc
import Testing

/// Draws have the moments and the distribution they claim, and a seed fixes them.
struct DrawsTests {
  /// Mean and variance of a sample, in standard errors from those expected (the variance's error from the sample's own fourth moment).
  private func far(_ count: Int, mean: Double, variance: Double, seed: UInt64, _ draw: (inout SeededGenerator) -> Double) -> (Double, Double) {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<count).map { _ in draw(&generator) - mean }
    let n = Double(count)
    let first = values.reduce(0, +) / n
    let second = values.reduce(0) { $0 + $1 * $1 } / n
    let fourth = values.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n
    return (first / (variance / n).squareRoot(), (second - variance) / ((fourth - second * second) / n).squareRoot())
  }

  @Test func moments() {
    let count = 100_000
    let tables = [CountTable(mean: 2500), CountTable(mean: 200_000)]
    let (scattered, few, wild) = (CountTable(mean: 40, dispersion: 3), CountTable(mean: 0.2, dispersion: 2.5), CountTable(mean: 3, dispersion: 50))
    let shares = BinomialTable(probability: 0.3)
    let cases: [(String, Double, Double, (inout SeededGenerator) -> Double)] = [
      ("uniform", 0.5, 1.0 / 12, { $0.uniform() }),
      ("normal", 0, 1, { $0.normal() }),
      ("logNormal", 5, 25 * (exp(0.25) - 1), { $0.logNormal(mean: 5, sigma: 0.5) }),
      ("gamma 0.3", 2, 4 / 0.3, { $0.gamma(shape: 0.3, mean: 2) }),
      ("gamma 7", 2, 4.0 / 7, { $0.gamma(shape: 7, mean: 2) }),
      ("poisson 0.4", 0.4, 0.4, { $0.poisson(mean: 0.4) }),
      ("poisson 9", 9, 9, { $0.poisson(mean: 9) }),
      ("poisson 300", 300, 300, { $0.poisson(mean: 300) }),
      ("table 0", 0, 1e-12, { CountTable(mean: 0).draw(using: &$0) + 1e-6 * ($0.uniform() < 0.5 ? -1 : 1) }),
      ("table 2500", 2500, 2500, { tables[0].draw(using: &$0) }), ("table 200000", 200_000, 200_000, { tables[1].draw(using: &$0) }),
      ("scattered", 40, 120, { $0.scatteredCount(mean: 40, dispersion: 3) }),
      ("table, scattered", 40, 120, { scattered.draw(using: &$0) }), ("table, scattered, few", 0.2, 0.5, { few.draw(using: &$0) }),
      ("table, scattered, wild", 3, 150, { wild.draw(using: &$0) }),
      ("binomial table", 1.5, 1.05, { shares.draw(trials: 5, using: &$0) }), ("beyond the binomial table", 300, 210, { shares.draw(trials: 1000, using: &$0) }),
      ("binomial 5", 1.5, 1.05, { $0.binomial(trials: 5, probability: 0.3) }),
      ("binomial 1000", 300, 210, { $0.binomial(trials: 1000, probability: 0.3) }),
      ("binomial, mirrored", 900, 90, { $0.binomial(trials: 1000, probability: 0.9) }),
    ]
    for (name, mean, variance, draw) in cases {
      let (first, second) = far(count, mean: mean, variance: variance, seed: 5, draw)
      #expect(abs(first) < 4 && abs(second) < 4, "\(name): mean \(first), variance \(second) standard errors off")
    }
  }

  /// χ² of the counts against the exact masses, cells of at least 20 expected.
  @Test func distributions() throws {
    let count = 200_000.0
    func poisson(_ mean: Double) -> (Double) -> Double { { k in exp(k * log(mean) - mean - lgamma(k + 1)) } }
    func binomial(_ n: Double, _ p: Double) -> (Double) -> Double {
      { k in k > n ? 0 : exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n + 1 - k) + k * log(p) + (n - k) * log1p(-p)) }
    }
    // Poisson about a gamma of this mean: Γ(k + r)/(k!·Γ(r))·(1/φ)^r·(1 − 1/φ)^k, r = mean/(φ − 1).
    func scattered(_ mean: Double, _ dispersion: Double) -> (Double) -> Double {
      let r = mean / (dispersion - 1)
      return { k in exp(lgamma(k + r) - lgamma(k + 1) - lgamma(r) - r * log(dispersion) + k * log1p(-1 / dispersion)) }
    }
    let tables = (
      CountTable(mean: 3), CountTable(mean: 40), CountTable(mean: 40, dispersion: 1.8), CountTable(mean: 0.7, dispersion: 4), BinomialTable(probability: 0.06)
    )
    typealias Draw = (inout SeededGenerator) -> Double
    let cases: [(String, (Double) -> Double, Draw)] = [
      ("poisson 3", poisson(3), { $0.poisson(mean: 3) }), ("table 3", poisson(3), { tables.0.draw(using: &$0) }), ("table 40", poisson(40), { tables.1.draw(using: &$0) }),
      ("scattered 40", scattered(40, 1.8), { $0.scatteredCount(mean: 40, dispersion: 1.8) }), ("scattered table 40", scattered(40, 1.8), { tables.2.draw(using: &$0) }),
      ("scattered 0.7", scattered(0.7, 4), { $0.scatteredCount(mean: 0.7, dispersion: 4) }), ("scattered table 0.7", scattered(0.7, 4), { tables.3.draw(using: &$0) }),
      ("poisson 25", poisson(25), { $0.poisson(mean: 25) }),
      ("binomial 60", binomial(60, 0.4), { $0.binomial(trials: 60, probability: 0.4) }),
      ("binomial table 150", binomial(150, 0.06), { tables.4.draw(trials: 150, using: &$0) }),
    ]
    for (name, mass, draw) in cases {
      var generator = SeededGenerator(seed: 11)
      var seen = [Double](repeating: 0, count: 200)
      for _ in 0..<Int(count) { seen[Int(draw(&generator))] += 1 }
      var (statistic, cells, rest, restSeen) = (0.0, 0, count, count)
      for k in seen.indices {
        let expected = count * mass(Double(k))
        guard expected >= 20 else { continue }
        statistic += (seen[k] - expected) * (seen[k] - expected) / expected
        cells += 1
        rest -= expected
        restSeen -= seen[k]
      }
      statistic += (restSeen - rest) * (restSeen - rest) / rest
      #expect(cells > 8)
      #expect(statistic < Double(cells) + 4 * (2 * Double(cells)).squareRoot(), "\(name): χ² \(statistic) on \(cells)")
    }
  }

  /// A table's successes are those that the sums without it give, number of trials by number.
  @Test func binomialTableIsInversion() {
    for probability in [0.003, 0.06, 0.5] {
      let table = BinomialTable(probability: probability)
      #expect(table.trials == min(Int(10 / probability), 1000))
      var (plain, tabled) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
      for draw in 0..<4000 {
        let trials = Double(draw % table.trials)
        #expect(plain.binomial(trials: trials, probability: probability) == table.draw(trials: trials, using: &tabled))
      }
    }
  }

  @Test func streamsDiffer() {
    let firsts = (0..<1000).map { stream in
      var generator = SeededGenerator(seed: 1, stream: stream)
      return generator.next()
    }
    #expect(Set(firsts).count == 1000)
    var again = SeededGenerator(seed: 1, stream: 7)
    #expect(again.next() == firsts[7])
  }
}
