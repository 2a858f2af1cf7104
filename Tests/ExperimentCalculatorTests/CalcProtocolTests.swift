import ExperimentStatistics
import TestSupport
import Testing

@testable import ExperimentCalculator

/// The line protocol by itself, over three methods of the test's own.
struct CalcProtocolTests {
  static let counted = CalcInput("successes", .count(.notNegative), "")
  static let tried = CalcInput("trials", .count(.notNegative), "")
  static let arm = CalcInput("control", .object([counted, tried]), "")
  static let level = CalcInput("confidence", .number(.insideUnit), default: "0.95", "")
  static let side = CalcInput("alternative", .choice(["two-sided", "greater", "less"]), default: "\"two-sided\"", "")
  static let values = CalcInput("values", .list(.number(.any), atLeast: 2), "")
  static let wanted = CalcInput("continuity", .flag, default: "false", "")

  static let catalogue = CalcCatalogue([
    method("test.arm", [arm, level, side, wanted]) { request, result in
      let control = try request.object(arm)
      result.number("estimate", try control.number(counted) / control.number(tried))
      result.number("confidence", try request.number(level))
      result.integer("side", try request.choice(side))
      result.flag("continuity", try request.flag(wanted))
    },
    method("test.sum", [values]) { request, result in
      let values = try request.numbers(values)
      result.number("sum", values.reduce(0, +))
      result.interval(lower: values.min(), upper: nil)
    },
    method("test.none", []) { _, _ in throw NoAnswer.zeroVariance },
  ])

  static func method(
    _ name: String, _ inputs: [CalcInput], _ run: @escaping @Sendable (CalcRequest, inout CalcResult) throws -> Void
  ) -> CalcMethod {
    CalcMethod(name, .values, "", inputs: inputs, outputs: [], definition: "", source: "", validity: "", cost: "", run: run)
  }

  static func answer(_ line: String) -> String { answer(bytes: Array(line.utf8)) }

  static func answer(bytes: [UInt8]) -> String {
    var session = CalcSession(catalogue)
    bytes.withUnsafeBufferPointer { session.answer($0) }
    return String(decoding: session.answers, as: UTF8.self)
  }

