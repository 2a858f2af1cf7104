import ExperimentDecisions
import ExperimentModel

/// What became of a verdict afterwards, and what was changed openly: said before and beside it.
struct RevisionSentence {
  let experiment: ExperimentReview
  let words: Wording

  /// The verdict that changed and waits for somebody to acknowledge it; nil where none does.
  var changed: String? {
    experiment.past.revised.map { text($0) + words(" ", "") + since($0) + acknowledge }
  }

  /// The same under a heading that says already what has happened.
  var changedUnderHeading: String? {
    experiment.past.revised.map { words("It ", "") + fromTo($0) + words(" ", "") + since($0) + acknowledge }
  }

  /// One sentence an amendment, oldest first.
  var amendments: [String] {
    experiment.past.amendments.map { amendment in
      let keys = RevisionSentence.keys(amendment.changes, words)
      let day = words.figures.date(amendment.date)
      return words(
        "Amended on \(day), after the start: \(keys). Why: “\(OneLine.text(amendment.why))”", "\(day)（开始之后）公开更改：\(keys)。理由：“\(OneLine.text(amendment.why))”")
    }
  }

  /// A look since then may have told something else again.
  private func since(_ revision: RecordedRevision) -> String {
    let decision = experiment.decision
    guard decision.action != .decided, decision.action != revision.now.action || decision.variant != revision.now.variant else { return "" }
    let now = words.action(decision.action) + (decision.variant.map { " " + words.title($0, in: experiment) } ?? "")
    return words("Since then it has become \(now). ", "此后又成为\(now)。")
  }

  private var acknowledge: String {
    words(
      "When you have seen it: mvp decide \(experiment.id) acknowledge --note \"…\"", "看过之后请确认：mvp decide \(experiment.id) acknowledge --note \"…\"")
  }

  /// From what to what, and why.
  func text(_ revision: RecordedRevision) -> String { words("THE VERDICT CHANGED: it ", "结论有变：") + fromTo(revision) }

  private func fromTo(_ revision: RecordedRevision) -> String {
    let day = words.figures.date(revision.date)
    let why =
      switch revision.reason {
      case .correctedData: words("data of days reviewed before were corrected", "此前评审过的数据有更正")
      case .amended: words("the declaration was amended", "声明被公开更改")
      }
    let was = revision.was.map(verdict) ?? words("no verdict", "尚无结论")
    let now = verdict(revision.now)
    var text = words(
      "was \(was) and is \(now), because \(why) (found on \(day)).", "原为\(was)，现为\(now)，原因是\(why)（\(day)发现）。")
    for change in revision.changes { text += words(" ", "") + sentence(change) }
    return text
  }

  func verdict(_ verdict: RecordedVerdict) -> String {
    words.action(verdict.action) + (verdict.variant.map { " " + words.title($0, in: experiment) } ?? "")
  }

  private func sentence(_ change: RecordedRevision.Change) -> String {
    let name = words.title(change.variant, in: experiment)
    func standing(_ standing: ReachedStanding?) -> String { words.standing(standing?.standing ?? .undecided) }
    var text = words(
      "\(name): was \(standing(change.was)), is \(standing(change.now))", "“\(name)”：原为\(standing(change.was))，现为\(standing(change.now))")
    let day = words.figures.date(change.date)
    let before = change.statisticWas.map { words.figures.decimal($0, places: 2) } ?? "–"
    let now = change.statisticNow.map { words.figures.decimal($0, places: 2) } ?? "–"
    let line = change.boundary.map { words(", the line is at \(words.figures.decimal($0, places: 2))", "，界限为 \(words.figures.decimal($0, places: 2))") } ?? ""
    text += words("; at the look of \(day) z was \(before) and is \(now)\(line).", "；\(day)的查看中 z 原为 \(before)，现为 \(now)\(line)。")
    return text
  }

  /// `'end' (2026-11-29 → 2026-12-13)`, one after the other.
  static func keys(_ changes: [HealthItem.ChangedKey], _ words: Wording) -> String {
    words.list(changes.map { words.beside("'\(OneLine.text($0.key))'", "\(OneLine.text($0.before)) → \(OneLine.text($0.now))") })
  }
}
