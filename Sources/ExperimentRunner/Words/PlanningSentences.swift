import ExperimentDecisions
package import ExperimentModel
import ExperimentStatistics

/// What is said of a plan, and why there is none.
package enum PlanningSentences {
  static func baselineIsNoShare(_ metric: Metric) -> BilingualText {
    BilingualText(
      "'\(metric.name)' is no share (\(metric.kind.name)): give --baseline without a per cent sign", "“\(metric.name)”不是比例（\(metric.kind.name)）：--baseline 不要带百分号")
  }

  static func noBaseline(_ metric: Metric) -> BilingualText {
    BilingualText(
      "nothing says what '\(metric.name)' is now: give it with --baseline (a cost per result, a share such as 4%, or a mean)",
      "没有数据说明“\(metric.name)”目前是多少：请用 --baseline 给出（每个结果的成本、如 4% 的比例，或均值）")
  }

  static func shareOfAll(_ metric: Metric) -> BilingualText {
    BilingualText("'\(metric.name)' is a share: --baseline lies below 100 %", "“\(metric.name)”是比例：--baseline 须小于 100%")
  }

  static func noDeviation(_ metric: Metric) -> BilingualText {
    BilingualText(
      "nothing says how far '\(metric.name)' spreads between units: give it with --deviation", "没有数据说明“\(metric.name)”在对象间的离散程度：请用 --deviation 给出标准差")
  }

  static func comparedByDays(_ metric: Metric) -> BilingualText {
    BilingualText(
      "'\(metric.name)' is compared by its days, one a day of each variant: --per-day says nothing of it, --days does",
      "“\(metric.name)”按天比较，每个版本每天一个对象：--per-day 不起作用，请用 --days")
  }

  static func effectOfManyTimes(_ share: Double) -> BilingualText {
    BilingualText(
      "an effect of \(percent(share)) is more than ten times as much: did you mean \(Int(exactly: share.rounded()).map(String.init) ?? "\(share)")%?",
      "效果 \(percent(share)) 超过十倍：是否指 \(Int(exactly: share.rounded()).map(String.init) ?? "\(share)")%？")
  }

  static let moneyOnShare = BilingualText(
    "an effect on a share is a per cent (20%) or points (0.5pp), not money", "比例的效果请用百分比（20%）或百分点（0.5pp），不是金额")

  static let pointsWithoutShare = BilingualText(
    "points (pp) are for shares; write a per cent (20%) or an amount (¥5)", "百分点（pp）只用于比例；请写百分比（20%）或金额（¥5）")

  static func impossibleEffect(_ share: Double) -> BilingualText {
    BilingualText(
      "an effect is above 0, and below 100 % where less is better; found \(percent(share)). For 20 % write --effect 20%",
      "效果须大于 0；越低越好时须小于 100%；给出的是 \(percent(share))。20% 请写成 --effect 20%")
  }

  static func beyondAll(_ share: Double, of baseline: Double) -> BilingualText {
    BilingualText(
      "\(percent(share)) more than \(percent(baseline)) is no share: it lies beyond 100 % (between 0 and 1)",
      "比 \(percent(baseline)) 高 \(percent(share)) 超过 100%，不是比例")
  }

  static func invalid(_ problem: InvalidInput) -> BilingualText {
    BilingualText(
      "this cannot be planned: \(problem.key) \(problem.found), allowed: \(problem.allowed)", "无法按此做计划：\(problem.key) = \(problem.found)，允许：\(problem.allowed)")
  }

  static func noAnswer(_ reason: NoAnswer) -> BilingualText { BilingualText("no plan: \(reason.code)", "无法做计划：\(reason.code)") }

  // MARK: Notes beside a plan

  static func futilityNotCounted(_ id: String) -> BilingualText {
    BilingualText(
      "'futility' drops treatments that would hardly win any more; what that costs in power is not in these figures: 'mvp simulate \(id)' shows it",
      "futility 会提前放弃难以胜出的版本；它损失的功效未计入以上数字，见 'mvp simulate \(id)'")
  }

  static func aboveFundsCap(_ budget: Double, fund: String, cap: Double) -> BilingualText {
    BilingualText("\(budget) is more than the fund '\(fund)' allows an experiment (\(cap))", "\(budget) 超过专项资金“\(fund)”对单个实验的上限（\(cap)）")
  }

  /// - Parameter days: what the money lasts, below the seven that a verdict by days takes.
  static func moneyEndsTooEarly(days: Int) -> BilingualText {
    BilingualText(
      "the money lasts \(English.count(days, "day")), and a test planned for a week or more gives no verdict on fewer than seven days of daily totals: spend it more slowly, or plan fewer days",
      "预算只够 \(days) 天，而计划一周以上的按天汇总测试不足七天不作结论：请放慢花费，或缩短计划天数")
  }

  /// - Parameter needed: units in all that the plan asks for, which carry the skewness too.
  static func tooSkewed(needed: Double) -> BilingualText {
    let units = Int(min(needed, 9e15).rounded(.up))
    return BilingualText(
      "values are too skewed for the smaller variant at this size: the test would give no verdict (too_skewed). Plan \(units) units, split them evenly, cut the values (winsorize: 99%), or take the share of units with a value as primary",
      "数值过于偏斜，较小的版本在此规模下无法判定（too_skewed）：请计划 \(units) 个对象、均匀分流、截尾（winsorize: 99%），或以有值对象的比例作主要指标")
  }

  static let shapeAssumed = BilingualText(
    "no data tell the shape of units' values: taken as log-normal; with many zeros they are more skewed, and uneven splits prove less",
    "尚无数据说明对象数值的分布：假设为对数正态；若多数为零则更偏斜，不均分流能证明的更少")

  static func dispersionAssumed(_ times: Double) -> BilingualText {
    BilingualText(
      "no data tell how units differ: their results are taken to vary \(plain(times)) times as much as chance would have them (--dispersion)",
      "尚无数据说明对象间的差异：假设其结果的波动为随机的 \(plain(times)) 倍（--dispersion）")
  }

  private static func plain(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }

  static let budgetWithoutPrice = BilingualText(
    "the budget says nothing here: what a trial or unit costs is not known (--unit-cost)", "预算在此不起作用：不知道每次或每个对象的花费（--unit-cost）")

  // MARK: What `mvp plan` says itself

  /// The title of a plan without an experiment.
  package static let title = BilingualText("plan", "计划")

  /// In the line of an experiment that has no plan.
  package static let doesNotHold = BilingualText("its declaration or data do not hold", "声明或数据无效")

  private static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
