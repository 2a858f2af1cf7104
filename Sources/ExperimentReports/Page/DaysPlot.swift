import ExperimentDecisions
import ExperimentModel

/// The primary's value of each day, a panel a variant on one scale; and what was spent, day by day.
struct DaysPlot {
  let experiment: ExperimentReview
  let words: Wording

  private static let height = 68.0
  /// The label of the scale's upper end has the strip above it to itself, and a dot at either end is seen whole.
  private static func y(_ value: Double, on axis: Axis, room: Double = 3) -> String { Axis.text(14 + (1 - axis.place(value)) * (height - 14 - room)) }

  /// Nil for fewer than seven days, for a blocked test, and where values are not of days.
  var slots: Slots? {
    guard let metric = experiment.metrics.first, experiment.decision.action != .blocked else { return nil }
    let arms = metric.variants.filter { $0.days.count > 6 }
    let values = arms.flatMap { $0.days.compactMap(\.value) }
    guard arms.count > 1, arms.count <= 12, let first = arms.compactMap(\.days.first?.day).min(), let last = arms.compactMap(\.days.last?.day).max(), last > first,
      let most = values.max(), let least = values.min()
    else { return nil }
    let pooled = arms.compactMap(\.value)
    // One wild day must not flatten the rest: it stands at the edge.
    let (top, bottom) = (min(most, 4 * (pooled.max() ?? most)), min(least, 0))
    let axis = Axis(covering: [bottom, top] + pooled, most: 3)
    let control = metric.variants.first { $0.id == experiment.declared.controlID }
    return [
      "title": words("Day by day", "逐日数值"),
      "about": words("\(OneLine.text(metric.title)), a dot a day; solid line: all days together", "\(OneLine.text(metric.title))，每点为一天；实线为全部日子合计"),
      "panels": arms.map { arm -> Slots in
        var dots = ""
        for day in arm.days {
          if let value = day.value { dots += "M\(x(day.day, first, last)) \(DaysPlot.y(value, on: axis))h0" }
        }
        let own = arm.value.map { words.figures.value($0, of: metric) }
        let beyond = arm.days.count { $0.value.map { $0 > axis.high } ?? false }
        var told = "\(own ?? "–"); " + words.figures.days(arm.days.count)
        if beyond > 0 { told += words("; \(beyond) off the scale", "；\(beyond) 天超出刻度") }
        return [
          "colour": words.colour(arm.id, in: experiment), "variant": words.title(arm.id, in: experiment), "pooled": own, "text": told, "dotPath": dots,
          "pooledPath": arm.value.map { "M0 \(DaysPlot.y($0, on: axis))H100" },
          "controlPath": arm.id == control?.id ? nil : control?.value.map { "M0 \(DaysPlot.y($0, on: axis))H100" },
          "labels": (axis.low < 0 ? [axis.high, axis.low] : [axis.high]).map { tick -> Slots in
            ["x": "0", "y": tick == axis.low ? "68" : "12", "anchor": "start", "text": words.figures.value(tick, of: metric)]
          },
        ]
      },
      "ticks": ends(first, last),
      "items":
        (control == nil
        ? []
        : [words("dashed: the control, for comparison", "虚线：对照，供比较")]
          + (values.contains { $0 > axis.high } ? [words("at the edge: off the scale", "贴边的点：超出刻度")] : [])).lines,
    ]
  }

  /// Nil where no money has a day, or fewer than seven do.
  var spend: Slots? {
    let days = experiment.progress.spendByDay
    guard days.count > 6, let first = days.first?.day, let last = days.last?.day, let most = days.map(\.amount).max(), most > 0 else { return nil }
    let axis = Axis(covering: [0, most], most: 3)
    var path = "M0 \(DaysPlot.height)"
    let width = 100 / Double(last - first + 1)
    for day in days {
      let from = Double(day.day - first) * width
      // Days stand apart, as bars do.
      path += "H\(Axis.text(from))V\(DaysPlot.y(day.amount, on: axis, room: 0))H\(Axis.text(from + width * 0.85))V\(Axis.text(DaysPlot.height))"
    }
    let all = experiment.progress.spend.map { words.figures.money($0) } ?? ""
    return [
      "title": words("Spend by day", "每日花费"), "about": words("all variants together", "各版本合计"),
      "panels": [
        [
          "variant": words("in all", "合计"), "pooled": all, "colour": "v0", "text": all, "area": path + "z",
          "labels": [["x": "0", "y": "12", "anchor": "start", "text": words.figures.money(axis.high)] as Slots],
        ] as Slots
      ], "ticks": ends(first, last), "items": [Slots](),
    ]
  }

  private func x(_ day: CalendarDay, _ first: CalendarDay, _ last: CalendarDay) -> String { Axis.text(1 + Double(day - first) / Double(last - first) * 98) }

  private func ends(_ first: CalendarDay, _ last: CalendarDay) -> [Slots] {
    [
      ["x": "0", "anchor": "start", "text": words.figures.shortDate(first)], ["x": "100%", "anchor": "end", "text": words.figures.shortDate(last)],
    ]
  }
}
