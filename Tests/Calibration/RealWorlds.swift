import ExperimentStatistics
import Glibc

/// What data really are: skewed money, uneven splits, users that differ, days that scatter and remember. Each world without an effect (false winners and losers at
/// 2.5 % a direction), and with one (power, coverage).
struct RealWorld: Sendable {
  enum Kind: Sendable {
    /// Value of a user: nothing, or with chance `buyers` a basket; the treatment with other buyers and baskets, the mean alike.
    case revenue(basket: Basket, buyers: Double, timesAsMany: Double)
    /// Revenue per click of users with a gamma-Poisson number of clicks; the treatment's users click `clicks` times as much.
    case revenuePerClick(clicks: Double)
    /// Events of users whose own rates are gamma, variance `dispersion` × mean.
    case rate(dispersion: Double)
    /// Sales less refunds: the difference.
    case profit
    /// Money for a result of users whose results are gamma-Poisson, variance `dispersion` × mean, on money that differs too.
    case costPerResult(dispersion: Double)
    /// Revenue of users of whom earlier revenue is known (CUPED).
    case revenueKnown
    /// Revenue of users of whom a fifth are regulars that buy ten times as often (strata).
    case revenueOfRegulars
    /// Revenue as of `revenue`, values above a quantile cut.
    case winsorized(Double)
    /// Results a day for money, each arm's days scattering log-normally by `sigma`, `lasting` the lag-1 correlation of the logarithm.
    case results(days: Int, perDay: Double, sigma: Double, lasting: Double)
    /// Revenue a day for money, `orders` a day in both arms, log-normal baskets, a weekly pattern.
    case revenueByDay(days: Int, orders: Double)
    /// The same while the treatment's share of the money goes from a fifth to four fifths and returns fall to a quarter.
    case driftingReturns(days: Int, orders: Double)
  }

  enum Basket: Sendable {
    case logNormal(Double)
    case pareto(Double)
  }

  let kind: Kind
  /// Units in all; exposure for days.
  let units: Int
  /// Control and treatment.
  let split: (Int, Int)
  /// Treatment over control under the alternative.
  let effect: Double
  let repetitions: Int

  var name: String {
    switch kind {
    case .revenue(let basket, let buyers, let more):
      let law =
        switch basket {
        case .logNormal(let sigma): "log-normal \(sigma)"
        case .pareto(let alpha): "Pareto \(alpha)"
        }
      let shape = more == 1 ? "" : more > 1 ? ", treatment twice the buyers at half the basket" : ", treatment half the buyers at twice the basket"
      return "revenue a user, \(Plain.percent(buyers, 0)) buy, \(law)\(shape)"
    case .revenuePerClick(let clicks): return "revenue a click, users" + (clicks == 1 ? "" : ", treatment clicks twice as much")
    case .rate(let dispersion): return "events a user, variance \(Int(dispersion)) × mean"
    case .costPerResult(let dispersion): return "cost per result of users, variance \(Int(dispersion)) × mean"
    case .revenueKnown: return "revenue a user beside earlier revenue (CUPED)"
    case .revenueOfRegulars: return "revenue a user, a fifth are regulars (strata)"
    case .winsorized(let level): return "revenue a user, 5 % buy, log-normal 1.0, cut at \(Plain.percent(level, 0))"
    case .profit: return "sales less refunds a user (difference)"
    case .results(let days, let perDay, let sigma, let lasting):
      return "\(days) days, \(Int(perDay)) results a day, scatter \(Plain.percent(sigma, 0))" + (lasting > 0 ? ", lasting \(lasting)" : "")
    case .revenueByDay(let days, let orders): return "return by day, \(days) days, \(Int(orders)) orders a day"
    case .driftingReturns(let days, let orders): return "return by day, \(days) days, \(Int(orders)) orders a day, split drifts from 4 : 1 to 1 : 4 while returns fall"
    }
  }

  var isByDay: Bool {
    switch kind {
    case .results, .revenueByDay, .driftingReturns: true
    default: false
    }
  }

  struct Outcome: Sendable {
    var ours = Tally(), rival = Tally(), found = Tally(), rivalFound = Tally()
    var tooSkewed = 0.0
  }

  func run(seed: UInt64, stream: Int) -> Outcome {
    var draws = SeededGenerator(seed: seed, stream: stream)
    var outcome = Outcome()
    let reviewer = reviewer
    for _ in 0..<repetitions {
      let same = draw(&draws, effect: 1, reviewer)
      if same.isTooSkewed { outcome.tooSkewed += 1 }
      if let reviewed = same.reviewed { outcome.ours.note(reviewed) } else { outcome.ours.note(same.isTooSkewed ? nil : same.ours) }
      outcome.rival.note(same.rival)
      if same.reviewed == nil { outcome.ours.cover(same.isTooSkewed ? nil : interval(same.ours), 0) }
      outcome.rival.cover(interval(same.rival), 0)
      let other = draw(&draws, effect: effect, reviewer)
      if let reviewed = other.reviewed { outcome.found.note(reviewed) } else { outcome.found.note(other.isTooSkewed ? nil : other.ours) }
      outcome.rivalFound.note(other.rival)
    }
    return outcome
  }

