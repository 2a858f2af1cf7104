import ExperimentModel

/// Whether there is anything to compare in the primary metric: an arm in which nothing was tried has no value, and a test without one result in any arm
/// most likely counts wrongly. Neither is a test that was carried out and found nothing.
struct NothingToCompare {
  let evidence: MetricEvidence
  // Not its experiment, which is long to copy: reviews of simulations ask ten thousand times a second.
  let design: TestDesign
  let past: PastLooks
  let asOf: CalendarDay
  /// Nothing more can come in.
  let isOver: Bool

  /// Before the end the words wait for a week: a slow test has days without results.
  static let patience = 7

  /// What a metric's numbers say of it, worked out once.
  struct Parts: Sendable {
    fileprivate let trials: Part
    fileprivate let results: Part
    /// A metric that counts what is hoped for; none of what is feared is good news, and scores and quantiles may well be 0.
    fileprivate let wantsResults: Bool

    init(_ metric: Metric) {
      let facts = metric.facts
      let countsBelow = facts.denominator != nil && facts.outcome == facts.denominator
      trials = countsBelow ? .above : .below
      results = countsBelow ? .below : .above
      if case .quantile = facts.statistic {
        wantsResults = false
      } else {
        wantsResults = facts.unitValue != .score && (facts.outcome == facts.denominator || metric.direction == .increase)
      }
    }
  }

  func items() -> [HealthItem] {
    guard design.experiment.start.map({ asOf > $0 }) ?? true, evidence.design.analysis.switchback == nil, !evidence.isRefused else { return [] }
    // What comes after has no rows yet while what was before runs.
    if design.experiment.evidence == .beforeAfter, !isOver { return [] }
    let parts = evidence.design.nothing
    // Mostly the first day of each arm tells that there is something.
    if design.experiment.variants.indices.allSatisfy({ !isZero($0, parts.trials) && !isZero($0, parts.results) }) { return [] }
    return items(parts, arms: design.experiment.variants.indices.filter { design.experiment.variants[$0].allocation > 0 && past.reached[$0] == nil })
  }

  private func items(_ parts: Parts, arms: [Int]) -> [HealthItem] {
    guard arms.count >= 2, arms.contains(where: { evidence.values[$0] != .nothing }) else { return [] }
    let idle = arms.filter { isZero($0, parts.trials) }.map { design.experiment.variants[$0].id }
    if !idle.isEmpty {
      return [HealthItem(check: .nothingToCompare, ok: false, blocking: isOver, count: idle.count, finding: .untried(idle))]
    }
    guard parts.wantsResults, arms.allSatisfy({ isZero($0, parts.results) }), isOver || design.experiment.daysElapsed(by: asOf) >= NothingToCompare.patience else { return [] }
    return [
      HealthItem(
        check: .nothingToCompare, ok: false, blocking: isOver, count: arms.count,
        finding: .noResults(metric: evidence.metric.name, tried: arms.reduce(0) { $0 + NothingToCompare.sum(evidence.values[$1], parts.trials) }))
    ]
  }

  /// What stands above or below the line.
  fileprivate enum Part { case above, below }

  /// Whether it is 0 on every day or for every unit; mostly the first day tells.
  private func isZero(_ variant: Int, _ part: Part) -> Bool {
    guard case .days(let cells) = evidence.values[variant] else { return NothingToCompare.sum(evidence.values[variant], part) == 0 }
    return cells.allSatisfy { (part == .above ? $0.numerator : $0.denominator) == 0 }
  }

  private static func sum(_ values: MetricSummary.Values, _ part: Part) -> Double {
    switch (values, part) {
    case (.days(let cells), .above): cells.reduce(0) { $0 + $1.numerator }
    case (.days(let cells), .below): cells.reduce(0) { $0 + $1.denominator }
    case (.totals(let top, _), .above): top
    case (.totals(_, let bottom), .below): bottom
    case (.units(let units), .above): Double(units.nonzero)
    case (.units(let units), .below): units.denominator.map { $0.mean * Double(units.count) } ?? Double(units.count)
    case (.nothing, _): 0
    }
  }
}
