import ExperimentModel
import ExperimentStatistics

/// One guardrail's limits, each with an alpha account of its own at alpha/2, on the experiment's looks.
struct GuardrailCheck {
  private let design: TestDesign
  private let evidence: MetricEvidence
  /// In the experiment's `guardrails`.
  private let index: Int
  private let past: PastLooks
  /// Nil between looks: the status is then fixed-sample, and never `broken`.
  private let spendingTime: Double?
  /// Each treatment against the control, where a relative limit asks for it.
  private let comparisons: [(any ArmComparison)?]

  init(_ evidence: Evidence, guardrail index: Int, past: PastLooks, spendingTime: Double?) {
    design = evidence.design
    let arms = evidence.metrics[design.experiment.guardrails[index].metric]
    self.evidence = arms
    self.index = index
    self.past = past
    self.spendingTime = spendingTime
    var comparisons = [(any ArmComparison)?](repeating: nil, count: arms.values.count)
    if let control = arms.control, design.limits[index].contains(where: \.isRelative) {
      for variant in design.treatments { comparisons[variant] = try? arms.compare(variant, versus: control) }
    }
    self.comparisons = comparisons
  }

  var guardrail: Guardrail { design.experiment.guardrails[index] }
  var metric: Metric { evidence.metric }
  private var alpha: Double { design.alpha }

  /// A limit as it is declared; those on a change need a control to change from.
  struct Limit {
    let key: LimitKey
    let value: Double

    var isRelative: Bool { key == .maxIncrease || key == .maxDecrease }
    /// Broken above it, not below.
    var isCeiling: Bool { key == .max || key == .maxIncrease }
    /// On the scale of what is limited.
    var line: Double { key == .maxDecrease ? -value : value }

    static func all(of guardrail: Guardrail) -> [Limit] {
      [(LimitKey.max, guardrail.max), (.min, guardrail.min), (.maxIncrease, guardrail.maxIncrease), (.maxDecrease, guardrail.maxDecrease)].compactMap { key, value in
        value.map { Limit(key: key, value: $0) }
      }
    }
  }

  private func limits(_ variant: Int) -> LazyFilterSequence<[Limit]> {
    let hasChange = evidence.control.map { $0 != variant } ?? false
    return design.limits[index].lazy.filter { hasChange || !$0.isRelative }
  }

  /// Only ratios between looks matter: money for a cost, which tells before there is any result; trials or units for the rest.
  private func information(_ variant: Int, _ limit: Limit) -> Double? {
    if limit.isRelative { return comparisons[variant]?.information }
    return evidence.totals(variant).map { evidence.design.isCost ? $0.numerator : $0.units }
  }

  /// Of each limit by its key, for later looks; nil where there is none.
  func information(_ variant: Int) -> [Double?] {
    var all = [Double?](repeating: nil, count: LimitKey.allCases.count)
    for limit in limits(variant) { all[limit.key.place] = information(variant, limit) }
    return all
  }

  private func interval(_ variant: Int, _ limit: Limit, _ level: Double) -> SidedInterval? {
    let levels = SideLevels(lower: level, upper: level)
    return limit.isRelative ? try? comparisons[variant]?.relative(levels) : try? evidence.interval(variant, levels)
  }

  private func account(_ variant: Int, _ limit: Limit, _ information: Double, at spendingTime: Double) -> AlphaAccount {
    let place = PastLooks.place(guardrail: index, variant: variant, limit: limit.key, variants: design.experiment.variants.count)
    return AlphaAccount(
      after: past.allowed(guardrail: place), spendingTime: spendingTime, information: information, spending: design.spending)
  }

  // MARK: Broken or not

  /// True when this look proves that a treatment lies beyond one of the limits; false between looks.
  func isBroken(_ variant: Int) -> Bool {
    guard let spendingTime else { return false }
    return limits(variant).contains { limit in
      guard let information = information(variant, limit) else { return false }
      let account = account(variant, limit, information, at: spendingTime)
      if isSurelyKept(variant, limit, account) { return false }
      guard interval(variant, limit, alpha) != nil else { return false }
      return interval(variant, limit, account.allowance(at: alpha).nominal).map { isProven($0, beyond: limit) } ?? false
    }
  }

