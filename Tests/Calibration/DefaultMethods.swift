import ExperimentStatistics
import Glibc

/// One cell: draw, compare under no effect and under an effect, count.
struct Cell: Sendable {
  enum World: Sendable {
    case share(baseline: Double)
    case costPer
    case costPerByDay(scatter: Double)
    case mean(sigma: Double)
    case ratio
  }

  let world: World
  let size: Double
  let allocation: Double

  /// Treatment over control under the alternative, whose interval must cover it.
  static let effect = 1.5
  static let days = 14

  var repetitions: Int {
    switch world {
    case .mean, .ratio: size > 2000 ? 2000 : 10_000
    default: 20_000
    }
  }

  func run(seed: UInt64, stream: Int) -> CellResult {
    var draws = SeededGenerator(seed: seed, stream: stream)
    var (ours, wald) = (Tally(), Tally())
    let family: String
    let setting: String
    switch world {
    case .share(let baseline):
      (family, setting) = ("share", "\(baseline)")
      shares(baseline, &draws, &ours, &wald)
    case .costPer:
      (family, setting) = ("cost per result", "totals")
      for _ in 0..<repetitions { costs(&draws, &ours, &wald) }
    case .costPerByDay(let scatter):
      (family, setting) = ("cost per result by day", "days scatter ×\(Int(scatter))")
      for _ in 0..<repetitions { dailyCosts(scatter, &draws, &ours, &wald) }
    case .mean(let sigma):
      (family, setting) = ("mean", "log-normal σ \(sigma)")
      for _ in 0..<repetitions { means(sigma, &draws, &ours, &wald) }
    case .ratio:
      (family, setting) = ("ratio of means", "revenue per click")
      for _ in 0..<repetitions { ratios(&draws, &ours, &wald) }
    }
    return CellResult(family: family, setting: setting, size: size, allocation: allocation, ours: ours, wald: wald)
  }

  private static let levels = SideLevels(confidence: 0.95)

  // MARK: Shares

  private func shares(_ baseline: Double, _ draws: inout SeededGenerator, _ ours: inout Tally, _ wald: inout Tally) {
    let (n0, n1) = (size, size * allocation)
    let raised = min(baseline * Cell.effect, 0.95)
    for _ in 0..<repetitions {
      let x0 = draws.binomial(trials: n0, probability: baseline)
      let x1 = draws.binomial(trials: n1, probability: baseline)
      ours.note(compareShares(x0, n0, x1, n1))
      let error = (x0 / n0 * (1 - x0 / n0) / n0 + x1 / n1 * (1 - x1 / n1) / n1).squareRoot()
      wald.note(z: error > 0 ? (x1 / n1 - x0 / n0) / error : nil)
      let y1 = draws.binomial(trials: n1, probability: raised)
      ours.cover(try? compareShares(x0, n0, y1, n1)?.relative(Cell.levels), raised / baseline - 1)
      let ratio = y1 / n1 / (x0 / n0)
      if x0 > 0, y1 > 0 {
        let spread = ratio * ((1 - y1 / n1) / y1 + (1 - x0 / n0) / x0).squareRoot()
        wald.cover(ratio - 1, spread, raised / baseline - 1)
      }
    }
  }

  private func compareShares(_ x0: Double, _ n0: Double, _ x1: Double, _ n1: Double) -> (any ArmComparison)? {
    try? SharesComparison.choose(control: .init(successes: x0, trials: n0), treatment: .init(successes: x1, trials: n1), isExact: false)
  }

  // MARK: Cost per result

  private func compareCosts(_ x0: Double, _ x1: Double) -> (any ArmComparison)? {
    guard
      let test = try? ConditionalRates(
        control: .init(results: x0, exposure: 1), treatment: .init(results: x1, exposure: allocation), isExact: false)
    else { return nil }
    return ThetaComparison(test, scale: .costPerResult(results: x0 + x1, controlCost: 1, treatmentCost: allocation))
  }

  /// The treatment costs `effect` times as much a result.
  private func costs(_ draws: inout SeededGenerator, _ ours: inout Tally, _ wald: inout Tally) {
    let x0 = draws.poisson(mean: size)
    let x1 = draws.poisson(mean: size * allocation)
    ours.note(compareCosts(x0, x1))
    wald.note(z: x0 > 0 && x1 > 0 ? (log(x0) - log(x1 / allocation)) / (1 / x0 + 1 / x1).squareRoot() : nil)
    let y1 = draws.poisson(mean: size * allocation / Cell.effect)
    ours.cover(try? compareCosts(x0, y1)?.relative(Cell.levels), Cell.effect - 1)
    if x0 > 0, y1 > 0 {
      let ratio = x0 / (y1 / allocation)
      wald.cover(ratio - 1, ratio * (1 / x0 + 1 / y1).squareRoot(), Cell.effect - 1)
    }
  }

