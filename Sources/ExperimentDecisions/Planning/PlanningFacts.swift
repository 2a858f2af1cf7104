public import ExperimentModel
import ExperimentStatistics

/// What the data so far say of a test that is to be planned, seen through the comparison that will decide it: a covariate, days that share their luck and days
/// that scatter all count as they will count in the verdict.
public struct PlanningFacts: Hashable, Sendable {
  /// The control's value; nil without data.
  public let baseline: Double?
  /// Standard deviation of a unit's value (or of a day's, where days are what is compared) that gives the comparison its standard error; nil where counts do.
  public let deviation: Double?
  /// Variance of a day's results over chance's, ≥ 1.
  public let dispersion: Double
  /// Whether days have told it; else it is an allowance, or 1.
  public let isScatterSeen: Bool
  /// Third standardised moment of a unit, of what its comparison looks at; nil where it looks at something else than units' values, or none vary.
  public let skewness: Double?
  /// Whether values may be below zero.
  public let isSigned: Bool
  /// Money for a cost, trials or units for the rest, a day with data over all variants.
  public let sizePerDay: Double?
  /// Money for one of them; nil where nothing says.
  public let pricePerUnit: Double?
  /// Days with data.
  public let days: Int

  /// - Parameter asOf: younger days than the outcome lag leaves are not counted, neither as results nor as days or money.
  public init(_ experiment: Experiment, _ summary: ExperimentSummary, asOf: CalendarDay) {
    let metric = experiment.primary
    var analysis = MetricAnalysis(metric: metric, plan: experiment.plan)
    analysis.switchback = SwitchbackPeriods(experiment)
    let values = summary.variants.map { $0.metrics[0].values }
    let control: Int
    if case .variant(let index) = experiment.control { control = index } else { control = 0 }
    let totals = values.map { analysis.totals($0) }
    baseline = totals[control]?.value
    let last = metric.lastMatureDay(asOf: asOf)
    let days = Set(summary.variants.flatMap(\.days).filter { $0 <= last }).count
    self.days = days
    let size = totals.reduce(0) { sum, arm in sum + (arm.map { analysis.room.size($0, grain: metric.grain) } ?? 0) }
    let isCounted = analysis.room.isPlannedByCounts
    sizePerDay = days > 0 && size > 0 ? size / Double(days) : nil
    let spend = summary.variants.reduce(0) { sum, variant in variant.spend.reduce(sum + variant.undatedSpend) { $1.day <= last ? $0 + $1.amount : $0 } }
    pricePerUnit = metric.facts.isCost ? 1 : experiment.spent != nil && size > 0 && spend > 0 ? spend / size : nil
    let treatment = experiment.treatments.first { $0 != control && experiment.variants[$0].allocation > 0 && totals[$0] != nil }
    let comparison = treatment.flatMap { try? analysis.compare(control: values[control], treatment: values[$0]) }
    isScatterSeen = (comparison?.dispersion?.degreesOfFreedom ?? 0) > 0
    let overUnits = metric.facts.isCost && metric.grain == .units ? comparison.flatMap { PlanningFacts.dispersion($0, totals[control], treatment.flatMap { totals[$0] }) } : nil
    dispersion = isCounted ? max(1, overUnits ?? comparison?.dispersion?.phi ?? 1) : 1
    let units = values.compactMap { if case .units(let units) = $0 { units } else { nil } }
    isSigned = units.contains { $0.negative > 0 }
    skewness = metric.seesSkewness ? PlanningFacts.skewness(units) : nil
    deviation =
      isCounted
      ? nil
      : comparison.flatMap { PlanningFacts.deviation($0, values[control], treatment.map { values[$0] }, baseline: totals[control]?.value) }
        ?? analysis.estimateAndVariance(values[control]).map { ($0.variance * (totals[control]?.units ?? 0)).squareRoot() }
  }

  /// How much more results of units vary than as many of a Poisson count would.
  private static func dispersion(_ comparison: any ArmComparison, _ control: MetricAnalysis.ArmTotals?, _ treatment: MetricAnalysis.ArmTotals?) -> Double? {
    guard comparison.precision > 0, let theirs = control?.tally.count, let ours = treatment?.tally.count, theirs > 0, ours > 0 else { return nil }
    return 1 / comparison.precision / (1 / theirs + 1 / ours)
  }

