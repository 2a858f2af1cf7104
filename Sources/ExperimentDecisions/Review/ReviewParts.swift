/// What a review works out besides the verdict and the guardrails. What nobody looks at is not computed; the rules never ask.
public struct ReviewParts: OptionSet, Hashable, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Differences of the secondary metrics.
  public static let secondary = ReviewParts(rawValue: 1 << 0)
  public static let segments = ReviewParts(rawValue: 1 << 1)
  /// The other way of comparing days, beside the one that decides.
  public static let alternative = ReviewParts(rawValue: 1 << 2)
  /// Advice in money and the chance to be best.
  public static let posterior = ReviewParts(rawValue: 1 << 3)
  /// What the data can tell, and how many more are needed.
  public static let outlook = ReviewParts(rawValue: 1 << 4)
  /// Estimates after a crossing, free of the bias of stopping.
  public static let stagewise = ReviewParts(rawValue: 1 << 5)

  /// The primary's values day by day.
  public static let days = ReviewParts(rawValue: 1 << 6)

  public static let all: ReviewParts = [.secondary, .segments, .alternative, .posterior, .outlook, .stagewise, .days]
  /// For a table of one line an experiment.
  public static let oneLine: ReviewParts = []
}
