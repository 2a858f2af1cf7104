import ExperimentModel
import ExperimentStatistics

/// Everything that will happen in one simulated experiment, drawn beforehand; reviews then see as much of it as has passed.
struct SimulatedExperiment {
  let design: TestDesign
  let start: CalendarDay
  /// Days with data: those planned, or up to the one on which the budget was reached.
  let days: Int
  /// By variant and metric.
  private let arms: [[SimulatedArm]]
  private let price: Double?
  /// Money of each variant before each day, `days` + 1 of them; nil where nothing says what is spent.
  private let spent: [[Double]]?
  /// By metric: arms that are compared, side by side; nil where none are, or not within days.
  private let pairs: [PairedDays?]
  /// By variant, days on which something came in.
  private let ran: [[CalendarDay]]

  /// What all runs of a scenario draw from.
  struct World: Sendable {
    let scenario: SimulationScenario
    /// By variant and metric.
    let sources: [[DaySource]]
    /// Money for each of the primary's units, trials or money itself; nil: unknown.
    let price: Double?
    /// All that may be spent: the money stops on the day that reaches it.
    let budget: Double?
    /// All that are drawn.
    let days: [CalendarDay]
    /// A factor of 1 for each of them.
    let even: [Double]

    init(scenario: SimulationScenario, sources: [[DaySource]], price: Double?, budget: Double?, days: [CalendarDay]) {
      self.scenario = scenario
      self.sources = sources
      self.price = price
      self.budget = budget
      self.days = days
      even = [Double](repeating: 1, count: days.count)
    }
  }

  init(
    _ design: TestDesign, in world: World, start: CalendarDay, draws: inout SeededGenerator
  ) {
    let days = world.days.count
    self.design = design
    self.start = start
    let isOfUnits = world.sources.first?.first?.isOfUnits ?? false
    func perDay(_ spread: Double) -> [Double] {
      spread > 0 ? (0..<days).map { _ in draws.logNormal(mean: 1, sigma: spread) } : world.even
    }
    let luck = perDay(isOfUnits && world.scenario.dispersion > 1 ? 0.25 : world.scenario.luckSpread)
    let traffic = perDay(isOfUnits ? world.scenario.trafficSpread : 0)
    let running = SimulatedExperiment.schedule(design.experiment, days: days, draws: &draws)
    // One draw of days for all arms and metrics.
    let picked = world.sources.first?.first?.days?.0.picked(days, &draws) ?? []
    var arms = [[SimulatedArm]]()
    arms.reserveCapacity(world.sources.count)
    for (variant, sources) in world.sources.enumerated() {
      var own = [SimulatedArm]()
      for source in sources {
        own.append(
          SimulatedArm(source, picked: picked, luck: luck, traffic: traffic, runs: { running?[$0] ?? variant == variant }, start: start, primary: own.first, draws: &draws))
      }
      arms.append(own)
    }
    self.arms = arms
    price = world.price
    spent = world.price.map { price in
      arms.map { metrics in
        var sum = 0.0
        var sums = [0.0]
        sums.reserveCapacity(days + 1)
        for amount in metrics[0].exposure {
          sum += price * amount
          sums.append(sum)
        }
        return sums
      }
    }
    var last = days
    if let spent, let budget = world.budget {
      last = (1...days).first { day in spent.reduce(0) { $0 + $1[day] } >= budget } ?? days
    }
    self.days = last
    ran = arms.map { metrics in
      let exposure = metrics[0].exposure
      return exposure.allSatisfy { $0 > 0 } ? world.days : world.days.indices.filter { exposure[$0] > 0 }.map { world.days[$0] }
    }
    pairs = design.metrics.indices.map { running == nil && design.comparesByDay($0) ? SimulatedExperiment.paired(design, $0, arms, days: days) : nil }
  }

  /// The arms that looks compare, without those of which a day has not both.
  private static func paired(_ design: TestDesign, _ metric: Int, _ arms: [[SimulatedArm]], days: Int) -> PairedDays {
    let analysis = design.metrics[metric].analysis
    return PairedDays(arms: arms.count, count: days) { variant, versus in
      guard design.control.map({ $0 == versus }) ?? true, !arms[versus][metric].cells.isEmpty else { return nil }
      let found = analysis.pairs(arms[versus][metric].cells[...], arms[variant][metric].cells[...])
      return found.count == days && (try? analysis.check(found)) != nil ? analysis.room.series(found) : nil
    }
  }

