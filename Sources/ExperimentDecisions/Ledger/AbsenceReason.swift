import ExperimentStatistics

/// Why a comparison has no figures, by the stable name that records and machines see.
public enum AbsenceReason: String, Hashable, Sendable, Codable, CaseIterable {
  case tooFewUnits = "too_few_units"
  case zeroVariance = "zero_variance"
  case zeroResults = "zero_results"
  case zeroExposure = "zero_exposure"
  case impossibleCounts = "impossible_counts"
  case controlNearZero = "control_near_zero"
  case noConvergence = "no_convergence"
  case tooSkewed = "too_skewed"
  case outOfRange = "out_of_range"
  case undefined

  init(_ reason: NoAnswer) {
    switch reason {
    case .tooFewUnits: self = .tooFewUnits
    case .zeroVariance: self = .zeroVariance
    case .zeroResults: self = .zeroResults
    case .zeroExposure: self = .zeroExposure
    case .impossibleCounts: self = .impossibleCounts
    case .controlNearZero: self = .controlNearZero
    case .noConvergence: self = .noConvergence
    case .tooSkewed: self = .tooSkewed
    case .outOfRange: self = .outOfRange
    case .undefined: self = .undefined
    }
  }
}
