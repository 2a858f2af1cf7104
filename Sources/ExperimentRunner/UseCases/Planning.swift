import ExperimentData
public import ExperimentDecisions
public import ExperimentModel
import ExperimentStatistics

/// `mvp plan`: a question made from a declaration, the data so far, and what the caller adds.
extension Runner {
  /// What the command line gives; nil: from the declaration and its data.
  public struct PlanWishes: Sendable {
    public var baseline: Double?
    public var deviation: Double?
    public var budget: Double?
    public var days: Double?
    public var perDay: Double?
    public var costPerUnit: Double?
    public var effect: PlanEffect?
    public var power: Double?
    /// Of an arm's day, as a share of it.
    public var scatter: Double?
    /// Variance of units' results over a Poisson count's.
    public var dispersion: Double?

    public init(
      baseline: Double? = nil, deviation: Double? = nil, budget: Double? = nil, days: Double? = nil, perDay: Double? = nil,
      costPerUnit: Double? = nil, effect: PlanEffect? = nil, power: Double? = nil, scatter: Double? = nil,
      dispersion: Double? = nil
    ) {
      self.baseline = baseline
      self.deviation = deviation
      self.budget = budget
      self.days = days
      self.perDay = perDay
      self.costPerUnit = costPerUnit
      self.effect = effect
      self.power = power
      self.scatter = scatter
      self.dispersion = dispersion
    }
  }

  /// An effect to be found: relative, or in the metric's own unit.
  public enum PlanEffect: Hashable, Sendable {
    case relative(Double)
    /// Money, or the mean's own unit.
    case absolute(Double)
    /// Of a share: 0.005 is half a percentage point.
    case points(Double)
  }

  public struct Plan: Sendable {
    public let id: String
    public let question: PlanQuestion
    public let answer: PlanAnswer
    /// What a reader must know of it.
    public let notes: [BilingualText]
  }

  /// The effect planned for where no `minimum_effect` is declared.
  public static let usualEffect = 0.2
  /// Variance of units' results over a Poisson count's where no data tell: users are seldom alike, and a plan that took them for it would promise too much.
  public static let assumedDispersion = 2.0

  /// - Throws: `RunnerError` when there is no such experiment, or neither data nor the caller says how things stand now.
  /// - Parameter baselineIsPercent: the baseline was written as one, which a cost or a mean cannot be.
  public func plan(_ name: String, wishes: PlanWishes, baselineIsPercent: Bool = false, asOf: CalendarDay? = nil) throws -> Plan {
    let (experiment, summary) = try facts(of: name, asOf: asOf)
    try checkUnit(baselineIsPercent, experiment)
    return try plan(experiment, summary, wishes, asOf: asOf ?? today)
  }

  func checkUnit(_ baselineIsPercent: Bool, _ experiment: Experiment) throws {
    guard baselineIsPercent, !experiment.primary.facts.mayBePercent else { return }
    throw RunnerError(
      .usage,
      PlanningSentences.baselineIsNoShare(experiment.primary))
  }

  /// An experiment and what its data so far say.
  ///
  /// - Returns: no summary before there is a file of data: a plan comes first.
  /// - Throws: `RunnerError` when there is no such experiment; `Diagnostics` when its declaration or its data do not hold, or ask for what cannot be done yet.
  func facts(of name: String, asOf: CalendarDay?) throws -> (experiment: Experiment, summary: ExperimentSummary?) {
    let id = try known(name)
    guard let entry = loaded.entries.first(where: { $0.id == id }) else { preconditionFailure("a known experiment is loaded") }
    let experiment = try entry.result.get()
    guard experiment.notYet.isEmpty else { throw Diagnostics(experiment.notYet) }
    let request = SummaryRequest(experiment: experiment, asOf: asOf ?? today, timeZone: workspace.timeZone)
    guard let answer = engine.summaries(for: [request]).first else { preconditionFailure("one answer a request") }
    if case .failure(let problems) = answer, !problems.errors.isEmpty, problems.errors.allSatisfy({ $0.code == "no_file" }) { return (experiment, nil) }
    return (experiment, try answer.get())
  }

  /// Every experiment, each with its plan or why it has none, and the funds.
  public func planAll(asOf: CalendarDay? = nil) throws -> (plans: [(id: String, budget: Double?, result: Result<Plan, any Error>)], funds: [Review.FundStatus]) {
    let funds = try status(asOf: asOf, parts: .oneLine).review.funds
    var plans = [(id: String, budget: Double?, result: Result<Plan, any Error>)]()
    for entry in loaded.entries {
      let budget = (try? entry.result.get())?.budget?.total
      do {
        let (experiment, summary) = try facts(of: entry.id, asOf: asOf)
        plans.append((entry.id, budget, .success(try plan(experiment, summary, PlanWishes(), asOf: asOf ?? today))))
      } catch {
        plans.append((entry.id, budget, .failure(error)))
      }
    }
    return (plans, funds)
  }

