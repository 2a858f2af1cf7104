public import ExperimentStatistics

/// The `decision:` block, with the workspace's defaults filled in: what the statistics may and may not do.
public struct AnalysisPlan: Hashable, Sendable {
  public enum Looks: Hashable, Sendable {
    /// Every review date inside the test, and the final look.
    case auto
    /// The n − 1 review dates nearest below t = 1/n, 2/n, …, and the final look.
    case count(Int)
    /// The final look alone.
    case fixed
  }

  public enum MinimumEffect: Hashable, Sendable {
    /// 0.1 is 10 %.
    case relative(Double)
    /// In the metric's unit (0.005 for `0.5pp`).
    case absolute(Double)
  }

  public enum Correction: String, Hashable, Sendable { case holm, bonferroni, dunnett }
  public enum DailyComparison: String, Hashable, Sendable { case withinDay = "within-day", pooled }

  /// 1 − alpha, two-sided, family-wise over the variants.
  public let confidence: Double
  public let power: Double
  public let minimumEffect: MinimumEffect?
  public let looks: Looks
  /// Nil: `spending: none`, the same as `looks: fixed`.
  public let spending: SpendingFunction?
  /// Conditional power below which a treatment is dropped; nil when off.
  public let futility: Double?
  public let minimumDays: Int
  public let correction: Correction
  public let daily: DailyComparison
  /// Exact instead of mid-p where a conditional test is used.
  public let exact: Bool
  /// True where the plan declares that days scatter by chance alone (`dispersion: 1`).
  public let isWithoutScatter: Bool
  /// Money to be spent on the winner.
  public let scaleValue: Double?
  /// Kinds of evidence besides randomised on which `scale` is allowed.
  public let accept: Set<EvidenceKind>

  /// Two-sided error rate over the life of the experiment.
  public var alpha: Double { 1 - confidence }

  public init(
    confidence: Double, power: Double, minimumEffect: MinimumEffect?, looks: Looks, spending: SpendingFunction?, futility: Double?,
    minimumDays: Int, correction: Correction, daily: DailyComparison, exact: Bool, scaleValue: Double?, accept: Set<EvidenceKind>,
    isWithoutScatter: Bool = false
  ) {
    self.confidence = confidence
    self.power = power
    self.minimumEffect = minimumEffect
    self.looks = looks
    self.spending = spending
    self.futility = futility
    self.minimumDays = minimumDays
    self.correction = correction
    self.daily = daily
    self.exact = exact
    self.scaleValue = scaleValue
    self.accept = accept
    self.isWithoutScatter = isWithoutScatter
  }
}
