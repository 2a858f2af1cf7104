import ExperimentDecisions
import ExperimentModel

/// One table a test, grouped by metric: what was counted, the value, the change, how it stands. One p, of the primary, said what it is.
struct NumbersTable {
  let experiment: ExperimentReview
  let words: Wording

  var slots: Slots? {
    guard !experiment.metrics.isEmpty else { return nil }
    return table(
      experiment.metrics.map { metric in
        ["metric": OneLine.text(metric.title), "role": role(metric), "rows": metric.variants.map { row($0, metric) }]
      })
  }

  /// Descriptive, never deciding.
  var segments: Slots? {
    let groups = experiment.metrics.flatMap { metric in
      metric.segments.map { segment -> Slots in
        [
          "metric": "\(OneLine.text(metric.title)) · \(OneLine.text(segment.dimension)) \(OneLine.text(segment.value))", "role": words("for information only", "仅供描述"),
          "rows": segment.variants.map { row($0, metric) },
        ]
      }
    }
    return groups.isEmpty ? nil : table(groups)
  }

  private func table(_ groups: [Slots]) -> Slots {
    let level = words.figures.percent(experiment.declared.confidence)
    return [
      "groups": groups, "valueHead": words("Value (\(level))", "数值（\(level) 区间）"),
      "changeHead": experiment.declared.controlID == nil ? words("Against the hardest rival", "相对最强对手") : words("Change against the control", "相对对照的变化"),
    ]
  }

  private func role(_ metric: MetricReview) -> String {
    let role = words.role(metric, in: experiment)
    guard metric.role == .primary, metric.variants.contains(where: { $0.comparison?.pValue != nil && $0.comparison?.reason == nil }) else { return role }
    let needed = words.figures.number(1 - experiment.declared.confidence, significant: 2)
    return role + words("; p \(words.over(experiment)), a verdict needs less than \(needed)", "；p \(words.over(experiment))，小于 \(needed) 才作结论")
  }

  private func row(_ variant: VariantReview, _ metric: MetricReview) -> Slots {
    let reasons = ArmsTable(experiment: experiment, words: words)
    let isPrimary = metric.role == .primary
    var slots: Slots = [
      "colour": words.colour(variant.id, in: experiment), "variant": words.title(variant.id, in: experiment), "counts": words.counted(variant, of: metric) ?? "–",
      "value": variant.value.map { words.figures.value($0, of: metric) } ?? variant.reason.map(reasons.reason) ?? "–",
      "between": variant.interval.flatMap { words.span($0, of: metric) }, "hasChange": variant.comparison == nil ? "none" : "",
    ]
    let mark = EffectMark(variant, metric, words)
    slots["tone"] = mark.tone
    slots["standing"] = variant.id == experiment.declared.controlID ? words("control", "对照") : mark.text
    guard let comparison = variant.comparison else {
      slots["change"] = "–"
      return slots
    }
    if let reason = comparison.reason {
      slots["change"] = reasons.reason(reason)
    } else if experiment.decision.action == .blocked {
      slots["change"] = reasons.reason("blocked")
    } else if let estimate = comparison.relative.estimate, comparison.relative.reason == nil {
      slots["change"] = words.figures.percent(estimate, signed: true)
      slots["changeBetween"] = words.span(comparison.relative)
    } else {
      slots["change"] = words.figures.difference(comparison.difference, of: metric) ?? comparison.relative.reason.map(reasons.reason) ?? "–"
    }
    guard experiment.decision.action != .blocked, comparison.reason == nil else { return slots }
    var notes = [String]()
    if isPrimary, let p = comparison.adjustedPValue ?? comparison.pValue { notes.append(words.figures.probability(p)) }
    if let asOf = comparison.asOf { notes.append(words("as of \(words.figures.shortDate(asOf))", "截至\(words.figures.shortDate(asOf))")) }
    if let newer = words.newest(comparison) { notes.append(words("newest data: \(newer)", "最新数据：\(newer)")) }
    slots["p"] = notes.joined(separator: words("; ", "；"))
    return slots
  }
}

extension Wording {
  /// Over what a p is corrected.
  func over(_ experiment: ExperimentReview) -> String {
    let compared = experiment.metrics.first?.variants.compactMap(\.comparison) ?? []
    let isCorrected = compared.contains { $0.adjustedPValue != nil && $0.adjustedPValue != $0.pValue }
    let isOnce = max(experiment.monitoring.looks, experiment.monitoring.look) <= 1
    switch (isOnce, isCorrected) {
    case (true, false): return self("of the one look", "为唯一一次查看")
    case (true, true): return self("over all variants", "已计入多个版本")
    case (false, false): return self("over all looks", "已计入多次查看")
    case (false, true): return self("over all looks and variants", "已计入多次查看和多个版本")
    }
  }
}
