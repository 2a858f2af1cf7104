import ExperimentModel
import ExperimentStatistics

/// Limits that a treatment must not break: each with an alpha account of its own at alpha/2, on the experiment's looks.
struct GuardrailCheck {
  let experiment: Experiment
  let guardrail: Guardrail
  let analysis: MetricAnalysis
  /// The metric's values of each variant.
  let values: [MetricSummary.Values]
  let looks: [RecordedLook]
  /// Nil between looks: the status is then fixed-sample, and never `broken`.
  let spendingTime: Double?
  /// Less than `shown` says only whether a limit is broken: `screen` by the narrowest interval that the look could have, so that it may be one too many.
  var depth = PrimaryTest.Depth.shown

  struct Outcome {
    let review: GuardrailReview
    let recorded: RecordedGuardrail?
  }

  private var alpha: Double { experiment.plan.alpha / 2 }
  private var metric: Metric { experiment.metrics[guardrail.metric] }

  /// - Parameter variant: a treatment, or the control for its absolute limits alone.
  func check(_ variant: Int) -> Outcome? {
    var worst: Outcome?
    for limit in limits(variant) {
      guard let outcome = check(variant, limit) else { continue }
      if worst.map({ outcome.review.status.severity > $0.review.status.severity }) ?? true { worst = outcome }
    }
    return worst
  }

  private enum Limit {
    case max(Double), min(Double), maxIncrease(Double, control: Int), maxDecrease(Double, control: Int)

    /// The key it is declared by.
    var name: LimitKey {
      switch self {
      case .max: .max
      case .min: .min
      case .maxIncrease: .maxIncrease
      case .maxDecrease: .maxDecrease
      }
    }

    var value: Double {
      switch self {
      case .max(let value), .min(let value), .maxIncrease(let value, _), .maxDecrease(let value, _): value
      }
    }
  }

  private func limits(_ variant: Int) -> [Limit] {
    var limits = [Limit]()
    if let max = guardrail.max { limits.append(.max(max)) }
    if let min = guardrail.min { limits.append(.min(min)) }
    if case .variant(let control) = experiment.control, control != variant {
      if let increase = guardrail.maxIncrease { limits.append(.maxIncrease(increase, control: control)) }
      if let decrease = guardrail.maxDecrease { limits.append(.maxDecrease(decrease, control: control)) }
    }
    return limits
  }

  private func check(_ variant: Int, _ limit: Limit) -> Outcome? {
    let id = experiment.variants[variant].id
    var information: Double
    var estimated: (SideLevels) throws(NoAnswer) -> SidedInterval
    switch limit {
    case .max, .min:
      guard let totals = analysis.totals(values[variant]) else { return nil }
      // Only ratios between looks matter: money for a cost, which tells before there is any result; trials or units for the rest.
      information = metric.kind == .costPer ? totals.numerator : totals.units
      estimated = { levels throws(NoAnswer) in try analysis.interval(values[variant], levels) }
    case .maxIncrease(_, let control), .maxDecrease(_, let control):
      guard let comparison = try? analysis.compare(control: values[control], treatment: values[variant]) else { return nil }
      information = comparison.information
      estimated = { levels throws(NoAnswer) in try comparison.relative(levels) }
    }
    var history = looks.compactMap { look in
      look.guardrails.first { $0.variant == id && $0.metric == metric.name }.map {
        (spendingTime: look.spendingTime, information: $0.information)
      }
    }
    var nominal = alpha
    if let spendingTime {
      history.append((spendingTime: spendingTime, information: information))
      let account = AlphaAccount(history: history, spending: experiment.plan.effectiveSpending)
      if depth != .shown {
        let ceiling = account.ceiling(at: alpha)
        let isSound = (try? estimated(SideLevels(lower: ceiling, upper: ceiling))).map { !verdict(limit, $0, $0).isBroken } ?? true
        if depth == .screen || isSound {
          return Outcome(
            review: GuardrailReview(guardrail: guardrail, status: isSound ? .safe : .broken, worstNotExcluded: nil, isRelative: false),
            recorded: RecordedGuardrail(metric: metric.name, variant: id, information: information, nominal: ceiling))
        }
      }
      nominal = account.allowance(at: alpha).nominal
    }
    // The bound that proves harm stands at this look's level; the worst value not excluded at the plan's.
    guard let interval = try? estimated(SideLevels(lower: nominal, upper: nominal)),
      let ordinary = try? estimated(SideLevels(lower: alpha, upper: alpha))
    else { return nil }
    let (isBroken, isOver, worst, isRelative) = verdict(limit, interval, ordinary)
    let status: GuardrailReview.Status
    if isBroken, spendingTime != nil {
      status = .broken
    } else if isOver || isBroken {
      status = .over
    } else {
      status = isSafe(limit, worst) ? .safe : .notShownSafe
    }
    let recorded =
      spendingTime == nil
      ? nil
      : RecordedGuardrail(
        metric: metric.name, variant: id, information: information, nominal: nominal, limit: limit.name, limitValue: limit.value,
        estimate: interval.estimate, lower: interval.lower.value, upper: interval.upper.value, status: status)
    return Outcome(
      review: GuardrailReview(guardrail: guardrail, status: status, worstNotExcluded: worst, isRelative: isRelative), recorded: recorded)
  }

  private func verdict(
    _ limit: Limit, _ interval: SidedInterval, _ ordinary: SidedInterval
  ) -> (isBroken: Bool, isOver: Bool, worst: Double?, isRelative: Bool) {
    // Money without a single result costs more a result than any limit.
    let isEndless = metric.kind == .costPer
    switch limit {
    case .max(let max):
      return (
        interval.lower.value.map { $0 > max } ?? false, ordinary.estimate.map { $0 > max } ?? isEndless, ordinary.upper.value, false
      )
    case .min(let min):
      return (
        interval.upper.value.map { $0 < min } ?? false, ordinary.estimate.map { $0 < min } ?? false, ordinary.lower.value, false
      )
    case .maxIncrease(let increase, _):
      return (
        interval.lower.value.map { $0 > increase } ?? false, ordinary.estimate.map { $0 > increase } ?? isEndless, ordinary.upper.value, true
      )
    case .maxDecrease(let decrease, _):
      return (
        interval.upper.value.map { $0 < -decrease } ?? false, ordinary.estimate.map { $0 < -decrease } ?? false, ordinary.lower.value, true
      )
    }
  }

  private func isSafe(_ limit: Limit, _ worst: Double?) -> Bool {
    guard let worst else { return false }
    return switch limit {
    case .max(let max): worst <= max
    case .min(let min): worst >= min
    case .maxIncrease(let increase, _): worst <= increase
    case .maxDecrease(let decrease, _): worst >= -decrease
    }
  }
}

extension GuardrailReview.Status {
  /// The more severe status is the one shown when a guardrail has several limits.
  var severity: Int {
    switch self {
    case .safe: 0
    case .notShownSafe: 1
    case .over: 2
    case .broken: 3
    }
  }
}
