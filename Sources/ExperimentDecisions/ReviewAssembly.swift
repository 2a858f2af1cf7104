import ExperimentModel
import ExperimentStatistics

/// Puts one experiment's review together: health, then the look if this date is one, then the verdict, then money.
struct ReviewAssembly {
  let experiment: Experiment
  let calendar: ReviewCalendar
  let asOf: CalendarDay
  let purpose: ExperimentReviewer.Purpose
  let isDetailed: Bool
  let isVerdictOnly: Bool
  var ledger: ExperimentLedger
  /// What the records know that the data do not say.
  let known: [HealthItem]
  var review: ExperimentReview
  /// False before `minimum_days`, and on daily totals before the days can tell their own scatter.
  private var mayReject = true
  /// Treatments that may not be decided yet: too few days beside what they are compared with.
  private var withoutDays = Set<Int>()

  init(
    experiment: Experiment, calendar: ReviewCalendar, asOf: CalendarDay, purpose: ExperimentReviewer.Purpose, isDetailed: Bool,
    isVerdictOnly: Bool = false, ledger: ExperimentLedger, known: [HealthItem] = []
  ) {
    self.isVerdictOnly = isVerdictOnly
    self.isDetailed = isDetailed
    self.experiment = experiment
    self.calendar = calendar
    self.asOf = asOf
    self.purpose = purpose
    self.known = known
    self.ledger = ledger
    // A replay that changed nothing has been said once.
    if purpose == .review, let revised = ledger.revised, !revised.changesVerdict, revised.date < asOf { self.ledger.revised = nil }
    review = ExperimentReview(
      id: experiment.id, title: experiment.title, hypothesis: experiment.hypothesis, owner: experiment.owner,
      evidence: experiment.evidence.name, start: experiment.start, end: experiment.end, phase: .planned,
      plannedDays: experiment.plannedDays, budget: experiment.budget?.total, fund: experiment.budget?.fund,
      decision: Decision(action: .planned, reasons: [.notStarted]), warnings: experiment.warnings,
      variantTitles: isVerdictOnly ? [:] : Dictionary(experiment.variants.map { ($0.id, $0.title) }) { first, _ in first },
      confidence: experiment.plan.confidence, scaleValue: experiment.plan.scaleValue, minimumEffect: experiment.plan.minimumEffect,
      pooledDays: experiment.plan.daily == .pooled)
    review.power = experiment.plan.power
    if !isVerdictOnly { review.past = RecordedPast(ledger, addedLater: ledger.metricsAddedLater(experiment)) }
    if case .variant(let index) = experiment.control { review.controlID = experiment.variants[index].id }
  }

  private var hasStarted: Bool { experiment.start.map { asOf >= $0 } ?? true }

  /// The declaration asks for what the engine cannot do, or its data cannot be read.
  mutating func invalid(_ diagnostics: [Diagnostic]) -> ExperimentReviewer.Outcome {
    review.phase = hasStarted ? .running : .planned
    review.decision = Decision(action: .blocked, reasons: [.invalidDeclaration])
    review.diagnostics = diagnostics
    review.alphaSpent = ledger.looks.last?.alphaSpent ?? 0
    review.look = ledger.looks.count
    review.history = history()
    return .init(review: review, ledger: ledger)
  }

  /// Not started, and no file of data yet.
  mutating func awaiting() -> ExperimentReviewer.Outcome {
    personHasDecided()
    return .init(review: review, ledger: ledger)
  }

