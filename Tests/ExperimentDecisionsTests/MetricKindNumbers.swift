import ExperimentModel
import TestSupport

@testable import ExperimentDecisions

/// Numbers for a metric of any kind, made by rule and not by chance: two arms alike but for what a case asks.
struct MetricKindNumbers {
  let metric: Metric
  let grain: MetricKindCase.Grain
  let isPair: Bool

  init(_ metric: Metric, _ one: MetricKindCase) {
    self.metric = metric
    grain = one.grain
    isPair = one.isPair
  }

  private static let start = CalendarDay(number: 20_759)

  /// - Parameters:
  ///   - lift: 0.2 makes every count (or value) 20 % larger.
  ///   - size: a factor on counts and exposures alike.
  ///   - pattern: of the days' luck; another one for another arm, whose days are not the same to the last result.
  func arm(lift: Double = 0, size: Double = 1, days: Int = 14, pattern: Int = 5) -> MetricSummary.Values {
    switch grain {
    case .days: return .days((0..<days).map { cell($0, lift, size, pattern) })
    case .totals:
      let cells = (0..<days).map { cell($0, lift, size, pattern) }
      return .totals(numerator: cells.reduce(0) { $0 + $1.numerator }, denominator: cells.reduce(0) { $0 + $1.denominator })
    case .units: return .units(units(count: Int(600 * size), lift))
    }
  }

  /// 200 to 250 of exposure and 18 to 24 of count on a day: a tenth.
  private func cell(_ day: Int, _ lift: Double, _ size: Double, _ pattern: Int) -> DayCell {
    let exposure = (200 + Double(day * 13 % 51)) * size
    let count = (exposure * 0.1 + Double(day * pattern % 7) - 3) * (1 + lift)
    return cell(day, count: count.rounded(), exposure: exposure)
  }

  func cell(_ day: Int, count: Double, exposure: Double) -> DayCell {
    let (numerator, denominator) = metric.facts.isCost ? (exposure, count) : (count, exposure)
    return DayCell(day: MetricKindNumbers.start + day, numerator: numerator, denominator: denominator)
  }

  /// One total of a count and an exposure, in the form of the grain.
  func only(count: Double, exposure: Double) -> MetricSummary.Values {
    let cell = cell(0, count: count, exposure: exposure)
    switch grain {
    case .days: return .days([cell])
    case .totals: return .totals(numerator: cell.numerator, denominator: cell.denominator)
    case .units:
      // A table has at most so many units.
      let n = max(min(exposure, 1e9), 1)
      return .units(units(Int(n), mean: count / n, deviations: metric.facts.range == .share ? count * (1 - count / n) : count, days: 1))
    }
  }

  func units(count: Int, _ lift: Double) -> UnitValues {
    let n = Double(count)
    switch metric.facts.unitValue {
    case .yesOrNo:
      let sum = (n * 0.2 * (1 + lift)).rounded()
      return units(count, mean: sum / n, deviations: sum * (1 - sum / n), days: 14)
    case .score: return units(count, mean: 20 * (1 + lift), deviations: n * 4900, days: 14)
    case .sum:
      // A quantile carries the error of its estimate as the deviations of a mean.
      return units(count, mean: 10 * (1 + lift), deviations: n * 16, days: 14)
    }
  }

  private func units(_ count: Int, mean: Double, deviations: Double, days: Int) -> UnitValues {
    let below = isPair ? UnitValues.JointPart(mean: 5, squaredDeviations: Double(count) * 4, coDeviation: Double(count) * 3) : nil
    return UnitValues(count: count, sum: mean * Double(count), mean: mean, squaredDeviations: deviations, denominator: below, days: days)
  }

  // MARK: What the data may do

  struct Corner: CustomStringConvertible {
    let description: String
    let values: MetricSummary.Values
  }

  /// Arms at the edges of what a file can hold, and beyond what can be.
  var corners: [Corner] {
    var corners = [
      Corner(description: "ordinary", values: arm()), Corner(description: "no data", values: .nothing),
      Corner(description: "no results", values: only(count: 0, exposure: 400)), Corner(description: "one of one", values: only(count: 1, exposure: 1)),
      Corner(description: "nothing at all", values: only(count: 0, exposure: 0)), Corner(description: "all of them", values: only(count: 400, exposure: 400)),
      Corner(description: "3 of 100 million", values: only(count: 3, exposure: 1e8)), Corner(description: "huge", values: only(count: 4e14, exposure: 9e14)),
      Corner(description: "over the whole", values: only(count: 12, exposure: 4)), Corner(description: "below none", values: only(count: -3, exposure: 100)),
      Corner(description: "negative exposure", values: only(count: 3, exposure: -100)), Corner(description: "1e308", values: only(count: 1e308, exposure: 1e308)),
      Corner(description: "1e-308", values: only(count: 1e-308, exposure: 1e-300)), Corner(description: "infinite", values: only(count: .infinity, exposure: 100)),
      Corner(description: "no number", values: only(count: .nan, exposure: 100)),
    ]
    if case .units = grain {
      corners.append(Corner(description: "one unit", values: .units(units(1, mean: 1, deviations: 0, days: 1))))
      corners.append(Corner(description: "no unit", values: .units(units(0, mean: 0, deviations: 0, days: 0))))
      corners.append(Corner(description: "all alike", values: .units(units(500, mean: 1, deviations: 0, days: 14))))
    } else {
      corners.append(Corner(description: "days of nothing", values: .days((0..<14).map { cell($0, count: 0, exposure: 0) })))
      corners.append(Corner(description: "money without results", values: .days((0..<14).map { cell($0, count: 0, exposure: 100) })))
      corners.append(Corner(description: "one bad day", values: .days((0..<14).map { cell($0, count: $0 == 5 ? -1 : 9, exposure: 100) })))
    }
    return corners
  }
}
