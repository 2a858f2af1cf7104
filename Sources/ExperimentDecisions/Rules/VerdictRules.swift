import ExperimentModel

/// From the standings of the treatments to what the experiment should do.
struct VerdictRules {
  let experiment: Experiment
  let ledger: ExperimentLedger
  let review: ExperimentReview
  /// False before `minimum_days`, and on daily totals before the days can tell their own scatter: a crossing is then no verdict yet.
  let mayReject: Bool

  func decision(blockers: [HealthItem], budgetSpent: Bool) -> Decision {
    let dropped = experiment.treatments.compactMap { index -> Decision.Dropped? in
      let id = experiment.variants[index].id
      guard let standing = ledger.standings[id], standing.standing != .winner else { return nil }
      return Decision.Dropped(variant: id, reason: standing.reason, guardrail: standing.guardrail)
    }
    guard blockers.isEmpty else {
      var reasons = [ReasonCode]()
      for item in blockers where !reasons.contains(item.check.reason) { reasons.append(item.check.reason) }
      return Decision(action: .blocked, reasons: reasons, dropped: dropped)
    }
    let winners = experiment.treatments.filter { ledger.standings[experiment.variants[$0].id]?.standing == .winner }
    if let best = best(of: winners) { return scale(best, winners: winners, dropped: dropped) }

    let isEnded = ledger.looks.last?.isFinal ?? false
    if dropped.count == experiment.treatments.count {
      var reasons = [ReasonCode]()
      for item in dropped where !reasons.contains(item.reason) { reasons.append(item.reason) }
      return Decision(action: .stop, reasons: reasons, dropped: dropped)
    }
    if isEnded {
      let wasBudget = budgetSpent || ledger.lastVerdict?.reasons.contains(.budgetSpent) ?? false
      return Decision(action: .stop, reasons: wasBudget ? [.noWinner, .budgetSpent] : [.noWinner], dropped: dropped)
    }
    return Decision(action: .continue, reasons: [ledger.looks.isEmpty ? .tooEarly : continueReason], dropped: dropped)
  }

  private var continueReason: ReasonCode {
    // A look before `minimum_days` or the first week decided nothing by rule; afterwards the boundary did.
    let minimum = max(experiment.plan.minimumDays, 1)
    return review.days < minimum || !mayReject ? .tooEarly : .boundaryNotCrossed
  }

  private func scale(_ best: Int, winners: [Int], dropped: [Decision.Dropped]) -> Decision {
    let id = experiment.variants[best].id
    guard experiment.evidence.isRandomized || experiment.plan.accept.contains(where: { $0.name == experiment.evidence.name }) else {
      return Decision(action: .blocked, reasons: [.notRandomized], dropped: dropped)
    }
    let others = winners.filter { $0 != best }.map { other in
      Decision.OtherWinner(variant: experiment.variants[other].id, differs: nil)
    }
    return Decision(action: .scale, variant: id, reasons: [.winner], dropped: dropped, otherWinners: others)
  }

  /// The winner with the best value now.
  private func best(of winners: [Int]) -> Int? {
    let isIncrease = experiment.primary.direction == .increase
    func value(_ index: Int) -> Double {
      review.metrics.first?.variants[index].value ?? (isIncrease ? -.greatestFiniteMagnitude : .greatestFiniteMagnitude)
    }
    return isIncrease ? winners.max { value($0) < value($1) } : winners.min { value($0) < value($1) }
  }
}
