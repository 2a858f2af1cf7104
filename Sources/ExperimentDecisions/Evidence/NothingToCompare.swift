import ExperimentModel

/// Whether there is anything to compare in the primary metric: an arm in which nothing was tried has no value, and a test without one result in any arm
/// most likely counts wrongly. Neither is a test that was carried out and found nothing.
struct NothingToCompare {
  let evidence: MetricEvidence
  let experiment: Experiment
  let past: PastLooks
  let asOf: CalendarDay
  /// Nothing more can come in.
  let isOver: Bool

  /// Before the end the words wait for a week: a slow test has days without results.
  static let patience = 7

  func items() -> [HealthItem] {
    guard experiment.start.map({ asOf > $0 }) ?? true, SwitchbackPeriods(experiment) == nil, !evidence.isRefused else { return [] }
    // What comes after has no rows yet while what was before runs.
    if experiment.evidence == .beforeAfter, !isOver { return [] }
    let arms = experiment.variants.indices.filter { experiment.variants[$0].allocation > 0 && past.reached[$0] == nil }
    let seen = arms.map { NothingToCompare.sums(evidence.values[$0]) }
    guard arms.count >= 2, seen.contains(where: { $0 != nil }) else { return [] }
    let facts = evidence.metric.facts
    let countsBelow = facts.denominator != nil && facts.outcome == facts.denominator
    func tried(_ sums: (top: Double, bottom: Double)?) -> Double { sums.map { countsBelow ? $0.top : $0.bottom } ?? 0 }
    func results(_ sums: (top: Double, bottom: Double)?) -> Double { sums.map { countsBelow ? $0.bottom : $0.top } ?? 0 }
    let idle = zip(arms, seen).filter { tried($0.1) == 0 }.map { experiment.variants[$0.0].id }
    if !idle.isEmpty {
      return [HealthItem(check: .nothingToCompare, ok: false, blocking: isOver, count: idle.count, finding: .untried(idle))]
    }
    guard wantsResults, seen.allSatisfy({ results($0) == 0 }), isOver || experiment.daysElapsed(by: asOf) >= NothingToCompare.patience else { return [] }
    return [
      HealthItem(
        check: .nothingToCompare, ok: false, blocking: isOver, count: arms.count,
        finding: .noResults(metric: evidence.metric.name, tried: seen.reduce(0) { $0 + tried($1) }))
    ]
  }

  /// A metric that counts what is hoped for; none of what is feared is good news, and scores and quantiles may well be 0.
  private var wantsResults: Bool {
    let facts = evidence.metric.facts
    if case .quantile = facts.statistic { return false }
    if facts.unitValue == .score { return false }
    return facts.outcome == facts.denominator || evidence.metric.direction == .increase
  }

  /// What stands above and below the line, over days or units; nil where there is nothing complete.
  private static func sums(_ values: MetricSummary.Values) -> (top: Double, bottom: Double)? {
    switch values {
    case .days(let cells): (cells.reduce(0) { $0 + $1.numerator }, cells.reduce(0) { $0 + $1.denominator })
    case .totals(let top, let bottom): (top, bottom)
    case .units(let units): (Double(units.nonzero), units.denominator.map { $0.mean * Double(units.count) } ?? Double(units.count))
    case .nothing: nil
    }
  }
}
