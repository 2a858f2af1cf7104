import ExperimentModel

/// Commands that make workspaces and declarations.
enum InitHelp {
  static let command = CommandHelp(
    BilingualText("Make a workspace: mvp.yaml, its schemas and folders. Overwrites nothing.", "新建工作区：mvp.yaml、schema 和文件夹。不覆盖任何文件。"),
    examples: [.init("mvp init"), .init(#"mvp init autumn --project "Autumn growth" --currency CNY --timezone Asia/Shanghai"#), .init("mvp init spring --lang zh")])
  static let folder = OptionHelp(BilingualText("The folder.", "文件夹。"), Placeholder.folder)
  static let project = OptionHelp(BilingualText("The name shown in reports.", "报告中显示的名称。"), Placeholder.name)
  static let currency = OptionHelp(BilingualText("ISO 4217 code of the money.", "货币代码（ISO 4217）。"), Placeholder.code)
  static let timezone = OptionHelp(BilingualText("IANA time zone.", "IANA 时区。"), Placeholder.zone)
  static let lang = OptionHelp(BilingualText("Language of reports (default: the system's).", "报告的语言（默认：系统的语言）。"), Placeholder.language)
  static let anchor = OptionHelp(BilingualText("The first review date, as YYYY-MM-DD (default: today).", "首次评审的日期，写成 YYYY-MM-DD（默认：今天）。"), Placeholder.date)
}

enum NewHelp {
  static let command = CommandHelp(
    BilingualText("Make a new experiment's declaration, from an exported file, a template or an older one.", "新建实验声明：来自导出文件、模板或旧实验。"),
    examples: [
      .init("mvp new autumn-ads --from-file export.csv", BilingualText("the console is told by the header; asks on a terminal", "由表头判断平台；在终端上会提问")),
      .init("mvp new autumn-ads --from-file export.csv --yes", BilingualText("never asks", "不提问")),
      .init("mvp new two-pages --from-file old.csv new.csv", BilingualText("one file per variant", "每个版本一个文件")),
      .init(#"mvp new autumn-ads --from-file export.csv --variant "Ad name" --result Purchases --budget 5000 --evidence randomized"#),
      .init("mvp new autumn-posters --template posters"), .init("mvp new live-vs-video --template channel"), .init("mvp new lead-routing --template process"),
      .init("mvp new autumn-posters-2 --from autumn-posters", BilingualText("a plan that must change after its start begins anew", "开始后必须改的计划，另立一个实验")),
    ],
    close: BilingualText(
      "With --from-file the declaration is held against that very file before it is written; a file outside the workspace is copied to its folder data.",
      "用 --from-file 时，声明先与该文件核对再写入；工作区以外的文件会复制到 data 文件夹。"))
  static let name = OptionHelp(BilingualText("The experiment's name; its id and file follow from it.", "实验名称；标识和文件名由它而来。"), Placeholder.name)
  static let files = OptionHelp(
    BilingualText("Files as they were exported: one table, its parts, or one file per variant.", "导出的原文件：一张表、表的几部分，或每个版本一个文件。"), Placeholder.file)
  static let preset = OptionHelp(
    BilingualText("The console they are from, such as meta or ocean-engine (default: told by the header).", "来自哪个平台，如 meta、ocean-engine（默认：由表头判断）。"),
    Placeholder.console)
  static let variant = OptionHelp(BilingualText("The column that tells variants apart (default: the likeliest).", "区分版本的列（默认：最可能的一列）。"), Placeholder.column)
  static let result = OptionHelp(
    BilingualText("The column that counts the action that decides (default: the most decisive).", "记录决定性行动次数的列（默认：最关键的一列）。"), Placeholder.column)
  static let budget = OptionHelp(BilingualText("The most that may be spent, in the workspace's currency.", "最多花多少，按工作区的货币。"), Placeholder.amount)
  static let rate = OptionHelp(BilingualText("What one of the file's currency is worth in the workspace's.", "文件的一单位货币折合多少工作区货币。"), Placeholder.number)
  static let evidence = OptionHelp(
    BilingualText(
      "How people were divided: by chance, not by chance, before and after, or back and forth by days (default: observational).",
      "受众怎样分组：随机、非随机、前后对比、按日轮换（默认：observational，非随机）。"),
    Placeholder.evidence)
  static let yes = OptionHelp(BilingualText("Never ask.", "不提问。"))
  static let template = OptionHelp(BilingualText("What is compared: posters, channels or ways of working.", "比较什么：海报、渠道或流程。"), Placeholder.template)
  static let from = OptionHelp(BilingualText("The experiment whose declaration is taken over, as a test of its own.", "沿用哪个实验的声明，另立一个实验。"), Placeholder.experiment)
  static let start = OptionHelp(
    BilingualText(
      "First day of data (default: the next review date; with --from-file, the file's first day).", "数据的第一天（默认：下次评审日期；用 --from-file 时为文件的第一天）。"),
    Placeholder.date)
}
