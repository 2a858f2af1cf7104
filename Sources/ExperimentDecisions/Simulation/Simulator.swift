public import ExperimentModel
import ExperimentStatistics

/// Runs the very rules of an experiment's file on simulated data: its looks, spending, corrections, futility, guardrails and minimum days, review by
/// review through `ExperimentReviewer`, as `mvp review` would.
public struct Simulator: Sendable {
  /// A guardrail's metric as it is now, for all variants alike.
  public struct Guard: Sendable {
    public let metric: Int
    public let kind: PlanQuestion.Kind
    public let baseline: Double
    /// Trials, units or money a day over all variants.
    public let sizePerDay: Double

    public init(metric: Int, kind: PlanQuestion.Kind, baseline: Double, sizePerDay: Double) {
      self.metric = metric
      self.kind = kind
      self.baseline = baseline
      self.sizePerDay = sizePerDay
    }
  }

  let experiment: Experiment
  let calendar: ReviewCalendar
  let question: PlanQuestion
  let sizePerDay: Double
  let guards: [Guard]
  /// What units are drawn from, by metric, where not from a law.
  public let drawn: [Int: DrawnUnits]
  /// What days are drawn from, by metric, where not from a law; the same days for all metrics.
  public let drawnDays: [Int: DrawnDays]
  /// Days that are drawn; a budget may end a run before.
  let days: Int
  let start: CalendarDay
  private let lag: Int
  private let rules: SimulatedRun.Rules
  /// True works out at every look all that a report would show, as a check that the short way comes to the same verdicts.
  public var worksOutEverything = false

