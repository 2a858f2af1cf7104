import ExperimentModel
import ExperimentStatistics

/// Chooses the method for a metric from its type and grain, and applies it to one arm or to two.
struct MetricAnalysis {
  let metric: Metric
  let daily: AnalysisPlan.DailyComparison
  let isExact: Bool
  /// Set where whole periods switch between variants, and so are what was randomised.
  var switchback: SwitchbackPeriods?

  static let daysForDispersion = WithinDayChoice.daysForDispersion

  init(metric: Metric, plan: AnalysisPlan) {
    self.init(metric: metric, daily: plan.daily, isExact: plan.exact)
  }

  init(metric: Metric, daily: AnalysisPlan.DailyComparison, isExact: Bool) {
    self.metric = metric
    self.daily = daily
    self.isExact = isExact
  }

  /// The numerator and the denominator that the statistics call count and exposure: results per money for a cost per result.
  private func countAndExposure(_ numerator: Double, _ denominator: Double) -> (count: Double, exposure: Double) {
    metric.kind == .costPer ? (denominator, numerator) : (numerator, denominator)
  }

  // MARK: Two arms

  func compare(control: MetricSummary.Values, treatment: MetricSummary.Values) throws(NoAnswer) -> any ArmComparison {
    if let switchback {
      // Only days can tell which period a row belongs to; all else was not randomised.
      if case .days(let control) = control, case .days(let treatment) = treatment, switchback.isStrict || !sharesDays(control, treatment) {
        return try switchback.compare(control: control, treatment: treatment)
      }
      if switchback.isStrict { throw .tooFewUnits(have: 0, need: SwitchbackPeriods.fewestPeriods) }
    }
    switch (control, treatment) {
    case (.units(let control), .units(let treatment)):
      return try compareUnits(control, treatment)
    case (.days(let control), .days(let treatment)):
      return try daily == .pooled ? comparePooled(control, treatment) : compare(pairs: pairs(control, treatment))
    case (.totals(let controlNumerator, let controlDenominator), .totals(let numerator, let denominator)):
      return try compareTotals(
        control: countAndExposure(controlNumerator, controlDenominator), treatment: countAndExposure(numerator, denominator))
    default:
      throw .zeroExposure
    }
  }

  /// Days on which both arms ran.
  func pairs(_ control: [DayCell], _ treatment: [DayCell]) -> [DayPair] {
    var result = [DayPair]()
    result.reserveCapacity(min(control.count, treatment.count))
    var index = control.startIndex
    for cell in treatment {
      while index < control.endIndex, control[index].day < cell.day { index += 1 }
      guard index < control.endIndex, control[index].day == cell.day else { continue }
      let ours = countAndExposure(cell.numerator, cell.denominator)
      let theirs = countAndExposure(control[index].numerator, control[index].denominator)
      if ours.exposure > 0, theirs.exposure > 0 {
        result.append(
          DayPair(
            controlCount: theirs.count, controlExposure: theirs.exposure, treatmentCount: ours.count, treatmentExposure: ours.exposure))
      }
    }
    return result
  }

  /// Whether most days of the shorter arm are the other's too, so that they can be compared within days.
  private func sharesDays(_ control: [DayCell], _ treatment: [DayCell]) -> Bool {
    2 * pairs(control, treatment).count > min(control.count, treatment.count)
  }

  private func compareUnits(_ control: UnitValues, _ treatment: UnitValues) throws(NoAnswer) -> any ArmComparison {
    switch metric.kind {
    case .proportion, .repeatPurchase:
      return try SharesComparison.choose(
        control: .init(successes: control.sum, trials: Double(control.count)),
        treatment: .init(successes: treatment.sum, trials: Double(treatment.count)), isExact: isExact)
    default:
      if let adjusted = try adjusted(control, treatment) { return adjusted }
      let arms = try EstimatedArms(
        control: try estimate(control), treatment: try estimate(treatment), method: method(control), isNonNegative: control.denominator != nil)
      // A score that can be negative has no meaningful share of itself.
      return metric.kind == .netPromoterScore ? WithoutRelative(arms) : arms
    }
  }