  /// Under no effect difference and ratio hold their nulls together.
  private func interval(_ test: (any ArmComparison)?) -> SidedInterval? { try? test?.difference(SideLevels(confidence: 0.95)) }

  private struct Drawn {
    let ours: (any ArmComparison)?
    let rival: (any ArmComparison)?
    let isTooSkewed: Bool
    /// Of days: what a review of them came to.
    var reviewed: ReviewedDays.Outcome?
  }

  private var sizes: (Int, Int) {
    let control = units * split.0 / (split.0 + split.1)
    return (control, units - control)
  }

  private func draw(_ draws: inout SeededGenerator, effect: Double, _ reviewer: ReviewedDays?) -> Drawn {
    switch kind {
    case .results(let days, let perDay, let sigma, let lasting): return byDay(&draws, days, perDay, sigma, lasting, effect, reviewer)
    case .revenueByDay(let days, let orders), .driftingReturns(let days, let orders): return revenueByDay(&draws, days, orders, effect, reviewer)
    default: break
    }
    var arms = [ArmOfUnits]()
    var drawn = [[(x: Double, y: Double, before: Double)]]()
    for (size, effect, isTreatment) in [(sizes.0, 1.0, false), (sizes.1, effect, true)] {
      drawn.append((0..<size).map { _ in unit(&draws, effect, isTreatment) })
    }
    if case .winsorized(let level) = kind {
      // Both arms at one height, as the data engine cuts them.
      let sorted = drawn.joined().map(\.y).sorted()
      let limit = sorted[min(max(Int((level * Double(sorted.count)).rounded(.up)), 1), sorted.count) - 1]
      drawn = drawn.map { $0.map { (x: $0.x, y: min($0.y, limit), before: $0.before) } }
    }
    for units in drawn {
      var arm = ArmOfUnits()
      for unit in units { arm.add(x: unit.x, y: unit.y, before: unit.before, stratum: metric == .stratified ? unit.before > 0 ? "regular" : "other" : nil) }
      arms.append(arm)
    }
    let welch = arms.map(\.joint).map { arm in
      try? RatioOfMeans.arm(
        count: arm.count, numerator: (arm.meanY, arm.yy / (arm.count - 1)), denominator: (arm.meanX, arm.xx / (arm.count - 1)),
        covariance: arm.xy / (arm.count - 1))
    }
    var rival: (any ArmComparison)?
    if let control = welch[0], let treatment = welch[1] {
      rival = try? EstimatedArms(control: control, treatment: treatment, method: "welch", isNonNegative: false)
    }
    let reviewed = unitReviewer?.review(arms[0].values(metric), arms[1].values(metric))
    return Drawn(ours: nil, rival: rival, isTooSkewed: reviewed?.isTooSkewed ?? false, reviewed: reviewed)
  }

  /// How the world's units are declared.
  var metric: ReviewedUnits.Metric {
    switch kind {
    case .revenuePerClick: .ratio
    case .rate: .rate
    case .costPerResult: .costPer
    case .revenueKnown: .adjusted
    case .revenueOfRegulars: .stratified
    default: .mean
    }
  }

  func unit(_ draws: inout SeededGenerator, _ effect: Double, _ isTreatment: Bool) -> (x: Double, y: Double, before: Double) {
    switch kind {
    case .revenue(let law, let buyers, let timesAsMany):
      let more = isTreatment ? timesAsMany : 1
      guard draws.uniform() < buyers * more * effect else { return (1, 0, 0) }
      return (1, basket(&draws, law) / more, 0)
    case .revenuePerClick(let clicks):
      let x = draws.poisson(mean: draws.gamma(shape: 1, mean: 3 * (isTreatment ? clicks : 1)))
      var y = 0.0
      for _ in 0..<Int(draws.poisson(mean: 0.02 * x * effect)) { y += basket(&draws, .logNormal(1)) }
      return (x, y, 0)
    case .rate(let dispersion): return (1, draws.scatteredCount(mean: 0.5 * effect, dispersion: dispersion), 0)
    case .costPerResult(let dispersion):
      let money = draws.logNormal(mean: 1, sigma: 0.5)
      return (money, draws.scatteredCount(mean: 0.5 * money * effect, dispersion: dispersion), 0)
    case .revenueKnown:
      // Users who like to buy did so before as well, in baskets of a like size.
      let (liking, basket) = (draws.gamma(shape: 1, mean: 1), draws.logNormal(mean: 1, sigma: 0.8))
      let before = draws.uniform() < min(0.2 * liking, 1) ? basket * draws.logNormal(mean: 1, sigma: 0.5) : 0
      return (1, draws.uniform() < min(0.05 * liking * effect, 1) ? basket * draws.logNormal(mean: 1, sigma: 0.5) : 0, before)
    case .revenueOfRegulars:
      let isRegular = draws.uniform() < 0.2
      return (1, draws.uniform() < (isRegular ? 0.5 : 0.05) * effect ? draws.logNormal(mean: 1, sigma: 0.5) : 0, isRegular ? 1 : 0)
    case .winsorized: return (1, draws.uniform() < 0.05 * effect ? basket(&draws, .logNormal(1)) : 0, 0)
    default:
      guard draws.uniform() < 0.2 else { return (1, effect - 1, 0) }
      return (1, basket(&draws, .logNormal(1)) * (draws.uniform() < 0.3 ? -1 : 1) + (effect - 1), 0)
    }
  }

