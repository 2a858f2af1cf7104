import Glibc

/// Tails of gamma and beta distributions of very large shapes, where series and continued fractions would take millions of terms.
///
/// Q(w) + φ(w)·(1/u − 1/w), w the signed root of twice the deviance and u the standardised distance (Lugannani & Rice 1980; for these two families
/// the leading terms of Temme's uniform expansions, 1979 and 1982). The relative error is of the order of 1/shape, wherever the tail is cut.
enum LugannaniRice {
  /// Effective shapes from which it serves: below, the exact forms take at most some 100,000 terms.
  static let leastShape = 1e10

  /// - Parameters:
  ///   - halfSquare: w²/2 ≥ 0, without cancellation.
  ///   - distance: u, positive above the centre.
  ///   - limit: 1/u − 1/w at the centre: minus a sixth of the skewness.
  static func tail(halfSquare: Double, distance u: Double, limit: Double) -> Tail {
    let w = (2 * halfSquare).squareRoot()
    let isUpper = u > 0
    // By symmetry the lower tail is an upper one of the mirrored variable.
    let (away, correction) = (abs(u), isUpper ? limit : -limit)
    let gap: Double
    let mills: Double
    if w > 30 {
      // Mills' ratio less its leading 1/w, which the correction's −1/w takes away.
      let inverse = 1 / w
      let square = inverse * inverse
      mills = -inverse * square * (1 - 3 * square * (1 - 5 * square * (1 - 7 * square)))
      gap = 1 / away
    } else {
      mills = exp(StandardNormal.logUpperTail(w) + halfSquare + SaddlePoint.halfLogTwoPi)
      gap = w < 1e-4 ? correction : 1 / away - 1 / w
    }
    return Tail(isLower: !isUpper, logarithm: min(log(mills + gap) - halfSquare - SaddlePoint.halfLogTwoPi, 0))
  }
}
