import ExperimentModel
import Mustache

/// What a template reads, by name. Text is made harmless here once for the whole page: control characters and direction marks are shown as such, and a
/// figure stays on one line with its per cent; that no markup comes of it is the template engine's work.
struct Slots: MustacheParent, ExpressibleByDictionaryLiteral {
  private var fields = [String: Any]()

  init(dictionaryLiteral elements: (String, Any?)...) {
    fields.reserveCapacity(elements.count)
    for case (let name, let value?) in elements { self[name] = value }
  }

  subscript(name: String) -> Any? {
    get { fields[name] }
    set { fields[name] = (newValue as? String).map(Slots.text) ?? newValue }
  }

  func child(named name: String) -> Any? { fields[name] }

  private static func text(_ text: String) -> String { PrintableText.oneLine(text).replacing(" %", with: "\u{A0}%") }
}

extension [String] {
  /// Each on a line of its own.
  var lines: [Slots] { map { ["text": $0] } }
}
