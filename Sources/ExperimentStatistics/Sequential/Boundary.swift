import Glibc

/// A one-sided group-sequential efficacy boundary by alpha spending (Lan & DeMets 1983): stop at look k when Z_k ≥ c_k.
///
/// Z_1, Z_2, … are jointly normal with correlations √(I_j/I_k) and mean 0 under the null; c_k makes the chance of a first crossing at
/// look k what the spending function adds there. It depends only on spending times, ratios of information, alpha and the function.
///
/// Right to about 1e-9 in c_k, in far tails too: the first of 13 equal O'Brien–Fleming looks at 0.025 is 7.9965.
public struct Boundary: Hashable, Sendable {
  /// c_k; nil where nothing can be spent: no time has passed, or the amount is below 1e-290.
  public let criticalValues: [Double?]
  /// P(Z > c_k) at each look alone; 0 where there is no critical value.
  public let nominalLevels: [Double]
  /// Alpha spent up to each look, cumulative.
  public let alphaSpent: [Double]

  /// - Parameters:
  ///   - spendingTimes: 0…1; a look whose time does not exceed the last spends nothing.
  ///   - information: > 0, one a look, in any unit; taken as at least that of the looks before.
  ///   - alpha: one-sided, 0 < alpha < 1.
  /// - Complexity: O(looks); about 4 µs a look when looks are a fifth of the information apart.
  public init(spendingTimes: [Double], information: [Double], alpha: Double, spending: SpendingFunction) {
    precondition(spendingTimes.count == information.count, "one spending time and one information for each look")
    let plan = LookPlan(spendingTimes: spendingTimes, information: information, alpha: alpha, spending: spending)
    var state = BoundaryState(alpha: alpha, spending: spending)
    var criticalValues: [Double?] = [], nominalLevels: [Double] = [], alphaSpent: [Double] = []
    for k in spendingTimes.indices {
      let (critical, nominal, spent) = state.look(spending: plan.totals[k], information: plan.information[k], horizon: plan.horizons[k])
      criticalValues.append(critical)
      nominalLevels.append(nominal)
      alphaSpent.append(spent)
    }
    self.criticalValues = criticalValues
    self.nominalLevels = nominalLevels
    self.alphaSpent = alphaSpent
  }
}

/// What is known of all looks before any critical value is: totals to spend, and which values of Z can matter later.
struct LookPlan {
  let totals: [Double]
  let information: [Double]
  /// For look k: the values of Z at the look before it that matter to look k and later ones.
  let horizons: [BoundaryState.Horizon]

  init(spendingTimes: [Double], information: [Double], alpha: Double, spending: SpendingFunction) {
    var totals: [Double] = [], floored: [Double] = []
    for k in spendingTimes.indices {
      totals.append(max(totals.last ?? 0, spending.spent(at: spendingTimes[k], alpha: alpha)))
      floored.append(max(floored.last ?? 0, information[k]))
    }
    let amounts = totals.indices.map { k in totals[k] - (k == 0 ? 0 : totals[k - 1]) }
    var horizons = [BoundaryState.Horizon](repeating: BoundaryState.Horizon(lowest: 0, highest: 0), count: totals.count)
    // The look before, of those that spend: looks that spend nothing leave no trace.
    var before: Int?
    for k in totals.indices where amounts[k] > BoundaryState.leastAmount {
      if let before {
        for j in k..<totals.count where amounts[j] > BoundaryState.leastAmount {
          horizons[k].widen(from: floored[before], to: floored[j], spending: amounts[j], of: totals[j])
        }
      }
      before = k
    }
    self.totals = totals
    self.information = floored
    self.horizons = horizons
  }
}
