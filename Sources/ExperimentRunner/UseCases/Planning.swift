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
    public var effect: Double?
    public var power: Double?

    public init(
      baseline: Double? = nil, deviation: Double? = nil, budget: Double? = nil, days: Double? = nil, perDay: Double? = nil,
      costPerUnit: Double? = nil, effect: Double? = nil, power: Double? = nil
    ) {
      self.baseline = baseline
      self.deviation = deviation
      self.budget = budget
      self.days = days
      self.perDay = perDay
      self.costPerUnit = costPerUnit
      self.effect = effect
      self.power = power
    }
  }

  public struct Plan: Sendable {
    public let id: String
    public let question: PlanQuestion
    public let answer: PlanAnswer
  }

  /// The effect planned for where no `minimum_effect` is declared.
  static let usualEffect = 0.2

  /// - Throws: `RunnerError` when there is no such experiment, or neither data nor the caller says how things stand now.
  public func plan(_ name: String, wishes: PlanWishes, asOf: CalendarDay? = nil) throws -> Plan {
    let (experiment, review) = try standing(of: name, asOf: asOf)
    return try plan(experiment, review, wishes)
  }

  /// An experiment and where it stands.
  /// - Throws: `RunnerError` when there is no such experiment, or its declaration does not hold.
  func standing(of name: String, asOf: CalendarDay?) throws -> (experiment: Experiment, review: ExperimentReview) {
    let id = try known(name)
    let examination = try show(id, asOf: asOf)
    guard let review = examination.review.experiments.first, case .success(let experiment)? = loaded.entries.first(where: { $0.id == id })?.result
    else { throw RunnerError(.cannotPlan, BilingualText("'\(id)' cannot be planned before its declaration holds: see 'mvp validate'", "“\(id)”的声明还有错误，不能做计划：请先运行 'mvp validate'")) }
    return (experiment, review)
  }

  /// Every experiment, each with its plan or why it has none, and the funds.
  public func planAll(asOf: CalendarDay? = nil) throws -> (plans: [(id: String, budget: Double?, result: Result<Plan, RunnerError>)], funds: [Review.FundStatus]) {
    let examination = try status(asOf: asOf)
    var plans = [(id: String, budget: Double?, result: Result<Plan, RunnerError>)]()
    for entry in loaded.entries {
      guard case .success(let experiment) = entry.result, let review = examination.review.experiments.first(where: { $0.id == entry.id }) else {
        plans.append((entry.id, nil, .failure(RunnerError(.cannotPlan, BilingualText("invalid declaration", "声明有误")))))
        continue
      }
      do {
        plans.append((entry.id, experiment.budget?.total, .success(try plan(experiment, review, PlanWishes()))))
      } catch let error as RunnerError {
        plans.append((entry.id, experiment.budget?.total, .failure(error)))
      }
    }
    return (plans, examination.review.funds)
  }

  private func plan(_ experiment: Experiment, _ review: ExperimentReview, _ wishes: PlanWishes) throws -> Plan {
    let question = try question(experiment, review, wishes)
    return Plan(id: experiment.id, question: question, answer: try Runner.answered(question))
  }

  /// What is known of a test, from its declaration, its data so far and the caller.
  func question(_ experiment: Experiment, _ review: ExperimentReview, _ wishes: PlanWishes) throws -> PlanQuestion {
    let primary = experiment.primary
    let metric = review.metrics.first { $0.name == primary.name }
    let control: Int
    if case .variant(let index) = experiment.control { control = index } else { control = 0 }
    let arm = metric.flatMap { control < $0.variants.count ? $0.variants[control] : nil }
    guard let baseline = wishes.baseline ?? arm?.value, baseline > 0 else {
      throw RunnerError(
        .cannotPlan,
        BilingualText(
          "nothing says what '\(primary.name)' is now: give it with --baseline (a cost per result, a share such as 4%, or a mean)",
          "没有数据说明“\(primary.name)”目前是多少：请用 --baseline 给出（每个结果的成本、如 4% 的比例，或均值）"))
    }
    let totals = metric.map { metric in (numerator: metric.variants.compactMap(\.numerator).reduce(0, +), denominator: metric.variants.compactMap(\.denominator).reduce(0, +)) }
    let elapsed = review.days > 0 ? Double(review.days) : nil
    let spend = review.spend
    let kind: PlanQuestion.Kind
    var pace = wishes.perDay
    switch primary.kind {
    case .costPer:
      kind = .costPer
      pace = pace ?? elapsed.flatMap { days in totals.map { $0.numerator / days } }
    case .proportion, .repeatPurchase:
      let trials = totals?.denominator ?? 0
      kind = .proportion(costPerTrial: wishes.costPerUnit ?? (trials > 0 ? spend.map { $0 / trials } : nil))
      pace = pace ?? elapsed.flatMap { trials > 0 ? trials / $0 : nil }
    default:
      let units = metric?.variants.compactMap(\.units).reduce(0, +) ?? 0
      guard let deviation = wishes.deviation ?? arm.flatMap({ Runner.deviation($0) }) else {
        throw RunnerError(
          .cannotPlan,
          BilingualText("nothing says how far '\(primary.name)' spreads between units: give it with --deviation", "没有数据说明“\(primary.name)”在单位间的离散程度：请用 --deviation 给出标准差"))
      }
      kind = .mean(deviation: deviation, costPerUnit: wishes.costPerUnit ?? (units > 0 ? spend.map { $0 / units } : nil))
      pace = pace ?? elapsed.flatMap { units > 0 ? units / $0 : nil }
    }
    var target = Runner.usualEffect
    switch experiment.plan.minimumEffect {
    case .relative(let value): target = value
    case .absolute(let value): target = value / baseline
    case nil: break
    }
    target = wishes.effect ?? target
    let isIncrease = primary.direction == .increase
    guard target > 0, isIncrease || target < 1 else {
      throw RunnerError(.cannotPlan, BilingualText("an effect of \(target) cannot be planned: above 0, and below 100 % for a decrease", "效果 \(target) 不能用来做计划：须大于 0，下降时须小于 100%"))
    }
    var shares = experiment.variants.map(\.allocation)
    shares.swapAt(0, control)
    shares = [shares[0]] + shares.dropFirst().filter { $0 > 0 }
    return PlanQuestion(
      kind: kind, baseline: baseline, isIncrease: isIncrease, shares: shares, alpha: experiment.plan.alpha, power: wishes.power ?? experiment.plan.power,
      target: target, budget: wishes.budget ?? experiment.budget?.total, days: wishes.days ?? experiment.plannedDays.map(Double.init),
      // Money comes in by the budget; a pace would only halve what a budget already says.
      sizePerDay: pace, looks: looks(of: experiment), spending: experiment.plan.looks == .fixed ? nil : experiment.plan.spending)
  }

  /// A plan without a declaration: what the command line says is all there is.
  public static func plan(_ question: PlanQuestion) throws -> PlanAnswer { try answered(question) }

  private static func answered(_ question: PlanQuestion) throws -> PlanAnswer {
    do {
      return try Planner(question).answer()
    } catch let problem as InvalidInput {
      throw RunnerError(
        .cannotPlan, BilingualText("\(problem.key): found \(problem.found), allowed: \(problem.allowed)", "\(problem.key)：给出 \(problem.found)，允许：\(problem.allowed)"))
    } catch let reason as NoAnswer {
      throw RunnerError(.cannotPlan, BilingualText("no plan: \(reason.code)", "无法做计划：\(reason.code)"))
    }
  }

  /// From an arm's own interval: half its width is t·s/√n.
  static func deviation(_ arm: VariantReview) -> Double? {
    guard let units = arm.units, units >= 3, let interval = arm.interval, let lower = interval.lower, let upper = interval.upper, upper > lower else { return nil }
    let t = StudentT(degreesOfFreedom: units - 1).upperQuantile((1 - interval.level) / 2)
    return (upper - lower) / 2 / t * units.squareRoot()
  }

  /// Spending times of the declared looks by the calendar; one where the end or the calendar gives no more.
  private func looks(of experiment: Experiment) -> [Double] {
    guard let start = experiment.start, let planned = experiment.plannedDays, planned > 0, experiment.plan.looks != .fixed, experiment.plan.spending != nil
    else { return [1] }
    let calendar = calendar
    var times = [Double]()
    var review = calendar.next(after: start)
    while review - start < planned, times.count < 200 {
      times.append(Double(review - start) / Double(planned))
      review = calendar.next(after: review)
    }
    if case .count(let count) = experiment.plan.looks, count > 1, times.count >= count {
      times = (1..<count).compactMap { index in times.last { $0 <= Double(index) / Double(count) + 1e-12 } }
      times = times.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
    return times + [1]
  }
}

extension Runner {
  /// A report beside the workspace, whole or not at all.
  public static func write(_ text: String, to path: String, disk: any Disk = SystemDisk()) throws {
    do throws(DiskError) {
      try WholeFile(disk: disk).replace(path, with: Array(text.utf8))
    } catch {
      throw RunnerError(.unwritable, BilingualText("cannot write \(path): \(error)", "无法写入 \(path)：\(error)"))
    }
  }
}
