import Glibc

/// The sub-density of a score statistic Z over the paths that no earlier look has stopped, held as point masses at quadrature nodes.
///
/// Armitage, McPherson & Rowe (1969); Jennison & Turnbull (2000, ch. 19). Between looks with information I and I′ the statistic moves by
/// Z′ | Z = u ~ N(ρu, 1 − ρ²), ρ = √(I/I′). Gauss–Legendre nodes replace the book's Simpson grid: the integrand is a Gaussian cut
/// at the boundary, and their number follows its width √(1 − ρ²), so that the relative error stays near 1e-10 also in far tails.
struct SurvivingDensity {
  /// Information at which the nodes stand; 0 before the first look, when there are none.
  private(set) var information: Double = 0
  private(set) var nodes: [Double] = []
  /// Quadrature weight times sub-density, so that a sum over nodes is an integral.
  private(set) var masses: [Double] = []

  /// Tail of the normal that is left out at either end, in standard deviations: relative error Q(6.2) ≈ 3e-10.
  static let reach = 6.2

  /// No path is left: an earlier look stopped them all.
  private(set) var isOver = false

  init() {}

  /// One path, at `point` when the information was `information`.
  init(point: Double, information: Double) {
    self.information = information
    nodes = [point]
    masses = [1]
  }

  /// The same paths seen in a mirror: Z becomes −Z.
  func reflected() -> SurvivingDensity {
    var result = self
    result.nodes = nodes.reversed().map { -$0 }
    result.masses = masses.reversed()
    return result
  }

  /// P(still going, Z at `information` > `critical`) and its two first derivatives in `critical`, negated: a density and its slope.
  func exit(above critical: Double, at information: Double) -> (probability: Double, density: Double, slope: Double) {
    if isOver { return (0, 0, 0) }
    if nodes.isEmpty {
      let density = StandardNormal.density(critical)
      return (StandardNormal.upperTail(critical), density, -critical * density)
    }
    let correlation = (self.information / information).squareRoot()
    let scale = 1 / (1 - self.information / information).squareRoot()
    let a = critical * scale, b = correlation * scale
    var probability = 0.0, density = 0.0, slope = 0.0
    for i in nodes.indices {
      let x = a - b * nodes[i]
      let kernel = masses[i] * exp(-0.5 * x * x)
      probability += masses[i] * erfc(x * 0.707106781186547524)
      density += kernel
      slope -= x * kernel
    }
    let factor = scale * 0.398942280401432678
    return (0.5 * probability, density * factor, slope * factor * scale)
  }

  /// The same paths at a later look with `information`, kept only below `upper` (and above `lower`), on nodes fit for a step to `next`.
  ///
  /// - Parameters: `lowest`, `highest`: beyond these nothing matters to a later crossing.
  /// - Complexity: O(n²/4) exponentials, n = 30…60 nodes for looks a fifth of the information apart.
  func advanced(to information: Double, below upper: Double, above lower: Double = -.infinity, lowest: Double, highest: Double, next: Double)
    -> SurvivingDensity
  {
    let top = min(upper, max(highest, lower + 1))
    let bottom = max(lower, min(lowest, top - 1))
    guard top > bottom && !isOver else {
      var result = SurvivingDensity()
      result.isOver = true
      return result
    }
    let own = nodes.isEmpty ? 1 : (1 - self.information / information).squareRoot()
    let following = (1 - information / next).squareRoot()
    let width = own * following / (own * own + following * following).squareRoot()
    var result = SurvivingDensity()
    result.information = information
    let (points, weights) = Panels.nodes(from: bottom, to: top, width: width)
    result.nodes = points
    result.masses = density(at: points, information: information)
    for i in result.masses.indices { result.masses[i] *= weights[i] }
    return result
  }

  /// The sub-density of Z at `information` in each of `points`.
  private func density(at points: [Double], information: Double) -> [Double] {
    if nodes.isEmpty { return points.map(StandardNormal.density) }
    let ratio = self.information / information
    let half = 0.5 * (points[points.count - 1] - points[0])
    let width = 0.5 * ratio.squareRoot() * (nodes[nodes.count - 1] - nodes[0])
    let apart = abs(0.5 * (points[points.count - 1] + points[0]) - 0.5 * ratio.squareRoot() * (nodes[nodes.count - 1] + nodes[0]))
    let largestExponent = max(half * width, (apart + 0.5 * width) * width, 0.5 * (apart + half) * (apart + half)) / (1 - ratio)
    if largestExponent < 650 && nodes.count > 1 && points.count <= Panels.largest && nodes.count <= Panels.largest {
      return mirrored(at: points, ratio: ratio)
    }
    return banded(at: points, ratio: ratio)
  }

  /// The kernel exp(−(z − ρu)²/2σ²) over two grids that are each symmetric about their centre: with z = z₀ + x and u = u₀ + y the cross
  /// term exp(ρxy/σ²) serves the four pairs (±x, ±y), and all else depends on x or on y alone.
  private func mirrored(at points: [Double], ratio: Double) -> [Double] {
    let correlation = ratio.squareRoot()
    let precision = 1 / (1 - ratio)
    let n = points.count, m = nodes.count
    let centre = 0.5 * (points[0] + points[n - 1]), middle = 0.5 * (nodes[0] + nodes[m - 1])
    let apart = centre - correlation * middle
    // In units of the largest mass, so that far tails do not underflow on the way.
    let unit = masses.max() ?? 1
    var low = [Double](repeating: 0, count: m / 2), high = low, offset = low
    for j in 0..<(m / 2) {
      let y = correlation * (nodes[m - 1 - j] - middle)
      high[j] = masses[m - 1 - j] / unit * exp((apart - 0.5 * y) * y * precision)
      low[j] = masses[j] / unit * exp((-apart - 0.5 * y) * y * precision)
      offset[j] = y * precision
    }
    var result = [Double](repeating: 0, count: n)
    let factor = 0.398942280401432678 * precision.squareRoot()
    for i in 0..<(n / 2) {
      let x = points[n - 1 - i] - centre
      var upper = 0.0, lower = 0.0
      for j in 0..<(m / 2) {
        let growth = exp(x * offset[j])
        let decay = 1 / growth
        upper += high[j] * growth + low[j] * decay
        lower += high[j] * decay + low[j] * growth
      }
      result[n - 1 - i] = upper * factor * exp(-0.5 * precision * (apart + x) * (apart + x)) * unit
      result[i] = lower * factor * exp(-0.5 * precision * (apart - x) * (apart - x)) * unit
    }
    return result
  }

  /// Pair by pair, only where the kernel is not nil: for narrow steps, whose grids are fine, and for far tails.
  private func banded(at points: [Double], ratio: Double) -> [Double] {
    let correlation = ratio.squareRoot()
    let deviation = (1 - ratio).squareRoot()
    let scale = 1 / deviation, factor = 0.398942280401432678 * scale
    // Over a narrow step the density hardly changes, so that nine deviations hold all but e⁻⁴⁰ of the kernel.
    let band = (deviation < 0.05 ? 9 : 39) * deviation
    var result = [Double](repeating: 0, count: points.count)
    var first = 0
    for i in points.indices {
      while first < nodes.count && correlation * nodes[first] < points[i] - band { first += 1 }
      var sum = 0.0
      var j = first
      while j < nodes.count && correlation * nodes[j] < points[i] + band {
        let x = (points[i] - correlation * nodes[j]) * scale
        sum += masses[j] * exp(-0.5 * x * x)
        j += 1
      }
      result[i] = factor * sum
    }
    return result
  }
}
