import Glibc

/// Arms known by the comparisons that decide: each treatment's contrast with the control and its standard error, with normal posteriors under a flat prior.
///
/// What a test has taken out of the data — days common to both arms, strata, a covariate — or added to its error — scatter, memory, skewness — is so taken out of
/// and added to the posterior, and advice cannot contradict the verdict. On the scale ln(value) every arm's value is the control's times a log-normal ratio.
/// Contrasts share the control's part of their errors: a share of each variance belongs to the control, the rest to the treatment. With two arms the split does
/// not matter for any answer that depends on the difference alone.
/// Source: normal approximation of the posterior (Gelman et al. 2013, *Bayesian Data Analysis*, §4.1). Cost: O(arms · panels).
public struct BayesianContrasts: BayesianComparison {
  /// One treatment against the control on the comparison's scale.
  public struct Contrast: Hashable, Sendable {
    /// ln(treatment / control), or treatment − control.
    public let estimate: Double
    /// > 0.
    public let standardError: Double
    /// The part of the variance that comes from the control, 0 < share < 1: of two arms with n₀ and n₁ results n₁/(n₀ + n₁).
    public let controlShare: Double

    public init(estimate: Double, standardError: Double, controlShare: Double = 0.5) {
      self.estimate = estimate
      self.standardError = standardError
      self.controlShare = controlShare
    }
  }

  public enum Scale: Hashable, Sendable {
    /// Contrasts of ln(value).
    case logarithm
    /// Contrasts of the value itself; no share of it is lost or gained.
    case difference
  }

  public let scale: Scale
  /// The control's value, in whose unit losses are; for the scale of a difference where the arms lie.
  public let controlValue: Double
  public let better: BetterDirection
  /// On the scale, control first, from the control's estimate.
  public let posteriors: [(mean: Double, deviation: Double)]
  private let grid: PosteriorGrid

  /// - Throws: `zeroVariance` for an error of 0, `outOfRange` for one that is not finite or
  ///   very unlike the others, `undefined` for a log scale without a positive control.
  public init(_ contrasts: [Contrast], controlValue: Double, scale: Scale, better: BetterDirection) throws(NoAnswer) {
    guard scale == .difference || controlValue > 0 else { throw .undefined("ratios need a control above zero") }
    for contrast in contrasts {
      guard contrast.estimate.isFinite, contrast.standardError.isFinite else { throw .outOfRange }
      guard contrast.standardError > 0 else { throw .zeroVariance }
    }
    // One variance for the control: the least that any contrast grants it, so that none is narrower than its test has it.
    let variances = contrasts.map { $0.standardError * $0.standardError }
    let control = zip(contrasts, variances).map { min(max($0.controlShare, 1e-3), 0.999) * $1 }.min() ?? 1
    posteriors = [(0, control.squareRoot())] + zip(contrasts, variances).map { ($0.estimate, ($1 - control).squareRoot()) }
    self.scale = scale
    self.controlValue = controlValue
    self.better = better
    let shapes: [PosteriorShape] = posteriors.map { .normal(mean: $0.mean, deviation: $0.deviation) }
    guard let grid = try? PosteriorGrid(shapes, longest: { _ in scale == .logarithm ? 1 : .infinity }) else { throw .outOfRange }
    self.grid = grid
  }

  public func probabilityBest() -> [Double] { grid.probabilityBest(better) }

  public func expectedLoss() -> [Double?] {
    grid.expectedLoss(better) { scale == .logarithm ? controlValue * exponential($0) : .init(repeating: 1) }
  }

  /// Nil on the scale of a difference.
  public func expectedRelativeLoss() -> [Double?] {
    guard scale == .logarithm else { return posteriors.map { _ in nil } }
    return grid.expectedRelativeLoss(better, metric: exponential, slope: exponential)
  }

  /// Of each arm's value; a log-normal's mean is e^(μ + σ²/2).
  public func posterior(confidence: Double) -> [CredibleSummary] {
    CredibleInterval.check(confidence: confidence)
    let reach = StandardNormal.upperQuantile(0.5 * (1 - confidence))
    return posteriors.map { arm in
      let (low, high) = (arm.mean - reach * arm.deviation, arm.mean + reach * arm.deviation)
      guard scale == .logarithm else { return CredibleSummary(mean: controlValue + arm.mean, lower: controlValue + low, upper: controlValue + high) }
      return CredibleSummary(
        mean: controlValue * exp(arm.mean + arm.deviation * arm.deviation / 2), lower: controlValue * exp(low), upper: controlValue * exp(high))
    }
  }

  /// On the scale of a difference only.
  public func difference(confidence: Double) throws -> CredibleSummary? {
    guard posteriors.count == 2, scale == .difference else { return nil }
    CredibleInterval.check(confidence: confidence)
    let reach = StandardNormal.upperQuantile(0.5 * (1 - confidence)) * hypot(posteriors[0].deviation, posteriors[1].deviation)
    return CredibleSummary(mean: posteriors[1].mean, lower: posteriors[1].mean - reach, upper: posteriors[1].mean + reach)
  }

  /// On the logarithmic scale only.
  public func relative(confidence: Double) throws -> CredibleSummary? {
    guard posteriors.count == 2, scale == .logarithm else { return nil }
    CredibleInterval.check(confidence: confidence)
    let deviation = hypot(posteriors[0].deviation, posteriors[1].deviation)
    let reach = StandardNormal.upperQuantile(0.5 * (1 - confidence)) * deviation
    let centre = posteriors[1].mean
    return CredibleSummary(mean: expm1(centre + deviation * deviation / 2), lower: expm1(centre - reach), upper: expm1(centre + reach))
  }
}

extension ArmComparison {
  /// Estimate and standard error of this comparison's contrast, as its own inversion has them: half the width between the bounds at one standard error's level,
  /// on the logarithm of the ratio where values are positive, else on the difference; a side without a bound takes the other's width, and without either the
  /// precision under the null. Nil where there is no estimate.
  public func contrast(isDifference: Bool, controlShare: Double = 0.5) -> BayesianContrasts.Contrast? {
    let level = 0.15865525393145707  // Φ(−1)
    let levels = SideLevels(lower: level, upper: level)
    guard let interval = try? isDifference ? difference(levels) : relative(levels), let estimate = interval.estimate else { return nil }
    func onScale(_ value: Double) -> Double? { isDifference ? value : value > -1 ? log1p(value) : nil }
    guard let centre = onScale(estimate) else { return nil }
    let sides = [interval.lower.value.flatMap(onScale).map { centre - $0 }, interval.upper.value.flatMap(onScale).map { $0 - centre }]
    let widths = sides.compactMap { $0 }.filter { $0 > 0 && $0.isFinite }
    let error = widths.isEmpty ? (precision > 0 ? 1 / precision.squareRoot() : 0) : widths.reduce(0, +) / Double(widths.count)
    guard error > 0, error.isFinite else { return nil }
    return .init(estimate: centre, standardError: error, controlShare: controlShare)
  }
}
