import ExperimentStatistics

/// Why a line has no result.
struct CalcProblem: Error, Hashable {
  enum Code: String { case unknownMethod = "unknown_method", missingInput = "missing_input", invalidInput = "invalid_input", noAnswer = "no_answer" }

  let code: Code
  let message: String
  /// The key it is about, where it is about one.
  var key: String?
  /// Of `no_answer`: why.
  var reason: String?

  static func missing(_ key: String, _ shape: CalcShape) -> CalcProblem {
    CalcProblem(code: .missingInput, message: "'\(key)' is missing; it must be \(shape.description)", key: key)
  }

  static func invalid(_ key: String, found: String, allowed: String) -> CalcProblem {
    CalcProblem(code: .invalidInput, message: "'\(key)' must be \(allowed), found \(found)", key: key)
  }

  static func noAnswer(_ reason: NoAnswer) -> CalcProblem {
    CalcProblem(code: .noAnswer, message: "no answer: \(reason.sentence)", reason: reason.code)
  }
}

extension NoAnswer {
  fileprivate var sentence: String {
    switch self {
    case .tooFewUnits(let have, let need): "there are \(have), at least \(need) are needed"
    case .zeroVariance: "the data do not vary, so there is no standard error"
    case .zeroResults: "there are no results"
    case .zeroExposure: "nothing was tried: no trials, no cost or no exposure"
    case .impossibleCounts: "the counts cannot be: below zero, or more results than trials"
    case .controlNearZero: "the control is zero or not told apart from it, so a relative change is not defined"
    case .noConvergence(let iterations): "the search did not end within \(iterations) steps"
    case .tooSkewed(let have, let need): "the values are too skewed for this split: there are \(have) units, about \(need) would do"
    case .outOfRange: "the result is beyond what a double can hold"
    case .undefined(let condition): condition
    }
  }
}