  private func plan(_ experiment: Experiment, _ summary: ExperimentSummary?, _ wishes: PlanWishes, asOf: CalendarDay) throws -> Plan {
    let facts = summary.map { PlanningFacts(experiment, $0, asOf: asOf) }
    let question = try question(experiment, facts, wishes)
    var notes = [BilingualText]()
    if experiment.plan.futility != nil {
      notes.append(
        PlanningSentences.futilityNotCounted(experiment.id))
    }
    if let budget = wishes.budget, let name = experiment.budget?.fund, let fund = workspace.funds.first(where: { $0.name == name }), let cap = fund.perExperiment,
      budget > cap
    {
      notes.append(
        PlanningSentences.aboveFundsCap(budget, fund: name, cap: cap))
    }
    if let days = daysWithoutVerdict(experiment, question) {
      notes.append(
        PlanningSentences.moneyEndsTooEarly(days: days))
    }
    let answer = try Runner.answered(question)
    if answer.isTooSkewed ?? false { notes.append(PlanningSentences.tooSkewed(needed: answer.deciding.neededInAll)) }
    if question.isAssumed { notes.append(question.isOfUnits ? PlanningSentences.dispersionAssumed(question.dispersion) : PlanningSentences.shapeAssumed) }
    if question.budget != nil, question.kind.price == nil {
      notes.append(
        PlanningSentences.budgetWithoutPrice)
    }
    return Plan(id: experiment.id, question: question, answer: answer, notes: notes)
  }

  /// Days that the money lasts, where they are too few for a verdict of a test that was declared to last a week or more.
  private func daysWithoutVerdict(_ experiment: Experiment, _ question: PlanQuestion) -> Int? {
    guard experiment.plannedDays != nil, let need = experiment.daysForVerdict, let funded = question.fundedDays else { return nil }
    let days = funded.rounded(.up)
    return days < Double(need) ? Int(days) : nil
  }

  /// What is known of a test, from its declaration, its data so far and the caller.
  /// - Throws: `RunnerError` with `usage` for a wish that cannot be meant.
  func question(_ experiment: Experiment, _ facts: PlanningFacts?, _ wishes: PlanWishes) throws -> PlanQuestion {
    let primary = experiment.primary
    guard let baseline = wishes.baseline ?? facts?.baseline, baseline > 0 else {
      throw RunnerError(
        .cannotPlan,
        PlanningSentences.noBaseline(primary))
    }
    // A ratio of daily totals is compared by its days: they are its units.
    let isByDays = primary.grain == .days && !primary.isPlannedByCounts
    let arms = Double(experiment.variants.count { $0.allocation > 0 })
    let price = facts?.pricePerUnit.flatMap { price in isByDays ? facts?.sizePerDay.map { $0 * price / arms } : price }
    let kind = try sampling(primary, baseline: baseline, deviation: wishes.deviation ?? facts?.deviation, price: wishes.costPerUnit ?? price)
    var wanted = wishes.effect
    if wanted == nil {
      switch experiment.plan.minimumEffect {
      case .relative(let value): wanted = .relative(value)
      case .absolute(let value): wanted = .absolute(value)
      case nil: wanted = .relative(Runner.usualEffect)
      }
    }
    let isIncrease = primary.direction == .increase
    let isShare = primary.facts.form == .share
    if isShare, case .absolute(let value)? = wanted, wishes.effect == nil { wanted = .points(value) }
    let target = try Runner.relative(wanted ?? .relative(Runner.usualEffect), of: baseline, isIncrease: isIncrease, isShare: isShare)
    var shares = experiment.variants.map(\.allocation)
    if case .variant(let control) = experiment.control { shares.swapAt(0, control) }
    shares = [shares[0]] + shares.dropFirst().filter { $0 > 0 }
    if isByDays, wishes.perDay != nil {
      throw RunnerError(
        .usage,
        PlanningSentences.comparedByDays(primary))
    }
    // Units of a ratio by day come at one a day in each variant; where whole days are one variant's, at one a day in all.
    let isTakingTurns =
      switch experiment.evidence {
      case .switchback, .beforeAfter: true
      case .randomized, .observational: false
      }
    let pace = wishes.perDay ?? (!isByDays ? facts?.sizePerDay : isTakingTurns ? 1 : Double(shares.count))
    var question = PlanQuestion(
      kind: kind, baseline: baseline, isIncrease: isIncrease, shares: shares, alpha: experiment.plan.alpha, power: wishes.power ?? experiment.plan.power,
      target: target, budget: wishes.budget ?? experiment.budget?.total, days: wishes.days ?? experiment.plannedDays.map(Double.init), sizePerDay: pace,
      spending: experiment.plan.looks == .fixed ? nil : experiment.plan.spending)
    question.dispersion = facts?.dispersion ?? 1
    question.isOfUnits = primary.facts.isCost && primary.grain == .units
    if question.isOfUnits, let stated = wishes.dispersion ?? (facts?.dispersion ?? 1 > 1 ? nil : Runner.assumedDispersion) {
      question.dispersion = stated
      question.isAssumed = wishes.dispersion == nil
    }
    if primary.seesSkewness, case .mean(let deviation, _) = kind {
      // Without data to see it the units are taken to be log-normal, as they are drawn then.
      let variation = deviation / baseline
      let isSeen = wishes.deviation == nil && facts?.skewness != nil
      question.skewness = isSeen ? facts?.skewness : variation * (3 + variation * variation)
      question.isShift = facts?.isSigned ?? false
      question.isAssumed = !isSeen
    }
    question.isByDay = primary.grain == .days && experiment.plan.daily == .withinDay && !isByDays
    if question.isByDay, wishes.scatter != nil || !(facts?.isScatterSeen ?? false) {
      let scatter = wishes.scatter ?? (experiment.plan.isWithoutScatter ? 0 : learnedScatter(before: experiment).share)
      question.scatter = scatter
      question.dispersion = question.dispersion(scatter: scatter)
    }
    question.unit = isByDays ? .variantDays : .units
    question.isReturn = primary.facts.form == .moneyForMoney
    question.looks = looks(of: experiment, question)
    question.hasNoControl = experiment.control == .none
    question.isAgainstAll = if case .none = experiment.control { shares.count > 2 } else { false }
    return question
  }

