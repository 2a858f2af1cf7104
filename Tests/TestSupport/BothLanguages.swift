/// What is wrong with a sentence and its translation as such, whatever they say.
public enum BothLanguages {
  /// Latin words that stand in Chinese too: names of keys, formats and terms without a translation.
  private static let international: Set<String> = [
    "futility", "yaml", "json", "home", "xdg", "config", "yyyy", "amend", "reopen", "scale", "stop", "continue", "acknowledge", "iana", "utf", "csv", "gzip", "schema", "validate",
    "core", "autocrlf", "gitattributes", "text", "verify",
  ]

  /// - Parameter values: what was put into the sentence, which is as the user wrote it in either language.
  /// - Returns: one line a problem; empty where both are there, differ, and hold nothing of each other's language.
  public static func problems(english: String, chinese: String, values: [String] = []) -> [String] {
    var problems = [String]()
    let said = without(values, english)
    let translated = without(values, chinese)
    if !said.contains(where: \.isLetter) { problems.append("no words in English: “\(english)”") }
    if english == chinese { problems.append("not translated: “\(english)”") }
    if said.unicodeScalars.contains(where: isChinese) { problems.append("Chinese in the English: “\(english)”") }
    if !translated.unicodeScalars.contains(where: isChinese) { problems.append("no Chinese in the Chinese: “\(chinese)”") }
    for mark in halfWidth(translated) { problems.append("“\(mark)” is half as wide as Chinese marks are: “\(chinese)”") }
    for word in leftover(translated) { problems.append("“\(word)” is left in the Chinese: “\(chinese)”") }
    return problems
  }

  /// Whether a character is written in Chinese only: ideographs, and the full-width marks of their sentences.
  public static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    (0x3001...0x3002).contains(scalar.value) || (0x3400...0x9FFF).contains(scalar.value) || (0xFF01...0xFF1F).contains(scalar.value)
  }

  private static func without(_ values: [String], _ text: String) -> String {
    values.sorted { $0.count > $1.count }.reduce(text) { $0.replacing($1, with: " ") }
  }

  /// Marks of English sentences beside ideographs. What stands in quotes of either kind is what people write.
  public static func halfWidth(_ chinese: String) -> [String] {
    var text = chinese
    text.replace(/'[^']*'|“[^”]*”|`[^`]*`|\]\([^)]*\)/, with: "“”")
    let marks = text.matches(of: /[\u{3400}-\u{9FFF}“”]\s?[,:;()!?]|[,:;()!?]\s?[\u{3400}-\u{9FFF}“”]/)
    return marks.map { String($0.output) }
  }

  /// Words of four Latin letters or more that are neither a command in quotes, nor a flag, nor a name of a file.
  private static func leftover(_ chinese: String) -> [String] {
    var text = chinese
    text.replace(/'[^']*'/, with: " ")
    text.replace(/--[a-z-]+/, with: " ")
    text.replace(/[A-Za-z_\/.-]+\.(?:yaml|json|csv|gz)/, with: " ")
    return text.matches(of: /[A-Za-z]{4,}/).map { String($0.output) }.filter { !international.contains($0.lowercased()) }
  }
}
