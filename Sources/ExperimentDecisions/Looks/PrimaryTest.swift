import ExperimentModel
import ExperimentStatistics

/// The primary metric of every treatment, tested at one look at the levels that alpha allows.
struct PrimaryTest {
  let experiment: Experiment
  let analysis: MetricAnalysis
  /// Each variant's values, in the order of the declaration.
  let values: [MetricSummary.Values]
  let looks: [RecordedLook]
  let standings: [String: RecordedStanding]
  let spendingTime: Double
  /// True when a crossing may be a verdict already; before, it is shown and its alpha is spent.
  let mayReject: Bool
  /// Treatments of which none may be.
  var withoutDays = Set<Int>()
  /// Treatments that an amendment made wait for data of later days before they can win.
  var bars = [String: RecordedBar]()

  /// How much of the look is worked out.
  enum Depth {
    /// All that a report shows.
    case shown
    /// What a verdict rests on: no repeated p-values, intervals only for `minimum_effect`.
    case verdict
    /// As `verdict`, but where a p-value lies outside what the look's own level can be, that bound stands for the level: crossed or not is right, and
    /// where nothing is crossed intervals at it are the narrowest that the look could have.
    case screen
  }

  var depth = Depth.shown

  /// One treatment's share of the look.
  struct Treatment {
    let variant: Int
    let versus: Int
    let comparison: (any ArmComparison)?
    let reason: NoAnswer?
    /// Winner and loser crossed at this look.
    let winnerCrossed: Bool
    let loserCrossed: Bool
    /// A crossing that rests on data which were in sight when the declaration was amended.
    var isBarred = false
    let winnerNominal: Double
    let loserNominal: Double
    /// Repeated, two-sided, before and after the correction over variants.
    let pValue: PValue?
    let adjusted: PValue?
    let difference: Result<SidedInterval, NoAnswer>
    let relative: Result<SidedInterval, NoAnswer>

    var level: Double { 1 - winnerNominal - loserNominal }
  }

  struct Outcome {
    let treatments: [Treatment]
    let recorded: [RecordedComparison]
    /// Two-sided alpha of the family spent so far.
    let alphaSpent: Double
  }

  private var alpha: Double { experiment.plan.alpha / 2 }
  private var isIncrease: Bool { experiment.primary.direction == .increase }

  func run() -> Outcome {
    switch experiment.control {
    case .variant(let control): againstControl(control)
    case .none: againstEachOther()
    }
  }

  // MARK: One comparison

  struct Pair {
    let comparison: (any ArmComparison)?
    let reason: NoAnswer?
    let account: AlphaAccount
    /// One-sided p towards and away from the wanted direction.
    let better: PValue?
    let worse: PValue?
    var information: Double { comparison?.information ?? 0 }
  }

  private func pair(_ variant: Int, versus: Int) -> Pair {
    let ids = (experiment.variants[variant].id, experiment.variants[versus].id)
    var history = looks.compactMap { look in
      look.comparisons.first { $0.variant == ids.0 && $0.versus == ids.1 }.map { (look.spendingTime, $0.information) }
    }
    do throws(NoAnswer) {
      let comparison = try analysis.compare(control: values[versus], treatment: values[variant])
      history.append((spendingTime, comparison.information))
      let (better, worse) = isIncrease ? (comparison.higher, comparison.lower) : (comparison.lower, comparison.higher)
      return Pair(
        comparison: comparison, reason: nil, account: AlphaAccount(history: named(history), spending: experiment.plan.effectiveSpending),
        better: better, worse: worse)
    } catch {
      return Pair(
        comparison: nil, reason: error, account: AlphaAccount(history: named(history), spending: experiment.plan.effectiveSpending),
        better: nil, worse: nil)
    }
  }

  private func named(_ history: [(Double, Double)]) -> [(spendingTime: Double, information: Double)] {
    history.map { (spendingTime: $0.0, information: $0.1) }
  }

  private func sides(winner: Double, loser: Double) -> SideLevels {
    // A winner is shown by the bound on its worse side, a loser by the one on its better side.
    isIncrease ? SideLevels(lower: winner, upper: loser) : SideLevels(lower: loser, upper: winner)
  }

