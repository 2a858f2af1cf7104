import ExperimentModel
import ExperimentStatistics

/// Rule 5's second half: a treatment whose chance to win, were it as good as `minimum_effect`, is below the declared conditional power.
///
/// Non-binding: the boundary does not count on it. Not at the final look, nor with fewer than 5 results (or units) in an arm.
struct ConditionalPowerRule {
  let experiment: Experiment
  let analysis: MetricAnalysis
  let values: [MetricSummary.Values]
  /// The looks before this one, as recorded.
  let looks: [RecordedLook]
  let spendingTime: Double
  /// Spending times of the looks still planned, the last 1.
  let later: [Double]

  static let fewestResults = 5.0

  /// Conditional power under `minimum_effect`; nil where the rule does not apply.
  func power(_ treatment: PrimaryTest.Treatment, recorded: RecordedComparison) -> Double? {
    guard let least = experiment.plan.minimumEffect, let comparison = treatment.comparison, let spending = experiment.plan.effectiveSpending,
      spendingTime > 0, spendingTime < 1, !later.isEmpty, hasEnough(treatment.variant), hasEnough(treatment.versus),
      let expected = expected(comparison, least, versus: treatment.versus)
    else { return nil }
    var history = looks.compactMap { look in
      look.comparisons.first { $0.variant == recorded.variant && $0.versus == recorded.versus }.map {
        (time: look.spendingTime, information: $0.information)
      }
    }
    history.append((spendingTime, recorded.information))
    let now = max(history.map(\.information).max() ?? 0, recorded.information)
    guard now > 0 else { return nil }
    // I at the end is taken as I_k / t_k.
    let planned = later.filter { $0 > spendingTime }.map { (time: $0, information: now * $0 / spendingTime) }
    guard !planned.isEmpty else { return nil }
    let boundary = Boundary(
      spendingTimes: (history + planned).map(\.time), information: (history + planned).map(\.information), alpha: recorded.winnerLevel,
      spending: spending)
    let critical = boundary.criticalValues.suffix(planned.count)
    return ConditionalPower.crossing(
      z: recorded.statistic, expected: expected, looks: zip(planned, critical).map { ($0.information / now, $1) })
  }

  /// True where the rule does not apply, or the final look alone is likely enough to be crossed: its level is never less than what is spent there, so its
  /// line lies no higher than that of the amount by itself. Works no boundary out.
  func surelyReaches(
    _ threshold: Double, _ comparison: any ArmComparison, _ variant: Int, versus: Int, statistic: Double, level: Double
  ) -> Bool {
    guard let least = experiment.plan.minimumEffect, let spending = experiment.plan.effectiveSpending, spendingTime > 0, spendingTime < 1,
      let final = later.last, final > spendingTime, hasEnough(variant), hasEnough(versus), let expected = expected(comparison, least, versus: versus)
    else { return true }
    let before = later.last { $0 < final } ?? spendingTime
    let amount = spending.spent(at: final, alpha: level) - spending.spent(at: max(before, spendingTime), alpha: level)
    guard amount > BoundaryState.leastAmount else { return false }
    let ratio = final / spendingTime
    let mean = (statistic + expected * (ratio - 1)) / ratio.squareRoot()
    let deviation = ((ratio - 1) / ratio).squareRoot()
    return StandardNormal.upperTail((StandardNormal.upperQuantile(amount) - mean) / deviation) >= threshold
  }

  private func hasEnough(_ variant: Int) -> Bool {
    guard let totals = analysis.totals(values[variant]) else { return false }
    let results =
      switch experiment.primary.kind {
      case .costPer: totals.denominator
      case .proportion, .repeatPurchase, .rate: totals.numerator
      default: totals.units
      }
    return results >= ConditionalPowerRule.fewestResults
  }

  /// The effect over its standard error, on the test's scale.
  private func expected(_ comparison: any ArmComparison, _ least: AnalysisPlan.MinimumEffect, versus: Int) -> Double? {
    guard let baseline = analysis.totals(values[versus])?.value else { return nil }
    let sign = experiment.primary.direction == .increase ? 1.0 : -1.0
    let target: Double =
      switch least {
      case .relative(let share): baseline * (1 + sign * share)
      case .absolute(let amount): baseline + sign * amount
      }
    return comparison.scale.effect(from: baseline, to: target).map { abs($0) * comparison.precision.squareRoot() }
  }
}
