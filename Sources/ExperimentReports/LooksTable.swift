import ExperimentDecisions
import ExperimentModel

/// The looks of one experiment: how the estimate went from look to look, and each look's figures.
struct LooksTable {
  let experiment: ExperimentReview
  let words: Wording
  let colour: Colour
  /// Of the terminal, in columns.
  let width: Int

  var lines: [String] {
    let history = experiment.monitoring.history
    guard !history.isEmpty else { return [] }
    var lines = ["", colour.bold(words("Looks", "历次期中查看"))]
    lines += courses(history).flatMap { DisplayWidth.wrapped($0, to: width - 2).map { "  " + $0 } }
    for entry in history {
      let boundary = entry.boundary.map { words.figures.decimal($0, places: 3) } ?? "–"
      let statistic = entry.statistic.map { words.figures.decimal($0, places: 3) } ?? "–"
      let line = words(
        "\(entry.look)  \(words.figures.date(entry.date))  \(words.title(entry.variant, in: experiment))  information \(words.figures.percent(entry.informationFraction))  z \(statistic)  line ±\(boundary)  alpha spent \(words.figures.percent(entry.alphaSpent))",
        "\(entry.look)  \(words.figures.date(entry.date))  \(words.title(entry.variant, in: experiment))  信息比例 \(words.figures.percent(entry.informationFraction))  z \(statistic)  界限 ±\(boundary)  已用错误额度 \(words.figures.percent(entry.alphaSpent))"
      )
      for (index, part) in DisplayWidth.wrapped(line, to: width - 6).enumerated() { lines.append((index == 0 ? "  " : "     ") + part) }
    }
    return lines
  }

  /// Each variant's difference over the looks, a bar a look: the better, the taller.
  private func courses(_ history: [HistoryEntry]) -> [String] {
    guard let primary = experiment.metrics.first else { return [] }
    let sign = primary.direction == .increase ? 1.0 : -1
    var ids = [String]()
    for entry in history where !ids.contains(entry.variant) { ids.append(entry.variant) }
    // No difference is in the range, so that bars say how much there is and not only how it moves.
    let all = history.compactMap(\.estimate).filter(\.isFinite).map { $0 * sign } + [0]
    guard let least = all.min(), let most = all.max(), least < most else { return [] }
    return ids.compactMap { id -> String? in
      let estimates = history.filter { $0.variant == id }.map(\.estimate)
      guard estimates.count > 1, let first = estimates.compactMap({ $0 }).first, let last = estimates.compactMap({ $0 }).last else { return nil }
      let bars = Sparkline.text(estimates.map { $0.map { $0 * sign } }, from: least, to: most)
      let ends = "\(words.figures.difference(first, of: primary)) → \(words.figures.difference(last, of: primary))"
      let name = words.title(id, in: experiment)
      return words("\(name)  \(bars)  difference look by look: \(ends) (taller is better)", "\(name)  \(bars)  逐次查看的差异：\(ends)（越高越好）")
    }
  }
}

/// Numbers as a row of bars, an eighth of the range each; a gap where there is none.
enum Sparkline {
  private static let bars = Array("▁▂▃▄▅▆▇█")

  /// - Parameters: the range that the lowest and the highest bar stand for; values beyond it are shown as its ends.
  static func text(_ values: [Double?], from least: Double, to most: Double) -> String {
    String(
      values.map { value -> Character in
        guard let value, value.isFinite, most > least else { return " " }
        let share = (min(max(value, least), most) - least) / (most - least)
        return bars[min(bars.count - 1, Int(share * Double(bars.count)))]
      })
  }
}
