import ExperimentModel
import ExperimentStatistics

/// One kind of metric: all that is particular to it beyond its facts (`MetricFacts`), in one file each. It chooses among the reference-tested functions of
/// `ExperimentStatistics` and computes nothing of its own.
///
/// What several kinds do alike stands in `CountedRoom` (results that chance scatters: their variance is known) and `MeasuredRoom` (values whose scatter only
/// the data tell). Numbers that reach a room have passed the gate (`Metric.Facts.check`).
protocol MetricRoom: Sendable {
  // MARK: Two arms

  /// Over randomised units.
  func compare(_ control: UnitValues, _ treatment: UnitValues, isExact: Bool) throws(NoAnswer) -> any ArmComparison
  /// Within days on which both ran.
  /// - Parameter allowance: how far days scatter, where they are too few to tell.
  func compare(days: DaySeries, isExact: Bool, allowance: DayScatter) throws(NoAnswer) -> any ArmComparison
  /// Days for `compare(days:)`, with all that each says by itself worked out once for many looks.
  func series(_ days: [DayPair]) -> DaySeries
  /// The textbook comparison of what the days add up to.
  func compare(pooled control: [Tally], _ treatment: [Tally], isExact: Bool) throws(NoAnswer) -> any ArmComparison
  /// Undated totals.
  func compare(totals control: Tally, _ treatment: Tally, isExact: Bool) throws(NoAnswer) -> any ArmComparison

  // MARK: One arm

  func interval(_ units: UnitValues, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval
  /// - Parameter isWithinDay: whether the scatter between days counts where there are days enough.
  func interval(days: [Tally], isWithinDay: Bool, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval
  func interval(total: Tally, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval
  /// The arm's value with the variance of that estimate.
  func estimate(_ units: UnitValues) throws(NoAnswer) -> EstimatedArms.Arm
  /// What chance alone makes of a day.
  var dayKind: ArmByDay.Kind { get }
  /// How many results the arm has, as rules that ask for a few of them count: units where values are measured.
  func results(_ totals: MetricAnalysis.ArmTotals) -> Double
  /// Why there is no value where nothing divides.
  var reasonWithoutValue: NoAnswer { get }

  // MARK: Always valid, posterior, money

  /// Whether results given their total say all, or an estimate with its error is what there is.
  func isCounted(byUnit: Bool) -> Bool
  func posterior(_ values: MetricSummary.Values, _ analysis: MetricAnalysis) -> PosteriorArm?
  /// True where the effect moves on the logarithm of a ratio, false where on the difference.
  var isOnRatios: Bool { get }

  // MARK: Before the data

  /// Whether counts say their own scatter, so that a plan needs no standard deviation.
  var isPlannedByCounts: Bool { get }
  /// How the metric is planned and drawn.
  /// - Throws: `SamplingProblem` where what is known does not do.
  func sampling(baseline: Double, deviation: Double?, price: Double?) throws(SamplingProblem) -> PlanQuestion.Kind
  /// What a test's size counts, of all that came in: money, trials or units.
  func size(_ totals: MetricAnalysis.ArmTotals, grain: Metric.Grain) -> Double
}

/// Why nothing can be planned or drawn from what is known.
public enum SamplingProblem: Error, Hashable, Sendable {
  /// A share of all or more.
  case shareOfAll
  /// Nothing says how far values spread.
  case deviationUnknown
}

extension MetricKind {
  /// Each kind's room; a kind without one does not compile.
  var room: any MetricRoom {
    switch self {
    case .proportion: Share()
    case .mean: Mean()
    case .ratio: Ratio()
    case .costPer: CostPer()
    case .returnOn: ReturnOn()
    case .rate: Rate()
    case .repeatPurchase: Repeat()
    case .netPromoterScore: NetPromoterScore()
    case .quantile: Quantile()
    }
  }
}

extension MetricRoom {
  /// Events of one unit come together: over units a sum, or one sum over another, is known by its units, whatever it counts.
  func compare(_ control: UnitValues, _ treatment: UnitValues, isExact: Bool) throws(NoAnswer) -> any ArmComparison {
    try UnitScores(control: control, treatment: treatment)
  }

  func interval(_ units: UnitValues, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    try ArmInterval.estimated(try estimate(units), levels)
  }

  func estimate(_ units: UnitValues) throws(NoAnswer) -> EstimatedArms.Arm {
    let n = Double(units.count)
    guard units.count >= 2 else { throw .tooFewUnits(have: units.count, need: 2) }
    guard let denominator = units.denominator else { return .mean(count: n, mean: units.mean, variance: units.squaredDeviations / (n - 1)) }
    return try RatioOfMeans.arm(
      count: n, numerator: (units.mean, units.squaredDeviations / (n - 1)), denominator: (denominator.mean, denominator.squaredDeviations / (n - 1)),
      covariance: denominator.coDeviation / (n - 1))
  }

  var reasonWithoutValue: NoAnswer { .zeroExposure }
}
