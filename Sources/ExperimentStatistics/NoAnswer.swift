/// Why a statistic has no answer. Thrown instead of returning NaN, an infinity or a shrug such as p = 1.
public enum NoAnswer: Error, Hashable, Sendable {
  /// Fewer units, days or periods than the method needs.
  case tooFewUnits(have: Int, need: Int)
  /// No variation in the data, so no standard error.
  case zeroVariance
  /// No results at all, in both arms or in the one that matters.
  case zeroResults
  /// Nothing was tried: no trials, no cost, no exposure.
  case zeroExposure
  /// Counts that cannot be: below zero, or more results than trials.
  case impossibleCounts
  /// The control's value is zero or not told apart from it, so a relative change is not a bounded interval.
  case controlNearZero
  /// A numerical search did not end within its bound.
  case noConvergence(iterations: Int)
  /// The smaller arm cannot carry how skewed the units are; `need`: units in all, at the same split and shape, that could.
  case tooSkewed(have: Int, need: Int)
  /// The answer lies beyond what double precision can hold.
  case outOfRange
  /// The statistic is not defined for such data; the text names the condition.
  case undefined(String)

  /// The stable name that machines see.
  public var code: String {
    switch self {
    case .tooFewUnits: "too_few_units"
    case .zeroVariance: "zero_variance"
    case .zeroResults: "zero_results"
    case .zeroExposure: "zero_exposure"
    case .impossibleCounts: "impossible_counts"
    case .controlNearZero: "control_near_zero"
    case .noConvergence: "no_convergence"
    case .tooSkewed: "too_skewed"
    case .outOfRange: "out_of_range"
    case .undefined: "undefined"
    }
  }
}
