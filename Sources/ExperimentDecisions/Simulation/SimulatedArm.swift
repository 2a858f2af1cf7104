import ExperimentModel
import ExperimentStatistics
import Glibc

/// What a metric of one variant is drawn from, day by day.
struct DaySource: Sendable {
  let kind: PlanQuestion.Kind
  /// Units one by one; else a day is one draw.
  let isOfUnits: Bool
  /// True keeps moments over units; false daily totals, as a test of switched periods does of units too.
  let keepsUnits: Bool
  /// What the metric truly is here.
  let value: Double
  /// Money, trials or units that come in on a day on which the variant runs.
  let perDay: Double
  let scenario: SimulationScenario
  /// Variance of a day's results over chance's, ≥ 1: what the data showed, or the scenario's where that is more.
  let dispersion: Double
  /// What of a day's totals is the primary metric's too, and so is not drawn again.
  let shared: SharedColumns
  /// What units are drawn from, one by one; nil: from a law.
  let drawn: DrawnUnits?
  /// What days are drawn from, and whose these are; nil: from a law.
  let days: (DrawnDays, variant: Int)?
  /// Counts of days that are all alike, drawn from tables: results of money, with their scatter; successes and failures of trials, which are independent of
  /// each other when the trials themselves are Poisson; trials or units; successes of the primary's counts.
  private let results: CountTable?
  private let failures: CountTable?
  private let arrivals: CountTable?
  private let successes: BinomialTable?

  init(
    kind: PlanQuestion.Kind, isOfUnits: Bool, keepsUnits: Bool, value: Double, perDay: Double, scenario: SimulationScenario, measured: Double = 1, shared: SharedColumns = .init(),
    drawn: DrawnUnits? = nil, days: (DrawnDays, variant: Int)? = nil
  ) {
    dispersion = max(measured, scenario.dispersion)
    self.shared = shared
    self.drawn = drawn
    self.days = days
    self.kind = kind
    self.isOfUnits = isOfUnits
    self.keepsUnits = keepsUnits
    self.value = value
    self.perDay = perDay
    self.scenario = scenario
    // Units of days that scatter share their luck.
    let isAlike = scenario.trafficSpread == 0 && scenario.luckSpread == 0 && !(isOfUnits && scenario.dispersion > 1)
    func table(_ mean: Double, dispersion: Double = 1) -> CountTable? {
      isAlike && CountTable.holds(mean: mean, dispersion: dispersion) ? CountTable(mean: mean, dispersion: dispersion) : nil
    }
    let isByChance = isOfUnits || dispersion <= 1
    let share = min(value, DaySource.mostShare)
    switch kind {
    case .costPer:
      results = shared.numerator == nil && shared.denominator == nil ? table(perDay / value, dispersion: dispersion) : nil
      (failures, arrivals, successes) = (nil, nil, nil)
    case .proportion:
      let isOwn = shared.denominator == nil
      (results, failures) = isOwn && isByChance ? (table(perDay * share), table(perDay * (1 - share))) : (nil, nil)
      arrivals = isOwn && !isByChance ? table(perDay) : nil
      successes = !isOwn && isAlike && share > 0 && share <= 0.5 ? BinomialTable(probability: share) : nil
    case .mean: (results, failures, arrivals, successes) = (nil, nil, table(perDay), nil)
    }
  }

  private static let mostShare = 0.999

  /// Money of a result's day, or how many trials or units came.
  /// - Parameter traffic: a factor on the day's traffic, the same for all variants: units are dealt out of one stream, while an auction gives each arm its own.
  private func exposure(_ traffic: Double, _ draws: inout SeededGenerator) -> Double {
    let planned = isOfUnits ? perDay * traffic : scenario.trafficSpread > 0 ? draws.logNormal(mean: perDay, sigma: scenario.trafficSpread) : perDay
    if kind.isCost { return planned }
    return arrivals?.draw(using: &draws) ?? draws.poisson(mean: planned)
  }

