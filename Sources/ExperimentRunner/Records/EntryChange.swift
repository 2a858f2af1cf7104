import ExperimentDecisions
import ExperimentModel

/// What a record of schema 2 keeps of one experiment: what the event changed. An experiment that was reviewed without any change is its id alone.
struct EntryChange: Hashable, Codable {
  struct Verdict: Hashable, Codable {
    var action: Action
    var variant: String?
    var reasons: [ReasonCode]
  }

  var id: String
  var declarationHash: String?
  var dataHash: String?
  /// True where the data could not be read, and could be before.
  var withoutData: Bool?
  var revisedFrom: String?
  /// The day up to which the data were read; nil: the date of a review, and for another event the day of the record before.
  var asOf: CalendarDay?
  var verdict: Verdict?
  var alphaSpent: Double?
  var event: Record.Event?
  var note: String?
  var ledger: LedgerChange?

  /// - Parameters:
  ///   - before: nil when no record tells of the experiment yet.
  init(from before: Record.Entry?, to after: Record.Entry, kind: Record.Kind, date: CalendarDay) {
    id = after.id
    declarationHash = before?.declarationHash == after.declarationHash ? nil : after.declarationHash
    dataHash = before?.dataHash == after.dataHash ? nil : after.dataHash
    withoutData = before?.dataHash != nil && after.dataHash == nil ? true : nil
    revisedFrom = after.revisedFrom
    (event, note) = (after.event, after.note)
    asOf = after.asOf == EntryChange.usual(before, kind, date) ? nil : after.asOf
    if before?.action != after.action || before?.variant != after.variant || before?.reasons != after.reasons {
      verdict = Verdict(action: after.action, variant: after.variant, reasons: after.reasons)
    }
    alphaSpent = before?.alphaSpent == after.alphaSpent ? nil : after.alphaSpent
    ledger = LedgerChange(from: before?.ledger ?? ExperimentLedger(), to: after.ledger)
  }

  func applied(to before: Record.Entry?, kind: Record.Kind, date: CalendarDay) -> Record.Entry {
    let ledger = before?.ledger ?? ExperimentLedger()
    return Record.Entry(
      id: id, declarationHash: declarationHash ?? before?.declarationHash ?? "",
      dataHash: withoutData ?? false ? nil : dataHash ?? before?.dataHash, revisedFrom: revisedFrom,
      asOf: asOf ?? EntryChange.usual(before, kind, date), action: verdict?.action ?? before?.action ?? .planned,
      variant: verdict.map(\.variant) ?? before?.variant, reasons: verdict?.reasons ?? before?.reasons ?? [],
      alphaSpent: alphaSpent ?? before?.alphaSpent ?? 0, event: event, note: note,
      ledger: self.ledger?.applied(to: ledger) ?? ledger)
  }

  private static func usual(_ before: Record.Entry?, _ kind: Record.Kind, _ date: CalendarDay) -> CalendarDay {
    kind == .review ? date : before?.asOf ?? date
  }
}

extension Record.Entry {
  /// What an event of another branch of the records makes of this entry; see `ExperimentLedger.merged`.
  func merged(from before: Record.Entry?, to after: Record.Entry) -> Record.Entry {
    var merged = self
    if before?.declarationHash != after.declarationHash { merged.declarationHash = after.declarationHash }
    if after.asOf >= asOf { (merged.asOf, merged.dataHash) = (after.asOf, after.dataHash) }
    merged.revisedFrom = after.revisedFrom
    (merged.event, merged.note) = (after.event, after.note)
    let isClosed = ledger.isClosed
    merged.ledger = ledger.merged(from: before?.ledger ?? ExperimentLedger(), to: after.ledger)
    // What a person closed here stays closed, although the other branch went on.
    if !isClosed || !merged.ledger.isClosed { (merged.action, merged.variant, merged.reasons) = (after.action, after.variant, after.reasons) }
    merged.alphaSpent = max(alphaSpent, after.alphaSpent)
    return merged
  }
}
