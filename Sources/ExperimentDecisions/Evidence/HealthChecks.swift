import ExperimentModel
import ExperimentStatistics

/// Whether the data and the declaration can carry a decision at all. Order: what blocks first, then what a person should know.
struct HealthChecks {
  let experiment: Experiment
  let summary: ExperimentSummary
  let past: PastLooks
  /// The declaration's, as first recorded.
  let protectedKeys: [String: String]
  let asOf: CalendarDay
  /// The date that reviews are counted from, which may not move after the start either.
  let anchor: CalendarDay
  /// True when a verdict that ends the test stands already, or its budget is spent: no newer data are expected.
  let isConcluded: Bool

  /// Below this the split is off (Fabijan et al. 2019 use the same order of size).
  static let sampleRatioLevel = 0.001
  static let spendImbalanceFlag = 1.2
  static let spendImbalanceBlock = 3.0
  static let staleDays = 2

  /// True when at least one day of the test is over.
  private var hasBegun: Bool { experiment.start.map { asOf > $0 } ?? true }

  func items() -> [HealthItem] {
    guard hasBegun else { return [] }
    var items = [HealthItem]()
    items += changedDeclaration()
    items += noData()
    items += sampleRatio()
    items += staleData()
    items += exposureTwice()
    items += badRows()
    items += overlaps()
    items += impossibleCounts()
    items += spendImbalance()
    items += evidence()
    items += dataNotes()
    return items.filter(\.blocking) + items.filter { !$0.blocking }
  }

  private func changedDeclaration() -> [HealthItem] {
    let changed = ProtectedDeclaration(experiment, anchor: anchor).changes(since: protectedKeys)
    return [
      HealthItem(
        check: .declarationChanged, ok: changed.isEmpty, blocking: !changed.isEmpty, count: changed.count,
        finding: changed.isEmpty ? .nothing : .changedKeys(changed))
    ]
  }

  private func noData() -> [HealthItem] {
    // What comes after has no rows yet while what was before runs.
    if experiment.evidence == .beforeAfter, experiment.end.map({ asOf <= $0 }) ?? true { return [] }
    let empty = experiment.variants.indices.filter { experiment.variants[$0].allocation > 0 && summary.variants[$0].rows == 0 }
    let names = empty.map { experiment.variants[$0].id }
    return [
      HealthItem(
        check: .noData, ok: names.isEmpty, blocking: !names.isEmpty, count: names.count,
        finding: names.isEmpty ? .nothing : .variantsWithoutData(names))
    ]
  }

  /// Pearson's χ² of the units against the planned shares; an arm planned at zero leaves with its degree of freedom.
  private func sampleRatio() -> [HealthItem] {
    // Nobody split what was only observed.
    guard experiment.evidence != .beforeAfter, experiment.evidence != .observational else { return [] }
    let arms = running
    let observed = randomised(arms)
    guard observed.count == arms.count, arms.count >= 2 else { return [] }
    let variants = arms.map { experiment.variants[$0] }
    guard let p = try? CountTables.sampleRatio(observed: observed, allocation: variants.map(\.allocation)).pValue.value else { return [] }
    let isOff = p < HealthChecks.sampleRatioLevel
    return [
      HealthItem(
        check: .sampleRatio, ok: !isOff, blocking: isOff, pValue: p,
        finding: .sampleRatio(
          variants: variants.map(\.id), observed: observed, plannedShares: variants.plannedShares))
    ]
  }

  /// Arms with a share of the traffic that have not left the test: one that was dropped or lost may stop, and its share with it.
  private var running: [Int] {
    experiment.variants.indices.filter { index in
      let standing = past.reached[index]?.standing
      return experiment.variants[index].allocation > 0 && (standing == nil || standing == .winner)
    }
  }

  /// How many of what was randomised each arm has: units, or the whole periods of a test that switches; fewer than `arms` where the data do not say.
  private func randomised(_ arms: [Int]) -> [Double] {
    guard let switchback = SwitchbackPeriods(experiment) else { return arms.compactMap { summary.variants[$0].units } }
    let periods = switchback.purePeriods(summary.variants.map { $0.metrics[0].values })
    return arms.map { Double(periods[$0]) }
  }

  private func staleData() -> [HealthItem] {
    guard let newest = summary.quality.newestDay else { return [] }
    let horizon = min(asOf, experiment.end ?? asOf)
    let isStale = newest < horizon - HealthChecks.staleDays && !isConcluded
    return [
      HealthItem(
        check: .staleData, ok: !isStale, blocking: isStale, count: max(horizon - newest, 0), finding: .newestRow(newest, expected: horizon - HealthChecks.staleDays))
    ]
  }

