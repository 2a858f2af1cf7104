import ExperimentModel
import ExperimentStatistics

/// What one look makes of each treatment: rules 2 to 5. Pure: the standings that this look adds to those reached before.
struct Standings {
  let evidence: Evidence
  let look: LookResult
  let past: PastLooks

  /// By variant; a guardrail broken later overrides a winner, any other standing stays.
  func reached() -> [Int: ReachedAtLook] {
    var reached = [Int: ReachedAtLook]()
    for treatment in look.primary.treatments {
      let isBroken = look.broken[treatment.variant] != nil
      if let before = past.reached[treatment.variant], !(isBroken && before.standing == .winner) { continue }
      if let standing = standing(treatment) { reached[treatment.variant] = standing }
    }
    return reached
  }

  /// The standing that this look gives; nil when the treatment goes on.
  private func standing(_ test: PrimaryTest.Treatment) -> ReachedAtLook? {
    if let guardrail = look.broken[test.variant] {
      return ReachedAtLook(standing: .dropped, reason: .guardrailBroken, look: look.number, guardrail: guardrail)
    }
    let mayDecide = evidence.days.mayDecide(test.variant)
    if test.winner.isCrossed, mayDecide, !test.isBarred {
      switch reach(test) {
      case .reached: return ReachedAtLook(standing: .winner, reason: .winner, look: look.number)
      case .beyond: return ReachedAtLook(standing: .dropped, reason: .futile, look: look.number, crossed: .winner)
      // A relative minimum effect without a relative interval counts as not reached, and as not excluded either.
      case .unknown: return hasLittlePower(test) ? ReachedAtLook(standing: .dropped, reason: .futile, look: look.number) : nil
      }
    }
    if test.loser.isCrossed, mayDecide { return ReachedAtLook(standing: .loser, reason: .loser, look: look.number) }
    guard evidence.days.hasMinimumDays, test.pair.comparison != nil else { return nil }
    if evidence.design.minimumEffect.isDeclared, reach(test) == .beyond { return ReachedAtLook(standing: .dropped, reason: .futile, look: look.number) }
    return hasLittlePower(test) ? ReachedAtLook(standing: .dropped, reason: .futile, look: look.number) : nil
  }

  private static let inside = 1 - 1e-6

  /// Rule 5's second half.
  private func hasLittlePower(_ test: PrimaryTest.Treatment) -> Bool {
    guard let least = evidence.design.experiment.plan.futility, evidence.days.hasMinimumDays, !look.isFinal else { return false }
    return ConditionalPowerRule(evidence: evidence, past: past, spendingTime: look.spendingTime).isBelow(least, test)
  }

  /// Whether the interval at this look's levels still holds effects of `minimum_effect`. Where the narrowest that the look could have does, so does its own,
  /// where the widest does not, neither does it, and the boundary need not be worked out.
  private func reach(_ test: PrimaryTest.Treatment) -> MinimumEffect.Reach {
    let effect = evidence.design.minimumEffect
    guard effect.isDeclared, let comparison = test.pair.comparison else { return effect.isDeclared ? .unknown : .reached }
    let account = test.pair.account
    let narrowest = effect.reach(comparison, winner: account.ceiling(at: test.winner.level), loser: account.ceiling(at: test.loser.level))
    guard narrowest != .reached else { return .reached }
    // A little wider still than the widest, so that the short answer is always the long one's.
    let (winner, loser) = (account.floor(at: test.winner.level) * Standings.inside, account.floor(at: test.loser.level) * Standings.inside)
    if winner > 0, loser > 0, effect.reach(comparison, winner: winner, loser: loser) == .beyond { return .beyond }
    return effect.reach(
      comparison, winner: account.allowance(at: test.winner.level).nominal, loser: account.allowance(at: test.loser.level).nominal)
  }
}

/// Whether an interval still holds effects of at least `minimum_effect` in the wanted direction.
struct MinimumEffect: Sendable {
  enum Reach { case reached, beyond, unknown }

  private let effect: AnalysisPlan.MinimumEffect?
  private let isIncrease: Bool

  init(_ experiment: Experiment) {
    effect = experiment.plan.minimumEffect
    isIncrease = experiment.primary.direction == .increase
  }

  var isDeclared: Bool { effect != nil }

  /// - Parameters:
  ///   - winner: one-sided level of the interval's worse side, by which a winner is shown.
  ///   - loser: of its better side.
  func reach(_ comparison: any ArmComparison, winner: Double, loser: Double) -> Reach {
    let levels = SideLevels(winner: winner, loser: loser, isIncrease: isIncrease)
    // What a part of the interval reaches, the whole does.
    if let effect, let core = comparison.core(levels, isRelative: effect.isRelative), reach(core, effect.size) == .reached { return .reached }
    switch effect {
    case nil: return .reached
    case .relative(let least): return (try? comparison.relative(levels)).map { reach($0, least) } ?? .unknown
    case .absolute(let least): return (try? comparison.difference(levels)).map { reach($0, least) } ?? .unknown
    }
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

extension SideLevels {
  /// A winner is shown by the bound on its worse side, a loser by the one on its better side.
  init(winner: Double, loser: Double, isIncrease: Bool) {
    self = isIncrease ? SideLevels(lower: winner, upper: loser) : SideLevels(lower: loser, upper: winner)
  }
}
