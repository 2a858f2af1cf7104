import ExperimentDecisions
import ExperimentModel

/// The one thing that a reader must know beside the verdict; where nothing stands against it, that is said.
struct CardCaveat {
  let tone: String
  let mark: String
  let title: String
  let lines: [String]

  init(_ experiment: ExperimentReview, _ words: Wording) {
    let found = CardCaveat.found(experiment, words)
    (tone, mark, title, lines) = (found.tone, found.mark, found.title, found.lines)
  }

  private typealias Found = (tone: String, mark: String, title: String, lines: [String])

  private static func found(_ experiment: ExperimentReview, _ words: Wording) -> Found {
    let story = ExperimentStory(experiment: experiment, words: words)
    let health = HealthSentence(experiment: experiment, words: words)
    if let changed = RevisionSentence(experiment: experiment, words: words).changedUnderHeading {
      return ("bad", "warn", words("The verdict changed since it was given", "结论在给出之后有变"), [changed])
    }
    if !experiment.diagnostics.isEmpty {
      return ("bad", "bad", words("To be mended", "需要修复"), experiment.diagnostics.prefix(2).map { OneLine.text($0.text(in: words.language)) })
    }
    if let blocking = experiment.health.first(where: \.blocking) {
      return ("bad", "bad", words("Until it is mended the numbers mean nothing", "修复之前，数字没有意义"), [health.text(blocking)])
    }
    let failed = experiment.health.filter { !$0.ok && $0.check != .declarationChanged }
    if experiment.decision.action != .stop, var guardrail = guardrail(experiment, words) {
      if experiment.decision.action == .scale, !failed.isEmpty { guardrail.lines.append(others(failed, words)) }
      return guardrail
    }
    if let unfair = failed.first(where: { $0.check == .notRandomized }) {
      return ("warn", "warn", words("The split was not random", "分组并非随机"), [health.text(unfair)])
    }
    if experiment.decision.action == .scale {
      let rest = failed.isEmpty ? nothingElse(experiment, words) : others(failed, words)
      if let worth = experiment.worth, let cautious = worth.cautious, cautious < worth.seen {
        let (plan, seen) = (words.figures.roughMoney(cautious), words.figures.roughMoney(worth.seen))
        return (
          "info", "info", words("Expect less than was measured", "实际收益会低于测得的数值"),
          [words("A test that wins shows its effect too large. Plan with \(plan), not \(seen).", "胜出的测试往往高估效果。做计划请按 \(plan)，不要按 \(seen)。"), rest]
        )
      }
      if let shrunken = experiment.advice.shrunkenEffect {
        let effect = words.figures.percent(shrunken, signed: true)
        return (
          "info", "info", words("Expect less than was measured", "实际效果会低于测得的数值"),
          [words("A test that wins shows its effect too large. Plan with \(effect).", "胜出的测试往往高估效果。做计划请按 \(effect)。"), rest]
        )
      }
    }
    if let outlook = story.outlook {
      let title =
        experiment.decision.action == .stop
        ? words("Too small to tell, not proof of a tie", "数据太少，不等于没有差别") : words("What it still takes", "还需要多少数据")
      return ("info", "info", title, [outlook] + (failed.isEmpty ? [] : [others(failed, words)]))
    }
    if let guardrail = guardrail(experiment, words) { return guardrail }
    if let first = failed.first { return ("warn", "warn", words("To be known beside the figures", "看数字时需要知道"), [health.text(first)]) }
    if experiment.decision.action == .planned { return ("info", "info", words("Nothing to judge yet", "尚无可判断的内容"), []) }
    return ("info", "info", words("Nothing else stands against it", "没有其他不利因素"), [nothingElse(experiment, words)])
  }

  /// Of the winner where there is one, else of any treatment.
  private static func guardrail(_ experiment: ExperimentReview, _ words: Wording) -> Found? {
    let rank: [GuardrailReview.Status: Int] = [.broken: 0, .over: 1, .notShownSafe: 2]
    var worst: (rank: Int, metric: MetricReview)?
    for metric in experiment.metrics {
      for variant in metric.variants where variant.id != experiment.declared.controlID {
        guard let status = variant.guardrail?.status, let place = rank[status], experiment.decision.variant.map({ $0 == variant.id }) ?? true else { continue }
        if worst.map({ place < $0.rank }) ?? true { worst = (place, metric) }
      }
    }
    guard let worst else { return nil }
    let title = OneLine.text(worst.metric.title)
    let states = ExperimentStory(experiment: experiment, words: words).guardrailStates
    let head =
      worst.rank == 2
      ? words("\(title): not shown safe", "\(title)：尚未证明安全")
      : worst.rank == 1 ? words("\(title): over its limit", "\(title)：超出限值") : words("\(title): limit broken", "\(title)：已突破限值")
    let accept = words("Scaling now accepts that risk; somebody has to say so.", "现在放量等于接受这一风险，须有人明确表态。")
    return (worst.rank == 2 ? "warn" : "bad", "warn", head, Array(states.prefix(2)) + (experiment.decision.action == .scale ? [accept] : []))
  }

  private static func others(_ failed: [HealthItem], _ words: Wording) -> String {
    let names = failed.map { CheckWords.failed($0.check, words) }
    var seen = [String]()
    for name in names where !seen.contains(name) { seen.append(name) }
    return words("Also to be known: \(seen.joined(separator: "; ")).", "还需知道：\(seen.joined(separator: "；"))。")
  }

  private static func nothingElse(_ experiment: ExperimentReview, _ words: Wording) -> String {
    let hasGuardrail = experiment.metrics.contains { $0.variants.contains { $0.guardrail != nil } }
    return hasGuardrail
      ? words("Guardrails are inside their limits, and every data check passed.", "护栏指标都在限值之内，数据检查全部通过。")
      : words("Every data check passed; no guardrail is declared.", "数据检查全部通过；没有声明护栏指标。")
  }
}
