import ExperimentModel
import ExperimentStatistics

/// What needs a look although it decides nothing.
struct Alerts {
  let experiment: Experiment
  let summary: ExperimentSummary
  let ledger: ExperimentLedger
  let asOf: CalendarDay
  let every: Int
  let metrics: [MetricReview]
  let phase: Phase
  let decision: Decision
  /// What the advice says of another period; nil where it says nothing.
  var isWorthWaiting: Bool?

  /// The guide's rule: cost per result up by this much on the last period.
  static let costIncrease = 0.3
  static let leastResults = 5.0
  /// Spend above or below the plan's pace by more than these is said.
  static let fastPace = 1.2
  static let slowPace = 0.8

  func all() -> [Alert] { stopped() + guardrails() + costIncreases() + noResults() + abovePlan() + pace() + vanity() }

  /// An arm without newer rows while the test goes on: what is compared with it stands still.
  private func stopped() -> [Alert] {
    guard experiment.evidence.name == "randomized" || experiment.evidence.name == "observational" else { return [] }
    let horizon = min(asOf, (experiment.end ?? asOf) + 1)
    // Where all have stopped, the test has.
    guard phase == .running || summary.variants.contains(where: { !ArmActivity.hasStopped($0.days, by: horizon) }) else { return [] }
    return zip(experiment.variants, summary.variants).compactMap { variant, seen in
      let standing = ledger.standings[variant.id]?.standing
      // What was dropped may stop; a winner that stopped won on old days.
      guard variant.allocation > 0, standing == nil || standing == .winner, ArmActivity.hasStopped(seen.days, by: horizon),
        let last = seen.days.last
      else { return nil }
      return Alert(code: .variantStopped, variant: variant.id, metric: nil, change: nil, before: nil, now: Double(horizon - 1 - last))
    }
  }

  private func guardrails() -> [Alert] {
    var alerts = [Alert]()
    for metric in metrics {
      for variant in metric.variants {
        guard let guardrail = variant.guardrail, guardrail.status == .over || guardrail.status == .broken else { continue }
        if variant.id == controlID {
          alerts.append(Alert(code: .controlOverLimit, variant: variant.id, metric: metric.name, change: nil, before: nil, now: variant.value))
        } else if guardrail.status == .over {
          alerts.append(
            Alert(
              code: .guardrailOver, variant: variant.id, metric: metric.name,
              change: guardrail.isRelative ? variant.comparison?.relative.estimate : nil, before: nil, now: variant.value))
        }
      }
    }
    return alerts
  }

  private var controlID: String? {
    if case .variant(let index) = experiment.control { experiment.variants[index].id } else { nil }
  }

  /// Cost per result of this review period against the last one, mature days only.
  private func costIncreases() -> [Alert] {
    var alerts = [Alert]()
    for (index, metric) in experiment.metrics.enumerated() where metric.facts.isCost {
      let newest = metric.lastMatureDay(asOf: asOf)
      let (middle, oldest) = (newest - every, newest - 2 * every)
      // A period that began before the test would be compared with less than itself.
      if let start = experiment.start, oldest + 1 < start { continue }
      for (variant, values) in zip(experiment.variants, summary.variants) {
        guard case .days(let cells) = values.metrics[index].values else { continue }
        var now = (cost: 0.0, results: 0.0)
        var before = now
        for cell in cells where cell.day <= newest && cell.day > oldest {
          if cell.day > middle {
            now = (now.cost + cell.numerator, now.results + cell.denominator)
          } else {
            before = (before.cost + cell.numerator, before.results + cell.denominator)
          }
        }
        guard now.results >= Alerts.leastResults, before.results >= Alerts.leastResults, before.cost > 0 else { continue }
        let (nowCost, beforeCost) = (now.cost / now.results, before.cost / before.results)
        let change = nowCost / beforeCost - 1
        if change >= Alerts.costIncrease {
          alerts.append(
            Alert(code: .costIncrease, variant: variant.id, metric: metric.name, change: change, before: beforeCost, now: nowCost))
        }
      }
    }
    return alerts
  }

  /// A variant that has cost at least its target (`max`) without a result. Results that come one by one at the target cost leave none with
  /// chance e^(−cost/target): 13.5 % at twice the target, 5 % at three times. What stops a variant is the guardrail's bound, not this.
  private func noResults() -> [Alert] {
    experiment.guardrails.flatMap { guardrail -> [Alert] in
      guard let target = guardrail.max, target > 0, guardrail.metric < metrics.count, metrics[guardrail.metric].kind.facts.isCost else { return [] }
      return metrics[guardrail.metric].variants.compactMap { variant in
        guard let cost = variant.numerator, variant.denominator == 0, cost >= target else { return nil }
        let none = Poisson(mean: min(cost / target, .greatestFiniteMagnitude)).probability(of: 0)
        return Alert(code: .noResults, variant: variant.id, metric: metrics[guardrail.metric].name, change: none, before: target, now: cost)
      }
    }
  }

  /// The primary does better than the plan hoped for: worth a word about adding money.
  private func abovePlan() -> [Alert] {
    // Worth a word only while money can still be added to a test that nothing has decided, and where the advice does not say that waiting loses more.
    guard phase == .running, decision.action == .continue, isWorthWaiting != false, experiment.spent != nil, let primary = metrics.first,
      let effect = experiment.plan.minimumEffect
    else { return [] }
    let sign = experiment.primary.direction == .increase ? 1.0 : -1.0
    return primary.variants.compactMap { variant in
      guard let comparison = variant.comparison else { return nil }
      let (estimate, least): (Double?, Double)
      switch effect {
      case .relative(let value): (estimate, least) = (comparison.relative.estimate, value)
      case .absolute(let value): (estimate, least) = (comparison.difference.estimate, value)
      }
      guard let estimate, sign * estimate > least, variant.standing == .leading || variant.standing == .winner else { return nil }
      return Alert(
        code: .conversionAbovePlan, variant: variant.id, metric: primary.name, change: comparison.relative.estimate, before: nil,
        now: variant.value)
    }
  }

  private func pace() -> [Alert] {
    guard let budget = experiment.budget?.total, budget > 0, let start = experiment.start, let planned = experiment.plannedDays,
      experiment.spent != nil
    else { return [] }
    let elapsed = min(max(asOf - start, 0), planned)
    guard elapsed > 0 else { return [] }
    let plan = budget * Double(elapsed) / Double(planned)
    let spend = summary.totalSpend
    let ratio = spend / plan
    guard ratio > Alerts.fastPace || ratio < Alerts.slowPace else { return [] }
    return [Alert(code: .spendPace, variant: nil, metric: nil, change: ratio, before: plan, now: spend)]
  }

  private func vanity() -> [Alert] {
    experiment.primary.vanity
      ? [Alert(code: .vanityMetric, variant: nil, metric: experiment.primary.name, change: nil, before: nil, now: nil)] : []
  }
}
