/// Few results over many days: rejected only where both the exact conditional test and the days' own scatter reject.
///
/// At a handful of results a t on the days' estimating function rests on a skewed sum, and the exact conditional distribution alone does not see that days
/// differ. The p-value is the larger of the two and each bound the outer of the two, so that they agree as each of them does; the size is at most
/// that of either test (an intersection–union test, Berger 1982). Days that scatter no more than chance leave the exact test in charge where the t is too sure;
/// days that scatter widen it.
public struct SmallCountsByDay: ThetaTest {
  public let exact: ConditionalStrata
  public let days: WithinDayScore

  /// Below this many expected results in either arm the exact test is asked too.
  public static let fewExpected = 20.0

  /// - Parameters:
  ///   - isExact: true: the whole of the observed point counts (a hard guarantee); false: half of it.
  ///   - scatter: where the days are too few to show it, an allowance.
  /// - Throws: what its parts throw; `undefined` when a count is not whole.
  public init(
    _ pairs: [DayPair], kind: ConditionalStrata.Kind, isExact: Bool, scatter: WithinDayScore.Scatter = .observed
  ) throws(NoAnswer) {
    try self.init(DaySeries(pairs), kind: kind, isExact: isExact, scatter: scatter)
  }

  init(_ series: DaySeries, kind: ConditionalStrata.Kind, isExact: Bool, scatter: WithinDayScore.Scatter) throws(NoAnswer) {
    days = try series.score(kind == .odds ? .odds : .counts, scatter: scatter)
    exact = try ConditionalStrata(series.pairs, kind: kind, isExact: isExact)
  }

  public var method: String { exact.isExact ? "within-day-exact" : "within-day-midp" }
  public var estimate: Double? { days.estimate }
  public var above: PValue { max(exact.above, days.above) }
  public var below: PValue { max(exact.below, days.below) }
  public var information: Double { days.information }
  public var precision: Double { days.precision }
  public var dispersion: Dispersion? { days.dispersion }
  public var memory: DayMemory? { days.memory }

  public func lowerBound(_ level: Double) throws(NoAnswer) -> Double {
    min(try exact.lowerBound(level), try days.lowerBound(level))
  }

  public func upperBound(_ level: Double) throws(NoAnswer) -> Double? {
    guard let exact = try exact.upperBound(level), let days = try days.upperBound(level) else { return nil }
    return max(exact, days)
  }
}

extension SidedInterval {
  /// The smallest interval that holds both; an unbounded side stays unbounded.
  public func enclosing(_ other: SidedInterval) -> SidedInterval {
    func outer(_ a: Bound, _ b: Bound, _ choose: (Double, Double) -> Double) -> Bound {
      guard let a = a.value, let b = b.value else { return .unbounded }
      return .value(choose(a, b))
    }
    return SidedInterval(estimate: estimate, lower: outer(lower, other.lower, min), upper: outer(upper, other.upper, max))
  }
}
