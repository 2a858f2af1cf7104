import ExperimentModel
import ExperimentStatistics

/// Makes the review that reports read, once, from what the rules found. It decides nothing.
struct ReviewPresenter {
  let experiment: Experiment
  let calendar: ReviewCalendar
  let asOf: CalendarDay
  let parts: ReviewParts
  /// The verdict of the records so far.
  var before: RecordedVerdict?

  private func past(_ ledger: ExperimentLedger) -> RecordedPast { RecordedPast(ledger, addedLater: ledger.metricsAddedLater(experiment), before: before) }

  private var hasStarted: Bool { experiment.start.map { asOf >= $0 } ?? true }

  /// The declaration asks for what the engine cannot do, or its data cannot be read.
  func blocked(_ diagnostics: [Diagnostic], ledger: ExperimentLedger) -> ExperimentReview {
    ExperimentReview(
      id: experiment.id, title: experiment.title, declared: .init(experiment), progress: .init(phase: hasStarted ? .running : .planned),
      monitoring: .init(look: ledger.looks.count, alphaSpent: ledger.looks.last?.alphaSpent ?? 0, history: ledger.history),
      decision: Decision(action: .blocked, reasons: [.invalidDeclaration]), diagnostics: diagnostics, past: past(ledger))
  }

  /// Not started, and no file of data yet.
  func awaiting(ledger: ExperimentLedger) -> ExperimentReview {
    let decision = Decision(action: .planned, reasons: [.notStarted]).closed(by: ledger.person)
    return ExperimentReview(
      id: experiment.id, title: experiment.title, declared: .init(experiment), progress: .init(phase: ledger.isClosed ? .decided : .planned),
      monitoring: .init(), decision: decision, past: past(ledger))
  }

  /// Not started, with data to come.
  func planned(_ evidence: Evidence, _ summary: ExperimentSummary, ledger: ExperimentLedger) -> ExperimentReview {
    ExperimentReview(
      id: experiment.id, title: experiment.title, declared: .init(experiment),
      progress: progress(evidence, summary, phase: ledger.isClosed ? .decided : .planned),
      monitoring: monitoring(evidence, look: nil, ledger: ledger, isBarred: false),
      decision: Decision(action: .planned, reasons: [.notStarted]).closed(by: ledger.person), past: past(ledger))
  }

  /// - Parameters:
  ///   - look: the one taken today, if one was.
  ///   - ledger: with that look and today's verdict.
  ///   - showsAlwaysValid: for a look at where things stand, between looks.
  ///   - scatter: what the days are taken to scatter by where they are too few to tell.
  ///   - known: what the records know, to stand under health.
  func review(
    _ evidence: Evidence, _ summary: ExperimentSummary, look: LookFigures?, ledger: ExperimentLedger, decision: Decision, isBarred: Bool,
    showsAlwaysValid: Bool, scatter: RecordedScatter?, known: [HealthItem]
  ) -> ExperimentReview {
    let phase: Phase = evidence.isOver ? .ended : .running
    let primary = PrimaryPresenter(evidence: evidence, look: look, ledger: ledger, parts: parts, showsAlwaysValid: showsAlwaysValid && phase == .running)
    let comparisons = primary.comparisons()
    let verdict = withDifferences(decision, evidence.primary)
    let decided = verdict.closed(by: ledger.person)
    let shownPhase: Phase = ledger.isClosed ? .decided : phase
    let advice =
      evidence.health.contains { $0.check == .nothingToCompare }
      // Nothing was compared, so nothing is the best bet.
      ? Advice(reason: ReasonCode.nothingToCompare.rawValue)
      : parts.contains(.posterior)
        ? AdviceInMoney(
          experiment: experiment, evidence: evidence.primary, decision: decided, phase: shownPhase, days: experiment.daysElapsed(by: asOf), ledger: ledger,
          comparisons: comparisons, spendPerDay: evidence.schedule.spendPerDay, every: calendar.every,
          daysLeft: daysLeft(evidence, summary)
        ).advice() : Advice()
    let guardrails = guardrails(evidence, look: look, ledger: ledger)
    let metrics = evidence.metrics.indices.map { index -> MetricReview in
      let presenter = MetricPresenter(
        evidence: evidence.metrics[index], experiment: experiment, summary: summary, index: index, parts: parts,
        isLook: look != nil || ledger.looks.last?.isFinal ?? false)
      guard index == 0 else { return presenter.review(guardrails: guardrails[index] ?? [:]) }
      return presenter.primary(
        comparisons: comparisons, standings: primary.standings(), guardrails: guardrails[0] ?? [:], advice: advice,
        isCompared: look != nil || ledger.looks.last?.isFinal ?? false)
    }
    let health = evidence.health + known + daysHealth(evidence, ledger: ledger, scatter: scatter)
    return ExperimentReview(
      id: experiment.id, title: experiment.title, declared: .init(experiment), progress: progress(evidence, summary, phase: shownPhase),
      monitoring: monitoring(evidence, look: look, ledger: ledger, isBarred: isBarred), decision: decided, advice: advice,
      outlook: parts.contains(.outlook) ? outlook(evidence, ledger) : nil, health: health,
      alerts: Alerts(
        experiment: experiment, summary: summary, ledger: ledger, asOf: asOf, every: calendar.every, metrics: metrics, phase: shownPhase, decision: decided,
        isWorthWaiting: advice.isWorthWaiting
      ).all(), metrics: metrics, diagnostics: changedKeys(health), past: past(ledger), sources: summary.quality.files.map(SourceFile.init))
  }