  private func basket(_ draws: inout SeededGenerator, _ law: Basket) -> Double {
    switch law {
    case .logNormal(let sigma): draws.logNormal(mean: 1, sigma: sigma)
    case .pareto(let alpha): (alpha - 1) / alpha * pow(draws.uniform(), -1 / alpha)
    }
  }

  // MARK: Days

  /// Units and days go the whole way, to the verdict.
  private var unitReviewer: ReviewedUnits? { isByDay ? nil : try? ReviewedUnits(metric, split: split) }

  private var reviewer: ReviewedDays? {
    switch kind {
    case .results: try? ReviewedDays(.results, days: units, split: split)
    case .revenueByDay, .driftingReturns: try? ReviewedDays(.returns, days: units, split: split)
    default: nil
    }
  }

  private func byDay(
    _ draws: inout SeededGenerator, _ days: Int, _ perDay: Double, _ sigma: Double, _ lasting: Double, _ effect: Double,
    _ reviewer: ReviewedDays?
  ) -> Drawn {
    let share = Double(split.1) / Double(split.0 + split.1)
    let pairs = results(&draws, days, perDay, sigma, lasting, effect)
    let total = pairs.reduce(0) { $0 + $1.controlCount + $1.treatmentCount }
    let spent = 200 * Double(days)
    let scale = ThetaScale.rate(count: total, controlExposure: spent * (1 - share), treatmentExposure: spent * share)
    let rival: (any ArmComparison)? =
      days >= WithinDayChoice.daysForDispersion
      ? (try? WithinDay(pairs, kind: .values, variance: .empirical)).map { ThetaComparison($0, scale: scale) }
      : (try? WithinDay(pairs, kind: .counts, variance: .model)).map { ThetaComparison($0, scale: scale) }
    return Drawn(ours: nil, rival: rival, isTooSkewed: false, reviewed: reviewer?.review(pairs))
  }

  func results(_ draws: inout SeededGenerator, _ days: Int, _ perDay: Double, _ sigma: Double, _ lasting: Double, _ effect: Double) -> [DayPair] {
    let share = Double(split.1) / Double(split.0 + split.1)
    var shocks = [draws.normal(), draws.normal()]
    let fresh = (1 - lasting * lasting).squareRoot()
    return (0..<days).map { day in
      let week = 1 + 0.3 * sin(2 * Double.pi * Double(day) / 7)
      let counts = [(1 - share, 1.0), (share, effect)].enumerated().map { arm, part in
        shocks[arm] = lasting * shocks[arm] + fresh * draws.normal()
        return draws.poisson(mean: 2 * perDay * part.0 * part.1 * week * exp(sigma * shocks[arm] - sigma * sigma / 2))
      }
      return DayPair(
        controlCount: counts[0], controlExposure: 200 * (1 - share), treatmentCount: counts[1], treatmentExposure: 200 * share)
    }
  }

  func returns(_ draws: inout SeededGenerator, _ days: Int, _ orders: Double, _ effect: Double) -> [DayPair] {
    let planned = Double(split.1) / Double(split.0 + split.1)
    var isDrifting = false
    if case .driftingReturns = kind { isDrifting = true }
    return (0..<days).map { day in
      let way = Double(day) / Double(days - 1)
      let share = isDrifting ? 0.2 + 0.6 * way : planned
      let level = (1 + 0.3 * sin(2 * Double.pi * Double(day) / 7)) * (isDrifting ? exp(-way * log(4)) : 1)
      let sums = [(1 - share, 1.0), (share, effect)].map { part, effect in
        (0..<Int(draws.poisson(mean: orders * part * effect * level))).reduce(0.0) { sum, _ in sum + draws.logNormal(mean: 50, sigma: 1.5) }
      }
      return DayPair(controlCount: sums[0], controlExposure: 200 * (1 - share), treatmentCount: sums[1], treatmentExposure: 200 * share)
    }
  }

  private func revenueByDay(_ draws: inout SeededGenerator, _ days: Int, _ orders: Double, _ effect: Double, _ reviewer: ReviewedDays?) -> Drawn {
    let pairs = returns(&draws, days, orders, effect)
    let total = pairs.reduce(0) { $0 + $1.controlCount + $1.treatmentCount }
    let scale = ThetaScale.rate(
      count: total, controlExposure: pairs.reduce(0) { $0 + $1.controlExposure }, treatmentExposure: pairs.reduce(0) { $0 + $1.treatmentExposure })
    let rival = try? WithinDay(pairs, kind: .values, variance: .empirical)
    return Drawn(
      ours: nil, rival: rival.map { ThetaComparison($0, scale: scale) }, isTooSkewed: false, reviewed: reviewer?.review(pairs))
  }
}
