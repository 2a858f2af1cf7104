import ExperimentModel
import ExperimentStatistics

/// A metric's numbers brought to its kind's room: by units, within days, by switched periods or as totals, for one arm or two. Everything passes the typed
/// gate on its way, so that nothing in a file can reach a statistic that is not made for it.
struct MetricAnalysis {
  let metric: Metric
  let daily: AnalysisPlan.DailyComparison
  let isExact: Bool
  /// How far days scatter by themselves, for tests of too few days to tell.
  var allowance: DayScatter
  let room: any MetricRoom
  /// Set where whole periods switch between variants, and so are what was randomised.
  var switchback: SwitchbackPeriods?

  static let daysForDispersion = WithinDayChoice.daysForDispersion

  init(metric: Metric, plan: AnalysisPlan) {
    self.init(metric: metric, daily: plan.daily, isExact: plan.exact, allowance: plan.isWithoutScatter ? .none : .assumed)
  }

  init(metric: Metric, daily: AnalysisPlan.DailyComparison, isExact: Bool, allowance: DayScatter) {
    self.metric = metric
    facts = metric.facts.gate
    self.daily = daily
    self.isExact = isExact
    self.allowance = allowance
    room = metric.kind.room
  }

  private let facts: NumberGate

  // MARK: Two arms

  /// - Throws: `impossibleCounts` and `outOfRange` for numbers that cannot be; what the comparison throws.
  func compare(control: MetricSummary.Values, treatment: MetricSummary.Values) throws(NoAnswer) -> any ArmComparison {
    if let switchback {
      // Only days can tell which period a row belongs to; all else was not randomised.
      if case .days(let control) = control, case .days(let treatment) = treatment, switchback.isStrict || !sharesDays(control, treatment) {
        try facts.check(control.map { facts.tally($0) })
        try facts.check(treatment.map { facts.tally($0) })
        return try switchback.compare(control: control, treatment: treatment)
      }
      if switchback.isStrict { throw .tooFewUnits(have: 0, need: SwitchbackPeriods.fewestPeriods) }
    }
    switch (control, treatment) {
    case (.units(let control), .units(let treatment)):
      try facts.check(control)
      try facts.check(treatment)
      return try room.compare(control, treatment, isExact: isExact)
    case (.days(let control), .days(let treatment)):
      guard daily == .pooled else { return try compare(pairs: pairs(control, treatment)) }
      return try room.compare(pooled: try checked(control), try checked(treatment), isExact: isExact)
    case (.totals(let controlNumerator, let controlDenominator), .totals(let numerator, let denominator)):
      let (theirs, ours) = (
        facts.tally(numerator: controlNumerator, denominator: controlDenominator), facts.tally(numerator: numerator, denominator: denominator)
      )
      try facts.check(theirs)
      try facts.check(ours)
      return try room.compare(totals: theirs, ours, isExact: isExact)
    default:
      throw .zeroExposure
    }
  }

  /// Days on which both arms ran.
  func pairs(_ control: ArraySlice<DayCell>, _ treatment: ArraySlice<DayCell>) -> [DayPair] {
    var result = [DayPair]()
    result.reserveCapacity(min(control.count, treatment.count))
    let isCost = facts.isCost
    var index = control.startIndex
    for cell in treatment {
      while index < control.endIndex, control[index].day < cell.day { index += 1 }
      guard index < control.endIndex, control[index].day == cell.day else { continue }
      let other = control[index]
      let (theirs, ours) =
        isCost
        ? (Tally(count: other.denominator, exposure: other.numerator), Tally(count: cell.denominator, exposure: cell.numerator))
        : (Tally(count: other.numerator, exposure: other.denominator), Tally(count: cell.numerator, exposure: cell.denominator))
      if ours.exposure > 0, theirs.exposure > 0 {
        result.append(
          DayPair(
            controlCount: theirs.count, controlExposure: theirs.exposure, treatmentCount: ours.count, treatmentExposure: ours.exposure))
      }
    }
    return result
  }

  /// Whether most days of the shorter arm are the other's too, so that they can be compared within days.
  private func sharesDays(_ control: ArraySlice<DayCell>, _ treatment: ArraySlice<DayCell>) -> Bool {
    2 * pairs(control, treatment).count > min(control.count, treatment.count)
  }

