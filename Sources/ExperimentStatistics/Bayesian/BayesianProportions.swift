import Glibc

/// Shares with beta posteriors: a Beta(α, β) prior and `successes` of `trials` give Beta(α + successes, β + trials − successes).
///
/// Counts may be fractional (effective counts under overdispersion), 0 to 1e9. Formulas: Miller (2014), evaluated by quadrature instead
/// of sums over counts; Stucchio (2015) for the loss.
public struct BayesianProportions: BayesianComparison {
  /// Posterior parameters of each arm.
  public let posteriors: [BetaDistribution]
  public let better: BetterDirection
  private let grid: PosteriorGrid

  /// - Parameters: `prior`: α, β > 0; uniform by default.
  /// - Throws: `InvalidInput` naming the arm and key.
  /// - Complexity: O(arms · panels); 5 µs for two arms.
  public init(
    arms: [(successes: Double, trials: Double)], prior: (alpha: Double, beta: Double) = (1, 1), better: BetterDirection = .higher
  ) throws {
    guard !arms.isEmpty else { throw InvalidInput(key: "arms", found: "none", allowed: "at least one arm") }
    guard prior.alpha >= 1e-3, prior.alpha <= 1e12 else {
      throw InvalidInput(key: "prior.alpha", found: "\(prior.alpha)", allowed: "0.001 to 1e12")
    }
    guard prior.beta >= 1e-3, prior.beta <= 1e12 else {
      throw InvalidInput(key: "prior.beta", found: "\(prior.beta)", allowed: "0.001 to 1e12")
    }
    posteriors = try arms.enumerated().map { index, arm in
      guard arm.trials >= 0, arm.trials <= 1e15 else {
        throw InvalidInput(key: "arms[\(index)].trials", found: "\(arm.trials)", allowed: "0 to 1e15")
      }
      guard arm.successes >= 0, arm.successes <= arm.trials else {
        throw InvalidInput(key: "arms[\(index)].successes", found: "\(arm.successes)", allowed: "0 to trials, \(arm.trials)")
      }
      return BetaDistribution(alpha: prior.alpha + arm.successes, beta: prior.beta + (arm.trials - arm.successes))
    }
    self.better = better
    // Beyond 45 logits from every centre shares are 0 or 1 to a double, and what is left of a slow tail is a plain exponential.
    let shapes: [PosteriorShape] = posteriors.map { .logitBeta(alpha: $0.alpha, beta: $0.beta) }
    let plain = 45 + (shapes.map { abs($0.centre) }.max() ?? 0)
    grid = try PosteriorGrid(shapes) { max(2, 0.2 * (abs($0) - plain)) }
  }

  public func probabilityBest() -> [Double] { grid.probabilityBest(better) }

  public func expectedLoss() -> [Double?] {
    grid.expectedLoss(better) { t in
      let x = BayesianProportions.share(t)
      return x.share * x.rest
    }
  }

  public func expectedRelativeLoss() -> [Double?] {
    grid.expectedRelativeLoss(better) {
      BayesianProportions.share($0).share
    } slope: { t in
      let x = BayesianProportions.share(t)
      return x.share * x.rest
    }
  }

  public func posterior(confidence: Double) -> [CredibleSummary] {
    CredibleInterval.check(confidence: confidence)
    let tail = 0.5 * (1 - confidence)
    return posteriors.map {
      CredibleSummary(mean: mean($0), lower: $0.lowerQuantile(tail), upper: $0.upperQuantile(tail))
    }
  }

  public func difference(confidence: Double) throws -> CredibleSummary? {
    guard posteriors.count == 2 else { return nil }
    let (lower, upper) = try interval(.difference, confidence: confidence)
    return CredibleSummary(mean: mean(posteriors[1]) - mean(posteriors[0]), lower: lower, upper: upper)
  }

  public func relative(confidence: Double) throws -> CredibleSummary? {
    guard posteriors.count == 2 else { return nil }
    let (control, treatment) = (posteriors[0], posteriors[1])
    // E(1/X) of a beta is (α + β − 1)/(α − 1).
    let reciprocal = control.alpha > 1 ? (control.alpha + control.beta - 1) / (control.alpha - 1) : nil
    let (lower, upper) = try interval(.logRatio, confidence: confidence)
    return CredibleSummary(mean: reciprocal.map { mean(treatment) * $0 - 1 }, lower: expm1(lower), upper: expm1(upper))
  }

  private enum Contrast { case difference, logRatio }

  /// Bounds of the contrast d by P(contrast ≤ d), summed over the narrower of the two posteriors.
  private func interval(_ contrast: Contrast, confidence: Double) throws -> (lower: Double, upper: Double) {
    CredibleInterval.check(confidence: confidence)
    let tail = 0.5 * (1 - confidence)
    let (control, treatment) = (posteriors[0], posteriors[1])
    let overControl = deviation(control) <= deviation(treatment)
    let shape = grid.shapes[overControl ? 0 : 1]
    let other = overControl ? treatment : control
    func cumulative(_ d: Double, upper: Bool) -> Double {
      let shift = overControl ? d : -d
      let factor = exp(shift)
      // The share at which the other arm's would leave 0…1.
      let end = contrast == .difference ? (shift < 0 ? -shift : 1 - shift) : 1 / factor
      let (coordinates, masses) = CredibleInterval.masses(shape, kink: end > 0 && end < 1 ? log(end / (1 - end)) : nil)
      var sum = 0.0
      for i in coordinates.indices {
        let t = coordinates[i]
        let share = t < 0 ? exp(t) / (1 + exp(t)) : 1 / (1 + exp(-t))
        let edge = min(max(contrast == .difference ? share + shift : share * factor, 0), 1)
        sum += masses[i] * (upper == overControl ? other.upperTail(edge) : other.lowerTail(edge))
      }
      return sum
    }
    let means = posteriors.map(mean), deviations = posteriors.map(deviation)
    let centre = contrast == .difference ? means[1] - means[0] : log(means[1] / means[0])
    let scale = contrast == .difference ? hypot(deviations[0], deviations[1]) : hypot(deviations[0] / means[0], deviations[1] / means[1])
    return try CredibleInterval.bounds(tail: tail, centre: centre, scale: scale, of: cumulative)
  }

  private func mean(_ beta: BetaDistribution) -> Double { beta.alpha / (beta.alpha + beta.beta) }

  private func deviation(_ beta: BetaDistribution) -> Double {
    let whole = beta.alpha + beta.beta
    return (beta.alpha * beta.beta / (whole + 1)).squareRoot() / whole
  }

  /// A share and its complement at 16 logits, each without cancellation.
  private static func share(_ t: SIMD16<Double>) -> (share: SIMD16<Double>, rest: SIMD16<Double>) {
    let odds = exponential(t.replacing(with: 700, where: t .> 700))
    let rest = 1 / (1 + odds)
    return (odds * rest, rest)
  }
}