  private func treatment(
    _ variant: Int, versus: Int, comparison: (any ArmComparison)?, reason: NoAnswer?, winner: (crossed: Bool, nominal: Double),
    loser: (crossed: Bool, nominal: Double), pValue: PValue?, adjusted: PValue?
  ) -> Treatment {
    let levels = sides(winner: winner.nominal, loser: loser.nominal)
    let difference: Result<SidedInterval, NoAnswer>
    let relative: Result<SidedInterval, NoAnswer>
    if depth != .shown, experiment.plan.minimumEffect == nil {
      (difference, relative) = (.failure(.undefined("")), .failure(.undefined("")))
    } else if let comparison {
      (difference, relative) = comparison.intervals(levels)
    } else {
      difference = .failure(reason ?? .zeroExposure)
      relative = .failure(reason ?? .zeroExposure)
    }
    return Treatment(
      variant: variant, versus: versus, comparison: comparison, reason: reason, winnerCrossed: winner.crossed, loserCrossed: loser.crossed,
      winnerNominal: winner.nominal, loserNominal: loser.nominal, pValue: pValue, adjusted: adjusted, difference: difference,
      relative: relative)
  }

  // MARK: With a control

  private func againstControl(_ control: Int) -> Outcome {
    let treatments = experiment.treatments
    let pairs = treatments.map { pair($0, versus: control) }
    let family = HypothesisFamily(experiment: experiment, control: control)
    let barred = treatments.indices.map { index in
      isBarred(treatments[index], against: [(pairs[index], control)], critical: { $0.account.allowance(at: family.level(rejections: 0)).critical })
    }
    func outcomes(_ standing: ReachedStanding, _ p: (Pair) -> PValue?) -> [HypothesisFamily.Outcome] {
      family.test(
        treatments.indices.map { index in
          let recorded = standings[experiment.variants[treatments[index]].id]
          return HypothesisFamily.Hypothesis(
            account: pairs[index].account, pValue: recorded == nil ? p(pairs[index]) : nil,
            wasRejected: recorded.map { $0.standing == standing || ($0.reason == .futile && $0.crossed == standing) }
              ?? false,
            mayReject: mayReject && !withoutDays.contains(treatments[index]) && !(standing == .winner && barred[index]))
        }, depth: depth)
    }
    let winners = outcomes(.winner) { $0.better }
    let losers = outcomes(.loser) { $0.worse }
    // Standings reached earlier keep their place in the correction.
    func repeated(_ outcomes: [HypothesisFamily.Outcome], _ path: KeyPath<RecordedStanding, Double?>) -> [PValue?] {
      treatments.indices.map { index in
        if let recorded = standings[experiment.variants[treatments[index]].id] {
          return recorded[keyPath: path].map { PValue(naturalLogarithm: $0) }
        }
        return outcomes[index].repeated
      }
    }
    let winnerAdjusted = family.adjusted(repeated(winners, \.logWinnerP))
    let loserAdjusted = family.adjusted(repeated(losers, \.logLoserP))
    var results = [Treatment]()
    var recorded = [RecordedComparison]()
    for index in treatments.indices {
      let (winner, loser, pair) = (winners[index], losers[index], pairs[index])
      let isLive = standings[experiment.variants[treatments[index]].id] == nil
      var result = treatment(
        treatments[index], versus: control, comparison: pair.comparison, reason: pair.reason,
        winner: (isLive && winner.isCrossed, winner.allowance.nominal), loser: (isLive && loser.isCrossed, loser.allowance.nominal),
        pValue: twoSided(winner.repeated, loser.repeated), adjusted: twoSided(winnerAdjusted[index], loserAdjusted[index]))
      result.isBarred = barred[index]
      results.append(result)
      recorded.append(
        record(
          treatments[index], versus: control, pair: pair, result: result, winner: (winner.level, winner.allowance),
          loser: (loser.level, loser.allowance), repeated: (winner.repeated, loser.repeated)))
    }
    let spent = max(winners.map { $0.allowance.spent }.max() ?? 0, losers.map { $0.allowance.spent }.max() ?? 0)
    let familySpent: Double
    switch treatments.count > 1 ? experiment.plan.correction : .bonferroni {
    case .holm, .bonferroni: familySpent = winners.reduce(0) { $0 + $1.allowance.spent * min(1, alpha / (Double(treatments.count) * $1.level)) }
    case .dunnett: familySpent = spent / max(winners.first?.level ?? alpha, .leastNormalMagnitude) * alpha
    }
    return Outcome(treatments: results, recorded: recorded, alphaSpent: min(2 * familySpent, experiment.plan.alpha))
  }

