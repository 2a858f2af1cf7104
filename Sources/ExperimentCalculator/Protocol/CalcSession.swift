import ExperimentStatistics

/// Answers lines one after another; its buffers are reused.
struct CalcSession {
  private let tape = JSONTape()
  private var result = CalcResult(json: JSONWriter())
  private let catalogue: CalcCatalogue

  init(_ catalogue: CalcCatalogue = .all) { self.catalogue = catalogue }

  /// Answers since the last `clear`, one line each.
  var answers: [UInt8] { result.json.bytes }

  var size: Int { result.json.count }

  mutating func clear() { result.json.removeAll() }

  /// Answers one line (without its end) into `answers`. A line of nothing but blanks has no answer.
  mutating func answer(_ line: UnsafeBufferPointer<UInt8>) {
    guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
    let mark = result.json.count
    do {
      try tape.read(line)
    } catch {
      return fail(
        CalcProblem(code: .invalidInput, message: "not JSON at byte \(error.offset + 1): \(error.reason)"), from: mark, isRead: false)
    }
    do {
      try respond()
    } catch let problem as CalcProblem {
      fail(problem, from: mark, isRead: true)
    } catch let mistake as InvalidInput {
      fail(.invalid(mistake.key, found: mistake.found, allowed: mistake.allowed), from: mark, isRead: true)
    } catch let reason as NoAnswer {
      fail(.noAnswer(reason), from: mark, isRead: true)
    } catch {
      fail(CalcProblem(code: .noAnswer, message: "no answer: \(error)", reason: "numerical_failure"), from: mark, isRead: true)
    }
  }

  private mutating func respond() throws {
    guard tape.nodes[0].kind == .object else {
      throw CalcProblem(code: .invalidInput, message: "a line must be an object {…}, found \(CalcRequest(tape: tape, object: 0).found(0))")
    }
    let request = CalcRequest(tape: tape, object: 0)
    guard let named = tape.value("method", in: 0) else {
      throw CalcProblem(code: .missingInput, message: "'method' is missing; `mvp calc --list` names them all", key: "method")
    }
    guard tape.nodes[named].kind == .string else { throw request.invalid(named, .text) }
    guard let method = catalogue.method(named, in: tape) else {
      let name = Excerpt.of(tape.text(named))
      throw CalcProblem(
        code: .unknownMethod, message: "no method '\(name)'\(NearestName.hint(name, among: catalogue.names))", key: "method")
    }
    try request.refuseKeys(besides: method.inputs, and: ["method", "id"])
    result.json.beginObject()
    writeID()
    try method.run(request, &result)
    if result.json.notFinite != nil { throw NoAnswer.outOfRange }
    result.json.endObject()
    result.json.endLine()
  }

  private mutating func fail(_ problem: CalcProblem, from mark: Int, isRead: Bool) {
    result.json.rewind(to: mark)
    result.json.beginObject()
    // Of a line that is not JSON the id may still have been read, if it stood before the mistake.
    if isRead { writeID() } else if !writeID() { result.null("id") }
    result.object("error") { result in
      result.text("code", problem.code.rawValue)
      if let reason = problem.reason { result.text("reason", reason) }
      if let key = problem.key { result.text("key", key) }
      result.text("message", problem.message)
    }
    result.json.endObject()
    result.json.endLine()
  }

  @discardableResult
  private mutating func writeID() -> Bool {
    guard let id = tape.topLevelID() else { return false }
    result.json.key("id")
    result.json.raw(tape.raw(id))
    return true
  }
}

extension JSONTape {
  /// The line's `id`, also where reading stopped behind it.
  fileprivate func topLevelID() -> Int? {
    guard let line = nodes.first, line.kind == .object else { return nil }
    var index = 1
    while index + 1 < nodes.count {
      // A container that was not closed has no end yet.
      guard nodes[index].next > 0, nodes[index + 1].next > 0 else { return nil }
      if isText(index, "id") { return index + 1 }
      index = Int(nodes[index + 1].next)
    }
    return nil
  }
}
