import ExperimentDecisions
import ExperimentModel

/// A verdict with its money, the one caveat, and five facts.
struct VerdictCard {
  let experiment: ExperimentReview
  let words: Wording
  let number: Int

  var slots: Slots {
    let decision = experiment.decision
    let sentence = DecisionSentence(experiment: experiment, words: words)
    let caveat = CardCaveat(experiment, words)
    var slots: Slots = [
      "action": decision.action.rawValue, "anchor": "v\(number)", "dossierAnchor": "t\(number)", "word": words.action(decision.action), "name": experiment.title,
      "owner": experiment.declared.owner ?? words("no owner", "无负责人"), "when": when, "head": sentence.head, "why": sentence.reasons, "big": big,
      "strip": strip, "caveatTone": caveat.tone, "caveatMark": caveat.mark, "caveatTitle": caveat.title, "caveats": caveat.lines.lines,
    ]
    if experiment.past.revised != nil {
      slots["extra"] = ["tone": "revised", "text": words("changed", "有变")] as Slots
    } else if decision.action == .scale, caveat.tone != "info" {
      slots["extra"] = ["tone": "open", "text": caveat.mark == "warn" && caveat.tone == "warn" ? words("open question", "有待表态") : words("limit broken", "突破限值")] as Slots
    }
    FactsStrip(experiment: experiment, words: words).fill(&slots)
    return slots
  }

  /// What happens next, and when.
  var when: String {
    switch experiment.decision.action {
    case .scale, .stop: return words("decide now", "现在决定")
    case .blocked: return words("mend now", "现在修复")
    case .continue: return experiment.monitoring.nextLook.map { words("next look \(words.figures.shortDate($0))", "下次查看 \(words.figures.shortDate($0))") } ?? ""
    case .planned: return experiment.declared.start.map { words("from \(words.figures.shortDate($0))", "\(words.figures.shortDate($0))起") } ?? ""
    case .decided: return experiment.decision.person.map { words("closed on \(words.figures.shortDate($0.date))", "\(words.figures.shortDate($0.date))关闭") } ?? ""
    }
  }

  private var big: Slots? {
    let figures = words.figures
    switch experiment.decision.action {
    case .scale:
      if let worth = experiment.worth {
        let between = words.worthBetween(worth).map { words("; \($0)", "；\($0)") } ?? ""
        return ["tone": "go", "amount": figures.roughMoney(worth.seen), "label": (words.worthOf(experiment) ?? "") + between]
      }
      guard let id = experiment.decision.variant, let primary = experiment.metrics.first, let arm = primary.variants.first(where: { $0.id == id }),
        let change = arm.comparison?.relative.estimate
      else { return nil }
      return ["tone": "go", "amount": figures.percent(change, signed: true), "label": OneLine.text(primary.title)]
    case .stop, .blocked:
      guard let spend = experiment.progress.spend else { return nil }
      return ["amount": figures.money(spend), "label": words("spent so far", "目前已花费")]
    case .continue:
      guard let spend = experiment.progress.periodSpend else { return nil }
      return ["amount": figures.money(spend), "label": words("spent in this period", "本周期花费")]
    case .planned, .decided: return nil
    }
  }

  private var strip: Slots? {
    let plot = EffectPlot(experiment: experiment, words: words)
    switch experiment.decision.action {
    case .scale: return experiment.worth.map(plot.worth) ?? plot.strip(experiment.decision.variant.map { [$0] })
    case .stop, .continue: return plot.strip(nil)
    case .blocked, .planned, .decided: return nil
    }
  }
}
