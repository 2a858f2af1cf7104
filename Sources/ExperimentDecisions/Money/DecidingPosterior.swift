import ExperimentModel
import ExperimentStatistics

/// The arms still in the test, weighed by the comparison that decides, so that advice cannot contradict the verdict.
///
/// Within days (and over switched periods) the arms are known by their contrasts with the control, or without one with the best of them: what is common to the
/// arms is out of the posterior, the days' scatter and memory are in it. At a handful of results, where no normal will do, each arm keeps its exact gamma or beta
/// posterior: with the exposure that its share of every day's results asks for, and with results counted down by the scatter. Units whose
/// values only the data know are known by their contrasts too, with the variance that their test pools; shares of units and totals are weighed by what they are.
struct DecidingPosterior {
  let experiment: Experiment
  let evidence: MetricEvidence
  /// Variants in the order of the declaration, two at least.
  let live: [Int]

  struct Weighed {
    let comparison: any BayesianComparison
    /// What more data are worth sees of the arms, by data to come over data there are; nil where a good has no logarithm.
    let goods: (_ growth: Double) -> [PreposteriorLoss.Arm]?
  }

  /// Nil where the data say nothing of an arm.
  func weighed() -> Weighed? {
    guard comparesWithinDays || comparesOverUnits || evidence.analysis.switchback != nil else {
      return byArms(live.map { evidence.analysis.room.posterior(evidence.values[$0], evidence.analysis) })
    }
    return byContrasts() ?? byArms(live.map { evidence.analysis.room.posterior(evidence.values[$0], evidence.analysis) })
  }

  private var room: any MetricRoom { evidence.analysis.room }
  private var isIncrease: Bool { experiment.primary.direction == .increase }

  private var comparesWithinDays: Bool {
    evidence.analysis.daily == .withinDay && live.allSatisfy { if case .days = evidence.values[$0] { true } else { false } }
  }

  /// Units whose scatter only the data tell, and strata of any: pooled over both arms, as the test has it.
  private var comparesOverUnits: Bool {
    room.isCounted(byUnit: true) && evidence.metric.strata == nil ? false : live.allSatisfy { if case .units = evidence.values[$0] { true } else { false } }
  }

  // MARK: Contrasts

  private func byContrasts() -> Weighed? {
    guard let reference = experiment.controlIndex ?? evidence.best(of: live), let baseline = evidence.totals(reference)?.value else { return nil }
    let others = live.filter { $0 != reference }
    var comparisons = [any ArmComparison]()
    for variant in others {
      guard let comparison = try? evidence.compare(variant, versus: reference) else { return standardised([]) }
      comparisons.append(comparison)
    }
    guard !hasFewResults else { return standardised(comparisons) }
    func size(_ variant: Int) -> Double { evidence.totals(variant).map { room.isPlannedByCounts ? $0.tally.count : $0.denominator } ?? 1 }
    func contrasts(isDifference: Bool) -> [BayesianContrasts.Contrast]? {
      let known = zip(others, comparisons).compactMap { variant, comparison in
        let share = size(variant) / max(size(variant) + size(reference), .leastNormalMagnitude)
        return comparison.contrast(isDifference: isDifference, controlShare: share)
      }
      return known.count == others.count ? known : nil
    }
    // A test of values below zero knows no ratio: its difference is weighed then, and no share of money.
    let ratios = baseline > 0 && experiment.primary.facts.hasMoneyScale ? contrasts(isDifference: false) : nil
    let isDifference = ratios == nil
    guard let contrasts = ratios ?? contrasts(isDifference: true) else { return nil }
    guard
      let weighed = try? BayesianContrasts(
        contrasts, controlValue: baseline, scale: isDifference ? .difference : .logarithm, better: isIncrease ? .higher : .lower)
    else { return nil }
    // In the order of the arms, the reference in its place.
    let places = live.map { variant in others.firstIndex(of: variant).map { $0 + 1 } ?? 0 }
    let sign = isIncrease ? 1.0 : -1.0
    return Weighed(comparison: Reordered(comparison: weighed, places: places)) { growth in
      guard !isDifference else { return nil }
      return places.map { place in
        let arm = weighed.posteriors[place]
        return .init(mean: sign * arm.mean, deviation: arm.deviation, resolved: growth / (1 + growth))
      }
    }
  }

