import Glibc

/// Means with normal posteriors: an estimate with its variance, and a normal prior, flat unless given
/// (Gelman et al. 2013, *Bayesian Data Analysis*, §2.5). Serves any estimate with a standard error.
public struct BayesianMeans: BayesianComparison {
  /// Posterior mean and deviation of each arm.
  public let posteriors: [(mean: Double, deviation: Double)]
  public let better: BetterDirection
  private let grid: PosteriorGrid
  private let origin: Double

  /// - Parameters: `arms`: the estimate and the variance *of the estimate* (s²/n), > 0.  `prior`: mean and variance > 0; nil: flat.
  /// - Throws: `InvalidInput` naming the arm and key; `NoAnswer.zeroVariance`, `NoAnswer.outOfRange`.
  public init(arms: [(mean: Double, variance: Double)], prior: (mean: Double, variance: Double)? = nil, better: BetterDirection = .higher) throws {
    guard !arms.isEmpty else { throw InvalidInput(key: "arms", found: "none", allowed: "at least one arm") }
    if let prior {
      guard prior.mean.isFinite else { throw InvalidInput(key: "prior.mean", found: "\(prior.mean)", allowed: "a number") }
      guard prior.variance > 0, prior.variance < .infinity else {
        throw InvalidInput(key: "prior.variance", found: "\(prior.variance)", allowed: "above 0")
      }
    }
    posteriors = try arms.enumerated().map { index, arm in
      guard arm.mean.isFinite else { throw InvalidInput(key: "arms[\(index)].mean", found: "\(arm.mean)", allowed: "a number") }
      guard arm.variance >= 0, arm.variance < .infinity else {
        throw InvalidInput(key: "arms[\(index)].variance", found: "\(arm.variance)", allowed: "0 or more")
      }
      guard arm.variance > 0 else { throw NoAnswer.zeroVariance }
      guard arm.mean.magnitude <= EstimatedArms.largest, (1e-200...1e200).contains(arm.variance) else { throw NoAnswer.outOfRange }
      guard let prior else { return (arm.mean, arm.variance.squareRoot()) }
      let share = arm.variance / (arm.variance + prior.variance)
      return (arm.mean + share * (prior.mean - arm.mean), (share * prior.variance).squareRoot())
    }
    self.better = better
    // From the first arm's mean, so that means of 1e9 with errors of 1e-3 keep their digits.
    let origin = posteriors[0].mean
    self.origin = origin
    grid = try PosteriorGrid(posteriors.map { .normal(mean: $0.mean - origin, deviation: $0.deviation) }) { _ in .infinity }
  }

  public func probabilityBest() -> [Double] { grid.probabilityBest(better) }

  public func expectedLoss() -> [Double?] { grid.expectedLoss(better) { _ in .init(repeating: 1) } }

  /// Nil unless every arm is positive beyond a doubt of 1e-6: a share of a good that may be negative means nothing. What lies below zero
  /// is left out.
  public func expectedRelativeLoss() -> [Double?] {
    guard posteriors.allSatisfy(isPositive) else { return posteriors.map { _ in nil } }
    let least = posteriors.map(\.mean).min() ?? 1
    // Panels on which 1/x² is smooth.
    let positive = try? PosteriorGrid(posteriors.map { .normal(mean: $0.mean - origin, deviation: $0.deviation) }, from: -origin) {
      max($0 + origin, 0.1 * least)
    }
    return positive.map {
      $0.expectedRelativeLoss(better) {
        $0 + origin
      } slope: { _ in
        .init(repeating: 1)
      }
    } ?? posteriors.map { _ in nil }
  }

  public func posterior(confidence: Double) -> [CredibleSummary] {
    CredibleInterval.check(confidence: confidence)
    let reach = StandardNormal.upperQuantile(0.5 * (1 - confidence))
    return posteriors.map { CredibleSummary(mean: $0.mean, lower: $0.mean - reach * $0.deviation, upper: $0.mean + reach * $0.deviation) }
  }

  public func difference(confidence: Double) throws -> CredibleSummary? {
    guard posteriors.count == 2 else { return nil }
    CredibleInterval.check(confidence: confidence)
    let reach = StandardNormal.upperQuantile(0.5 * (1 - confidence)) * hypot(posteriors[0].deviation, posteriors[1].deviation)
    let centre = posteriors[1].mean - posteriors[0].mean
    return CredibleSummary(mean: centre, lower: centre - reach, upper: centre + reach)
  }

  /// The r in P(T ≤ (1 + r)·C) = tail, a quadratic in r as Fieller's (1954). A ratio of normals has no mean.
  public func relative(confidence: Double) throws -> CredibleSummary? {
    guard posteriors.count == 2, isPositive(posteriors[0]) else { return nil }
    CredibleInterval.check(confidence: confidence)
    let reach = StandardNormal.upperQuantile(0.5 * (1 - confidence))
    let (control, treatment) = (posteriors[0], posteriors[1])
    let g = reach * control.deviation / control.mean
    // Beyond this confidence the control itself is not told from zero.
    guard g < 1 else { return nil }
    let ratio = treatment.mean / control.mean
    let half =
      reach / control.mean
      * (treatment.deviation * treatment.deviation * (1 - g * g)
      + ratio * ratio * control.deviation * control.deviation).squareRoot()
    return CredibleSummary(mean: nil, lower: (ratio - half) / (1 - g * g) - 1, upper: (ratio + half) / (1 - g * g) - 1)
  }

  private func isPositive(_ arm: (mean: Double, deviation: Double)) -> Bool { arm.mean > 4.76 * arm.deviation }
}
