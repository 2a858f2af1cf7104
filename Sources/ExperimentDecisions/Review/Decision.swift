/// What an experiment should do next.
public enum Action: String, Hashable, Sendable, Codable, CaseIterable {
  case planned, `continue`, scale, stop, blocked, decided
}

/// Why; stable names for machines, the sentence is the report's.
public enum ReasonCode: String, Hashable, Sendable, Codable, CaseIterable {
  case winner, loser
  case guardrailBroken = "guardrail_broken"
  case futile
  case noWinner = "no_winner"
  case budgetSpent = "budget_spent"
  case sampleRatio = "srm"
  case noData = "no_data"
  case staleData = "stale_data"
  case duplicateExposure = "duplicate_exposure"
  case badRows = "bad_rows"
  case overlappingFiles = "overlapping_files"
  case impossibleCounts = "impossible_counts"
  case spendImbalance = "spend_imbalance"
  case notRandomized = "not_randomized"
  case nothingToCompare = "nothing_to_compare"
  case invalidDeclaration = "invalid_declaration"
  case tooEarly = "too_early"
  case boundaryNotCrossed = "boundary_not_crossed"
  case notStarted = "not_started"
  case closed
  /// The records know the experiment; its declaration is gone.
  case missing
}

public enum Standing: String, Hashable, Sendable, CaseIterable {
  case winner, leading, undecided, losing, loser, dropped
}

public struct Decision: Hashable, Sendable {
  public let action: Action
  /// The winner's id; nil unless the action is scale.
  public let variant: String?
  public let reasons: [ReasonCode]
  /// Treatments dropped so far, with why.
  public let dropped: [Dropped]
  /// Other winners besides `variant`, and whether each differs from it.
  public let otherWinners: [OtherWinner]
  /// What a person decided, when one did; the recommendation stands beside it.
  public let person: PersonDecision?
  /// The recommendation before a person closed the experiment.
  public let recommended: Action?
  public let recommendedVariant: String?

  public struct Dropped: Hashable, Sendable {
    public let variant: String
    public let reason: ReasonCode
    /// The metric whose guardrail was broken, when that is the reason.
    public let guardrail: String?

    public init(variant: String, reason: ReasonCode, guardrail: String? = nil) {
      self.variant = variant
      self.reason = reason
      self.guardrail = guardrail
    }
  }

  public struct OtherWinner: Hashable, Sendable {
    public let variant: String
    /// Descriptive fixed-sample comparison with the named winner; nil when it cannot be made.
    public let differs: Bool?

    public init(variant: String, differs: Bool?) {
      self.variant = variant
      self.differs = differs
    }
  }

  public init(
    action: Action, variant: String? = nil, reasons: [ReasonCode] = [], dropped: [Dropped] = [], otherWinners: [OtherWinner] = [],
    person: PersonDecision? = nil, recommended: Action? = nil, recommendedVariant: String? = nil
  ) {
    self.action = action
    self.variant = variant
    self.reasons = reasons
    self.dropped = dropped
    self.otherWinners = otherWinners
    self.person = person
    self.recommended = recommended
    self.recommendedVariant = recommendedVariant
  }

  func with(otherWinners: [OtherWinner]) -> Decision {
    Decision(
      action: action, variant: variant, reasons: reasons, dropped: dropped, otherWinners: otherWinners, person: person, recommended: recommended,
      recommendedVariant: recommendedVariant)
  }

  /// A person's decision beside the recommendation, or in its place where it closes the experiment.
  func closed(by person: PersonDecision?) -> Decision {
    guard let person else { return self }
    guard person.action.closes else {
      return Decision(action: action, variant: variant, reasons: reasons, dropped: dropped, otherWinners: otherWinners, person: person)
    }
    return Decision(
      action: .decided, variant: person.variant, reasons: [.closed], dropped: dropped, otherWinners: otherWinners, person: person, recommended: action,
      recommendedVariant: variant)
  }
}
