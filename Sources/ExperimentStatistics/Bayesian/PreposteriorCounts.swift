import Glibc

/// What more data are worth to a choice between two arms of counted results, exactly: the sum over everything that could yet come.
///
/// Results per exposure λ ~ Gamma(shape, exposure); what comes in a further exposure of `growth` times the present one is negative binomial, and leaves
/// Gamma(shape + x, exposure·(1 + growth)). The losses of a choice are in closed form: with B = λ₁e₁ / (λ₁e₁ + λ₂e₂) ~ Beta(a₁, a₂) and c = e₁ / (e₁ + e₂),
/// E[(1 − λ₁/λ₂)⁺] = P(B < c) − (e₂/e₁)·E[B/(1 − B); B < c].
struct PreposteriorCounts: Hashable, Sendable {
  /// A gamma posterior and how much more is to come.
  struct Arm: Hashable, Sendable {
    let shape, exposure, growth: Double
  }

  /// Pairs of outcomes worth a sum; beyond them both shapes are large, and ln λ as good as normal.
  static let mostPairs = 10_000

  let first, second: Arm

  /// The least expected loss of a choice made now, and of one made after the data; nil where the sum would be long.
  func expected() -> (now: Double, after: Double)? {
    let (ours, theirs) = (PreposteriorCounts.outcomes(first), PreposteriorCounts.outcomes(second))
    guard let ours, let theirs, ours.count * theirs.count <= PreposteriorCounts.mostPairs else { return nil }
    let now = PreposteriorCounts.least(first.shape, first.exposure, second.shape, second.exposure)
    let (e1, e2) = (first.exposure * (1 + first.growth), second.exposure * (1 + second.growth))
    var (after, covered) = (0.0, 0.0)
    for (x, p) in ours.enumerated() {
      for (y, q) in theirs.enumerated() where p * q > 1e-8 {
        after += p * q * PreposteriorCounts.least(first.shape + Double(x), e1, second.shape + Double(y), e2)
        covered += p * q
      }
    }
    return (now, min(after / covered, now))
  }

  /// Probabilities of 0, 1, 2 … results to come, until less than 1e-7 is left; nil for very many.
  private static func outcomes(_ arm: Arm) -> [Double]? {
    let (stay, come) = (1 / (1 + arm.growth), arm.growth / (1 + arm.growth))
    var mass = exp(arm.shape * log(stay))
    guard mass > 0 else { return nil }
    var (masses, left) = ([mass], 1 - mass)
    while left > 1e-7 {
      guard masses.count < 2000 else { return nil }
      let x = Double(masses.count)
      mass *= come * (arm.shape + x - 1) / x
      masses.append(mass)
      left -= mass
    }
    return masses
  }

  private static func least(_ a1: Double, _ e1: Double, _ a2: Double, _ e2: Double) -> Double {
    min(loss(a1, e1, a2, e2), loss(a2, e2, a1, e1))
  }

  /// E[(1 − λ₁/λ₂)⁺]: what choosing the first loses where the second is better.
  private static func loss(_ a1: Double, _ e1: Double, _ a2: Double, _ e2: Double) -> Double {
    let (c, d) = (e1 / (e1 + e2), e2 / (e1 + e2))
    let below = IncompleteBeta.tail(a1, a2, c, d).lower
    let odds: Double
    if a2 > 1.001 {
      odds = a1 / (a2 - 1) * IncompleteBeta.tail(a1 + 1, a2 - 1, c, d).lower
    } else {
      // By parts where the beta integral with a2 − 1 does not exist; a shape of 1 itself, the removable singularity, is passed at a thousandth beside it.
      let b = abs(a2 - 1) < 1e-3 ? 0.999 : a2
      let front = exp(IncompleteBeta.logFront(a1, b, c, d))
      odds = (front / d - a1 * IncompleteBeta.tail(a1, b, c, d).lower) / (1 - b)
    }
    return min(max(below - e2 / e1 * odds, 0), 1)
  }
}
