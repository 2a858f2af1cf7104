/// JSON Schemas (draft 2020-12) of both kinds of file, for editors: made from the very key tables by which the reader reads.
/// They accept what the reader accepts as to keys and plain shapes; ranges inside text (`30%`) and references are the reader's.
public enum DeclarationSchema {
  /// The schema of `mvp.yaml`. The same text every time.
  public static func workspace() -> String { document(WorkspaceKeys.root, title: "mvp.yaml") }

  /// The schema of `experiments/NAME.yaml`. The same text every time.
  public static func experiment() -> String { document(ExperimentKeys.root, title: "experiments/NAME.yaml") }

  private static func document(_ table: KeyTable, title: String) -> String {
    var definitions: [String: JSONText] = [:]
    var members = object(table, &definitions)
    members["$schema"] = .string("https://json-schema.org/draft/2020-12/schema")
    members["title"] = .string(title)
    members["$defs"] = .object(definitions)
    return JSONText.object(members).text() + "\n"
  }

  private static func object(_ table: KeyTable, _ definitions: inout [String: JSONText]) -> [String: JSONText] {
    var properties: [String: JSONText] = [:]
    for key in table.keys {
      guard case .object(var property) = schema(key.shape, &definitions) else { continue }
      property["description"] = .string("\(key.text.english) · \(key.text.simplifiedChinese)")
      properties[key.name] = .object(property)
    }
    var members: [String: JSONText] = [
      "type": .string("object"), "additionalProperties": .flag(false), "properties": .object(properties),
    ]
    let required = table.keys.filter(\.required).map { JSONText.string($0.name) }
    if !required.isEmpty { members["required"] = .array(required) }
    return members
  }

  /// A reference to a table's definition, made on first use.
  private static func reference(_ table: KeyTable, _ definitions: inout [String: JSONText]) -> JSONText {
    if definitions[table.name] == nil {
      definitions[table.name] = .object([:])
      definitions[table.name] = .object(object(table, &definitions))
    }
    return .object(["$ref": .string("#/$defs/\(table.name)")])
  }

  private static let scalar = JSONText.array([.string("string"), .string("number"), .string("boolean")])
  private static let numeric = JSONText.array([.string("number"), .string("string")])

  private static func schema(_ shape: Shape, _ definitions: inout [String: JSONText]) -> JSONText {
    switch shape {
    case .text(let limit): return .object(["type": scalar, "maxLength": .number(Double(limit))])
    case .column: return .object(["type": scalar, "maxLength": .number(200)])
    case .identifier: return .object(["type": .string("string"), "pattern": .string("^[a-z0-9][a-z0-9-]{0,63}$")])
    case .choice(let choices): return .object(["enum": .array(choices.map { .string($0) })])
    case .flag:
      return .object(["enum": .array([.flag(true), .flag(false)] + ["yes", "no", "on", "off", "是", "否"].map { .string($0) })])
    case .fraction(let bounds):
      var members = limits(bounds)
      members["type"] = numeric
      if let upper = bounds.upper, upper > 1 { members["maximum"] = .number(1) }
      return .object(members)
    case .number(let bounds), .money(let bounds):
      var members = limits(bounds)
      members["type"] = numeric
      return .object(members)
    case .integer(let range):
      return .object([
        "type": numeric, "multipleOf": .number(1), "minimum": .number(Double(range.lowerBound)),
        "maximum": .number(Double(range.upperBound)),
      ])
    case .days:
      return .object([
        "anyOf": .array([.object(["type": .string("string"), "minLength": .number(2)]), .object(["enum": .array([.number(0)])])])
      ])
    case .date: return .object(["type": .string("string"), "examples": .array([.string("2026-11-02")])])
    case .folder, .dataFile: return .object(["type": .string("string"), "maxLength": .number(1000), "pattern": .string("^[^/~\\\\]")])
    case .notation(let pattern, let example):
      return .object(["type": scalar, "pattern": .string(pattern), "examples": .array([.string(example)])])
    case .value: return .object(["anyOf": .array([.object(["type": scalar]), reference(MetricKeys.value, &definitions)])])
    case .list(let item):
      let one = schema(item, &definitions)
      return .object(["anyOf": .array([one, .object(["type": .string("array"), "items": one])])])
    case .table(let table): return reference(table, &definitions)
    case .named(let value):
      var entry = schema(value, &definitions)
      // A variant may stand by its id alone: `manual:`.
      if case .table(let table) = value, table.name == "variant" {
        entry = .object(["anyOf": .array([entry, .object(["type": .string("null")])])])
      }
      return .object(["type": .string("object"), "additionalProperties": entry])
    case .byType(let tables): return .object(["oneOf": .array(tables.map { reference($0, &definitions) })])
    case .either(let shapes): return .object(["anyOf": .array(shapes.map { schema($0, &definitions) })])
    }
  }

  private static func limits(_ bounds: Bounds) -> [String: JSONText] {
    var members: [String: JSONText] = [:]
    if let lower = bounds.lower { members[bounds.lowerOpen ? "exclusiveMinimum" : "minimum"] = .number(lower) }
    if let upper = bounds.upper { members[bounds.upperOpen ? "exclusiveMaximum" : "maximum"] = .number(upper) }
    return members
  }
}