  mutating func outcome(_ summary: ExperimentSummary) -> ExperimentReviewer.Outcome {
    var schedule = LookSchedule(experiment: experiment, calendar: calendar, asOf: asOf, summary: summary)
    schedule.lastLook = ledger.looks.last?.spendingTime ?? 0
    let spendingTime = max(ledger.spendingTime, schedule.spendingTime(on: asOf, asOf: asOf))
    fillProgress(summary, schedule, spendingTime)
    guard hasStarted else {
      personHasDecided()
      return .init(review: review, ledger: ledger)
    }
    let declaration = isVerdictOnly ? nil : ProtectedDeclaration(experiment, anchor: calendar.anchor)
    let unknown = declaration?.unknown(to: ledger.protectedKeys) ?? []
    if let declaration, purpose != .status {
      ledger.protectedKeys = declaration.completing(ledger.protectedKeys)
      ledger.files = ExperimentLedger.files(of: experiment)
    }

    let isOver = schedule.isOver(asOf: asOf, spendingTime: spendingTime)
    review.phase = isOver ? .ended : .running
    // Once the money is gone nothing newer can come, whatever the end was to be.
    let isConcluded = isSpent(summary) || ledger.lastVerdict.map { $0.isTerminal } ?? false
    review.health = HealthChecks(
      experiment: experiment, summary: summary, ledger: ledger, asOf: asOf, anchor: calendar.anchor, isConcluded: isConcluded
    ).items()
    let blockers = review.health.filter(\.blocking)
    review.health += fromRecords(unknown)

    let builders = experiment.metrics.indices.map {
      MetricReviewBuilder(experiment: experiment, summary: summary, index: $0, isDetailed: isDetailed)
    }
    mayReject = passedMinimumDays(summary)
    withoutDays = treatmentsWithoutDays(builders[0], isOver: isOver)
    // What a person has closed is not looked at again: what the numbers said then stays.
    let isClosed = ledger.isClosed
    let wantsLook =
      purpose == .review && blockers.isEmpty && !isClosed && !(ledger.looks.last.map { $0.isFinal || $0.date >= asOf } ?? false)
      && (isOver || schedule.isInterimLook(asOf, asOf: asOf, spendingTime: spendingTime))
    var look: Look?
    if case .replay(let recorded?) = purpose, blockers.isEmpty {
      look = takeLook(summary, builders, spendingTime: recorded.spendingTime, isFinal: recorded.isFinal)
    } else if wantsLook {
      look = takeLook(summary, builders, spendingTime: isOver ? 1 : spendingTime, isFinal: isOver)
    }

    if isVerdictOnly {
      // Only the choice between several winners asks for values.
      if ledger.standings.values.contains(where: { $0.standing == .winner }) {
        review.metrics = [builders[0].review(comparing: false)]
      }
      decide(blockers: blockers, look: look, schedule: schedule)
      return .init(review: review, ledger: ledger)
    }
    review.metrics = builders.map { $0.review(comparing: $0.index > 0 && (isDetailed || $0.metric.role == .guardrail)) }
    showPrimary(look, builders[0], spendingTime: spendingTime)
    showOutlook(builders[0])
    showGuardrails(look, builders)
    showDispersion(builders[0])
    refuseChanges()
    decide(blockers: blockers, look: look, schedule: schedule)
    compareWinners(builders[0])
    review.history = history()
    review.crossedOn = ledger.standings.mapValues(\.date)
    if isDetailed {
      review.advice = AdviceInMoney(
        experiment: experiment, builder: builders[0], review: review, spendPerDay: schedule.spendPerDay, every: calendar.every
      ).advice()
      fillPosterior()
    }
    review.alerts = Alerts(experiment: experiment, summary: summary, ledger: ledger, asOf: asOf, every: calendar.every, review: review).all()
    return .init(review: review, ledger: ledger)
  }

  /// A declaration changed after the start is an invalid one, and says so where mistakes are said.
  private mutating func refuseChanges() {
    for item in review.health {
      guard case .changedKeys(let keys) = item.finding else { continue }
      review.diagnostics += keys.map { .changedAfterStart(experiment, $0) }
    }
  }

  private func isSpent(_ summary: ExperimentSummary) -> Bool {
    guard let budget = experiment.budget?.total, budget > 0, experiment.spent != nil else { return false }
    return summary.variants.reduce(0) { $0 + $1.totalSpend } >= budget
  }

  // MARK: Progress

