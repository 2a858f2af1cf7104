import Glibc

/// Cost per result (or results per exposure) with gamma posteriors of the rate: a Gamma(shape, rate) prior and `results` at `cost` give
/// Gamma(shape + results, rate + cost) for results per unit of cost (Gelman et al. 2013, *Bayesian Data Analysis*, §2.6).
///
/// Results may be fractional (effective counts), 0 to 1e9. The product's prior is Gamma(½, 0), Jeffreys': an arm must then have cost.
public struct BayesianCostPer: BayesianComparison {
  /// What is compared, and in whose unit losses and posteriors are.
  public enum Quantity: Hashable, Sendable {
    /// Cost / results: the best is the cheapest. Its mean is infinite up to one posterior result, then nil.
    case costPerResult
    /// Results / exposure, with the good end named.
    case resultsPerUnit(better: BetterDirection)
  }

  /// Posterior of each arm's results per unit of cost.
  public let posteriors: [GammaDistribution]
  public let quantity: Quantity
  private let grid: PosteriorGrid

  /// - Parameters: `prior`: shape ≥ 0.001, rate ≥ 0.
  /// - Throws: `InvalidInput` naming the arm and key; `NoAnswer.zeroExposure` when an arm has neither cost nor a prior's.
  /// - Complexity: O(arms · panels); 5 µs for two arms.
  public init(
    arms: [(results: Double, cost: Double)], prior: (shape: Double, rate: Double) = (0.5, 0), quantity: Quantity = .costPerResult
  ) throws {
    guard !arms.isEmpty else { throw InvalidInput(key: "arms", found: "none", allowed: "at least one arm") }
    guard prior.shape >= 1e-3, prior.shape <= 1e12 else {
      throw InvalidInput(key: "prior.shape", found: "\(prior.shape)", allowed: "0.001 to 1e12")
    }
    guard prior.rate >= 0, prior.rate < .infinity else { throw InvalidInput(key: "prior.rate", found: "\(prior.rate)", allowed: "0 or more") }
    posteriors = try arms.enumerated().map { index, arm in
      guard arm.results >= 0, arm.results <= 1e15 else {
        throw InvalidInput(key: "arms[\(index)].results", found: "\(arm.results)", allowed: "0 to 1e15")
      }
      guard arm.cost >= 0, arm.cost < .infinity else {
        throw InvalidInput(key: "arms[\(index)].cost", found: "\(arm.cost)", allowed: "0 or more")
      }
      guard prior.rate + arm.cost > 0 else { throw NoAnswer.zeroExposure }
      guard Amounts.range.contains(prior.rate + arm.cost) else { throw NoAnswer.outOfRange }
      return GammaDistribution(shape: prior.shape + arm.results, rate: prior.rate + arm.cost)
    }
    self.quantity = quantity
    let shapes: [PosteriorShape] = posteriors.map { .logGamma(shape: $0.shape, rate: $0.rate) }
    // Far below every centre a slow left tail is a plain exponential.
    let plain = (shapes.map(\.centre).min() ?? 0) - 45
    grid = try PosteriorGrid(shapes) { max(1, 0.2 * (plain - $0)) }
  }

  /// The direction on the scale of results per unit.
  private var better: BetterDirection {
    switch quantity {
    case .costPerResult: .higher
    case .resultsPerUnit(let better): better
    }
  }

  public func probabilityBest() -> [Double] { grid.probabilityBest(better) }

  public func expectedLoss() -> [Double?] {
    guard quantity == .costPerResult else { return grid.expectedLoss(better) { exponential($0) } }
    // E(c_arm − min c) with c = e⁻ᵗ; left of the grid the arm's tail is p·e^{at}/a and some other arm lies above.
    let losses = grid.expectedLoss(.higher) { exponential(-$0) }
    guard posteriors.count > 1 else { return [posteriors[0].shape > 1 ? 0 : nil] }
    return losses.indices.map { arm in
      let shape = posteriors[arm].shape
      guard shape > 1 else { return nil }
      return losses[arm] + grid.leftDensities[arm] / shape * exp(-grid.left) / (shape - 1)
    }
  }

