import Glibc

extension ConfidenceSequence {
  /// Of a ratio of two rates compared within days, valid at all times: each day's results given their sum are binomial with share θe₁/(θe₁ + e₀) of that
  /// day's exposures, so that days on which the arms' shares differ, for whatever reason, cannot stand in for an effect. All θ with
  /// ∫ L(t) dF(t) / L(θ) < 1/α, a mixture of likelihood ratios (Robbins 1970); F is the beta distribution of the totals' form (`rateRatio`), about equal
  /// rates at the planned share. With one share on every day it is that interval.
  ///
  /// - Parameters:
  ///   - plannedShare: of the exposure that the treatment is to have, 0…1: known beforehand, as the mixture must be.
  ///   - weight: how many results the mixture is worth, > 0.
  ///   - dispersion: variance of a day's results over chance's, ≥ 1; the likelihood counts for as much less.
  /// - Returns: bounds of treatment rate / control rate; nil above when not bounded.
  /// - Complexity: some 200 likelihoods of O(days).
  public static func rateRatio(
    days: [DayPair], plannedShare: Double, weight: Double = 10, dispersion: Double = 1, alpha: Double
  ) throws -> (lower: Double, upper: Double?) {
    guard alpha > 0, alpha < 1 else { throw InvalidInput(key: "alpha", found: "\(alpha)", allowed: "between 0 and 1") }
    guard plannedShare > 0, plannedShare < 1 else { throw InvalidInput(key: "plannedShare", found: "\(plannedShare)", allowed: "between 0 and 1") }
    guard weight > 0, dispersion >= 1 else { throw InvalidInput(key: "weight", found: "\(weight)", allowed: "above 0, with a dispersion of 1 or more") }
    for day in days { try day.check(isShare: false) }
    let told = days.filter { $0.controlCount + $0.treatmentCount > 0 }
    guard !told.isEmpty else { throw NoAnswer.zeroResults }
    let treated = told.reduce(0) { $0 + $1.treatmentCount }
    let total = told.reduce(treated) { $0 + $1.controlCount }
    let offsets = told.map { (count: $0.controlCount + $0.treatmentCount, logOdds: log($0.treatmentExposure) - log($0.controlExposure)) }
    let prior = log(plannedShare) - log(1 - plannedShare)
    let (a, b) = (weight * plannedShare, weight * (1 - plannedShare))
    func softplus(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
    func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    /// ln L at t = ln θ, but for a constant.
    func likelihood(_ t: Double) -> Double { (treated * t - offsets.reduce(0) { $0 + $1.count * softplus(t + $1.logOdds) }) / dispersion }
    func mixture(_ t: Double) -> Double { a * (t + prior) - weight * softplus(t + prior) - (lgamma(a) + lgamma(b) - lgamma(weight)) }
    func slope(_ t: Double) -> (first: Double, second: Double) {
      var (first, second) = (treated / dispersion + a, 0.0)
      for day in offsets {
        let share = logistic(t + day.logOdds)
        first -= day.count * share / dispersion
        second -= day.count * share * (1 - share) / dispersion
      }
      let share = logistic(t + prior)
      return (first - weight * share, second - weight * share * (1 - share))
    }
    // The mode of likelihood × mixture, which is log-concave, and its width.
    var mode = 0.0
    for _ in 0..<200 {
      let (first, second) = slope(mode)
      let step = min(max(-first / min(second, -1e-12), -2), 2)
      mode += step
      if abs(step) < 1e-10 { break }
    }
    let width = 1 / (-slope(mode).second).squareRoot()
    let peak = likelihood(mode) + mixture(mode)
    var integral = 0.0
    for panel in -12..<12 {
      integral += rule.integrate(from: mode + Double(panel) * 2 * width, to: mode + Double(panel + 1) * 2 * width) { exp(likelihood($0) + mixture($0) - peak) }
    }
    let threshold = peak + log(integral) + log(alpha)
    func excess(_ t: Double) -> Double { likelihood(t) - threshold }
    // The likelihood's own peak: Newton from the mode, unless all results are one arm's.
    let lower = treated == 0 ? 0 : exp(try bound(from: mode, step: -1, treated == total ? nil : offsets, treated, excess))
    let upper = treated == total ? nil : exp(try bound(from: mode, step: 1, treated == 0 ? nil : offsets, treated, excess))
    return (lower, upper)
  }

  /// - Parameter days: nil where the likelihood has no peak on this line and only falls towards `step`.
  private static func bound(
    from mode: Double, step: Double, _ days: [(count: Double, logOdds: Double)]?, _ treated: Double, _ excess: (Double) -> Double
  ) throws -> Double {
    var peak = mode
    if let days {
      for _ in 0..<200 {
        var (first, second) = (treated, 0.0)
        for day in days {
          let share = 1 / (1 + exp(-peak - day.logOdds))
          first -= day.count * share
          second -= day.count * share * (1 - share)
        }
        let move = min(max(-first / min(second, -1e-12), -2), 2)
        peak += move
        if abs(move) < 1e-10 { break }
      }
    } else {
      while excess(peak) < 0, abs(peak) < 700 { peak -= step }
    }
    return try edge(from: peak, step: step, excess)
  }

  private static let rule = GaussLegendre(count: 16)
}
