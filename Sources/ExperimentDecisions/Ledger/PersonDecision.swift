public import ExperimentModel

/// `mvp decide`: what a person decided, beside what the rules recommend.
public struct PersonDecision: Hashable, Sendable, Codable {
  public enum Choice: String, Hashable, Sendable, Codable, CaseIterable {
    case scale, stop, `continue`

    /// True when the experiment is closed by it; `continue` is a note.
    public var closes: Bool { self != .continue }

    public var action: Action {
      switch self {
      case .scale: .scale
      case .stop: .stop
      case .continue: .continue
      }
    }
  }

  public let action: Choice
  /// What is scaled; nil for the other choices.
  public let variant: String?
  public let note: String
  public let date: CalendarDay

  public init(action: Choice, variant: String?, note: String, date: CalendarDay) {
    self.action = action
    self.variant = variant
    self.note = note
    self.date = date
  }
}

extension ExperimentLedger {
  /// True when a person has closed the experiment.
  public var isClosed: Bool { person?.action.closes ?? false }
}