  private mutating func fillProgress(_ summary: ExperimentSummary, _ schedule: LookSchedule, _ spendingTime: Double) {
    if let start = experiment.start {
      let elapsed = max(0, asOf - start)
      review.days = experiment.plannedDays.map { min(elapsed, $0) } ?? elapsed
    }
    if isVerdictOnly {
      if hasStarted { review.informationFraction = spendingTime }
      return
    }
    if experiment.spent != nil {
      review.spend = summary.variants.reduce(0) { $0 + $1.totalSpend }
      review.spendByDay = spendByDay(summary)
      let first = asOf - calendar.every
      if !review.spendByDay.isEmpty { review.periodSpend = review.spendByDay.reduce(0) { $1.day >= first ? $0 + $1.amount : $0 } }
      review.undatedSpend = summary.variants.reduce(0) { $0 + $1.undatedSpend }
    }
    review.look = ledger.looks.count
    review.alphaSpent = ledger.looks.last?.alphaSpent ?? 0
    review.verdictDate = ledger.lastVerdict?.date
    let isDone = ledger.looks.last?.isFinal ?? false
    let isDue = hasStarted && schedule.isOver(asOf: asOf, spendingTime: spendingTime)
    // Past the end any day's review is the final look.
    let remaining: (count: Int, next: CalendarDay?) = isDone ? (0, nil) : isDue ? (1, asOf) : schedule.remaining(after: asOf)
    review.looks = ledger.looks.count + remaining.count
    review.nextLook = remaining.next
    if hasStarted { review.informationFraction = spendingTime }
    review.information = ledger.looks.last?.comparisons.map(\.information).max()
    if let planned = experiment.plannedDays { review.daysNeeded = max(0, planned - review.days) }
    if let budget = experiment.budget?.total, let spend = review.spend { review.spendNeeded = max(0, budget - spend) }
    if review.daysNeeded == nil, let need = review.spendNeeded, let pace = schedule.spendPerDay, pace > 0 {
      review.daysNeeded = Int((need / pace).rounded(.up))
    }
  }

  private func spendByDay(_ summary: ExperimentSummary) -> [DayAmount] {
    var days = [CalendarDay: Double]()
    for variant in summary.variants {
      for day in variant.spend { days[day.day, default: 0] += day.amount }
    }
    return days.sorted { $0.key < $1.key }.map { DayAmount(day: $0.key, amount: $0.value) }
  }

  // MARK: The look

  struct Look {
    let recorded: RecordedLook
    let outcome: PrimaryTest.Outcome
    let guardrails: [GuardrailOfVariant]
  }

  struct GuardrailOfVariant {
    let metric: Int
    let variant: Int
    let outcome: GuardrailCheck.Outcome
  }

