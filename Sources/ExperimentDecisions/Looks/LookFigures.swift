import ExperimentModel
import ExperimentStatistics

/// The figures of a look, as records keep them and reports show them: levels, boundaries, repeated p-values and intervals. The verdict asks for none of them.
struct LookFigures {
  /// One treatment against what it is compared with.
  struct Treatment {
    let variant: Int
    let versus: Int
    let comparison: (any ArmComparison)?
    let reason: NoAnswer?
    let winnerNominal: Double
    let loserNominal: Double
    /// Repeated, two-sided, before and after the correction over variants.
    let pValue: PValue?
    let adjusted: PValue?
    let difference: Result<SidedInterval, NoAnswer>
    let relative: Result<SidedInterval, NoAnswer>
    /// ln of the repeated one-sided p of each hypothesis.
    let logWinnerP: Double?
    let logLoserP: Double?

    /// Two-sided.
    var level: Double { 1 - winnerNominal - loserNominal }
  }

  let look: LookResult
  let treatments: [Treatment]
  let guardrails: [(guardrail: GuardrailCheck, variant: Int, outcome: GuardrailCheck.Outcome)]
  let recorded: RecordedLook

  /// - Parameter ledger: as it was before the look.
  init(_ look: LookResult, _ evidence: Evidence, ledger: ExperimentLedger) {
    let experiment = evidence.experiment
    self.look = look
    let maker = Maker(experiment: experiment, ledger: ledger, outcome: look.primary, days: evidence.days)
    let (treatments, comparisons, spent) = evidence.design.family.map { maker.againstControl($0) } ?? maker.againstEachOther()
    self.treatments = treatments
    guardrails = look.guardrails.flatMap { check in
      experiment.variants.indices.compactMap { variant in check.outcome(variant).map { (check, variant, $0) } }
    }
    recorded = RecordedLook(
      number: look.number, date: look.date, spendingTime: look.spendingTime, isFinal: look.isFinal,
      alphaSpent: max(spent, ledger.looks.last?.alphaSpent ?? 0), comparisons: comparisons,
      guardrails: guardrails.flatMap(\.outcome.recorded))
  }
}

/// Works the figures of one look out.
private struct Maker {
  let experiment: Experiment
  let ledger: ExperimentLedger
  let outcome: PrimaryTest.Outcome
  let days: DaysThatDecide

  typealias Made = (treatments: [LookFigures.Treatment], comparisons: [RecordedComparison], alphaSpent: Double)

  /// One hypothesis with what its account allows.
  struct Side {
    let level: Double
    let allowance: AlphaAccount.Allowance
    let repeated: PValue?
  }

  private func side(_ side: PrimaryTest.Side, _ account: AlphaAccount, _ p: PValue?) -> Side {
    let allowance = account.allowance(at: side.level)
    return Side(
      level: side.level, allowance: allowance, repeated: p.map { account.repeated($0, tested: (side.level, $0.value < allowance.nominal)) })
  }

  func againstControl(_ family: HypothesisFamily) -> Made {
    let standings = experiment.treatments.map { ledger.standings[experiment.variants[$0].id] }
    let tested = zip(outcome.pairs, standings).map { tested, standing in
      (
        pair: tested.pair, winner: side(tested.winner, tested.pair.account, standing == nil ? tested.pair.better : nil),
        loser: side(tested.loser, tested.pair.account, standing == nil ? tested.pair.worse : nil)
      )
    }
    // Standings reached earlier keep their place in the correction.
    func repeated(_ path: KeyPath<RecordedStanding, Double?>, _ now: (Int) -> PValue?) -> [PValue?] {
      standings.indices.map { index in
        guard let standing = standings[index] else { return now(index) }
        return standing[keyPath: path].map { PValue(naturalLogarithm: $0) }
      }
    }
    func barred(_ isBarred: (Int) -> Bool) -> Set<Int> {
      Set(standings.indices.filter { standings[$0] == nil && (!days.mayDecide(experiment.treatments[$0]) || isBarred($0)) })
    }
    let winners = family.adjusted(repeated(\.logWinnerP) { tested[$0].winner.repeated }, barred: barred { outcome.treatments[$0].isBarred })
    let losers = family.adjusted(repeated(\.logLoserP) { tested[$0].loser.repeated }, barred: barred { _ in false })
    var treatments = [LookFigures.Treatment]()
    var comparisons = [RecordedComparison]()
    for (index, (pair, winner, loser)) in tested.enumerated() {
      let treatment = treatment(
        pair, winner: winner, loser: loser, pValue: twoSided(winner.repeated, loser.repeated), adjusted: twoSided(winners[index], losers[index]))
      treatments.append(treatment)
      comparisons.append(recorded(pair, treatment, winner: winner, loser: loser))
    }
    let spent = max(tested.map { $0.winner.allowance.spent }.max() ?? 0, tested.map { $0.loser.allowance.spent }.max() ?? 0)
    let alpha = family.alpha
    let familySpent: Double
    switch family.correction {
    case .holm, .bonferroni: familySpent = tested.reduce(0) { $0 + $1.winner.allowance.spent * min(1, alpha / (Double(tested.count) * $1.winner.level)) }
    case .dunnett: familySpent = spent / max(tested.first?.winner.level ?? alpha, .leastNormalMagnitude) * alpha
    }
    return (treatments, comparisons, min(2 * familySpent, experiment.plan.alpha))
  }

