/// One comparison of the primary metric at one look.
public struct RecordedComparison: Hashable, Sendable, Codable {
  public var variant: String
  public var versus: String
  /// 1 / variance of the contrast under the null.
  public var information: Double
  /// z of the one-sided p towards the wanted direction.
  public var statistic: Double
  /// One-sided levels of the whole test at which the winner and the loser hypothesis were tested (Holm).
  public var winnerLevel: Double
  public var loserLevel: Double
  /// Critical z for a winner (and, mirrored, for a loser); nil where nothing could be spent.
  public var winnerBoundary: Double?
  public var loserBoundary: Double?
  public var winnerNominal: Double
  public var loserNominal: Double
  /// One-sided alpha this comparison has spent so far in the winner family.
  public var alphaSpent: Double
  public var estimate: Double?
  public var lower: Double?
  public var upper: Double?
  /// Repeated, two-sided; nil where nothing was tested: no comparison, or a standing reached before.
  public var pValue: Double?
  /// ln of the repeated one-sided p of each hypothesis by itself.
  public var logWinnerP: Double?
  public var logLoserP: Double?
  /// The relative change at this look; nil where it has no interval.
  public var relative: RecordedInterval?
  /// Why there was no comparison at this look; nil where there was one.
  public var reason: AbsenceReason?
  /// After the correction over variants.
  public var adjustedPValue: Double?

  public init(
    variant: String, versus: String, information: Double, statistic: Double, winnerLevel: Double, loserLevel: Double,
    winnerBoundary: Double?, loserBoundary: Double?, winnerNominal: Double, loserNominal: Double, alphaSpent: Double, estimate: Double?,
    lower: Double?, upper: Double?, pValue: Double?, logWinnerP: Double? = nil, logLoserP: Double? = nil,
    relative: RecordedInterval? = nil, reason: AbsenceReason? = nil, adjustedPValue: Double? = nil
  ) {
    self.adjustedPValue = adjustedPValue
    self.reason = reason
    self.relative = relative
    self.logWinnerP = logWinnerP
    self.logLoserP = logLoserP
    self.variant = variant
    self.versus = versus
    self.information = information
    self.statistic = statistic
    self.winnerLevel = winnerLevel
    self.loserLevel = loserLevel
    self.winnerBoundary = winnerBoundary
    self.loserBoundary = loserBoundary
    self.winnerNominal = winnerNominal
    self.loserNominal = loserNominal
    self.alphaSpent = alphaSpent
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.pValue = pValue
  }
}