  /// A declaration changed after the start is an invalid one, and says so where mistakes are said.
  private func changedKeys(_ health: [HealthItem]) -> [Diagnostic] {
    health.flatMap { item -> [Diagnostic] in
      guard case .changedKeys(let keys) = item.finding else { return [] }
      return keys.map { .changedAfterStart(experiment, $0) }
    }
  }

  // MARK: Progress

  private func progress(_ evidence: Evidence, _ summary: ExperimentSummary, phase: Phase) -> ExperimentReview.Progress {
    let days = experiment.daysElapsed(by: asOf)
    guard experiment.spent != nil else {
      return .init(phase: phase, days: days, daysNeeded: experiment.plannedDays.map { max(0, $0 - days) })
    }
    let spend = summary.totalSpend
    let byDay = summary.spendByDay
    let first = asOf - calendar.every
    let need = experiment.budget.map { max(0, $0.total - spend) }
    var daysNeeded = experiment.plannedDays.map { max(0, $0 - days) }
    if daysNeeded == nil, let need, let pace = evidence.schedule.spendPerDay, pace > 0 { daysNeeded = Int(exactly: (need / pace).rounded(.up)) }
    return .init(
      phase: phase, days: days, spend: spend, spendByDay: byDay, undatedSpend: summary.variants.reduce(0) { $0 + $1.undatedSpend },
      periodSpend: byDay.isEmpty ? nil : byDay.reduce(0) { $1.day >= first ? $0 + $1.amount : $0 }, daysNeeded: daysNeeded, spendNeeded: need)
  }

  /// How long the test can go on, by its end and at the present pace by its money; nil where neither is set.
  private func daysLeft(_ evidence: Evidence, _ summary: ExperimentSummary) -> Double? {
    let byTime = experiment.plannedDays.map { Double($0 - experiment.daysElapsed(by: asOf)) }
    let byMoney = evidence.schedule.spendPerDay.flatMap { pace in
      pace > 0 && experiment.spent != nil ? experiment.budget.map { max($0.total - summary.totalSpend, 0) / pace } : nil
    }
    return [byTime, byMoney].compactMap { $0 }.min()
  }

  private func monitoring(
    _ evidence: Evidence, look: LookFigures?, ledger: ExperimentLedger, isBarred: Bool
  ) -> ExperimentReview.Monitoring {
    let last = ledger.looks.last
    var schedule = evidence.schedule
    schedule.lastLook = last?.spendingTime ?? 0
    let remaining: (count: Int, next: CalendarDay?)
    if last?.isFinal ?? false {
      remaining = (0, nil)
    } else if evidence.hasStarted, evidence.isOver {
      // Past the end any day's review is the final look.
      remaining = (1, asOf)
    } else {
      remaining = schedule.remaining(after: asOf)
    }
    return .init(
      informationFraction: evidence.hasStarted ? evidence.spendingTime : nil, information: last?.comparisons.map(\.information).max(),
      look: ledger.looks.count, looks: ledger.looks.count + remaining.count, isLook: look != nil, isFinalLook: look?.look.isFinal ?? false,
      alphaSpent: last?.alphaSpent ?? 0, verdictDate: ledger.lastVerdict?.date, nextLook: remaining.next, history: ledger.history,
      crossedOn: ledger.standings.mapValues(\.date), isVerdictBarred: isBarred)
  }

