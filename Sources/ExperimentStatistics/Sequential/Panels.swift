/// Quadrature grids for the recursion over looks: one symmetric Gauss–Legendre rule where it suffices, equal panels beyond.
enum Panels {
  /// Nodes of the largest single rule.
  static let largest = 128

  /// Nodes for integrands that vary on the scale `width` between two ends.
  static func nodes(from lower: Double, to upper: Double, width: Double) -> (points: [Double], weights: [Double]) {
    // The nodes of an n-point rule stand π/2·length/n apart at its centre, and a Gaussian of deviation s needs steps below 0.95 s.
    let wanted = nodesPerWidth * (upper - lower) / width
    let need = wanted.isFinite ? min(wanted, mostNodes) : mostNodes
    let rule: GaussLegendre, panels: Int
    if need <= Double(largest) {
      (rule, panels) = (Self.rule(atLeast: need), 1)
    } else {
      (rule, panels) = (rule32, Int((need / 28).rounded(.up)))
    }
    var points = [Double](), weights = points
    points.reserveCapacity(rule.nodes.count * panels)
    weights.reserveCapacity(rule.nodes.count * panels)
    let half = 0.5 * (upper - lower) / Double(panels)
    for panel in 0..<panels {
      let centre = lower + half * Double(2 * panel + 1)
      for i in rule.nodes.indices {
        points.append(centre + half * rule.nodes[i])
        weights.append(half * rule.weights[i])
      }
    }
    return (points, weights)
  }

  static let nodesPerWidth = 1.5

  /// A step of a hundred-thousandth of the information takes some 6,000, of a millionth 70,000.
  static let mostNodes = 100_000.0

  private static func rule(atLeast need: Double) -> GaussLegendre {
    switch need {
    case ...12: rule12
    case ...16: rule16
    case ...20: rule20
    case ...24: rule24
    case ...28: rule28
    case ...32: rule32
    case ...40: rule40
    case ...48: rule48
    case ...64: rule64
    case ...96: rule96
    default: rule128
    }
  }

  private static let rule12 = GaussLegendre(count: 12)
  private static let rule16 = GaussLegendre(count: 16)
  private static let rule20 = GaussLegendre(count: 20)
  private static let rule24 = GaussLegendre(count: 24)
  private static let rule28 = GaussLegendre(count: 28)
  private static let rule32 = GaussLegendre(count: 32)
  private static let rule40 = GaussLegendre(count: 40)
  private static let rule48 = GaussLegendre(count: 48)
  private static let rule64 = GaussLegendre(count: 64)
  private static let rule96 = GaussLegendre(count: 96)
  private static let rule128 = GaussLegendre(count: 128)
}