  /// Within days, as `daily: within-day` asks.
  func compare(pairs: [DayPair]) throws(NoAnswer) -> any ArmComparison {
    try check(pairs)
    return try compare(checked: DaySeries(pairs))
  }

  /// Days that have passed `check` already.
  func compare(checked days: DaySeries) throws(NoAnswer) -> any ArmComparison {
    try room.compare(days: days, isExact: isExact, allowance: allowance)
  }

  func check(_ pairs: [DayPair]) throws(NoAnswer) {
    for pair in pairs {
      try facts.check(Tally(count: pair.controlCount, exposure: pair.controlExposure))
      try facts.check(Tally(count: pair.treatmentCount, exposure: pair.treatmentExposure))
    }
  }

  private func checked(_ cells: ArraySlice<DayCell>) throws(NoAnswer) -> [Tally] {
    let tallies = cells.map { facts.tally($0) }
    try facts.check(tallies)
    return tallies
  }

  // MARK: One arm

  /// What an arm has, summed: numerator, denominator and how many units, trials or days.
  struct ArmTotals {
    let units: Double
    let numerator: Double
    let denominator: Double
    /// The same as count and exposure.
    let tally: Tally
    /// Nil when the denominator is zero.
    let value: Double?
  }

  func totals(_ values: MetricSummary.Values) -> ArmTotals? {
    switch values {
    case .nothing: return nil
    case .totals(let numerator, let denominator):
      return totals(units: facts.dividesByUnits ? denominator : 1, numerator, denominator)
    case .days(let cells):
      let numerator = cells.reduce(0) { $0 + $1.numerator }
      let denominator = cells.reduce(0) { $0 + $1.denominator }
      return totals(units: facts.dividesByUnits ? denominator : Double(cells.count), numerator, denominator)
    case .units(let values):
      let n = Double(values.count)
      let denominator = values.denominator.map { $0.mean * n } ?? n
      // From the means themselves, which lost nothing to sums.
      let value: Double? =
        if let below = values.denominator { below.mean != 0 ? values.mean / below.mean : nil } else { values.count > 0 ? values.mean : nil }
      return ArmTotals(
        units: n, numerator: values.sum, denominator: denominator, tally: facts.tally(numerator: values.sum, denominator: denominator), value: value)
    }
  }

  private func totals(units: Double, _ numerator: Double, _ denominator: Double) -> ArmTotals {
    ArmTotals(
      units: units, numerator: numerator, denominator: denominator, tally: facts.tally(numerator: numerator, denominator: denominator),
      value: denominator > 0 ? numerator / denominator : nil)
  }

  /// An arm's value and the variance of that estimate, for kinds that have no counts; nil where the data cannot tell.
  func estimateAndVariance(_ values: MetricSummary.Values) -> (value: Double, variance: Double)? {
    switch values {
    case .units(let units):
      guard (try? facts.check(units)) != nil, let arm = try? room.estimate(units) else { return nil }
      return (arm.estimate, arm.variance)
    case .days(let cells):
      guard let days = try? byDay(cells) else { return nil }
      return (days.arm.estimate, days.arm.variance)
    case .totals, .nothing: return nil
    }
  }

  private func byDay(_ cells: ArraySlice<DayCell>) throws(NoAnswer) -> ArmByDay { try ArmByDay(try checked(cells), kind: room.dayKind) }

  /// The arm's own interval.
  /// - Throws: `impossibleCounts` and `outOfRange` for numbers that cannot be; what the interval throws.
  func interval(_ values: MetricSummary.Values, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    switch values {
    case .nothing: throw .zeroExposure
    case .units(let values):
      try facts.check(values)
      return try room.interval(values, levels)
    case .totals(let numerator, let denominator):
      let tally = facts.tally(numerator: numerator, denominator: denominator)
      try facts.check(tally)
      return try room.interval(total: tally, levels)
    case .days(let cells):
      return try room.interval(days: try checked(cells), isWithinDay: daily == .withinDay, levels)
    }
  }

  /// Day-to-day over model variance of one arm, floored at 1; 1 where days cannot tell.
  func dispersion(_ values: MetricSummary.Values) -> Double {
    guard case .days(let cells) = values, cells.count >= MetricAnalysis.daysForDispersion, daily == .withinDay,
      let days = try? byDay(cells), let dispersion = days.dispersion
    else { return 1 }
    return max(1, dispersion.phi)
  }
}
