import ExperimentDecisions
import ExperimentModel

/// The first sentence of a review: how many to scale, stop, keep and mend.
struct ReviewSummary {
  let review: Review
  let words: Wording

  /// What needs a person first.
  static func ordered(_ experiments: [ExperimentReview]) -> [ExperimentReview] {
    let rank: [Action: Int] = [.scale: 0, .stop: 1, .blocked: 2, .continue: 3, .planned: 4, .decided: 5]
    return experiments.enumerated().sorted { a, b in
      let (first, second) = (rank[a.element.decision.action] ?? 9, rank[b.element.decision.action] ?? 9)
      return first == second ? a.offset < b.offset : first < second
    }.map(\.element)
  }

  var sentence: String {
    func count(_ action: Action) -> Int { review.experiments.count { $0.decision.action == action } }
    let parts: [(Int, String, String)] = [
      (count(.scale), "scale", "放大"), (count(.stop), "stop", "停止"), (count(.blocked), "mend", "待修复"),
      (count(.continue), "keep running", "继续"), (count(.planned), "not started", "未开始"), (count(.decided), "closed", "已关闭"),
    ]
    let shown = parts.filter { $0.0 > 0 }
    guard !shown.isEmpty else { return words("No experiments yet.", "还没有实验。") }
    let spend = review.experiments.compactMap(\.spend).reduce(0, +)
    let english = shown.map { "\(ReviewSummary.numeral($0.0)) \($0.1)" }
    let head = words(
      english.joined(separator: ", ").capitalizedFirst + ".", shown.map { "\($0.0) 个\($0.2)" }.joined(separator: "，") + "。")
    guard spend > 0 else { return head }
    return head
      + words(
        " \(words.figures.money(spend)) spent in all up to \(words.figures.date(review.asOf - 1)).",
        "截至\(words.figures.date(review.asOf - 1))共花费 \(words.figures.money(spend))。")
  }

  private static func numeral(_ count: Int) -> String {
    let names = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return count < names.count ? names[count] : String(count)
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// What a report says of one experiment, paragraph by paragraph: the verdict, its evidence, health, advice.
struct ExperimentStory {
  let experiment: ExperimentReview
  let words: Wording

  var paragraphs: [String] {
    var out = [DecisionSentence(experiment: experiment, words: words).text]
    let advice = AdviceSentence(experiment: experiment, words: words)
    if let worth = advice.worth { out[0] += words(" ", "") + worth }
    if let evidence = evidence { out.append(evidence) }
    out += guardrails
    for item in experiment.health where !item.ok && item.check != .declarationChanged || item.blocking {
      out.append(words("Health: ", "数据：") + HealthSentence(experiment: experiment, words: words).text(item))
    }
    for alert in experiment.alerts { out.append(words("Alert: ", "提醒：") + AlertSentence(experiment: experiment, words: words).text(alert)) }
    if experiment.decision.action != .blocked, let text = advice.text { out.append(text) }
    for diagnostic in experiment.diagnostics { out.append(OneLine.text(diagnostic.text(in: words.language))) }
    return out
  }

  /// The look, in words before figures: which look, its p and the line it had to cross.
  private var evidence: String? {
    guard let primary = experiment.metrics.first else { return nil }
    let compared = primary.variants.filter { $0.comparison?.pValue != nil && $0.comparison?.reason == nil }
    guard !compared.isEmpty, experiment.look > 0 else { return nil }
    let lines = compared.compactMap { variant -> String? in
      guard let comparison = variant.comparison, let p = comparison.pValue else { return nil }
      let nominal =
        comparison.nominalLevel.map {
          words("; this look's line \(words.figures.number(2 * $0, significant: 2))", "；本次界线 \(words.figures.number(2 * $0, significant: 2))")
        } ?? ""
      return "\(words.title(variant.id, in: experiment)): \(words.figures.probability(p))\(nominal)"
    }
    let descriptive = experiment.evidence == "randomized" ? "" : words(" Descriptive only.", "仅供描述。")
    return words(
      "Verdict by look \(experiment.look) of \(max(experiment.looks, experiment.look)) (\(lines.joined(separator: " · "))). Error allowance used so far: \(words.figures.percent(experiment.alphaSpent)) of \(words.figures.percent(1 - experiment.confidence)).\(descriptive)",
      "依据第 \(experiment.look) 次检视（共 \(max(experiment.looks, experiment.look)) 次）：\(lines.joined(separator: " · "))。已用错误额度 \(words.figures.percent(experiment.alphaSpent))，共 \(words.figures.percent(1 - experiment.confidence))。\(descriptive)"
    )
  }

  private var guardrails: [String] {
    experiment.metrics.flatMap { metric in
      metric.variants.compactMap { variant -> String? in
        guard let guardrail = variant.guardrail, guardrail.status != .safe, variant.id != experiment.controlID else { return nil }
        let name = words.title(variant.id, in: experiment)
        let title = OneLine.text(metric.title)
        let worst =
          guardrail.worstNotExcluded.map {
            guardrail.isRelative ? words.figures.percent($0, signed: true) : words.figures.value($0, of: metric)
          } ?? words("no limit", "没有上限")
        switch guardrail.status {
        case .broken: return words("Guardrail \(title): broken by \(name).", "护栏“\(title)”：被“\(name)”突破。")
        case .over: return words("Guardrail \(title): \(name) is over the limit, not proven.", "护栏“\(title)”：“\(name)”超出限值，尚无证明。")
        default:
          return words("Guardrail \(title): \(name) not shown safe (could be as bad as \(worst)).", "护栏“\(title)”：“\(name)”尚未证明安全（最坏可到 \(worst)）。")
        }
      }
    }
  }
}