  /// - Throws: `RunnerError` where what is known does not do for a plan of this metric.
  private func sampling(_ metric: Metric, baseline: Double, deviation: Double?, price: Double?) throws -> PlanQuestion.Kind {
    do throws(SamplingProblem) {
      return try metric.sampling(baseline: baseline, deviation: deviation, price: price)
    } catch .shareOfAll {
      throw RunnerError(
        .usage, PlanningSentences.shareOfAll(metric))
    } catch {
      throw RunnerError(
        .cannotPlan,
        PlanningSentences.noDeviation(metric))
    }
  }

  /// An effect as a relative size.
  /// - Throws: `RunnerError` with `usage` for one that cannot be: nothing, all of a decrease, or thousands of per cent where a sign was forgotten.
  public static func relative(_ effect: PlanEffect, of baseline: Double, isIncrease: Bool, isShare: Bool) throws -> Double {
    let target: Double
    switch effect {
    case .relative(let value):
      guard value <= 10 else {
        throw RunnerError(
          .usage,
          PlanningSentences.effectOfManyTimes(value))
      }
      target = value
    case .absolute(let value):
      guard !isShare else { throw RunnerError(.usage, PlanningSentences.moneyOnShare) }
      target = value / baseline
    case .points(let value):
      guard isShare else { throw RunnerError(.usage, PlanningSentences.pointsWithoutShare) }
      target = value / baseline
    }
    guard target > 0, isIncrease || target < 1 else {
      throw RunnerError(
        .usage,
        PlanningSentences.impossibleEffect(target))
    }
    guard !isShare || !isIncrease || baseline * (1 + target) < 1 else {
      throw RunnerError(
        .usage,
        PlanningSentences.beyondAll(target, of: baseline))
    }
    return target
  }

  /// A plan without a declaration: what the command line says is all there is.
  public static func plan(_ question: PlanQuestion) throws -> PlanAnswer { try answered(question) }

  private static func answered(_ question: PlanQuestion) throws -> PlanAnswer {
    do {
      return try Planner(question).answer()
    } catch let problem as InvalidInput {
      throw RunnerError(
        .usage, PlanningSentences.invalid(problem))
    } catch let reason as NoAnswer {
      throw RunnerError(.cannotPlan, PlanningSentences.noAnswer(reason))
    }
  }

  /// Spending times of the declared looks by the calendar, as days or money run out at the pace of the question; one where neither has an end.
  private func looks(of experiment: Experiment, _ question: PlanQuestion) -> [Double] {
    guard let days = question.days ?? question.fundedDays, days > 0 else { return [1] }
    let spendPerDay = question.sizePerDay.flatMap { pace in question.kind.price.map { $0 * pace } }
    return LookSchedule(planning: experiment, calendar: calendar, days: question.days, budget: question.budget, spendPerDay: spendPerDay).plannedTimes
  }
}

extension Runner {
  /// A report beside the workspace, whole or not at all.
  public static func write(_ text: String, to path: String, disk: any Disk = SystemDisk()) throws {
    do throws(DiskError) {
      try WholeFile(disk: disk).replace(path, with: Array(text.utf8))
    } catch {
      throw RunnerError(.unwritable, FileSentences.unwritable(path, error))
    }
  }
}
