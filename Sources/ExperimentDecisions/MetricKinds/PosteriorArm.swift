import ExperimentModel
import ExperimentStatistics
import Glibc

/// What an arm brings to its posterior: effective counts, or an estimate and its variance.
enum PosteriorArm: Hashable {
  case share(successes: Double, trials: Double)
  case results(Double, exposure: Double)
  case estimate(Double, variance: Double)

  /// The arm as what more data are worth sees it; nil where its good has no logarithm.
  /// - Parameter growth: data to come over the data there are.
  func preposterior(growth: Double) -> PreposteriorLoss.Arm? {
    switch self {
    case .share(let successes, let trials): trials > 0 ? .init(successes: successes, trials: trials, growth: growth) : nil
    case .results(let count, let exposure): exposure > 0 ? .init(results: count, exposure: exposure, growth: growth) : nil
    case .estimate(let value, let variance):
      value > 0 ? .init(mean: log(value), deviation: variance.squareRoot() / value, resolved: growth / (1 + growth)) : nil
    }
  }
}

extension Metric {
  /// All arms weighed against each other; nil where they are not of one form, or say nothing.
  func weighed(_ arms: [PosteriorArm]) -> (any BayesianComparison)? {
    let better: BetterDirection = direction == .increase ? .higher : .lower
    var shares = [(successes: Double, trials: Double)]()
    var results = [(results: Double, cost: Double)]()
    var estimates = [(mean: Double, variance: Double)]()
    for arm in arms {
      switch arm {
      case .share(let successes, let trials): shares.append((successes, trials))
      case .results(let count, let exposure): results.append((count, exposure))
      case .estimate(let mean, let variance): estimates.append((mean, variance))
      }
    }
    switch arms.count {
    case shares.count: return try? BayesianProportions(arms: shares, better: better)
    case results.count: return try? BayesianCostPer(arms: results, quantity: facts.isCost ? .costPerResult : .resultsPerUnit(better: better))
    case estimates.count: return try? BayesianMeans(arms: estimates, better: better)
    default: return nil
    }
  }
}
