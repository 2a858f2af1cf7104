import ExperimentDecisions
import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentRunner

/// What is no record, or one that this program may not go on from, is refused with its place and the way out, and nothing is put after it.
@Suite("Records that are refused")
struct RecordReadingTests {
  let folder = TemporaryFolder()

  /// Two records; the second holds a look, a standing and a decision.
  private func made() throws -> [String] {
    let store = folder.records
    let day = RecordSamples.day
    let first = RecordSamples.entry("a", on: day, ledger: ExperimentLedger(looks: [RecordSamples.look(1, day)], spendingTime: 0.2))
    var second = RecordSamples.decided(first, .stop, on: day + 1)
    second.ledger.standings = ["b": RecordSamples.standing(.loser, look: 1, day)]
    try store.locked { _ = try store.append(.review, date: day, entries: [first]) }
    try store.locked { _ = try store.append(.decision, date: day + 1, entries: [second]) }
    return folder.recordNames
  }

  /// The only problem of the folder after the second record was changed.
  private func problem(replacing old: String, with new: String) throws -> ChainProblem {
    let names = try made()
    let text = folder.read("records/" + names[1])
    let changed = text.replacing(old, with: new)
    #expect(changed != text, "there is \(old) in \(text)")
    folder.write("records/" + names[1], changed)
    let problems = try folder.records.history().problems
    #expect(problems.count == 1)
    // Nothing is put after it, and nothing goes away.
    let store = folder.records
    let error = #expect(throws: RunnerError.self) {
      try store.locked { _ = try store.append(.review, date: RecordSamples.day + 2, entries: []) }
    }
    #expect(error?.code == .brokenChain)
    #expect(folder.recordNames == names)
    return try #require(problems.first)
  }

  @Test("made by a newer program: its schema is named, and its version")
  func newer() throws {
    let problem = try problem(replacing: "\"schema\": 2", with: "\"schema\": 3")
    guard case .newer(_, let schema, let program) = problem else {
      Issue.record("\(problem)")
      return
    }
    #expect(schema == 3 && program == "mvp " + ProgramVersion.number)
    #expect(problem.text.english.contains("made by a newer program (mvp "))
  }

  @Test(
    "a word that no rule knows, with its place",
    arguments: [
      (#""kind": "decision""#, #""kind": "revocation""#, "kind"), (#""action":"stop""#, #""action":"pause""#, "action"),
      (#""standing":"loser""#, #""standing":"leader""#, "standing"), (#""reason":"loser""#, #""reason":"boredom""#, "reason"),
      (#""event":"stop""#, #""event":"halt""#, "event"), (#""date":"2026-11-17""#, #""date":"2026-11-31""#, "date"), (#""number": 2"#, #""number": "2""#, "number"),
    ])
  func unknownWord(_ old: String, _ new: String, key: String) throws {
    let problem = try problem(replacing: old, with: new)
    guard case .unknownValue(let name, let line, let column, _, let found) = problem else {
      Issue.record("\(problem)")
      return
    }
    #expect(found == key)
    let lines = folder.read("records/" + name).split(separator: "\n", omittingEmptySubsequences: false)
    let end = try #require(new.split(separator: ":").last).filter { $0 != "\"" && $0 != " " }
    #expect(lines[line - 1].dropFirst(column - 1).prefix(end.count + 1).contains(end), "\(line):\(column) is where it stands")
  }

  @Test("a key that nobody asks for, one that stands twice, one that is not there")
  func keys() throws {
    #expect(try problem(replacing: #""id":"a""#, with: #""id":"a","colour":"red""#).isUnknownKey("colour"))
    let twice = TemporaryFolder()
    let text = #"{"schema": 2, "number": 1, "kind": "review", "date": "2026-11-16", "program": "x", "entries": [{"id":"a"},{"id":"b","id":"c"}]}"#
    twice.write("records/0001-2026-11-16-review.json", text)
    guard case .repeatedKey(_, 1, let column, "id")? = try twice.records.history().problems.first else {
      Issue.record("a key stands twice")
      return
    }
    #expect(Array(text)[column - 1] == "i" && column > 100)
    twice.write("records/0001-2026-11-16-review.json", text.replacing(#","id":"c""#, with: "").replacing(#""kind": "review", "#, with: ""))
    guard case .missingKey(_, _, _, "kind")? = try twice.records.history().problems.first else {
      Issue.record("a key is missing")
      return
    }
    // An escaped key is the same key.
    twice.write("records/0001-2026-11-16-review.json", text.replacing(#","id":"c""#, with: #","i\u0064":"c""#))
    guard case .repeatedKey? = try twice.records.history().problems.first else {
      Issue.record("an escaped key stands twice")
      return
    }
  }

  @Test("both sides of a merge in one file, with the line and the way out")
  func conflict() throws {
    let problem = try problem(replacing: "\"kind\": \"decision\",", with: "<<<<<<< HEAD\n\"kind\": \"decision\",\n=======\n\"kind\": \"review\",\n>>>>>>> b")
    guard case .mergeConflict(_, let line) = problem else {
      Issue.record("\(problem)")
      return
    }
    #expect(line == 4)
    #expect(problem.text.english.contains("mvp verify --repair") && problem.text.simplifiedChinese.contains("mvp verify --repair"))
  }

  @Test("cut at any byte, a record is damaged or, but for its last line end, refused")
  func cut() throws {
    let names = try made()
    let bytes = Array(folder.read("records/" + names[1]).utf8)
    for length in stride(from: 0, to: bytes.count - 1, by: 7) {
      folder.write("records/" + names[1], String(decoding: bytes.prefix(length), as: UTF8.self))
      #expect(try folder.records.history().problems.count == 1, "\(length) bytes of \(bytes.count)")
    }
  }

  @Test("only what is JSON is read", arguments: ["", "[]", "null", "{", "{}", "{\"schema\": 02}", "{\"schema\": 1e400}", "{\"schema\": +2}", "\u{FEFF}{}"])
  func notJSON(_ text: String) throws {
    folder.write("records/0001-2026-11-16-review.json", text)
    #expect(try folder.records.history().problems.count == 1)
  }

  @Test("deep nesting ends with a message")
  func deep() throws {
    folder.write("records/0001-2026-11-16-review.json", "{\"schema\": " + String(repeating: "[", count: 100_000))
    guard case .damaged? = try folder.records.history().problems.first else {
      Issue.record("too deep")
      return
    }
  }
}

extension ChainProblem {
  fileprivate func isUnknownKey(_ expected: String) -> Bool {
    if case .unknownKey(_, _, _, let key) = self { key == expected } else { false }
  }
}
