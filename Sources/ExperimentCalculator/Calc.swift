/// `mvp calc`: statistics by name, for other languages, spreadsheets and checks. Pure but for `CalcStream`.
package enum Calc {
  /// One answer as JSON, from an input's flags.
  package static func answer(method name: String, flags: [String]) -> CalcAnswer {
    guard let method = CalcCatalogue.all.method(name) else {
      return CalcAnswer(
        line: errorLine(.unknownMethod, "no method '\(Excerpt.of(name))'\(NearestName.hint(name, among: CalcCatalogue.all.names))"))
    }
    do throws(CalcProblem) {
      return answer(line: try CalcFlags(flags, of: method).line(method: name))
    } catch {
      return CalcAnswer(line: errorLine(error.code, error.message))
    }
  }

  /// One answer as JSON, from the inputs as a JSON object.
  package static func answer(method name: String, json: String) -> CalcAnswer {
    let body = json.drop { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
    guard body.first == "{" else { return CalcAnswer(line: errorLine(.invalidInput, "--json must be an object {…}")) }
    var writer = JSONWriter()
    writer.string(name)
    let rest = body.dropFirst()
    let isEmpty = rest.first { !$0.isWhitespace } == "}"
    return answer(line: "{\"method\":\(String(decoding: writer.bytes, as: UTF8.self))\(isEmpty ? "" : ",")\(rest)")
  }

  /// One line of `--stdin`; an empty line has the empty answer.
  package static func answer(line: String) -> CalcAnswer {
    var session = CalcSession()
    Array(line.utf8).withUnsafeBufferPointer { session.answer($0) }
    var text = String(decoding: session.answers, as: UTF8.self)
    if text.last == "\n" { text.removeLast() }
    return CalcAnswer(line: text)
  }

  private static func errorLine(_ code: CalcProblem.Code, _ message: String) -> String {
    var result = CalcResult(json: JSONWriter())
    result.json.beginObject()
    result.object("error") { result in
      result.text("code", code.rawValue)
      result.text("message", message)
    }
    result.json.endObject()
    return String(decoding: result.json.bytes, as: UTF8.self)
  }
}

/// The answer to one question, as JSON and as rows for a terminal.
package struct CalcAnswer {
  /// The JSON object.
  package let line: String

  /// The error's code and message, where it is one.
  package var problem: (code: String, message: String)? {
    read { tape in
      guard let error = tape.value("error", in: 0), let code = tape.value("code", in: error),
        let message = tape.value("message", in: error)
      else { return nil }
      return (tape.text(code), tape.text(message))
    }
  }

  /// Keys and values in order, nested ones as one value.
  package var rows: [(key: String, value: String)] {
    read { tape in
      var rows: [(String, String)] = []
      var index = 1
      while index < Int(tape.nodes[0].next) {
        let value = index + 1
        let isText = tape.nodes[value].kind == .string
        rows.append((tape.text(index), isText ? tape.text(value) : String(decoding: tape.raw(value), as: UTF8.self)))
        index = Int(tape.nodes[value].next)
      }
      return rows
    } ?? []
  }

  private func read<Value>(_ body: (JSONTape) -> Value?) -> Value? {
    let tape = JSONTape()
    return Array(line.utf8).withUnsafeBufferPointer { bytes in
      do throws(JSONProblem) { try tape.read(bytes) } catch { return nil }
      return tape.nodes[0].kind == .object ? body(tape) : nil
    }
  }
}
