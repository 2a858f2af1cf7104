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

  /// After `mvp schedule install`: what makes the timer run.
  package static func installed(_ installer: ScheduleInstaller) -> BilingualText {
    let command = "systemctl --user daemon-reload && systemctl --user enable --now \(installer.name).timer"
    return BilingualText("Start it with:  \(command)", "启用： \(command)")
  }
}
