import ExperimentModel

/// Centred moments of units in groups to the third order, by two passes over values at hand: means first, then deviations from them.
/// The corrected two-pass algorithm (Chan, Golub & LeVeque 1983, eq. 1.7) keeps full precision where a running sum of squares loses it; for sums of third
/// order the same correction to the first power of what is left over (Pébay 2008, eq. 2.1, with a gap that is all rounding).
struct UnitMoments {
  let groups: Int
  private(set) var counts: [Int]
  private(set) var sums: [Double]
  private(set) var means: [Double]
  private(set) var squares: [Double]
  private(set) var cubes: [Double]
  /// Units whose value is not zero, and of those the ones below it.
  private(set) var nonzero: [Int]
  private(set) var negative: [Int]
  private(set) var seconds: [Part] = []

  /// Moments of a second series y, and with the first x.
  struct Part {
    var means: [Double]
    /// Σ dy², Σ dx·dy, Σ dy³, Σ dx²·dy, Σ dx·dy².
    var squares, products, cubes, firstTwice, secondTwice: [Double]
    /// Units whose y is not zero.
    var nonzero: [Int]
  }

  /// - Parameters:
  ///   - group: of each unit; negative: left out.
  ///   - others: series beside the first, each giving its own moments and its co-deviation with the first.
  init(_ first: [Double], group: [Int32], groups: Int, others: [[Double]]) {
    self.groups = groups
    counts = Array(repeating: 0, count: groups)
    nonzero = counts
    negative = counts
    for unit in group.indices where group[unit] >= 0 {
      let place = Int(group[unit])
      counts[place] += 1
      guard first[unit] != 0 else { continue }
      nonzero[place] += 1
      if first[unit] < 0 { negative[place] += 1 }
    }
    sums = UnitMoments.sums(first, group, groups)
    means = zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : 0 }
    (squares, cubes) = UnitMoments.powers(first, means, group, counts)
    for other in others {
      let totals = UnitMoments.sums(other, group, groups)
      let centres = zip(totals, counts).map { $1 > 0 ? $0 / Double($1) : 0 }
      seconds.append(UnitMoments.part(other, centres, first, means, group, counts))
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

  /// Σ(x − x̄)² and Σ(x − x̄)³, each less what the rounding of the means left over.
  private static func powers(_ x: [Double], _ means: [Double], _ group: [Int32], _ counts: [Int]) -> (squares: [Double], cubes: [Double]) {
    var (squares, cubes, rest) = (means.map { _ in 0.0 }, means.map { _ in 0.0 }, means.map { _ in 0.0 })
    for unit in group.indices {
      let place = Int(group[unit])
      guard place >= 0 else { continue }
      let gap = x[unit] - means[place]
      squares[place] += gap * gap
      cubes[place] += gap * gap * gap
      rest[place] += gap
    }
    for place in counts.indices where counts[place] > 0 {
      let shift = rest[place] / Double(counts[place])
      cubes[place] -= 3 * shift * squares[place]
      squares[place] = max(0, squares[place] - rest[place] * shift)
    }
    return (squares, cubes)
  }

  /// Of a second series y about its means, alone and with the first, each less what the rounding of the means left over.
  private static func part(
    _ y: [Double], _ yMeans: [Double], _ x: [Double], _ xMeans: [Double], _ group: [Int32], _ counts: [Int]
  ) -> Part {
    struct Sums { var (y, x, yy, xy, xx, yyy, xxy, xyy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0) }
    var sums = [Sums](repeating: Sums(), count: counts.count)
    var nonzero = [Int](repeating: 0, count: counts.count)
    for unit in group.indices {
      let place = Int(group[unit])
      guard place >= 0 else { continue }
      let dx = x[unit] - xMeans[place]
      let dy = y[unit] - yMeans[place]
      if y[unit] != 0 { nonzero[place] += 1 }
      sums[place].x += dx
      sums[place].y += dy
      sums[place].xx += dx * dx
      sums[place].xy += dx * dy
      sums[place].yy += dy * dy
      sums[place].yyy += dy * dy * dy
      sums[place].xxy += dx * dx * dy
      sums[place].xyy += dx * dy * dy
    }
    for place in counts.indices where counts[place] > 0 {
      let n = Double(counts[place])
      let (shiftX, shiftY) = (sums[place].x / n, sums[place].y / n)
      sums[place].yyy -= 3 * shiftY * sums[place].yy
      sums[place].xxy -= 2 * shiftX * sums[place].xy + shiftY * sums[place].xx
      sums[place].xyy -= 2 * shiftY * sums[place].xy + shiftX * sums[place].yy
      sums[place].yy = max(0, sums[place].yy - sums[place].y * shiftY)
      sums[place].xy -= sums[place].x * shiftY
    }
    return Part(
      means: yMeans, squares: sums.map(\.yy), products: sums.map(\.xy), cubes: sums.map(\.yyy), firstTwice: sums.map(\.xxy), secondTwice: sums.map(\.xyy),
      nonzero: nonzero)
  }
}
