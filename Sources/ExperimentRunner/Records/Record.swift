public import ExperimentDecisions
public import ExperimentModel

/// One event of the ledger: a review, a revision of old data, or a person's decision. One file, never rewritten.
public struct Record: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable { case review, revision, decision }

  /// What a person did.
  public enum Event: String, Hashable, Sendable, Codable, CaseIterable { case scale, stop, `continue`, reopen, acknowledge, amend }

  /// What a record says of one experiment.
  public struct Entry: Hashable, Sendable, Codable {
    public var id: String
    /// SHA-256 of the declaration's bytes.
    public var declarationHash: String
    /// SHA-256 of the reduced data; nil when they could not be read.
    public var dataHash: String?
    /// The same hash as of the record before this one, when it differs from what that one recorded: old data were corrected.
    public var revisedFrom: String?
    /// The day up to which `dataHash` looks (exclusive).
    public var asOf: CalendarDay
    public var action: Action
    public var variant: String?
    public var reasons: [ReasonCode]
    /// Two-sided alpha of the family spent so far.
    public var alphaSpent: Double
    /// What a person did; nil in reviews, in revisions of data, and in records of earlier versions.
    public var event: Event?
    /// Why, in the person's words.
    public var note: String?
    /// Everything the looks so far used, after this event.
    public var ledger: ExperimentLedger

    public init(
      id: String, declarationHash: String, dataHash: String?, revisedFrom: String? = nil, asOf: CalendarDay, action: Action, variant: String?,
      reasons: [ReasonCode], alphaSpent: Double, event: Event? = nil, note: String? = nil, ledger: ExperimentLedger
    ) {
      self.id = id
      self.declarationHash = declarationHash
      self.dataHash = dataHash
      self.revisedFrom = revisedFrom
      self.asOf = asOf
      self.action = action
      self.variant = variant
      self.reasons = reasons
      self.alphaSpent = alphaSpent
      self.event = event
      self.note = note
      self.ledger = ledger
    }
  }

  public var schema = 1
  public var number: Int
  public var kind: Kind
  /// The day the event belongs to.
  public var date: CalendarDay
  public var program: String
  /// SHA-256 of the bytes of the record before; nil for the first.
  public var previous: String?
  public var entries: [Entry]

  public init(number: Int, kind: Kind, date: CalendarDay, program: String, previous: String?, entries: [Entry]) {
    self.number = number
    self.kind = kind
    self.date = date
    self.program = program
    self.previous = previous
    self.entries = entries
  }

  /// `0001-2026-11-16-review.json`
  public var fileName: String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-\(date)-\(kind.rawValue).json"
  }
}
