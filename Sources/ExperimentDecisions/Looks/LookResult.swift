import ExperimentModel

/// What one look found: which hypotheses crossed at their alpha accounts, and which guardrails are proven broken.
struct LookResult {
  /// Counted from 1.
  let number: Int
  let date: CalendarDay
  let spendingTime: Double
  let isFinal: Bool
  let primary: PrimaryTest.Outcome
  let guardrails: [GuardrailCheck]
  /// The metric whose guardrail is broken, by variant; the first declared where there are several.
  let broken: [Int: String]
}

extension LookResult {
  /// - Parameter forced: a recorded look that is taken once more, on its own date and at its own spending time, whatever the calendar says now.
  /// - Returns: nil on a day that is no look: not a date of the plan's, blocked, closed, past the final one, or without news since the look before.
  init?(_ evidence: Evidence, past: PastLooks, isClosed: Bool = false, forced: RecordedLook? = nil) {
    let isFinal = forced?.isFinal ?? evidence.isOver
    if forced == nil { guard LookResult.isDue(evidence, past: past, isClosed: isClosed) else { return nil } }
    let design = evidence.design
    let spendingTime = forced?.spendingTime ?? (isFinal ? 1 : evidence.spendingTime)
    let primary = PrimaryTest(
      design: design, evidence: evidence.primary, past: past, spendingTime: spendingTime, days: evidence.days
    ).run()
    if !isFinal, forced == nil {
      // Before any treatment may get a verdict nothing is spent. Guardrails have alpha of their own, and are looked at from the first day.
      let isGuarded = !design.experiment.guardrails.isEmpty && primary.pairs.allSatisfy { evidence.days.tooFewToTest($0.pair.variant, versus: $0.pair.versus) != nil }
      guard isGuarded || primary.pairs.contains(where: { $0.pair.information > 0 }) else { return nil }
      guard isGuarded || LookResult.hasNews(primary, since: past.looks.last) else { return nil }
    }
    self.primary = primary
    self.isFinal = isFinal
    self.spendingTime = spendingTime
    number = past.looks.count + 1
    date = forced?.date ?? evidence.asOf
    guardrails = design.experiment.guardrails.indices.map { GuardrailCheck(evidence, guardrail: $0, past: past, spendingTime: spendingTime) }
    var broken = [Int: String]()
    for check in guardrails {
      for variant in design.treatments where broken[variant] == nil && check.isBroken(variant) { broken[variant] = check.metric.name }
    }
    self.broken = broken
  }

  /// Looks are dates of the plan, so that none is chosen for its numbers; what a person has closed, or what is blocked, is not looked at.
  private static func isDue(_ evidence: Evidence, past: PastLooks, isClosed: Bool) -> Bool {
    guard evidence.hasStarted, !isClosed, evidence.blockers.isEmpty else { return false }
    if let last = past.looks.last, last.isFinal || last.date >= evidence.asOf { return false }
    return evidence.isOver || evidence.schedule.isInterimLook(evidence.asOf, asOf: evidence.asOf, spendingTime: evidence.spendingTime)
  }

  /// Whether any comparison is not what it was at the look before.
  private static func hasNews(_ primary: PrimaryTest.Outcome, since last: PastLooks.Look?) -> Bool {
    guard let last else { return true }
    return zip(primary.pairs, last.comparisons).contains { now, before in
      now.pair.information != before?.information || now.pair.statistic != before?.statistic
    }
  }

  /// What later looks ask of this one.
  func remembered(variants: Int) -> PastLooks.Look {
    PastLooks.Look(
      date: date, spendingTime: spendingTime, isFinal: isFinal,
      comparisons: primary.pairs.map { PastLooks.Seen(information: $0.pair.information, statistic: $0.pair.statistic) },
      guardrails: guardrails.flatMap { check in (0..<variants).flatMap { check.information($0) } })
  }
}