  /// Which variant runs on each day of a test that switches whole periods (drawn by chance or in turn) or sets after against before; nil for all others.
  private static func schedule(_ experiment: Experiment, days: Int, draws: inout SeededGenerator) -> [Int]? {
    let (length, isRandom): (Int, Bool)
    switch experiment.evidence {
    case .switchback(let period, let random): (length, isRandom) = (period, random)
    case .beforeAfter: (length, isRandom) = ((days + experiment.variants.count - 1) / experiment.variants.count, false)
    case .randomized, .observational: return nil
    }
    let shares = experiment.variants.plannedShares
    let live = shares.indices.filter { shares[$0] > 0 }
    var running = [Int]()
    var current = live[0]
    for day in 0..<days {
      if day % max(length, 1) == 0 {
        if isRandom {
          var left = draws.uniform()
          current =
            live.first { variant in
              left -= shares[variant]
              return left <= 0
            } ?? live[live.count - 1]
        } else {
          current = live[day / max(length, 1) % live.count]
        }
      }
      running.append(current)
    }
    return running
  }

  // MARK: What is known

  /// Days of the test that are over.
  func past(_ asOf: CalendarDay) -> Int { min(max(0, asOf - start), days) }

  /// Days whose outcomes are in.
  func mature(_ asOf: CalendarDay, lag: Int) -> Int { min(max(0, asOf - start - lag), days) }

  func values(_ variant: Int, _ metric: Int, after days: Int) -> MetricSummary.Values {
    design.experiment.variants[variant].allocation > 0 ? arms[variant][metric].values(after: days) : .nothing
  }

  func units(_ variant: Int, after days: Int) -> Double? { arms[variant][0].units(after: days) }

  func spend(_ variant: Int, after days: Int) -> Double? { spent.map { $0[variant][days] } }

  /// Money of all variants in the first `days`; nil where nothing says.
  func spend(after days: Int) -> Double? { spent.map { $0.reduce(0) { $0 + $1[days] } } }

  /// Arms that are compared, side by side over the first `days`.
  func paired(_ metric: Int, after days: Int) -> PairedDays? {
    var known = pairs[metric]
    known?.count = days
    return known
  }

  /// Days on which a variant had something come in.
  func days(_ variant: Int, after days: Int) -> ArraySlice<CalendarDay> {
    let all = ran[variant]
    return all.count >= days && (days == 0 || all[days - 1] == start + (days - 1)) ? all[..<days] : all.prefix { $0 < start + days }
  }

  /// What is spent by the days whose outcomes are in.
  func setSpend(_ schedule: inout LookSchedule, asOf day: CalendarDay, lag: Int) {
    guard design.experiment.spent != nil else { return }
    schedule.setSpend(spend(after: mature(day, lag: lag)) ?? 0, start: start, asOf: day)
  }

  func summary(asOf: CalendarDay) -> ExperimentSummary {
    let experiment = design.experiment
    let past = past(asOf)
    let variants = experiment.variants.indices.map { variant -> VariantSummary in
      let metrics = experiment.metrics.indices.map { index -> MetricSummary in
        let mature = mature(asOf, lag: experiment.metrics[index].outcomeLag)
        return MetricSummary(
          values: values(variant, index, after: mature), missing: 0, immature: past - mature, segments: [], fractional: false)
      }
      let ran = days(variant, after: past)
      return VariantSummary(
        units: units(variant, after: past), days: Array(ran),
        spend: price.map { price in ran.map { DayAmount(day: $0, amount: price * arms[variant][0].exposure[$0 - start]) } } ?? [],
        undatedSpend: 0, metrics: metrics, rows: past)
    }
    return ExperimentSummary(
      variants: variants,
      quality: DataQuality(
        files: [], rows: past, badRows: 0, badRowExamples: [], outsideNames: [], outsideDates: 0, afterAsOf: 0, shortRows: 0, unitsInTwoVariants: 0,
        units: past, overlaps: [], impossible: [], newestDay: past > 0 ? start + (past - 1) : nil, notes: []))
  }
}

extension TestDesign {
  /// Whether looks compare the metric's arms within days: the primary, and what a guardrail limits the change of.
  fileprivate func comparesByDay(_ metric: Int) -> Bool {
    guard metrics[metric].analysis.daily == .withinDay else { return false }
    return metric == 0 || experiment.guardrails.contains { $0.metric == metric && ($0.maxIncrease != nil || $0.maxDecrease != nil) }
  }
}
