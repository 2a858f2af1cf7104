import ExperimentStatistics

/// Size, effect and power of a test from whichever of them are given.
///
/// A cost per result of up to 2,000 expected results is planned by the exact power of the test that decides (`CostPerPlan.exactPower`), the
/// rest by the plans of `ExperimentStatistics`. Looks enlarge a test by their design's inflation factor (Jennison & Turnbull 2000, §3.1).
public struct Planner: Sendable {
  public let question: PlanQuestion

  public init(_ question: PlanQuestion) { self.question = question }

  static let curveEffects = [0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3]
  static let largestExact = 2000.0

  /// - Throws: `InvalidInput` for what cannot be planned (a share beyond 1), `NoAnswer`.
  public func answer() throws -> PlanAnswer {
    let inflation = try inflationFactor()
    let inAll = sizeInAll
    let control = inAll.map { $0 * question.shares[0] / total }
    let treatments = question.shares.count - 1
    let single = try comparison(1, control, inflation)
    let comparisons = question.isAgainstAll ? 1 : treatments
    return PlanAnswer(
      sizeOfControl: control, sizeInAll: inAll, expectedResults: control.map { expectedResults($0) }, single: single,
      corrected: comparisons > 1 ? try comparison(comparisons, control, inflation) : nil, pickBest: control.map { pickBest($0) },
      inflation: inflation,
      curve: try control.map { size in
        try Planner.curveEffects.compactMap { effect in
          guard isPossible(effect) else { return nil }
          return PlanAnswer.Point(effect: effect, power: try power(effect, comparisons: comparisons, size: size / inflation))
        }
      } ?? [],
      isTooSkewed: try control.flatMap { size in (try plan(targetFold, comparisons: 1) as? ScaleScorePlan).map { $0.isTooSkewed(size: size) } },
      powerWithoutScatter: question.dispersion > 1.05 ? try control.map { try withoutScatter.power(targetFold, comparisons: comparisons, size: $0 / inflation) } : nil)
  }

  private var withoutScatter: Planner {
    var question = question
    question.dispersion = 1
    return Planner(question)
  }

  private var total: Double { question.wholeShare }
  /// Treatment over control, of the smallest treatment.
  private var allocation: Double { question.smallestShare / question.shares[0] }

  /// The smaller of what the budget and the days allow.
  private var sizeInAll: Double? {
    var limits = [Double]()
    if let budget = question.budget, let cost = moneyPerSize { limits.append(budget / cost) }
    if let days = question.days, let pace = question.sizePerDay { limits.append(days * pace) }
    return limits.min()
  }

  private var moneyPerSize: Double? { question.kind.price }

  private func expectedResults(_ control: Double) -> Double {
    question.kind.results(of: control, at: question.baseline)
  }

  private func inflationFactor() throws -> Double {
    guard let spending = question.spending, question.looks.count > 1 else { return 1 }
    return try GroupSequentialDesign(
      information: question.looks, alpha: question.alpha / 2, family: .spending(spending), beta: 1 - question.power
    ).inflationFactor ?? 1
  }

  // MARK: One comparison

  /// The treatment's value when it is better by a factor of 1 + `fold`: a cost per result twice as good is half as high.
  private func treated(_ fold: Double) -> Double { question.isIncrease ? question.baseline * (1 + fold) : question.baseline / (1 + fold) }

  /// The effect asked for as a fold: 20 % cheaper is 1.25 times as good.
  private var targetFold: Double { question.isIncrease ? question.target : 1 / (1 - question.target) - 1 }

  private func isPossible(_ effect: Double) -> Bool {
    !question.kind.isShare || treated(effect) < 1
  }

  private func plan(_ effect: Double, comparisons: Int) throws -> any PowerPlan {
    switch question.kind {
    case .costPer:
      try CostPerPlan(
        control: question.baseline, treatment: treated(effect), alpha: question.alpha, allocation: allocation, comparisons: comparisons)
    case .proportion:
      try ProportionPlan(
        control: question.baseline, treatment: treated(effect), alpha: question.alpha, allocation: allocation, comparisons: comparisons)
    case .mean(let deviation, _):
      if let skewness = question.skewness {
        try ScaleScorePlan(
          mean: question.baseline, deviation: deviation, skewness: skewness, ratio: treated(effect) / question.baseline, alpha: question.alpha, allocation: allocation,
          comparisons: comparisons, isShift: question.isShift)
      } else {
        try MeanPlan(
          effect: abs(treated(effect) - question.baseline), standardDeviation: deviation, alpha: question.alpha, allocation: allocation,
          comparisons: comparisons, countsFarTail: false)
      }
    }
  }

  private func power(_ effect: Double, comparisons: Int, size: Double) throws -> Double {
    let plan = try plan(effect, comparisons: comparisons)
    // Days that scatter tell less: their results count for as many fewer.
    let size = size / question.dispersion
    if let costs = plan as? CostPerPlan, !question.isOfUnits, size / min(costs.control, costs.treatment) < Planner.largestExact, !question.isIncrease {
      return decided(try costs.exactPower(size: size), comparisons)
    }
    return decided(try plan.power(size: size), comparisons)
  }

