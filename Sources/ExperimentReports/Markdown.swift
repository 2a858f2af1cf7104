/// User text that must not turn into markup.
enum Markdown {
  static func escaped(_ text: String) -> String {
    var out = ""
    for character in OneLine.text(text) {
      if "\\`*_[]<>#|".contains(character) { out.append("\\") }
      out.append(character)
    }
    return out
  }

  /// A table cell: the same, without line breaks.
  static func cell(_ text: String) -> String { escaped(text) }
}
