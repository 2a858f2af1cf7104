import ExperimentModel
import ExperimentStatistics
import Glibc

/// What the data of a look can tell and what they cannot: the smallest effect that they would have proven with the plan's power, and how much more of them
/// the declared effect needs.
public struct Outlook: Hashable, Sendable {
  /// Relative, in the wanted direction, a size: 1.3 is 130 % more, or for a decrease 0.4 is 40 % less; nil where there is none.
  public let provable: Double?
  /// Data needed for `minimum_effect` over the data there are, by a single look at the end; nil without such an effect.
  public let dataNeeded: Double?
}

extension Outlook {
  /// By the normal form at the level of the whole test: effect · √precision = z_{α/2} + z_power.
  ///
  /// - Parameter level: one-sided, after the correction over treatments.
  init?(_ comparison: any ArmComparison, baseline: Double, experiment: Experiment, level: Double) {
    let precision = comparison.precision
    guard precision > 0, precision.isFinite, level > 0 else { return nil }
    let reach = StandardNormal.upperQuantile(level) + StandardNormal.upperQuantile(1 - experiment.plan.power)
    guard reach > 0 else { return nil }
    let size = reach / precision.squareRoot()
    let isIncrease = experiment.primary.direction == .increase
    let sign = isIncrease ? 1.0 : -1.0
    var target: Double?
    switch comparison.scale {
    case .difference: target = baseline + sign * size
    case .logRatio: target = baseline > 0 ? baseline * exp(sign * size) : nil
    case .logOdds:
      if baseline > 0, baseline < 1 {
        let odds = baseline / (1 - baseline) * exp(sign * size)
        target = odds / (1 + odds)
      }
    }
    provable = target.flatMap { baseline > 0 && (isIncrease || $0 > 0) ? abs($0 / baseline - 1) : nil }
    let wanted: Double? =
      switch experiment.plan.minimumEffect {
      case .relative(let share): baseline * (1 + sign * share)
      case .absolute(let amount): baseline + sign * amount
      case nil: nil
      }
    dataNeeded = wanted.flatMap { comparison.scale.effect(from: baseline, to: $0) }.flatMap { $0 != 0 ? size * size / ($0 * $0) : nil }
  }
}
