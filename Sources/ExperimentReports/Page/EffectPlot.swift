import ExperimentDecisions
import ExperimentModel

/// Every comparison of a test on one axis of relative change.
struct EffectPlot {
  let experiment: ExperimentReview
  let words: Wording

  /// Beyond this change a bar ends in the margin: one wide interval must not flatten the rest.
  private static let farthest = 3.0

  struct Row {
    let variant: VariantReview
    let metric: MetricReview
    let change: Interval
  }

  /// Comparisons that can be drawn; none of a blocked test.
  func rows(_ metrics: [MetricReview]) -> [Row] {
    guard experiment.decision.action != .blocked else { return [] }
    return metrics.flatMap { metric in
      metric.variants.compactMap { variant in
        guard let comparison = variant.comparison, comparison.reason == nil, comparison.relative.reason == nil, comparison.relative.estimate != nil else { return nil }
        return Row(variant: variant, metric: metric, change: comparison.relative)
      }
    }
  }

  /// The figure of the whole test.
  var slots: Slots? {
    let rows = rows(experiment.metrics)
    guard var slots = drawn(rows, isLabelled: true) else { return nil }
    slots["title"] = words("Where the true change may lie", "真实变化可能落在哪里")
    slots["about"] = about(rows)
    var keys = [words("filled: proven · hollow: not proven", "实心：已证明 · 空心：未证明")]
    if rows.contains(where: { $0.variant.guardrail != nil }) { keys.append(words("diamond: guardrail; hatched: beyond its limit", "菱形：护栏指标；斜线：超出限值")) }
    if rows.contains(where: { $0.metric.role == .secondary }) { keys.append(words("square: for information only", "方块：仅供描述")) }
    if case .relative = experiment.declared.minimumEffect { keys.append(words("grey band: smaller than the effect worth acting on", "灰色带：小于值得行动的效果")) }
    slots["keys"] = ["items": keys.lines] as Slots
    return slots
  }

  /// The picture of a card: the primary alone.
  func strip(_ variants: Set<String>?) -> Slots? {
    guard let primary = experiment.metrics.first else { return nil }
    let rows = rows([primary]).filter { variants?.contains($0.variant.id) ?? true }
    return rows.count > 3 ? nil : drawn(rows, isLabelled: rows.count > 1)
  }

  private func about(_ rows: [Row]) -> String {
    let control = experiment.declared.controlID.map { words.title($0, in: experiment) }
    let against = control.map { words("Change against \($0). ", "相对“\($0)”的变化。") } ?? words("Change against the hardest rival. ", "相对最强对手的变化。")
    let usual = words.figures.percent(experiment.declared.confidence)
    let own = rows.first { $0.metric.role == .primary }?.change.level ?? experiment.declared.confidence
    guard abs(own - experiment.declared.confidence) > 1e-6 else { return against + words("Bar: \(usual) interval.", "横线：\(usual) 区间。") }
    let level = words.level(own)
    return against
      + words("Bar: at this look's level of \(level) for the primary metric, \(usual) for the others.", "横线：主指标按本次查看的水平 \(level)，其他指标 \(usual)。")
  }

  private func drawn(_ rows: [Row], isLabelled: Bool) -> Slots? {
    guard !rows.isEmpty else { return nil }
    func seen(_ value: Double) -> Double { min(max(value, -1), EffectPlot.farthest) }
    var values = [0.0]
    for row in rows { values += [row.change.estimate, row.change.lower, row.change.upper].compactMap { $0.map(seen) } + limits(row).map(seen) }
    let axis = Axis(covering: values)
    let grid = axis.ticks.map { "M\(axis.x($0)) 0V1" }.joined()
    return [
      "plotTitle": words("Relative change with its interval", "相对变化及其区间"), "plotText": rows.map(described).joined(separator: words("; ", "；")),
      "gridPath": grid, "zeroPath": "M\(axis.x(0)) 0V1", "rows": rows.map { slots($0, axis, isLabelled: isLabelled) },
      "ticks": axis.labels { words.round($0, signed: true) },
    ]
  }

  private func described(_ row: Row) -> String {
    words.said(words.title(row.variant.id, in: experiment) + words(", ", "，") + OneLine.text(row.metric.title), words.compactChange(row.change) ?? "")
  }

  /// Limits that are relative to the control.
  private func limits(_ row: Row) -> [Double] {
    guard let guardrail = row.variant.guardrail, guardrail.isRelative else { return [] }
    return [guardrail.guardrail.maxIncrease, guardrail.guardrail.maxDecrease.map { -$0 }].compactMap(\.self)
  }

