import ExperimentDecisions
import ExperimentModel
import TestSupport

@testable import ExperimentRunner

/// Records for tests, small enough to be read.
enum RecordSamples {
  /// 2026-11-16.
  static let day = CalendarDay(number: 20_773)

  static func look(_ number: Int, _ date: CalendarDay, z: Double = 1.5) -> RecordedLook {
    RecordedLook(
      number: number, date: date, spendingTime: Double(number) / 5, isFinal: false, alphaSpent: 0.001 * Double(number),
      comparisons: [
        RecordedComparison(
          variant: "b", versus: "a", information: 100 * Double(number), statistic: z, winnerLevel: 0.025, loserLevel: 0.025, winnerBoundary: 3, loserBoundary: 3,
          winnerNominal: 0.001, loserNominal: 0.001, alphaSpent: 0.0005 * Double(number), estimate: 0.1, lower: -0.1, upper: 0.3, pValue: 0.4)
      ], guardrails: [])
  }

  static func standing(_ standing: ReachedStanding, look: Int, _ date: CalendarDay) -> RecordedStanding {
    RecordedStanding(standing: standing, reason: standing == .winner ? .winner : .loser, look: look, date: date)
  }

  static func entry(_ id: String, on date: CalendarDay, ledger: ExperimentLedger, action: Action = .continue, dataHash: String? = "data") -> Record.Entry {
    Record.Entry(
      id: id, declarationHash: "declaration", dataHash: dataHash, asOf: date, action: action, variant: nil, reasons: [.tooEarly],
      alphaSpent: ledger.looks.last?.alphaSpent ?? 0, ledger: ledger)
  }

  static func decided(
    _ before: Record.Entry, _ choice: PersonDecision.Choice, on date: CalendarDay, note: String = "because", event: Record.Event? = nil
  ) -> Record.Entry {
    var entry = before
    entry.ledger.person = event == .reopen ? nil : PersonDecision(action: choice, variant: nil, note: note, date: date)
    (entry.action, entry.event, entry.note) = (choice.action, event ?? (choice == .stop ? .stop : .continue), note)
    entry.reasons = [.closed]
    return entry
  }

  /// A review that the first form of records wrote: whole, one experiment, no looks.
  static func schemaOne(
    number: Int, date: String, kind: String = "review", previous: String?, action: String = "continue", person: (action: String, date: String)? = nil
  ) -> String {
    let decision = person.map { "\n        \"person\" : {\"action\" : \"\($0.action)\", \"date\" : \"\($0.date)\", \"note\" : \"n\"}," } ?? ""
    return """
      {
        "date" : "\(date)",
        "entries" : [
          {
            "action" : "\(action)",
            "alphaSpent" : 0.001,
            "asOf" : "2026-11-02",
            "dataHash" : "x",
            "declarationHash" : "d",
            "id" : "routing",
            "ledger" : {\(decision)
              "looks" : [],
              "protectedKeys" : {"anchor" : "2026-10-05"},
              "spendingTime" : 0.5,
              "standings" : {}
            },
            "reasons" : ["too_early"]
          }
        ],
        "kind" : "\(kind)",
        "number" : \(number),\(previous.map { "\n  \"previous\" : \"\($0)\"," } ?? "")
        "program" : "mvp 0.1.0",
        "schema" : 1
      }

      """
  }

  static func hash(_ text: String) -> String { Fingerprint.of(Array(text.utf8)) }
}

extension TemporaryFolder {
  var records: RecordStore { RecordStore(folder: path + "/records") }

  /// The names of records.
  var recordNames: [String] { names("records").filter { RecordStore.number(of: $0) != nil } }
}
