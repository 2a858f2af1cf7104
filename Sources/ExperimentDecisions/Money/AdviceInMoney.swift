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
    advice.assumesEqualCost = experiment.primary.kind != .costPer && experiment.primary.kind != .returnOn
    shrink(&advice)
    let arms = evidence.values.map { posterior($0) }
    guard arms.allSatisfy({ $0 != nil }), let comparison = compared(arms.compactMap { $0 }) else {
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
    guard hasMoneyScale, shares.allSatisfy({ $0?.isFinite ?? false }) else {
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
        advice.valueOfWaiting = valueOfWaiting(arms.compactMap { $0 }, lost: least).map { scale * $0 }
      }
    }
    return advice
  }

  /// Kinds whose good per unit of money is positive and so can be lost in shares.
  private var hasMoneyScale: Bool {
    switch experiment.primary.kind {
    case .netPromoterScore, .quantile: false
    default: true
    }
  }

  // MARK: Another period

  /// What a choice made after one more period at the present pace is expected to lose less than one made now, as a share of the good: the part of the present
  /// loss that the data to come remove. Never more than that loss.
  private func valueOfWaiting(_ arms: [Arm], lost: Double) -> Double? {
    guard days > 0 else { return nil }
    let growth = Double(every) / Double(days)
    let isShare = experiment.primary.kind == .proportion || experiment.primary.kind == .repeatPurchase
    // A decrease of anything but a cost per result is better the smaller it is; results per money are already the good of a cost.
    let isSmallerBetter = experiment.primary.direction == .decrease && experiment.primary.kind != .costPer
    var known = [PreposteriorLoss.Arm]()
    for arm in arms {
      let made: PreposteriorLoss.Arm
      switch arm {
      case .counts(let count, let exposure):
        guard exposure > 0 else { return nil }
        made = isShare ? .init(successes: min(count, exposure), trials: exposure, growth: growth) : .init(results: count, exposure: exposure, growth: growth)
      case .estimate(let value, let variance):
        guard value > 0 else { return nil }
        made = .init(mean: log(value), deviation: variance.squareRoot() / value, resolved: growth / (1 + growth))
      }
      known.append(isSmallerBetter ? .init(mean: -made.mean, deviation: made.deviation, resolved: made.resolved) : made)
    }
    guard let (now, after) = PreposteriorLoss.expected(known), now > 0 else { return 0 }
    return lost * (1 - after / now)
  }

  // MARK: Posteriors

  private enum Arm {
    case counts(Double, exposure: Double)
    case estimate(Double, variance: Double)
  }

  /// What an arm brings to its posterior: effective counts, or an estimate and its variance; nil without data.
  private func posterior(_ values: MetricSummary.Values) -> Arm? {
    let analysis = evidence.analysis
    guard let totals = analysis.totals(values) else { return nil }
    switch experiment.primary.kind {
    case .proportion, .repeatPurchase, .costPer, .rate:
      // Days that scatter more than chance would have it are worth fewer results.
      let phi = analysis.dispersion(values)
      let (count, exposure) =
        experiment.primary.kind == .costPer ? (totals.denominator, totals.numerator) : (totals.numerator, totals.denominator)
      guard exposure > 0 else { return nil }
      return .counts(count / phi, exposure: exposure / phi)
    default:
      guard let estimate = analysis.estimateAndVariance(values), estimate.variance > 0 else { return nil }
      return .estimate(estimate.value, variance: estimate.variance)
    }
  }

  private func compared(_ arms: [Arm]) -> (any BayesianComparison)? {
    let better: BetterDirection = experiment.primary.direction == .increase ? .higher : .lower
    var counts = [(Double, Double)]()
    var estimates = [(mean: Double, variance: Double)]()
    for arm in arms {
      switch arm {
      case .counts(let count, let exposure): counts.append((count, exposure))
      case .estimate(let mean, let variance): estimates.append((mean: mean, variance: variance))
      }
    }
    switch experiment.primary.kind {
    case .proportion, .repeatPurchase:
      return try? BayesianProportions(arms: counts.map { (successes: min($0.0, $0.1), trials: $0.1) }, better: better)
    case .costPer: return try? BayesianCostPer(arms: counts.map { (results: $0.0, cost: $0.1) })
    case .rate: return try? BayesianCostPer(arms: counts.map { (results: $0.0, cost: $0.1) }, quantity: .resultsPerUnit(better: better))
    default: return try? BayesianMeans(arms: estimates, better: better)
    }
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
    let error = abs(effect / statistic)
    var prior = AdviceInMoney.defaultPrior
    switch experiment.plan.minimumEffect {
    case .relative(let least) where least > 0: prior = log1p(least)
    case .absolute(let least) where least > 0:
      let versus = experiment.variants.firstIndex { $0.id == comparison.versus }
      if let baseline = versus.flatMap({ evidence.totals($0)?.value }), baseline > 0 { prior = log1p(least / baseline) }
    default: break
    }
    advice.shrinkagePrior = prior
    advice.shrunkenEffect = expm1(effect * prior * prior / (prior * prior + error * error))
  }

  /// Of the look at which a variant's standing was reached.
  private func statistic(of id: String) -> Double? {
    let history = ledger.history.filter { $0.variant == id }
    return (history.first { $0.date == ledger.standings[id]?.date } ?? history.last)?.statistic
  }
}