  /// Means adjusted by a pre-test covariate (CUPED, Deng et al. 2013, eq. 4): θ from the scatter within arms, each mean moved to the
  /// covariate's mean over both. Nil without a covariate, or one that does not vary.
  private func adjusted(_ control: UnitValues, _ treatment: UnitValues) throws(NoAnswer) -> EstimatedArms? {
    guard metric.kind == .mean, let before = control.covariate, let after = treatment.covariate else { return nil }
    let spread = before.squaredDeviations + after.squaredDeviations
    guard spread > 0 else { return nil }
    for arm in [control, treatment] where arm.count < 2 { throw .tooFewUnits(have: arm.count, need: 2) }
    let theta = (before.coDeviation + after.coDeviation) / spread
    let (n0, n1) = (Double(control.count), Double(treatment.count))
    let centre = (before.mean * n0 + after.mean * n1) / (n0 + n1)
    func arm(_ values: UnitValues, _ covariate: UnitValues.JointPart) -> EstimatedArms.Arm {
      let n = Double(values.count)
      let squared = values.squaredDeviations - 2 * theta * covariate.coDeviation + theta * theta * covariate.squaredDeviations
      return .init(
        estimate: values.mean - theta * (covariate.mean - centre), variance: max(squared, 0) / (n - 1) / n, degreesOfFreedom: n - 1)
    }
    return try EstimatedArms(control: arm(control, before), treatment: arm(treatment, after), method: "welch-cuped", isNonNegative: false)
  }

  private func method(_ values: UnitValues) -> String {
    if case .quantile = metric.kind { return "order-statistics" }
    return values.denominator == nil ? "welch" : "delta"
  }

  /// Units an arm needs for a quantile.
  static let unitsForQuantile = 30

  /// A mean, or a ratio of means by the delta method, with the variance of the estimate.
  private func estimate(_ values: UnitValues) throws(NoAnswer) -> EstimatedArms.Arm {
    guard values.count >= 2 else { throw .tooFewUnits(have: values.count, need: 2) }
    let n = Double(values.count)
    if case .quantile = metric.kind {
      guard values.count >= MetricAnalysis.unitsForQuantile else { throw .tooFewUnits(have: values.count, need: MetricAnalysis.unitsForQuantile) }
      // Compared by z: a reference with no end of degrees of freedom.
      return .init(estimate: values.mean, variance: values.squaredDeviations / (n - 1) / n, degreesOfFreedom: 1e9)
    }
    guard let denominator = values.denominator else {
      return .init(estimate: values.mean, variance: values.squaredDeviations / (n - 1) / n, degreesOfFreedom: n - 1)
    }
    guard denominator.mean != 0 else { throw .zeroExposure }
    let ratio = values.mean / denominator.mean
    let residual =
      values.squaredDeviations - 2 * ratio * denominator.coDeviation + ratio * ratio * denominator.squaredDeviations
    return .init(
      estimate: ratio, variance: max(residual, 0) / (n - 1) / n / (denominator.mean * denominator.mean), degreesOfFreedom: n - 1)
  }

  /// How counts of a day compare; nil for values, whose days alone tell their variance.
  private var quantity: WithinDayChoice.Quantity? {
    switch metric.kind {
    case .proportion, .repeatPurchase: .share
    case .costPer: .costPerResult
    case .rate: .rate
    default: nil
    }
  }

  private func compareTotals(
    control: (count: Double, exposure: Double), treatment: (count: Double, exposure: Double)
  ) throws(NoAnswer) -> any ArmComparison {
    // Two totals say nothing of their own variance.
    guard let quantity else { throw .tooFewUnits(have: 1, need: 2) }
    return try WithinDayChoice.totals(control, treatment, quantity, isExact: isExact)
  }

  /// Within days, as `daily: within-day` asks.
  func compare(pairs: [DayPair]) throws(NoAnswer) -> any ArmComparison {
    if let quantity { return try WithinDayChoice.choose(pairs, quantity, isExact: isExact) }
    guard !pairs.isEmpty else { throw .tooFewUnits(have: 0, need: 1) }
    var control = (count: 0.0, exposure: 0.0)
    var treatment = control
    for pair in pairs {
      control = (control.count + pair.controlCount, control.exposure + pair.controlExposure)
      treatment = (treatment.count + pair.treatmentCount, treatment.exposure + pair.treatmentExposure)
    }
    return ThetaComparison(
      try WithinDay(pairs, kind: .values, variance: .empirical),
      scale: .rate(count: control.count + treatment.count, controlExposure: control.exposure, treatmentExposure: treatment.exposure))
  }

  /// The textbook comparison of totals; ratios take days as their units.
  private func comparePooled(_ control: [DayCell], _ treatment: [DayCell]) throws(NoAnswer) -> any ArmComparison {
    guard quantity == nil else { return try compareTotals(control: totals(control), treatment: totals(treatment)) }
    return try EstimatedArms(
      control: try daysAsUnits(control), treatment: try daysAsUnits(treatment), method: "delta-by-day", isNonNegative: true)
  }

  private func totals(_ cells: [DayCell]) -> (count: Double, exposure: Double) {
    cells.reduce((0, 0)) { sum, cell in
      let (count, exposure) = countAndExposure(cell.numerator, cell.denominator)
      return (sum.0 + count, sum.1 + exposure)
    }
  }

