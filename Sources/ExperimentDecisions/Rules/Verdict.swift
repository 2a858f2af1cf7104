import ExperimentModel

/// From the standings of the treatments to what the experiment should do: rule 6 and the experiment.
struct Verdict {
  let evidence: Evidence
  /// The looks taken, this day's among them, and all standings reached.
  let past: PastLooks
  /// The reasons of the verdict before.
  var before: [ReasonCode] = []

  private var experiment: Experiment { evidence.design.experiment }

  /// True where no treatment that is still in the test could get a verdict by its days: a crossing is then no verdict yet.
  var isBarred: Bool {
    let undecided = experiment.treatments.filter { past.reached[$0] == nil }
    return !evidence.days.hasMinimumDays || !undecided.isEmpty && evidence.days.tooFew.isSuperset(of: undecided)
  }

  /// A bound of the verdict: true where nothing can have ended the test, whatever else is to be said of it.
  static func surelyContinues(_ past: PastLooks) -> Bool { past.reached.isEmpty && !past.hadFinalLook }

  func decision() -> Decision {
    let dropped = experiment.treatments.compactMap { variant -> Decision.Dropped? in
      guard let reached = past.reached[variant], reached.standing != .winner else { return nil }
      return Decision.Dropped(variant: experiment.variants[variant].id, reason: reached.reason, guardrail: reached.guardrail)
    }
    guard evidence.blockers.isEmpty else {
      return Decision(action: .blocked, reasons: evidence.blockers.map(\.check.reason).withoutRepeats, dropped: dropped)
    }
    let winners = experiment.treatments.filter { past.reached[$0]?.standing == .winner }
    if let best = evidence.primary.best(of: winners) ?? winners.first { return scale(best, winners: winners, dropped: dropped) }
    if dropped.count == experiment.treatments.count { return Decision(action: .stop, reasons: dropped.map(\.reason).withoutRepeats, dropped: dropped) }
    if past.hadFinalLook {
      let isByBudget = evidence.schedule.isBudgetSpent(asOf: evidence.asOf) || before.contains(.budgetSpent)
      return Decision(action: .stop, reasons: isByBudget ? [.noWinner, .budgetSpent] : [.noWinner], dropped: dropped)
    }
    return Decision(action: .continue, reasons: [past.looks.isEmpty ? .tooEarly : continueReason], dropped: dropped)
  }

  private var continueReason: ReasonCode {
    // A look before `minimum_days` or the first week decided nothing by rule; afterwards the boundary did.
    let minimum = max(experiment.plan.minimumDays, 1)
    return experiment.daysElapsed(by: evidence.asOf) < minimum || isBarred ? .tooEarly : .boundaryNotCrossed
  }

  /// The winner with the best value now is named.
  private func scale(_ best: Int, winners: [Int], dropped: [Decision.Dropped]) -> Decision {
    guard experiment.evidence.isRandomized || experiment.plan.accept.contains(where: { $0.name == experiment.evidence.name }) else {
      return Decision(action: .blocked, reasons: [.notRandomized], dropped: dropped)
    }
    let others = winners.filter { $0 != best }.map { Decision.OtherWinner(variant: experiment.variants[$0].id, differs: nil) }
    return Decision(action: .scale, variant: experiment.variants[best].id, reasons: [.winner], dropped: dropped, otherWinners: others)
  }
}

extension Sequence where Element: Equatable {
  /// Each element once, where it stands first.
  fileprivate var withoutRepeats: [Element] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
