import Glibc

/// Densities and both tails of all arms' posteriors on one grid of panels, from which every comparison is a sum.
///
/// Each panel has 16 Gauss–Legendre nodes; tails come from integrating the density's interpolant inside the panel (spectral integration),
/// so no special function is evaluated at a node. Panels are no longer than three deviations of any arm that lives there.
struct PosteriorGrid {
  typealias Panel = SIMD16<Double>

  let coordinates: [Panel]
  /// Quadrature weights.
  let weights: [Panel]
  /// Half the panels' lengths.
  let halves: [Double]
  /// By arm, then panel.
  let densities: [[Panel]]
  let lowerTails: [[Panel]]
  /// What lies beyond the grid's right end, by arm.
  private let beyond: [Double]
  let shapes: [PosteriorShape]
  /// The grid's left end, and each arm's density there.
  let left: Double
  let leftDensities: [Double]

  /// Arms times panels: more would take more memory and time than a comparison is worth.
  static let largest = 500_000

  /// - Parameters: `from`: the least coordinate there is.  `longest`: bound on a panel's length at a coordinate, for the smoothness of what will be integrated.
  /// - Throws: `NoAnswer.outOfRange` where arms are so far apart, or their spreads so unlike, that the narrowest lies below the last digit of the others'
  ///   coordinates; `InvalidInput` where they are so many, or so far apart, that the grid would be beyond `largest`.
  init(_ shapes: [PosteriorShape], from floor: Double = -.infinity, longest: (Double) -> Double) throws {
    self.shapes = shapes
    let narrowest = shapes.map(\.deviation).min() ?? 0
    guard shapes.allSatisfy({ abs($0.centre) + $0.deviation <= 1e12 * narrowest }) else { throw NoAnswer.outOfRange }
    let ranges = shapes.map(\.range)
    let most = PosteriorGrid.largest / shapes.count
    guard let edges = PosteriorGrid.edges(ranges, deviations: shapes.map(\.deviation), floor: floor, most: most, longest: longest) else {
      throw InvalidInput(
        key: "arms", found: "\(shapes.count)", allowed: "so few or so alike that arms times panels of their joint grid are at most \(PosteriorGrid.largest)")
    }
    var coordinates: [Panel] = [], weights: [Panel] = [], halves: [Double] = []
    for (lower, upper) in zip(edges, edges.dropFirst()) {
      let half = 0.5 * (upper - lower)
      halves.append(half)
      coordinates.append(lower + half * (1 + SpectralPanel.nodes))
      weights.append(half * SpectralPanel.weights)
    }
    self.coordinates = coordinates
    self.weights = weights
    self.halves = halves
    let left = edges[0], right = edges[edges.count - 1]
    self.left = left
    var densities: [[Panel]] = [], lowerTails = densities, leftDensities: [Double] = [], beyond = leftDensities
    for (arm, shape) in shapes.enumerated() {
      let centre = shape.centre
      let (low, high) = ranges[arm]
      // A slow left tail may be weighed up by 1/rate, so it is kept whole.
      let least = (shape.leftSlope ?? 9) < 4 ? -Double.infinity : low - 0.5 * (high - low)
      let most = high + 0.5 * (high - low)
      var density: [Panel] = []
      density.reserveCapacity(coordinates.count)
      for panel in coordinates {
        density.append(panel[15] > least && panel[0] < most ? shape.relativeDensity(panel, centre: centre) : .zero)
      }
      // Both ends in one evaluation.
      var ends = Panel(repeating: left)
      ends[15] = right
      ends = shape.relativeDensity(ends, centre: centre)
      let leftDensity = ends[0]
      let before = shape.leftSlope.map { leftDensity / $0 } ?? 0
      let after = shape.rightSlope.map { ends[15] / $0 } ?? 0
      var total = before + after
      for k in density.indices { total += (density[k] * weights[k]).sum() }
      let scale = 1 / total
      for k in density.indices { density[k] *= scale }
      densities.append(density)
      leftDensities.append(leftDensity * scale)
      lowerTails.append(SpectralPanel.cumulated(density, halves: halves, from: before * scale))
      beyond.append(after * scale)
    }
    self.densities = densities
    self.lowerTails = lowerTails
    self.beyond = beyond
    self.leftDensities = leftDensities
  }

  /// P(arm > coordinate), worked out anew each time: ask once and keep it.
  func upperTails() -> [[Panel]] {
    zip(densities, beyond).map { SpectralPanel.cumulatedFromRight($0, halves: halves, from: $1) }
  }

  /// Nil for more than `most` panels.
  private static func edges(
    _ ranges: [(lower: Double, upper: Double)], deviations: [Double], floor: Double, most: Int, longest: (Double) -> Double
  ) -> [Double]? {
    var x = max(floor, ranges.map(\.lower).min() ?? 0)
    let end = ranges.map(\.upper).max() ?? 0
    var edges = [x]
    while x < end {
      guard edges.count <= most else { return nil }
      var step = longest(x)
      for (range, deviation) in zip(ranges, deviations) where x < range.upper {
        step = min(step, max(range.lower - x, 0) + 3 * deviation)
      }
      x = max(min(x + step, end), x.nextUp)
      edges.append(x)
    }
    return edges
  }

  /// ∫ of what `integrand` gives for each panel.
  @inline(__always)
  func integral(_ integrand: (Int) -> Panel) -> Double {
    var sum = Panel.zero
    for k in coordinates.indices { sum += weights[k] * integrand(k) }
    return sum.sum()
  }

  /// P(every other arm lies below) at the nodes of a panel.
  func allOthersBelow(_ arm: Int, _ k: Int) -> Panel {
    var product = Panel(repeating: 1)
    for other in shapes.indices where other != arm { product *= lowerTails[other][k] }
    return product
  }