  private func dailyCosts(_ scatter: Double, _ draws: inout SeededGenerator, _ ours: inout Tally, _ wald: inout Tally) {
    let mean = size / Double(Cell.days)
    func day(_ factor: Double) -> [Double] {
      (0..<Cell.days).map { _ in draws.scatteredCount(mean: mean * allocation * factor, dispersion: scatter) }
    }
    let control = (0..<Cell.days).map { _ in draws.scatteredCount(mean: mean, dispersion: scatter) }
    func compare(_ treatment: [Double]) -> (any ArmComparison)? {
      let pairs = zip(control, treatment).map {
        DayPair(controlCount: $0, controlExposure: 100, treatmentCount: $1, treatmentExposure: 100 * allocation)
      }
      guard let test = try? WithinDay(pairs, kind: .counts, variance: .empirical) else { return nil }
      let total = control.reduce(0, +) + treatment.reduce(0, +)
      let cost = 100 * Double(Cell.days)
      return ThetaComparison(test, scale: .costPerResult(results: total, controlCost: cost, treatmentCost: cost * allocation))
    }
    let x0 = control.reduce(0, +)
    let same = day(1)
    let x1 = same.reduce(0, +)
    ours.note(compare(same))
    wald.note(z: x0 > 0 && x1 > 0 ? (log(x0) - log(x1 / allocation)) / (1 / x0 + 1 / x1).squareRoot() : nil)
    let fewer = day(1 / Cell.effect)
    let y1 = fewer.reduce(0, +)
    ours.cover(try? compare(fewer)?.relative(Cell.levels), Cell.effect - 1)
    if x0 > 0, y1 > 0 {
      let ratio = x0 / (y1 / allocation)
      wald.cover(ratio - 1, ratio * (1 / x0 + 1 / y1).squareRoot(), Cell.effect - 1)
    }
  }

  // MARK: Means

  private func means(_ sigma: Double, _ draws: inout SeededGenerator, _ ours: inout Tally, _ wald: inout Tally) {
    func arm(_ count: Double, _ mean: Double) -> EstimatedArms.Arm {
      var (sum, squares) = (0.0, 0.0)
      for index in 0..<Int(count) {
        let value = draws.logNormal(mean: mean, sigma: sigma)
        let step = value - sum
        sum += step / Double(index + 1)
        squares += step * (value - sum)
      }
      return .init(estimate: sum, variance: squares / (count - 1) / count, degreesOfFreedom: count - 1)
    }
    compare(arm(size, 1), arm((size * allocation).rounded(), 1), arm((size * allocation).rounded(), Cell.effect), &ours, &wald)
  }

  private func compare(
    _ control: EstimatedArms.Arm, _ same: EstimatedArms.Arm, _ raised: EstimatedArms.Arm, _ ours: inout Tally, _ wald: inout Tally
  ) {
    ours.note(try? EstimatedArms(control: control, treatment: same, method: "welch", isNonNegative: true))
    wald.note(z: (same.estimate - control.estimate) / (same.variance + control.variance).squareRoot())
    let other = try? EstimatedArms(control: control, treatment: raised, method: "welch", isNonNegative: true)
    ours.cover(try? other?.relative(Cell.levels), Cell.effect - 1)
    let ratio = raised.estimate / control.estimate
    wald.cover(
      ratio - 1, (raised.variance + ratio * ratio * control.variance).squareRoot() / control.estimate, Cell.effect - 1)
  }

  /// Revenue per click: each unit has 1 + Poisson(2) clicks, each click a log-normal revenue with the unit's own level.
  private func ratios(_ draws: inout SeededGenerator, _ ours: inout Tally, _ wald: inout Tally) {
    func arm(_ count: Double, _ level: Double) -> EstimatedArms.Arm? {
      var (mx, my, sxx, syy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for index in 0..<Int(count) {
        let clicks = 1 + draws.poisson(mean: 2)
        let revenue = draws.logNormal(mean: level * clicks, sigma: 0.8)
        let (dx, dy) = (clicks - mx, revenue - my)
        mx += dx / Double(index + 1)
        my += dy / Double(index + 1)
        sxx += dx * (clicks - mx)
        syy += dy * (revenue - my)
        sxy += dx * (revenue - my)
      }
      let freedom = count - 1
      return try? RatioOfMeans.arm(count: count, numerator: (my, syy / freedom), denominator: (mx, sxx / freedom), covariance: sxy / freedom)
    }
    let count = (size * allocation).rounded()
    guard let control = arm(size, 1), let same = arm(count, 1), let raised = arm(count, Cell.effect) else { return }
    compare(control, same, raised, &ours, &wald)
  }
}

extension Cell {
  static let grid: [Cell] = {
    var cells = [Cell]()
    for allocation in [1.0, 4] {
      for baseline in [0.01, 0.05, 0.2, 0.5] {
        for size in [5.0, 20, 50, 100, 200, 1000, 5000, 20_000] { cells.append(Cell(world: .share(baseline: baseline), size: size, allocation: allocation)) }
      }
      let results = [5.0, 10, 20, 50, 100, 200, 1000, 5000, 20_000]
      for size in results { cells.append(Cell(world: .costPer, size: size, allocation: allocation)) }
      for scatter in [1.0, 5] { for size in results { cells.append(Cell(world: .costPerByDay(scatter: scatter), size: size, allocation: allocation)) } }
      for sigma in [0.5, 1.0] { for size in [5.0, 20, 50, 200, 1000, 5000] { cells.append(Cell(world: .mean(sigma: sigma), size: size, allocation: allocation)) } }
      for size in [5.0, 20, 50, 200, 1000, 5000] { cells.append(Cell(world: .ratio, size: size, allocation: allocation)) }
    }
    return cells
  }()
}
