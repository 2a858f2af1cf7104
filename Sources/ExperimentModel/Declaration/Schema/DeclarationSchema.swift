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
    members["$defs"] = .keyed(definitions)
    return JSONText.keyed(members).text(folding: 0)
  }

  private static func object(_ table: KeyTable, _ definitions: inout [String: JSONText]) -> [String: JSONText] {
    var properties: [String: JSONText] = [:]
    for key in table.keys {
      guard case .keyed(var property) = schema(key.shape, &definitions) else { continue }
      property["description"] = .string("\(key.text.english) · \(key.text.simplifiedChinese)")
      properties[key.name] = .keyed(property)
    }
    var members: [String: JSONText] = [
      "type": .string("object"), "additionalProperties": .bool(false), "properties": .keyed(properties),
    ]
    let required = table.keys.filter(\.required).map { JSONText.string($0.name) }
    if !required.isEmpty { members["required"] = .array(required) }
    return members
  }

  /// A reference to a table's definition, made on first use.
  private static func reference(_ table: KeyTable, _ definitions: inout [String: JSONText]) -> JSONText {
    if definitions[table.name] == nil {
      definitions[table.name] = .keyed([:])
      definitions[table.name] = .keyed(object(table, &definitions))
    }
    return .keyed(["$ref": .string("#/$defs/\(table.name)")])
  }

  private static let scalar = JSONText.array([.string("string"), .string("number"), .string("boolean")])
  private static let numeric = JSONText.array([.string("number"), .string("string")])

  private static func schema(_ shape: Shape, _ definitions: inout [String: JSONText]) -> JSONText {
    switch shape {
    case .text(let limit): return .keyed(["type": scalar, "maxLength": .number(Double(limit))])
    case .column: return .keyed(["type": scalar, "maxLength": .number(200)])
    case .identifier: return .keyed(["type": .string("string"), "pattern": .string("^[a-z0-9][a-z0-9-]{0,63}$")])
    case .choice(let choices): return .keyed(["enum": .array(choices.map { .string($0) })])
    case .flag:
      return .keyed(["enum": .array([.bool(true), .bool(false)] + ["yes", "no", "on", "off", "是", "否"].map { .string($0) })])
    case .fraction(let bounds):
      var members = limits(bounds)
      members["type"] = numeric
      if let upper = bounds.upper, upper > 1 { members["maximum"] = .number(1) }
      return .keyed(members)
    case .number(let bounds), .money(let bounds):
      var members = limits(bounds)
      members["type"] = numeric
      return .keyed(members)
    case .integer(let range):
      return .keyed([
        "type": numeric, "multipleOf": .number(1), "minimum": .number(Double(range.lowerBound)),
        "maximum": .number(Double(range.upperBound)),
      ])
    case .days:
      return .keyed([
        "anyOf": .array([.keyed(["type": .string("string"), "minLength": .number(2)]), .keyed(["enum": .array([.number(0)])])])
      ])
    case .date: return .keyed(["type": .string("string"), "examples": .array([.string("2026-11-02")])])
    case .folder, .dataFile: return .keyed(["type": .string("string"), "maxLength": .number(1000), "pattern": .string("^[^/~\\\\]")])
    case .notation(let pattern, let example):
      return .keyed(["type": scalar, "pattern": .string(pattern), "examples": .array([.string(example)])])
    case .value: return .keyed(["anyOf": .array([.keyed(["type": scalar]), reference(MetricKeys.value, &definitions)])])
    case .list(let item):
      let one = schema(item, &definitions)
      return .keyed(["anyOf": .array([one, .keyed(["type": .string("array"), "items": one])])])
    case .table(let table): return reference(table, &definitions)
    case .named(let value):
      var entry = schema(value, &definitions)
      // A variant may stand by its id alone: `manual:`.
      if case .table(let table) = value, table.name == "variant" {
        entry = .keyed(["anyOf": .array([entry, .keyed(["type": .string("null")])])])
      }
      return .keyed(["type": .string("object"), "additionalProperties": entry])
    case .byType(let tables): return .keyed(["oneOf": .array(tables.map { reference($0, &definitions) })])
    case .either(let shapes): return .keyed(["anyOf": .array(shapes.map { schema($0, &definitions) })])
    }
  }

  private static func limits(_ bounds: Bounds) -> [String: JSONText] {
    var members: [String: JSONText] = [:]
    if let lower = bounds.lower { members[bounds.lowerOpen ? "exclusiveMinimum" : "minimum"] = .number(lower) }
    if let upper = bounds.upper { members[bounds.upperOpen ? "exclusiveMaximum" : "maximum"] = .number(upper) }
    return members
  }
}
