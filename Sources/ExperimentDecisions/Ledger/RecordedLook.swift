public import ExperimentModel

/// One look: what the spending function saw, and every statistic a decision used.
public struct RecordedLook: Hashable, Sendable, Codable {
  public var number: Int
  public var date: CalendarDay
  public var spendingTime: Double
  public var isFinal: Bool
  /// Two-sided alpha of the whole family spent so far.
  public var alphaSpent: Double
  public var comparisons: [RecordedComparison]
  public var guardrails: [RecordedGuardrail]

  public init(
    number: Int, date: CalendarDay, spendingTime: Double, isFinal: Bool, alphaSpent: Double, comparisons: [RecordedComparison],
    guardrails: [RecordedGuardrail]
  ) {
    self.number = number
    self.date = date
    self.spendingTime = spendingTime
    self.isFinal = isFinal
    self.alphaSpent = alphaSpent
    self.comparisons = comparisons
    self.guardrails = guardrails
  }
}

extension RecordedLook {
  /// The comparison of a variant, with `versus` where it is given, seen from its side: without a control each pair is kept once. A relative change has no mirror
  /// image and is left out of one.
  func comparison(of variant: String, versus: String? = nil) -> RecordedComparison? {
    if let own = comparisons.first(where: { $0.variant == variant && (versus == nil || $0.versus == versus) }) { return own }
    guard var other = comparisons.first(where: { $0.versus == variant && (versus == nil || $0.variant == versus) }) else { return nil }
    (other.variant, other.versus) = (other.versus, other.variant)
    other.statistic = -other.statistic
    other.estimate = other.estimate.map { -$0 }
    (other.lower, other.upper) = (other.upper.map { -$0 }, other.lower.map { -$0 })
    (other.winnerNominal, other.loserNominal) = (other.loserNominal, other.winnerNominal)
    (other.winnerLevel, other.loserLevel) = (other.loserLevel, other.winnerLevel)
    (other.winnerBoundary, other.loserBoundary) = (other.loserBoundary, other.winnerBoundary)
    (other.logWinnerP, other.logLoserP) = (other.logLoserP, other.logWinnerP)
    other.relative = nil
    return other
  }
}
