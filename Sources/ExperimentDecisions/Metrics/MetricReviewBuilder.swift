import ExperimentModel
import ExperimentStatistics

/// The arms of one metric as a report shows them: values, fixed-sample intervals, and descriptive comparisons.
///
/// The primary's comparison comes from `PrimaryTest` instead and is put in by the caller.
struct MetricReviewBuilder {
  let experiment: Experiment
  let summary: ExperimentSummary
  let index: Int
  /// False leaves out segments and the other way of comparing days.
  let isDetailed: Bool

  var metric: Metric { experiment.metrics[index] }
  var analysis: MetricAnalysis {
    var analysis = MetricAnalysis(metric: metric, plan: experiment.plan)
    analysis.switchback = SwitchbackPeriods(experiment)
    return analysis
  }
  private var levels: SideLevels { SideLevels(confidence: experiment.plan.confidence) }

  var values: [MetricSummary.Values] { summary.variants.map { $0.metrics[index].values } }

  /// - Parameter comparing: false leaves the differences out (the primary between looks).
  func review(comparing: Bool) -> MetricReview {
    let analysis = analysis
    let values = values
    var review = MetricReview(
      name: metric.name, title: metric.title, kind: metric.kind, role: metric.role, direction: metric.direction, unit: metric.unit,
      grain: metric.grain, isConditional: isConditional)
    review.variants = experiment.variants.indices.map { arm($0, analysis) }
    let baseline = self.baseline(values, analysis)
    if comparing {
      for variant in experiment.treatments {
        guard let versus = baseline(variant) else { continue }
        let comparison = descriptive(analysis, control: values[versus], treatment: values[variant], versus: experiment.variants[versus].id)
        review.variants[variant].comparison = comparison.review
        if review.dispersion == nil, let dispersion = comparison.dispersion {
          review.dispersion = .init(phi: dispersion.phi, degreesOfFreedom: dispersion.degreesOfFreedom)
        }
        if isDetailed, let other = alternative(variant, versus, values) { review.alternative.append(other) }
      }
    }
    if isDetailed { review.segments = segments(analysis) }
    return review
  }

  /// The control, or, without one, the best of the others.
  func baseline(_ values: [MetricSummary.Values], _ analysis: MetricAnalysis) -> (Int) -> Int? {
    switch experiment.control {
    case .variant(let control): return { _ in control }
    case .none:
      let rated = values.indices.map { analysis.totals(values[$0])?.value }
      let isIncrease = metric.direction == .increase
      return { variant in
        let others = values.indices.filter { $0 != variant && rated[$0] != nil }
        return isIncrease
          ? others.max { (rated[$0] ?? 0) < (rated[$1] ?? 0) } : others.min { (rated[$0] ?? 0) < (rated[$1] ?? 0) }
      }
    }
  }

  /// A denominator that the variant can move: anything but what was paid for or assigned.
  private var isConditional: Bool {
    switch metric.kind {
    case .ratio, .rate: true
    case .proportion: metric.grain != .units
    default: false
    }
  }

  private func arm(_ variant: Int, _ analysis: MetricAnalysis) -> VariantReview {
    let summary = summary.variants[variant].metrics[index]
    var arm = VariantReview(id: experiment.variants[variant].id, missing: summary.missing, immature: summary.immature)
    guard let totals = analysis.totals(summary.values) else {
      arm.reason = "no_data"
      return arm
    }
    (arm.units, arm.numerator, arm.denominator, arm.value) = (totals.units, totals.numerator, totals.denominator, totals.value)
    if totals.value == nil { arm.reason = metric.kind == .costPer ? "zero_results" : "zero_exposure" }
    do throws(NoAnswer) {
      let interval = try analysis.interval(summary.values, levels)
      arm.interval = Interval(
        estimate: totals.value, lower: interval.lower.value, upper: interval.upper.value, level: experiment.plan.confidence)
    } catch {
      arm.interval = Interval(estimate: totals.value, lower: nil, upper: nil, level: experiment.plan.confidence, reason: error.code)
    }
    return arm
  }

