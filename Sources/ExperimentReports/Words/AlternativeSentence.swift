import ExperimentDecisions
import ExperimentModel

/// The other way of comparing days, and how wide it really is beside the one that decides: no p of its own, because it decides nothing.
struct AlternativeSentence {
  let experiment: ExperimentReview
  let words: Wording

  func text(_ other: AlternativeComparison, _ metric: MetricReview) -> String {
    let name = words.title(other.variant, in: experiment)
    let change = words.compactChange(other.relative) ?? words.figures.difference(other.difference, of: metric) ?? "–"
    let way = other.daily == .pooled ? words("totals pooled over days", "合并各天总计") : words("compared within days", "按天内比较")
    let text = words("\(name), the other way (\(way)): \(change)", "“\(name)”，另一种算法（\(way)）：\(change)")
    guard let times = metric.timesAsWide(other) else {
      let level = words.level(other.relative.level)
      return text + words(", at \(level).", "，水平 \(level)。")
    }
    let factor = words.figures.decimal(times, places: 2)
    let why =
      other.daily == .pooled
      ? words("it leaves out how much days differ by themselves", "它没有计入各天自身的波动") : words("it counts how much days differ by themselves", "它计入了各天自身的波动")
    return text + words(", \(factor) times as wide; \(why).", "，宽度为 \(factor) 倍；\(why)。")
  }
}
