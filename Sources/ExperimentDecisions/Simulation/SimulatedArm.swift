import ExperimentModel
import ExperimentStatistics
import Glibc

/// One metric of one variant over all days of a simulated test; what is known after some of them.
struct SimulatedArm {
  private var cells: [DayCell] = []
  private var units: [UnitValues] = []

  /// - Parameters:
  ///   - value: what the metric truly is here.
  ///   - exposure: money, trials or units that come in each day.
  ///   - luck: a factor on each day's results, the same for all variants.
  init(
    kind: PlanQuestion.Kind, grain: Metric.Grain, value: Double, exposure: [Double], luck: [Double], dispersion: Double, start: CalendarDay,
    draws: inout SeededGenerator
  ) {
    var (count, sum, mean, squares) = (0.0, 0.0, 0.0, 0.0)
    for day in exposure.indices {
      let amount = exposure[day]
      switch kind {
      case .costPer:
        cells.append(
          DayCell(day: start + day, numerator: amount, denominator: draws.scatteredCount(mean: amount / value * luck[day], dispersion: dispersion)))
      case .proportion:
        let trials = amount.rounded()
        var share = min(value * luck[day], 0.999)
        if dispersion > 1, trials > 1 { share = SimulatedArm.scattered(share, trials: trials, dispersion: dispersion, &draws) }
        let successes = draws.binomial(trials: trials, probability: share)
        count += trials
        sum += successes
        cells.append(DayCell(day: start + day, numerator: successes, denominator: trials))
        if grain == .units {
          units.append(
            UnitValues(
              count: Int(count), sum: sum, mean: count > 0 ? sum / count : 0, squaredDeviations: count > 0 ? sum * (1 - sum / count) : 0,
              denominator: nil, days: day + 1))
        }
      case .mean(let deviation, _):
        let sigma = SimulatedArm.sigma(deviation / value)
        let level = value * luck[day] * (dispersion > 1 ? draws.gamma(shape: 20, mean: 1) : 1)
        guard grain == .units else {
          // A day's ratio of totals.
          cells.append(DayCell(day: start + day, numerator: amount * draws.logNormal(mean: level, sigma: sigma), denominator: amount))
          continue
        }
        for _ in 0..<Int(amount.rounded()) {
          let drawn = draws.logNormal(mean: level, sigma: sigma)
          count += 1
          let step = drawn - mean
          mean += step / count
          squares += step * (drawn - mean)
        }
        units.append(UnitValues(count: Int(count), sum: mean * count, mean: mean, squaredDeviations: squares, denominator: nil, days: day + 1))
      }
    }
  }

  /// What is known after the first `days`.
  func values(after days: Int) -> MetricSummary.Values {
    guard days > 0 else { return .nothing }
    if !units.isEmpty {
      let known = units[min(days, units.count) - 1]
      return known.count > 0 ? .units(known) : .nothing
    }
    let known = Array(cells.prefix(days))
    return known.isEmpty ? .nothing : .days(known)
  }

  func units(after days: Int) -> Double? { units.isEmpty || days == 0 ? nil : Double(units[min(days, units.count) - 1].count) }

  /// The log-normal's σ with this coefficient of variation.
  private static func sigma(_ variation: Double) -> Double { log1p(variation * variation).squareRoot() }

  /// A share of the day about `share`, so that successes have `dispersion` times the binomial's variance: beta, by two gammas.
  private static func scattered(_ share: Double, trials: Double, dispersion: Double, _ draws: inout SeededGenerator) -> Double {
    let whole = max((trials - dispersion) / (dispersion - 1), 1e-3)
    let a = draws.gamma(shape: whole * share, mean: share)
    let b = draws.gamma(shape: whole * (1 - share), mean: 1 - share)
    return a + b > 0 ? min(max(a / (a + b), 1e-9), 1 - 1e-9) : share
  }
}
