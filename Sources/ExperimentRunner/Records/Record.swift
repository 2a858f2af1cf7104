public import ExperimentDecisions
public import ExperimentModel

/// One event of the ledger: a review, a revision (data corrected, or a declaration amended), or a person's decision. One file, never rewritten.
public struct Record: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case review, revision, decision }

  /// What a person did.
  public enum Event: String, Hashable, Sendable, Codable, CaseIterable { case scale, stop, `continue`, reopen, acknowledge, amend }

  /// Which record, and the SHA-256 of its bytes in hexadecimal: what a report prints, so that the records can be held against it.
  public struct Stamp: Hashable, Sendable, Codable {
    public var number: Int
    public var hash: String

    public init(number: Int, hash: String) {
      self.number = number
      self.hash = hash
    }
  }

  /// One experiment as an event left it. The file keeps only what changed (`EntryChange`).
  public struct Entry: Hashable, Sendable {
    public var id: String
    /// SHA-256 of the declaration's bytes.
    public var declarationHash: String
    /// SHA-256 of the reduced data; nil when they could not be read.
    public var dataHash: String?
    /// The same hash as of the record before this one, when it differs from what that one recorded: old data were corrected. Of this event alone.
    public var revisedFrom: String?
    /// The day up to which `dataHash` looks (exclusive).
    public var asOf: CalendarDay
    public var action: Action
    public var variant: String?
    public var reasons: [ReasonCode]
    /// Two-sided alpha of the family spent so far.
    public var alphaSpent: Double
    /// What a person did; nil in reviews, in revisions of data, and in records of earlier versions. Of this event alone.
    public var event: Event?
    /// Why, in the person's words. Of this event alone.
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

  /// What the file is written in: 1 held every ledger whole, 2 holds what changed.
  public let schema: Int
  public let kind: Kind
  /// The day the event belongs to.
  public let date: CalendarDay
  public let program: String
  /// SHA-256 of the bytes of the record before; nil for the first.
  public let previous: String?
  /// The experiments that the event was about.
  public let entries: [Entry]
  public let stamp: Stamp

  public var number: Int { stamp.number }
  public var fileName: String { Record.fileName(number: number, date: date, kind: kind) }

  /// `0001-2026-11-16-review.json`
  static func fileName(number: Int, date: CalendarDay, kind: Kind) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-\(date)-\(kind.rawValue).json"
  }
}
