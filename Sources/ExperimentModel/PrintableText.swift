/// Text from files, made safe to show: what would steer a terminal, turn the direction of reading or hide itself is written out.
///
/// Everything that people wrote (names of files, cells, titles, keys) passes here before it is printed, whatever it is printed into.
package enum PrintableText {
  /// On one line: line ends and tabs become spaces, and what cannot be shown its number, such as `‹U+001B›`.
  package static func oneLine(_ text: String) -> String { cleaned(text, keepingLines: false) }

  /// The same, with line ends and tabs kept.
  package static func lines(_ text: String) -> String { cleaned(text, keepingLines: true) }

  private static func cleaned(_ text: String, keepingLines: Bool) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
    var previous: Unicode.Scalar = " "
    let isClean = text.unicodeScalars.allSatisfy { scalar in
      defer { previous = scalar }
      return keepingLines && isLine(scalar) || !isHidden(scalar, after: previous)
    }
    if isClean { return text }
    var view = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if keepingLines, isLine(scalar) || (scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n") {
        view.append(scalar)
      } else if isHidden(scalar, after: index > 0 ? scalars[index - 1] : " ") {
        if !keepingLines, scalar.properties.isWhitespace { view.append(" ") } else { view.append(contentsOf: "‹U+\(hexadecimal(scalar))›".unicodeScalars) }
      } else {
        view.append(scalar)
      }
    }
    return String(view)
  }

  private static func isLine(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\t" }

  /// At least four digits.
  package static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Whether a character steers or hides instead of being seen. Joiners are part of emoji and of some scripts; behind ASCII they hide.
  package static func isHidden(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar = " ") -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true  // C0, DEL and C1: escapes, bells, cursors
    case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFEFF, 0xFFA0: true  // soft hyphen, fillers, marks of order
    case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F: true  // zero width, line separators, bidirectional overrides and isolates
    case 0x200C, 0x200D: previous.isASCII
    case 0xFDD0...0xFDEF, 0xFFF0...0xFFFB, 0xE0000...0xE00FF: true  // noncharacters, annotations, tags
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
