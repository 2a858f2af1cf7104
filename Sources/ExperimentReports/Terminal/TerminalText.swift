import ExperimentModel

/// The one gate between text and a terminal (or a pipe, whose reader may be one): nothing else may be printed.
public enum TerminalText {
  /// What steers or hides is written out; line ends and tabs stay; the styles that reports mark become escapes.
  ///
  /// - Parameter colour: whether styles show; without it their marks are left out.
  /// - Complexity: O(length); text of plain ASCII lines is passed on as it is.
  public static func printable(_ text: String, colour: Bool) -> String {
    guard text.utf8.contains(where: { $0 != 0x0A && ($0 < 0x20 || $0 >= 0x7F) }) else { return text }
    var out = ""
    var open = false
    var piece = String.UnicodeScalarView()
    func close() {
      out += PrintableText.lines(String(piece))
      piece = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      // A style is closed before another opens: marks that a file holds come out of step, and are shown as what they are.
      guard let style = Colour.Style(rawValue: scalar.value), colour, open == (style == .plain) else {
        piece.append(scalar)
        continue
      }
      close()
      out += "\u{1B}[\(style.code)m"
      open = style != .plain
    }
    close()
    if open { out += "\u{1B}[0m" }
    return out
  }
}