  /// Of the treatment with the most precise comparison among those still in the test.
  private func outlook(_ evidence: Evidence, _ ledger: ExperimentLedger) -> Outlook? {
    let primary = evidence.primary
    guard let control = primary.control, let family = evidence.design.family, let baseline = primary.totals(control)?.value else { return nil }
    let comparisons = experiment.treatments.compactMap { variant in
      ledger.standings[experiment.variants[variant].id] == nil ? try? primary.compare(variant, versus: control) : nil
    }
    guard let best = comparisons.max(by: { $0.precision < $1.precision }) else { return nil }
    return Outlook(best, baseline: baseline, experiment: experiment, level: family.level(rejections: 0))
  }

  // MARK: The verdict

  /// Several winners: whether each differs from the one that is named, by a fixed-sample comparison that decides nothing.
  private func withDifferences(_ decision: Decision, _ primary: MetricEvidence) -> Decision {
    guard let named = decision.variant, let best = experiment.variants.firstIndex(where: { $0.id == named }), !decision.otherWinners.isEmpty else {
      return decision
    }
    return decision.with(
      otherWinners: decision.otherWinners.map { other in
        guard let index = experiment.variants.firstIndex(where: { $0.id == other.variant }), let comparison = try? primary.compare(best, versus: index)
        else { return other }
        return .init(variant: other.variant, differs: comparison.twoSided.value < experiment.plan.alpha)
      })
  }

  // MARK: Guardrails

  /// By metric and variant.
  private func guardrails(_ evidence: Evidence, look: LookFigures?, ledger: ExperimentLedger) -> [Int: [Int: GuardrailReview]] {
    guard !experiment.guardrails.isEmpty else { return [:] }
    let past = PastLooks(ledger, of: evidence.design)
    let outcomes: [(guardrail: GuardrailCheck, variant: Int, outcome: GuardrailCheck.Outcome)] =
      look?.guardrails
      ?? experiment.guardrails.indices.flatMap { index in
        let check = GuardrailCheck(evidence, guardrail: index, past: past, spendingTime: nil)
        return experiment.variants.indices.compactMap { variant in check.outcome(variant).map { (check, variant, $0) } }
      }
    var shown = [Int: [Int: GuardrailReview]]()
    for (check, variant, outcome) in outcomes {
      var seen = outcome.review
      // A control beyond its limit is an alert: there is nothing it could be dropped for.
      if case .variant(variant) = experiment.control, seen.status == .broken { seen = seen.over }
      // What was proven at a look stays proven.
      let standing = ledger.standings[experiment.variants[variant].id]
      if standing?.reason == .guardrailBroken, standing?.guardrail == check.metric.name { seen = seen.broken }
      shown[check.guardrail.metric, default: [:]][variant] = seen
    }
    return shown
  }

  // MARK: Health that only days tell

  /// Nil where the days tell, or values that only they can tell.
  private func allowance(_ days: Int, _ primary: MetricEvidence, _ scatter: RecordedScatter?) -> RecordedScatter? {
    guard days < MetricAnalysis.daysForDispersion, primary.analysis.room is any CountedRoom else { return nil }
    return scatter ?? RecordedScatter(logVariance: primary.analysis.allowance.logVariance, tests: 0, days: 0)
  }

  /// What the days remember, as the comparisons that decide saw it; with too few days to see it, what a lasting shock could do.
  private func memory(_ evidence: Evidence, days: Int) -> HealthItem? {
    let lasting = 0.5
    let alpha = experiment.plan.alpha / 2
    guard days >= 2 else { return nil }
    guard days >= DayMemory.daysToTell else {
      var chance = DayMemory.falseWinnerChance(correlation: lasting, days: days, level: alpha)
      if days < MetricAnalysis.daysForDispersion {
        // Of days that are too few to show any scatter, as far as it is allowed for.
        let allowed = experiment.treatments.compactMap { variant in
          evidence.primary.rival(of: variant).flatMap { (try? evidence.primary.compare(variant, versus: $0))?.dispersion?.phi }
        }.max()
        guard let allowed, allowed > 1 else { return nil }
        chance = DayMemory.falseWinnerChance(correlation: lasting, days: days, level: alpha, dispersion: allowed)
      }
      return HealthItem(
        // Said aloud where the test will never have the days.
        check: .daysCorrelated, ok: !evidence.isOver && (experiment.plannedDays ?? .max) >= DayMemory.daysToTell, blocking: false, count: days,
        finding: .daysRemember(days: days, need: DayMemory.daysToTell, correlation: 0, widening: 1, unprotected: lasting, chance: chance))
    }
    let seen = experiment.treatments.compactMap { variant in
      evidence.primary.rival(of: variant).flatMap { (try? evidence.primary.compare(variant, versus: $0))?.memory }
    }.max { $0.factor < $1.factor }
    guard let seen, seen.isSeen else { return nil }
    // What is left when the shock is as lasting as it looks and the error is widened for it already: as if that many days forgot.
    let widened = seen.factor.squareRoot()
    let level = StandardNormal.upperTail(StandardNormal.upperQuantile(alpha) * widened)
    let chance = DayMemory.falseWinnerChance(correlation: 0.8, days: seen.days, level: level)
    return HealthItem(
      check: .daysCorrelated, ok: false, blocking: false, count: seen.days,
      finding: .daysRemember(
        days: seen.days, need: DayMemory.daysToTell, correlation: seen.correlation, widening: widened, unprotected: 0.8, chance: chance))
  }

