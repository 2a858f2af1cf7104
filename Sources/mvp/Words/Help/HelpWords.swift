import ArgumentParser
import ExperimentModel

/// The language that help is in.
///
/// The parser asks commands for their help when it prints a message, so that the language is that of the task which asks; it is found out only then, because
/// finding it reads the workspace.
enum HelpLanguage {
  @TaskLocal static var spoken = Language.english
}

/// What one option, flag or argument says of itself.
struct OptionHelp: Sendable {
  private let text: BilingualText
  private let value: BilingualText?

  /// - Parameter value: what stands between `<` and `>`; nil: a flag.
  init(_ text: BilingualText, _ value: BilingualText? = nil) {
    self.text = text
    self.value = value
  }

  /// As the parser takes it.
  var spoken: ArgumentHelp { ArgumentHelp(text(in: HelpLanguage.spoken), valueName: value?(in: HelpLanguage.spoken)) }
}

/// What a command says of itself. Examples are typed as they stand, so that both languages share them.
struct CommandHelp: Sendable {
  struct Example: Sendable {
    let command: String
    let remark: BilingualText?

    init(_ command: String, _ remark: BilingualText? = nil) {
      self.command = command
      self.remark = remark
    }
  }

  let abstract: BilingualText
  let discussion: BilingualText?
  let examples: [Example]
  /// Behind the examples.
  let close: BilingualText?

  init(_ abstract: BilingualText, _ discussion: BilingualText? = nil, examples: [Example], close: BilingualText? = nil) {
    self.abstract = abstract
    self.discussion = discussion
    self.examples = examples
    self.close = close
  }

  /// The parser's form of it.
  func configuration(
    name: String? = nil, usage: String? = nil, version: String = "", subcommands: [any ParsableCommand.Type] = [],
    defaultSubcommand: (any ParsableCommand.Type)? = nil
  ) -> CommandConfiguration {
    CommandConfiguration(
      commandName: name, abstract: abstract(in: HelpLanguage.spoken), usage: usage, discussion: body(in: HelpLanguage.spoken), version: version,
      subcommands: subcommands, defaultSubcommand: defaultSubcommand)
  }

  private func body(in language: Language) -> String {
    let lines = examples.map { "  " + $0.command + HelpLayout.beside + ($0.remark?(in: language) ?? "") }
    let shown = ([HelpHeadings.examples(in: language)] + lines).joined(separator: "\n")
    return [discussion?(in: language), shown, close?(in: language)].compactMap { $0 }.joined(separator: "\n\n")
  }
}

/// What stands between `<` and `>`.
enum Placeholder {
  static let folder = BilingualText("folder", "文件夹")
  static let file = BilingualText("file", "文件")
  static let language = BilingualText("language", "语言")
  static let date = BilingualText("date", "日期")
  static let experiment = BilingualText("experiment", "实验")
  static let deed = BilingualText("deed", "决定")
  static let variant = BilingualText("variant", "版本")
  static let sentence = BilingualText("sentence", "一句话")
  static let name = BilingualText("name", "名称")
  static let code = BilingualText("code", "代码")
  static let zone = BilingualText("zone", "时区")
  static let console = BilingualText("console", "平台")
  static let column = BilingualText("column", "列")
  static let amount = BilingualText("amount", "金额")
  static let number = BilingualText("number", "数")
  static let share = BilingualText("share", "比例")
  static let value = BilingualText("value", "数值")
  static let days = BilingualText("days", "天数")
  static let effect = BilingualText("effect", "效果")
  static let count = BilingualText("count", "数量")
  static let format = BilingualText("format", "格式")
  static let evidence = BilingualText("evidence", "证据")
  static let template = BilingualText("template", "模板")
  static let schema = BilingualText("declaration", "声明")
  static let recordMark = BilingualText("number:hash", "记录标记")
  static let time = BilingualText("HH:MM", "HH:MM")
  static let hour = BilingualText("hour", "小时")
  static let seed = BilingualText("seed", "种子")
  static let scenario = BilingualText("scenario", "情形")
  static let guardrail = BilingualText("metric=value[/per-day]", "指标=数值[/每日数量]")
  static let address = BilingualText("address", "地址")
  static let port = BilingualText("port", "端口")
  static let object = BilingualText("object", "对象")
  static let question = BilingualText("method --key value", "方法 --键 值")
}
