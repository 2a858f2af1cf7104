import ExperimentModel
import ExperimentStatistics
import Glibc

/// What a review shows of the primary metric, of guardrails and of past looks.
extension ReviewAssembly {
  mutating func showPrimary(_ look: Look?, _ builder: MetricReviewBuilder, spendingTime: Double) {
    let isBlocked = review.health.contains(where: \.blocking)
    // Once the final look is past, nothing that is shown can tempt anybody to stop early.
    let isClosed = ledger.looks.last?.isFinal ?? false
    let shown: MetricReview? = look != nil || isClosed ? builder.review(comparing: true) : nil
    if let shown {
      review.metrics[0].dispersion = shown.dispersion
      review.metrics[0].alternative = shown.alternative
    }
    for variant in experiment.treatments {
      let id = experiment.variants[variant].id
      let treatment = look?.outcome.treatments.first { $0.variant == variant }
      let newer = shown?.variants[variant].comparison
      if let standing = ledger.standings[id], standing.look != look?.recorded.number {
        review.metrics[0].variants[variant].comparison = repeated(standing, newer: newer)
      } else if let treatment {
        review.metrics[0].variants[variant].comparison = comparison(treatment)
      } else if purpose == .status, !isBlocked, !isClosed, review.phase == .running, let versus = builder.baseline(builder.values, builder.analysis)(variant) {
        review.metrics[0].variants[variant].comparison = AlwaysValidDisplay(
          experiment: experiment, builder: builder, spendingTime: spendingTime
        ).comparison(variant, versus: versus)
      } else if let last = ledger.looks.last, let recorded = last.comparison(of: id, versus: baselineID(variant, builder)) ?? last.comparison(of: id), !isBlocked {
        review.metrics[0].variants[variant].comparison = lastLook(recorded, last)
      } else {
        review.metrics[0].variants[variant].comparison = .missing(
          versus: baselineID(variant, builder), level: experiment.plan.confidence, reason: reason(variant, builder) ?? (isBlocked ? "blocked" : "not_a_look"))
      }
      review.metrics[0].variants[variant].standing = standing(variant, treatment: treatment, versus: baselineID(variant, builder))
      let stopped = isDetailed ? stagewise(variant) : nil
      review.metrics[0].variants[variant].comparison?.stagewise = stopped
    }
  }

  /// Where the primary crossed, or the final look ended the test: the stage-wise p and the median-unbiased estimate (Kim 1989). The estimate
  /// moves on the scale that the test is on: the logarithm for what is a ratio, the difference for the rest.
  private func stagewise(_ variant: Int) -> ComparisonReview.Stagewise? {
    let id = experiment.variants[variant].id
    guard case .variant = experiment.control else { return nil }
    let crossed = ledger.standings[id].flatMap { standing in standing.standing == .dropped ? nil : standing.look }
    guard let last = crossed ?? (ledger.standings[id] == nil && ledger.looks.last?.isFinal ?? false ? ledger.looks.count : nil) else { return nil }
    let looks = ledger.looks.prefix(last).compactMap { look in look.comparisons.first { $0.variant == id } }.filter { $0.information > 0 }
    guard let newest = looks.last, newest.statistic != 0, newest.statistic.isFinite else { return nil }
    let isBetter = newest.statistic > 0
    let ordering = StagewiseOrdering(
      information: looks.map(\.information), critical: looks.map { isBetter ? $0.winnerBoundary : $0.loserBoundary }, z: abs(newest.statistic))
    guard let share = try? ordering.medianUnbiasedShare() else { return nil }
    let isRatio = [.costPer, .rate, .ratio, .returnOn].contains(experiment.primary.kind)
    let relative = newest.relative?.estimate.flatMap { $0 > -1 ? (isRatio ? expm1(share * log1p($0)) : share * $0) : nil }
    return .init(pValue: ordering.pValue.value, difference: isRatio ? nil : newest.estimate.map { share * $0 }, relative: relative)
  }

  /// Why the data give no comparison at all; nil where they would.
  private func reason(_ variant: Int, _ builder: MetricReviewBuilder) -> String? {
    guard let versus = builder.baseline(builder.values, builder.analysis)(variant) else { return nil }
    do throws(NoAnswer) {
      _ = try builder.analysis.compare(control: builder.values[versus], treatment: builder.values[variant])
      return nil
    } catch {
      return error.code
    }
  }

  private func baselineID(_ variant: Int, _ builder: MetricReviewBuilder) -> String {
    let versus = builder.baseline(builder.values, builder.analysis)(variant) ?? experiment.variants.indices.first { $0 != variant } ?? variant
    return experiment.variants[versus].id
  }

