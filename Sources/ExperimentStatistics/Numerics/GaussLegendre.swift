import Glibc

/// Gauss–Legendre quadrature with a fixed number of nodes; make it once (`static let`) and use it many times.
public struct GaussLegendre: Sendable {
  /// Nodes in (−1, 1), increasing.
  public let nodes: [Double]
  /// Their weights; they sum to 2.
  public let weights: [Double]

  /// `count` ≥ 1 nodes by Newton's method on the Legendre polynomial. Cost: O(count²).
  public init(count: Int) {
    precondition(count >= 1, "a quadrature rule has at least one node")
    var nodes = [Double](repeating: 0, count: count), weights = nodes
    for i in 0..<((count + 1) / 2) {
      var x = cos(Double.pi * (Double(i) + 0.75) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        var previous = 1.0, value = x
        for k in stride(from: 2, through: count, by: 1) {
          (previous, value) = (value, (Double(2 * k - 1) * x * value - Double(k - 1) * previous) / Double(k))
        }
        slope = Double(count) * (x * value - previous) / (x * x - 1)
        let step = value / slope
        x -= step
        if abs(step) <= 2e-16 { break }
      }
      nodes[i] = -x
      nodes[count - 1 - i] = x
      let weight = 2 / ((1 - x * x) * slope * slope)
      weights[i] = weight
      weights[count - 1 - i] = weight
    }
    if count % 2 == 1 { nodes[count / 2] = 0 }
    self.nodes = nodes
    self.weights = weights
  }

  /// ∫ f from `lower` to `upper`. Exact for polynomials of degree 2·count − 1.
  @inlinable
  public func integrate(from lower: Double, to upper: Double, _ function: (Double) throws -> Double) rethrows -> Double {
    let centre = 0.5 * (lower + upper), half = 0.5 * (upper - lower)
    var sum = 0.0
    for i in nodes.indices { sum += weights[i] * (try function(centre + half * nodes[i])) }
    return sum * half
  }
}
