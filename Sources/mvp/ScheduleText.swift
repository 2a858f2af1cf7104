import ExperimentModel
import ExperimentRunner

/// The calendar of reviews in words.
struct ScheduleText {
  let schedule: Runner.Schedule
  let language: Language

  init(_ schedule: Runner.Schedule, language: Language) {
    self.schedule = schedule
    self.language = language
  }

  var text: String {
    let isEnglish = language == .english
    var lines = [String]()
    if let due = schedule.due {
      let isOverdue = due < schedule.asOf
      lines.append(
        isEnglish
          ? (isOverdue ? "Overdue: the review of \(due). Run 'mvp review'." : "Due today: the review of \(due). Run 'mvp review'.")
          : (isOverdue ? "已逾期：\(due) 的评审。请运行 'mvp review'。" : "今天应评审（\(due)）。请运行 'mvp review'。"))
      if !schedule.missed.isEmpty {
        let dates = schedule.missed.map(\.description).joined(separator: ", ")
        lines.append(
          isEnglish ? "Missed before it: \(dates); one review now makes up for them." : "此前错过：\(dates)；现在评审一次即可补上。")
      }
    } else {
      lines.append(isEnglish ? "Nothing is due." : "目前没有应做的评审。")
    }
    if let last = schedule.last { lines.append(isEnglish ? "Last review: \(last)" : "上次评审：\(last)") }
    lines.append(isEnglish ? "Next review: \(schedule.next) (every \(schedule.every) days)" : "下次评审：\(schedule.next)（每 \(schedule.every) 天）")
    return lines.joined(separator: "\n") + "\n"
  }
}
