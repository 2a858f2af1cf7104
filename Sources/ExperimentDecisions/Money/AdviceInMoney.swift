import ExperimentModel
import ExperimentStatistics
import Glibc

/// The second layer: what each choice would cost now, from posteriors that never touch the verdict.
struct AdviceInMoney {
  let experiment: Experiment
  let evidence: MetricEvidence
  let decision: Decision
  let phase: Phase
  /// Of the test that are over.
  let days: Int
  let ledger: ExperimentLedger
  /// Of the primary metric, by treatment.
  let comparisons: [Int: ComparisonReview]
  /// Money a day over the mature days so far; nil without spending.
  let spendPerDay: Double?
  /// Days of a review period.
  let every: Int

  /// Width of the prior on the log scale when the plan has no minimum effect.
  static let defaultPrior = 0.1

  func advice() -> Advice {
    var advice = Advice()
    guard decision.action != .blocked else {
      advice.reason = "blocked"
      return advice
    }
    // After a verdict there is nothing to wait for.
    advice.costOfWaiting = phase == .running && decision.action == .continue ? spendPerDay.map { $0 * Double(every) } : nil
    advice.assumesEqualCost = experiment.primary.facts.spending == nil
    shrink(&advice)
    let known = evidence.values.map { evidence.analysis.room.posterior($0, evidence.analysis) }
    let arms = known.compactMap { $0 }
    guard arms.count == known.count, let comparison = experiment.primary.weighed(arms) else {
      advice.reason = "no_data"
      return advice
    }
    let ids = experiment.variants.map(\.id)
    // What was proven worse or dropped is no choice any more, however it looks.
    let left = Set(decision.dropped.map(\.variant))
    func byVariant(_ values: [Double]) -> [String: Double] { Dictionary(zip(ids, values)) { first, _ in first } }
    let best = comparison.probabilityBest()
    advice.probabilityBest = byVariant(best)
    let losses = comparison.expectedLoss()
    if losses.allSatisfy({ $0?.isFinite ?? false }) { advice.lossInMetric = byVariant(losses.compactMap { $0 }) }
    let shares = comparison.expectedRelativeLoss()
    guard experiment.primary.facts.hasMoneyScale, shares.allSatisfy({ $0?.isFinite ?? false }) else {
      advice.best = zip(ids, best).filter { !left.contains($0.0) }.max { $0.1 < $1.1 }?.0
      advice.reason = "no_money_scale"
      return advice
    }
    let lost = shares.compactMap { $0 }.map { min(max($0, 0), 1) }
    advice.expectedShareLost = byVariant(lost)
    advice.best = zip(ids, lost).filter { !left.contains($0.0) }.min { $0.1 < $1.1 }?.0
    if let scale = experiment.plan.scaleValue {
      advice.expectedLoss = byVariant(lost.map { $0 * scale })
    } else {
      advice.reason = "no_money_scale"
    }
    if let cost = advice.costOfWaiting {
      let weights = experiment.variants.map(\.allocation)
      let total = weights.reduce(0, +)
      advice.regretOfWaiting = cost * zip(weights, lost).reduce(0) { $0 + $1.0 / total * $1.1 }
      if let scale = experiment.plan.scaleValue, let least = lost.min() {
        advice.valueOfWaiting = valueOfWaiting(arms, lost: least).map { scale * $0 }
      }
    }
    return advice
  }

  // MARK: Another period

  /// What a choice made after one more period at the present pace is expected to lose less than one made now, as a share of the good: the part of the present
  /// loss that the data to come remove. Never more than that loss.
  private func valueOfWaiting(_ arms: [PosteriorArm], lost: Double) -> Double? {
    guard days > 0 else { return nil }
    let growth = Double(every) / Double(days)
    // A decrease of anything but a cost per result is better the smaller it is; results per money are already the good of a cost.
    let isSmallerBetter = experiment.primary.direction == .decrease && !experiment.primary.facts.isCost
    let known = arms.compactMap { $0.preposterior(growth: growth) }
    guard known.count == arms.count else { return nil }
    let goods = isSmallerBetter ? known.map { PreposteriorLoss.Arm(mean: -$0.mean, deviation: $0.deviation, resolved: $0.resolved) } : known
    guard let (now, after) = PreposteriorLoss.expected(goods), now > 0 else { return 0 }
    return lost * (1 - after / now)
  }

  // MARK: The winner's curse

  /// A declared winner's effect under a prior centred on no effect: its posterior mean on the log scale.
  private func shrink(_ advice: inout Advice) {
    guard decision.action == .scale, let id = decision.variant,
      let variant = experiment.variants.firstIndex(where: { $0.id == id }), let comparison = comparisons[variant],
      let relative = comparison.relative.estimate, relative > -1, let statistic = statistic(of: id),
      statistic != 0
    else { return }
    let effect = log1p(relative)
    var prior = AdviceInMoney.defaultPrior
    switch experiment.plan.minimumEffect {
    case .relative(let least) where least > 0: prior = log1p(least)
    case .absolute(let least) where least > 0:
      let versus = experiment.variants.firstIndex { $0.id == comparison.versus }
      if let baseline = versus.flatMap({ evidence.totals($0)?.value }), baseline > 0 { prior = log1p(least / baseline) }
    default: break
    }
    advice.shrinkagePrior = prior
    advice.shrunkenEffect = expm1(NormalShrinkage.mean(of: effect, standardError: abs(effect / statistic), priorDeviation: prior))
  }

  /// Of the look at which a variant's standing was reached.
  private func statistic(of id: String) -> Double? {
    let history = ledger.history.filter { $0.variant == id }
    return (history.first { $0.date == ledger.standings[id]?.date } ?? history.last)?.statistic
  }
}