  /// A bound of the rule: true where no interval of this look can lie beyond the limit. It holds the estimate, it holds no change where the p-value is not
  /// below the level, and the narrowest stands at all the alpha that has been spent by now.
  private func isSurelyKept(_ variant: Int, _ limit: Limit, _ account: AlphaAccount) -> Bool {
    let ceiling: Double
    if limit.isRelative {
      guard let comparison = comparisons[variant] else { return true }
      let p = limit.value >= 0 ? (limit.isCeiling ? comparison.higher : comparison.lower).value : 0
      // Mostly it is above all that may ever be spent.
      if p >= alpha { return true }
      ceiling = account.ceiling(at: alpha)
      if p >= ceiling { return true }
    } else if let value = evidence.totals(variant)?.value, limit.isCeiling ? value <= limit.line : value >= limit.line {
      return true
    } else {
      ceiling = account.ceiling(at: alpha)
    }
    return interval(variant, limit, ceiling).map { !isProven($0, beyond: limit) } ?? false
  }

  private func isProven(_ interval: SidedInterval, beyond limit: Limit) -> Bool {
    limit.isCeiling ? interval.lower.value.map { $0 > limit.line } ?? false : interval.upper.value.map { $0 < limit.line } ?? false
  }

  // MARK: As records and reports have it

  struct Outcome {
    /// The limit that matters most.
    let review: GuardrailReview
    /// One for each limit; none between looks.
    let recorded: [RecordedGuardrail]
  }

  /// - Parameter variant: a treatment, or the control for its absolute limits alone.
  /// - Returns: nil where the data say nothing of any limit.
  func outcome(_ variant: Int) -> Outcome? {
    var worst: GuardrailReview?
    var recorded = [RecordedGuardrail]()
    for limit in limits(variant) {
      guard let (review, kept) = outcome(variant, limit) else { continue }
      if worst.map({ review.status.severity > $0.status.severity }) ?? true { worst = review }
      if let kept { recorded.append(kept) }
    }
    return worst.map { Outcome(review: $0, recorded: recorded) }
  }

  private func outcome(_ variant: Int, _ limit: Limit) -> (review: GuardrailReview, recorded: RecordedGuardrail?)? {
    guard let information = information(variant, limit) else { return nil }
    let nominal = spendingTime.map { account(variant, limit, information, at: $0).allowance(at: alpha).nominal } ?? alpha
    // The bound that proves harm stands at this look's level; the worst value not excluded at the plan's.
    guard let interval = interval(variant, limit, nominal), let ordinary = self.interval(variant, limit, alpha) else { return nil }
    let isBroken = isProven(interval, beyond: limit)
    let worst = limit.isCeiling ? ordinary.upper.value : ordinary.lower.value
    let status: GuardrailReview.Status
    if isBroken, spendingTime != nil {
      status = .broken
    } else if isBroken || isOver(ordinary.estimate, limit) {
      status = .over
    } else {
      status = worst.map { limit.isCeiling ? $0 <= limit.line : $0 >= limit.line } ?? false ? .safe : .notShownSafe
    }
    let recorded = spendingTime.map { _ in
      RecordedGuardrail(
        metric: metric.name, variant: design.experiment.variants[variant].id, information: information, nominal: nominal, limit: limit.key, limitValue: limit.value,
        estimate: interval.estimate, lower: interval.lower.value, upper: interval.upper.value, status: status)
    }
    return (GuardrailReview(guardrail: guardrail, status: status, worstNotExcluded: worst, isRelative: limit.isRelative), recorded)
  }

  /// Money without a single result costs more a result than any limit.
  private func isOver(_ estimate: Double?, _ limit: Limit) -> Bool {
    guard let estimate else { return limit.isCeiling && metric.facts.isCost }
    return limit.isCeiling ? estimate > limit.line : estimate < limit.line
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