  /// P(every other arm lies above).
  func allOthersAbove(_ arm: Int, _ k: Int, _ upperTails: [[Panel]]) -> Panel {
    var product = Panel(repeating: 1)
    for other in shapes.indices where other != arm { product *= upperTails[other][k] }
    return product
  }

  /// P(some other arm lies above), by sums of positive terms.
  func someOtherAbove(_ arm: Int, _ k: Int, _ upperTails: [[Panel]]) -> Panel {
    var union = Panel.zero
    for other in shapes.indices where other != arm { union += upperTails[other][k] * (1 - union) }
    return union
  }

  /// P(some other arm lies below).
  func someOtherBelow(_ arm: Int, _ k: Int) -> Panel {
    var union = Panel.zero
    for other in shapes.indices where other != arm { union += lowerTails[other][k] * (1 - union) }
    return union
  }
}

extension PosteriorGrid {
  /// From so many arms on all arms' products are worked out together, panel by panel.
  var isMany: Bool { shapes.count > 8 }

  /// Products and unions over all arms but one, for every arm at once, from the left and from the right.
  struct Others {
    private var left: [Panel]
    private var right: [Panel]

    init(_ count: Int) {
      left = .init(repeating: .zero, count: count)
      right = left
    }

    mutating func products(_ tails: [[Panel]], _ k: Int) -> [Panel] {
      gather(tails, k, start: Panel(repeating: 1)) { $0 * $1 }
    }

    mutating func unions(_ tails: [[Panel]], _ k: Int) -> [Panel] {
      gather(tails, k, start: .zero) { $0 + $1 * (1 - $0) }
    }

    private mutating func gather(_ tails: [[Panel]], _ k: Int, start: Panel, _ join: (Panel, Panel) -> Panel) -> [Panel] {
      var sum = start
      for arm in left.indices {
        left[arm] = sum
        sum = join(sum, tails[arm][k])
      }
      sum = start
      for arm in right.indices.reversed() {
        right[arm] = join(left[arm], sum)
        sum = join(sum, tails[arm][k])
      }
      return right
    }
  }

  /// ∫ of what `integrands` gives for every arm at each panel.
  func sums(_ integrands: (Int, inout Others) -> [Panel]) -> [Double] {
    var others = Others(shapes.count)
    var sums = [Panel](repeating: .zero, count: shapes.count)
    for k in coordinates.indices {
      let values = integrands(k, &others)
      for arm in sums.indices { sums[arm] += weights[k] * values[arm] }
    }
    return sums.map { $0.sum() }
  }
}

/// One panel of 16 Gauss–Legendre nodes and the exact integrals of the polynomial through its values.
enum SpectralPanel {
  static let nodes = SIMD16<Double>(rule.nodes)
  static let weights = SIMD16<Double>(rule.weights)
  private static let rule = GaussLegendre(count: 16)

  /// Column k: ∫ from −1 to each node of the Lagrange polynomial of node k.
  private static let columns: [SIMD16<Double>] = (0..<16).map { k in
    var column = SIMD16<Double>.zero
    let own = legendre(rule.nodes[k])
    for i in 0..<16 {
      let there = legendre(rule.nodes[i])
      var sum = 1 + rule.nodes[i]
      for m in 1..<16 { sum += own[m] * (there[m + 1] - there[m - 1]) }
      column[i] = 0.5 * rule.weights[k] * sum
    }
    return column
  }

  /// Column k: ∫ from each node to 1, the mirror image.
  private static let mirrored: [SIMD16<Double>] = (0..<16).map { k in
    var column = SIMD16<Double>.zero
    for i in 0..<16 { column[i] = columns[15 - k][15 - i] }
    return column
  }

  private static func legendre(_ x: Double) -> [Double] {
    var values = [1, x]
    for m in 2...16 { values.append((Double(2 * m - 1) * x * values[m - 1] - Double(m - 1) * values[m - 2]) / Double(m)) }
    return values
  }

  /// ∫ from the left end of the grid to each node, plus `start`.
  static func cumulated(_ values: [SIMD16<Double>], halves: [Double], from start: Double, most: Double = 1) -> [SIMD16<Double>] {
    let columns = Self.columns
    var before = start
    var result = [SIMD16<Double>](repeating: .zero, count: values.count)
    for k in values.indices {
      let value = values[k] * halves[k]
      let sum = (value * weights).sum()
      if sum > 0 {
        var partial = SIMD16<Double>.zero
        for m in 0..<16 { partial += columns[m] * value[m] }
        result[k] = bounded(before + partial, by: min(before + sum, most))
      } else {
        result[k] = .init(repeating: before)
      }
      before += sum
    }
    return result
  }

  /// ∫ from each node to the right end of the grid, plus `start`.
  static func cumulatedFromRight(_ values: [SIMD16<Double>], halves: [Double], from start: Double, most: Double = 1) -> [SIMD16<Double>] {
    let mirrored = Self.mirrored
    var beyond = start
    var result = [SIMD16<Double>](repeating: .zero, count: values.count)
    for k in values.indices.reversed() {
      let value = values[k] * halves[k]
      let sum = (value * weights).sum()
      if sum > 0 {
        var partial = SIMD16<Double>.zero
        for m in 0..<16 { partial += mirrored[m] * value[m] }
        result[k] = bounded(beyond + partial, by: min(beyond + sum, most))
      } else {
        result[k] = .init(repeating: beyond)
      }
      beyond += sum
    }
    return result
  }

  /// Rounding errors of the interpolant kept within what a tail can be.
  @inline(__always)
  private static func bounded(_ values: SIMD16<Double>, by most: Double) -> SIMD16<Double> {
    let positive = values.replacing(with: 0, where: values .< 0)
    return positive.replacing(with: most, where: positive .> most)
  }
}