  // MARK: A handful of results

  private var hasFewResults: Bool {
    guard let counted = room as? any CountedRoom, evidence.analysis.switchback == nil, !comparesOverUnits else { return false }
    return live.contains { variant in
      guard let tally = evidence.totals(variant)?.tally else { return true }
      return min(tally.count, counted.quantity == .share ? tally.exposure - tally.count : tally.count) < SmallCountsByDay.fewExpected
    }
  }

  /// Each arm's own results, on the exposure that makes it expect them: of each day's results the share of that day's exposure.
  private func standardised(_ comparisons: [any ArmComparison]) -> Weighed? {
    guard let counted = room as? any CountedRoom, comparesWithinDays else { return nil }
    var days = [CalendarDay: Tally]()
    let cells = live.map { variant -> ArraySlice<DayCell> in if case .days(let cells) = evidence.values[variant] { cells } else { [] } }
    let facts = experiment.primary.facts
    for cell in cells.joined() {
      let tally = facts.tally(cell)
      guard (try? facts.check(tally)) != nil else { return nil }
      let sum = days[cell.day] ?? Tally(count: 0, exposure: 0)
      days[cell.day] = sum + tally
    }
    let all = Array(days.values).sum
    guard all.exposure > 0 else { return nil }
    // What the comparison adds to chance counts the results down.
    let phi = comparisons.map { $0.precision > 0 ? max($0.information / $0.precision, 1) : 1 }.max() ?? 1
    return byArms(
      cells.map { cells in
        let own = cells.map { facts.tally($0) }
        let count = own.sum.count
        var exposure = own.sum.exposure
        if all.count > 0 {
          exposure =
            zip(cells, own).reduce(0) { sum, day in
              guard let whole = days[day.0.day], whole.exposure > 0 else { return sum }
              return sum + whole.count * (day.1.exposure / whole.exposure)
            } * (all.exposure / all.count)
        }
        guard exposure > 0 else { return nil }
        return counted.quantity == .share
          ? .share(successes: min(count, exposure) / phi, trials: exposure / phi) : .results(count / phi, exposure: exposure / phi)
      })
  }

  private func byArms(_ known: [PosteriorArm?]) -> Weighed? {
    let arms = known.compactMap { $0 }
    guard arms.count == known.count, let comparison = experiment.primary.weighed(arms) else { return nil }
    // A decrease of anything but a cost per result is better the smaller it is; results per money are already the good of a cost.
    let isSmallerBetter = !isIncrease && !experiment.primary.facts.isCost
    return Weighed(comparison: comparison) { growth in
      let goods = arms.compactMap { $0.preposterior(growth: growth) }
      guard goods.count == arms.count else { return nil }
      return isSmallerBetter ? goods.map { PreposteriorLoss.Arm(mean: -$0.mean, deviation: $0.deviation, resolved: $0.resolved) } : goods
    }
  }
}

/// A comparison's answers in another order of the arms.
private struct Reordered {
  let comparison: BayesianContrasts
  let places: [Int]
}

extension Reordered: BayesianComparison {
  private func placed<Value>(_ values: [Value]) -> [Value] { places.map { values[$0] } }

  func probabilityBest() -> [Double] { placed(comparison.probabilityBest()) }
  func expectedLoss() -> [Double?] { placed(comparison.expectedLoss()) }
  func expectedRelativeLoss() -> [Double?] { placed(comparison.expectedRelativeLoss()) }
  func posterior(confidence: Double) -> [CredibleSummary] { placed(comparison.posterior(confidence: confidence)) }
  func difference(confidence: Double) throws -> CredibleSummary? { try comparison.difference(confidence: confidence) }
  func relative(confidence: Double) throws -> CredibleSummary? { try comparison.relative(confidence: confidence) }
}

extension Experiment {
  /// Nil without one.
  fileprivate var controlIndex: Int? { if case .variant(let index) = control { index } else { nil } }
}
