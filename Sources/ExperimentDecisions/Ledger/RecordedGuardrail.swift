/// One guardrail of one variant at one look: an alpha account of its own.
public struct RecordedGuardrail: Hashable, Sendable, Codable {
  public var metric: String
  public var variant: String
  public var information: Double
  /// One-sided level of this look.
  public var nominal: Double
  /// The limit by its key and its value.
  public var limit: LimitKey?
  public var limitValue: Double?
  /// The metric (or its relative change) and its interval at `nominal` a side; a side that is nil is unbounded.
  public var estimate: Double?
  public var lower: Double?
  public var upper: Double?
  public var status: GuardrailReview.Status?

  public init(
    metric: String, variant: String, information: Double, nominal: Double, limit: LimitKey? = nil, limitValue: Double? = nil, estimate: Double? = nil,
    lower: Double? = nil, upper: Double? = nil, status: GuardrailReview.Status? = nil
  ) {
    self.metric = metric
    self.variant = variant
    self.information = information
    self.nominal = nominal
    self.limit = limit
    self.limitValue = limitValue
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.status = status
  }
}

/// The key by which a guardrail's limit is declared.
public enum LimitKey: String, Hashable, Sendable, Codable, CaseIterable {
  case max, min
  case maxIncrease = "max_increase"
  case maxDecrease = "max_decrease"

  /// In `allCases`.
  var place: Int {
    switch self {
    case .max: 0
    case .min: 1
    case .maxIncrease: 2
    case .maxDecrease: 3
    }
  }
}
