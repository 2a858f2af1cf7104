/// How one simulated experiment came out.
public struct SimulatedVerdict: Hashable, Sendable {
  public let action: Action
  /// The winner that was named.
  public let variant: String?
  /// In the order of their names; empty beside a variant and where the test only goes on.
  public let reasons: [ReasonCode]

  public init(action: Action, variant: String? = nil, reasons: [ReasonCode] = []) {
    self.action = action
    self.variant = variant
    self.reasons = reasons
  }

  init(_ decision: Decision) {
    let saysWhy = decision.variant == nil && decision.action != .continue
    self.init(action: decision.action, variant: decision.variant, reasons: saysWhy ? decision.reasons.sorted { $0.rawValue < $1.rawValue } : [])
  }

  /// `scale ID`, `stop REASON`, `continue`, `blocked REASON`, for machines; several reasons are joined by `+`.
  public var name: String {
    let detail = variant ?? (reasons.isEmpty ? nil : reasons.map(\.rawValue).joined(separator: "+"))
    return action.rawValue + (detail.map { " " + $0 } ?? "")
  }
}