  /// Where no verdict can rest on the units there are, how many would do: of the comparison that needs most.
  private func tooSkewed(_ primary: MetricEvidence) -> HealthItem? {
    // Only units are compared by a law that may refuse their skewness.
    guard primary.metric.grain == .units else { return nil }
    var most: (have: Int, need: Int)?
    for variant in experiment.treatments {
      guard let rival = primary.rival(of: variant), rival != variant else { continue }
      do throws(NoAnswer) {
        _ = try primary.compare(variant, versus: rival)
      } catch {
        guard case .tooSkewed(let have, let need) = error, need > most?.need ?? 0 else { continue }
        most = (have, need)
      }
    }
    return most.map { HealthItem(check: .tooSkewed, ok: false, blocking: false, count: $0.have, finding: .skewed(units: $0.have, need: $0.need)) }
  }

  private func daysHealth(_ evidence: Evidence, ledger: ExperimentLedger, scatter: RecordedScatter?) -> [HealthItem] {
    guard experiment.daysElapsed(by: asOf) > 0 else { return [] }
    let primary = evidence.primary
    var items = [HealthItem]()
    if let switchback = primary.analysis.switchback {
      let mixed = switchback.mixed(primary.values)
      if mixed > 0 { items.append(HealthItem(check: .dataNote, ok: true, blocking: false, count: mixed, finding: .mixedPeriods(mixed))) }
      return items
    }
    if let skewed = tooSkewed(primary) { items.append(skewed) }
    guard experiment.plan.daily == .withinDay, primary.metric.grain == .days else { return items }
    let isAllOut = experiment.treatments.allSatisfy { ledger.standings[experiment.variants[$0].id] != nil }
    // Of a treatment that is out, only a winner's days still matter: its verdict rests on them.
    let days = experiment.treatments.compactMap { variant -> Int? in
      let standing = ledger.standings[experiment.variants[variant].id]?.standing
      return standing == nil || standing == .winner || isAllOut ? primary.pairedDays(variant) : nil
    }.min()
    guard let days else { return items }
    let isUnknown = days < MetricAnalysis.daysForDispersion
    items.append(
      HealthItem(
        check: .dispersionUnknown, ok: !isUnknown, blocking: false, count: days,
        finding: .daysWithBothArms(days, need: MetricAnalysis.daysForDispersion, allowance: allowance(days, primary, scatter))))
    if let memory = memory(evidence, days: days) { items.append(memory) }
    return items
  }
}

extension ExperimentSummary {
  /// All variants together, ascending.
  fileprivate var spendByDay: [DayAmount] {
    var days = [CalendarDay: Double]()
    for variant in variants {
      for day in variant.spend { days[day.day, default: 0] += day.amount }
    }
    return days.sorted { $0.key < $1.key }.map { DayAmount(day: $0.key, amount: $0.value) }
  }
}

extension ExperimentLedger {
  /// Every comparison of every look, as reports list them.
  var history: [HistoryEntry] {
    looks.flatMap { look in
      look.comparisons.map { comparison in
        HistoryEntry(
          look: look.number, date: look.date, variant: comparison.variant, informationFraction: look.spendingTime, estimate: comparison.estimate,
          lower: comparison.lower, upper: comparison.upper, boundary: comparison.winnerBoundary,
          statistic: comparison.reason == nil ? comparison.statistic : nil,
          nominalLevel: comparison.winnerNominal, alphaSpent: look.alphaSpent)
      }
    }
  }
}
