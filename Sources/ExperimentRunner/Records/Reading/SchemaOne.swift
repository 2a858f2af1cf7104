import ExperimentDecisions
import ExperimentModel

/// The first form of a record, which held the whole ledger of every experiment each time. Read for as long as there are such files, written no more.
struct SchemaOne: Decodable {
  struct Entry: Decodable, Sendable {
    var id: String
    var declarationHash: String
    var dataHash: String?
    var revisedFrom: String?
    var asOf: CalendarDay
    var action: Action
    var variant: String?
    var reasons: [ReasonCode]
    var alphaSpent: Double
    var ledger: Ledger

    var entry: Record.Entry {
      Record.Entry(
        id: id, declarationHash: declarationHash, dataHash: dataHash, revisedFrom: revisedFrom, asOf: asOf, action: action, variant: variant,
        reasons: reasons, alphaSpent: alphaSpent,
        ledger: ExperimentLedger(
          looks: ledger.looks, standings: ledger.standings, spendingTime: ledger.spendingTime, protectedKeys: ledger.protectedKeys,
          lastVerdict: ledger.lastVerdict, person: ledger.person))
    }
  }

  struct Ledger: Decodable, Sendable {
    var looks: [RecordedLook]
    var standings: [String: RecordedStanding]
    var spendingTime: Double
    var protectedKeys: [String: String]
    var lastVerdict: RecordedVerdict?
    var person: PersonDecision?
  }

  var schema: Int
  var number: Int
  var kind: Record.Kind
  var date: CalendarDay
  var program: String
  var previous: String?
  var entries: [Entry]
}
