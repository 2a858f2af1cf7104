import ExperimentDecisions
import ExperimentModel

/// One alert in a sentence.
struct AlertSentence {
  let experiment: ExperimentReview
  let words: Wording

  func text(_ alert: Alert) -> String {
    let metric = alert.metric.flatMap { name in experiment.metrics.first { $0.name == name } }
    let name = alert.variant.map { words.title($0, in: experiment) } ?? ""
    let title = metric.map { OneLine.text($0.title) } ?? ""
    let now = alert.now.flatMap { value in metric.map { words.figures.value(value, of: $0) } } ?? ""
    switch alert.code {
    case .guardrailOver:
      return words("\(name): \(title) is over its limit (\(now)), without proof so far.", "“\(name)”的\(title)超出限值（\(now)），尚无证明。")
    case .controlOverLimit:
      return words("The control itself is over the limit: \(title) \(now).", "对照组自身已超出限值：\(title) \(now)。")
    case .costIncrease:
      let change = alert.change.map { words.figures.percent($0, signed: true) } ?? ""
      let before = alert.before.map { words.figures.money($0) } ?? ""
      return words(
        "\(name): \(title) \(change) on the last period (\(before) → \(now)): look at the placement now.",
        "“\(name)”：\(title)比上一周期 \(change)（\(before) → \(now)）：请立即检查投放。")
    case .noResults:
      guard let target = alert.before, let cost = alert.now, let chance = alert.change else { return name }
      let (money, limit, third) = (words.figures.money(cost), words.figures.money(target), words.figures.money(3 * target))
      let (times, percent) = (words.figures.decimal(cost / target, places: 1), words.figures.percent(chance))
      return words(
        "\(name): no result after \(money), \(times) times its limit of \(limit). One that costs exactly \(limit) a result shows this in \(percent) of cases; in less than 5 % only beyond \(third).",
        "“\(name)”：已花 \(money)（上限 \(limit) 的 \(times) 倍）仍无结果。成本恰为 \(limit) 的版本也有 \(percent) 会这样；花到 \(third) 以上才低于 5 %。")
    case .conversionAbovePlan:
      return words(
        "\(name) looks better than the effect worth acting on (\(title) \(now)), not proven so far: worth adding money?",
        "“\(name)”看起来好于值得行动的效果（\(title) \(now)），尚未证明：是否追加预算？")
    case .spendPace:
      let ratio = alert.change.map { words.figures.percent($0) } ?? ""
      let spent = alert.now.map { words.figures.money($0) } ?? ""
      let plan = alert.before.map { words.figures.money($0) } ?? ""
      return words("Spend runs at \(ratio) of the plan's pace (\(spent), planned \(plan)).", "花费为计划进度的 \(ratio)（\(spent)，计划 \(plan)）。")
    case .variantStopped:
      let days = alert.now.map { words.figures.days($0) } ?? ""
      return words(
        "\(name): no rows for \(days) while the test goes on. What is compared with it stands still: check the delivery and the export.",
        "“\(name)”已有 \(days)没有数据，而测试仍在进行：与它的比较停滞不前，请检查投放和导出。")
    case .vanityMetric:
      return words("\(title) only counts attention; a decision needs an action (a sign-up, a purchase, a reply).", "\(title)只反映关注度；决策需要行动指标（注册、购买、回复）。")
    }
  }
}
