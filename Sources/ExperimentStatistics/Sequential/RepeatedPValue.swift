import Glibc

/// The smallest one-sided alpha at which look `look` of a Lan–DeMets design would be crossed by `z` (Jennison & Turnbull 2000, §9.3, with
/// the boundary re-spent at each alpha): monotone in z, and at a single look the ordinary p-value.
///
/// - Parameters:
///   - look: index of the look, from 0; later looks play no part.
///   - design: the level and the critical value that `z` was compared with at this look (nil: nothing was spent), when there are any:
///     the answer is then below that level exactly when `z` reaches that value, whatever the last digits do.
/// - Returns: 1 when nothing can be spent at this look at any alpha.
/// - Complexity: about six boundaries.
/// - Note: Below 1e-280 earlier looks count by what they spent only; the paths they would have stopped are too few to matter.
public func repeatedPValue(
  z: Double, atLook look: Int, spendingTimes: [Double], information: [Double], spending: SpendingFunction,
  design: (alpha: Double, criticalValue: Double?)? = nil
) -> PValue {
  precondition(spendingTimes.indices.contains(look) && information.indices.contains(look), "the look is one of the design")
  let times = Array(spendingTimes[...look]), levels = Array(information[...look])
  let answer = RepeatedLevel(z: z, spendingTimes: times, information: levels, spending: spending).level()
  guard let design else { return answer }
  let crossed = design.criticalValue.map { z >= $0 } ?? false
  if crossed { return answer.value < design.alpha ? answer : PValue(design.alpha.nextDown) }
  return answer.value >= design.alpha ? answer : PValue(design.alpha)
}

/// The same from a one-sided p-value of whatever reference, taken as z = Φ⁻¹(1 − p).
public func repeatedPValue(
  oneSidedP: PValue, atLook look: Int, spendingTimes: [Double], information: [Double], spending: SpendingFunction,
  design: (alpha: Double, criticalValue: Double?)? = nil
) -> PValue {
  if oneSidedP.value >= 1 { return PValue(1) }
  let z = oneSidedP.naturalLogarithm == -.infinity ? 1e8 : StandardNormal.upperQuantile(logTail: oneSidedP.naturalLogarithm)
  return repeatedPValue(
    z: z, atLook: look, spendingTimes: spendingTimes, information: information, spending: spending, design: design)
}

/// The root search behind `repeatedPValue`: in ln alpha, on ln(chance of a first crossing at z) − ln(amount spent at the look).
private struct RepeatedLevel {
  let z: Double
  let spendingTimes: [Double]
  let information: [Double]
  let spending: SpendingFunction

  func level() -> PValue {
    let last = spendingTimes.count - 1
    let before = spendingTimes[..<last].max() ?? 0
    let logTail = StandardNormal.logUpperTail(z)
    guard spendingTimes[last] > before, spendingTimes[last] > 0 else { return PValue(1) }
    // Exceeding z here is at most as likely as all spent so far, and at least as likely as a first crossing here.
    guard let lower = spending.logAlpha(spending: logTail, by: spendingTimes[last], after: 0) else { return PValue(1) }
    let upper = spending.logAlpha(spending: logTail, by: spendingTimes[last], after: before) ?? -1e-12
    if before <= 0 || last == 0 { return PValue(naturalLogarithm: lower) }
    if lower < -640 { return PValue(naturalLogarithm: upper) }
    // The excess falls almost linearly in ln alpha: secant steps from near the lower end, inside a bracket that shrinks.
    var low = lower, high = min(upper, -1e-12)
    var a = lower, fa = excess(a)
    if fa <= 0 { return PValue(naturalLogarithm: a) }
    var b = min(lower + min(fa, 1), high)
    var step = Double.infinity
    for _ in 0..<100 {
      let fb = excess(b)
      if fb > 0 { low = max(low, b) } else { high = min(high, b) }
      if fb == 0 || high - low <= 4e-16 * abs(b) { return PValue(naturalLogarithm: b) }
      // Where an earlier look would already have stopped every such path the excess has no size, only a sign.
      guard abs(fb) < 100 && fb != fa else {
        b = 0.5 * (low + high)
        continue
      }
      var next = b - fb * (b - a) / (fb - fa)
      if !(next >= low && next <= high) { next = 0.5 * (low + high) }
      let previous = step
      step = abs(next - b)
      // A secant's error is of the order of the product of its last two steps.
      if abs(fb) < 1e-4 && (step * min(previous, 1) < 1e-12 || step <= 1e-15 * abs(b)) { return PValue(naturalLogarithm: min(next, 0)) }
      (a, fa, b) = (b, fb, next)
    }
    return PValue(naturalLogarithm: high)
  }

  /// > 0 while alpha is too small for z to cross.
  private func excess(_ logAlpha: Double) -> Double {
    let alpha = exp(logAlpha), last = spendingTimes.count - 1
    let plan = LookPlan(spendingTimes: spendingTimes, information: information, alpha: alpha, spending: spending)
    var state = BoundaryState(alpha: alpha, spending: spending)
    for k in 0..<last { _ = state.look(spending: plan.totals[k], information: plan.information[k], horizon: plan.horizons[k]) }
    let amount = plan.totals[last] - state.spent
    guard amount > BoundaryState.leastAmount else { return 1e3 }
    let crossing = state.crossing(above: z, information: plan.information[last], amount: amount, horizon: plan.horizons[last])
    return crossing > 0 ? log(crossing) - log(amount) : -1e3
  }
}