  func againstEachOther() -> Made {
    let count = experiment.variants.count
    let tested = outcome.pairs.map { tested in
      (pair: tested.pair, winner: side(tested.winner, tested.pair.account, tested.pair.better), loser: side(tested.loser, tested.pair.account, tested.pair.worse))
    }
    let comparisons = tested.map { pair, winner, loser in
      recorded(
        pair, treatment(pair, winner: winner, loser: loser, pValue: twoSided(winner.repeated, loser.repeated), adjusted: nil), winner: winner, loser: loser)
    }
    let treatments = outcome.treatments.map { test in
      // Against each of the others: that it is better than all of them, and worse than some.
      var winners = [Int: PValue?]()
      var losers = [PValue]()
      for (pair, _, _) in tested where pair.variant == test.variant || pair.versus == test.variant {
        let isOwn = pair.variant == test.variant
        let winner = side(test.winner, pair.account, isOwn ? pair.better : pair.worse)
        winners[isOwn ? pair.versus : pair.variant] = .some(winner.repeated)
        if let loser = side(test.loser, pair.account, isOwn ? pair.worse : pair.better).repeated { losers.append(loser) }
      }
      let all = winners.values.contains { $0 == nil } ? nil : winners.values.compactMap { $0 }.max()
      let some = losers.min()?.multiplied(by: HypothesisFamily.shareOfLosers(variants: count))
      let account = test.pair.account
      return treatment(
        test.pair, winner: side(test.winner, account, test.pair.better), loser: side(test.loser, account, test.pair.worse),
        pValue: twoSided(winners[test.versus] ?? nil, test.pair.worse.map { account.repeated($0, tested: nil) }), adjusted: twoSided(all, some))
    }
    let spent = tested.map { $0.winner.allowance.spent }.max() ?? 0
    return (treatments, comparisons, min(2 * spent, experiment.plan.alpha))
  }

  private func twoSided(_ a: PValue?, _ b: PValue?) -> PValue? {
    guard let a, let b else { return (a ?? b)?.multiplied(by: 2) }
    return min(a, b).multiplied(by: 2)
  }

  private func treatment(_ pair: PrimaryTest.Pair, winner: Side, loser: Side, pValue: PValue?, adjusted: PValue?) -> LookFigures.Treatment {
    let levels = SideLevels(winner: winner.allowance.nominal, loser: loser.allowance.nominal, isIncrease: experiment.primary.direction == .increase)
    let missing = Result<SidedInterval, NoAnswer>.failure(pair.reason ?? .zeroExposure)
    let intervals = pair.comparison?.intervals(levels) ?? (difference: missing, relative: missing)
    return LookFigures.Treatment(
      variant: pair.variant, versus: pair.versus, comparison: pair.comparison, reason: pair.reason, winnerNominal: winner.allowance.nominal,
      loserNominal: loser.allowance.nominal, pValue: pValue, adjusted: adjusted, difference: intervals.difference, relative: intervals.relative,
      logWinnerP: winner.repeated?.naturalLogarithm, logLoserP: loser.repeated?.naturalLogarithm)
  }

  private func recorded(_ pair: PrimaryTest.Pair, _ treatment: LookFigures.Treatment, winner: Side, loser: Side) -> RecordedComparison {
    let difference = try? treatment.difference.get()
    return RecordedComparison(
      variant: experiment.variants[pair.variant].id, versus: experiment.variants[pair.versus].id, information: pair.information,
      statistic: pair.statistic, winnerLevel: winner.level, loserLevel: loser.level, winnerBoundary: winner.allowance.critical,
      loserBoundary: loser.allowance.critical, winnerNominal: winner.allowance.nominal, loserNominal: loser.allowance.nominal,
      alphaSpent: winner.allowance.spent, estimate: difference?.estimate, lower: difference?.lower.value, upper: difference?.upper.value,
      pValue: treatment.pValue?.value, logWinnerP: winner.repeated?.naturalLogarithm, logLoserP: loser.repeated?.naturalLogarithm,
      relative: (try? treatment.relative.get()).map { RecordedInterval($0, level: treatment.level) },
      reason: pair.comparison == nil ? AbsenceReason(pair.reason ?? .zeroExposure) : nil, adjustedPValue: treatment.adjusted?.value)
  }
}

extension RecordedInterval {
  init(_ interval: SidedInterval, level: Double) {
    self.init(estimate: interval.estimate, lower: interval.lower.value, upper: interval.upper.value, level: level)
  }
}
