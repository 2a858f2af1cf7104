/// What the three laws that metrics are planned and drawn by decide. A kind's room says which law is its own (`MetricRoom.sampling`), so that a new kind adds
/// nothing here.
extension PlanQuestion.Kind {
  /// Size is money, and a smaller value is the better one.
  public var isCost: Bool { if case .costPer = self { true } else { false } }

  /// A share of trials, below 1.
  public var isShare: Bool { if case .proportion = self { true } else { false } }

  /// Units with values of their own.
  var isMean: Bool { if case .mean = self { true } else { false } }

  /// As JSON names it.
  public var name: String {
    switch self {
    case .costPer: "cost_per"
    case .proportion: "proportion"
    case .mean: "mean"
    }
  }

  /// Money for each unit of size; nil: unknown.
  public var price: Double? {
    switch self {
    case .costPer: 1
    case .proportion(let cost): cost
    case .mean(_, let cost): cost
    }
  }

  /// What so much size brings at a value: results of money, successes of trials, units.
  func results(of size: Double, at value: Double) -> Double {
    switch self {
    case .costPer: size / value
    case .proportion: size * value
    case .mean: size
    }
  }

  /// Variance of a result by chance over the number of results expected; nil where chance does not say it.
  func chance(at value: Double) -> Double? {
    switch self {
    case .costPer: 1
    case .proportion: 1 - value
    case .mean: nil
    }
  }
}
