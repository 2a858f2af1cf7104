import Glibc

/// A Poisson distribution with one mean, drawn from many times: inversion by a guide table (Chen & Asau 1974), some two steps a draw.
///
/// Masses below 1e-18 of the mode's are left out.
public struct PoissonTable: Sendable {
  public let mean: Double
  private let first: Double
  /// P(X ≤ first + k); the last is 1.
  private let cumulative: [Double]
  /// Where to begin for each of equal slices of the unit interval.
  private let guide: [Int32]

  /// Beyond this mean a table costs more than it saves.
  public static let largestMean = 1e6

  /// - Parameter mean: 0…`largestMean`.
  public init(mean: Double) {
    precondition(mean >= 0 && mean <= PoissonTable.largestMean, "a table's mean lies in 0...1e6")
    self.mean = mean
    let mode = mean.rounded(.down)
    // Relative to the mode, by the ratios of neighbours.
    var below: [Double] = []
    var mass = 1.0
    var k = mode
    while k > 0, mass > 1e-18 {
      mass *= k / mean
      k -= 1
      below.append(mass)
    }
    var masses = Array(below.reversed()) + [1.0]
    first = mode - Double(below.count)
    mass = 1
    k = mode
    while mass > 1e-18, mean > 0 {
      k += 1
      mass *= mean / k
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