  private func daysAsUnits(_ cells: [DayCell]) throws(NoAnswer) -> EstimatedArms.Arm {
    let days = try byDay(cells)
    return .init(
      estimate: days.value, variance: days.standardError * days.standardError, degreesOfFreedom: Double(days.days - 1))
  }

  private func byDay(_ cells: [DayCell]) throws(NoAnswer) -> ArmByDay {
    let kind: ArmByDay.Kind =
      switch metric.kind {
      case .proportion, .repeatPurchase: .shares
      case .costPer, .rate: .counts
      default: .values
      }
    let parts = cells.map { countAndExposure($0.numerator, $0.denominator) }
    return try ArmByDay(counts: parts.map(\.count), exposures: parts.map(\.exposure), kind: kind)
  }

  // MARK: One arm

  /// What an arm has, summed: numerator, denominator and how many units, trials or days.
  struct ArmTotals {
    let units: Double
    let numerator: Double
    let denominator: Double
    /// Nil when the denominator is zero.
    let value: Double?
  }

  func totals(_ values: MetricSummary.Values) -> ArmTotals? {
    switch values {
    case .nothing: return nil
    case .totals(let numerator, let denominator):
      return ArmTotals(
        units: metric.kind == .proportion ? denominator : 1, numerator: numerator, denominator: denominator,
        value: denominator > 0 ? numerator / denominator : nil)
    case .days(let cells):
      let numerator = cells.reduce(0) { $0 + $1.numerator }
      let denominator = cells.reduce(0) { $0 + $1.denominator }
      let countsUnits = metric.kind == .proportion || metric.kind == .mean
      return ArmTotals(
        units: countsUnits ? denominator : Double(cells.count), numerator: numerator, denominator: denominator,
        value: denominator > 0 ? numerator / denominator : nil)
    case .units(let values):
      let n = Double(values.count)
      guard let denominator = values.denominator else {
        return ArmTotals(units: n, numerator: values.sum, denominator: n, value: values.count > 0 ? values.mean : nil)
      }
      return ArmTotals(
        units: n, numerator: values.sum, denominator: denominator.mean * n,
        value: denominator.mean != 0 ? values.mean / denominator.mean : nil)
    }
  }

  /// An arm's value and the variance of that estimate, for kinds that have no counts; nil where the data cannot tell.
  func estimateAndVariance(_ values: MetricSummary.Values) -> (value: Double, variance: Double)? {
    switch values {
    case .units(let units):
      guard let arm = try? estimate(units) else { return nil }
      return (arm.estimate, arm.variance)
    case .days(let cells):
      guard let days = try? byDay(cells) else { return nil }
      return (days.value, days.standardError * days.standardError)
    case .totals, .nothing: return nil
    }
  }

  /// The arm's own interval.
  func interval(_ values: MetricSummary.Values, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    switch values {
    case .nothing: throw .zeroExposure
    case .units(let values):
      if metric.kind == .proportion || metric.kind == .repeatPurchase {
        return try ArmInterval.share(successes: values.sum, trials: Double(values.count), levels)
      }
      return try ArmInterval.estimated(try estimate(values), levels)
    case .totals(let numerator, let denominator):
      return try intervalOfTotals(countAndExposure(numerator, denominator), levels)
    case .days(let cells):
      let needsDays = metric.kind == .ratio || metric.kind == .returnOn || metric.kind == .mean
      guard needsDays || (daily == .withinDay && cells.count >= MetricAnalysis.daysForDispersion) else {
        return try intervalOfTotals(totals(cells), levels)
      }
      let days = try byDay(cells)
      let byDay: SidedInterval
      if metric.kind == .costPer {
        byDay = (try days.interval(SideLevels(lower: levels.upper, upper: levels.lower))).inverted
      } else {
        byDay = try days.interval(levels)
      }
      // At a handful of results the exact interval of the total may be the wider one.
      guard !needsDays, min(days.count, metric.kind == .costPer || metric.kind == .rate ? .infinity : days.exposure - days.count) < SmallCountsByDay.fewExpected
      else { return byDay }
      return byDay.enclosing(try intervalOfTotals(totals(cells), levels))
    }
  }

  private func intervalOfTotals(_ totals: (count: Double, exposure: Double), _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    switch metric.kind {
    case .proportion, .repeatPurchase: return try ArmInterval.share(successes: totals.count, trials: totals.exposure, levels)
    case .costPer: return try ArmInterval.costPerResult(results: totals.count, cost: totals.exposure, levels)
    case .rate: return try ArmInterval.rate(results: totals.count, exposure: totals.exposure, levels)
    default: throw .tooFewUnits(have: 1, need: 2)
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
