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

  public func recorded(_ file: String) -> String { words("Recorded: \(file)", "已记录：\(file)") }

  /// A second record of a day, for what was blocked in the first.
  public func mended(_ ids: [String], _ file: String, reports: [String]) -> String {
    words(
      "Mended and recorded for the same day: \(ids.joined(separator: ", ")) (\(file)); reports made again: \(reports.joined(separator: ", "))",
      "已修复并补记于同一天：\(ids.joined(separator: "、"))（\(file)）；报告已重新生成：\(reports.joined(separator: "、"))")
  }

  /// What an amendment changed and what became of the verdict.
  public func amended(_ id: String, _ amendment: RecordedAmendment, revised: RecordedRevision?, barred: [String]) -> String {
    let blank = ExperimentReview(id: id, title: id, phase: .running, decision: Decision(action: .continue))
    var lines = [
      words("Amended \(id): \(RevisionSentence.keys(amendment.changes, words)).", "已公开更改 \(id)：\(RevisionSentence.keys(amendment.changes, words))。")
    ]
    if let revised {
      lines.append(RevisionSentence(experiment: blank, words: words).text(revised))
    } else {
      lines.append(words("The looks were replayed; no standing changes.", "已重放历次检视，各版本状态不变。"))
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

/// What a review of the day would make of an experiment: `validate --data`.
public struct Readiness {
  public let experiment: ExperimentReview
  private let file: String
  private let words: Wording

  /// - Parameter file: the declaration, relative to the workspace.
  public init(_ experiment: ExperimentReview, file: String, language: Language, currency: String) {
    self.experiment = experiment
    self.file = file
    words = Wording(language: language, currency: currency)
  }

  /// `pages: could decide`, or what would block it and why.
  public var text: String {
    let id = experiment.id
    if experiment.past.isMissing { return words("\(id): missing: the records know it, its file is gone\n", "\(id)：缺失：记录中有，文件已不在\n") }
    switch experiment.decision.action {
    case .planned: return words("\(id): not started yet\n", "\(id)：尚未开始\n")
    case .decided: return words("\(id): closed by a person\n", "\(id)：已由人工关闭\n")
    case .blocked: return words("\(id): would be blocked, because \(why)\n", "\(id)：会被拦下，因为\(why)\n")
    case .continue, .scale, .stop: return words("\(id): could decide\n", "\(id)：可以作结论\n")
    }
  }

  /// One problem each, as other faults are said; empty unless the experiment would be blocked.
  public var diagnostics: [Diagnostic] {
    let items = experiment.health.filter(\.blocking)
    guard experiment.decision.action == .blocked else { return [] }
    guard !items.isEmpty else { return experiment.decision.reasons.map { diagnostic(code: $0.rawValue, words.reason($0)) } }
    return items.map { diagnostic(code: $0.check.rawValue, HealthSentence(experiment: experiment, words: words).text($0)) }
  }

  private func diagnostic(code: String, _ text: String) -> Diagnostic {
    let said = words("\(experiment.id) would be blocked: \(text)", "\(experiment.id) 会被拦下：\(text)")
    return Diagnostic(file: file, line: 1, column: 1, code: code, message: BilingualText(said, said))
  }

  private var why: String { words.list(experiment.decision.reasons.map(words.reason)) }
}
