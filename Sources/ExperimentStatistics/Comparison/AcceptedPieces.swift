/// The θ ≥ 0 that a test with a quadratic statistic does not reject: a union of pieces, usually one.
///
/// Where days scatter so much that the control's total is not told apart from nothing, the set can fall into two pieces (or be the whole
/// line), as Fieller's does. The bounds then follow the verdict on θ = 1: when it is rejected, they are those of the piece around the
/// estimate; when it is not, they reach to the end of the piece in which 1 lies. So a p-value below the level and a bound beyond 1
/// stay one statement.
struct AcceptedPieces {
  private let pieces: [ClosedRange<Double>]
  private let estimate: Double

  init(_ quadratics: [AcceptanceQuadratic], estimate: Double) {
    self.estimate = estimate
    var all = quadratics.flatMap(\.accepted)
    // The estimate itself is never rejected; rounding may say so.
    if !all.contains(where: { $0.contains(estimate) }) { all.append(estimate...estimate) }
    all.sort { $0.lowerBound < $1.lowerBound }
    var merged = [ClosedRange<Double>]()
    for piece in all {
      if let last = merged.last, piece.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, piece.upperBound)
      } else {
        merged.append(piece)
      }
    }
    pieces = merged
  }

  private func piece(around theta: Double) -> ClosedRange<Double>? { pieces.first { $0.contains(theta) } }

  var lowerBound: Double {
    let own = piece(around: estimate)?.lowerBound ?? estimate
    guard estimate > 1, let null = piece(around: 1) else { return own }
    return min(own, null.lowerBound)
  }

  /// +∞ when there is none.
  var upperBound: Double {
    let own = piece(around: estimate)?.upperBound ?? estimate
    guard estimate < 1, let null = piece(around: 1) else { return own }
    return max(own, null.upperBound)
  }
}

extension AcceptanceQuadratic {
  /// Where `square`·θ² − 2·`middle`·θ + `constant` ≤ 0, on θ ≥ 0.
  var accepted: [ClosedRange<Double>] {
    let largest = max(abs(square), abs(middle), abs(constant))
    // A critical value beyond what a double holds leaves nothing out.
    guard largest.isFinite else { return [0...Double.infinity] }
    if !(middle * middle - square * constant).isFinite {
      return AcceptanceQuadratic(square: square / largest, middle: middle / largest, constant: constant / largest).accepted
    }
    if square == 0 {
      if middle > 0 { return [max(constant / (2 * middle), 0)...Double.infinity] }
      if middle < 0 { return constant <= 0 ? [0...(constant / (2 * middle))] : [] }
      return constant <= 0 ? [0...Double.infinity] : []
    }
    let discriminant = middle * middle - square * constant
    guard discriminant >= 0 else { return square > 0 ? [] : [0...Double.infinity] }
    // The root that does not cancel first, the other from the product of the two.
    let half = middle + (middle < 0 ? -discriminant.squareRoot() : discriminant.squareRoot())
    let first = half / square
    let second = half == 0 ? 0 : constant / half
    let (low, high) = (min(first, second), max(first, second))
    if square > 0 { return high >= 0 ? [max(low, 0)...high] : [] }
    var pieces = [ClosedRange<Double>]()
    if low >= 0 { pieces.append(0...low) }
    pieces.append(max(high, 0)...Double.infinity)
    return pieces
  }
}
