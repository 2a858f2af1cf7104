import ExperimentModel
import ExperimentStatistics

/// A test that switches whole periods between variants: the periods are its units, each wholly one variant. Period totals are compared by Welch,
/// ratios of totals linearised per period (Cochran 1977, §6.5; Bojinov, Simchi-Levi & Zhao 2023 for the design). What carries over from one period
/// to the next is not modelled.
struct SwitchbackPeriods {
  let start: CalendarDay
  let length: Int

  static let fewestPeriods = 4

  /// False where units of their own can be compared too: before and after, whose days are periods only for want of units.
  let isStrict: Bool

  /// - Returns: nil but for tests that switch, and for those of before against after, which share no day to be compared within.
  init?(_ experiment: Experiment) {
    guard let start = experiment.start else { return nil }
    self.start = start
    switch experiment.evidence {
    case .switchback(let length, _): (self.length, isStrict) = (max(1, length), true)
    case .beforeAfter: (self.length, isStrict) = (1, false)
    case .randomized, .observational: return nil
    }
  }

  private func period(_ day: CalendarDay) -> Int { (day - start) / length }

  private func ran(_ cell: DayCell) -> Bool { cell.numerator != 0 || cell.denominator != 0 }

  /// Periods in which more than one variant ran.
  func mixed(_ values: [MetricSummary.Values]) -> Int { mixedPeriods(values).count }

  /// Periods that belong to one variant alone, by variant.
  func purePeriods(_ values: [MetricSummary.Values]) -> [Int] {
    let mixed = mixedPeriods(values)
    return values.map { arm in
      guard case .days(let cells) = arm else { return 0 }
      return Set(cells.filter(ran).map { period($0.day) }).subtracting(mixed).count
    }
  }

  private func mixedPeriods(_ values: [MetricSummary.Values]) -> Set<Int> {
    var seen = [Int: Int]()
    for arm in values {
      guard case .days(let cells) = arm else { continue }
      for period in Set(cells.filter(ran).map { period($0.day) }) { seen[period, default: 0] += 1 }
    }
    return Set(seen.filter { $0.value > 1 }.keys)
  }

  /// - Throws: `tooFewUnits` below 4 pure periods in an arm.
  func compare(control: ArraySlice<DayCell>, treatment: ArraySlice<DayCell>) throws(NoAnswer) -> any ArmComparison {
    let mixed = mixedPeriods([.days(control), .days(treatment)])
    return try EstimatedArms(
      control: try arm(control, without: mixed), treatment: try arm(treatment, without: mixed), method: isStrict ? "welch-by-period" : "welch-by-day", isNonNegative: true)
  }

  /// The ratio of totals with the variance of its linearised form over periods: the metric itself, money per result for a cost.
  private func arm(_ cells: ArraySlice<DayCell>, without mixed: Set<Int>) throws(NoAnswer) -> EstimatedArms.Arm {
    var periods = [Int: (numerator: Double, denominator: Double)]()
    for cell in cells where ran(cell) && !mixed.contains(period(cell.day)) {
      let before = periods[period(cell.day)] ?? (0, 0)
      periods[period(cell.day)] = (before.numerator + cell.numerator, before.denominator + cell.denominator)
    }
    // In the order of time, so that sums round alike on every run.
    let totals = periods.sorted { $0.key < $1.key }.map(\.value)
    guard totals.count >= SwitchbackPeriods.fewestPeriods else { throw .tooFewUnits(have: totals.count, need: SwitchbackPeriods.fewestPeriods) }
    guard totals.reduce(0, { $0 + $1.denominator }) > 0 else { throw .zeroResults }
    return try RatioOfMeans.arm(numerators: totals.map(\.numerator), denominators: totals.map(\.denominator))
  }
}
