import ExperimentDecisions
import ExperimentModel

/// Time, money, sample, guardrails, data: the same five on every card, so that the eye can run down one column.
struct FactsStrip {
  let experiment: ExperimentReview
  let words: Wording

  func fill(_ slots: inout Slots) {
    time(&slots)
    money(&slots)
    sample(&slots)
    slots["guards"] = guards
    let checks = experiment.health
    let passed = checks.count { $0.ok }
    slots["checked"] = checks.isEmpty ? words("Data", "数据") : words("Data, \(passed) of \(checks.count) passed", "数据，\(checks.count) 项中 \(passed) 项通过")
    slots["checks"] = self.checks
  }

  private func time(_ slots: inout Slots) {
    let (progress, declared) = (experiment.progress, experiment.declared)
    slots["days"] =
      declared.plannedDays.map { words("day \(min(progress.days, $0)) of \($0)", "第 \(min(progress.days, $0)) 天，共 \($0) 天") }
      ?? words("day \(progress.days)", "第 \(progress.days) 天")
    if let planned = declared.plannedDays, planned > 0 { slots["time"] = share(Double(progress.days), of: Double(planned)) }
    if let start = declared.start {
      slots["dates"] =
        declared.end.map { words("\(words.figures.date(start)) to \(words.figures.date($0))", "\(words.figures.date(start))至\(words.figures.date($0))") }
        ?? words("from \(words.figures.date(start))", "\(words.figures.date(start))起")
    }
    let (look, looks) = (experiment.monitoring.look, max(experiment.monitoring.looks, experiment.monitoring.look))
    var state = looks == 0 ? words("no look", "没有查看") : words("look \(look) of \(looks)", "第 \(look) 次查看，共 \(looks) 次")
    if progress.phase == .ended { state = words("ended; ", "已结束；") + state }
    slots["looks"] = state
  }

  private func money(_ slots: inout Slots) {
    guard let spend = experiment.progress.spend else {
      slots["budget"] = words("no spend declared", "没有声明花费")
      return
    }
    slots["spent"] = words.figures.money(spend)
    if let budget = experiment.declared.budget, budget > 0 {
      slots["budget"] = words("of \(words.figures.money(budget))", "／ \(words.figures.money(budget))")
      slots["used"] = share(spend, of: budget)
    } else {
      slots["budget"] = words("no budget declared", "没有声明预算")
    }
    slots["fund"] = experiment.declared.fund.map { words("from the fund \(OneLine.text($0))", "来自专项资金 \(OneLine.text($0))") }
  }

  /// What was tried or came of it, of each variant; beyond four the rest are in the table.
  private func sample(_ slots: inout Slots) {
    guard let primary = experiment.metrics.first else {
      slots["counted"] = words("nothing counted yet", "尚无数据")
      return
    }
    let counts = primary.variants.map { $0.denominator ?? $0.units }
    let most = counts.compactMap(\.self).max() ?? 0
    slots["samples"] = zip(primary.variants, counts).prefix(4).map { variant, count -> Slots in
      [
        "colour": words.colour(variant.id, in: experiment), "variant": words.title(variant.id, in: experiment),
        "count": count.map { words.figures.count($0) } ?? "–", "share": count.flatMap { most > 0 ? share($0, of: most, words.colour(variant.id, in: experiment)) : nil },
      ]
    }
    let more = primary.variants.count - 4
    let rest = more > 0 ? words("and \(more) more; ", "另有 \(more) 个版本；") : ""
    let isCost = primary.kind.facts.isCost
    slots["counted"] =
      rest
      + (isCost
        ? words("results counted", "计入的结果数")
        : primary.grain == .units ? words("units counted", "计入的对象数") : words("counted below the line of \(OneLine.text(primary.title))", "“\(OneLine.text(primary.title))”的分母"))
  }

  private var guards: [Slots] {
    let declared = experiment.metrics.filter { $0.variants.contains { $0.guardrail != nil } }
    guard !declared.isEmpty else { return [["mark": "none", "tone": "soft", "text": words("none declared", "没有声明")]] }
    return declared.map { metric in
      let arms = metric.variants.filter { $0.id != experiment.declared.controlID && $0.guardrail != nil }
      let rank: [GuardrailReview.Status] = [.broken, .over, .notShownSafe, .safe]
      let worst = arms.min { a, b in rank.firstIndex(of: a.guardrail?.status ?? .safe) ?? 9 < rank.firstIndex(of: b.guardrail?.status ?? .safe) ?? 9 }
      guard let worst, let guardrail = worst.guardrail else { return ["mark": "none", "tone": "soft", "text": OneLine.text(metric.title)] }
      let mark = EffectMark(worst, metric, words)
      let reach = guardrail.worstNotExcluded.map { guardrail.isRelative ? words.figures.percent($0, signed: true) : words.figures.value($0, of: metric) }
      let limit = [reach.map { words("at worst \($0)", "最坏 \($0)") }, words.limit(metric)].compactMap(\.self).joined(separator: words("; ", "；"))
      return [
        "mark": guardrail.status == .safe ? "good" : guardrail.status == .notShownSafe ? "warn" : "bad", "tone": mark.tone,
        "text": words("\(OneLine.text(metric.title)): \(mark.text)", "\(OneLine.text(metric.title))：\(mark.text)"), "limit": limit,
      ]
    }
  }

  /// What failed by name, and that the rest passed; every check in full is in the evidence.
  private var checks: [Slots] {
    guard !experiment.health.isEmpty else { return [["mark": "none", "tone": "soft", "text": words("nothing to check yet", "尚无可检查的数据")]] }
    var names = [String]()
    var slots = [Slots]()
    for item in experiment.health where !item.ok {
      let name = CheckWords.failed(item.check, words)
      guard !names.contains(name) else { continue }
      names.append(name)
      slots.append(["mark": item.blocking ? "bad" : "warn", "tone": item.blocking ? "bad" : "warn", "text": name])
    }
    let passed = experiment.health.filter { $0.ok && [.badRows, .staleData, .sampleRatio, .spendImbalance, .notRandomized].contains($0.check) }
    let sentence = HealthSentence(experiment: experiment, words: words)
    return slots + passed.prefix(max(4 - slots.count, 1)).map { ["mark": "good", "tone": "go", "text": sentence.text($0)] }
  }

  private func share(_ part: Double, of whole: Double, _ colour: String? = nil) -> Slots {
    ["percent": Axis.text(min(max(part / whole, 0), 1) * 100) + "%", "colour": colour]
  }
}
