import ExperimentModel
import ExperimentStatistics

/// The primary metric of every treatment, tested at one look at the levels that alpha allows: what crossed. The figures of it are `LookFigures`' business.
struct PrimaryTest {
  let design: TestDesign
  let evidence: MetricEvidence
  let past: PastLooks
  let spendingTime: Double
  let days: DaysThatDecide

  /// One hypothesis of a comparison: that the variant is no winner, or no loser.
  struct Side {
    /// One-sided level of the whole test at which it was tested.
    let level: Double
    let isCrossed: Bool
  }

  /// Two arms at this look, with what the comparison has been allowed so far.
  struct Pair {
    let variant: Int
    let versus: Int
    let comparison: (any ArmComparison)?
    /// Why there is none.
    let reason: NoAnswer?
    let account: AlphaAccount
    /// One-sided p towards and away from the wanted direction.
    let better: PValue?
    let worse: PValue?
    /// 1 / variance of the contrast under the null; 0 without a comparison.
    var information: Double { comparison?.information ?? 0 }

    /// z of the p towards the wanted direction.
    var statistic: Double {
      guard let better, let worse else { return 0 }
      return StandardNormal.score(higher: better, lower: worse)
    }
  }

  /// One treatment's share of the look.
  struct Treatment {
    /// Seen from the treatment's side.
    let pair: Pair
    /// Crossed is said only of a treatment that has no standing yet.
    let winner: Side
    let loser: Side
    /// A crossing that rests on data which were in sight when the declaration was amended.
    var isBarred = false

    var variant: Int { pair.variant }
    var versus: Int { pair.versus }
  }

  struct Outcome {
    let treatments: [Treatment]
    /// As in `TestDesign.compared`, each with the levels of its own hypotheses; with a control the treatments themselves.
    let pairs: [Treatment]
  }

  private var alpha: Double { design.alpha }
  private var isIncrease: Bool { design.isIncrease }

  func run() -> Outcome {
    if let control = design.control, let family = design.family { againstControl(control, family) } else { againstEachOther() }
  }

  private func pair(_ variant: Int, versus: Int, place: Int?) -> Pair {
    var found: (any ArmComparison)?
    var reason: NoAnswer?
    do throws(NoAnswer) {
      // Days that may not decide are not looked at, so that they spend nothing: what they would have been tested at is kept for the next look.
      if let few = days.tooFewToTest(variant, versus: versus) { throw few }
      found = try evidence.compare(variant, versus: versus)
    } catch {
      reason = error
    }
    let tails = found.map { (higher: $0.higher, lower: $0.lower) }
    return Pair(
      variant: variant, versus: versus, comparison: found, reason: reason,
      account: AlphaAccount(
        after: place.map { past.allowed($0) } ?? LookHistory(), spendingTime: spendingTime, information: found?.information, spending: design.spending),
      better: isIncrease ? tails?.higher : tails?.lower,
      worse: isIncrease ? tails?.lower : tails?.higher)
  }

  // MARK: With a control

  private func againstControl(_ control: Int, _ family: HypothesisFamily) -> Outcome {
    let treatments = design.treatments
    let pairs = treatments.indices.map { pair(treatments[$0], versus: control, place: $0) }
    func isBarred(_ index: Int) -> Bool {
      self.isBarred(treatments[index], against: [(pairs[index], control)], level: family.level(rejections: 0))
    }
    let barred = past.bars.isEmpty ? [] : treatments.indices.filter(isBarred)
    func outcomes(_ hypothesis: ReachedStanding, _ p: (Pair) -> PValue?) -> [HypothesisFamily.Outcome] {
      family.test(
        treatments.indices.map { index in
          let reached = past.reached[treatments[index]]
          return HypothesisFamily.Hypothesis(
            account: pairs[index].account, pValue: reached == nil ? p(pairs[index]) : nil, wasRejected: reached?.rejects(hypothesis) ?? false,
            mayReject: days.mayDecide(treatments[index]) && !(hypothesis == .winner && barred.contains(index)))
        })
    }
    let winners = outcomes(.winner) { $0.better }
    let losers = outcomes(.loser) { $0.worse }
    let tested = treatments.indices.map { index in
      Treatment(
        pair: pairs[index], winner: Side(level: winners[index].level, isCrossed: winners[index].isCrossed),
        loser: Side(level: losers[index].level, isCrossed: losers[index].isCrossed), isBarred: barred.contains(index))
    }
    return Outcome(treatments: tested, pairs: tested)
  }

