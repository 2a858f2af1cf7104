package import ExperimentModel

/// The calendar of reviews in words.
package enum ScheduleSentences {
  package static func text(_ schedule: Runner.Schedule) -> BilingualText {
    let lines = [due(schedule), missed(schedule), schedule.last.map(last), next(schedule)].compactMap { $0 }
    return BilingualText(lines.map { $0.english + "\n" }.joined(), lines.map { $0.simplifiedChinese + "\n" }.joined())
  }

  private static func due(_ schedule: Runner.Schedule) -> BilingualText {
    guard let due = schedule.due else { return BilingualText("Nothing is due.", "目前没有应做的评审。") }
    return due < schedule.asOf
      ? BilingualText("Overdue: the review of \(due). Run 'mvp review'.", "已逾期：\(due) 的评审。请运行 'mvp review'。")
      : BilingualText("Due today: the review of \(due). Run 'mvp review'.", "今天应评审（\(due)）。请运行 'mvp review'。")
  }

  private static func missed(_ schedule: Runner.Schedule) -> BilingualText? {
    guard schedule.due != nil, !schedule.missed.isEmpty else { return nil }
    let dates = schedule.missed.map(\.description)
    return BilingualText(
      "Missed before it: \(dates.joined(separator: ", ")); one review now makes up for \(dates.count == 1 ? "it" : "them").",
      "此前错过：\(dates.joined(separator: "、"))；现在评审一次即可补上。")
  }

  private static func last(_ day: CalendarDay) -> BilingualText { BilingualText("Last review: \(day)", "上次评审：\(day)") }

  private static func next(_ schedule: Runner.Schedule) -> BilingualText {
    BilingualText(
      "Next review: \(schedule.next) (every \(schedule.every == 1 ? "day" : "\(schedule.every) days"))", "下次评审：\(schedule.next)（每 \(schedule.every) 天）")
  }

  /// After `mvp schedule install`.
  package static func installed(_ name: String) -> BilingualText {
    BilingualText(
      "Installed and started: every hour it looks whether a review is due. See when: 'systemctl --user list-timers \(name).timer'\nIt runs while you are logged in; to let it run without: 'loginctl enable-linger'",
      "已安装并启动：每小时检查一次是否有应做的评审。查看：'systemctl --user list-timers \(name).timer'\n定时器只在你登录时运行；若要在未登录时也运行：'loginctl enable-linger'")
  }

  /// Where no systemd of the user answers: before the line on standard output.
  package static let nothingInstalled = BilingualText(
    "Nothing was installed: no systemd of this user answers here. Put this line into your crontab ('crontab -e') to have due reviews run every hour:",
    "未安装任何东西：本机没有可用的用户级 'systemd'。请用 'crontab -e' 把下面这一行加入定时任务，即可每小时检查并运行应做的评审：")

  package static func removed(_ files: [String]) -> BilingualText {
    files.isEmpty
      ? BilingualText("Nothing was installed for this workspace; nothing was removed.", "此工作区没有安装过定时任务，未作改动。")
      : BilingualText("Stopped and removed: \(files.joined(separator: ", "))", "已停止并移除：\(files.joined(separator: "、"))")
  }

  static let noCronLine = BilingualText(
    "the path of the program or the workspace holds the end of a line, which no crontab can", "程序或工作区的路径含有换行符，无法写入定时任务")

  static func notStarted(_ name: String, files: [String]) -> BilingualText {
    BilingualText(
      "\(files.joined(separator: " and ")) are written, but systemd did not start \(name).timer; see 'systemctl --user status \(name).timer'",
      "\(files.joined(separator: "、")) 已写好，但未能启动 '\(name).timer'；请查看 'systemctl --user status \(name).timer'")
  }

  /// A meeting in a calendar.
  static func meeting(_ project: String) -> BilingualText { BilingualText("Experiment review: \(project)", "实验评审：\(project)") }
  static let nothingRecorded = BilingualText("No verdicts.", "没有结论。")
  static let bringExports = BilingualText("Before the meeting: 'mvp validate --data', then 'mvp review'.", "会前：先运行 'mvp validate --data'，再运行 'mvp review'。")
  static func onTheTable(_ titles: [String]) -> BilingualText {
    titles.isEmpty
      ? BilingualText("No test is open on this date yet.", "目前没有到这一天仍在进行的测试。")
      : BilingualText("On the table: \(titles.joined(separator: "; "))", "待评审：\(titles.joined(separator: "；"))")
  }
}
