import ExperimentModel
import ExperimentStatistics
import Glibc

/// What a review shows of each treatment in the primary metric: a standing that stays, this day's look, the always-valid display, or the look before.
struct PrimaryPresenter {
  let evidence: Evidence
  let look: LookFigures?
  /// With the look.
  let ledger: ExperimentLedger
  let parts: ReviewParts
  let showsAlwaysValid: Bool

  private var experiment: Experiment { evidence.experiment }
  private var primary: MetricEvidence { evidence.primary }
  private var isBlocked: Bool { !evidence.blockers.isEmpty }
  /// Once the final look is past, nothing that is shown can tempt anybody to stop early.
  private var isClosed: Bool { ledger.looks.last?.isFinal ?? false }

  /// By variant.
  func comparisons() -> [Int: ComparisonReview] {
    var shown = [Int: ComparisonReview]()
    for variant in experiment.treatments { shown[variant] = comparison(variant).with(stagewise: parts.contains(.stagewise) ? stagewise(variant) : nil) }
    return shown
  }

  private func comparison(_ variant: Int) -> ComparisonReview {
    let id = experiment.variants[variant].id
    if let standing = ledger.standings[id], standing.look != look?.recorded.number { return repeated(standing, variant) }
    if let treatment = look?.treatments.first(where: { $0.variant == variant }) { return comparison(treatment) }
    if showsAlwaysValid, !isBlocked, !isClosed, let versus = primary.rival(of: variant) {
      return AlwaysValidDisplay(experiment: experiment, evidence: primary, spendingTime: evidence.spendingTime).comparison(variant, versus: versus)
    }
    if let last = ledger.looks.last, let recorded = last.comparison(of: id, versus: rivalID(variant)) ?? last.comparison(of: id), !isBlocked {
      return lastLook(recorded, last)
    }
    return .missing(
      versus: rivalID(variant), level: experiment.plan.confidence, reason: primary.isRefused ? "blocked" : absence(variant) ?? (isBlocked ? "blocked" : "not_a_look"))
  }

  /// Why the data give no comparison at all; nil where they would.
  private func absence(_ variant: Int) -> String? {
    guard let versus = primary.rival(of: variant) else { return nil }
    do throws(NoAnswer) {
      _ = try primary.compare(variant, versus: versus)
      return nil
    } catch {
      return error.code
    }
  }

  private func rivalID(_ variant: Int) -> String {
    experiment.variants[primary.rival(of: variant) ?? experiment.variants.indices.first { $0 != variant } ?? variant].id
  }

  private func comparison(_ treatment: LookFigures.Treatment) -> ComparisonReview {
    let versus = experiment.variants[treatment.versus].id
    guard let comparison = treatment.comparison else {
      return .missing(versus: versus, level: treatment.level, reason: (treatment.reason ?? .zeroExposure).code)
    }
    return ComparisonReview(
      versus: versus, difference: Interval(treatment.difference, level: treatment.level),
      relative: Interval(treatment.relative, level: treatment.level), pValue: treatment.pValue?.value, log10PValue: treatment.pValue?.log10,
      adjustedPValue: treatment.adjusted?.value, nominalLevel: treatment.winnerNominal, method: comparison.method,
      isDescriptive: !experiment.evidence.isRandomized)
  }

  private func lastLook(_ recorded: RecordedComparison, _ look: RecordedLook) -> ComparisonReview {
    if let reason = recorded.reason { return .missing(versus: recorded.versus, level: experiment.plan.confidence, reason: reason.rawValue) }
    let level = 1 - recorded.winnerNominal - recorded.loserNominal
    return ComparisonReview(
      versus: recorded.versus,
      difference: Interval(estimate: recorded.estimate, lower: recorded.lower, upper: recorded.upper, level: level),
      relative: recorded.relative.map { Interval(estimate: $0.estimate, lower: $0.lower, upper: $0.upper, level: $0.level) }
        ?? Interval(estimate: nil, lower: nil, upper: nil, level: level, reason: "not_a_look"),
      pValue: recorded.pValue, adjustedPValue: recorded.adjustedPValue, nominalLevel: recorded.winnerNominal, method: "last-look",
      isDescriptive: !experiment.evidence.isRandomized, asOf: look.date)
  }