  /// Takes the look unless nothing new came in; standings reached are put into the ledger.
  private mutating func takeLook(
    _ summary: ExperimentSummary, _ builders: [MetricReviewBuilder], spendingTime: Double, isFinal: Bool
  ) -> Look? {
    let primary = builders[0]
    let values = primary.values
    let hasMinimumDays = passedMinimumDays(summary)
    var test = PrimaryTest(
      experiment: experiment, analysis: primary.analysis, values: values, looks: ledger.looks, standings: ledger.standings,
      spendingTime: spendingTime, mayReject: mayReject, withoutDays: withoutDays, bars: ledger.bars ?? [:])
    test.depth = isVerdictOnly ? .screen : .shown
    var outcome = test.run()
    if !isFinal, purpose == .review {
      guard outcome.recorded.contains(where: { $0.information > 0 }) else { return nil }
      if let last = ledger.looks.last, isUnchanged(outcome.recorded, last.comparisons) { return nil }
    }
    let guardrails = guardrailOutcomes(builders, spendingTime: spendingTime)
    let number = ledger.looks.count + 1
    let look = RecordedLook(
      number: number, date: asOf, spendingTime: spendingTime, isFinal: isFinal,
      alphaSpent: max(outcome.alphaSpent, ledger.looks.last?.alphaSpent ?? 0), comparisons: outcome.recorded,
      guardrails: guardrails.compactMap(\.outcome.recorded))
    let rules = StandingRules(
      experiment: experiment, look: number, date: asOf, hasMinimumDays: hasMinimumDays, mayReject: mayReject, withoutDays: withoutDays,
      isFinal: isFinal)
    var schedule = LookSchedule(experiment: experiment, calendar: calendar, asOf: asOf, summary: summary)
    schedule.lastLook = spendingTime
    let futility =
      experiment.plan.futility == nil
      ? nil
      : ConditionalPowerRule(
        experiment: experiment, analysis: primary.analysis, values: values, looks: ledger.looks, spendingTime: spendingTime,
        later: schedule.remainingTimes(after: asOf))
    // Where even the narrowest intervals that this look could have change nothing, its boundary need not be worked out.
    if isVerdictOnly, experiment.plan.minimumEffect != nil,
      outcome.treatments.contains(where: { treatment in
        ledger.standings[experiment.variants[treatment.variant].id] == nil && rules.standing(treatment, guardrail: nil, recorded: nil) != nil
      })
    {
      test.depth = .verdict
      outcome = test.run()
    }
    for treatment in outcome.treatments {
      let id = experiment.variants[treatment.variant].id
      let broken = guardrails.first { $0.variant == treatment.variant && $0.outcome.review.status == .broken }.map { experiment.metrics[$0.metric].name }
      // A guardrail broken later overrides a winner; any other standing stays.
      if let standing = ledger.standings[id], !(broken != nil && standing.standing == .winner) { continue }
      let recorded = outcome.recorded.first { $0.variant == id }
      if let standing = rules.standing(treatment, guardrail: broken, recorded: recorded) {
        ledger.standings[id] = standing
      } else if let recorded, hasMinimumDays, !isFinal, let futility, let power = futility.power(treatment, recorded: recorded),
        power < experiment.plan.futility ?? 0
      {
        ledger.standings[id] = rules.futile(treatment, recorded: recorded)
      }
    }
    ledger.looks.append(look)
    ledger.spendingTime = max(ledger.spendingTime, spendingTime)
    review.isLook = true
    review.isFinalLook = isFinal
    review.look = number
    review.looks = max(review.looks, number)
    if isFinal {
      review.looks = number
      review.nextLook = nil
    } else if !isVerdictOnly {
      review.looks = number + schedule.remaining(after: asOf).count
    }
    review.alphaSpent = look.alphaSpent
    if isVerdictOnly { return Look(recorded: look, outcome: outcome, guardrails: guardrails) }
    review.information = outcome.recorded.map(\.information).max()
    return Look(recorded: look, outcome: outcome, guardrails: guardrails)
  }

  private func isUnchanged(_ now: [RecordedComparison], _ before: [RecordedComparison]) -> Bool {
    now.allSatisfy { comparison in
      before.contains {
        $0.variant == comparison.variant && $0.versus == comparison.versus && $0.information == comparison.information
          && $0.statistic == comparison.statistic
      }
    }
  }

  private func passedMinimumDays(_ summary: ExperimentSummary) -> Bool {
    let minimum = experiment.plan.minimumDays
    guard minimum > 1, experiment.start != nil else { return true }
    let isControl = { (index: Int) in if case .variant(index) = experiment.control { true } else { false } }
    let horizon = min(asOf, (experiment.end ?? asOf) + 1)
    return experiment.variants.indices.allSatisfy { index in
      let variant = summary.variants[index]
      guard experiment.variants[index].allocation > 0, ledger.standings[experiment.variants[index].id] == nil else { return true }
      // A treatment that has stopped for good is no live arm, and must not hold up the others.
      if !isControl(index), ArmActivity.hasStopped(variant.days, by: horizon) { return true }
      return variant.days.isEmpty ? review.days >= minimum : variant.days.count >= minimum
    }
  }

  /// Treatments that get no verdict on daily totals: in a test planned for a week or more those with fewer than the days that can tell their own scatter, in
  /// one that ends with its money alone until that end. Days with rows count, not days elapsed: who waits, or leaves out a day, learns nothing about scatter.
  private func treatmentsWithoutDays(_ primary: MetricReviewBuilder, isOver: Bool) -> Set<Int> {
    guard let need = experiment.daysForVerdict else { return [] }
    if experiment.plannedDays == nil, isOver || ledger.looks.last?.isFinal ?? false { return [] }
    return Set(experiment.treatments.filter { (pairedDays(primary, $0) ?? .max) < need })
  }

