import Glibc

/// Bounds on a positive parameter by inverting a one-sided p-value numerically.
///
/// The null value 1 is an end of the bracket whenever it lies between estimate and bound, so that the bound falls on the side on which the p-value puts it,
/// whatever the shape of the function between.
struct ThetaInversion {
  /// ln p at θ; falls away from the estimate.
  let logP: (Double) -> Double
  /// 1 / variance of ln θ, for the first step.
  let information: Double

  /// The θ on one side of the estimate at which the one-sided p is `level`; nil when none is reached.
  func bound(estimate: Double, level: Double, null: PValue, isLower: Bool) throws(NoAnswer) -> Double? {
    let isBetween = isLower ? estimate > 1 : estimate < 1
    if isBetween, null.naturalLogarithm <= log(level) { return try root(from: estimate, to: 1, level: level) }
    let found = try outward(from: isBetween ? 1 : estimate, level: level, direction: isLower ? -1 : 1)
    return found.map { isLower ? min($0, estimate) : max($0, estimate) }
  }

  /// From `start` by steps in ln θ that double; nil when every θ out to 1e±26 is accepted.
  func outward(from start: Double, level: Double, direction: Double) throws(NoAnswer) -> Double? {
    let target = log(level)
    var step = 2 / max(information, 1e-3).squareRoot()
    var inner = start
    for _ in 0..<80 {
      let outer = inner * exp(direction * step)
      guard outer > 1e-26, outer < 1e26 else { return nil }
      if logP(outer) <= target { return try root(from: inner, to: outer, level: level) }
      inner = outer
      step = min(step * 2, 8)
    }
    return nil
  }

  private func root(from inner: Double, to outer: Double, level: Double) throws(NoAnswer) -> Double {
    let target = log(level)
    let nearest = logP(inner) - target
    guard nearest > 0 else { return inner }
    let farthest = max(logP(outer), -1e6) - target
    return exp(try Bracketing.root(low: log(inner), high: log(outer), lowValue: nearest, highValue: farthest) { max(logP(exp($0)), -1e6) - target })
  }
}
