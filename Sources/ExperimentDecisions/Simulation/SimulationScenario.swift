/// A world in which the rules of an experiment are tried.
public enum SimulationScenario: String, Hashable, Sendable, CaseIterable {
  /// All variants alike: a winner is wrong.
  case noEffect = "no_effect"
  /// The first treatment is as good as the effect asked for.
  case minimumEffect = "minimum_effect"
  /// The first treatment is worse by as much.
  case loser
  /// All alike, and the days scatter three times as much as chance would have them.
  case overdispersed
  /// All alike, while the arms' traffic and everybody's luck change from day to day.
  case unequalTraffic = "unequal_traffic"

  /// Variance of a day's results over chance's.
  var dispersion: Double { self == .overdispersed ? 3 : 1 }
  /// Spread of an arm's share of a day, and of a day's luck, on the log scale.
  var trafficSpread: Double { self == .unequalTraffic ? 0.5 : 0 }
  var luckSpread: Double { self == .unequalTraffic ? 0.3 : 0 }
  /// All days are alike.
  var isSteady: Bool { dispersion == 1 && trafficSpread == 0 && luckSpread == 0 }
}

/// What the rules did with many experiments from one world.
public struct SimulationResult: Hashable, Sendable {
  public let scenario: SimulationScenario
  public let runs: Int
  /// How often each verdict fell.
  public let verdicts: [SimulatedVerdict: Int]
  /// Runs that named a winner no better than the control.
  public let falseWinners: Int
  /// Runs that proved a variant worse than the control (without one: than the best) that is not.
  public let falseLosers: Int
  /// Runs with either.
  public let falseVerdicts: Int
  /// Runs that named the truly best treatment, where there is one.
  public let rightWinners: Int
  /// Looks, days and money when the verdict fell, on average; money nil without spending.
  public let meanLooks: Double
  public let meanDays: Double
  public let meanSpend: Double?
  /// Money lost by acting on the verdict instead of the truth, on average over all runs and over those that lost any; nil without `scale_value`.
  public let meanLoss: Double?
  public let meanLossWhenWrong: Double?
}
