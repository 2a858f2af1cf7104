import Glibc

/// Successes of the treatment among a fixed total of successes, both arms sharing one probability: the distribution behind Fisher's test.
///
/// Probabilities come from three binomial ones by the saddle-point form, so that counts of 1e9 keep their digits; tails are summed outwards
/// from their largest term. Cost: some tens of standard deviations of terms.
public struct Hypergeometric: Sendable {
  public let treatmentTrials: Double
  public let controlTrials: Double
  public let successes: Double

  public init(treatmentTrials: Double, controlTrials: Double, successes: Double) {
    precondition(treatmentTrials >= 0 && controlTrials >= 0 && successes >= 0 && successes <= treatmentTrials + controlTrials, "counts fit")
    self.treatmentTrials = treatmentTrials
    self.controlTrials = controlTrials
    self.successes = successes
  }

  public var smallest: Double { max(0, successes - controlTrials) }
  public var largest: Double { min(successes, treatmentTrials) }

  /// ln P(X = x); −∞ outside the support.
  public func logProbability(of x: Double) -> Double {
    guard x >= smallest, x <= largest else { return -.infinity }
    let total = treatmentTrials + controlTrials
    let (share, rest) = (successes / total, (total - successes) / total)
    if share == 0 || rest == 0 { return 0 }
    func binomial(_ trials: Double, _ x: Double) -> Double {
      trials == 0 ? 0 : Binomial(trials: trials, probability: share, complement: rest).logProbability(of: x)
    }
    return binomial(treatmentTrials, x) + binomial(controlTrials, successes - x) - binomial(total, successes)
  }

  /// P(X ≥ x), or P(X ≤ x), summed away from the middle; the other side is 1 minus the small one.
  public func tail(from x: Double, isUpper: Bool) -> PValue {
    if isUpper ? x <= smallest : x >= largest { return PValue(1) }
    if isUpper ? x > largest : x < smallest { return PValue(naturalLogarithm: -.infinity) }
    let mode = ((treatmentTrials + 1) * (successes + 1) / (treatmentTrials + controlTrials + 2)).rounded(.down)
    if isUpper ? x < mode : x > mode {
      let other = tail(from: isUpper ? x - 1 : x + 1, isUpper: !isUpper)
      return PValue(value: 1 - other.value, naturalLogarithm: log1p(-other.value))
    }
    var term = 1.0
    var sum = 1.0
    var at = x
    while isUpper ? at < largest : at > smallest {
      // P(at ± 1)/P(at).
      if isUpper {
        term *= (treatmentTrials - at) * (successes - at) / ((at + 1) * (controlTrials - successes + at + 1))
        at += 1
      } else {
        term *= at * (controlTrials - successes + at) / ((treatmentTrials - at + 1) * (successes - at + 1))
        at -= 1
      }
      sum += term
      if term < sum * 1e-18 { break }
    }
    return PValue(naturalLogarithm: min(0, logProbability(of: x) + log(sum)))
  }

  /// P of all counts no more probable than x, ties within 1e-7 counted (R's fisher.test).
  public func byProbability(_ x: Double) -> PValue {
    let limit = logProbability(of: x) + log1p(1e-7)
    let mode = ((treatmentTrials + 1) * (successes + 1) / (treatmentTrials + controlTrials + 2)).rounded(.down)
    if logProbability(of: mode) <= limit { return PValue(1) }
    let isUpper = x > mode
    // The nearest count on the other side of the mode that is no more probable: probabilities fall away from the mode.
    var inside = mode
    var outside = isUpper ? smallest - 1 : largest + 1
    while abs(outside - inside) > 1 {
      let middle = ((inside + outside) / 2).rounded(.down)
      if logProbability(of: middle) <= limit { outside = middle } else { inside = middle }
    }
    // Ties on x's own side, one step inwards, are not possible beyond rounding: probabilities are strictly monotone there.
    return tail(from: x, isUpper: isUpper).adding(tail(from: outside, isUpper: !isUpper))
  }
}

extension PValue {
  /// The sum of two disjoint probabilities.
  func adding(_ other: PValue) -> PValue {
    let (large, small) = self < other ? (other, self) : (self, other)
    guard large.naturalLogarithm > -.infinity else { return large }
    return PValue(naturalLogarithm: min(0, large.naturalLogarithm + log1p(exp(small.naturalLogarithm - large.naturalLogarithm))))
  }
}
