public import ExperimentDecisions
public import ExperimentModel

/// What commands say of what a person did or asked for; each in both languages.
public struct DeedWords: Sendable {
  private let words: Wording
  private let language: Language

  /// - Parameter currency: nil where no money is said.
  public init(language: Language, currency: String = "") {
    self.language = language
    words = Wording(language: language, currency: currency)
  }

  /// `--as-of` with a day to come, in a command that only looks.
  public func stillToCome(_ day: CalendarDay, today: CalendarDay) -> String {
    words("warning: \(day) is still to come (today is \(today)); data of days to come are not there yet", "警告：\(day) 尚未到来（今天是 \(today)）；其后的数据还没有")
  }

  /// A verdict in two words: `SCALE Story`.
  public func verdict(_ action: Action, variant: String?) -> String { words.action(action) + (variant.map { " " + OneLine.text($0) } ?? "") }

  public func recorded(_ file: String) -> String { words("Recorded: \(file)", "已记录：\(file)") }

  /// A second record of a day, for what was blocked in the first.
  public func mended(_ ids: [String], _ file: String, reports: [String]) -> String {
    words(
      "Mended and recorded for the same day: \(ids.joined(separator: ", ")) (\(file)); reports made again: \(reports.joined(separator: ", "))",
      "已修复并补记于同一天：\(ids.joined(separator: "、"))（\(file)）；报告已重新生成：\(reports.joined(separator: "、"))")
  }

  /// What an amendment changed and what became of the verdict.
  public func amended(_ id: String, _ amendment: RecordedAmendment, revised: RecordedRevision?, barred: [String]) -> String {
    let blank = ExperimentReview(id: id, title: id, progress: .init(phase: .running), decision: Decision(action: .continue))
    var lines = [
      words("Amended \(id): \(RevisionSentence.keys(amendment.changes, words)).", "已公开更改 \(id)：\(RevisionSentence.keys(amendment.changes, words))。")
    ]
    if let revised {
      lines.append(RevisionSentence(experiment: blank, words: words).text(revised))
    } else {
      lines.append(words("The looks were replayed; no standing changes.", "已重放历次查看，各版本状态不变。"))
    }
    if !barred.isEmpty {
      lines.append(
        words(
          "\(words.list(barred)) would win on data that were in sight when this was changed: only data of later days can make it a winner.",
          "\(words.list(barred)) 若按更改前已看到的数据即可胜出：只有此后日期的数据才能使其胜出。"))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
