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
  /// The latest replay of the looks; nil where none was needed.
  public var revised: RecordedRevision?
  /// Protected keys changed openly, oldest first; nil where none were.
  public var amendments: [RecordedAmendment]?
  /// Treatments that may win only by data of days after an amendment.
  public var bars: [String: RecordedBar]?
  /// Files that the tables were read from at the latest review, as declared; nil in records that do not say.
  public var files: [String]?
  /// Of a test of too few days to tell: how far they are taken to scatter.
  public var scatter: RecordedScatter?

  public init(
    looks: [RecordedLook] = [], standings: [String: RecordedStanding] = [:], spendingTime: Double = 0,
    protectedKeys: [String: String] = [:], lastVerdict: RecordedVerdict? = nil, person: PersonDecision? = nil,
    revised: RecordedRevision? = nil, amendments: [RecordedAmendment]? = nil, bars: [String: RecordedBar]? = nil, files: [String]? = nil,
    scatter: RecordedScatter? = nil
  ) {
    self.looks = looks
    self.standings = standings
    self.spendingTime = spendingTime
    self.protectedKeys = protectedKeys
    self.lastVerdict = lastVerdict
    self.person = person
    self.revised = revised
    self.amendments = amendments
    self.bars = bars
    self.files = files
    self.scatter = scatter
  }
}
