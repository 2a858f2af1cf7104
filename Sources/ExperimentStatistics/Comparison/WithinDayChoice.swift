/// Which within-day comparison serves: by how many days there are, and how many results.
public enum WithinDayChoice {
  /// What the counts of a day are, and how θ is read.
  public enum Quantity: Hashable, Sendable { case share, costPerResult, rate }

  /// Fewer days than this say nothing reliable about their scatter.
  public static let daysForDispersion = 7

  /// From 7 days on chance and the days' own scatter must both reject (`WithinDayScore`), beside the exact conditional test where an arm expects few results;
  /// below, chance widened by the allowance for scatter, with the exact conditional test beside it where counts are small. Without an allowance the exact
  /// conditional distribution over days where counts are small, else chance alone; a single day by its totals.
  ///
  /// - Parameters:
  ///   - isExact: true: the whole of the observed point counts wherever a conditional test is used, and one is used up to `ConditionalStrata.largestTotal`.
  ///   - allowance: how far days scatter by themselves, for the days that are too few to tell.
  ///   - asksExact: false leaves the days' own test alone from 7 days on, whatever the counts.
  /// - Throws: `tooFewUnits` without a day; what the tests throw.
  public static func choose(
    _ days: DaySeries, _ quantity: Quantity, isExact: Bool, allowance: DayScatter = .none, asksExact: Bool = true
  ) throws(NoAnswer) -> any ArmComparison {
    guard days.count > 0 else { throw .tooFewUnits(have: 0, need: 1) }
    let (control, treatment) = (days.control, days.treatment)
    let hasAllowance = allowance.logVariance > 0
    if days.count == 1, !hasAllowance { return try totals(control, treatment, quantity, isExact: isExact) }
    let scale = scale(control, treatment, quantity)
    let isShare = quantity == .share
    let isCountable = control.count + treatment.count <= ConditionalStrata.largestTotal
    let isMany = days.count >= daysForDispersion
    let few = isShare ? 5 : isMany || hasAllowance ? SmallCountsByDay.fewExpected : .infinity
    let scatter: WithinDayScore.Scatter = isMany ? .observed : .allowed(allowance)
    if isCountable, asksExact || !isMany, isExact || smallestExpected(control, treatment, quantity) < few {
      do {
        return isMany || hasAllowance
          ? ThetaComparison(try SmallCountsByDay(days, kind: isShare ? .odds : .counts, isExact: isExact, scatter: scatter), scale: scale)
          : ThetaComparison(try ConditionalStrata(days.pairs, kind: isShare ? .odds : .counts, isExact: isExact), scale: scale)
      } catch .undefined {
        // Fractional counts have no exact distribution over strata; the estimating function below takes them.
      }
    }
    return ThetaComparison(try days.score(isShare ? .odds : .counts, scatter: scatter), scale: scale)
  }

  /// The same of days that are compared once.
  public static func choose(
    _ pairs: [DayPair], _ quantity: Quantity, isExact: Bool, allowance: DayScatter = .none, asksExact: Bool = true
  ) throws(NoAnswer) -> any ArmComparison {
    try choose(DaySeries(pairs), quantity, isExact: isExact, allowance: allowance, asksExact: asksExact)
  }

  /// Values of days, whose scatter the days alone tell: by a score that sees how skewed they are; where a day's value is below zero, of which a share
  /// means nothing, by the difference within days alone.
  /// - Throws: `tooFewUnits` without a day; what the test throws.
  public static func values(_ pairs: [DayPair]) throws(NoAnswer) -> any ArmComparison {
    guard !pairs.isEmpty else { throw .tooFewUnits(have: 0, need: 1) }
    let days = DaySeries(pairs)
    let scale = scale(days.control, days.treatment, .rate)
    for pair in pairs { try pair.check(isShare: false, isSigned: true) }
    guard pairs.allSatisfy({ $0.controlCount >= 0 && $0.treatmentCount >= 0 }) else { return WithoutRelative(try DifferenceByDay.arms(pairs)) }
    do {
      return ThetaComparison(try ValuesByDay(pairs), scale: scale)
    } catch .undefined {
      return ThetaComparison(try WithinDay(pairs, kind: .values, variance: .empirical), scale: scale)
    }
  }

  /// Two totals without days.
  /// - Throws: `zeroExposure`, `zeroResults`, `zeroVariance`.
  public static func totals(
    _ control: (count: Double, exposure: Double), _ treatment: (count: Double, exposure: Double), _ quantity: Quantity, isExact: Bool
  ) throws(NoAnswer) -> any ArmComparison {
    guard control.exposure > 0, treatment.exposure > 0 else { throw .zeroExposure }
    guard quantity != .share else {
      return try SharesComparison.choose(
        control: .init(successes: control.count, trials: control.exposure),
        treatment: .init(successes: treatment.count, trials: treatment.exposure), isExact: isExact)
    }
    let test = try ConditionalRates(
      control: .init(results: control.count, exposure: control.exposure),
      treatment: .init(results: treatment.count, exposure: treatment.exposure), isExact: isExact)
    return ThetaComparison(test, scale: scale(control, treatment, quantity))
  }

  private static func scale(
    _ control: (count: Double, exposure: Double), _ treatment: (count: Double, exposure: Double), _ quantity: Quantity
  ) -> ThetaScale {
    let count = control.count + treatment.count
    return switch quantity {
    case .costPerResult: .costPerResult(results: count, controlCost: control.exposure, treatmentCost: treatment.exposure)
    case .share: .odds(successes: count, controlTrials: control.exposure, treatmentTrials: treatment.exposure)
    case .rate: .rate(count: count, controlExposure: control.exposure, treatmentExposure: treatment.exposure)
    }
  }

  /// The smallest count that an arm expects under one common rate: of results, and for a share of failures too.
  private static func smallestExpected(
    _ control: (count: Double, exposure: Double), _ treatment: (count: Double, exposure: Double), _ quantity: Quantity
  ) -> Double {
    quantity == .share
      ? SharesComparison.smallestExpected(control, treatment)
      : min(control.exposure, treatment.exposure) * ((control.count + treatment.count) / (control.exposure + treatment.exposure))
  }
}
