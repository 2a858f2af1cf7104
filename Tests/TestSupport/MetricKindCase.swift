/// Every kind of metric at each grain that it can have, as a declaration: the suites of a kind's conformance run over all of them, so that a new kind is
/// tried in every step by adding its lines here.
public struct MetricKindCase: Sendable, CustomStringConvertible {
  public enum Grain: Sendable { case units, days, totals }

  /// The `type:`.
  public let kind: String
  public let grain: Grain
  /// The metric's mapping.
  public let metric: String
  /// A ratio's units have a denominator beside their number.
  public let isPair: Bool
  /// False for a kind that no engine can answer yet.
  public let isRunnable: Bool

  init(_ kind: String, _ grain: Grain, _ keys: String, isPair: Bool, isRunnable: Bool = true) {
    self.kind = kind
    self.grain = grain
    metric = "{type: \(kind), \(keys)}"
    self.isPair = isPair
    self.isRunnable = isRunnable
  }

  public static let all: [MetricKindCase] = [
    .init("proportion", .units, "value: a", isPair: false),
    .init("proportion", .days, "numerator: a, denominator: b", isPair: true),
    .init("proportion", .totals, "numerator: a, denominator: b", isPair: true),
    .init("mean", .units, "value: a", isPair: false),
    .init("ratio", .units, "numerator: a, denominator: b", isPair: true),
    .init("ratio", .days, "numerator: a, denominator: b", isPair: true),
    .init("ratio", .totals, "numerator: a, denominator: b", isPair: true),
    .init("cost_per", .days, "cost: a, per: b", isPair: true),
    .init("cost_per", .totals, "cost: a, per: b", isPair: true),
    .init("return_on", .units, "value: a, cost: b", isPair: true),
    .init("return_on", .days, "value: a, cost: b", isPair: true),
    .init("return_on", .totals, "value: a, cost: b", isPair: true),
    .init("rate", .days, "count: a, per: b", isPair: true),
    .init("rate", .totals, "count: a, per: b", isPair: true),
    .init("repeat", .units, "event: again, within: 30d", isPair: false, isRunnable: false),
    .init("nps", .units, "score: a", isPair: false),
    .init("quantile", .units, "value: a, quantile: 0.5", isPair: false),
  ]

  public static let runnable = all.filter(\.isRunnable)

  /// An experiment of four weeks with this metric, two variants and a decision block.
  public func yaml(variants: String = "{old: {}, new: {}}", decision: String = "{looks: fixed, scale_value: 100000}") -> String {
    let data =
      switch grain {
      case _ where kind == "repeat":
        "{users: {file: u.csv, unit: id, variant: v, time: t}, events: {file: e.csv, unit: id, time: t, name: n}}"
      case .units: "{file: x.csv, unit: id, variant: v, date: d}"
      case .days: "{file: x.csv, variant: v, date: d}"
      case .totals: "{file: x.csv, variant: v}"
      }
    return """
      start: 2026-11-02
      duration: 28d
      variants: \(variants)
      data: \(data)
      metrics:
        m: \(metric)
      primary: m
      decision: \(decision)

      """
  }

  public var description: String { "\(kind) over \(grain)" }
}
