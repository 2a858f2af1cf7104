import ExperimentDecisions

/// Terminal colour, where the caller says that it shows.
struct Colour {
  let isOn: Bool

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }

  func of(_ action: Action, _ text: String) -> String {
    switch action {
    case .scale: wrap(text, "1;32")
    case .stop: wrap(text, "1;31")
    case .blocked: wrap(text, "1;33")
    case .continue: wrap(text, "36")
    case .planned, .decided: wrap(text, "2")
    }
  }

  private func wrap(_ text: String, _ code: String) -> String { isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
