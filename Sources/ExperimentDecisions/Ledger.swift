/// What the records say of one experiment: the looks it has had, never to be changed. Values are recorded at full precision.
public struct ExperimentLedger: Hashable, Sendable, Codable {
  /// Looks that spent alpha, in order.
  public var looks: [RecordedLook]
  /// Standings reached, by variant: they stay.
  public var standings: [String: RecordedStanding]
  /// Spending time at the latest look; it never falls.
  public var spendingTime: Double
  /// The declaration's protected keys as they were at the first record on or after the start; empty before it.
  public var protectedKeys: [String: String]
  /// Verdict of the latest record.
  public var lastVerdict: RecordedVerdict?
  public var person: PersonDecision?

  public init(
    looks: [RecordedLook] = [], standings: [String: RecordedStanding] = [:], spendingTime: Double = 0,
    protectedKeys: [String: String] = [:], lastVerdict: RecordedVerdict? = nil, person: PersonDecision? = nil
  ) {
    self.looks = looks
    self.standings = standings
    self.spendingTime = spendingTime
    self.protectedKeys = protectedKeys
    self.lastVerdict = lastVerdict
    self.person = person
  }
}

/// One look: what the spending function saw, and every statistic a decision used.
public struct RecordedLook: Hashable, Sendable, Codable {
  public var number: Int
  /// ISO day.
  public var date: String
  public var spendingTime: Double
  public var isFinal: Bool
  /// Two-sided alpha of the whole family spent so far.
  public var alphaSpent: Double
  public var comparisons: [RecordedComparison]
  public var guardrails: [RecordedGuardrail]

  public init(
    number: Int, date: String, spendingTime: Double, isFinal: Bool, alphaSpent: Double, comparisons: [RecordedComparison],
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
  public var reason: String?
  /// After the correction over variants.
  public var adjustedPValue: Double?

  public init(
    variant: String, versus: String, information: Double, statistic: Double, winnerLevel: Double, loserLevel: Double,
    winnerBoundary: Double?, loserBoundary: Double?, winnerNominal: Double, loserNominal: Double, alphaSpent: Double, estimate: Double?,
    lower: Double?, upper: Double?, pValue: Double?, logWinnerP: Double? = nil, logLoserP: Double? = nil,
    relative: RecordedInterval? = nil, reason: String? = nil, adjustedPValue: Double? = nil
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

/// One guardrail of one variant at one look: an alpha account of its own.
public struct RecordedGuardrail: Hashable, Sendable, Codable {
  public var metric: String
  public var variant: String
  public var information: Double
  /// One-sided level of this look.
  public var nominal: Double
  /// The limit by its key (`max`, `max_increase` …) and its value.
  public var limit: String?
  public var limitValue: Double?
  /// The metric (or its relative change) and its interval at `nominal` a side; a side that is nil is unbounded.
  public var estimate: Double?
  public var lower: Double?
  public var upper: Double?
  /// A `GuardrailReview.Status`.
  public var status: String?

  public init(
    metric: String, variant: String, information: Double, nominal: Double, limit: String? = nil, limitValue: Double? = nil, estimate: Double? = nil,
    lower: Double? = nil, upper: Double? = nil, status: String? = nil
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

/// A standing that was reached, with the figures to be repeated.
public struct RecordedStanding: Hashable, Sendable, Codable {
  /// `winner`, `loser` or `dropped`.
  public var standing: String
  /// A `ReasonCode`.
  public var reason: String
  public var look: Int
  public var date: String
  public var versus: String?
  public var pValue: Double?
  public var log10PValue: Double?
  public var adjustedPValue: Double?
  public var nominalLevel: Double?
  public var difference: RecordedInterval?
  public var relative: RecordedInterval?
  public var method: String?
  /// `winner` or `loser` when that hypothesis was rejected although the standing is another one (a proven effect too small to act on).
  public var crossed: String?
  /// ln of the repeated one-sided p of each hypothesis, for the correction at later looks.
  public var logWinnerP: Double?
  public var logLoserP: Double?
  /// The metric whose guardrail was broken, when that is the reason.
  public var guardrail: String?

  public init(
    standing: String, reason: String, look: Int, date: String, versus: String? = nil, pValue: Double? = nil, log10PValue: Double? = nil,
    adjustedPValue: Double? = nil, nominalLevel: Double? = nil, difference: RecordedInterval? = nil, relative: RecordedInterval? = nil,
    method: String? = nil, crossed: String? = nil, logWinnerP: Double? = nil, logLoserP: Double? = nil, guardrail: String? = nil
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

public struct RecordedInterval: Hashable, Sendable, Codable {
  public var estimate: Double?
  public var lower: Double?
  public var upper: Double?
  public var level: Double

  public init(estimate: Double?, lower: Double?, upper: Double?, level: Double) {
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.level = level
  }
}

/// The verdict as of the latest record.
public struct RecordedVerdict: Hashable, Sendable, Codable {
  public var action: String
  public var variant: String?
  public var reasons: [String]
  /// The day the verdict was reached, not the day it was repeated.
  public var date: String

  public init(action: String, variant: String?, reasons: [String], date: String) {
    self.action = action
    self.variant = variant
    self.reasons = reasons
    self.date = date
  }
}
