import ExperimentDecisions
import ExperimentModel

/// The relative changes of the primary metric with their intervals, around the line of no difference.
struct ForestPlot {
  let experiment: ExperimentReview
  let metric: MetricReview
  let words: Wording

  private struct Line {
    let name: String
    let estimate: Double
    let lower: Double?
    let upper: Double?
    let label: String
  }

  /// Empty when there is nothing to draw.
  var svg: String {
    let lines = metric.variants.compactMap { variant -> Line? in
      guard let comparison = variant.comparison, comparison.reason == nil, let estimate = comparison.relative.estimate else { return nil }
      return Line(
        name: words.title(variant.id, in: experiment), estimate: estimate, lower: comparison.relative.lower, upper: comparison.relative.upper,
        label: words.compactChange(comparison.relative) ?? "")
    }
    guard !lines.isEmpty else { return "" }
    // The axis ends a little beyond the widest bound, but an estimate near infinity does not flatten the rest.
    var ends = [0.0]
    for line in lines { ends += [line.lower ?? line.estimate, line.estimate, line.upper ?? line.estimate] }
    let low = max((ends.min() ?? 0) * 1.1, -1)
    let high = min(max((ends.max() ?? 0) * 1.1, 0.01), 5)
    let span = max(high - low, 0.02)
    let (left, width, row) = (170.0, 330.0, 30.0)
    func x(_ value: Double) -> Double { left + (min(max(value, low), low + span) - low) / span * width }
    let height = Double(lines.count) * row + 34
    var out = "<svg viewBox=\"0 0 760 \(Int(height))\" role=\"img\" aria-label=\"\(HTML.escaped(OneLine.text(metric.title)))\">\n"
    out += "<line class=\"null\" x1=\"\(point(x(0)))\" x2=\"\(point(x(0)))\" y1=\"6\" y2=\"\(point(height - 26))\"/>\n"
    for (index, line) in lines.enumerated() {
      let y = Double(index) * row + 20
      out += "<text x=\"0\" y=\"\(point(y + 4))\">\(HTML.escaped(DisplayWidth.cut(line.name, to: 22)))</text>\n"
      out += "<line class=\"bar\" x1=\"\(point(x(line.lower ?? low)))\" x2=\"\(point(x(line.upper ?? low + span)))\" y1=\"\(point(y))\" y2=\"\(point(y))\"/>\n"
      out += "<circle class=\"dot\" cx=\"\(point(x(line.estimate)))\" cy=\"\(point(y))\" r=\"5\"/>\n"
      out += "<text x=\"512\" y=\"\(point(y + 4))\">\(HTML.escaped(line.label))</text>\n"
    }
    let title = words("\(OneLine.text(metric.title)): change against what it is compared with; dashed = no difference", "\(OneLine.text(metric.title))：相对对照的变化；虚线 = 没有差别")
    return out + "<text class=\"soft\" x=\"0\" y=\"\(point(height - 6))\">\(HTML.escaped(title))</text>\n</svg>\n"
  }

  private func point(_ value: Double) -> String { words.figures.decimal(value, places: 1, grouping: false).replacing("−", with: "-") }
}