  public func expectedRelativeLoss() -> [Double?] {
    grid.expectedRelativeLoss(better) {
      exponential($0)
    } slope: {
      exponential($0)
    }
  }

  public func posterior(confidence: Double) -> [CredibleSummary] {
    CredibleInterval.check(confidence: confidence)
    let tail = 0.5 * (1 - confidence)
    return posteriors.map { gamma in
      let low = gamma.lowerQuantile(tail), high = gamma.upperQuantile(tail)
      guard quantity == .costPerResult else { return CredibleSummary(mean: gamma.shape / gamma.rate, lower: low, upper: high) }
      let mean = gamma.shape > 1 ? gamma.rate / (gamma.shape - 1) : nil
      return CredibleSummary(mean: mean, lower: 1 / high, upper: low > 1e-300 ? 1 / low : nil)
    }
  }

  public func difference(confidence: Double) throws -> CredibleSummary? {
    guard posteriors.count == 2 else { return nil }
    CredibleInterval.check(confidence: confidence)
    let tail = 0.5 * (1 - confidence)
    let inverse = quantity == .costPerResult
    let (control, treatment) = (posteriors[0], posteriors[1])
    // Over the arm whose value is known more closely.
    let spreads = posteriors.map { spread($0) }
    let overControl = spreads[0] <= spreads[1]
    let shape = grid.shapes[overControl ? 0 : 1]
    let other = overControl ? treatment : control
    /// P(other value > edge), or ≤.
    func tailOfOther(_ edge: Double, above: Bool) -> Double {
      guard edge > 0 else { return above ? 1 : 0 }
      if inverse { return above ? other.lowerTail(1 / edge) : other.upperTail(1 / edge) }
      return above ? other.upperTail(edge) : other.lowerTail(edge)
    }
    let (lower, upper) = try CredibleInterval.bounds(
      tail: tail, centre: centreOfDifference, scale: hypot(spreads[0], spreads[1])
    ) { d, upper in
      let shift = overControl ? d : -d
      // The value at which the other arm's would reach 0.
      let (coordinates, masses) = CredibleInterval.masses(shape, kink: shift < 0 ? (inverse ? -1 : 1) * log(-shift) : nil)
      var sum = 0.0
      for i in coordinates.indices {
        sum += masses[i] * tailOfOther(exp(inverse ? -coordinates[i] : coordinates[i]) + shift, above: overControl == upper)
      }
      return sum
    }
    let means = posterior(confidence: confidence).map(\.mean)
    let mean: Double? = if let first = means[0], let second = means[1] { second - first } else { nil }
    return CredibleSummary(mean: mean, lower: lower, upper: upper)
  }

  /// A ratio of two gamma variables is an F variable in units of the ratio of their means: exact.
  public func relative(confidence: Double) throws -> CredibleSummary? {
    guard posteriors.count == 2 else { return nil }
    CredibleInterval.check(confidence: confidence)
    let tail = 0.5 * (1 - confidence)
    let (control, treatment) = quantity == .costPerResult ? (posteriors[1], posteriors[0]) : (posteriors[0], posteriors[1])
    let ratio = FDistribution(numeratorDF: 2 * treatment.shape, denominatorDF: 2 * control.shape)
    let unit = (treatment.shape / treatment.rate) / (control.shape / control.rate)
    let mean = control.shape > 1 ? treatment.shape / treatment.rate * (control.rate / (control.shape - 1)) - 1 : nil
    return CredibleSummary(mean: mean, lower: unit * ratio.lowerQuantile(tail) - 1, upper: unit * ratio.upperQuantile(tail) - 1)
  }

  /// The scale of one arm's value, robust where the variance does not exist.
  private func spread(_ gamma: GammaDistribution) -> Double {
    let value = quantity == .costPerResult ? gamma.rate / gamma.shape : gamma.shape / gamma.rate
    return value / gamma.shape.squareRoot()
  }

  private var centreOfDifference: Double {
    let values = posteriors.map { quantity == .costPerResult ? $0.rate / $0.shape : $0.shape / $0.rate }
    return values[1] - values[0]
  }
}
