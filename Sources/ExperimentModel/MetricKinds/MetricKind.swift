/// How a metric is made of its columns, each named for what it is, so that nothing has to say which way round a ratio stands.
///
/// `Column` is what was written before names are looked up, and `ValueExpression` after. All that a kind *is* stands in its room: a file of its name
/// here (`MetricFacts`) and one in `ExperimentDecisions/MetricKinds`.
public enum MetricKind<Column: Hashable & Sendable>: Hashable, Sendable {
  /// Without `trials` each unit is one.
  case proportion(successes: Column, trials: Column?)
  case mean(value: Column)
  case ratio(numerator: Column, denominator: Column)
  case costPer(cost: Column, results: Column)
  case returnOn(value: Column, cost: Column)
  case rate(count: Column, exposure: Column)
  case repeatPurchase(event: Column)
  /// Answers from 0 to 10.
  case netPromoterScore(score: Column)
  /// The level lies between 0 and 1.
  case quantile(Double, of: Column)

  /// The `type:` it is declared by.
  public var name: String {
    switch self {
    case .proportion: "proportion"
    case .mean: "mean"
    case .ratio: "ratio"
    case .costPer: "cost_per"
    case .returnOn: "return_on"
    case .rate: "rate"
    case .repeatPurchase: "repeat"
    case .netPromoterScore: "nps"
    case .quantile: "quantile"
    }
  }

  /// The same kind over what each column becomes; nil when one of them becomes nothing. Every column is asked for, so that every problem is found.
  public func map<Other>(_ column: (Column) -> Other?) -> MetricKind<Other>? {
    func one(_ only: Column, _ make: (Other) -> MetricKind<Other>) -> MetricKind<Other>? { column(only).map(make) }
    func pair(_ top: Column, _ bottom: Column, _ make: (Other, Other) -> MetricKind<Other>) -> MetricKind<Other>? {
      let (top, bottom) = (column(top), column(bottom))
      guard let top, let bottom else { return nil }
      return make(top, bottom)
    }
    return switch self {
    case .proportion(let successes, nil): one(successes) { .proportion(successes: $0, trials: nil) }
    case .proportion(let successes, let trials?): pair(successes, trials) { .proportion(successes: $0, trials: $1) }
    case .mean(let value): one(value) { .mean(value: $0) }
    case .ratio(let numerator, let denominator): pair(numerator, denominator) { .ratio(numerator: $0, denominator: $1) }
    case .costPer(let cost, let results): pair(cost, results) { .costPer(cost: $0, results: $1) }
    case .returnOn(let value, let cost): pair(value, cost) { .returnOn(value: $0, cost: $1) }
    case .rate(let count, let exposure): pair(count, exposure) { .rate(count: $0, exposure: $1) }
    case .repeatPurchase(let event): one(event) { .repeatPurchase(event: $0) }
    case .netPromoterScore(let score): one(score) { .netPromoterScore(score: $0) }
    case .quantile(let level, let value): one(value) { .quantile(level, of: $0) }
    }
  }
}

extension MetricKind {
  /// What is known of the kind without computing anything.
  public var facts: MetricFacts<Column> {
    switch self {
    case .proportion(let successes, let trials): .proportion(successes: successes, trials: trials)
    case .mean(let value): .mean(value: value)
    case .ratio(let numerator, let denominator): .ratio(numerator: numerator, denominator: denominator)
    case .costPer(let cost, let results): .costPer(cost: cost, results: results)
    case .returnOn(let value, let cost): .returnOn(value: value, cost: cost)
    case .rate(let count, let exposure): .rate(count: count, exposure: exposure)
    case .repeatPurchase(let event): .repeatPurchase(event: event)
    case .netPromoterScore(let score): .netPromoterScore(score: score)
    case .quantile(let level, let value): .quantile(level, of: value)
    }
  }
}