  /// - Parameters:
  ///   - question: what is known of the primary metric (`Planner`'s).
  ///   - sizePerDay: money, trials or units a day over all variants.
  ///   - guards: the guardrails that can be simulated; the others are left out.
  ///   - drawnDays: days to draw from, by metric; the primary's, and of others those of the same days.
  ///   - drawn: units to draw from, by metric of the experiment; for those counted over units alone.
  /// - Returns: nil when the experiment has no start, or neither an end nor a budget that the pace would spend.
  public init?(
    experiment: Experiment, calendar: ReviewCalendar, question: PlanQuestion, sizePerDay: Double, guards: [Guard], drawn: [Int: DrawnUnits] = [:],
    drawnDays: [Int: DrawnDays] = [:]
  ) {
    guard let start = experiment.start, sizePerDay > 0 else { return nil }
    var days = experiment.plannedDays
    if days == nil, let budget = experiment.budget?.total {
      // Half as long again, for the runs whose money goes slowly.
      days = question.kind.price.flatMap { $0 > 0 ? Int((1.5 * budget / $0 / sizePerDay).rounded(.up)) + 14 : nil }
    }
    guard let days, days > 0, days <= 3660 else { return nil }
    let kept = guards.filter { $0.metric > 0 }
    let metrics = [experiment.metrics[0]] + kept.map { experiment.metrics[$0.metric] }
    let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1.metric, $0 + 1) })
    self.experiment = Experiment(
      id: experiment.id, title: experiment.title, hypothesis: nil, owner: nil, tags: [], start: start, end: experiment.end,
      evidence: experiment.evidence, budget: experiment.budget, spent: experiment.spent, variants: experiment.variants, control: experiment.control,
      tables: experiment.tables, metrics: metrics,
      guardrails: experiment.guardrails.compactMap { guardrail in
        places[guardrail.metric].map {
          Guardrail(
            metric: $0, max: guardrail.max, min: guardrail.min, maxIncrease: guardrail.maxIncrease, maxDecrease: guardrail.maxDecrease,
            mark: guardrail.mark)
        }
      }, plan: experiment.plan, file: experiment.file, protectedKeys: experiment.protectedKeys, notYet: [], warnings: [])
    self.calendar = calendar
    self.question = question
    self.sizePerDay = sizePerDay
    self.guards = kept.enumerated().map { Guard(metric: $0 + 1, kind: $1.kind, baseline: $1.baseline, sizePerDay: $1.sizePerDay) }
    var own = [Int: DrawnUnits]()
    for (metric, units) in drawn where experiment.metrics[metric].grain == .units { if let place = metric == 0 ? 0 : places[metric] { own[place] = units } }
    self.drawn = own
    var ownDays = [Int: DrawnDays]()
    if let primary = drawnDays[0], experiment.primary.grain == .days {
      ownDays[0] = primary
      for (metric, found) in drawnDays where found.days == primary.days { if let place = places[metric] { ownDays[place] = found } }
    }
    self.drawnDays = ownDays
    self.days = days
    self.start = start
    lag = experiment.primary.outcomeLag
    rules = SimulatedRun.Rules(self.experiment, calendar: calendar, start: start)
  }

  /// Runs whose draws share one stream: the unit of work that cores take, so that results do not depend on their number.
  static let chunk = 25

  /// - Parameter progress: called with how many runs of the scenario are done.
  public func run(
    _ scenario: SimulationScenario, runs: Int, seed: UInt64, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async -> SimulationResult {
    let truths = truths(scenario)
    let goods = truths.map { question.isIncrease ? $0 : 1 / $0 }
    var done = 0
    let tallies = await inChunks(scenario, runs: runs, seed: seed) { simulated, tally in
      note(simulated, goods, &tally)
    } each: { (tally: SimulationTally) in
      done += tally.runs
      progress(done)
    }
    // In the order of the streams, so that sums round alike.
    return tallies.reduce(into: SimulationTally()) { $0.add($1) }.result(scenario, scaleValue: experiment.plan.scaleValue)
  }

  /// The same experiments, look by look: what the primary's data were at each of the dates on which a review could be a look.
  ///
  /// - Parameter body: given each run's looks, in no fixed order of runs but with sums that do not depend on it being kept by the caller.
  public func looks<Sum: Sendable>(
    _ scenario: SimulationScenario, runs: Int, seed: UInt64, into zero: Sum, _ body: @escaping @Sendable (inout Sum, [[MetricSummary.Values]]) -> Void
  ) async -> [Sum] {
    await inChunks(scenario, runs: runs, seed: seed, zero: zero) { simulated, sum in
      var looks = [[MetricSummary.Values]]()
      var schedule = rules.schedule
      var review = calendar.next(after: start)
      let latest = latest(simulated)
      while review <= latest {
        simulated.setSpend(&schedule, asOf: review, lag: lag)
        let time = schedule.spendingTime(on: review, asOf: review)
        let isOver = schedule.isOver(asOf: review, spendingTime: time)
        if isOver || schedule.isInterimLook(review, asOf: review, spendingTime: time) {
          let mature = simulated.mature(review, lag: lag)
          looks.append(experiment.variants.indices.map { simulated.values($0, 0, after: mature) })
        }
        if isOver { break }
        review = calendar.next(after: review)
      }
      body(&sum, looks)
    } each: { _ in
    }
  }

  /// Experiments in chunks of one stream each, on all cores.
  private func inChunks<Sum: Sendable>(
    _ scenario: SimulationScenario, runs: Int, seed: UInt64, zero: Sum, _ body: @escaping @Sendable (SimulatedExperiment, inout Sum) -> Void,
    each: (Sum) -> Void
  ) async -> [Sum] {
    let chunks = (runs + Simulator.chunk - 1) / Simulator.chunk
    let place = SimulationScenario.allCases.firstIndex(of: scenario) ?? 0
    let world = world(scenario)
    var sums = [Sum?](repeating: nil, count: chunks)
    await withTaskGroup(of: (Int, Sum).self) { group in
      for index in 0..<chunks {
        group.addTask {
          var draws = SeededGenerator(seed: seed, stream: place * 1_000_000 + index)
          var sum = zero
          for _ in 0..<min(Simulator.chunk, runs - index * Simulator.chunk) {
            body(SimulatedExperiment(rules.design, in: world, start: start, draws: &draws), &sum)
          }
          return (index, sum)
        }
      }
      for await (index, sum) in group {
        sums[index] = sum
        each(sum)
      }
    }
    return sums.compactMap { $0 }
  }

  private func inChunks(
    _ scenario: SimulationScenario, runs: Int, seed: UInt64, _ body: @escaping @Sendable (SimulatedExperiment, inout SimulationTally) -> Void,
    each: (SimulationTally) -> Void
  ) async -> [SimulationTally] {
    await inChunks(scenario, runs: runs, seed: seed, zero: SimulationTally(), body, each: each)
  }

  /// Results a day over all variants of a cost whose results are the primary's own column; nil where they are not.
  public static func sharedResultsPerDay(_ metric: Metric, _ primary: Metric, _ question: PlanQuestion, pace: Double) -> Double? {
    switch SharedColumns(metric, primary: primary).denominator {
    case nil: return nil
    case .numerator:
      return question.kind.isShare ? question.kind.results(of: pace, at: question.baseline) : nil
    case .denominator:
      // What a cost divides by are its results; what others divide by is their size.
      return question.kind.isCost ? question.kind.results(of: pace, at: question.baseline) : pace
    }
  }

  // MARK: The world

  private var analysis: MetricAnalysis { rules.design.metrics[0].analysis }

  private var controlIndex: Int { if case .variant(let index) = experiment.control { index } else { 0 } }

  /// What each variant truly is.
  private func truths(_ scenario: SimulationScenario) -> [Double] {
    var truths = [Double](repeating: question.baseline, count: experiment.variants.count)
    guard let first = experiment.variants.indices.first(where: { $0 != controlIndex && experiment.variants[$0].allocation > 0 }) else { return truths }
    let sign = question.isIncrease ? 1.0 : -1.0
    switch scenario {
    case .minimumEffect: truths[first] *= 1 + sign * question.target
    case .loser: truths[first] *= 1 - sign * question.target
    default: break
    }
    return truths
  }

  private func world(_ scenario: SimulationScenario) -> SimulatedExperiment.World {
    let truths = truths(scenario)
    let planned = experiment.variants.plannedShares
    let switches = analysis.switchback != nil
    let sources = experiment.variants.indices.map { variant -> [DaySource] in
      // On a day that is a variant's alone all that comes in is its.
      let share = switches ? (experiment.variants[variant].allocation > 0 ? 1 : 0) : planned[variant]
      func source(_ kind: PlanQuestion.Kind, _ metric: Int, _ value: Double, _ perDay: Double) -> DaySource {
        let isOfUnits = experiment.metrics[metric].grain == .units
        let rows = isOfUnits && !switches ? drawn[metric] : nil
        // Without rows money and results are drawn by the day: how units share them is not known.
        return DaySource(
          kind: kind, isOfUnits: isOfUnits, keepsUnits: isOfUnits && (!kind.isCost || rows != nil) && analysis.switchback?.isStrict != true, value: value, perDay: perDay * share,
          scenario: scenario,
          // Scatter of less than a tenth is noise of its own estimate.
          measured: metric == 0 && question.dispersion > 1.1 ? question.dispersion : 1,
          shared: metric == 0 ? SharedColumns() : SharedColumns(experiment.metrics[metric], primary: experiment.metrics[0]), drawn: rows,
          days: scenario.isSteady && !switches && !isOfUnits ? drawnDays[metric].map { ($0, variant) } : nil)
      }
      return [source(question.kind, 0, truths[variant], sizePerDay)]
        + guards.map { source($0.kind, $0.metric, $0.baseline, $0.sizePerDay) }
    }
    return SimulatedExperiment.World(scenario: scenario, sources: sources, price: question.kind.price, budget: experiment.budget?.total, days: (0..<days).map { start + $0 })
  }

  // MARK: One experiment

  /// A test without an end stops when its budget is spent; a few more reviews see the outcome lag pass.
  private func latest(_ simulated: SimulatedExperiment) -> CalendarDay {
    let over = start + max(days, simulated.days) + lag
    // Reviews may begin only after a test of the past.
    return max(over + 3 * calendar.every, calendar.next(after: over) + calendar.every)
  }

  private func note(_ simulated: SimulatedExperiment, _ goods: [Double], _ tally: inout SimulationTally) {
    let latest = latest(simulated)
    let seen = worksOutEverything ? inFull(simulated, until: latest) : shortly(simulated, until: latest)
    guard let seen else { return }
    let ran = min(max(0, seen.days), simulated.days)
    tally.note(
      seen.decision, variants: experiment.variants, truths: goods, control: controlIndex, hasControl: experiment.control != .none, days: ran, looks: seen.looks,
      spend: simulated.spend(after: ran))
  }

  /// The reviews' dates, until the test is over.
  private func reviews(until latest: CalendarDay, _ body: (_ day: CalendarDay, _ isLast: Bool) -> Bool) {
    var review = calendar.next(after: start)
    while review <= latest {
      let following = calendar.next(after: review)
      if body(review, following > latest) { return }
      review = following
    }
  }

  private func shortly(_ simulated: SimulatedExperiment, until latest: CalendarDay) -> (decision: Decision, days: Int, looks: Int)? {
    var run = SimulatedRun(rules, simulated)
    reviews(until: latest) { day, isLast in
      run.review(on: day, isLast: isLast)
      return run.isOver
    }
    return run.decision.map { ($0, run.days, run.past.looks.count) }
  }

  /// Through `ExperimentReviewer`, with a ledger, as `mvp review` would.
  private func inFull(_ simulated: SimulatedExperiment, until latest: CalendarDay) -> (decision: Decision, days: Int, looks: Int)? {
    var ledger = ExperimentLedger()
    var seen: ExperimentReview?
    reviews(until: latest) { day, _ in
      let outcome = ExperimentReviewer(calendar: calendar, asOf: day, purpose: .review, parts: .oneLine).outcome(
        for: experiment, summary: .success(simulated.summary(asOf: day)), ledger: ledger)
      ledger = outcome.ledger
      seen = outcome.review
      return outcome.review.monitoring.isFinalLook || outcome.review.decision.action == .scale || outcome.review.decision.action == .stop
    }
    return seen.map { ($0.decision, $0.progress.days, ledger.looks.count) }
  }
}