  /// Days on which a treatment and what it is compared with both ran; nil when there is nothing to compare or the primary is not daily.
  func pairedDays(_ primary: MetricReviewBuilder, _ variant: Int) -> Int? {
    let values = primary.values
    guard let versus = primary.baseline(values, primary.analysis)(variant), case .days(let ours) = values[variant], case .days(let theirs) = values[versus]
    else { return nil }
    return primary.analysis.pairs(theirs, ours).count
  }

  func guardrailOutcomes(_ builders: [MetricReviewBuilder], spendingTime: Double?) -> [GuardrailOfVariant] {
    var outcomes = [GuardrailOfVariant]()
    for guardrail in experiment.guardrails {
      let builder = builders[guardrail.metric]
      let check = GuardrailCheck(
        experiment: experiment, guardrail: guardrail, analysis: builder.analysis, values: builder.values, looks: ledger.looks,
        spendingTime: spendingTime, depth: isVerdictOnly ? .verdict : .shown)
      for variant in experiment.variants.indices {
        if let outcome = check.check(variant) {
          outcomes.append(GuardrailOfVariant(metric: guardrail.metric, variant: variant, outcome: outcome))
        }
      }
    }
    return outcomes
  }

  // MARK: The verdict

  private mutating func decide(blockers: [HealthItem], look: Look?, schedule: LookSchedule) {
    let undecided = experiment.treatments.filter { ledger.standings[experiment.variants[$0].id] == nil }
    review.isVerdictBarred = !mayReject || !undecided.isEmpty && withoutDays.isSuperset(of: undecided)
    let verdict = VerdictRules(experiment: experiment, ledger: ledger, review: review, mayReject: !review.isVerdictBarred)
    review.decision = verdict.decision(blockers: blockers, budgetSpent: schedule.isBudgetSpent(asOf: asOf))
    if purpose != .status, blockers.isEmpty {
      let decision = review.decision
      let recorded = RecordedVerdict(
        action: decision.action, variant: decision.variant, reasons: decision.reasons, date: asOf)
      if let last = ledger.lastVerdict, last.isSame(as: recorded) {
        review.verdictDate = last.date
      } else {
        ledger.lastVerdict = recorded
        review.verdictDate = asOf
      }
    }
    personHasDecided()
  }

  /// Several winners: whether each differs from the one that is named, by a fixed-sample comparison that decides nothing.
  private mutating func compareWinners(_ primary: MetricReviewBuilder) {
    guard let named = review.decision.variant, let best = experiment.variants.firstIndex(where: { $0.id == named }) else { return }
    let values = primary.values
    review.decision.otherWinners = review.decision.otherWinners.map { other in
      guard let index = experiment.variants.firstIndex(where: { $0.id == other.variant }),
        let p = primary.descriptive(primary.analysis, control: values[index], treatment: values[best], versus: other.variant).review.pValue
      else { return other }
      return .init(variant: other.variant, differs: p < experiment.plan.alpha)
    }
  }

  private mutating func personHasDecided() {
    guard let person = ledger.person else { return }
    review.decision.person = person
    guard person.action.closes else { return }
    review.decision.recommended = review.decision.action
    review.decision.recommendedVariant = review.decision.variant
    review.decision.action = .decided
    review.decision.variant = person.variant
    review.decision.reasons = [.closed]
    review.phase = .decided
  }

  private mutating func fillPosterior() {
    guard let shares = review.advice.probabilityBest else { return }
    for index in review.metrics[0].variants.indices {
      let id = review.metrics[0].variants[index].id
      review.metrics[0].variants[index].probabilityBest = shares[id]
      review.metrics[0].variants[index].expectedLoss = review.advice.lossInMetric?[id]
    }
  }
}
