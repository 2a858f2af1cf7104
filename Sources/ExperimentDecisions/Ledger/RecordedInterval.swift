/// An interval as it was shown, at its two-sided level; a side that is nil is unbounded.
public struct RecordedInterval: Hashable, Sendable, Codable {
  public var estimate: Double?
  public var lower: Double?
  public var upper: Double?
  public var level: Double

  public init(estimate: Double?, lower: Double?, upper: Double?, level: Double) {
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.level = level
  }
}
