public import ExperimentModel

/// A standing that stays once it is reached.
public enum ReachedStanding: String, Hashable, Sendable, Codable, CaseIterable {
  case winner, loser, dropped

  public var standing: Standing {
    switch self {
    case .winner: .winner
    case .loser: .loser
    case .dropped: .dropped
    }
  }
}

/// A standing that was reached, with the figures to be repeated.
public struct RecordedStanding: Hashable, Sendable, Codable {
  public var standing: ReachedStanding
  public var reason: ReasonCode
  public var look: Int
  public var date: CalendarDay
  public var versus: String?
  public var pValue: Double?
  public var log10PValue: Double?
  public var adjustedPValue: Double?
  public var nominalLevel: Double?
  public var difference: RecordedInterval?
  public var relative: RecordedInterval?
  public var method: String?
  /// `winner` or `loser` when that hypothesis was rejected although the standing is another one (a proven effect too small to act on).
  public var crossed: ReachedStanding?
  /// ln of the repeated one-sided p of each hypothesis, for the correction at later looks.
  public var logWinnerP: Double?
  public var logLoserP: Double?
  /// The metric whose guardrail was broken, when that is the reason.
  public var guardrail: String?

  public init(
    standing: ReachedStanding, reason: ReasonCode, look: Int, date: CalendarDay, versus: String? = nil, pValue: Double? = nil, log10PValue: Double? = nil,
    adjustedPValue: Double? = nil, nominalLevel: Double? = nil, difference: RecordedInterval? = nil, relative: RecordedInterval? = nil,
    method: String? = nil, crossed: ReachedStanding? = nil, logWinnerP: Double? = nil, logLoserP: Double? = nil, guardrail: String? = nil
  ) {
    self.guardrail = guardrail
    self.crossed = crossed
    self.logWinnerP = logWinnerP
    self.logLoserP = logLoserP
    self.standing = standing
    self.reason = reason
    self.look = look
    self.date = date
    self.versus = versus
    self.pValue = pValue
    self.log10PValue = log10PValue
    self.adjustedPValue = adjustedPValue
    self.nominalLevel = nominalLevel
    self.difference = difference
    self.relative = relative
    self.method = method
  }
}
