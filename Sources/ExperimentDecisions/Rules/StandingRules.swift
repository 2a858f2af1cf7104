import ExperimentModel
import ExperimentStatistics

/// What one look makes of each treatment: rules 2 to 5.
struct StandingRules {
  let experiment: Experiment
  let look: Int
  let date: CalendarDay
  /// `minimum_days` have passed in every live arm.
  let hasMinimumDays: Bool
  let mayReject: Bool
  let withoutDays: Set<Int>
  let isFinal: Bool

  private var plan: AnalysisPlan { experiment.plan }

  /// The standing that this look gives; nil when the treatment goes on.
  /// - Parameter guardrail: the metric whose guardrail this treatment has broken, if any.
  func standing(_ test: PrimaryTest.Treatment, guardrail: String?, recorded: RecordedComparison?) -> RecordedStanding? {
    if let guardrail { return reached(.dropped, .guardrailBroken, test, recorded, guardrail: guardrail) }
    let mayReject = mayReject && !withoutDays.contains(test.variant)
    if test.winnerCrossed, mayReject, !test.isBarred {
      switch reachesMinimumEffect(test) {
      case .reached: return reached(.winner, .winner, test, recorded)
      case .beyond: return reached(.dropped, .futile, test, recorded, crossed: .winner)
      // A relative minimum effect without a relative interval counts as not reached, and as not excluded either.
      case .unknown: return nil
      }
    }
    if test.loserCrossed, mayReject { return reached(.loser, .loser, test, recorded) }
    if hasMinimumDays, plan.minimumEffect != nil, test.comparison != nil, reachesMinimumEffect(test) == .beyond {
      return reached(.dropped, .futile, test, recorded)
    }
    return nil
  }

  /// Dropped because even an effect worth having would hardly win any more.
  func futile(_ test: PrimaryTest.Treatment, recorded: RecordedComparison) -> RecordedStanding? { reached(.dropped, .futile, test, recorded) }

  private func reachesMinimumEffect(_ test: PrimaryTest.Treatment) -> MinimumEffect.Reach {
    MinimumEffect(experiment).reach(difference: test.difference, relative: test.relative)
  }

  private func reached(
    _ standing: ReachedStanding, _ reason: ReasonCode, _ test: PrimaryTest.Treatment, _ recorded: RecordedComparison?, crossed: ReachedStanding? = nil,
    guardrail: String? = nil
  ) -> RecordedStanding {
    func interval(_ result: Result<SidedInterval, NoAnswer>) -> RecordedInterval? {
      (try? result.get()).map {
        RecordedInterval(estimate: $0.estimate, lower: $0.lower.value, upper: $0.upper.value, level: test.level)
      }
    }
    return RecordedStanding(
      standing: standing, reason: reason, look: look, date: date, versus: experiment.variants[test.versus].id,
      pValue: test.pValue?.value, log10PValue: test.pValue?.log10, adjustedPValue: test.adjusted?.value,
      nominalLevel: test.loserCrossed && !test.winnerCrossed ? test.loserNominal : test.winnerNominal, difference: interval(test.difference),
      relative: interval(test.relative), method: test.comparison?.method, crossed: crossed, logWinnerP: recorded?.logWinnerP,
      logLoserP: recorded?.logLoserP, guardrail: guardrail)
  }
}

extension StandingRules {
  /// Whether an interval still holds effects of at least `minimum_effect` in the wanted direction.
  struct MinimumEffect {
    enum Reach { case reached, beyond, unknown }

    let effect: AnalysisPlan.MinimumEffect?
    let isIncrease: Bool

    init(_ experiment: Experiment) {
      effect = experiment.plan.minimumEffect
      isIncrease = experiment.primary.direction == .increase
    }

    func reach(difference: Result<SidedInterval, NoAnswer>, relative: Result<SidedInterval, NoAnswer>) -> Reach {
      switch effect {
      case nil: .reached
      case .relative(let least): (try? relative.get()).map { reach($0, least) } ?? .unknown
      case .absolute(let least): (try? difference.get()).map { reach($0, least) } ?? .unknown
      }
    }

    /// True when the comparison, at these levels, leaves no effect worth having.
    func isExcluded(by comparison: any ArmComparison, _ levels: SideLevels) -> Bool {
      guard effect != nil else { return false }
      let (difference, relative) = comparison.intervals(levels)
      return reach(difference: difference, relative: relative) == .beyond
    }

    private func reach(_ interval: SidedInterval, _ least: Double) -> Reach {
      if isIncrease {
        guard let best = interval.upper.value else { return .reached }
        return best >= least ? .reached : .beyond
      }
      guard let best = interval.lower.value else { return .reached }
      return best <= -least ? .reached : .beyond
    }
  }
}
