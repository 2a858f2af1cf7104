public import ExperimentModel

/// The verdict as of the latest record.
public struct RecordedVerdict: Hashable, Sendable, Codable {
  public var action: Action
  public var variant: String?
  public var reasons: [ReasonCode]
  /// The day the verdict was reached, not the day it was repeated.
  public var date: CalendarDay

  public init(action: Action, variant: String?, reasons: [ReasonCode], date: CalendarDay) {
    self.action = action
    self.variant = variant
    self.reasons = reasons
    self.date = date
  }
}

extension RecordedVerdict {
  /// A verdict after which no newer data are needed.
  var isTerminal: Bool { action == .scale || action == .stop }

  func isSame(as other: RecordedVerdict) -> Bool {
    action == other.action && variant == other.variant && reasons == other.reasons
  }
}