  /// A standing reached before: its own figures, and the newest beside them where looking can no longer tempt.
  private func repeated(_ standing: RecordedStanding, _ variant: Int) -> ComparisonReview {
    func interval(_ recorded: RecordedInterval?) -> Interval {
      recorded.map { Interval(estimate: $0.estimate, lower: $0.lower, upper: $0.upper, level: $0.level) }
        ?? Interval(estimate: nil, lower: nil, upper: nil, level: experiment.plan.confidence, reason: "undefined")
    }
    let newer =
      look != nil || isClosed
      ? primary.rival(of: variant).map { primary.descriptive(variant, versus: $0, ids: experiment.variants.map(\.id), level: experiment.plan.confidence) } : nil
    return ComparisonReview(
      versus: standing.versus ?? primary.control.map { experiment.variants[$0].id } ?? "", difference: interval(standing.difference),
      relative: interval(standing.relative), pValue: standing.pValue, log10PValue: standing.log10PValue, adjustedPValue: standing.adjustedPValue,
      nominalLevel: standing.nominalLevel, method: standing.method ?? "none", isDescriptive: !experiment.evidence.isRandomized,
      asOf: standing.date, newer: newer?.relative.reason == nil ? newer?.relative : newer?.difference)
  }

  /// Where the primary crossed, or the final look ended the test: the stage-wise p and the median-unbiased estimate (Kim 1989). The estimate
  /// moves on the scale that the test is on: the logarithm for what is a ratio, the difference for the rest.
  private func stagewise(_ variant: Int) -> ComparisonReview.Stagewise? {
    let id = experiment.variants[variant].id
    guard case .variant = experiment.control else { return nil }
    let crossed = ledger.standings[id].flatMap { standing in standing.standing == .dropped ? nil : standing.look }
    guard let last = crossed ?? (ledger.standings[id] == nil && isClosed ? ledger.looks.count : nil) else { return nil }
    let looks = ledger.looks.prefix(last).compactMap { look in look.comparisons.first { $0.variant == id } }.filter { $0.information > 0 }
    guard let newest = looks.last, newest.statistic != 0, newest.statistic.isFinite else { return nil }
    let isBetter = newest.statistic > 0
    let ordering = StagewiseOrdering(
      information: looks.map(\.information), critical: looks.map { isBetter ? $0.winnerBoundary : $0.loserBoundary }, z: abs(newest.statistic))
    guard let share = try? ordering.medianUnbiasedShare() else { return nil }
    let isRatio = experiment.primary.kind.room.isOnRatios
    let relative = newest.relative?.estimate.flatMap { $0 > -1 ? (isRatio ? expm1(share * log1p($0)) : share * $0) : nil }
    return .init(pValue: ordering.pValue.value, difference: isRatio ? nil : newest.estimate.map { share * $0 }, relative: relative)
  }

  // MARK: Standings

  /// By variant: those reached, and where the others lie at the latest look.
  func standings() -> [Int: Standing] {
    var standings = [Int: Standing]()
    for variant in experiment.treatments { standings[variant] = standing(variant) }
    return standings
  }

  private func standing(_ variant: Int) -> Standing {
    let id = experiment.variants[variant].id
    if let recorded = ledger.standings[id] { return recorded.standing.standing }
    let sign = experiment.primary.direction == .increase ? 1.0 : -1.0
    let estimate: Double? =
      if let treatment = look?.treatments.first(where: { $0.variant == variant }) { (try? treatment.difference.get())?.estimate } else {
        ledger.looks.last?.comparison(of: id, versus: rivalID(variant))?.estimate ?? ledger.looks.last?.comparison(of: id)?.estimate
      }
    guard let estimate, estimate != 0 else { return .undecided }
    if sign * estimate < 0 { return .losing }
    // Without a control the comparison is the one with the hardest rival: ahead of that one, it is ahead of all.
    if case .none = experiment.control { return .leading }
    // Leading is the best of those on the wanted side.
    let rivals = experiment.treatments.compactMap { other -> Double? in
      let otherID = experiment.variants[other].id
      guard ledger.standings[otherID] == nil else { return nil }
      return ledger.looks.last?.comparison(of: otherID)?.estimate
    }
    return rivals.allSatisfy { sign * $0 <= sign * estimate } ? .leading : .undecided
  }
}