  private func twoSided(_ a: PValue?, _ b: PValue?) -> PValue? {
    guard let a, let b else { return (a ?? b)?.multiplied(by: 2) }
    return min(a, b).multiplied(by: 2)
  }

  /// True when what came after an amendment does not cross by itself.
  private func isBarred(_ variant: Int, against pairs: [(pair: Pair, versus: Int)], critical: (Pair) -> Double?) -> Bool {
    guard let bar = bars[experiment.variants[variant].id] else { return false }
    return !pairs.allSatisfy { pair, versus in
      guard let better = pair.better, let worse = pair.worse, let critical = critical(pair) else { return false }
      let statistic = StandardNormal.score(higher: better, lower: worse)
      return bar.later(versus: experiment.variants[versus].id, statistic: statistic, information: pair.information).map { $0 > critical } ?? false
    }
  }

  private func record(
    _ variant: Int, versus: Int, pair: Pair, result: Treatment?, winner: (level: Double, allowance: AlphaAccount.Allowance),
    loser: (level: Double, allowance: AlphaAccount.Allowance), repeated: (winner: PValue?, loser: PValue?)
  ) -> RecordedComparison {
    let statistic: Double
    if let better = pair.better, let worse = pair.worse {
      statistic = StandardNormal.score(higher: better, lower: worse)
    } else {
      statistic = 0
    }
    let difference = (try? result?.difference.get()) ?? nil
    return RecordedComparison(
      variant: experiment.variants[variant].id, versus: experiment.variants[versus].id, information: pair.information,
      statistic: statistic, winnerLevel: winner.level, loserLevel: loser.level, winnerBoundary: winner.allowance.critical,
      loserBoundary: loser.allowance.critical, winnerNominal: winner.allowance.nominal, loserNominal: loser.allowance.nominal,
      alphaSpent: winner.allowance.spent, estimate: difference?.estimate, lower: difference?.lower.value, upper: difference?.upper.value,
      pValue: result?.pValue?.value, logWinnerP: repeated.winner?.naturalLogarithm, logLoserP: repeated.loser?.naturalLogarithm,
      relative: ((try? result?.relative.get()) ?? nil).map {
        RecordedInterval(estimate: $0.estimate, lower: $0.lower.value, upper: $0.upper.value, level: result?.level ?? 0)
      }, reason: pair.comparison == nil ? AbsenceReason(pair.reason ?? .zeroExposure) : nil, adjustedPValue: result?.adjusted?.value)
  }

  // MARK: Without a control

