import ExperimentDecisions
import ExperimentModel

/// The evidence of one test: figures, numbers, what they could and could not show, advice, data checks.
struct Dossier {
  let experiment: ExperimentReview
  let words: Wording
  let number: Int
  /// Shown at once on a desk and in print; false in a long list for tests that just go on.
  var isOpen = true
  /// Opened everywhere.
  var isForced = false

  var slots: Slots {
    let table = NumbersTable(experiment: experiment, words: words)
    let days = DaysPlot(experiment: experiment, words: words)
    let isDecided = experiment.decision.action
    return [
      "action": isDecided.rawValue, "word": words.action(isDecided), "name": experiment.title, "dossierAnchor": "t\(number)", "isOpen": isOpen ? "open" : "",
      "forced": isForced, "hypothesis": experiment.declared.hypothesis.map { words("Expected: \(OneLine.text($0))", "假设：\(OneLine.text($0))") },
      "revisions": revisions.lines, "effect": EffectPlot(experiment: experiment, words: words).slots, "looksFigure": LooksPlot(experiment: experiment, words: words).slots,
      "daysFigure": days.slots, "spendFigure": days.spend, "numbers": table.slots, "segments": table.segments, "proofs": proofs, "advice": advice,
      "attention": attention, "passed": passed,
    ]
  }

  private var revisions: [String] {
    let revision = RevisionSentence(experiment: experiment, words: words)
    return [revision.changed].compactMap(\.self) + revision.amendments
  }

  /// What is proven, what is not, and what the data could have shown.
  private var proofs: [Slots] {
    func line(_ text: String, _ mark: String, _ tone: String) -> Slots { ["text": text, "mark": mark, "tone": tone] }
    let story = ExperimentStory(experiment: experiment, words: words)
    guard experiment.decision.action != .blocked else {
      return [line(words("Until the data are mended they prove nothing, either way.", "数据修复之前，什么也证明不了。"), "bad", "bad")]
    }
    var out = [Slots]()
    for variant in experiment.metrics.first?.variants ?? [] where variant.id != experiment.declared.controlID {
      guard let metric = experiment.metrics.first, let comparison = variant.comparison, comparison.reason == nil else { continue }
      let mark = EffectMark(variant, metric, words)
      let change = words.change(comparison.relative) ?? words.figures.difference(comparison.difference, of: metric) ?? ""
      let isProven = variant.standing == .winner || variant.standing == .loser
      out.append(
        line(
          words("\(words.title(variant.id, in: experiment)): \(mark.text); \(change)", "“\(words.title(variant.id, in: experiment))”：\(mark.text)；\(change)"),
          isProven ? "good" : "none", isProven ? mark.tone : "soft"))
    }
    out += story.guardrailStates.map { line($0, "warn", "warn") }
    if let family = story.guardrailFamily { out.append(line(family, "info", "soft")) }
    if let outlook = story.outlook { out.append(line(outlook, "info", "soft")) }
    out += story.targets.map { line($0, "info", "soft") }
    return out.isEmpty ? [line(words("No comparison yet, so nothing is shown either way.", "尚无比较，什么也没有显示。"), "none", "soft")] : out
  }

  private var advice: Slots? {
    guard experiment.decision.action != .blocked else { return nil }
    let advice = AdviceSentence(experiment: experiment, words: words)
    let lines = [advice.worth, advice.underHeading].compactMap(\.self)
    return lines.isEmpty ? nil : ["lines": lines.lines]
  }

  /// Alerts, failed checks, mistakes in the declaration.
  private var attention: Slots? {
    let (alert, health) = (AlertSentence(experiment: experiment, words: words), HealthSentence(experiment: experiment, words: words))
    var lines = experiment.diagnostics.map { diagnostic -> Slots in ["mark": "bad", "tone": "bad", "text": diagnostic.text(in: words.language)] }
    for item in experiment.health where !item.ok && item.check != .declarationChanged || item.blocking {
      lines.append(["mark": item.blocking ? "bad" : "warn", "tone": item.blocking ? "bad" : "warn", "text": health.text(item)])
    }
    lines += experiment.alerts.map { ["mark": "warn", "tone": "warn", "text": alert.text($0)] }
    return lines.isEmpty ? nil : ["lines": lines]
  }

  private var passed: Slots? {
    let items = experiment.health.filter(\.ok)
    guard !items.isEmpty else { return nil }
    let sentence = HealthSentence(experiment: experiment, words: words)
    return [
      "title": words("\(English.count(items.count, "data check")) passed", "\(items.count) 项数据检查通过"),
      "lines": items.map { sentence.text($0) }.filter { !$0.isEmpty }.lines,
    ]
  }
}
