/// The list of methods, for people and for programs.
package enum CalcReference {
  /// One line a method, for a terminal.
  package static var table: String {
    let width = CalcCatalogue.all.names.map(\.count).max() ?? 0
    var text = ""
    for family in CalcFamily.allCases {
      let methods = CalcCatalogue.all.methods.filter { $0.family == family }
      guard !methods.isEmpty else { continue }
      text += (text.isEmpty ? "" : "\n") + family.rawValue + "\n"
      for method in methods {
        text += "  " + method.name + String(repeating: " ", count: width - method.name.count + 2) + method.summary + "\n"
      }
    }
    return text
  }

  /// Everything, as a JSON array of objects.
  package static var json: String {
    var result = CalcResult(json: JSONWriter())
    result.json.beginArray()
    for method in CalcCatalogue.all.methods {
      result.json.beginObject()
      result.text("name", method.name)
      result.text("family", method.family.rawValue)
      result.text("summary", method.summary)
      result.objects("inputs", method.inputs) { write($1, to: &$0) }
      result.objects("outputs", method.outputs) { result, output in
        result.text("name", output.name)
        result.text("meaning", output.meaning)
      }
      result.text("definition", method.definition)
      result.text("source", method.source)
      result.text("validity", method.validity)
      result.text("cost", method.cost)
      result.json.endObject()
    }
    result.json.endArray()
    return String(decoding: result.json.bytes, as: UTF8.self) + "\n"
  }

  private static func write(_ input: CalcInput, to result: inout CalcResult) {
    result.text("name", input.name.description)
    result.flag("required", input.isRequired)
    result.text("allowed", input.shape.description)
    if let fallback = input.fallback, !fallback.isEmpty { result.text("default", fallback) } else { result.null("default") }
    result.text("meaning", input.meaning)
  }

  /// The method reference, `docs/methods.md`.
  package static var markdown: String {
    var text = """
      # Every statistic, by name

      Written by `mvp calc --list --format markdown` from the descriptions that `mvp calc` checks its input with; do not edit by hand.

      `mvp calc METHOD --key value …` answers one question, `mvp calc --stdin` one JSON object a line:
      `{"id": 1, "method": "proportion.wilson", "successes": 56, "trials": 70}`. Results carry full precision. An unbounded side of an
      interval is `null`, with `"unbounded": true` and `"unbounded_side"` beside it. Every p-value comes with its base-10 logarithm, which
      still tells apart what is far below 1e-308. An error is `{"error": {"code", "message"}}` with the code `unknown_method`, `missing_input`,
      `invalid_input` or `no_answer`; the last says why in `reason`. Empty lines have no answer.

      Difference is treatment − control and ratio treatment / control. `alternative` is that of treatment over control. Intervals are
      two-sided at `confidence`.

      """
    for family in CalcFamily.allCases {
      let methods = CalcCatalogue.all.methods.filter { $0.family == family }
      guard !methods.isEmpty else { continue }
      text += "\n## \(family.rawValue)\n"
      for method in methods { text += "\n" + markdown(method) }
    }
    return text
  }

  private static func markdown(_ method: CalcMethod) -> String {
    var text = "### `\(method.name)`\n\n\(method.summary)\n\n"
    for input in method.inputs {
      let fallback = input.fallback.map { $0.isEmpty ? ", optional" : ", default `\($0)`" } ?? ""
      text += "- `\(input.name)`: \(input.meaning) (\(input.shape.description)\(fallback))\n"
      if case .object(let keys) = input.shape.innermost { for key in keys where !key.meaning.isEmpty { text += "  - `\(key.name)`: \(key.meaning)\n" } }
    }
    text += "\nGives " + method.outputs.map { "`\($0.name)` (\($0.meaning))" }.joined(separator: ", ") + ".\n\n"
    text += "Definition: \(method.definition)\n\nSource: \(method.source)\n\nHolds: \(method.validity)\n\nCost: \(method.cost)\n"
    return text
  }
}

extension CalcShape {
  fileprivate var innermost: CalcShape {
    if case .list(let element, _) = self { element.innermost } else { self }
  }
}