  private func exposureTwice() -> [HealthItem] {
    let twice = summary.quality.unitsInTwoVariants
    let units = max(summary.quality.units, twice)
    guard units > 0 else { return [] }
    let share = Double(twice) / Double(units)
    let isTooMany = share > DataQuality.tolerableShare
    return [
      HealthItem(
        check: .duplicateExposure, ok: twice == 0, blocking: isTooMany, count: twice, share: share,
        finding: .unitsInTwoVariants(count: twice, share: share))
    ]
  }

  private func badRows() -> [HealthItem] {
    let quality = summary.quality
    guard quality.rows > 0 else { return [] }
    return [
      HealthItem(
        check: .badRows, ok: quality.badRows == 0, blocking: quality.hasTooManyBadRows, count: quality.badRows, share: quality.badRowShare,
        finding: .rows(bad: quality.badRows, all: quality.rows, examples: quality.badRowExamples))
    ]
  }

  private func overlaps() -> [HealthItem] {
    let overlaps = summary.quality.overlaps
    return [
      HealthItem(
        check: .overlappingFiles, ok: overlaps.isEmpty, blocking: !overlaps.isEmpty, count: overlaps.reduce(0) { $0 + $1.cells },
        finding: .overlaps(overlaps))
    ]
  }

  private func impossibleCounts() -> [HealthItem] {
    let impossible = summary.quality.impossible
    return [
      HealthItem(
        check: .impossibleCounts, ok: impossible.isEmpty, blocking: !impossible.isEmpty, count: impossible.reduce(0) { $0 + $1.count },
        finding: .impossible(impossible))
    ]
  }

  /// Arms that were to spend in the planned proportion and did not: a cost per result then compares different markets.
  private func spendImbalance() -> [HealthItem] {
    guard experiment.metrics.contains(where: { $0.facts.spending != nil }), experiment.spent != nil, experiment.evidence != .beforeAfter,
      experiment.evidence != .observational
    else { return [] }
    let arms = running
    let spend = arms.map { summary.variants[$0].totalSpend }
    let variants = arms.map { experiment.variants[$0] }
    guard let ratio = HealthChecks.spendRatio(spend, weights: variants.map(\.allocation)) else { return [] }
    return [
      HealthItem(
        check: .spendImbalance, ok: ratio <= HealthChecks.spendImbalanceFlag, blocking: ratio > HealthChecks.spendImbalanceBlock,
        share: ratio < .greatestFiniteMagnitude ? ratio : nil,
        finding: .spendShares(
          variants: variants.map(\.id), spend: spend, plannedShares: variants.plannedShares, worstRatio: ratio))
    ]
  }

  /// The most over the least that an arm spent for its share; nil where that says nothing. An arm without any spend is no data for a cost metric: a
  /// ratio to zero is kept finite for the record.
  static func spendRatio(_ spend: [Double], weights: [Double]) -> Double? {
    guard spend.contains(where: { $0 > 0 }), !spend.contains(where: { $0 < 0 }), spend.count >= 2 else { return nil }
    var (most, least) = (0.0, Double.infinity)
    for index in spend.indices {
      most = max(most, spend[index] / weights[index])
      least = min(least, spend[index] / weights[index])
    }
    return least > 0 ? most / least : .greatestFiniteMagnitude
  }

  private func evidence() -> [HealthItem] {
    [
      HealthItem(
        check: .notRandomized, ok: experiment.evidence.isRandomized, blocking: false, finding: .evidence(experiment.evidence.name))
    ]
  }

