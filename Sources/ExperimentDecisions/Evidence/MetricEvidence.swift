import ExperimentModel
import ExperimentStatistics

/// One metric's arms as of a day, and how two of them compare.
struct MetricEvidence {
  let design: MetricDesign
  /// In the order of the declaration.
  let values: [MetricSummary.Values]
  /// True where health checks found counts that cannot be: such arms are shown, and never compared.
  var isRefused = false
  /// Days of two arms side by side, where they are at hand already.
  var paired: PairedDays?

  var metric: Metric { design.metric }
  var analysis: MetricAnalysis { design.analysis }
  var control: Int? { design.control }

  /// The same metric inside a segment.
  func inside(_ values: [MetricSummary.Values]) -> MetricEvidence { MetricEvidence(design: design, values: values, isRefused: isRefused) }

  /// The same arms, compared in another way.
  func compared(by analysis: MetricAnalysis) -> MetricEvidence {
    MetricEvidence(design: MetricDesign(design, analysis: analysis), values: values, isRefused: isRefused)
  }

  func totals(_ variant: Int) -> MetricAnalysis.ArmTotals? { design.analysis.totals(values[variant]) }

  func compare(_ variant: Int, versus: Int) throws(NoAnswer) -> any ArmComparison {
    guard !isRefused else { throw MetricEvidence.refusal }
    if let days = paired?[variant, versus] { return try design.analysis.compare(checked: days) }
    return try design.analysis.compare(control: values[versus], treatment: values[variant])
  }

  /// An arm's own interval.
  func interval(_ variant: Int, _ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    guard !isRefused else { throw MetricEvidence.refusal }
    return try design.analysis.interval(values[variant], levels)
  }

  private static let refusal = NoAnswer.impossibleCounts

  /// The one with the best value in the wanted direction, the first of equals; nil where none has a value.
  func best(of variants: [Int]) -> Int? {
    let isIncrease = design.isIncrease
    var best: (variant: Int, value: Double)?
    for variant in variants {
      guard let value = totals(variant)?.value else { continue }
      if let found = best, isIncrease ? value <= found.value : value >= found.value { continue }
      best = (variant, value)
    }
    return best?.variant
  }

  /// What a variant is compared with: the control, or, without one, the best of the others. Nil where there is nothing to compare with.
  func rival(of variant: Int) -> Int? { control ?? best(of: values.indices.filter { $0 != variant }) }

  /// Days on which a treatment and what it is compared with both ran; nil when there is nothing to compare or the metric is not daily.
  func pairedDays(_ variant: Int) -> Int? {
    guard let versus = rival(of: variant) else { return nil }
    if let paired, paired.holds(variant, versus) { return paired.count }
    guard case .days(let ours) = values[variant], case .days(let theirs) = values[versus] else { return nil }
    return design.analysis.pairs(theirs, ours).count
  }
}

/// The days of each two arms side by side, paired and put through the gate once for all looks of a test whose every day has both: a look sees the first of them.
struct PairedDays: Sendable {
  /// How many days are known.
  var count: Int
  private let arms: Int
  /// By variant and what it is compared with; nil where some day has not both.
  private let all: [DaySeries?]

  /// - Parameter pair: the days of a variant and what it is compared with; nil where they are not to be had.
  init(arms: Int, count: Int, pair: (_ variant: Int, _ versus: Int) -> DaySeries?) {
    self.arms = arms
    self.count = count
    all = (0..<arms * arms).map { place in place / arms == place % arms ? nil : pair(place / arms, place % arms) }
  }

  func holds(_ variant: Int, _ versus: Int) -> Bool { all[variant * arms + versus] != nil }

  subscript(variant: Int, versus: Int) -> DaySeries? { all[variant * arms + versus]?.first(count) }
}