  private func comparison(_ treatment: PrimaryTest.Treatment) -> ComparisonReview {
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

  private func repeated(_ standing: RecordedStanding, newer: ComparisonReview?) -> ComparisonReview {
    func interval(_ recorded: RecordedInterval?) -> Interval {
      recorded.map { Interval(estimate: $0.estimate, lower: $0.lower, upper: $0.upper, level: $0.level) }
        ?? Interval(estimate: nil, lower: nil, upper: nil, level: experiment.plan.confidence, reason: "undefined")
    }
    return ComparisonReview(
      versus: standing.versus ?? review.controlID ?? "", difference: interval(standing.difference), relative: interval(standing.relative),
      pValue: standing.pValue, log10PValue: standing.log10PValue, adjustedPValue: standing.adjustedPValue,
      nominalLevel: standing.nominalLevel, method: standing.method ?? "none", isDescriptive: !experiment.evidence.isRandomized,
      asOf: standing.date, newer: newer?.relative.reason == nil ? newer?.relative : newer?.difference)
  }

  private func standing(_ variant: Int, treatment: PrimaryTest.Treatment?, versus: String) -> Standing {
    let id = experiment.variants[variant].id
    if let recorded = ledger.standings[id] { return recorded.standing.standing }
    let sign = experiment.primary.direction == .increase ? 1.0 : -1.0
    let estimate: Double? =
      if let treatment { (try? treatment.difference.get())?.estimate } else {
        ledger.looks.last?.comparison(of: id, versus: versus)?.estimate ?? ledger.looks.last?.comparison(of: id)?.estimate
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

  /// Of the treatment with the most precise comparison among those still in the test.
  mutating func showOutlook(_ builder: MetricReviewBuilder) {
    guard isDetailed, case .variant(let control) = experiment.control, let baseline = builder.analysis.totals(builder.values[control])?.value else { return }
    let comparisons = experiment.treatments.compactMap { variant in
      ledger.standings[experiment.variants[variant].id] == nil
        ? try? builder.analysis.compare(control: builder.values[control], treatment: builder.values[variant]) : nil
    }
    guard let best = comparisons.max(by: { $0.precision < $1.precision }) else { return }
    let level = HypothesisFamily(experiment: experiment, control: control).level(rejections: 0)
    review.outlook = Outlook(best, baseline: baseline, experiment: experiment, level: level)
  }

  mutating func showGuardrails(_ look: Look?, _ builders: [MetricReviewBuilder]) {
    let outcomes = look?.guardrails ?? guardrailOutcomes(builders, spendingTime: nil)
    for outcome in outcomes {
      var seen = outcome.outcome.review
      // What was proven at a look stays proven.
      let standing = ledger.standings[experiment.variants[outcome.variant].id]
      // A control beyond its limit is an alert: there is nothing it could be dropped for.
      if case .variant(outcome.variant) = experiment.control, seen.status == .broken { seen = seen.over }
      if standing?.reason == .guardrailBroken, standing?.guardrail == experiment.metrics[outcome.metric].name { seen = seen.broken }
      review.metrics[outcome.metric].variants[outcome.variant].guardrail = seen
    }
  }

  mutating func showDispersion(_ builder: MetricReviewBuilder) {
    if let switchback = builder.analysis.switchback, review.days > 0 {
      let mixed = switchback.mixed(builder.values)
      if mixed > 0 {
        review.health.append(
          HealthItem(
            check: .dataNote, ok: true, blocking: false, count: mixed,
            finding: .note(
              BilingualText(
                "\(mixed) periods had more than one variant; they are left out. What carries over from one period to the next is not modelled.",
                "有 \(mixed) 个时段同时出现多个版本，已排除。时段之间的延续影响没有建模。"))))
      }
    }
    guard experiment.plan.daily == .withinDay, builder.metric.grain == .days, builder.analysis.switchback == nil, review.days > 0 else { return }
    // Of a treatment that is out, only a winner's days still matter: its verdict rests on them.
    let days = experiment.treatments.compactMap { variant -> Int? in
      let standing = ledger.standings[experiment.variants[variant].id]?.standing
      return standing == nil || standing == .winner || isAllOut ? pairedDays(builder, variant) : nil
    }.min()
    guard let days, days < MetricAnalysis.daysForDispersion else { return }
    review.health.append(
      HealthItem(
        check: .dispersionUnknown, ok: false, blocking: false, count: days,
        finding: .daysWithBothArms(days, need: MetricAnalysis.daysForDispersion)))
  }

  private var isAllOut: Bool { experiment.treatments.allSatisfy { ledger.standings[experiment.variants[$0].id] != nil } }

  func history() -> [HistoryEntry] {
    ledger.looks.flatMap { look in
      look.comparisons.map { comparison in
        HistoryEntry(
          look: look.number, date: look.date, variant: comparison.variant, informationFraction: look.spendingTime, estimate: comparison.estimate,
          lower: comparison.lower, upper: comparison.upper, boundary: comparison.winnerBoundary, statistic: comparison.statistic,
          nominalLevel: comparison.winnerNominal, alphaSpent: look.alphaSpent)
      }
    }
  }
}