  @Test func aLineIsAnswered() {
    #expect(
      Self.answer(#"{"id": 7, "method": "test.arm", "control": {"successes": 56, "trials": 70}}"#)
        == #"{"id":7,"estimate":0.8,"confidence":0.95,"side":0,"continuity":false}"# + "\n")
    #expect(
      Self.answer(#"{"method":"test.sum","values":[0.1,0.2]}"#)
        == #"{"sum":0.30000000000000004,"lower":0.1,"upper":null,"unbounded":true,"unbounded_side":"upper"}"# + "\n")
  }

  @Test(
    "an id of any type comes back as it was written",
    arguments: [
      "null", "7", "-0.50", "12345678901234567890", #""a \u00e9 \"b\"""#, "[1, 2]", #"{"a": {"b": null}}"#, "true", #""每日""#,
    ])
  func idsAreEchoed(_ id: String) {
    #expect(Self.answer(#"{"id": \#(id), "method": "test.sum", "values": [1, 2]}"#).hasPrefix("{\"id\":\(id),\"sum\":3,"))
    #expect(Self.answer(#"{"method": "no", "id": \#(id)}"#).hasPrefix("{\"id\":\(id),\"error\":"))
  }

  @Test(
    "each mistake has its code and names its key",
    arguments: [
      (#"{"method":"test.sun","values":[1,2]}"#, "unknown_method", "did you mean 'test.sum'?"),
      (#"{"values":[1,2]}"#, "missing_input", "'method' is missing"),
      (#"{"method":5}"#, "invalid_input", "'method' must be a text, found 5"),
      (#"{"method":"test.sum"}"#, "missing_input", "'values' is missing; it must be a list of at least 2"),
      (#"{"method":"test.sum","values":null}"#, "missing_input", "'values' is missing"),
      (#"{"method":"test.sum","values":[1]}"#, "invalid_input", "found a list of 1"),
      (#"{"method":"test.sum","values":[1,"2"]}"#, "invalid_input", "'values[1]' must be a number, found '2'"),
      (#"{"method":"test.sum","value":[1,2]}"#, "invalid_input", "unknown key 'value'; did you mean 'values'?"),
      (#"{"method":"test.arm","control":{"successes":1,"trails":2}}"#, "invalid_input", "unknown key 'control.trails'; did you mean 'trials'?"),
      (#"{"method":"test.arm","control":{"successes":1}}"#, "missing_input", "'control.trials' is missing; it must be a whole number from 0"),
      (#"{"method":"test.arm","control":{"successes":1.5,"trials":2}}"#, "invalid_input", "'control.successes' must be a whole number from 0, found 1.5"),
      (#"{"method":"test.arm","control":{"successes":-1,"trials":2}}"#, "invalid_input", "found -1"),
      (#"{"method":"test.arm","control":[]}"#, "invalid_input", "'control' must be an object {successes, trials}, found a list of 0"),
      (#"{"method":"test.arm","control":{"successes":1,"trials":2},"confidence":1}"#, "invalid_input", "a number above 0 and below 1, found 1"),
      (#"{"method":"test.arm","control":{"successes":1,"trials":2},"alternative":"both"}"#, "invalid_input", "one of 'two-sided', 'greater', 'less', found 'both'"),
      (#"{"method":"test.arm","control":{"successes":1,"trials":2},"continuity":1}"#, "invalid_input", "true or false, found 1"),
      (#"{"method":"test.none"}"#, "no_answer", "the data do not vary"),
      (#"{"method":"test.arm","control":{"successes":0,"trials":0}}"#, "no_answer", "beyond what a double can hold"),
      (#"[1]"#, "invalid_input", "must be an object"),
      (#"{"method":"test.sum","values":[1,2],"values":[1,2]}"#, "invalid_input", "the key 'values' stands twice"),
      (#"{"method":"test.sum","values":[1,2],"v\u0061lues":[1,2]}"#, "invalid_input", "stands twice"),
      (#"{"method":"test.sum","values":[1e400,2]}"#, "invalid_input", "1e400 is beyond the range of a double"),
      (#"{"method":"test.sum","values":[1e-400,2]}"#, "invalid_input", "1e-400 is beyond the range of a double"),
      (#"{"method":"test.sum","values":[01,2]}"#, "invalid_input", "not JSON at byte 32"),
      (#"{"method":"test.sum","values":[1,2]"#, "invalid_input", "found the end of the line"),
      (#"{"method":"test.sum","values":[1,2]} x"#, "invalid_input", "nothing may follow the value, found 'x'"),
      (#"{"method":"test.sum","values":[NaN,2]}"#, "invalid_input", "expected a value, found 'N'"),
      (#"{"method":"\ud800","values":[1,2]}"#, "invalid_input", "not an escape"),
    ])
  func mistakesAreNamed(_ line: String, _ code: String, _ message: String) {
    let answer = CalcAnswer(line: Self.answer(line))
    #expect(answer.problem?.code == code)
    #expect(answer.problem?.message.contains(message) == true, "\(answer.line)")
  }

  @Test func aMistakeBehindTheIDKeepsTheID() {
    #expect(Self.answer(#"{"id":3,"method":"test.sum","values":[1e999]}"#).hasPrefix(#"{"id":3,"error":"#))
    #expect(Self.answer(#"{"method":"test.sum","values":[1,}"#).hasPrefix(#"{"id":null,"error":"#))
  }

  @Test func badBytesAreThatLinesError() {
    let line = Array(#"{"id":"#.utf8) + [0x22, 0xC0, 0xAF, 0x22] + Array("}".utf8)
    #expect(Self.answer(bytes: line).contains("not UTF-8"))
    #expect(Self.answer(bytes: [0xFF]).contains("a byte that is not UTF-8"))
    let deep = String(repeating: "[", count: 100_000)
    #expect(Self.answer(deep).contains("at most 64"))
    #expect(Self.answer("  \t\r") == "")
  }

  @Test(
    "numbers are read to the nearest double",
    arguments: [
      ("0.1", 0.1), ("-0", 0), ("123456789012345678", 123456789012345680), ("0.30000000000000004", 0.30000000000000004),
      ("1.7976931348623157e308", Double.greatestFiniteMagnitude), ("5e-324", Double.leastNonzeroMagnitude), ("1e23", 1e23), ("9007199254740993", 9007199254740992),
      ("0.000000000000000000000000000001", 1e-30), ("100000000000000000000000", 1e23), ("8.5E+2", 850), ("0e999", 0), ("1E-7", 1e-7),
    ])
  func numbersAreRead(_ text: String, _ value: Double) {
    let tape = JSONTape()
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      #expect(throws: Never.self) { try tape.read(bytes) }
      #expect(tape.nodes.first?.number == value)
    }
  }

  @Test func numbersAreWrittenToReadBackTheSame() {
    var random = SplitMix64(seed: 20)
    let tape = JSONTape()
    for _ in 0..<20_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      var writer = JSONWriter()
      writer.number(value, for: "")
      writer.bytes.withUnsafeBufferPointer { bytes in
        #expect(throws: Never.self) { try tape.read(bytes) }
        #expect(tape.nodes.first?.number == value)
      }
    }
  }

  /// Lines broken at random: each is answered by one line of JSON, whatever stands in it.
  @Test func brokenLinesHaveOneAnswerEach() {
    var random = SplitMix64(seed: 4)
    let whole = [
      #"{"id":[1,{"a":"\u00e9"}],"method":"test.arm","control":{"successes":56,"trials":70},"confidence":9.5e-1,"alternative":"less"}"#,
      #"{"method":"test.sum","values":[1,-2.5e3,0.1],"id":"每日"}"#,
    ].map { Array($0.utf8) }
    let pieces: [[UInt8]] = ["{", "}", "[", "]", ",", ":", "\"", "\\", "1e999", "null", "-", "\u{0}", "é", "\\u12"].map { Array($0.utf8) } + [[0xFF], [0xE2, 0x82]]
    let tape = JSONTape()
    for _ in 0..<20_000 {
      var line = whole[Int(random.next() % 2)]
      for _ in 0..<(1 + random.next() % 3) {
        let place = Int(random.next() % UInt64(line.count))
        switch random.next() % 4 {
        case 0: line.remove(at: place)
        case 1: line[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: line.insert(contentsOf: pieces[Int(random.next() % UInt64(pieces.count))], at: place)
        default: line.removeSubrange(place...)
        }
        if line.isEmpty { line = [0x7B] }
      }
      guard !line.contains(0x0A), line.contains(where: { $0 > 0x20 }) else { continue }
      let answer = Array(Self.answer(bytes: line).utf8)
      #expect(answer.last == 0x0A)
      #expect(!answer.dropLast().contains(0x0A))
      answer.withUnsafeBufferPointer { bytes in #expect(throws: Never.self) { try tape.read(bytes) } }
    }
  }
}