  private func comparison(_ comparisons: Int, _ control: Double?, _ inflation: Double) throws -> PlanAnswer.Comparison {
    let wanted = try undecided(question.power, comparisons)
    let needed = try plan(targetFold, comparisons: comparisons).size(power: wanted) * inflation * question.dispersion
    let inAll = needed * total / question.shares[0]
    return PlanAnswer.Comparison(
      power: try control.map { try power(targetFold, comparisons: comparisons, size: $0 / inflation) },
      provable: try control.flatMap { try provable(comparisons, size: $0 / inflation) }, neededOfControl: needed, neededInAll: inAll,
      neededMoney: moneyPerSize.map { $0 * inAll }, neededDays: question.sizePerDay.flatMap { $0 > 0 ? inAll / $0 : nil },
      neededPerDay: question.days.flatMap { $0 > 0 ? inAll / $0 : nil })
  }

  // MARK: The test that decides

  /// What a fixed comparison's power on the normal becomes in the test that decides: a t on the days that there will be, and without a control a crossing
  /// against every other variant at once.
  private func decided(_ power: Double, _ comparisons: Int) -> Double {
    guard power > 0, power < 1 else { return power }
    let power = onDays(power, comparisons)
    return question.isAgainstAll ? PowerAgainstAll.power(of: power, others: question.shares.count - 1) : power
  }

  /// From the power wanted of the test that decides to that of the fixed comparison, by halving.
  private func undecided(_ wanted: Double, _ comparisons: Int) throws -> Double {
    guard daysOfTest != nil || question.isAgainstAll else { return wanted }
    var (low, high) = (wanted, 1.0)
    for _ in 0..<50 {
      let middle = 0.5 * (low + high)
      if decided(middle, comparisons) >= wanted { high = middle } else { low = middle }
    }
    guard high < 1 - 1e-12 else { throw NoAnswer.undefined("no size reaches this power in so few days") }
    return high
  }

  /// Days by which the test is a t; nil where it is none.
  private var daysOfTest: Double? {
    guard question.isByDay else { return nil }
    let funded = question.sizePerDay.flatMap { pace in sizeInAll.map { ($0 / pace).rounded(.up) } }
    let days = [question.days, funded].compactMap { $0 }.min()
    return days.flatMap { $0 >= Double(WithinDayChoice.daysForDispersion) ? $0 : nil }
  }

  private func onDays(_ power: Double, _ comparisons: Int) -> Double {
    guard let days = daysOfTest else { return power }
    let level = question.alpha / 2 / Double(comparisons)
    let drift = StandardNormal.upperQuantile(level) - StandardNormal.upperQuantile(power)
    let critical = StudentT(degreesOfFreedom: days - 1).upperQuantile(level)
    // The verdict asks both: chance by z, and the days' own scatter by t.
    let chance = StandardNormal.upperQuantile(level) / critical / question.dispersion.squareRoot()
    return NoncentralT(degreesOfFreedom: days - 1, noncentrality: drift).upperTail(critical, scaleAtLeast: chance)
  }

  /// The smallest effect with the power asked for: the power grows with the effect, so by halving, to a thousandth.
  private func provable(_ comparisons: Int, size: Double) throws -> Double? {
    var high = 0.01
    while try isPossible(high) && power(high, comparisons: comparisons, size: size) < question.power {
      high *= 1.5
      if high > 1000 { return nil }
    }
    guard isPossible(high) else {
      // The last effect that a share can have.
      let most = (1 - 1e-9) / question.baseline - 1
      guard question.isIncrease, try power(most * (1 - 1e-6), comparisons: comparisons, size: size) >= question.power else { return nil }
      return try halved(high / 1.5, most * (1 - 1e-6), comparisons, size)
    }
    return try halved(high > 0.01 ? high / 1.5 : 0, high, comparisons, size)
  }

  private func halved(_ from: Double, _ to: Double, _ comparisons: Int, _ size: Double) throws -> Double {
    var (low, high) = (from, to)
    while high - low > 1e-4 * high {
      let middle = (low + high) / 2
      if try middle > 0 && power(middle, comparisons: comparisons, size: size) >= question.power { high = middle } else { low = middle }
    }
    return high
  }

  private func pickBest(_ control: Double) -> Double {
    let others = question.shares.count - 1
    switch question.kind {
    case .costPer:
      let size = control / question.dispersion
      let expected = (rest: size / question.baseline, best: size / treated(targetFold))
      guard max(expected.rest, expected.best) < Planner.largestExact else {
        return PickTheBest.normal(distance: expected.best - expected.rest, error: expected.rest.squareRoot(), others: others)
      }
      guard !question.isIncrease else { return PickTheBest.poisson(best: expected.rest, rest: expected.rest, others: others) }
      return PickTheBest.poisson(best: expected.best, rest: expected.rest, others: others)
    case .proportion:
      let share = question.baseline
      return PickTheBest.normal(distance: abs(treated(targetFold) - share), error: (share * (1 - share) / control * question.dispersion).squareRoot(), others: others)
    case .mean(let deviation, _):
      return PickTheBest.normal(
        distance: abs(treated(targetFold) - question.baseline), error: deviation / control.squareRoot(), others: others)
    }
  }
}
