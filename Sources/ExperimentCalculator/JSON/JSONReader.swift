import Glibc

/// Reads JSON as RFC 8259 has it, onto a tape. Refused besides: the same key twice in an object, more than
/// `deepest` containers within each other, bytes that are not UTF-8, numbers that a double cannot hold.
struct JSONReader: ~Copyable {
  static let deepest = 64

  private let tape: JSONTape
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0

  init(tape: JSONTape, bytes: UnsafeBufferPointer<UInt8>) {
    self.tape = tape
    self.bytes = bytes
  }

  mutating func readDocument() throws(JSONProblem) {
    skipSpaces()
    try readValue(parent: -1)
    skipSpaces()
    guard position == bytes.count else { throw problem("nothing may follow the value, found \(found())") }
  }

  private mutating func readValue(parent: Int32) throws(JSONProblem) {
    guard position < bytes.count else { throw problem("expected a value, found the end of the line") }
    switch bytes[position] {
    case UInt8(ascii: "{"): try readObject(parent: parent)
    case UInt8(ascii: "["): try readArray(parent: parent)
    case UInt8(ascii: "\""): try readString(parent: parent)
    case UInt8(ascii: "t"): try readWord("true", .yes, parent: parent)
    case UInt8(ascii: "f"): try readWord("false", .no, parent: parent)
    case UInt8(ascii: "n"): try readWord("null", .null, parent: parent)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber(parent: parent)
    default: throw problem("expected a value, found \(found())")
    }
  }

  private mutating func readObject(parent: Int32) throws(JSONProblem) {
    let object = open(.object, parent: parent)
    try deeper()
    position += 1
    skipSpaces()
    var count = 0
    if !take("}") {
      while true {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw problem("expected a key in quotes, found \(found())") }
        let key = tape.nodes.count
        try readString(parent: Int32(object))
        skipSpaces()
        guard take(":") else { throw problem("expected ':' after the key, found \(found())") }
        skipSpaces()
        try readValue(parent: Int32(key))
        count += 1
        skipSpaces()
        if take(",") { skipSpaces() } else { break }
      }
      guard take("}") else { throw problem("expected ',' or '}', found \(found())") }
    }
    close(object, count: count)
    if let twice = tape.repeatedKey(of: object) {
      throw JSONProblem(at: Int(tape.nodes[twice].start) - 1, "the key '\(Excerpt.of(tape.text(twice)))' stands twice in one object")
    }
  }

  private mutating func readArray(parent: Int32) throws(JSONProblem) {
    let array = open(.array, parent: parent)
    try deeper()
    position += 1
    skipSpaces()
    var count = 0
    if !take("]") {
      while true {
        try readValue(parent: Int32(array))
        count += 1
        skipSpaces()
        if take(",") { skipSpaces() } else { break }
      }
      guard take("]") else { throw problem("expected ',' or ']', found \(found())") }
    }
    close(array, count: count)
  }

  private mutating func deeper() throws(JSONProblem) {
    depth += 1
    guard depth <= Self.deepest else { throw problem("at most \(Self.deepest) lists and objects may stand within each other") }
  }

  private func open(_ kind: JSONTape.Kind, parent: Int32) -> Int {
    tape.nodes.append(.init(kind: kind, parent: parent, start: Int32(position), end: Int32(position)))
    return tape.nodes.count - 1
  }

  private mutating func close(_ container: Int, count: Int) {
    depth -= 1
    tape.nodes[container].end = Int32(position)
    tape.nodes[container].next = Int32(tape.nodes.count)
    tape.nodes[container].number = Double(count)
  }

  private mutating func readWord(_ word: StaticString, _ kind: JSONTape.Kind, parent: Int32) throws(JSONProblem) {
    let length = word.utf8CodeUnitCount
    guard position + length <= bytes.count, (0..<length).allSatisfy({ bytes[position + $0] == word.utf8Start[$0] }) else {
      throw problem("expected a value, found \(found())")
    }
    append(kind, parent: parent, from: position, to: position + length)
    position += length
  }

  private mutating func readString(parent: Int32) throws(JSONProblem) {
    let start = position + 1
    var at = start
    var isEscaped = false
    while true {
      guard at < bytes.count else { throw JSONProblem(at: position, "the text in quotes does not end") }
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") { break }
      if byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\\") {
        at += 1
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
        guard let length = JSONEscapes.length(bytes, at: at) else { throw JSONProblem(at: at, "not an escape that JSON knows") }
        at += length
      } else if byte < 0x20 {
        throw JSONProblem(at: at, "a control character in a text must be escaped")
      } else {
        guard let length = UTF8Sequence.length(bytes, at: at) else { throw JSONProblem(at: at, "not UTF-8") }
        at += length
      }
    }
    append(.string, parent: parent, from: start, to: at, isEscaped: isEscaped)
    position = at + 1
  }

  private mutating func readNumber(parent: Int32) throws(JSONProblem) {
    let start = position
    let number = JSONNumber(bytes, at: start)
    switch number {
    case .value(let value, let end):
      append(.number, parent: parent, from: start, to: end, number: value)
      position = end
    case .malformed(let at): throw JSONProblem(at: at, "not a number as JSON writes them")
    case .beyondRange(let end):
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      throw JSONProblem(at: start, "\(Excerpt.of(text)) is beyond the range of a double")
    }
  }

  private func append(
    _ kind: JSONTape.Kind, parent: Int32, from start: Int, to end: Int, isEscaped: Bool = false, number: Double = 0
  ) {
    let next = Int32(tape.nodes.count + 1)
    tape.nodes.append(
      .init(kind: kind, isEscaped: isEscaped, parent: parent, start: Int32(start), end: Int32(end), next: next, number: number))
  }

  private mutating func skipSpaces() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private func found() -> String {
    guard position < bytes.count else { return "the end of the line" }
    guard UTF8Sequence.length(bytes, at: position) != nil else { return "a byte that is not UTF-8" }
    let text = String(decoding: bytes[position..<min(position + 24, bytes.count)], as: UTF8.self)
    return "'\(text.first.map { Excerpt.of(String($0)) } ?? "")'"
  }

  private func problem(_ reason: String) -> JSONProblem { JSONProblem(at: position, reason) }
}

