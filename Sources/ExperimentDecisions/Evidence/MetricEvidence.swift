import ExperimentModel
import ExperimentStatistics

/// One metric's arms as of a day, and how two of them compare.
struct MetricEvidence {
  let design: MetricDesign
  /// In the order of the declaration.
  let values: [MetricSummary.Values]
  /// True where health checks found counts that cannot be: such arms are shown, and never compared.
  var isRefused = false
  /// Days of a treatment beside the control's, where they are at hand already.
  var paired: [Int: [DayPair]] = [:]

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
    if versus == control, let days = paired[variant] { return try design.analysis.compare(pairs: days) }
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
    let isIncrease = design.metric.direction == .increase
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
    if let days = paired[variant] { return days.count }
    guard let versus = rival(of: variant), case .days(let ours) = values[variant], case .days(let theirs) = values[versus] else { return nil }
    return design.analysis.pairs(theirs, ours).count
  }
}
