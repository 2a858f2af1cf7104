import Glibc

/// The binomial distribution. `trials` ≥ 0 and whole (held as Double, to 1e15), `probability` in 0…1.
public struct Binomial: Hashable, Sendable {
  public let trials: Double
  public let probability: Double
  /// 1 − probability, kept because the subtraction would lose digits when the probability is near 1.
  public let complement: Double

  public init(trials: Double, probability: Double) { self.init(trials: trials, probability: probability, complement: 1 - probability) }

  /// With 1 − probability known to more digits than the subtraction gives.
  public init(trials: Double, probability: Double, complement: Double) {
    precondition(trials >= 0 && trials == trials.rounded(), "trials is a whole number")
    precondition(probability >= 0 && complement >= 0 && abs(probability + complement - 1) < 1e-9, "a probability lies in 0...1")
    self.trials = trials
    self.probability = probability
    self.complement = complement
  }

  /// P(X = x), Loader's saddle-point form.
  public func probability(of x: Double) -> Double { exp(logProbability(of: x)) }

  /// ln P(X = x); −∞ where it is impossible.
  public func logProbability(of x: Double) -> Double {
    if x < 0 || x > trials || x != x.rounded() { return -.infinity }
    if probability == 0 { return x == 0 ? 0 : -.infinity }
    if complement == 0 { return x == trials ? 0 : -.infinity }
    return SaddlePoint.logBinomial(x, trials - x, probability, complement)
  }

  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double { upTo(x).lower }
  /// P(X ≥ x), x included.
  public func upperTail(_ x: Double) -> Double { upTo(x.rounded(.up) - 1).upper }
  /// ln P(X ≤ x).
  public func logLowerTail(_ x: Double) -> Double { upTo(x).logLower }
  /// ln P(X ≥ x).
  public func logUpperTail(_ x: Double) -> Double { upTo(x.rounded(.up) - 1).logUpper }

  /// The split between X ≤ x and X > x: the incomplete beta function.
  private func upTo(_ x: Double) -> Tail {
    let whole = x.rounded(.down)
    if whole < 0 || (complement == 0 && whole < trials) { return Tail(isLower: true, logarithm: -.infinity) }
    if whole >= trials || probability == 0 { return Tail(isLower: false, logarithm: -.infinity) }
    return IncompleteBeta.tail(trials - whole, whole + 1, complement, probability)
  }
}