  /// Variant i wins when it crosses against every other one at alpha/2 (an intersection–union test needs no correction); it loses when some
  /// other crosses against it at alpha/2/(K − 1).
  private func againstEachOther() -> Outcome {
    let count = experiment.variants.count
    let loserLevel = alpha / Double(max(count - 1, 1))
    var pairs = [[Pair?]](repeating: [Pair?](repeating: nil, count: count), count: count)
    var atAlpha = [[AlphaAccount.Allowance?]](repeating: [AlphaAccount.Allowance?](repeating: nil, count: count), count: count)
    var atLoser = atAlpha
    var recorded = [RecordedComparison]()
    var spent = 0.0
    for i in 0..<count {
      for j in (i + 1)..<max(count, i + 1) {
        let pair = pair(i, versus: j)
        let winner = pair.account.allowance(at: alpha)
        let loser = loserLevel == alpha ? winner : pair.account.allowance(at: loserLevel)
        (pairs[i][j], atAlpha[i][j], atLoser[i][j]) = (pair, winner, loser)
        (atAlpha[j][i], atLoser[j][i]) = (winner, loser)
        pairs[j][i] = Pair(comparison: pair.comparison, reason: pair.reason, account: pair.account, better: pair.worse, worse: pair.better)
        let repeated = (
          winner: pair.better.map { pair.account.repeated($0, tested: (alpha, $0.value < winner.nominal)) },
          loser: pair.worse.map { pair.account.repeated($0, tested: (loserLevel, $0.value < loser.nominal)) }
        )
        let shown = treatment(
          i, versus: j, comparison: pair.comparison, reason: pair.reason,
          winner: (pair.better.map { $0.value < winner.nominal } ?? false, winner.nominal),
          loser: (pair.worse.map { $0.value < loser.nominal } ?? false, loser.nominal), pValue: twoSided(repeated.winner, repeated.loser), adjusted: nil)
        recorded.append(
          record(i, versus: j, pair: pair, result: shown, winner: (alpha, winner), loser: (loserLevel, loser), repeated: repeated))
        spent = max(spent, winner.spent)
      }
    }
    var results = [Treatment]()
    for i in 0..<count {
      let others = (0..<count).filter { $0 != i }
      let versus = bestOf(others) ?? others[0]
      let isLive = standings[experiment.variants[i].id] == nil
      // Against the others that were tested and not dropped before.
      let crossesAll = others.allSatisfy { j in
        guard let better = pairs[i][j]?.better, let nominal = atAlpha[i][j]?.nominal else { return false }
        return better.value < nominal
      }
      let losesToSome = others.contains { j in
        guard let worse = pairs[i][j]?.worse, let nominal = atLoser[i][j]?.nominal else { return false }
        return worse.value < nominal
      }
      let winnerPs = others.map { j in
        pairs[i][j].flatMap { pair in
          pair.better.map { pair.account.repeated($0, tested: (alpha, $0.value < (atAlpha[i][j]?.nominal ?? 0))) }
        }
      }
      let loserPs = others.compactMap { j in
        pairs[i][j].flatMap { pair in
          pair.worse.map { pair.account.repeated($0, tested: (loserLevel, $0.value < (atLoser[i][j]?.nominal ?? 0))) }
        }
      }
      let allWinner = winnerPs.contains { $0 == nil } ? nil : winnerPs.compactMap { $0 }.max()
      let someLoser = loserPs.min()?.multiplied(by: Double(max(count - 1, 1)))
      let oriented = pair(i, versus: versus)
      let position = others.firstIndex(of: versus) ?? 0
      var result = treatment(
        i, versus: versus, comparison: oriented.comparison, reason: oriented.reason,
        winner: (isLive && crossesAll, atAlpha[i][versus]?.nominal ?? 0), loser: (isLive && losesToSome, atLoser[i][versus]?.nominal ?? 0),
        pValue: twoSided(winnerPs[position], pairs[i][versus].flatMap { pair in pair.worse.map { pair.account.repeated($0, tested: nil) } }),
        adjusted: twoSided(allWinner, someLoser))
      result.isBarred = isBarred(
        i, against: others.compactMap { j in pairs[i][j].map { ($0, j) } }, critical: { $0.account.allowance(at: alpha).critical })
      results.append(result)
    }
    return Outcome(treatments: results, recorded: recorded, alphaSpent: min(2 * spent, experiment.plan.alpha))
  }

  private func bestOf(_ variants: [Int]) -> Int? {
    let rated = variants.compactMap { index in
      analysis.totals(values[index])?.value.map { (index, $0) }
    }
    return (isIncrease ? rated.max { $0.1 < $1.1 } : rated.min { $0.1 < $1.1 })?.0
  }
}

extension AnalysisPlan {
  /// Nil where one look spends everything.
  var effectiveSpending: SpendingFunction? { looks == .fixed ? nil : spending }
}