  private func slots(_ row: Row, _ axis: Axis, isLabelled: Bool) -> Slots {
    let mark = EffectMark(row.variant, row.metric, words)
    let (low, high) = (row.change.lower ?? axis.low, row.change.upper ?? axis.high)
    // A cap where the bar ends, none where it goes on.
    var path = "M\(axis.x(low)) 14H\(axis.x(high))"
    if row.change.lower.map({ $0 >= axis.low }) ?? false { path += "M\(axis.x(low)) 9v10" }
    if row.change.upper.map({ $0 <= axis.high }) ?? false { path += "M\(axis.x(high)) 9v10" }
    var slots: Slots = [
      "drawn": true, "rangePath": path, "kind": mark.kind, "estimate": row.change.estimate.map { words.figures.percent($0, signed: true) },
      "between": words.span(row.change), "standing": mark.text, "tone": mark.tone, "labelled": isLabelled,
    ]
    let point: Slots = ["x": axis.percent(row.change.estimate ?? 0), "kind": mark.kind]
    slots[row.variant.guardrail != nil ? "diamond" : row.metric.role == .secondary ? "square" : "circle"] = point
    if isLabelled {
      slots["colour"] = words.colour(row.variant.id, in: experiment)
      slots["variant"] = words.title(row.variant.id, in: experiment)
      slots["measure"] = words.measure(row.metric, in: experiment)
    }
    if row.metric.role == .primary, case .relative(let least) = experiment.declared.minimumEffect {
      let sides = row.metric.direction == .increase ? (0.0, least) : (-least, 0.0)
      slots["least"] = band(sides.0, sides.1, axis)
    }
    if let guardrail = row.variant.guardrail, guardrail.isRelative {
      var limitPath = ""
      if let most = guardrail.guardrail.maxIncrease {
        limitPath += "M\(axis.x(most)) 2v24"
        slots["beyond"] = band(most, axis.high, axis)
      }
      if let most = guardrail.guardrail.maxDecrease {
        limitPath += "M\(axis.x(-most)) 2v24"
        slots["beyond"] = band(axis.low, -most, axis)
      }
      slots["limitPath"] = limitPath
    }
    return slots
  }

  private func band(_ from: Double, _ to: Double, _ axis: Axis) -> Slots {
    ["from": axis.percent(from), "width": Axis.text(max(axis.place(to) - axis.place(from), 0) * 100) + "%"]
  }

  /// What scaling is worth in money: as seen, between, and what to plan with.
  func worth(_ worth: Worth) -> Slots {
    let ends = [worth.least, worth.most].compactMap(\.self)
    let axis = Axis(covering: [0, worth.seen] + ends + [worth.cautious].compactMap(\.self), most: 4)
    let (low, high) = (worth.least ?? axis.low, worth.most ?? axis.high)
    let figures = words.figures
    let text = words.worthBetween(worth) ?? ""
    let row: Slots = [
      "drawn": true, "kind": "good", "rangePath": "M\(axis.x(low)) 14H\(axis.x(high))" + ends.map { "M\(axis.x($0)) 9v10" }.joined(),
      "circle": ["x": axis.percent(worth.seen), "kind": "good"] as Slots, "plan": worth.cautious.map { axis.percent($0) }, "labelled": false,
    ]
    return [
      "plotTitle": words("Money", "金额"), "plotText": "\(figures.roughMoney(worth.seen)) \(text)", "gridPath": axis.ticks.map { "M\(axis.x($0)) 0V1" }.joined(),
      "zeroPath": "M\(axis.x(0)) 0V1", "rows": [row], "ticks": axis.labels { figures.money($0) },
    ]
  }
}

/// How a comparison stands: its word, its colour and the shape's fill.
struct EffectMark {
  let text: String
  /// The class of text.
  let tone: String
  /// The class of the drawing.
  let kind: String

  init(_ variant: VariantReview, _ metric: MetricReview, _ words: Wording) {
    if let guardrail = variant.guardrail {
      switch guardrail.status {
      case .safe: (text, tone, kind) = (words("safe", "安全"), "go", "good")
      case .notShownSafe: (text, tone, kind) = (words("not shown safe", "尚未证明安全"), "warn", "unsafe")
      case .over: (text, tone, kind) = (words("over the limit", "超出限值"), "bad", "lost")
      case .broken: (text, tone, kind) = (words("broken", "已突破"), "bad", "lost")
      }
      return
    }
    switch variant.standing {
    case .winner: (text, tone, kind) = (words("proven better", "已证明更好"), "go", "good")
    case .loser: (text, tone, kind) = (words("proven worse", "已证明更差"), "bad", "lost")
    case .dropped: (text, tone, kind) = (words("out of the test", "已退出"), "bad", "open")
    case .leading: (text, tone, kind) = (words("ahead, not proven", "领先，未证明"), "soft", "open")
    case .losing: (text, tone, kind) = (words("behind, not proven", "落后，未证明"), "soft", "open")
    case .undecided: (text, tone, kind) = (words("not proven", "未证明"), "soft", "open")
    case nil: (text, tone, kind) = ("", "soft", "open")
    }
  }
}
