import ExperimentModel

/// Centred moments of units in groups, by two passes over values at hand: means first, then deviations from them.
/// The corrected two-pass algorithm (Chan, Golub & LeVeque 1983, eq. 1.7) keeps full precision where a running sum of squares loses it.
struct UnitMoments {
  let groups: Int
  private(set) var counts: [Int]
  private(set) var sums: [Double]
  private(set) var means: [Double]
  private(set) var squares: [Double]
  private(set) var seconds: [Part] = []

  /// Moments of a second series, and with the first.
  struct Part {
    var means: [Double]
    var squares: [Double]
    var products: [Double]
  }

  /// - Parameters:
  ///   - group: of each unit; negative: left out.
  ///   - others: series beside the first, each giving its own moments and its co-deviation with the first.
  init(_ first: [Double], group: [Int32], groups: Int, others: [[Double]]) {
    self.groups = groups
    counts = Array(repeating: 0, count: groups)
    for unit in group.indices where group[unit] >= 0 { counts[Int(group[unit])] += 1 }
    sums = UnitMoments.sums(first, group, groups)
    means = zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : 0 }
    (squares, _) = UnitMoments.deviations(first, means, first, means, group, counts)
    for other in others {
      let totals = UnitMoments.sums(other, group, groups)
      let centres = zip(totals, counts).map { $1 > 0 ? $0 / Double($1) : 0 }
      let (own, products) = UnitMoments.deviations(other, centres, first, means, group, counts)
      seconds.append(Part(means: centres, squares: own, products: products))
    }
  }

  /// Compensated sums (Neumaier 1974).
  private static func sums(_ values: [Double], _ group: [Int32], _ groups: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: groups)
    var lost = sums
    for unit in group.indices {
      let place = Int(group[unit])
      guard place >= 0 else { continue }
      let value = values[unit]
      let sum = sums[place]
      let total = sum + value
      lost[place] += abs(sum) >= abs(value) ? (sum - total) + value : (value - total) + sum
      sums[place] = total
    }
    return zip(sums, lost).map { $0 + $1 }
  }

  /// Σ(x − x̄)² and Σ(x − x̄)(y − ȳ), each less what the rounding of the means left over.
  private static func deviations(
    _ x: [Double], _ xMeans: [Double], _ y: [Double], _ yMeans: [Double], _ group: [Int32], _ counts: [Int]
  ) -> (squares: [Double], products: [Double]) {
    let groups = counts.count
    var squares = [Double](repeating: 0, count: groups)
    var products = squares
    var xRest = squares
    var yRest = squares
    for unit in group.indices {
      let place = Int(group[unit])
      guard place >= 0 else { continue }
      let dx = x[unit] - xMeans[place]
      let dy = y[unit] - yMeans[place]
      squares[place] += dx * dx
      products[place] += dx * dy
      xRest[place] += dx
      yRest[place] += dy
    }
    for place in 0..<groups where counts[place] > 0 {
      squares[place] = max(0, squares[place] - xRest[place] * xRest[place] / Double(counts[place]))
      products[place] -= xRest[place] * yRest[place] / Double(counts[place])
    }
    return (squares, products)
  }
}
