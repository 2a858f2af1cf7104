import ExperimentDecisions
import ExperimentModel

/// The advice in money: beside the verdict, never instead of it.
struct AdviceSentence {
  let experiment: ExperimentReview
  let words: Wording

  /// Nil when there is nothing to say.
  var text: String? { body.map { words("Advice, not a verdict: ", "建议（并非结论）：") + $0 } }

  /// The same where a heading says what it is.
  var underHeading: String? { body.map { $0.capitalizedFirst } }

  private var body: String? {
    let advice = experiment.advice
    // What somebody has closed is not chosen again.
    guard let best = advice.best, experiment.decision.action != .decided else { return nil }
    let name = words.title(best, in: experiment)
    var parts = [
      isCloseCall
        ? words("if you had to choose now, there would be little in it: \(name)", "若现在必须选，各版本相差无几：“\(name)”")
        : words("if you had to choose now, \(name) is the best bet", "若现在必须选，“\(name)”预期损失最小")
    ]
    // Among those still in the test.
    if let probability = advice.probabilityBest?[best] {
      parts[0] += words(" (best with a chance of \(words.figures.chance(probability)))", "（最好的可能性 \(words.figures.chance(probability))）")
    }
    if let losses = advice.expectedLoss, let own = losses[best], losses.count > 1 {
      let others = losses.filter { $0.key != best }.sorted { $0.value < $1.value }
        .map { words("\(words.title($0.key, in: experiment)) \(words.figures.money($0.value))", "“\(words.title($0.key, in: experiment))” \(words.figures.money($0.value))") }
      parts[0] += words(
        "; expected loss \(words.figures.money(own))\(ofScale), against \(others.joined(separator: ", "))",
        "；预期损失 \(words.figures.money(own))\(ofScale)，其他：\(others.joined(separator: "、"))")
      if advice.assumesEqualCost {
        parts[0] += words(" (a unit taken to cost the same in every variant)", "（假设各版本每个对象的成本相同）")
      }
    }
    parts[0] += words(".", "。")
    if let cost = advice.costOfWaiting, cost > 0 {
      let regret = advice.regretOfWaiting.map { words(", of which about \(words.figures.money($0)) on inferior variants", "，其中约 \(words.figures.money($0)) 用在较差的版本上") } ?? ""
      parts.append(words("One more period costs \(words.figures.money(cost))\(regret).", "再等一个周期花费 \(words.figures.money(cost))\(regret)。"))
      if let value = advice.valueOfWaiting, let pays = advice.isWorthWaiting {
        parts.append(
          words(
            "What it would tell is worth about \(words.figures.money(value.rounded())) to the choice: \(pays ? "more than it loses" : "less than it loses").",
            "它带来的信息对选择约值 \(words.figures.money(value.rounded()))，\(pays ? "高于损失，值得等" : "低于损失，不值得等")。"))
      }
    }
    if let shrunken = advice.shrunkenEffect {
      parts.append(
        words(
          "Winners look better than they are; a cautious estimate of the effect is \(words.figures.percent(shrunken, signed: true)).",
          "胜出者的效果往往被高估；谨慎的估计为 \(words.figures.percent(shrunken, signed: true))。"))
      if let prior = advice.shrinkagePrior, isBeyondInterval(shrunken) {
        let usual = words.figures.percent(prior)
        parts.append(
          words(
            "It lies below the interval because, before any data, effects of about ±\(usual) are taken to be usual; the interval assumes nothing of the kind.",
            "它落在区间之外，是因为在看数据之前就认为效果通常在 ±\(usual) 左右；区间没有这样的假设。"))
      }
    }
    return parts.joined(separator: words(" ", ""))
  }

  /// The best is hardly likelier to be that than it would be by drawing lots.
  private var isCloseCall: Bool {
    guard let chances = experiment.advice.probabilityBest, chances.count > 1, let most = chances.values.max() else { return false }
    return most < 1.1 / Double(chances.count)
  }

  /// Whether a winner's cautious effect is nearer to nothing than all that its interval holds.
  private func isBeyondInterval(_ effect: Double) -> Bool {
    guard let id = experiment.decision.variant ?? experiment.decision.recommendedVariant,
      let relative = experiment.metrics.first?.variants.first(where: { $0.id == id })?.comparison?.relative
    else { return false }
    return relative.lower.map { effect < $0 } ?? false || relative.upper.map { effect > $0 } ?? false
  }

  /// Of which money a loss is.
  private var ofScale: String { experiment.declared.scaleValue.map { words(" of the \(words.figures.money($0)) to be spent", "（计划投入 \(words.figures.money($0))）") } ?? "" }

  /// What the winner is worth on the money the plan wants to spend; nil without `scale_value` or a winner.
  var worth: String? {
    guard let worth = experiment.worth, let value = experiment.declared.scaleValue else { return nil }
    let figures = words.figures
    let seen = figures.roughMoney(worth.seen)
    var parts = [String]()
    if let least = worth.least, let most = worth.most {
      parts.append(words("between \(figures.roughMoney(least)) and \(figures.roughMoney(most))", "区间 \(figures.roughMoney(least))~\(figures.roughMoney(most))"))
    }
    if let cautious = worth.cautious { parts.append(words("cautiously \(figures.roughMoney(cautious))", "谨慎估计 \(figures.roughMoney(cautious))")) }
    let more = parts.isEmpty ? "" : words(" (\(parts.joined(separator: "; ")))", "（\(parts.joined(separator: "；"))）")
    if experiment.metrics.first?.kind.facts.isCost ?? false {
      return words("On the \(figures.money(value)) you plan to spend, that is about \(seen) saved\(more).", "按计划投入 \(figures.money(value)) 计，约省 \(seen)\(more)。")
    }
    return words(
      "On the \(figures.money(value)) you plan to spend, that is as much as about \(seen) more would bring\(more).",
      "按计划投入 \(figures.money(value)) 计，相当于多投入约 \(seen) 的效果\(more)。")
  }
}
