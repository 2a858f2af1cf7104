import ExperimentModel
import ExperimentStatistics

/// Kinds whose results chance scatters by a law that is known: counts of a Poisson given exposure, successes of a binomial given trials.
protocol CountedRoom: MetricRoom {
  var quantity: WithinDayChoice.Quantity { get }
}

extension CountedRoom {
  func compare(days: DaySeries, isExact: Bool, allowance: DayScatter) throws(NoAnswer) -> any ArmComparison {
    try WithinDayChoice.choose(days, quantity, isExact: isExact, allowance: allowance)
  }

  func series(_ days: [DayPair]) -> DaySeries { DaySeries(days, kind: quantity == .share ? .odds : .counts) }

  func compare(pooled control: [Tally], _ treatment: [Tally], isExact: Bool) throws(NoAnswer) -> any ArmComparison {
    try compare(totals: control.sum, treatment.sum, isExact: isExact)
  }

  func compare(totals control: Tally, _ treatment: Tally, isExact: Bool) throws(NoAnswer) -> any ArmComparison {
    try WithinDayChoice.totals((control.count, control.exposure), (treatment.count, treatment.exposure), quantity, isExact: isExact)
  }

  /// Without a result the units cannot tell how they differ: by the exact interval of none.
  func interval(_ units: UnitValues, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    let tally = tally(units)
    guard tally.count > 0 else { return try interval(total: tally, levels) }
    return try ArmInterval.estimated(try estimate(units), levels)
  }

  private func tally(_ units: UnitValues) -> Tally {
    let below = (units.denominator?.mean ?? 1) * Double(units.count)
    return quantity == .costPerResult ? Tally(count: below, exposure: units.sum) : Tally(count: units.sum, exposure: below)
  }

  var dayKind: ArmByDay.Kind { quantity == .share ? .shares : .counts }

  /// By the days' scatter where they can tell it, and at a handful of results never narrower than the exact interval of the total.
  func interval(days: [Tally], isWithinDay: Bool, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    guard isWithinDay, days.count >= WithinDayChoice.daysForDispersion else { return try interval(total: days.sum, levels) }
    let arm = try ArmByDay(days, kind: dayKind)
    let byDay = try interval(of: arm, levels)
    let fewest = quantity == .share ? min(arm.count, arm.exposure - arm.count) : arm.count
    guard fewest < SmallCountsByDay.fewExpected else { return byDay }
    return byDay.enclosing(try interval(total: days.sum, levels))
  }

  private func interval(of arm: ArmByDay, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    guard quantity == .costPerResult else { return try arm.interval(levels) }
    return try arm.interval(SideLevels(lower: levels.upper, upper: levels.lower)).inverted
  }

  func results(_ totals: MetricAnalysis.ArmTotals) -> Double { totals.tally.count }
  func isCounted(byUnit: Bool) -> Bool { quantity == .share || !byUnit }
  var isOnRatios: Bool { quantity != .share }

  /// Days, or units, that scatter more than chance would have it are worth fewer results.
  func posterior(_ values: MetricSummary.Values, _ analysis: MetricAnalysis) -> PosteriorArm? {
    guard let totals = analysis.totals(values), totals.tally.exposure > 0, (try? analysis.metric.facts.check(totals.tally)) != nil else { return nil }
    var phi = analysis.dispersion(values)
    if quantity != .share, case .units = values, let arm = analysis.estimateAndVariance(values), arm.value > 0, arm.variance > 0 {
      // The count whose Poisson error is the arm's own, in parts of its value.
      phi = totals.tally.count * arm.variance / (arm.value * arm.value)
    }
    let (count, exposure) = (totals.tally.count / phi, totals.tally.exposure / phi)
    return quantity == .share ? .share(successes: min(count, exposure), trials: exposure) : .results(count, exposure: exposure)
  }
}

extension Array where Element == Tally {
  var sum: Tally { reduce(Tally(count: 0, exposure: 0), +) }
}

extension ArmByDay {
  init(_ days: [Tally], kind: Kind) throws(NoAnswer) {
    try self.init(counts: days.map(\.count), exposures: days.map(\.exposure), kind: kind)
  }
}
