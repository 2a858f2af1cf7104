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

  private var experiment: Experiment { design.experiment }

  func items() -> [HealthItem] {
    guard experiment.start.map({ asOf > $0 }) ?? true, SwitchbackPeriods(experiment) == nil, !evidence.isRefused else { return [] }
    // What comes after has no rows yet while what was before runs.
    if experiment.evidence == .beforeAfter, !isOver { return [] }
    let arms = experiment.variants.indices.filter { experiment.variants[$0].allocation > 0 && past.reached[$0] == nil }
    guard arms.count >= 2, arms.contains(where: { evidence.values[$0] != .nothing }) else { return [] }
    let facts = evidence.metric.facts
    let countsBelow = facts.denominator != nil && facts.outcome == facts.denominator
    let trials: Part = countsBelow ? .above : .below
    let results: Part = countsBelow ? .below : .above
    func isZero(_ part: Part) -> (Int) -> Bool { { NothingToCompare.isZero(evidence.values[$0], part) } }
    let idle = arms.filter(isZero(trials)).map { experiment.variants[$0].id }
    if !idle.isEmpty {
      return [HealthItem(check: .nothingToCompare, ok: false, blocking: isOver, count: idle.count, finding: .untried(idle))]
    }
    guard wantsResults, arms.allSatisfy(isZero(results)), isOver || experiment.daysElapsed(by: asOf) >= NothingToCompare.patience else { return [] }
    return [
      HealthItem(
        check: .nothingToCompare, ok: false, blocking: isOver, count: arms.count,
        finding: .noResults(metric: evidence.metric.name, tried: arms.reduce(0) { $0 + NothingToCompare.sum(evidence.values[$1], trials) }))
    ]
  }

  /// A metric that counts what is hoped for; none of what is feared is good news, and scores and quantiles may well be 0.
  private var wantsResults: Bool {
    let facts = evidence.metric.facts
    if case .quantile = facts.statistic { return false }
    if facts.unitValue == .score { return false }
    return facts.outcome == facts.denominator || evidence.metric.direction == .increase
  }

  /// What stands above or below the line.
  private enum Part { case above, below }

  /// Whether it is 0 on every day or for every unit; mostly the first day tells.
  private static func isZero(_ values: MetricSummary.Values, _ part: Part) -> Bool {
    guard case .days(let cells) = values else { return sum(values, part) == 0 }
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
