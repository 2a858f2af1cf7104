import ExperimentModel
import ExperimentStatistics
import Glibc

/// The interval that `status` shows between looks: valid whenever and however often one looks, at its own 1 − alpha. A display: it never makes
/// a verdict. Results given their total as a beta mixture for costs per result, rates and shares (effective results where days scatter); the
/// normal mixture on estimate and standard error for the rest, from 30 units (days) an arm.
struct AlwaysValidDisplay {
  let experiment: Experiment
  let evidence: MetricEvidence
  /// 0…1; where the interval is tuned to be narrow is the plan's end.
  let spendingTime: Double

  static let method = "confidence-sequence"
  /// Results that the beta mixture about equal arms is worth.
  static let weight = 10.0
  static let fewestUnits = 30

  func comparison(_ variant: Int, versus: Int) -> ComparisonReview {
    let id = experiment.variants[versus].id
    let level = experiment.plan.confidence
    do {
      let (difference, relative) = try intervals(variant, versus)
      return ComparisonReview(
        versus: id, difference: difference, relative: relative, pValue: nil, log10PValue: nil, method: AlwaysValidDisplay.method, isDescriptive: true)
    } catch let reason as NoAnswer {
      return .missing(versus: id, level: level, reason: reason.code)
    } catch {
      return .missing(versus: id, level: level, reason: "undefined")
    }
  }

  private var alpha: Double { experiment.plan.alpha }

  private func intervals(_ variant: Int, _ versus: Int) throws -> (difference: Interval, relative: Interval) {
    let isByUnit = if case .units = evidence.values[variant] { true } else { false }
    let isCounted = evidence.analysis.switchback == nil && evidence.metric.strata == nil && evidence.analysis.room.isCounted(byUnit: isByUnit)
    return isCounted ? try counted(variant, versus) : try estimated(variant, versus)
  }

  private func counted(_ variant: Int, _ versus: Int) throws -> (difference: Interval, relative: Interval) {
    let isCost = experiment.primary.facts.isCost
    func arm(_ index: Int, _ phi: Double) throws(NoAnswer) -> (results: Double, exposure: Double) {
      guard let tally = evidence.totals(index)?.tally else { throw .zeroExposure }
      try experiment.primary.facts.check(tally)
      return (tally.count / phi, tally.exposure / phi)
    }
    // Days that scatter more than chance would have it are worth fewer results: in both arms alike, by the larger of the two.
    let phi = max(evidence.analysis.dispersion(evidence.values[variant]), evidence.analysis.dispersion(evidence.values[versus]))
    let (control, treatment) = (try arm(versus, phi), try arm(variant, phi))
    let total = control.results + treatment.results
    // The mixture's weight is fixed beforehand: one chosen by the data would not be valid at all times.
    let bounds: (lower: Double, upper: Double?)
    let estimate: Double?
    if case .days(let theirs) = evidence.values[versus], case .days(let ours) = evidence.values[variant] {
      // Within days, as the verdict compares them.
      let pairs = evidence.analysis.pairs(theirs, ours)
      try evidence.analysis.check(pairs)
      if evidence.analysis.daily == .withinDay, !experiment.plan.isWithoutScatter, pairs.count < MetricAnalysis.daysForDispersion {
        throw NoAnswer.tooFewUnits(have: pairs.count, need: MetricAnalysis.daysForDispersion)
      }
      let planned = [experiment.variants[variant], experiment.variants[versus]].plannedShares[0]
      bounds = try ConfidenceSequence.rateRatio(
        days: pairs, plannedShare: planned, weight: AlwaysValidDisplay.weight, dispersion: phi, alpha: alpha)
      estimate = try WithinDay(pairs, kind: .counts, variance: .model).estimate
    } else {
      bounds = try ConfidenceSequence.rateRatio(control: control, treatment: treatment, weight: AlwaysValidDisplay.weight, alpha: alpha)
      estimate = control.results > 0 ? treatment.results / control.results * (control.exposure / treatment.exposure) : nil
    }
    // Totals of the data themselves: a difference of costs or shares that keeps them.
    let scale: ThetaScale =
      isCost
      ? .costPerResult(results: total, controlCost: control.exposure, treatmentCost: treatment.exposure)
      : .rate(count: total, controlExposure: control.exposure, treatmentExposure: treatment.exposure)
    let level = experiment.plan.confidence
    func interval(_ value: (Double?) -> Double?) -> Interval {
      let (low, high) = isCost ? (bounds.upper, bounds.lower as Double?) : (bounds.lower as Double?, bounds.upper)
      let lower = isCost && low == nil ? value(nil) : value(low)
      let upper = !isCost && high == nil ? nil : value(high)
      return Interval(estimate: estimate.flatMap { value($0) }, lower: lower, upper: upper, level: level)
    }
    return (interval { scale.difference(at: $0) }, interval { scale.relative(at: $0) })
  }

  private func estimated(_ variant: Int, _ versus: Int) throws -> (difference: Interval, relative: Interval) {
    let fewest = Int(
      evidence.analysis.switchback.map { Double($0.purePeriods(evidence.values).min() ?? 0) } ?? [variant, versus].map { evidence.totals($0)?.units ?? 0 }.min() ?? 0)
    guard fewest >= AlwaysValidDisplay.fewestUnits else { throw NoAnswer.tooFewUnits(have: fewest, need: AlwaysValidDisplay.fewestUnits) }
    // The mixture's line is a level of the normal law. The test that decides is inverted at that level by its own law: within days by t, over units with
    // the variance and the skewness that the tested value itself would have. A standard error stretched alike to both sides leaves the truth out too often.
    let level = StandardNormal.upperTail(ConfidenceSequence.normalMixtureHalfWidth(standardError: 1, tuningStandardError: max(spendingTime, 0.05).squareRoot(), alpha: alpha))
    let intervals = try evidence.compare(variant, versus: versus).intervals(SideLevels(lower: level, upper: level))
    let difference = Interval(intervals.difference, level: experiment.plan.confidence)
    if case .failure(let reason) = intervals.difference { throw reason }
    return (difference, Interval(intervals.relative, level: experiment.plan.confidence))
  }
}
