import ExperimentDecisions
import ExperimentModel
import Foundation
import TestSupport
import Testing

@testable import ExperimentRunner

/// Records of the first form, which held every ledger whole, and what is typed in them.
@Suite("The ledger is typed, and records of the first form are read")
struct TypedLedgerTests {
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

  @Test("The records that this repository was shipped with in the first form are a whole chain, and say what they said")
  func shipped() throws {
    let folder = TemporaryFolder()
    for (name, text) in TemporaryFolder.contents(of: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path, folders: ["Records/FirstForm"]) {
      folder.write("records/" + WholeFile.name(of: name), text)
    }
    let history = try RecordStore(folder: folder.path + "/records").history()
    #expect(history.problems.isEmpty && history.links.count == 2)
    let screener = try #require(history.state().entries["free-trial-screener"])
    #expect(screener.action == .scale && screener.variant == "screener" && screener.reasons == [.winner])
    // As the file has them, digit for digit.
    #expect(screener.ledger.looks[0].comparisons[0].statistic == 4.701830023753983)
    #expect(screener.ledger.standings["screener"]?.pValue == 2.5784010337206023e-06 && screener.ledger.protectedKeys["end"] == "2014-11-16")
    #expect(history.anchor?.description == "2026-10-05" && history.newest?.hash.hasPrefix("23b07ebf") == true)
  }

  @Test("A value of every type is read, and written in the second form it is the same")
  func everyType() throws {
    let entry = try #require(try WrittenRecord(reading: Array(TypedLedgerTests.written.utf8)).entries(after: [:]).first)
    #expect(entry.ledger.person?.action == .stop && entry.ledger.standings["b"]?.crossed == .winner && entry.ledger.looks[0].comparisons[0].reason == .zeroExposure)
    #expect(entry.ledger.looks[0].guardrails[0].limit == .maxIncrease && entry.ledger.looks[0].guardrails[0].status == .notShownSafe)
    let second = SchemaTwo(
      number: 1, kind: .review, date: entry.asOf, program: "mvp", entries: [EntryChange(from: nil, to: entry, kind: .review, date: entry.asOf)])
    #expect(try WrittenRecord(reading: RecordCoding.bytes(second)).entries(after: [:]) == [entry])
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
    #expect(throws: (any Error).self) { try WrittenRecord(reading: Array(changed.utf8)) }
  }
}
