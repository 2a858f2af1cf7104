import ExperimentModel

/// Commands that look and write nothing.
enum StatusHelp {
  static let command = CommandHelp(
    BilingualText("Where every experiment stands. Free: spends no alpha and writes nothing.", "各实验的进展。随时可看：不消耗错误额度，不写文件。"),
    examples: [
      .init("mvp status"), .init("mvp status --format json --as-of 2026-11-16"),
      .init("mvp status --watch", BilingualText("on a terminal: drawn anew when a file changes, until Ctrl-C", "在终端上：文件有变就重画，按 Ctrl-C 结束")),
      .init("mvp status --exit-code", BilingualText("3 when something needs a person", "有事要人处理时退出码为 3")),
    ])
  static let watch = OptionHelp(
    BilingualText("Stay, and draw it anew when a file changes, until Ctrl-C; on a terminal only.", "一直显示，文件有变就重画，按 Ctrl-C 结束；只能在终端上用。"))
}

enum ShowHelp {
  static let command = CommandHelp(
    BilingualText(
      "Everything about one experiment: arms, differences, looks, guardrails, segments, health.", "一个实验的全部内容：各版本、差异、历次期中查看、护栏指标、细分、数据检查。"),
    examples: [.init("mvp show autumn-posters"), .init("mvp show autumn-posters --format html > posters.html")])
}

enum InspectHelp {
  static let command = CommandHelp(
    BilingualText(
      "Say what a file is: how it is written, its columns, dates, totals, console, and what could tell variants apart.",
      "看一个文件里有什么：写法、列、日期、合计行、来自哪个平台、哪些列能区分版本。"),
    BilingualText("Needs no workspace and writes nothing.", "不需要工作区，也不写文件。"),
    examples: [.init("mvp inspect export.csv"), .init("mvp inspect export.csv --format json")])
  static let file = OptionHelp(BilingualText("The file, as it was exported.", "导出的原文件。"), Placeholder.file)
  static let preset = OptionHelp(
    BilingualText("The console it is from, such as meta or ocean-engine (default: told by its header).", "来自哪个平台，如 meta、ocean-engine（默认：由表头判断）。"),
    Placeholder.console)
}

enum ValidateHelp {
  static let command = CommandHelp(
    BilingualText("Check every declaration; with --data, every file that it reads.", "检查所有声明；加 --data 时，连同它们读取的文件。"),
    BilingualText(
      "All problems at once, each as file:line:column, with what is allowed and what was probably meant.", "一次列出所有问题，每个都写明“文件:行:列”、可以怎样写、可能想写什么。"),
    examples: [.init("mvp validate"), .init("mvp validate --data")])
  static let data = OptionHelp(BilingualText("Read the tables too, and say what was found in them.", "也读取数据表，并说明读到了什么。"))
}

enum VerifyHelp {
  static let command = CommandHelp(
    BilingualText("Check that the history of records is whole and unchanged.", "检查台账是否完整、未被改动。"),
    BilingualText(
      """
      Holds every record against the one before it, against the reports beside them, and against the newest commit where the workspace is under git.
      --repair renumbers the records of two branches that git merged, and does nothing else.
      """,
      """
      每条记录都与前一条、旁边的报告以及（工作区在 git 里时）最新提交核对。
      --repair 只做一件事：给 git 合并的两个分支的记录重新编号。
      """),
    examples: [.init("mvp verify"), .init("mvp verify --lang zh"), .init("mvp verify --repair")],
    close: BilingualText("A report ends with the call that checks its own record, such as --expect 12:5fb21b73a0c1d2e3.", "每份报告末尾都有核对其记录的命令，如 --expect 12:5fb21b73a0c1d2e3。"))
  static let expect = OptionHelp(BilingualText("A record that must be there, as reports print it.", "必须存在的记录，照报告上的写法。"), Placeholder.recordMark)
  static let repair = OptionHelp(
    BilingualText("Renumber records of merged branches: all are kept, in the order of their dates.", "给合并分支的记录重新编号：全部保留，按日期排序。"))
}

enum SchemaHelp {
  static let command = CommandHelp(
    BilingualText("Print the JSON Schema of a declaration, for editors.", "输出声明文件的 JSON Schema，供编辑器使用。"),
    examples: [.init("mvp schema experiment > experiment.schema.json"), .init("mvp schema workspace > mvp.schema.json")])
  static let which = OptionHelp(BilingualText("Whose schema.", "哪一种声明。"), Placeholder.schema)
}
