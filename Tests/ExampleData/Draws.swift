import Glibc
import TestSupport

/// The draws that the examples are made of.
extension SplitMix64 {
  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  mutating func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform()) }

  /// Knuth's product method in pieces, so that large means do not underflow.
  mutating func poisson(_ mean: Double) -> Int {
    var left = mean
    var count = 0
    while left > 30 {
      count += poissonSmall(30)
      left -= 30
    }
    return count + poissonSmall(left)
  }

  private mutating func poissonSmall(_ mean: Double) -> Int {
    let limit = exp(-mean)
    var product = uniform()
    var count = 0
    while product > limit {
      count += 1
      product *= uniform()
    }
    return count
  }

  mutating func binomial(_ trials: Int, _ share: Double) -> Int { (0..<trials).reduce(0) { sum, _ in sum + (uniform() < share ? 1 : 0) } }

  /// A day's factor around 1, the same for both arms of a day or not.
  mutating func factor(spread: Double) -> Double { exp(spread * normal() - spread * spread / 2) }
}