  /// Numerator and denominator of a day of totals.
  /// - Parameter luck: a factor on the day's results, the same for all variants.
  ///   - primary: the primary's day, of which shared columns are taken.
  func totals(luck: Double, traffic: Double, primary: DayCell?, _ draws: inout SeededGenerator) -> (numerator: Double, denominator: Double) {
    let (numerator, denominator) = (shared.numerator(of: primary), shared.denominator(of: primary))
    if let numerator, let denominator { return (numerator, denominator) }
    switch kind {
    case .costPer:
      if let denominator { return (exposure(traffic, &draws), denominator) }
      if let numerator { return (numerator, draws.scatteredCount(mean: numerator / value * luck, dispersion: dispersion)) }
      let money = exposure(traffic, &draws)
      return (money, results?.draw(using: &draws) ?? draws.scatteredCount(mean: money / value * luck, dispersion: dispersion))
    case .proportion:
      if let denominator {
        let trials = denominator.rounded()
        if let successes { return (successes.draw(trials: trials, using: &draws), trials) }
        return (draws.binomial(trials: trials, probability: min(value * luck, DaySource.mostShare)), trials)
      }
      if let results, let failures {
        let successes = results.draw(using: &draws)
        return (successes, successes + failures.draw(using: &draws))
      }
      let trials = exposure(traffic, &draws)
      var share = min(value * luck, DaySource.mostShare)
      if scatter > 1, trials > 1 { share = DaySource.scattered(share, trials: trials, dispersion: scatter, &draws) }
      return (draws.binomial(trials: trials, probability: share), trials)
    case .mean(let deviation, _):
      if isOfUnits {
        var (sum, count) = (0.0, 0.0)
        units(luck: luck, traffic: traffic, &draws) { value in
          sum += value
          count += 1
        }
        return (sum, count)
      }
      let amount = denominator ?? exposure(traffic, &draws)
      if let numerator { return (numerator, amount) }
      return (amount * draws.logNormal(mean: level(luck, &draws), sigma: DaySource.sigma(deviation / value)), amount)
    }
  }

  /// The values of a day's units, one by one.
  func units(luck: Double, traffic: Double, _ draws: inout SeededGenerator, _ take: (Double) -> Void) {
    guard case .mean(let deviation, _) = kind else { return }
    let count = Int(exposure(traffic, &draws))
    let level = level(luck, &draws)
    let sigma = DaySource.sigma(deviation / value)
    for _ in 0..<count { take(draws.logNormal(mean: level, sigma: sigma)) }
  }

  /// Draws a day's units from the rows there are.
  func draw(from units: DrawnUnits, into sum: inout DrawnUnits.Drawn, luck: Double, traffic: Double, _ draws: inout SeededGenerator) {
    let isCost = kind.isCost
    let coming = perDay * traffic / (isCost ? units.meanY : 1)
    let factor = (isCost ? units.value / value : value / units.value) * luck
    for _ in 0..<Int(draws.poisson(mean: coming)) { sum.add(units, isCost: isCost, factor: factor, &draws) }
  }

  /// Of a day of one arm: units of one stream share their days, so that days may be good or bad but not for one arm alone.
  private var scatter: Double { isOfUnits ? 1 : dispersion }

  private func level(_ luck: Double, _ draws: inout SeededGenerator) -> Double {
    value * luck * (scatter > 1 ? draws.gamma(shape: 20, mean: 1) : 1)
  }

  /// The log-normal's σ with this coefficient of variation.
  private static func sigma(_ variation: Double) -> Double { log1p(variation * variation).squareRoot() }

  /// A share of the day about `share`, so that successes have `dispersion` times the binomial's variance: beta, by two gammas.
  private static func scattered(_ share: Double, trials: Double, dispersion: Double, _ draws: inout SeededGenerator) -> Double {
    let whole = max((trials - dispersion) / (dispersion - 1), 1e-3)
    let a = draws.gamma(shape: whole * share, mean: share)
    let b = draws.gamma(shape: whole * (1 - share), mean: 1 - share)
    return a + b > 0 ? min(max(a / (a + b), 1e-9), 1 - 1e-9) : share
  }
}

/// Columns of a daily metric that are the primary's too: a cost per sign-up beside sign-ups per click moves with them.
struct SharedColumns: Hashable, Sendable {
  enum Part: Hashable, Sendable { case numerator, denominator }

  var numerator: Part?
  var denominator: Part?

  init() {}

  init(_ metric: Metric, primary: Metric) {
    guard metric.grain == .days, primary.grain == .days else { return }
    func part(_ expression: ValueExpression?) -> Part? {
      guard let expression else { return nil }
      if expression.isSame(as: primary.numerator) { return .numerator }
      if let other = primary.denominator, expression.isSame(as: other) { return .denominator }
      return nil
    }
    numerator = part(metric.numerator)
    denominator = part(metric.denominator)
  }

