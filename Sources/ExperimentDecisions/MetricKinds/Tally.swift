import ExperimentModel
import ExperimentStatistics

/// A day's or a whole arm's numbers as statistics know them: what is counted, and what it came of. For a cost per result the count is the results
/// and the money the exposure, whichever way round the metric is written.
struct Tally: Hashable {
  var count: Double
  var exposure: Double

  init(count: Double, exposure: Double) {
    self.count = count
    self.exposure = exposure
  }

  static func + (a: Tally, b: Tally) -> Tally { Tally(count: a.count + b.count, exposure: a.exposure + b.exposure) }
}

extension Metric.Facts {
  var gate: NumberGate { NumberGate(isCost: isCost, dividesByUnits: dividesByUnits, range: range) }

  func tally(numerator: Double, denominator: Double) -> Tally { gate.tally(numerator: numerator, denominator: denominator) }
  func tally(_ cell: DayCell) -> Tally { gate.tally(cell) }
  func check(_ tally: Tally) throws(NoAnswer) { try gate.check(tally) }
}

/// What a metric's facts say of its numbers, in plain values that cost nothing to carry: which of the two is counted, and the typed gate before the statistics:
/// no number of the data passes that they are not made for.
struct NumberGate: Sendable {
  let isCost: Bool
  let dividesByUnits: Bool
  let range: Metric.Facts.Range

  func tally(numerator: Double, denominator: Double) -> Tally {
    isCost ? Tally(count: denominator, exposure: numerator) : Tally(count: numerator, exposure: denominator)
  }

  func tally(_ cell: DayCell) -> Tally { tally(numerator: cell.numerator, denominator: cell.denominator) }

  /// - Throws: `outOfRange` for what is not finite, `impossibleCounts` for what the kind cannot be.
  func check(_ tally: Tally) throws(NoAnswer) {
    guard tally.count.isFinite, tally.exposure.isFinite else { throw .outOfRange }
    let (numerator, denominator) = isCost ? (tally.exposure, tally.count) : (tally.count, tally.exposure)
    guard !range.excludes(numerator: numerator, denominator: denominator) else { throw .impossibleCounts }
  }

  func check(_ tallies: [Tally]) throws(NoAnswer) {
    for tally in tallies { try check(tally) }
  }

  func check(_ units: UnitValues) throws(NoAnswer) {
    let parts = [units.denominator, units.covariate, units.adjusted].compactMap(\.self)
    let numbers = [units.sum, units.mean, units.squaredDeviations] + parts.flatMap { [$0.mean, $0.squaredDeviations, $0.coDeviation] }
    guard numbers.allSatisfy(\.isFinite) else { throw .outOfRange }
    guard units.count >= 0, units.squaredDeviations >= 0, parts.allSatisfy({ $0.squaredDeviations >= 0 }) else { throw .impossibleCounts }
    for stratum in units.strata { try check(stratum.values) }
    if range == .share, range.excludes(numerator: units.sum, denominator: Double(units.count)) { throw .impossibleCounts }
  }
}
