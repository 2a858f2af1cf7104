/// A JSON value, and the one way in which the program writes JSON (but for `calc`, whose lines are written on bytes as they are answered).
///
/// Keys stand in the order given and numbers in the shortest digits that read back the same. JSON has no NaN and no infinity: such a number is
/// written as `null`, and the object it stands in names its key under `out_of_range`, so that a missing number is never taken for no number.
/// Characters that could steer a terminal or turn the reading direction are escaped, which reads back as the same text.
package indirect enum JSONText: Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case integer(Int)
  case string(String)
  case array([JSONText])
  case object([(String, JSONText)])
  /// An object whose keys are sorted.
  case keyed([String: JSONText])

  package static func optional(_ value: Double?) -> JSONText { value.map { .number($0) } ?? .null }
  package static func optional(_ value: Int?) -> JSONText { value.map { .integer($0) } ?? .null }
  package static func optional(_ value: String?) -> JSONText { value.map { .string($0) } ?? .null }

  /// Indented by two spaces; lists of plain values, and objects of up to six, stay on one line.
  package var text: String { text(folding: 6) }

  /// - Parameter folding: up to how many plain members an object stays on one line.
  package func text(folding: Int) -> String {
    var writer = Writer(folding: folding)
    writer.write(self, indent: 0)
    return writer.out + "\n"
  }

  fileprivate var isPlain: Bool {
    switch self {
    case .array, .object, .keyed: false
    default: true
    }
  }

  fileprivate var isNotFinite: Bool {
    switch self {
    case .number(let value): !value.isFinite
    case .array(let items): items.contains { $0.isNotFinite }
    default: false
    }
  }
}

private struct Writer {
  let folding: Int
  var out = ""

  init(folding: Int) { self.folding = folding }

  mutating func write(_ value: JSONText, indent: Int) {
    switch value {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .integer(let value): out += String(value)
    case .number(let value): write(value)
    case .string(let value): write(value)
    case .array(let items): write(items, indent: indent)
    case .object(let pairs): write(pairs, indent: indent)
    case .keyed(let members): write(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, indent: indent)
    }
  }

  private mutating func write(_ value: Double) {
    guard value.isFinite else { return out += "null" }
    out += value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }

  private mutating func write(_ items: [JSONText], indent: Int) {
    let isFlat = items.allSatisfy(\.isPlain)
    enclose("[", "]", isFlat: isFlat, indent: indent, items) { writer, item, inner in writer.write(item, indent: inner) }
  }

  private mutating func write(_ given: [(String, JSONText)], indent: Int) {
    let lost = given.filter(\.1.isNotFinite).map(\.0)
    let pairs = lost.isEmpty ? given : given + [("out_of_range", .array(lost.map { .string($0) }))]
    let isFlat = pairs.isEmpty || (pairs.count <= folding && pairs.allSatisfy(\.1.isPlain))
    enclose("{", "}", isFlat: isFlat, indent: indent, pairs) { writer, pair, inner in
      writer.write(pair.0)
      writer.out += ": "
      writer.write(pair.1, indent: inner)
    }
  }

  private mutating func enclose<Element>(
    _ open: String, _ close: String, isFlat: Bool, indent: Int, _ elements: [Element], _ write: (inout Writer, Element, Int) -> Void
  ) {
    let inner = isFlat ? indent : indent + 2
    out += open
    for (index, element) in elements.enumerated() {
      if index > 0 { out += isFlat ? ", " : "," }
      if !isFlat { out += "\n" + String(repeating: " ", count: inner) }
      write(&self, element, inner)
    }
    if !isFlat { out += "\n" + String(repeating: " ", count: indent) }
    out += close
  }

  private mutating func write(_ text: String) {
    out += "\""
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      // What a terminal would not show is escaped: JSON is printed there too.
      case _ where PrintableText.isHidden(scalar, after: previous):
        for unit in UTF16.encode(scalar) ?? .init() { out += "\\u" + Writer.hexadecimal(unit) }
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }

  private static func hexadecimal(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