  func numerator(of cell: DayCell?) -> Double? { value(numerator, cell) }
  func denominator(of cell: DayCell?) -> Double? { value(denominator, cell) }

  private func value(_ part: Part?, _ cell: DayCell?) -> Double? {
    guard let part, let cell else { return nil }
    return part == .numerator ? cell.numerator : cell.denominator
  }
}

/// One metric of one variant over all days of a simulated test; what is known after some of them.
struct SimulatedArm {
  private(set) var cells: [DayCell] = []
  /// Of all units up to each day; empty where daily totals are kept.
  private var units: [UnitValues] = []
  /// Money, trials or units of each day.
  private(set) var exposure: [Double] = []

  /// - Parameter runs: whether the variant runs on a day: always, but in a test that switches.
  ///   - primary: the variant's primary metric, for columns that are its too.
  ///   - picked: which of the days there are come, where days are drawn from them.
  init(
    _ source: DaySource, picked: [Int] = [], luck: [Double], traffic: [Double], runs: (Int) -> Bool, start: CalendarDay, primary: SimulatedArm? = nil, draws: inout SeededGenerator
  ) {
    let (isCost, isMean) = (source.kind.isCost, source.kind.isMean)
    exposure.reserveCapacity(luck.count)
    var (count, total, mean, squares, cubes, nonzero) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    var sum = DrawnUnits.Drawn()
    if source.keepsUnits { units.reserveCapacity(luck.count) } else { cells.reserveCapacity(luck.count) }
    for day in luck.indices {
      guard runs(day) else {
        exposure.append(0)
        if source.keepsUnits {
          units.append(units.last ?? UnitValues(count: 0, sum: 0, mean: 0, squaredDeviations: 0, denominator: nil, days: 0))
        } else {
          cells.append(DayCell(day: start + day, numerator: 0, denominator: 0))
        }
        continue
      }
      guard source.keepsUnits else {
        let shared = primary.flatMap { day < $0.cells.count ? $0.cells[day] : nil }
        let (numerator, denominator) =
          if let (days, variant) = source.days, day < picked.count {
            days.day(picked[day], of: variant, value: source.value, kind: source.kind, &draws)
          } else {
            source.totals(luck: luck[day], traffic: traffic[day], primary: shared, &draws)
          }
        cells.append(DayCell(day: start + day, numerator: numerator, denominator: denominator))
        exposure.append(isCost ? numerator : denominator)
        continue
      }
      if let drawn = source.drawn {
        let before = (sum.count, sum.sumY)
        source.draw(from: drawn, into: &sum, luck: luck[day], traffic: traffic[day], &draws)
        exposure.append(isCost ? sum.sumY - before.1 : Double(sum.count - before.0))
        units.append(sum.values(drawn, days: day + 1))
        continue
      }
      let before = count
      if isMean {
        source.units(luck: luck[day], traffic: traffic[day], &draws) { value in
          count += 1
          if value != 0 { nonzero += 1 }
          // Pébay (2008), eq. 2.1, with one value more.
          let step = value - mean
          let part = step / count
          mean += part
          let grown = step * (value - mean)
          cubes += part * (grown * (count - 2) - 3 * squares)
          squares += grown
        }
        total = mean * count
      } else {
        let (successes, trials) = source.totals(luck: luck[day], traffic: traffic[day], primary: nil, &draws)
        count += trials
        total += successes
        mean = count > 0 ? total / count : 0
        squares = count > 0 ? total * (1 - mean) : 0
        cubes = squares * (1 - 2 * mean)
        nonzero = total
      }
      exposure.append(count - before)
      units.append(
        UnitValues(
          count: Int(count), nonzero: Int(nonzero), sum: total, mean: mean, squaredDeviations: squares, cubedDeviations: cubes, denominator: nil, days: day + 1))
    }
  }

  /// What is known after the first `days`.
  func values(after days: Int) -> MetricSummary.Values {
    guard days > 0 else { return .nothing }
    if !units.isEmpty {
      let known = units[min(days, units.count) - 1]
      return known.count > 0 ? .units(known) : .nothing
    }
    return cells.isEmpty ? .nothing : .days(cells.prefix(days))
  }

  func units(after days: Int) -> Double? { units.isEmpty || days == 0 ? nil : Double(units[min(days, units.count) - 1].count) }
}
