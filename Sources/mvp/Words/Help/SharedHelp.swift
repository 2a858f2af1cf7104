import ExperimentModel

/// Options that several commands take.
enum SharedHelp {
  static let workspace = OptionHelp(
    BilingualText("The workspace: the folder with mvp.yaml (default: this folder or one above it).", "工作区：mvp.yaml 所在的文件夹（默认：当前文件夹或其上级）。"),
    Placeholder.folder)
  static let lang = OptionHelp(
    BilingualText(
      "Language of reports and messages (default: the workspace's, else the system's).", "报告和消息的语言（默认：工作区的语言；没有工作区时用系统的语言）。"),
    Placeholder.language)
  static let asOf = OptionHelp(
    BilingualText(
      "The day to look from, as YYYY-MM-DD; data before it count (default: today in the workspace's time zone).",
      "从哪一天看，写成 YYYY-MM-DD；只计此前的数据（默认：工作区时区的今天）。"),
    Placeholder.date)
  static let experiment = OptionHelp(BilingualText("The experiment: its id or file.", "实验：标识或文件。"), Placeholder.experiment)
  static let format = OptionHelp(BilingualText("Form of the output.", "输出格式。"), Placeholder.format)
  static let exitCode = OptionHelp(
    BilingualText("Exit with 3 when something needs a person: scale, stop, blocked or an alert.", "有事要人处理（放量、停止、暂缓判定或提醒）时，退出码为 3。"))
}

/// `mvp` itself.
enum RootHelp {
  static let command = CommandHelp(
    BilingualText(
      "Small experiments for marketing teams: declare them, read the exports, decide in money.", "营销团队的小实验：写下声明，读取导出数据，用金额作决定。"),
    examples: [
      .init(#"mvp init --project "Autumn growth" --currency CNY --timezone Asia/Shanghai"#),
      .init("mvp new autumn-ads --from-file export.csv", BilingualText("a declaration that writes itself", "由导出文件生成声明")),
      .init("mvp new autumn-posters --template posters"),
      .init("mvp inspect export.csv", BilingualText("what a file is, before anything is declared", "声明之前，先看文件里有什么")),
      .init("mvp validate --data", BilingualText("check every declaration and every file it reads", "检查所有声明和它们读取的文件")),
      .init("mvp plan autumn-ads", BilingualText("what its budget can prove, before it is spent", "花钱之前，先看预算能证明什么")),
      .init("mvp status", BilingualText("where everything stands; free, writes nothing", "各实验进展；不耗错误额度，不写文件")),
      .init("mvp review", BilingualText("decide, record, write the report", "作结论、记入台账、写报告")),
      .init("mvp show autumn-posters", BilingualText("everything about one experiment", "一个实验的全部内容")),
      .init("mvp serve", BilingualText("the same in a browser, for everybody else", "在浏览器里看，给其他人用")),
    ],
    close: BilingualText(
      """
      EXIT STATUS
        0 fine · 1 could not be done · 2 a declaration or data are invalid · 3 with --exit-code: something needs a person · 64 usage
      """,
      """
      退出码
        0 正常 · 1 无法完成 · 2 声明或数据无效 · 3 用了 --exit-code 且有事要人处理 · 64 用法有误
      """))
}