  /// A fixed-sample comparison at the plan's confidence, uncorrected.
  func descriptive(
    _ analysis: MetricAnalysis, control: MetricSummary.Values, treatment: MetricSummary.Values, versus: String
  ) -> (review: ComparisonReview, dispersion: ExperimentStatistics.Dispersion?) {
    let level = experiment.plan.confidence
    do throws(NoAnswer) {
      let comparison = try analysis.compare(control: control, treatment: treatment)
      let p = comparison.twoSided
      let intervals = comparison.intervals(levels)
      return (
        ComparisonReview(
          versus: versus, difference: Interval(intervals.difference, level: level), relative: Interval(intervals.relative, level: level),
          pValue: p.value,
          log10PValue: p.log10, method: comparison.method, isDescriptive: true), comparison.dispersion
      )
    } catch {
      return (.missing(versus: versus, level: level, reason: error.code), nil)
    }
  }

  /// The other way of comparing days, beside the one that decides.
  private func alternative(_ variant: Int, _ versus: Int, _ values: [MetricSummary.Values]) -> AlternativeComparison? {
    guard metric.grain == .days, analysis.switchback == nil else { return nil }
    let other: AnalysisPlan.DailyComparison = experiment.plan.daily == .pooled ? .withinDay : .pooled
    let analysis = MetricAnalysis(metric: metric, daily: other, isExact: experiment.plan.exact)
    let (comparison, _) = descriptive(
      analysis, control: values[versus], treatment: values[variant], versus: experiment.variants[versus].id)
    guard comparison.reason == nil else { return nil }
    return AlternativeComparison(
      variant: experiment.variants[variant].id, daily: other, difference: comparison.difference, relative: comparison.relative,
      pValue: comparison.pValue)
  }

  private func segments(_ analysis: MetricAnalysis) -> [SegmentReview] {
    struct Key: Hashable {
      let dimension: String
      let value: String
    }
    var order = [Key]()
    var cells = [Key: [Int: MetricSummary.Values]]()
    for variant in summary.variants.indices {
      for segment in summary.variants[variant].metrics[index].segments {
        let key = Key(dimension: segment.dimension, value: segment.value)
        if cells[key] == nil { order.append(key) }
        cells[key, default: [:]][variant] = segment.values
      }
    }
    return order.map { key in
      let values = experiment.variants.indices.map { cells[key]?[$0] ?? .nothing }
      let baseline = self.baseline(values, analysis)
      let variants = experiment.variants.indices.map { variant -> VariantReview in
        var arm = VariantReview(id: experiment.variants[variant].id)
        guard let totals = analysis.totals(values[variant]) else {
          arm.reason = "no_data"
          return arm
        }
        (arm.units, arm.numerator, arm.denominator, arm.value) = (totals.units, totals.numerator, totals.denominator, totals.value)
        arm.interval = Interval(
          catching: { () throws(NoAnswer) in try analysis.interval(values[variant], levels) }, level: experiment.plan.confidence)
        if experiment.treatments.contains(variant), let versus = baseline(variant) {
          arm.comparison =
            descriptive(analysis, control: values[versus], treatment: values[variant], versus: experiment.variants[versus].id).review
        }
        return arm
      }
      return SegmentReview(dimension: key.dimension, value: key.value, variants: variants)
    }
  }
}

extension Interval {
  init(_ interval: SidedInterval, level: Double) {
    self.init(estimate: interval.estimate, lower: interval.lower.value, upper: interval.upper.value, level: level)
  }

  init(_ result: Result<SidedInterval, NoAnswer>, level: Double) {
    switch result {
    case .success(let interval): self.init(interval, level: level)
    case .failure(let reason): self.init(estimate: nil, lower: nil, upper: nil, level: level, reason: reason.code)
    }
  }

  init(catching interval: () throws(NoAnswer) -> SidedInterval, level: Double) {
    do throws(NoAnswer) {
      self.init(try interval(), level: level)
    } catch {
      self.init(estimate: nil, lower: nil, upper: nil, level: level, reason: error.code)
    }
  }
}

extension ComparisonReview {
  /// No difference, and why.
  static func missing(versus: String, level: Double, reason: String) -> ComparisonReview {
    let interval = Interval(estimate: nil, lower: nil, upper: nil, level: level, reason: reason)
    return ComparisonReview(
      versus: versus, difference: interval, relative: interval, pValue: nil, method: "none", isDescriptive: true, reason: reason)
  }
}
