import ExperimentModel

/// When reviews are due, and who runs them.
enum ScheduleHelp {
  static let command = CommandHelp(
    BilingualText(
      "Which review is due, which were missed, when the next one is; let the machine run them.", "哪次评审该做了、错过了哪些、下次是哪天；也可让机器按时运行。"),
    examples: [
      .init("mvp schedule"),
      .init("mvp schedule install", BilingualText("a systemd user timer that runs every due review once", "systemd 用户定时器，每次评审到期自动运行一次")),
      .init("mvp schedule install --cron", BilingualText("the line for crontab instead", "改为给出 crontab 的一行")),
      .init("mvp schedule remove", BilingualText("stop it and take it away", "停止并移除")),
      .init("mvp schedule ics > reviews.ics", BilingualText("the review meetings for a calendar", "评审会议，可导入日历")),
    ])
  static let show = CommandHelp(
    BilingualText("Which review is due and when the next one is.", "哪次评审该做了、下次是哪天。"), examples: [.init("mvp schedule"), .init("mvp schedule show --as-of 2026-11-16")])
  static let run = CommandHelp(
    BilingualText("Run the review that is due, if one is; what the timer calls.", "评审到期就运行；定时器调用的就是它。"),
    BilingualText(
      "Prints one line of key=value pairs for each thing that happened. Never two at once: a second run says so and leaves.",
      "每件事输出一行 key=value。不会同时运行两个：后来的会说明并退出。"),
    examples: [.init("mvp schedule run"), .init("mvp schedule run --from-hour 8 --quiet")])
  static let install = CommandHelp(
    BilingualText("Let the machine run the reviews: a systemd user timer, or the line for crontab.", "让机器按时运行评审：systemd 用户定时器，或 crontab 的一行。"),
    BilingualText(
      "The timer fires every hour; what is due is told by the workspace's own time zone. Without a systemd of this user nothing is installed: the crontab line is printed, and the exit status is 1 (0 with --cron, which asks for it).",
      "定时器每小时触发一次；是否到期按工作区的时区判断。没有用户级 systemd 时什么也不安装：只输出 crontab 的一行，退出码为 1（用 --cron 要求如此时为 0）。"),
    examples: [.init("mvp schedule install --hour 9"), .init("mvp schedule install --cron")])
  static let remove = CommandHelp(
    BilingualText("Stop the timer of this workspace and take its files away.", "停止此工作区的定时器并移除其文件。"), examples: [.init("mvp schedule remove")])
  static let meetings = CommandHelp(
    BilingualText("The review meetings as an iCalendar file: past ones with their decisions, and those to come.", "评审会议的 iCalendar 文件：过去的附结论，以及将来的。"),
    examples: [.init("mvp schedule ics > reviews.ics"), .init("mvp schedule ics --at 10:00 --minutes 45 > reviews.ics")])
  static let cron = OptionHelp(BilingualText("Print the crontab line and install nothing.", "只输出 crontab 的一行，不安装。"))
  static let hour = OptionHelp(
    BilingualText("Not before this hour of a review date, 0 to 23, in the workspace's time zone.", "评审日几点之后才运行，0 至 23，按工作区的时区。"), Placeholder.hour)
  static let quiet = OptionHelp(BilingualText("Say nothing when nothing was due: cron mails every line.", "没有到期的评审时不输出：cron 会把每行输出发成邮件。"))
  static let at = OptionHelp(
    BilingualText("When the meetings begin, in the workspace's time zone (default: the whole day).", "会议几点开始，按工作区的时区（默认：全天）。"), Placeholder.time)
  static let minutes = OptionHelp(BilingualText("How long they take, in minutes (default: 60).", "会议多长，以分钟计（默认：60）。"), Placeholder.count)
  static let count = OptionHelp(BilingualText("How many meetings to come (default: 13).", "列出将来的几次会议（默认：13）。"), Placeholder.count)
}
