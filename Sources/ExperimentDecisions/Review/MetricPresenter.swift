import ExperimentModel
import ExperimentStatistics

/// The arms of one metric as a report shows them: values, fixed-sample intervals, and descriptive comparisons.
struct MetricPresenter {
  let evidence: MetricEvidence
  let experiment: Experiment
  let summary: ExperimentSummary
  let index: Int
  let parts: ReviewParts
  /// At a look, and after the last one: then segments have their p-values, corrected over all segments and treatments.
  let isLook: Bool

  private var metric: Metric { experiment.metrics[index] }
  private var level: Double { experiment.plan.confidence }
  private var levels: SideLevels { SideLevels(confidence: level) }
  private var ids: [String] { experiment.variants.map(\.id) }

  /// A secondary metric or a guardrail's: its comparisons are fixed-sample and decide nothing.
  func review(guardrails: [Int: GuardrailReview]) -> MetricReview {
    let isCompared = parts.contains(.secondary) || metric.role == .guardrail
    let compared = isCompared ? descriptive() : [:]
    return made(
      dispersion: dispersion(isCompared), alternative: isCompared ? alternative() : [],
      arms: experiment.variants.indices.map { arm($0, comparison: compared[$0], guardrail: guardrails[$0]) })
  }

  /// The primary: its comparisons are the rules'.
  /// - Parameter isCompared: at a look and after the last one, when what days say of scatter may be shown.
  func primary(
    comparisons: [Int: ComparisonReview], standings: [Int: Standing], guardrails: [Int: GuardrailReview], advice: Advice, isCompared: Bool
  ) -> MetricReview {
    made(
      dispersion: dispersion(isCompared), alternative: isCompared ? alternative() : [],
      arms: experiment.variants.indices.map { variant in
        arm(
          variant, comparison: comparisons[variant], standing: standings[variant], guardrail: guardrails[variant],
          probabilityBest: advice.probabilityBest?[ids[variant]], expectedLoss: advice.probabilityBest == nil ? nil : advice.lossInMetric?[ids[variant]])
      })
  }

  private func made(dispersion: MetricReview.Dispersion?, alternative: [AlternativeComparison], arms: [VariantReview]) -> MetricReview {
    MetricReview(
      name: metric.name, title: metric.title, kind: metric.kind, role: metric.role, direction: metric.direction, unit: metric.unit,
      grain: metric.grain, isConditional: isConditional, adjustments: adjustments, dispersion: dispersion, variants: arms,
      segments: parts.contains(.segments) ? segments() : [], alternative: alternative)
  }

  /// A denominator that the variant can move: anything but what was paid for or assigned.
  private var isConditional: Bool { metric.facts.movesDenominator && metric.denominator != nil }

  private var adjustments: [MetricReview.Adjustment] {
    let hasCovariate = evidence.values.contains { if case .units(let units) = $0 { (units.covariate?.squaredDeviations ?? 0) > 0 } else { false } }
    let hasStrata = evidence.values.contains { if case .units(let units) = $0 { units.strata.count > 1 } else { false } }
    return (metric.winsorize.map { [.winsorized($0)] } ?? []) + (hasCovariate ? metric.covariate.map { [.covariate($0.column)] } ?? [] : [])
      + (hasStrata ? metric.strata.map { [.strata($0.column)] } ?? [] : [])
  }

  private func arm(
    _ variant: Int, comparison: ComparisonReview?, standing: Standing? = nil, guardrail: GuardrailReview?, probabilityBest: Double? = nil,
    expectedLoss: Double? = nil
  ) -> VariantReview {
    let seen = summary.variants[variant].metrics[index]
    let totals = evidence.totals(variant)
    let absence = totals == nil ? "no_data" : totals?.value == nil ? evidence.analysis.room.reasonWithoutValue.code : nil
    return VariantReview(
      id: ids[variant], units: totals?.units, numerator: totals?.numerator, denominator: totals?.denominator, value: totals?.value,
      interval: totals.map { interval(variant, estimate: $0.value) }, reason: absence, missing: seen.missing, immature: seen.immature,
      comparison: comparison, standing: standing, probabilityBest: probabilityBest, expectedLoss: expectedLoss, guardrail: guardrail, days: days(seen.values))
  }

  private func days(_ values: MetricSummary.Values) -> [DayValue] {
    guard index == 0, parts.contains(.days), case .days(let cells) = values else { return [] }
    return cells.map { DayValue(day: $0.day, numerator: $0.numerator, denominator: $0.denominator) }
  }

