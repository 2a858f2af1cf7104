import Glibc

/// The JSON of a record, flat and with the place of every value. A key that stands twice in one object is refused: whoever takes the first and whoever takes the
/// last would read two records.
final class RecordText {
  enum Kind: UInt8 { case null, no, yes, number, string, array, object }

  struct Node {
    let kind: Kind
    /// Bytes of a number, or of a string without its quotes.
    let start: Int32
    var end: Int32
    /// The node after this one and all that is in it.
    var next: Int32
    /// Elements of an array, pairs of an object.
    var count: Int32 = 0
    var hasEscapes = false
    /// A key that somebody asked for.
    var isAsked = false
  }

  /// Deeper than this no record is.
  static let deepest = 32

  let bytes: [UInt8]
  fileprivate(set) var nodes = [Node]()

  init(_ bytes: [UInt8]) throws(RecordProblem) {
    self.bytes = bytes
    guard bytes.count < Int(Int32.max) else { throw RecordProblem(.notJSON, at: 0) }
    nodes.reserveCapacity(bytes.count / 12)
    var reader = RecordTextReader(text: self)
    try reader.document()
  }

  func ask(_ key: Int) { nodes[key].isAsked = true }

  fileprivate func add(_ node: Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  fileprivate func close(_ index: Int, end: Int, count: Int32) {
    nodes[index].end = Int32(end)
    nodes[index].next = Int32(nodes.count)
    nodes[index].count = count
  }

  /// The value of a key; nil when the object has none.
  func value(_ key: String, in object: Int) -> Int? {
    guard nodes[object].kind == .object else { return nil }
    var at = object + 1
    for _ in 0..<nodes[object].count {
      if isText(at, key) { return at + 1 }
      at = Int(nodes[at + 1].next)
    }
    return nil
  }

  func isText(_ index: Int, _ expected: String) -> Bool {
    let node = nodes[index]
    if node.hasEscapes { return text(index) == expected }
    return Int(node.end - node.start) == expected.utf8.count && bytes[Int(node.start)..<Int(node.end)].elementsEqual(expected.utf8)
  }

  func text(_ index: Int) -> String {
    let node = nodes[index]
    let raw = bytes[Int(node.start)..<Int(node.end)]
    return node.hasEscapes ? RecordText.unescaped(raw) : String(decoding: raw, as: UTF8.self)
  }

  func number(_ index: Int) -> Double? {
    let node = nodes[index]
    guard node.kind == .number else { return nil }
    let value = bytes.withUnsafeBytes { buffer in
      // A number is never the last byte of a record, so that what ends it is there.
      buffer.baseAddress.map { strtod(($0 + Int(node.start)).assumingMemoryBound(to: CChar.self), nil) }
    }
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Line and column, from 1, of a byte.
  static func place(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return (line, String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1)
  }

  private static func unescaped(_ raw: ArraySlice<UInt8>) -> String {
    var scalars = String.UnicodeScalarView()
    var rest = Substring(String(decoding: raw, as: UTF8.self)).unicodeScalars
    func unit() -> UInt32 {
      let digits = rest.prefix(4)
      rest = rest.dropFirst(4)
      return UInt32(String(String.UnicodeScalarView(digits)), radix: 16) ?? 0xFFFD
    }
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let mark = rest.popFirst() else {
        scalars.append(scalar)
        continue
      }
      switch mark {
      case "n": scalars.append("\n")
      case "t": scalars.append("\t")
      case "r": scalars.append("\r")
      case "b": scalars.append("\u{8}")
      case "f": scalars.append("\u{c}")
      case "u":
        var value = unit()
        if (0xD800..<0xDC00).contains(value), rest.starts(with: "\\u".unicodeScalars) {
          rest = rest.dropFirst(2)
          value = 0x10000 + ((value - 0xD800) << 10) + (unit() &- 0xDC00) & 0x3FF
        }
        scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      default: scalars.append(mark)
      }
    }
    return String(scalars)
  }
}

/// Reads JSON into a `RecordText`.
private struct RecordTextReader {
  let text: RecordText
  var at = 0
  var depth = 0

  init(text: RecordText) { self.text = text }

  mutating func document() throws(RecordProblem) {
    guard String(validating: text.bytes, as: UTF8.self) != nil else { throw RecordProblem(.notJSON, at: 0) }
    try value()
    skipSpaces()
    guard at == text.bytes.count, text.nodes[0].kind == .object else { throw problem() }
  }

