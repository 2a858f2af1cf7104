import ExperimentDecisions
import ExperimentModel

/// Terminal colour, where the caller says that it shows.
///
/// Reports mark colours by characters that no text has (Unicode's noncharacters U+FDD0…), and `TerminalText` turns them into escapes as it
/// prints: so that an escape, or one of those characters, which comes from a file is known for what it is.
struct Colour {
  let isOn: Bool

  func bold(_ text: String) -> String { wrap(text, .bold) }
  func dim(_ text: String) -> String { wrap(text, .dim) }

  func of(_ action: Action, _ text: String) -> String {
    switch action {
    case .scale: wrap(text, .green)
    case .stop: wrap(text, .red)
    case .blocked: wrap(text, .yellow)
    case .continue: wrap(text, .cyan)
    case .planned, .decided: wrap(text, .dim)
    }
  }

  private func wrap(_ text: String, _ style: Style) -> String {
    isOn ? "\(style.mark)\(PrintableText.lines(text))\(Style.plain.mark)" : text
  }

  /// A style, its mark inside a report and its code on a terminal (ECMA-48, SGR).
  enum Style: UInt32, CaseIterable {
    case plain = 0xFDD0
    case bold, dim, green, red, yellow, cyan

    var mark: Unicode.Scalar { Unicode.Scalar(rawValue) ?? " " }

    var code: String {
      switch self {
      case .plain: "0"
      case .bold: "1"
      case .dim: "2"
      case .green: "1;32"
      case .red: "1;31"
      case .yellow: "1;33"
      case .cyan: "36"
      }
    }
  }
}
