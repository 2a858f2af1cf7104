import ExperimentModel

/// The headings of help, and the parser's own words in it.
enum HelpHeadings {
  static let overview = BilingualText("OVERVIEW: ", "概述：")
  static let usage = BilingualText("USAGE: ", "用法：")
  static let arguments = BilingualText("ARGUMENTS:", "参数：")
  static let options = BilingualText("OPTIONS:", "选项：")
  static let subcommands = BilingualText("SUBCOMMANDS:", "子命令：")
  static let examples = BilingualText("EXAMPLES", "示例")

  /// Sections of help, by the parser's own headings.
  static let sections = [arguments, options, subcommands]

  private static let showVersion = BilingualText("Show the version.", "显示版本号。")
  private static let showHelp = BilingualText("Show help information.", "显示帮助。")
  private static let showHelpOfSubcommand = BilingualText("Show subcommand help information.", "显示子命令的帮助。")

  /// A sentence of the parser's.
  static func said(_ text: String, in language: Language) -> String {
    [showVersion, showHelp, showHelpOfSubcommand].first { $0.english == text }?(in: language) ?? text
  }

  /// Where detailed help is.
  static func detail(_ command: String) -> BilingualText {
    BilingualText("See '\(command)' for detailed help.", "各子命令的详细帮助：'\(command)'。")
  }

  /// `<options>` and the like in the parser's usage lines.
  static func placeholders(_ usage: String, in language: Language) -> String {
    guard language == .simplifiedChinese else { return usage }
    return [("<options>", "<选项>"), ("<subcommand>", "<子命令>"), ("<subcommands>", "<子命令>")].reduce(usage) { $0.replacing($1.0, with: $1.1) }
  }

  /// What the parser puts behind an option's text: its values and what it is without it.
  static func values(_ values: String?, default standard: String?, in language: Language) -> String {
    let isChinese = language == .simplifiedChinese
    let parts = [
      values.map { isChinese ? "可用：" + $0.replacing(", ", with: "、") : "values: " + $0 }, standard.map { isChinese ? "默认：" + $0 : "default: " + $0 },
    ].compactMap { $0 }
    return isChinese ? "（\(parts.joined(separator: "；"))）" : " (\(parts.joined(separator: "; ")))"
  }

  /// Behind the name of a subcommand that needs not be named.
  static let isDefault = BilingualText(" (default)", "（默认）")
}