  /// Of each unit's value less what its denominator, or a covariate, tells of it; all arms together, each about its own.
  private static func skewness(_ units: [UnitValues]) -> Double? {
    var pooled = ThirdMoments()
    for arm in units where arm.count >= 2 {
      let residual: ThirdMoments
      if let below = arm.denominator, below.mean > 0 {
        residual = JointMoments(arm).combination(y: 1, minus: arm.mean / below.mean)
      } else if let before = arm.covariate, before.squaredDeviations > 0 {
        residual = JointMoments(besideCovariate: arm).combination(y: 1, minus: before.coDeviation / before.squaredDeviations)
      } else {
        residual = JointMoments(arm).combination(y: 1, minus: 0)
      }
      pooled.merge(.init(count: residual.count, nonzero: residual.count, mean: 0, squares: residual.squares, cubes: residual.cubes))
    }
    return pooled.skewness
  }

  /// What each unit (or day) of either arm would have to scatter for the comparison's standard error.
  private static func deviation(
    _ comparison: any ArmComparison, _ control: MetricSummary.Values, _ treatment: MetricSummary.Values?, baseline: Double?
  ) -> Double? {
    guard comparison.precision > 0, comparison.precision.isFinite, let treatment, let baseline else { return nil }
    func count(_ values: MetricSummary.Values) -> Double? {
      switch values {
      case .units(let units): Double(units.count)
      case .days(let cells): Double(cells.count { $0.denominator != 0 || $0.numerator != 0 })
      case .totals, .nothing: nil
      }
    }
    guard let theirs = count(control), let ours = count(treatment), theirs > 0, ours > 0 else { return nil }
    let error = 1 / comparison.precision.squareRoot() * (comparison.scale == .difference ? 1 : baseline)
    return error / (1 / theirs + 1 / ours).squareRoot()
  }
}

extension Metric {
  /// Whether its verdict rests on a score of units' values.
  public var seesSkewness: Bool { drawsFromUnits && !facts.isCost }
  /// Whether its simulated units are drawn from those there are: sums of units, one or two numbers each.
  public var drawsFromUnits: Bool { grain == .units && facts.statistic == .moments && facts.unitValue == .sum }
}

extension PlanningFacts {
  /// Any metric, all variants together: what a guardrail is now.
  public struct Pooled: Hashable, Sendable {
    public let value: Double
    /// Of a unit, or of a day where days are compared; nil where counts say.
    public let deviation: Double?
    /// Money for a cost, trials, units or the denominator for the rest, a day with data.
    public let sizePerDay: Double

    /// - Returns: nil without data on any day.
    public init?(_ experiment: Experiment, _ summary: ExperimentSummary, metric index: Int, asOf: CalendarDay) {
      let metric = experiment.metrics[index]
      let analysis = MetricAnalysis(metric: metric, plan: experiment.plan)
      let values = summary.variants.map { $0.metrics[index].values }
      let totals = values.map { analysis.totals($0) }
      let last = metric.lastMatureDay(asOf: asOf)
      let days = Set(summary.variants.flatMap(\.days).filter { $0 <= last }).count
      let numerator = totals.reduce(0) { $0 + ($1?.numerator ?? 0) }
      let denominator = totals.reduce(0) { $0 + ($1?.denominator ?? 0) }
      guard days > 0, numerator > 0, denominator > 0 else { return nil }
      value = numerator / denominator
      let size = totals.reduce(0) { sum, arm in sum + (arm.map { analysis.room.size($0, grain: metric.grain) } ?? 0) }
      sizePerDay = size / Double(days)
      let arms = experiment.treatments.filter { totals[$0] != nil }
      let control: Int
      if case .variant(let found) = experiment.control { control = found } else { control = 0 }
      let comparison = arms.first { $0 != control }.flatMap { arm in
        (try? analysis.compare(control: values[control], treatment: values[arm])).map { ($0, values[arm]) }
      }
      deviation = comparison.flatMap { PlanningFacts.deviation($0.0, values[control], $0.1, baseline: totals[control]?.value) }
    }
  }
}
