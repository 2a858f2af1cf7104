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
  /// Of the test, by its end and by its money; nil where neither is set.
  let daysLeft: Double?

  /// Width of the prior on the log scale when the plan has no minimum effect.
  static let defaultPrior = 0.1

  func advice() -> Advice {
    var advice = Advice()
    guard decision.action != .blocked else {
      advice.reason = "blocked"
      return advice
    }
    // After a verdict there is nothing to wait for, and no longer than to the test's end.
    let wait = phase == .running && decision.action == .continue ? max(min(Double(every), daysLeft ?? .infinity), 0) : 0
    advice.costOfWaiting = wait > 0 ? spendPerDay.map { $0 * wait } : nil
    advice.assumesEqualCost = experiment.primary.facts.spending == nil
    shrink(&advice)
    // What was proven worse or dropped is no choice any more, however it looks.
    let left = Set(decision.dropped.map(\.variant))
    let live = experiment.variants.indices.filter { !left.contains(experiment.variants[$0].id) }
    let ids = live.map { experiment.variants[$0].id }
    guard live.count > 1 else {
      onlyOne(ids, &advice)
      return advice
    }
    guard let weighed = DecidingPosterior(experiment: experiment, evidence: evidence, live: live).weighed() else {
      advice.reason = "no_data"
      return advice
    }
    func byVariant(_ values: [Double]) -> [String: Double] { Dictionary(zip(ids, values)) { first, _ in first } }
    let best = weighed.comparison.probabilityBest()
    advice.probabilityBest = byVariant(best)
    let losses = weighed.comparison.expectedLoss()
    if losses.allSatisfy({ $0?.isFinite ?? false }) { advice.lossInMetric = byVariant(losses.compactMap { $0 }) }
    let shares = weighed.comparison.expectedRelativeLoss()
    guard experiment.primary.facts.hasMoneyScale, shares.allSatisfy({ $0?.isFinite ?? false }) else {
      advice.best = zip(ids, best).max { $0.1 < $1.1 }?.0
      advice.reason = "no_money_scale"
      return advice
    }
    let lost = shares.compactMap { $0 }.map { min(max($0, 0), 1) }
    advice.expectedShareLost = byVariant(lost)
    advice.best = zip(ids, lost).min { $0.1 < $1.1 }?.0
    if let scale = experiment.plan.scaleValue {
      advice.expectedLoss = byVariant(lost.map { $0 * scale })
    } else {
      advice.reason = "no_money_scale"
    }
    if let cost = advice.costOfWaiting {
      let planned = live.map { experiment.variants[$0] }.plannedShares
      advice.regretOfWaiting = cost * zip(planned, lost).reduce(0) { $0 + $1.0 * $1.1 }
      if let scale = experiment.plan.scaleValue, let least = lost.min() {
        advice.valueOfWaiting = valueOfWaiting(weighed, lost: least, wait: wait).map { scale * $0 }
      }
    }
    return advice
  }

  /// The only arm left loses nothing to any other.
  private func onlyOne(_ ids: [String], _ advice: inout Advice) {
    guard let id = ids.first, evidence.values.contains(where: { evidence.analysis.totals($0) != nil }) else {
      advice.reason = "no_data"
      return
    }
    advice.best = id
    advice.probabilityBest = [id: 1]
    advice.lossInMetric = [id: 0]
    guard experiment.primary.facts.hasMoneyScale else {
      advice.reason = "no_money_scale"
      return
    }
    advice.expectedShareLost = [id: 0]
    if experiment.plan.scaleValue != nil { advice.expectedLoss = [id: 0] } else { advice.reason = "no_money_scale" }
  }

  // MARK: Another period

  /// What a choice made after the days to come at the present pace is expected to lose less than one made now, as a share of the good: the part of the present
  /// loss that the data to come remove. Never more than that loss.
  private func valueOfWaiting(_ weighed: DecidingPosterior.Weighed, lost: Double, wait: Double) -> Double? {
    guard days > 0, let goods = weighed.goods(wait / Double(days)) else { return nil }
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
