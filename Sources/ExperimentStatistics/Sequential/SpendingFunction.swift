import Glibc

/// How much of a one-sided alpha may be spent by a point in time (Lan & DeMets 1983).
public enum SpendingFunction: Hashable, Sendable {
  /// 2 − 2Φ(z_{α/2}/√t): close to O'Brien and Fleming's boundary (Lan & DeMets 1983, α₁).
  case obrienFleming
  /// α·ln(1 + (e − 1)t): close to Pocock's boundary (Lan & DeMets 1983, α₂).
  case pocock
  /// α·t^ρ, ρ > 0 (Kim & DeMets 1987).
  case kimDeMets(rho: Double)
  /// α(1 − e^{−γt})/(1 − e^{−γ}), α·t at γ = 0 (Hwang, Shih & DeCani 1990).
  case hwangShihDeCani(gamma: Double)

  /// Alpha spent by time `t`: 0 at t ≤ 0, exactly `alpha` at t ≥ 1, never falling between.
  ///
  /// - Parameters: `t`: spending time, 0…1 (clamped).  `alpha`: one-sided, 0 < alpha < 1.
  /// - Complexity: O(1).
  public func spent(at t: Double, alpha: Double) -> Double {
    precondition(alpha > 0 && alpha < 1, "alpha lies strictly between 0 and 1")
    if t >= 1 { return alpha }
    if !(t > 0) { return 0 }
    switch self {
    case .obrienFleming: return min(alpha, 2 * StandardNormal.upperTail(StandardNormal.upperQuantile(alpha / 2) / t.squareRoot()))
    case .pocock, .kimDeMets, .hwangShihDeCani: return min(alpha, alpha * share(at: t))
    }
  }

  /// The share of alpha spent by `t`, for the families in which it does not depend on alpha.
  private func share(at t: Double) -> Double {
    if t >= 1 { return 1 }
    if !(t > 0) { return 0 }
    switch self {
    case .obrienFleming: preconditionFailure("the O'Brien–Fleming share depends on alpha")
    case .pocock: return log1p(1.718281828459045235 * t)
    case .kimDeMets(let rho):
      precondition(rho > 0, "rho is positive")
      return pow(t, rho)
    case .hwangShihDeCani(let gamma): return gamma == 0 ? t : expm1(-gamma * t) / expm1(-gamma)
    }
  }

  /// The alpha at which ln (spent(t) − spent(earlier)) = `logAmount`, in logarithms and so without a lower end;
  /// nil when no alpha below 1 spends so much there, or none spends anything.
  func logAlpha(spending logAmount: Double, by t: Double, after earlier: Double) -> Double? {
    guard t > 0, t > earlier else { return nil }
    switch self {
    case .pocock, .kimDeMets, .hwangShihDeCani:
      let increment = share(at: t) - share(at: earlier)
      guard increment > 0 else { return nil }
      let answer = logAmount - log(increment)
      return answer < 0 ? answer : nil
    case .obrienFleming:
      // With x = z_{α/2}: 2Q(x/√t) − 2Q(x/√earlier) grows from 0 at x = ∞ to a peak. The first term alone bounds x from below in α.
      let root = min(t, 1).squareRoot()
      let target = logAmount - 0.693147180559945309
      guard target < -0.6931471805599454 else { return nil }
      var x = root * StandardNormal.upperQuantile(logTail: target)
      if earlier > 0 {
        let before = earlier.squareRoot()
        for _ in 0..<60 {
          let taken = StandardNormal.logUpperTail(x / before)
          let first = logSum(target, taken)
          guard first < -0.6931471805599454 else { return nil }
          let next = root * StandardNormal.upperQuantile(logTail: first)
          let settled = abs(next - x) <= 1e-15 * abs(next)
          x = next
          if settled { break }
        }
      }
      let answer = StandardNormal.logUpperTail(x) + 0.693147180559945309
      return answer < 0 ? answer : nil
    }
  }
}

/// ln(eᵃ + eᵇ).
func logSum(_ a: Double, _ b: Double) -> Double {
  let high = max(a, b), low = min(a, b)
  return low == -.infinity ? high : high + log1p(exp(low - high))
}

extension StandardNormal {
  /// The z with ln P(Z > z) = `logTail` < 0, for tails far below underflow as well.
  static func upperQuantile(logTail: Double) -> Double {
    if logTail > -600 { return upperQuantile(exp(logTail)) }
    // Newton on ln Q; its slope is −φ/Q ≈ −(z + 1/z).
    var z = (-2 * logTail).squareRoot()
    for _ in 0..<60 {
      let value = logUpperTail(z)
      let hazard = exp(-0.5 * z * z - 0.918938533204672742 - value)
      let step = (value - logTail) / hazard
      z += step
      if abs(step) <= 1e-15 * z { break }
    }
    return z
  }
}
