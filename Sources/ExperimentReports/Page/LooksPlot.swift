import ExperimentDecisions
import ExperimentModel

/// The estimate at each look with the line that it had to cross: looks alone, nothing between them. One look is no figure.
struct LooksPlot {
  let experiment: ExperimentReview
  let words: Wording

  private static let height = 140.0

  var slots: Slots? {
    guard let metric = experiment.metrics.first, experiment.decision.action != .blocked else { return nil }
    var entries = [(id: String, looks: [HistoryEntry])]()
    for variant in metric.variants {
      let looks = experiment.monitoring.history.filter { $0.variant == variant.id && $0.estimate != nil }
      if looks.count > 1 { entries.append((variant.id, looks)) }
    }
    guard !entries.isEmpty, entries.count <= 4, let first = entries[0].looks.first?.date, let last = entries[0].looks.last?.date, last > first else { return nil }
    let all = entries.flatMap(\.looks)
    let axis = Axis(covering: [0] + all.flatMap { [$0.estimate, $0.lower, $0.upper, $0.line, $0.line.map { -$0 }].compactMap(\.self) }, most: 4)
    return [
      "title": words("How the estimate grew firm, look by look", "估计值如何逐次查看趋于稳定"),
      "about": words("\(OneLine.text(metric.title)): difference from what it is compared with, at each look", "\(OneLine.text(metric.title))：每次查看时与比较对象的差"),
      "panels": entries.map { panel($0.id, $0.looks, metric, axis, from: first, to: last) },
      "items": [
        words("dashed: the line that makes a verdict", "虚线：作出结论的界限"), words("solid line: no difference", "实线：没有差别"),
        words("bar: interval at that look's level", "竖线：该次查看水平下的区间"),
      ].lines,
    ]
  }

  private func panel(_ id: String, _ looks: [HistoryEntry], _ metric: MetricReview, _ axis: Axis, from: CalendarDay, to: CalendarDay) -> Slots {
    let height = LooksPlot.height
    // Places keep clear of the labels at the left and of the end.
    func x(_ day: CalendarDay) -> Double { 16 + Double(day - from) / Double(max(to - from, 1)) * 78 }
    var (range, dots, upper, lower) = ("", "", "", "")
    var labels = [Slots]()
    for look in looks {
      let place = Axis.text(x(look.date))
      if let estimate = look.estimate { dots += "M\(place) \(axis.y(estimate, height: height))h0" }
      if let low = look.lower, let high = look.upper { range += "M\(place) \(axis.y(low, height: height))V\(axis.y(high, height: height))" }
      if let line = look.line.map(abs) {
        upper += (upper.isEmpty ? "M" : "L") + "\(place) \(axis.y(line, height: height))"
        lower += (lower.isEmpty ? "M" : "L") + "\(place) \(axis.y(-line, height: height))"
      }
      labels.append(["x": place + "%", "y": "162", "anchor": "middle", "text": words.figures.shortDate(look.date)])
    }
    labels += axis.ticks.map { tick in
      ["x": "0", "y": Axis.text((1 - axis.place(tick)) * height + 8), "anchor": "start", "text": words.figures.difference(tick, of: metric)]
    }
    let mark = EffectMark(metric.variants.first { $0.id == id } ?? VariantReview(id: id), metric, words)
    let told = looks.map { look in
      words(
        "\(words.figures.shortDate(look.date)): \(look.estimate.map { words.figures.difference($0, of: metric) } ?? "–"), line \(look.line.map { words.figures.difference($0, of: metric) } ?? "–")",
        "\(words.figures.shortDate(look.date))：\(look.estimate.map { words.figures.difference($0, of: metric) } ?? "–")，界限 \(look.line.map { words.figures.difference($0, of: metric) } ?? "–")"
      )
    }
    return [
      "colour": words.colour(id, in: experiment), "variant": words.title(id, in: experiment), "text": told.joined(separator: words("; ", "；")), "kind": mark.kind,
      "zeroPath": "M14 \(axis.y(0, height: height))H100", "boundPath": upper + lower, "rangePath": range, "dotPath": dots, "labels": labels,
    ]
  }
}