  private var next: UInt8? { at < text.bytes.count ? text.bytes[at] : nil }
  private func problem() -> RecordProblem { RecordProblem(.notJSON, at: at) }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard next == UInt8(ascii: mark) else { return false }
    at += 1
    return true
  }

  private mutating func value() throws(RecordProblem) {
    skipSpaces()
    switch next {
    case UInt8(ascii: "{"): try object()
    case UInt8(ascii: "["): try array()
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try word("true", .yes)
    case UInt8(ascii: "f"): try word("false", .no)
    case UInt8(ascii: "n"): try word("null", .null)
    default: try number()
    }
  }

  private mutating func object() throws(RecordProblem) {
    let index = try open(.object)
    var keys = [Int]()
    if !take("}") {
      repeat {
        skipSpaces()
        let key = text.nodes.count
        try string()
        let isRepeated = keys.count < 24 ? keys.contains { isSame($0, key) } : false
        if isRepeated { throw RecordProblem(.repeatedKey(text.text(key)), at: Int(text.nodes[key].start)) }
        keys.append(key)
        guard take(":") else { throw problem() }
        try value()
      } while take(",")
      guard take("}") else { throw problem() }
    }
    // Many keys are compared by a set, few one by one.
    if keys.count >= 24 {
      var seen = Set<String>()
      for key in keys where !seen.insert(text.text(key)).inserted {
        throw RecordProblem(.repeatedKey(text.text(key)), at: Int(text.nodes[key].start))
      }
    }
    close(index, count: keys.count)
  }

  private func isSame(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (text.nodes[a], text.nodes[b])
    if first.hasEscapes || second.hasEscapes { return text.text(a) == text.text(b) }
    return first.end - first.start == second.end - second.start
      && text.bytes[Int(first.start)..<Int(first.end)].elementsEqual(text.bytes[Int(second.start)..<Int(second.end)])
  }

  private mutating func array() throws(RecordProblem) {
    let index = try open(.array)
    var count = 0
    if !take("]") {
      repeat {
        try value()
        count += 1
      } while take(",")
      guard take("]") else { throw problem() }
    }
    close(index, count: count)
  }

  private mutating func open(_ kind: RecordText.Kind) throws(RecordProblem) -> Int {
    depth += 1
    guard depth <= RecordText.deepest else { throw problem() }
    at += 1
    return text.add(.init(kind: kind, start: Int32(at - 1), end: 0, next: 0))
  }

  private mutating func close(_ index: Int, count: Int) {
    depth -= 1
    text.close(index, end: at, count: Int32(count))
  }

  private mutating func word(_ word: StaticString, _ kind: RecordText.Kind) throws(RecordProblem) {
    let end = at + word.utf8CodeUnitCount
    let isSame = word.withUTF8Buffer { end <= text.bytes.count && text.bytes[at..<end].elementsEqual($0) }
    guard isSame else { throw problem() }
    leaf(kind, from: at, to: end)
    at = end
  }

  private mutating func string() throws(RecordProblem) {
    guard next == UInt8(ascii: "\"") else { throw problem() }
    at += 1
    let start = at
    var hasEscapes = false
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw problem() }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        at += 1
        guard let mark = next, "\"\\/bfnrtu".utf8.contains(mark) else { throw problem() }
        if mark == UInt8(ascii: "u") {
          let digits = text.bytes[min(at + 1, text.bytes.count)..<min(at + 5, text.bytes.count)]
          guard digits.count == 4, digits.allSatisfy({ "0123456789abcdefABCDEF".utf8.contains($0) }) else { throw problem() }
          at += 4
        }
      }
      at += 1
    }
    guard next != nil else { throw problem() }
    leaf(.string, from: start, to: at, hasEscapes: hasEscapes)
    at += 1
  }

  private mutating func number() throws(RecordProblem) {
    let start = at
    func digits() -> Bool {
      let first = at
      while let byte = next, (48...57).contains(byte) { at += 1 }
      return at > first
    }
    if next == UInt8(ascii: "-") { at += 1 }
    let isZero = next == UInt8(ascii: "0")
    let whole = at
    guard digits(), !isZero || at == whole + 1 else { throw problem() }
    if next == UInt8(ascii: ".") {
      at += 1
      guard digits() else { throw problem() }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      guard digits() else { throw problem() }
    }
    leaf(.number, from: start, to: at)
  }

  private func leaf(_ kind: RecordText.Kind, from start: Int, to end: Int, hasEscapes: Bool = false) {
    _ = text.add(.init(kind: kind, start: Int32(start), end: Int32(end), next: Int32(text.nodes.count + 1), hasEscapes: hasEscapes))
  }
}
