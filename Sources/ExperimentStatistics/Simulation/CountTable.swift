import Glibc

/// Counts of one mean and one scatter, drawn from many times: a Poisson, or a Poisson about a gamma (negative binomial), the very law of `scatteredCount`, by
/// inversion with a guide table (Chen & Asau 1974), some two steps a draw.
///
/// Masses below 1e-18 of the mode's are left out.
public struct CountTable: Sendable {
  public let mean: Double
  /// Variance over mean.
  public let dispersion: Double
  private let first: Double
  /// P(X ≤ first + k); the last is 1.
  private let cumulative: [Double]
  /// Where to begin for each of equal slices of the unit interval.
  private let guide: [Int32]

  /// Beyond this variance a table costs more than it saves.
  static let largestVariance = 1e6
  /// A scattered count's tail falls by a part in `dispersion` a count.
  static let largestDispersion = 1000.0

  /// Whether a table may be made.
  public static func holds(mean: Double, dispersion: Double = 1) -> Bool {
    mean >= 0 && dispersion >= 1 && dispersion <= largestDispersion && mean * dispersion <= largestVariance
  }

  /// - Parameters: those that `holds`.  `dispersion`: variance over mean; 1 is a Poisson.
  public init(mean: Double, dispersion: Double = 1) {
    precondition(CountTable.holds(mean: mean, dispersion: dispersion), "a table's variance is at most 1e6, its dispersion 1...1000")
    self.mean = mean
    self.dispersion = dispersion
    // A gamma of shape mean/(φ − 1) gives P(k + 1)/P(k) = (mean + k(φ − 1))/(φ(k + 1)), which at φ = 1 is a Poisson's.
    let excess = dispersion - 1
    let mode = max((mean - excess).rounded(.down), 0)
    // Relative to the mode, by the ratios of neighbours.
    var below: [Double] = []
    var mass = 1.0
    var k = mode
    while k > 0, mass > 1e-18 {
      mass *= dispersion * k / (mean + (k - 1) * excess)
      k -= 1
      below.append(mass)
    }
    var masses = Array(below.reversed()) + [1.0]
    first = mode - Double(below.count)
    mass = 1
    k = mode
    while mass > 1e-18, mean > 0 {
      k += 1
      mass *= (mean + (k - 1) * excess) / (dispersion * k)
      masses.append(mass)
    }
    let total = masses.reduce(0, +)
    var sum = 0.0
    var cumulative = masses.map { mass -> Double in
      sum += mass
      return sum / total
    }
    cumulative[cumulative.count - 1] = 1
    var guide = [Int32](repeating: 0, count: cumulative.count)
    var place = 0
    for slice in guide.indices {
      while cumulative[place] < Double(slice) / Double(guide.count) { place += 1 }
      guide[slice] = Int32(place)
    }
    self.cumulative = cumulative
    self.guide = guide
  }

  @inlinable public func draw(using draws: inout SeededGenerator) -> Double { draw(at: draws.uniform()) }

  /// The smallest k whose cumulative probability reaches `uniform`, which lies in (0, 1).
  @usableFromInline func draw(at uniform: Double) -> Double {
    var place = Int(guide[Int(uniform * Double(guide.count))])
    while cumulative[place] < uniform { place += 1 }
    return first + Double(place)
  }
}
