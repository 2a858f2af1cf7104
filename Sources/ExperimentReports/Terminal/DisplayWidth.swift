/// How many columns text takes on a terminal: East Asian wide characters and emoji take two, combining marks none.
enum DisplayWidth {
  static func of(_ text: some StringProtocol) -> Int {
    var width = 0
    for character in text { width += of(character) }
    return width
  }

  private static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    let value = first.value
    if value < 0x20 || (0x7F..<0xA0).contains(value) { return 0 }
    if value < 0x300 { return 1 }
    if first.properties.generalCategory == .nonspacingMark || first.properties.generalCategory == .enclosingMark { return 0 }
    if first.properties.isEmojiPresentation || character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    for range in wide where range.contains(value) { return 2 }
    return 1
  }

  /// Unicode's East Asian Width W and F, by block.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
    0x20000...0x3FFFD,
  ]

  /// Cut to a width, with an ellipsis where something was cut.
  static func cut(_ text: String, to width: Int) -> String {
    if of(text) <= width { return text }
    var result = ""
    var used = 0
    for character in text {
      let own = of(character)
      if used + own > width - 1 { break }
      result.append(character)
      used += own
    }
    return result + "…"
  }

  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  /// Broken into lines no wider than `width`, at spaces where there are any and between wide characters where there are none; a number keeps its percent sign.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    broken(text.replacing(" %", with: "\u{A0}%"), to: width).map { $0.replacing("\u{A0}%", with: " %") }
  }

  private static func broken(_ text: String, to width: Int) -> [String] {
    var lines = [String]()
    var line = ""
    var used = 0
    var lastSpace: String.Index?
    for character in text {
      let own = of(character)
      if used + own > width {
        if character == " " {
          lines.append(line)
          (line, used, lastSpace) = ("", 0, nil)
          continue
        }
        if let space = lastSpace {
          let rest = String(line[line.index(after: space)...])
          lines.append(String(line[..<space]))
          line = rest
        } else {
          lines.append(line)
          line = ""
        }
        used = of(line)
        lastSpace = nil
      }
      line.append(character)
      used += own
      if character == " " {
        lastSpace = line.index(before: line.endIndex)
      } else if own == 2 {
        lastSpace = nil
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}
