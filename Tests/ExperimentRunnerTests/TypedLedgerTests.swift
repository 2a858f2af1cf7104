import ExperimentDecisions
import ExperimentModel
import Foundation
import Testing

@testable import ExperimentRunner

/// The bytes of records are what they were when standings, reasons and days were texts.
@Suite("The ledger is typed, and its bytes are as before")
struct TypedLedgerTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "records")

  /// One entry with a value of every type that a record keeps, as an earlier version wrote it.
  private static let written = """
    {
      "date" : "2026-11-16",
      "entries" : [
        {
          "action" : "scale",
          "alphaSpent" : 0.05,
          "asOf" : "2026-11-16",
          "dataHash" : "x",
          "declarationHash" : "d",
          "id" : "a",
          "ledger" : {
            "lastVerdict" : {
              "action" : "scale",
              "date" : "2026-11-16",
              "reasons" : [
                "winner"
              ],
              "variant" : "b"
            },
            "looks" : [
              {
                "alphaSpent" : 0.05,
                "comparisons" : [
                  {
                    "alphaSpent" : 0.025,
                    "information" : 0,
                    "loserLevel" : 0.025,
                    "loserNominal" : 0.025,
                    "reason" : "zero_exposure",
                    "statistic" : 0,
                    "variant" : "b",
                    "versus" : "a",
                    "winnerLevel" : 0.025,
                    "winnerNominal" : 0.025
                  }
                ],
                "date" : "2026-11-16",
                "guardrails" : [
                  {
                    "information" : 1,
                    "limit" : "max_increase",
                    "limitValue" : 0.3,
                    "metric" : "refunds",
                    "nominal" : 0.025,
                    "status" : "not_shown_safe",
                    "variant" : "b"
                  }
                ],
                "isFinal" : true,
                "number" : 1,
                "spendingTime" : 1
              }
            ],
            "person" : {
              "action" : "stop",
              "date" : "2026-11-17",
              "note" : "the season is over"
            },
            "protectedKeys" : {

            },
            "spendingTime" : 1,
            "standings" : {
              "b" : {
                "crossed" : "winner",
                "date" : "2026-11-16",
                "look" : 1,
                "reason" : "futile",
                "standing" : "dropped"
              }
            }
          },
          "reasons" : [
            "winner"
          ],
          "variant" : "b"
        }
      ],
      "kind" : "review",
      "number" : 1,
      "program" : "mvp",
      "schema" : 1
    }

    """

  @Test("Every record of this repository decodes, and encodes to the same bytes")
  func shipped() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: TypedLedgerTests.folder.path).filter { $0.hasSuffix(".json") }
    #expect(names.count >= 2)
    for name in names {
      let bytes = Array(try Data(contentsOf: TypedLedgerTests.folder.appending(path: name)))
      #expect(try RecordCoding.bytes(RecordCoding.record(bytes)) == bytes, "\(name)")
    }
  }

  @Test("A record with a value of every type keeps its bytes")
  func everyType() throws {
    let bytes = Array(TypedLedgerTests.written.utf8)
    #expect(try RecordCoding.bytes(RecordCoding.record(bytes)) == bytes)
  }

  @Test(
    "A word or a day that no version of the rules knows is no record",
    arguments: [
      (#""action" : "scale","#, #""action" : "grow","#), (#""standing" : "dropped""#, #""standing" : "leading""#),
      (#""reason" : "futile""#, #""reason" : "bored""#), (#""status" : "not_shown_safe""#, #""status" : "fine""#),
      (#""limit" : "max_increase""#, #""limit" : "maximum""#), (#""asOf" : "2026-11-16""#, #""asOf" : "2026-11-31""#),
      (#""action" : "stop""#, #""action" : "blocked""#), (#""reason" : "zero_exposure""#, #""reason" : "nothing""#),
    ])
  func unknown(_ word: String, _ other: String) {
    let changed = TypedLedgerTests.written.replacingOccurrences(of: word, with: other)
    #expect(changed != TypedLedgerTests.written)
    #expect(throws: (any Error).self) { try RecordCoding.record(Array(changed.utf8)) }
  }
}
