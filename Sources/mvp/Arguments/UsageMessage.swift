import ArgumentParser
import ExperimentModel

extension ValidationError {
  /// A usage error in both languages. The parser carries one text, so that both travel in it, parted by a mark that no argument has.
  init(_ text: BilingualText) { self.init(text.english + UsageMessage.parting + text.simplifiedChinese) }
}

/// What the argument parser says, in one language. Its own sentences are English; the usual ones are known here by their form, and one that is not stays
/// English as a whole.
enum UsageMessage {
  fileprivate static let parting = "\u{1F}"

  /// What the parser has to say: help, a version, or what is wrong with how the program was called.
  /// - Parameter width: of the terminal, in columns.
  static func text(of error: any Error, in language: Language, width: Int) -> String {
    let message = parsers(error, in: language)
    if MVP.exitCode(for: error) == .success { return HelpLayout(language: language, width: width).text(message) ?? message }
    // What is not known here stays English, placeholders and all.
    return said(message, in: language) ?? said(parsers(error, in: .english), in: .english) ?? message
  }

  private static func parsers(_ error: any Error, in language: Language) -> String {
    HelpLanguage.$spoken.withValue(language) { MVP.fullMessage(for: error, columns: HelpLayout.unbroken) }
  }

  /// - Parameter message: the parser's: what is wrong, help on the option, how the command is used.
  /// - Returns: nil where it is not known in the language.
  private static func said(_ message: String, in language: Language) -> String? {
    let (body, tail) = parts(message)
    let texts = body.split(separator: parting, maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard language == .simplifiedChinese else { return texts[0] + tail }
    guard let error = texts[0].dropping(prefix: "Error: "), let said = texts.count == 2 ? chinese(error, of: texts[1]) : chinese(error) else { return nil }
    return "错误：" + said + usage(tail)
  }

  /// What is wrong, and what follows it.
  private static func parts(_ message: String) -> (body: String, tail: String) {
    let start = [message.range(of: "\nHelp:  "), message.range(of: "\nUsage: ")].compactMap { $0?.lowerBound }.min() ?? message.endIndex
    return (String(message[..<start]), String(message[start...]))
  }

  /// An error of ours, which may stand behind the parser's words on the value it is about.
  private static func chinese(_ error: String, of own: String) -> String? {
    if let match = error.firstMatch(of: #/^The value '(?<value>.*?)' is invalid for '(?<option>[^']*)': /#.dotMatchesNewlines()) {
      return "“\(match.value)”不能用于 \(match.option)：\(own)"
    }
    return own
  }

  /// The parser's own sentences.
  private static func chinese(_ error: String) -> String? {
    let error = error.trimmingSuffix(".")
    if let match = error.wholeMatch(of: #/Unknown option '(.*)'\. Did you mean '(.*)'\?/#) { return "没有 \(match.1) 这个选项。是不是 \(match.2)？" }
    if let match = error.wholeMatch(of: #/Unknown option '(.*)'/#) { return "没有 \(match.1) 这个选项" }
    if let match = error.wholeMatch(of: #/Invalid option: (.*)/#) { return "\(match.1) 不是选项" }
    if let match = error.wholeMatch(of: #/Missing value for '(.*)'/#) { return "\(match.1) 后面缺少值" }
    if let match = error.wholeMatch(of: #/The option '(.*)' does not take any value, but '(.*)' was specified/#) { return "\(match.1) 不带值，却写了“\(match.2)”" }
    if let match = error.wholeMatch(of: #/Unexpected argument '(.*)'/#) { return "多余的参数“\(match.1)”" }
    if let match = error.wholeMatch(of: #/(\d+) unexpected arguments: '(.*)'/#) {
      return "\(match.1) 个多余的参数：\(String(match.2).replacing("', '", with: "、"))"
    }
    if let match = error.wholeMatch(of: #/Missing expected argument '(.*)'/#) { return "缺少参数 \(match.1)" }
    if let match = error.wholeMatch(of: #/Missing one of: '(.*)'/#) { return "缺少以下之一：\(String(match.1).replacing("', '", with: "、"))" }
    if let match = error.wholeMatch(of: #/The value '(.*)' is invalid for '([^']*)'\. Please provide one of '(.*)'/#) {
      let allowed = String(match.3).replacing(#/'(, | and | or )'/#, with: "、")
      return "“\(match.1)”不能用于 \(match.2)；可写：\(allowed)"
    }
    if let match = error.wholeMatch(of: #/The value '(.*)' is invalid for '([^']*)'/#) { return "“\(match.1)”不能用于 \(match.2)" }
    return nil
  }

  /// How the command is written, without the English words on the option.
  private static func usage(_ tail: String) -> String {
    guard let start = tail.range(of: "\nUsage: ") else { return "" }
    let usage = HelpHeadings.placeholders(String(tail[start.upperBound...]), in: .simplifiedChinese)
    return "\n用法：" + usage.replacing(#/See '(?<help>[^']*)' for more information\./#) { "详见 \($0.help)" }
  }

  /// Where the first word, or one behind `help`, is no command, the parser would complain of something else or show other help.
  static func unknownCommand(_ arguments: [String], of root: any ParsableCommand.Type) -> ValidationError? {
    guard let first = arguments.first, !first.hasPrefix("-") else { return nil }
    var known = root.configuration.subcommands
    for word in first == "help" ? arguments.dropFirst().prefix(while: { !$0.hasPrefix("-") && $0 != "help" }) : arguments.prefix(1) {
      guard let command = known.first(where: { $0._commandName == word }) else {
        return ValidationError(UsageSentences.noCommand(String(word.prefix(60)), known: known.map { $0._commandName }))
      }
      known = command.configuration.subcommands
    }
    return nil
  }
}

extension String {
  fileprivate func dropping(prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
  fileprivate func trimmingSuffix(_ suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
  fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
