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