extension JSONTape {
  /// A key that stands twice in an object, compared as decoded; the second of the two. O(n²) for few keys, O(n) for many.
  func repeatedKey(of object: Int) -> Int? {
    let count = children(of: object)
    guard count > 1 else { return nil }
    var keys: [Int] = []
    if count > 16 || hasEscapedKey(object) {
      var seen: Set<String> = []
      var index = object + 1
      while index < Int(nodes[object].next) {
        // Equal bytes, not canonical equivalence: the scalars are compared, not the characters.
        if !seen.insert(text(index).unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")).inserted { return index }
        index = Int(nodes[index + 1].next)
      }
      return nil
    }
    keys.reserveCapacity(0)
    var second = Int(nodes[object + 2].next)
    while second < Int(nodes[object].next) {
      var first = object + 1
      while first < second {
        if sameBytes(first, second) { return second }
        first = Int(nodes[first + 1].next)
      }
      second = Int(nodes[second + 1].next)
    }
    return nil
  }

  private func hasEscapedKey(_ object: Int) -> Bool {
    var index = object + 1
    while index < Int(nodes[object].next) {
      if nodes[index].isEscaped { return true }
      index = Int(nodes[index + 1].next)
    }
    return false
  }

  private func sameBytes(_ a: Int, _ b: Int) -> Bool {
    let length = nodes[a].end - nodes[a].start
    guard length == nodes[b].end - nodes[b].start, let base = bytes.baseAddress else { return false }
    return memcmp(base + Int(nodes[a].start), base + Int(nodes[b].start), Int(length)) == 0
  }
}
