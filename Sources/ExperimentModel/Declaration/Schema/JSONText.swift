/// JSON that is always the same bytes: keys sorted, two spaces of indentation.
enum JSONText {
  case string(String)
  case number(Double)
  case flag(Bool)
  case array([JSONText])
  case object([String: JSONText])

  func text(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .string(let value): return JSONText.quoted(value)
    case .number(let value): return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .flag(let value): return value ? "true" : "false"
    case .array(let items):
      if items.isEmpty { return "[]" }
      let simple = items.allSatisfy { if case .object = $0 { false } else if case .array = $0 { false } else { true } }
      if simple { return "[" + items.map { $0.text() }.joined(separator: ", ") + "]" }
      return "[\n" + items.map { inner + $0.text(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.sorted { $0.key < $1.key }.map { "\(inner)\(JSONText.quoted($0.key)): \($0.value.text(indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
