import ExperimentModel

/// Commands that decide and record.
enum ReviewHelp {
  static let command = CommandHelp(
    BilingualText("Decide on every experiment, record it, and write the report.", "给每个实验作结论，记入台账并写报告。"),
    BilingualText(
      """
      On a review date this spends the alpha that the look is allowed; on any other day it records without spending.
      A date that is recorded already is shown again; only experiments that were blocked then and are mended get a record.
      """,
      """
      在评审日期，使用该次期中查看的错误额度；其他日子只作记录，不使用额度。
      已记录的日期会原样再显示；只有当时暂缓判定、现已修好的实验才补记。
      """),
    examples: [.init("mvp review --dry-run"), .init("mvp review"), .init("mvp review --dry-run --as-of 2026-11-16 --format markdown")])
  static let dryRun = OptionHelp(BilingualText("Show what would be decided; write nothing.", "只显示会作什么结论，不写文件。"))
}

enum NotifyHelp {
  static let command = CommandHelp(
    BilingualText("Send the messages that wait; --dry-run shows what the newest review would send.", "发送等待中的消息；--dry-run 显示最近一次评审会发什么。"),
    BilingualText(
      "Messages go out by themselves after a review and by 'mvp schedule run'; 'notify:' in mvp.yaml says where to. This sends what could not be sent then.",
      "评审之后和运行 'mvp schedule run' 时，消息会自动发出；发往哪里写在 mvp.yaml 的 notify 里。本命令补发当时没能发出的消息。"),
    examples: [.init("mvp notify --dry-run"), .init("mvp notify --now", BilingualText("without waiting for the next try's time", "不等下次重试的时间"))])
  static let dryRun = OptionHelp(
    BilingualText("Print what a review on this day would send, as text and as the services get it; send nothing.", "显示这一天的评审会发的消息：文字和各服务收到的格式；不发送。"))
  static let now = OptionHelp(BilingualText("Do not wait for the time of the next try.", "不等下次重试的时间，立即发送。"))
}

enum DecideHelp {
  static let command = CommandHelp(
    BilingualText("Record what a person decided: scale and stop close the experiment, continue is a note.", "记录人作的决定：scale（放量）和 stop（停止）结束实验，continue（继续）只是备注。"),
    BilingualText(
      "reopen takes a decision back; acknowledge says that a verdict which corrected data changed has been seen. Nothing is ever erased.",
      "reopen 收回决定；acknowledge 表示已知悉数据更正后改变的结论。任何记录都不会被删除。"),
    examples: [
      .init(#"mvp decide autumn-posters stop --note "season over" --yes"#, BilingualText("--yes: it has not started yet", "--yes：实验还没开始")),
      .init(#"mvp decide autumn-posters reopen --note "wrong experiment""#, BilingualText("the decision is taken back", "收回上面的决定")),
      .init(#"mvp decide autumn-ads continue --note "wait for the holidays""#),
      .init(#"mvp decide autumn-ads scale --variant customer-story --note "the season ends on Friday""#),
    ],
    close: BilingualText(
      "Of a verdict that corrected data changed, every report says so until it is acknowledged: 'mvp decide NAME acknowledge --note \"…\"'.",
      "数据更正后改变的结论会在每份报告里提示，直到确认：'mvp decide 名称 acknowledge --note \"…\"'。"))
  static let deed = OptionHelp(BilingualText("What was decided.", "作了什么决定。"), Placeholder.deed)
  static let variant = OptionHelp(BilingualText("The variant to scale, by id or title.", "要放量的版本：标识或标题。"), Placeholder.variant)
  static let note = OptionHelp(BilingualText("Why, in a sentence; it is kept.", "原因，一句话；会保留。"), Placeholder.sentence)
  static let yes = OptionHelp(BilingualText("Close a test that has not started.", "结束尚未开始的实验。"))
}

enum AmendHelp {
  static let command = CommandHelp(
    BilingualText(
      "Make a change of the declaration openly after the start: it is recorded, and every later report says so.", "开始之后公开变更声明：会记入台账，以后每份报告都会写明。"),
    BilingualText(
      "What decides which numbers enter and how they are judged may not change after the start; a changed declaration is blocked. Change the file, then amend: the looks are replayed under it. An amendment makes no winner of data that were in sight.",
      "开始之后，决定“计入哪些数据、怎样判定”的键不能改；改了就暂缓判定。先改文件，再运行 amend：历次期中查看按新声明重算。变更不会让已经看过的数据变成胜出。"),
    examples: [.init(#"mvp amend autumn-ads --why "the console renamed its column""#, BilingualText("after the file was changed", "文件改好之后"))])
  static let why = OptionHelp(BilingualText("Why, in a sentence; it is kept.", "原因，一句话；会保留。"), Placeholder.sentence)
}
