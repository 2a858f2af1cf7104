import ExperimentModel

/// A JSON value written with keys in the order given and the shortest digits that read back the same number.
indirect enum JSONText {
  case null
  case bool(Bool)
  case number(Double)
  case integer(Int)
  case string(String)
  case array([JSONText])
  case object([(String, JSONText)])

  static func optional(_ value: Double?) -> JSONText { value.map { .number($0) } ?? .null }
  static func optional(_ value: Int?) -> JSONText { value.map { .integer($0) } ?? .null }
  static func optional(_ value: String?) -> JSONText { value.map { .string($0) } ?? .null }

  /// Indented by two spaces; short arrays and objects of plain values stay on one line.
  var text: String {
    var out = ""
    write(to: &out, indent: 0)
    return out + "\n"
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private func write(to out: inout String, indent: Int) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .integer(let value): out += String(value)
    case .number(let value):
      // An infinity here would be a programmer's mistake; missing answers are null with a reason.
      precondition(value.isFinite, "a JSON number is finite")
      out += value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    case .string(let value): JSONText.write(value, to: &out)
    case .array(let items):
      if items.isEmpty || items.allSatisfy(\.isPlain) {
        out += "["
        for (index, item) in items.enumerated() {
          if index > 0 { out += ", " }
          item.write(to: &out, indent: indent)
        }
        out += "]"
        return
      }
      out += "[\n"
      for (index, item) in items.enumerated() {
        if index > 0 { out += ",\n" }
        out += String(repeating: " ", count: indent + 2)
        item.write(to: &out, indent: indent + 2)
      }
      out += "\n" + String(repeating: " ", count: indent) + "]"
    case .object(let pairs):
      if pairs.count <= 6, pairs.allSatisfy(\.1.isPlain) {
        out += "{"
        for (index, pair) in pairs.enumerated() {
          if index > 0 { out += ", " }
          JSONText.write(pair.0, to: &out)
          out += ": "
          pair.1.write(to: &out, indent: indent)
        }
        out += "}"
        return
      }
      out += "{\n"
      for (index, pair) in pairs.enumerated() {
        if index > 0 { out += ",\n" }
        out += String(repeating: " ", count: indent + 2)
        JSONText.write(pair.0, to: &out)
        out += ": "
        pair.1.write(to: &out, indent: indent + 2)
      }
      out += "\n" + String(repeating: " ", count: indent) + "}"
    }
  }

  private static func write(_ text: String, to out: inout String) {
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
        for unit in UTF16.encode(scalar) ?? .init() { out += "\\u" + JSONText.hexadecimal(unit) }
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
