/// How many columns text takes on a terminal: East Asian wide characters and emoji take two, combining marks none.
package enum DisplayWidth {
  package static func of(_ text: some StringProtocol) -> Int {
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
  package static func cut(_ text: String, to width: Int) -> String {
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

  package static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  /// Broken into lines no wider than `width`: at spaces, and beside wide characters, but never so that a line begins with a mark which closes or ends with one
  /// which opens (the rule of Chinese type). A word that is wider than a line is broken where the line ends.
  /// - Parameter atSpaces: at spaces only, as the words of a command are.
  package static func wrapped(_ text: String, to width: Int, atSpaces: Bool = false) -> [String] {
    let characters = Array(text)
    var lines = [String]()
    var start = 0
    while start < characters.count {
      var end = start
      var used = 0
      while end < characters.count, used + of(characters[end]) <= width || end == start {
        used += of(characters[end])
        end += 1
      }
      guard end < characters.count else {
        lines.append(String(characters[start...]))
        break
      }
      // The last place that a line may end at, or the edge itself.
      let place = (start + 1...end).last { mayBreak(characters, before: $0, atSpaces: atSpaces) } ?? end
      var last = place
      while last > start, characters[last - 1] == " " { last -= 1 }
      lines.append(String(characters[start..<last]))
      start = place
      while start < characters.count, characters[start] == " " { start += 1 }
    }
    return lines.isEmpty ? [""] : lines
  }

  private static let opening: Set<Character> = ["（", "“", "‘", "《", "【", "「", "("]
  private static let closing: Set<Character> = ["）", "”", "’", "》", "】", "」", "，", "。", "；", "：", "、", "！", "？", "…", "%", ")", ",", "."]

  private static func mayBreak(_ characters: [Character], before place: Int, atSpaces: Bool) -> Bool {
    let (one, next) = (characters[place - 1], characters[place])
    // `20 %` stays whole.
    if one == " " && next == "%" || next == " " && place + 1 < characters.count && characters[place + 1] == "%" { return false }
    if one == " " || next == " " { return true }
    return !atSpaces && (of(one) == 2 || of(next) == 2) && !opening.contains(one) && !closing.contains(next)
  }
}
