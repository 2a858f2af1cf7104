public import ExperimentModel
import ExperimentStatistics
import Glibc

/// Days that simulated ones are drawn from with replacement, a week at a time (circular block bootstrap: Politis & Romano 1992): all arms of a day together and
/// each from its own, so that what the days share, how far each arm's scatter and what they remember within a week stay as they are.
public struct DrawnDays: Sendable {
  /// By variant, the same days in each; nil for one that does not run.
  let cells: [[DayCell]?]
  /// Of each variant over all these days.
  let values: [Double?]
  public let days: Int

  /// Fewer days say too little of how they scatter.
  static let fewest = WithinDayChoice.daysForDispersion
  static let block = 7

  /// - Parameter values: of each variant that runs, nil for the others; money is the numerator of a cost.
  /// - Returns: nil without seven days on which all ran, or where a variant has no value.
  public init?(_ arms: [MetricSummary.Values?]) {
    var common: Set<CalendarDay>?
    var own = [[DayCell]?]()
    for arm in arms {
      guard let arm else {
        own.append(nil)
        continue
      }
      guard case .days(let cells) = arm else { return nil }
      let running = cells.filter { $0.numerator != 0 || $0.denominator != 0 }
      own.append(running)
      common = common.map { $0.intersection(running.map(\.day)) } ?? Set(running.map(\.day))
    }
    guard let common, common.count >= DrawnDays.fewest else { return nil }
    cells = own.map { $0.map { $0.filter { common.contains($0.day) } } }
    days = common.count
    values = cells.map { arm in
      arm.flatMap { arm in
        let (top, bottom) = arm.reduce((0, 0)) { ($0.0 + $1.numerator, $0.1 + $1.denominator) }
        return top > 0 && bottom > 0 ? top / bottom : nil
      }
    }
    guard zip(cells, values).allSatisfy({ $0 == nil || $1 != nil }) else { return nil }
  }

  /// Which of them come, for so many days.
  func picked(_ count: Int, _ draws: inout SeededGenerator) -> [Int] {
    var places = [Int]()
    places.reserveCapacity(count + DrawnDays.block)
    while places.count < count {
      let first = min(Int(draws.uniform() * Double(days)), days - 1)
      for step in 0..<DrawnDays.block { places.append((first + step) % days) }
    }
    return places
  }

  /// A variant's day with the value that it truly has: its results (or the numerator) are moved, its money or trials stay. Counts stay whole.
  func day(_ place: Int, of variant: Int, value: Double, kind: PlanQuestion.Kind, _ draws: inout SeededGenerator) -> (numerator: Double, denominator: Double) {
    guard let cell = cells[variant]?[place], let seen = values[variant] else { return (0, 0) }
    func whole(_ count: Double) -> Double {
      let floor = count.rounded(.down)
      return count > floor && draws.uniform() < count - floor ? floor + 1 : floor
    }
    switch kind {
    case .costPer: return (cell.numerator, whole(cell.denominator * seen / value))
    case .proportion: return (min(whole(cell.numerator * value / seen), cell.denominator), cell.denominator)
    case .mean: return (cell.numerator * value / seen, cell.denominator)
    }
  }
}