  /// True when what came after an amendment does not cross by itself.
  ///
  /// - Parameter pairs: seen from the variant's side.
  private func isBarred(_ variant: Int, against pairs: [(pair: Pair, versus: Int)], level: Double) -> Bool {
    guard let bar = past.bars[variant] else { return false }
    return !pairs.allSatisfy { pair, versus in
      guard pair.better != nil, pair.worse != nil, let critical = pair.account.allowance(at: level).critical else { return false }
      let later = bar.later(versus: design.experiment.variants[versus].id, statistic: pair.statistic, information: pair.information)
      return later.map { $0 > critical } ?? false
    }
  }

  // MARK: Without a control

  /// Each ordered pair's share of the loser hypotheses: a variant loses when some other crosses against it. Of two, one's loss is the other's win and takes
  /// nothing of its own; of K ≥ 3 all K(K − 1) pairs share one alpha/2, and wrong winners, who must beat all others, take the other, so that wrong winners
  /// and losers together stay at alpha.
  var loserLevel: Double { alpha / HypothesisFamily.shareOfLosers(variants: design.experiment.variants.count) }

  /// Variant i wins when it crosses against every other one at alpha/2 (an intersection–union test needs no correction); it loses when some
  /// other crosses against it at `loserLevel`.
  private func againstEachOther() -> Outcome {
    let count = design.experiment.variants.count
    let compared = design.compared
    let pairs = compared.indices.map { pair(compared[$0].variant, versus: compared[$0].versus, place: $0) }
    /// From i's side: the account and the p-values.
    func seen(_ i: Int, _ j: Int) -> (account: AlphaAccount, better: PValue?, worse: PValue?)? {
      if let place = design.place(i, versus: j) { return (pairs[place].account, pairs[place].better, pairs[place].worse) }
      return design.place(j, versus: i).map { (pairs[$0].account, pairs[$0].worse, pairs[$0].better) }
    }
    func oriented(_ i: Int, _ j: Int) -> Pair? {
      guard let place = design.place(i, versus: j) ?? design.place(j, versus: i), let seen = seen(i, j) else { return nil }
      return Pair(
        variant: i, versus: j, comparison: pairs[place].comparison, reason: pairs[place].reason, account: seen.account, better: seen.better,
        worse: seen.worse)
    }
    func crosses(_ p: PValue?, _ account: AlphaAccount, at level: Double) -> Bool { p.map { account.isCrossed(by: $0, at: level) } ?? false }
    let treatments = (0..<count).map { i -> Treatment in
      let others = (0..<count).filter { $0 != i }
      let versus = evidence.best(of: others) ?? others[0]
      let isLive = past.reached[i] == nil
      let wins = others.allSatisfy { j in seen(i, j).map { crosses($0.better, $0.account, at: alpha) } ?? false }
      let loses = others.contains { j in seen(i, j).map { crosses($0.worse, $0.account, at: loserLevel) } ?? false }
      let own = design.place(i, versus: versus).map { pairs[$0] } ?? pair(i, versus: versus, place: nil)
      return Treatment(
        pair: Pair(
          variant: i, versus: versus, comparison: own.comparison, reason: own.reason, account: seen(i, versus)?.account ?? own.account,
          better: own.better, worse: own.worse), winner: Side(level: alpha, isCrossed: isLive && wins),
        loser: Side(level: loserLevel, isCrossed: isLive && loses),
        isBarred: past.bars[i] != nil && isBarred(i, against: others.compactMap { j in oriented(i, j).map { ($0, j) } }, level: alpha))
    }
    return Outcome(
      treatments: treatments,
      pairs: pairs.map { pair in
        Treatment(
          pair: pair, winner: Side(level: alpha, isCrossed: crosses(pair.better, pair.account, at: alpha)),
          loser: Side(level: loserLevel, isCrossed: crosses(pair.worse, pair.account, at: loserLevel)))
      })
  }
}