  private func interval(_ variant: Int, estimate: Double?) -> Interval {
    do throws(NoAnswer) {
      let interval = try evidence.interval(variant, levels)
      return Interval(estimate: estimate, lower: interval.lower.value, upper: interval.upper.value, level: level)
    } catch {
      return Interval(estimate: estimate, lower: nil, upper: nil, level: level, reason: error.code)
    }
  }

  private func descriptive() -> [Int: ComparisonReview] {
    var compared = [Int: ComparisonReview]()
    for variant in experiment.treatments {
      guard let versus = evidence.rival(of: variant) else { continue }
      compared[variant] = evidence.descriptive(variant, versus: versus, ids: ids, level: level)
    }
    return compared
  }

  /// Of the first treatment whose days tell.
  private func dispersion(_ isCompared: Bool) -> MetricReview.Dispersion? {
    guard isCompared else { return nil }
    for variant in experiment.treatments {
      guard let versus = evidence.rival(of: variant), let found = (try? evidence.compare(variant, versus: versus))?.dispersion,
        // An allowance is nothing that days have told.
        found.degreesOfFreedom > 0
      else { continue }
      return .init(phi: found.phi, degreesOfFreedom: found.degreesOfFreedom)
    }
    return nil
  }

  /// The other way of comparing days, beside the one that decides.
  private func alternative() -> [AlternativeComparison] {
    guard parts.contains(.alternative), metric.grain == .days, evidence.analysis.switchback == nil else { return [] }
    let daily: AnalysisPlan.DailyComparison = experiment.plan.daily == .pooled ? .withinDay : .pooled
    let other = evidence.compared(by: MetricAnalysis(metric: metric, daily: daily, isExact: experiment.plan.exact, allowance: evidence.analysis.allowance))
    return experiment.treatments.compactMap { variant in
      guard let versus = evidence.rival(of: variant) else { return nil }
      let comparison = other.descriptive(variant, versus: versus, ids: ids, level: level)
      guard comparison.reason == nil else { return nil }
      return AlternativeComparison(
        variant: ids[variant], daily: daily, difference: comparison.difference, relative: comparison.relative, pValue: comparison.pValue)
    }
  }

  private func segments() -> [SegmentReview] {
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
    let family = Double(max(order.count * experiment.treatments.count, 1))
    return order.map { key in
      let inside = evidence.inside(experiment.variants.indices.map { cells[key]?[$0] ?? .nothing })
      return SegmentReview(dimension: key.dimension, value: key.value, variants: experiment.variants.indices.map { arm($0, in: inside, family: family) })
    }
  }

  private func arm(_ variant: Int, in segment: MetricEvidence, family: Double) -> VariantReview {
    guard let totals = segment.totals(variant) else { return VariantReview(id: ids[variant], reason: "no_data") }
    let isTreatment = experiment.treatments.contains(variant)
    return VariantReview(
      id: ids[variant], units: totals.units, numerator: totals.numerator, denominator: totals.denominator, value: totals.value,
      interval: Interval(catching: { () throws(NoAnswer) in try segment.interval(variant, levels) }, level: level),
      comparison: isTreatment
        ? segment.rival(of: variant).map { segment.descriptive(variant, versus: $0, ids: ids, level: level).ofSegment(family: isLook ? family : nil) } : nil)
  }
}

extension MetricEvidence {
  /// A fixed-sample comparison at the plan's confidence, uncorrected.
  func descriptive(_ variant: Int, versus: Int, ids: [String], level: Double) -> ComparisonReview {
    do throws(NoAnswer) {
      let comparison = try compare(variant, versus: versus)
      let p = comparison.twoSided
      let intervals = comparison.intervals(SideLevels(confidence: level))
      return ComparisonReview(
        versus: ids[versus], difference: Interval(intervals.difference, level: level), relative: Interval(intervals.relative, level: level),
        pValue: p.value, log10PValue: p.log10, method: comparison.method, isDescriptive: true)
    } catch {
      return .missing(versus: ids[versus], level: level, reason: error.code)
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

extension ComparisonReview {
  /// - Parameter family: how many segments and treatments share the correction (Bonferroni); nil: no p-value at all.
  fileprivate func ofSegment(family: Double?) -> ComparisonReview {
    guard pValue != nil else { return self }
    return ComparisonReview(
      versus: versus, difference: difference, relative: relative, pValue: family == nil ? nil : pValue, log10PValue: family == nil ? nil : log10PValue,
      adjustedPValue: family.flatMap { family in pValue.map { min($0 * family, 1) } }, method: method, isDescriptive: true)
  }
}
