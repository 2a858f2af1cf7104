import ExperimentDecisions
import ExperimentModel

/// The whole review in money, in what people have to do, and in what changed.
struct PageWhole {
  let review: Review
  /// What needs a person first.
  let experiments: [ExperimentReview]
  let words: Wording

  var slots: Slots { ["sums": sums, "deeds": deeds, "changes": changes] }

  var sums: [Slots] {
    let figures = words.figures
    var sums = [Slots]()
    if let spend = review.periodSpend {
      let parts = experiments.compactMap { experiment in
        experiment.progress.periodSpend.flatMap { $0 > 0 ? "\(OneLine.text(experiment.title)) \(figures.money($0))" : nil }
      }
      let more = parts.count > 4 ? words(" and \(parts.count - 4) more", "，另有 \(parts.count - 4) 个") : ""
      sums.append([
        "label": words("Spent in this period", "本周期花费"), "amount": figures.money(spend), "more": parts.prefix(4).joined(separator: words("; ", "；")) + more,
      ])
    }
    for experiment in experiments.filter({ $0.worth != nil }).prefix(3) {
      guard let worth = experiment.worth else { continue }
      sums.append([
        "label": words.said(OneLine.text(experiment.title), words.worthOf(experiment) ?? ""), "amount": figures.roughMoney(worth.seen), "more": words.worthBetween(worth),
      ])
    }
    for fund in review.funds.prefix(3) {
      let share: Slots? = fund.total > 0 ? ["percent": Axis.text(min(max(fund.spent / fund.total, 0), 1) * 100) + "%"] : nil
      let committed = fund.committed > 0 ? words("; \(figures.money(fund.committed)) promised", "；已承诺 \(figures.money(fund.committed))") : ""
      sums.append([
        "label": words("Fund \(OneLine.text(fund.name))", "专项资金 \(OneLine.text(fund.name))"), "amount": figures.money(fund.spent),
        "of": words("of \(figures.money(fund.total))", "／ \(figures.money(fund.total))"), "share": share,
        "more": words("\(figures.money(fund.left)) left", "尚余 \(figures.money(fund.left))") + committed,
      ])
    }
    return sums
  }

  var deeds: [Slots] {
    experiments.compactMap { experiment in
      let card = VerdictCard(experiment: experiment, words: words, number: 0)
      let name = OneLine.text(experiment.title)
      var text: String
      switch experiment.decision.action {
      case .scale: text = words("\(name): \(DecisionSentence(experiment: experiment, words: words).head)", "\(name)：\(DecisionSentence(experiment: experiment, words: words).head)")
      case .stop: text = words("\(name): close it and write down what was learned.", "\(name)：关闭测试，记下所得。")
      case .blocked:
        let why = words.list(experiment.decision.reasons.map(words.reason))
        text = words("\(name): mend first (\(why)).", "\(name)：先修复（\(why)）。")
      case .continue: text = words("\(name): nothing to do until its next look.", "\(name)：下次查看之前无须行动。")
      case .planned: text = words("\(name): not started.", "\(name)：尚未开始。")
      case .decided: return nil
      }
      var isDeed = [.scale, .stop, .blocked].contains(experiment.decision.action)
      var when = card.when
      if let revised = experiment.past.revised {
        let was = revised.was.map(RevisionSentence(experiment: experiment, words: words).verdict) ?? words("no verdict", "尚无结论")
        let changed = words("undo what was done on “\(was)”, then acknowledge it", "撤回依“\(was)”已做的事，然后确认")
        // A verdict that asks for something itself is said with it.
        text = isDeed ? words("\(text) First \(changed).", "\(text)先\(changed)。") : words("\(name): \(changed).", "\(name)：\(changed)。")
        (isDeed, when) = (true, words("now", "现在"))
      }
      return ["mark": isDeed ? "box" : "none", "text": text, "owner": experiment.declared.owner ?? words("no owner", "无负责人"), "when": when]
    }
  }

  var changes: [Slots] {
    experiments.map { experiment in
      let decision = experiment.decision
      let tone = decision.action == .scale ? "go" : decision.action == .stop ? "bad" : ""
      func word(_ action: Action, _ variant: String?) -> String { words.action(action) + (variant.map { " " + words.title($0, in: experiment) } ?? "") }
      // Found between the reviews: what people were told last is what it was before.
      let revised = experiment.past.revised.flatMap { $0.date >= review.period.first ? $0.was : nil }
      guard let before = revised ?? experiment.past.before else {
        return ["name": experiment.title, "from": words("new:", "新增："), "to": word(decision.action, nil), "tone": tone]
      }
      if before.action == decision.action, before.variant == decision.variant {
        return [
          "name": experiment.title, "from": words("unchanged:", "不变："), "to": word(decision.action, nil), "tone": tone,
          "why": words("since \(words.figures.shortDate(before.date))", "自\(words.figures.shortDate(before.date))起"),
        ]
      }
      let why = revised == nil ? nil : words("its data or its declaration changed", "数据或声明有变")
      return ["name": experiment.title, "from": word(before.action, nil) + " →", "to": word(decision.action, nil), "tone": tone, "why": why]
    }
  }
}
