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
  let days: Int
  let start: CalendarDay
  private let quietLooks: QuietLooks?
  /// True works out at every look all that a report would show, as a check that the short way comes to the same verdicts.
  public var worksOutEverything = false

  /// - Parameters:
  ///   - question: what is known of the primary metric (`Planner`'s).
  ///   - sizePerDay: money, trials or units a day over all variants.
  ///   - guards: the guardrails that can be simulated; the others are left out.
  /// - Returns: nil when the experiment has no start, or neither an end nor a budget that the pace would spend.
  public init?(experiment: Experiment, calendar: ReviewCalendar, question: PlanQuestion, sizePerDay: Double, guards: [Guard]) {
    guard let start = experiment.start, sizePerDay > 0 else { return nil }
    var days = experiment.plannedDays
    if days == nil, let budget = experiment.budget?.total {
      let money: Double? =
        switch question.kind {
        case .costPer: sizePerDay
        case .proportion(let cost): cost.map { $0 * sizePerDay }
        case .mean(_, let cost): cost.map { $0 * sizePerDay }
        }
      days = money.flatMap { $0 > 0 ? Int((budget / $0).rounded(.up)) : nil }
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
    self.days = days
    self.start = start
    quietLooks = QuietLooks(self.experiment)
  }

  /// Runs whose draws share one stream: the unit of work that cores take, so that results do not depend on their number.
  static let chunk = 25

  /// - Parameter progress: called with how many runs of the scenario are done.
  public func run(
    _ scenario: SimulationScenario, runs: Int, seed: UInt64, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async -> SimulationResult {
    let chunks = (runs + Simulator.chunk - 1) / Simulator.chunk
    let place = SimulationScenario.allCases.firstIndex(of: scenario) ?? 0
    var tallies = [Tally?](repeating: nil, count: chunks)
    await withTaskGroup(of: (Int, Tally).self) { group in
      for index in 0..<chunks {
        group.addTask {
          var draws = SeededGenerator(seed: seed, stream: place * 1_000_000 + index)
          var tally = Tally()
          for _ in 0..<min(Simulator.chunk, runs - index * Simulator.chunk) { once(scenario, &draws, &tally) }
          return (index, tally)
        }
      }
      var done = 0
      for await (index, tally) in group {
        tallies[index] = tally
        done += tally.runs
        progress(done)
      }
    }
    // In the order of the streams, so that sums round alike.
    return tallies.compactMap { $0 }.reduce(into: Tally()) { $0.add($1) }.result(scenario, scaleValue: experiment.plan.scaleValue)
  }

  private struct Tally: Sendable {
    var runs = 0
    var verdicts: [String: Int] = [:]
    var falseWinners = 0
    var rightWinners = 0
    var looks = 0.0
    var days = 0.0
    var spend = 0.0
    var hasSpend = false
    var lostShare = 0.0
    var wrong = 0

    mutating func add(_ other: Tally) {
      runs += other.runs
      verdicts.merge(other.verdicts) { $0 + $1 }
      falseWinners += other.falseWinners
      rightWinners += other.rightWinners
      looks += other.looks
      days += other.days
      spend += other.spend
      hasSpend = hasSpend || other.hasSpend
      lostShare += other.lostShare
      wrong += other.wrong
    }

    func result(_ scenario: SimulationScenario, scaleValue: Double?) -> SimulationResult {
      let n = Double(max(runs, 1))
      return SimulationResult(
        scenario: scenario, runs: runs, verdicts: verdicts, falseWinners: falseWinners, rightWinners: rightWinners, meanLooks: looks / n,
        meanDays: days / n, meanSpend: hasSpend ? spend / n : nil, meanLoss: scaleValue.map { $0 * lostShare / n },
        meanLossWhenWrong: scaleValue.flatMap { wrong > 0 ? $0 * lostShare / Double(wrong) : nil })
    }
  }

  // MARK: One experiment

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

  private func once(_ scenario: SimulationScenario, _ draws: inout SeededGenerator, _ tally: inout Tally) {
    let truths = truths(scenario)
    let total = experiment.variants.reduce(0) { $0 + $1.allocation }
    let luck = (0..<days).map { _ in scenario.luckSpread > 0 ? draws.logNormal(mean: 1, sigma: scenario.luckSpread) : 1 }
    func exposure(_ variant: Int, _ perDay: Double, isCounted: Bool) -> [Double] {
      let mean = perDay * experiment.variants[variant].allocation / total
      return (0..<days).map { _ in
        let planned = scenario.trafficSpread > 0 ? draws.logNormal(mean: mean, sigma: scenario.trafficSpread) : mean
        return isCounted ? draws.poisson(mean: planned) : planned
      }
    }
    let isMoney = if case .costPer = question.kind { true } else { false }
    var exposures = [[Double]]()
    var arms = [[SimulatedArm]]()
    for variant in experiment.variants.indices {
      let own = exposure(variant, sizePerDay, isCounted: !isMoney)
      exposures.append(own)
      var metrics = [
        SimulatedArm(
          kind: question.kind, grain: experiment.primary.grain, value: truths[variant], exposure: own, luck: luck, dispersion: scenario.dispersion,
          start: start, draws: &draws)
      ]
      for guardrail in guards {
        let isCost = if case .costPer = guardrail.kind { true } else { false }
        metrics.append(
          SimulatedArm(
            kind: guardrail.kind, grain: experiment.metrics[guardrail.metric].grain, value: guardrail.baseline,
            exposure: exposure(variant, guardrail.sizePerDay, isCounted: !isCost), luck: luck, dispersion: scenario.dispersion, start: start, draws: &draws))
      }
      arms.append(metrics)
    }
    let price = moneyPerSize
    var run = Run(ledger: ExperimentLedger(), schedule: LookSchedule(experiment: experiment, calendar: calendar, asOf: start, summary: nil))
    let quietLooks = worksOutEverything ? nil : quietLooks
    var review = calendar.next(after: start)
    // A test without an end stops when its budget is spent; a few more reviews see the outcome lag pass.
    let latest = start + days + experiment.primary.outcomeLag + 3 * calendar.every
    while review <= latest {
      let following = calendar.next(after: review)
      // Without a verdict at the end of it all, the last review says why.
      let finding = following > latest ? nil : quietLooks.map { lookQuietly($0, on: review, arms, exposures, price, &run) }
      switch finding {
      case .goesOn: break
      case .ends(let budgetSpent):
        run.decision = Decision(action: .stop, reasons: budgetSpent ? [.noWinner, .budgetSpent] : [.noWinner])
        run.days = experiment.plannedDays.map { min(review - start, $0) } ?? (review - start)
        run.isOver = true
      case .needsReview, nil: work(review, summary(arms, exposures, price, asOf: review), &run)
      }
      if run.isOver { break }
      review = following
    }
    guard let decision = run.decision else { return }
    note(decision, days: run.days, looks: run.ledger.looks.count + run.quiet.count, truths, exposures, price, &tally)
  }

  /// How far one experiment has come.
  private struct Run {
    var ledger: ExperimentLedger
    var schedule: LookSchedule
    /// Looks that changed nothing, not yet in the ledger.
    var quiet: [QuietLooks.Look] = []
    var decision: Decision?
    var days = 0
    var isOver = false
  }

  /// A review in full, as far as the verdict goes.
  private func work(_ day: CalendarDay, _ known: ExperimentSummary, _ run: inout Run) {
    if let quietLooks {
      for look in run.quiet {
        run.ledger.looks.append(quietLooks.recorded(look, number: run.ledger.looks.count + 1))
        run.ledger.spendingTime = max(run.ledger.spendingTime, look.spendingTime)
      }
      run.quiet = []
    }
    var reviewer = ExperimentReviewer(calendar: calendar, asOf: day, purpose: .review, isDetailed: false)
    reviewer.isVerdictOnly = !worksOutEverything
    let outcome = reviewer.outcome(for: experiment, summary: .success(known), ledger: run.ledger)
    run.ledger = outcome.ledger
    run.decision = outcome.review.decision
    run.days = outcome.review.days
    run.isOver = outcome.review.isFinalLook || outcome.review.decision.action == .scale || outcome.review.decision.action == .stop
  }

  private func lookQuietly(
    _ looks: QuietLooks, on day: CalendarDay, _ arms: [[SimulatedArm]], _ exposures: [[Double]], _ price: Double?, _ run: inout Run
  ) -> QuietLooks.Finding {
    // After a standing, or a look in full, the ledger is what the rules go by.
    guard run.ledger.standings.isEmpty, run.ledger.looks.isEmpty else { return .needsReview }
    let past = min(max(0, day - start), days)
    var spend = [Double]()
    if let price {
      spend = exposures.map { exposure in exposure.prefix(past).reduce(0) { $0 + price * $1 } }
      if experiment.spent != nil {
        let mature = min(max(0, run.schedule.lastMatureDay(day) - start + 1), past)
        // Summed as a summary would be, so that a share of the budget rounds alike.
        var known = 0.0
        for exposure in exposures { for amount in exposure.prefix(mature) { known += price * amount } }
        run.schedule.setSpend(known, start: start, asOf: day)
      }
    } else if experiment.spent != nil {
      run.schedule.setSpend(0, start: start, asOf: day)
    }
    let mature = max(0, min(day - start - experiment.primary.outcomeLag, days))
    var last = run.quiet.last
    let count = last?.date
    let finding = looks.finding(
      on: day, schedule: run.schedule, pastDays: past, units: arms.map { $0[0].units(after: past) },
      spend: spend.isEmpty ? [Double](repeating: 0, count: arms.count) : spend, after: &last, spendingTime: last?.spendingTime ?? 0
    ) { arms[$0][0].values(after: mature) }
    if let last, last.date != count { run.quiet.append(last) }
    return finding
  }

  private var moneyPerSize: Double? {
    switch question.kind {
    case .costPer: 1
    case .proportion(let cost): cost
    case .mean(_, let cost): cost
    }
  }

  private func summary(_ arms: [[SimulatedArm]], _ exposures: [[Double]], _ price: Double?, asOf: CalendarDay) -> ExperimentSummary {
    let past = min(max(0, asOf - start), days)
    let variants = experiment.variants.indices.map { variant -> VariantSummary in
      let metrics = experiment.metrics.indices.map { index -> MetricSummary in
        let mature = max(0, min(asOf - start - experiment.metrics[index].outcomeLag, days))
        return MetricSummary(
          values: experiment.variants[variant].allocation > 0 ? arms[variant][index].values(after: mature) : .nothing, missing: 0,
          immature: past - mature, segments: [], fractional: false)
      }
      return VariantSummary(
        units: arms[variant][0].units(after: past), days: (0..<past).map { start + $0 },
        spend: price.map { price in (0..<past).map { DayAmount(day: start + $0, amount: price * exposures[variant][$0]) } } ?? [],
        undatedSpend: 0, metrics: metrics, rows: past)
    }
    return ExperimentSummary(
      variants: variants,
      quality: DataQuality(
        files: [], rows: past, badRows: 0, badRowExamples: [], outsideNames: [], outsideDates: 0, afterAsOf: 0, shortRows: 0, unitsInTwoVariants: 0,
        units: past, overlaps: [], impossible: [], newestDay: past > 0 ? start + (past - 1) : nil, notes: []))
  }

  private func note(
    _ decision: Decision, days ran: Int, looks: Int, _ truths: [Double], _ exposures: [[Double]], _ price: Double?, _ tally: inout Tally
  ) {
    tally.runs += 1
    let detail = decision.variant ?? (decision.action == .continue ? nil : decision.reasons.map(\.rawValue).sorted().joined(separator: "+"))
    tally.verdicts[decision.action.rawValue + (detail.map { " " + $0 } ?? ""), default: 0] += 1
    func good(_ truth: Double) -> Double { question.isIncrease ? truth : 1 / truth }
    let best = truths.map(good).max() ?? 0
    var chosen = controlIndex
    if decision.action == .scale, let id = decision.variant, let index = experiment.variants.firstIndex(where: { $0.id == id }) {
      chosen = index
      if good(truths[index]) <= good(truths[controlIndex]) { tally.falseWinners += 1 } else if good(truths[index]) >= best { tally.rightWinners += 1 }
    }
    let lost = best > 0 ? 1 - good(truths[chosen]) / best : 0
    tally.lostShare += lost
    if lost > 0 { tally.wrong += 1 }
    tally.looks += Double(looks)
    let ran = min(max(0, ran), days)
    tally.days += Double(ran)
    if let price {
      tally.hasSpend = true
      for exposure in exposures { tally.spend += price * exposure.prefix(ran).reduce(0, +) }
    }
  }
}
