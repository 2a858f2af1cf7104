public import ExperimentModel

/// Why the program could not do what was asked. Problems of declarations and data are `Diagnostics` instead.
public struct RunnerError: Error, Hashable, Sendable {
  public enum Code: String, Hashable, Sendable {
    case noWorkspace, unreadable, unwritable, exists, unknownExperiment, cannotPlan, unknownVariant, notStarted, beforeRecords, brokenChain, badName, cannotDraft,
      locked, nothingDue, closed, notClosed, notSure, nothingChanged
    /// A day that is still to come.
    case future
    /// What was asked cannot be meant: the command line is at fault.
    case usage
  }

  public let code: Code
  public let message: BilingualText

  public init(_ code: Code, _ message: BilingualText) {
    self.code = code
    self.message = message
  }
}
