public import ExperimentDecisions
public import ExperimentModel

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
    case .blocked: return words("\(id): would be blocked, because \(why)\n", "\(id)：会暂缓判定，因为\(why)\n")
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
    let said = words("\(experiment.id) would be blocked: \(text)", "\(experiment.id) 会暂缓判定：\(text)")
    return Diagnostic(file: file, line: 1, column: 1, code: code, message: BilingualText(said, said))
  }

  private var why: String { words.list(experiment.decision.reasons.map(words.reason)) }
}