  private func dataNotes() -> [HealthItem] {
    let quality = summary.quality
    var items = [HealthItem]()
    if !quality.outsideNames.isEmpty || quality.outsideDates > 0 {
      let rows = quality.outsideNames.reduce(0) { $0 + $1.rows }
      let isNear = quality.outsideNames.contains { $0.near != nil }
      items.append(
        HealthItem(
          check: .outsideTest, ok: !isNear, blocking: false, count: rows + quality.outsideDates,
          finding: .outsideNames(quality.outsideNames, dates: quality.outsideDates)))
    }
    for file in quality.files where !file.totals.isEmpty {
      let agrees = file.unreconciledTotals.isEmpty
      items.append(
        HealthItem(check: .totalRows, ok: agrees, blocking: false, count: file.totals.count, finding: .totals(agrees ? file.totals : file.unreconciledTotals, file: file.file)))
    }
    let fractional = experiment.metrics.indices.filter { index in summary.variants.contains { $0.metrics[index].fractional } }
    if !fractional.isEmpty {
      items.append(
        HealthItem(
          check: .fractionalResults, ok: true, blocking: false, count: fractional.count,
          finding: .metrics(fractional.map { experiment.metrics[$0].name })))
    }
    items += quality.notWhole.map { HealthItem(check: .countsNotWhole, ok: false, blocking: false, finding: .note($0.reason)) }
    items += missingOutcomes()
    items += quality.notes.map { HealthItem(check: .dataNote, ok: true, blocking: false, finding: .note($0)) }
    return items
  }
}

extension HealthChecks {
  /// One item for each number of days or units without an outcome, naming all that it concerns: a lag empties several columns at once.
  private func missingOutcomes() -> [HealthItem] {
    var items = [HealthItem]()
    for (index, metric) in experiment.metrics.enumerated() {
      var missing = 0
      var known = 0
      var variants = [String]()
      for (variant, values) in zip(experiment.variants, summary.variants) {
        let summary = values.metrics[index]
        switch summary.values {
        case .days(let cells): known += cells.count
        case .units(let units): known += units.count
        case .totals: known += 1
        case .nothing: break
        }
        missing += summary.missing
        if summary.missing > 0 { variants.append(variant.id) }
      }
      guard missing > 0 else { continue }
      let share = Double(missing) / Double(missing + known)
      items.append(
        HealthItem(
          check: .missingOutcome, ok: share <= 0.05, blocking: false, count: missing, share: share,
          finding: .missing(metric: metric.name, variants: variants, count: missing, share: share, unit: metric.grain)))
    }
    return items
  }
}

extension HealthItem.Check {
  /// The reason a decision gives when this check blocks it.
  var reason: ReasonCode {
    switch self {
    case .sampleRatio: .sampleRatio
    case .noData: .noData
    case .staleData: .staleData
    case .duplicateExposure: .duplicateExposure
    case .badRows: .badRows
    case .overlappingFiles: .overlappingFiles
    case .impossibleCounts: .impossibleCounts
    case .spendImbalance: .spendImbalance
    case .notRandomized: .notRandomized
    case .nothingToCompare: .nothingToCompare
    default: .invalidDeclaration
    }
  }
}

/// A bound of the checks: whether data that are clean in every other way surely pass those that clean data can fail, by chance or by their pace.
struct HealthBound: Sendable {
  private let end: CalendarDay?
  private let allocations: [Double]
  private let hasCostMetric: Bool
  private let sampleRatioLimit: Double

  /// - Returns: nil for tests of which the bound knows nothing: switched periods, an arm without a share.
  init?(_ experiment: Experiment) {
    guard SwitchbackPeriods(experiment) == nil, experiment.variants.allSatisfy({ $0.allocation > 0 }) else { return nil }
    end = experiment.end
    allocations = experiment.variants.map(\.allocation)
    hasCostMetric = experiment.spent != nil && experiment.metrics.contains { $0.facts.spending != nil }
    // Well inside the limit of the check itself, so that a rounding cannot part the two.
    sampleRatioLimit = 0.99 * ChiSquared(degreesOfFreedom: Double(max(allocations.count - 1, 1))).upperQuantile(HealthChecks.sampleRatioLevel)
  }

  /// While every arm is in the test.
  func surelyPasses(_ simulated: SimulatedExperiment, on day: CalendarDay) -> Bool {
    let past = simulated.past(day)
    guard past > 0 else { return false }
    if simulated.start + (past - 1) < min(day, end ?? day) - HealthChecks.staleDays { return false }
    let counted = allocations.indices.compactMap { simulated.units($0, after: past) }
    if counted.count == allocations.count,
      let seen = try? CountTables.sampleRatioStatistic(observed: counted, allocation: allocations).statistic, seen > sampleRatioLimit
    {
      return false
    }
    guard hasCostMetric else { return true }
    let spend = allocations.indices.compactMap { simulated.spend($0, after: past) }
    guard spend.count == allocations.count, let ratio = HealthChecks.spendRatio(spend, weights: allocations) else { return true }
    return ratio <= 0.99 * HealthChecks.spendImbalanceBlock
  }
}
