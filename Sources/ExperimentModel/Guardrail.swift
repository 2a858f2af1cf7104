/// A limit that a treatment must not break whatever the primary metric says.
public struct Guardrail: Hashable, Sendable {
  /// Index into the experiment's metrics.
  public let metric: Int
  /// Absolute limits, in the metric's unit.
  public let max: Double?
  public let min: Double?
  /// Relative to control: 0.3 is 30 % more.
  public let maxIncrease: Double?
  /// Relative to control: 0.1 is 10 % less.
  public let maxDecrease: Double?
  public let mark: SourceMark

  public init(metric: Int, max: Double?, min: Double?, maxIncrease: Double?, maxDecrease: Double?, mark: SourceMark) {
    self.metric = metric
    self.max = max
    self.min = min
    self.maxIncrease = maxIncrease
    self.maxDecrease = maxDecrease
    self.mark = mark
  }
}
