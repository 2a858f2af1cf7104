import Glibc

/// A one-sided efficacy boundary built look by look: what a trial that has been running knows.
///
/// Each look costs about 5 µs for looks a fifth of the information apart; a look at which nothing can be spent costs nothing.
public struct BoundaryState: Sendable {
  /// The whole one-sided alpha.
  public let alpha: Double
  public let spending: SpendingFunction
  /// Alpha spent so far, cumulative.
  public private(set) var spent: Double = 0

  /// Paths that have gone on through every look before the pending one.
  private var density = SurvivingDensity()
  /// The newest look with a critical value, not yet folded into `density`: how finely to do so depends on the look after it.
  private var pending: Pending?

  private struct Pending {
    var information, critical, crossing: Double
  }

  /// - Parameters: `alpha`: one-sided, 0 < alpha < 1.
  public init(alpha: Double, spending: SpendingFunction) {
    precondition(alpha > 0 && alpha < 1, "alpha lies strictly between 0 and 1")
    self.alpha = alpha
    self.spending = spending
  }

  /// The boundary of the next look, which spends what the spending function allows by `spendingTime` and has not been spent.
  ///
  /// - Parameters:
  ///   - spendingTime: 0…1; one that does not exceed the last spends nothing.
  ///   - information: 1/variance of the contrast under the null, in any unit; taken as at least that of earlier looks. A look without any (0, or what a
  ///     double cannot hold) spends nothing.
  ///   - isFinal: spends all that is left, whatever the time.
  /// - Returns: `critical`: stop when Z ≥ it; nil, with `nominal` 0, when nothing can be spent.
  ///   `nominal`: P(Z > critical) at this look alone.  `spent`: cumulative.
  public mutating func look(
    spendingTime: Double, information: Double, isFinal: Bool = false
  ) -> (critical: Double?, nominal: Double, spent: Double) {
    look(spending: spending.spent(at: isFinal ? 1 : spendingTime, alpha: alpha), information: information, horizon: nil)
  }

  /// A look of the past with the critical value it was given then; nil when it spent nothing.
  public mutating func keep(critical: Double?, spent: Double, information: Double) {
    self.spent = max(self.spent, spent)
    guard let critical, critical.isFinite, information > 0, information < .infinity else { return }
    let level = settle(before: information, horizon: nil, amount: nil)
    let crossing = density.exit(above: critical, at: level).probability
    if let pending, pending.information == level, pending.critical <= critical { return }
    pending = Pending(information: level, critical: critical, crossing: crossing)
  }

  /// What later looks may need, when they are known: bounds on the values of Z that matter.
  struct Horizon {
    var lowest, highest: Double

    /// Takes in the values of Z at `information` from which a later look, at `later`, is first crossed with probability `amount`,
    /// `total` being spent by then: all but a share of about 1e-9 of that crossing.
    mutating func widen(from information: Double, to later: Double, spending amount: Double, of total: Double) {
      let ratio = min(information / later, 1)
      let correlation = ratio.squareRoot(), deviation = (1 - ratio).squareRoot()
      // A first crossing is rarer than exceeding c, and that is rarer than having crossed at all: Q⁻¹(total) ≤ c ≤ Q⁻¹(amount).
      let least = StandardNormal.upperQuantile(min(total, 1 - 1e-16))
      let most = StandardNormal.upperQuantile(min(amount, 0.5))
      // Of the paths that exceed c, few come from below: Z given c is normal about ρc …
      let reach = (40 + 2 * log(total / amount)).squareRoot()
      lowest = min(lowest, correlation * least - reach * deviation)
      // … and few from above: beyond c/ρ a path exceeds c anyway, and the normal tail itself is what falls.
      let normal = correlation * most + 6.4 * deviation
      highest = max(highest, normal * correlation <= most ? normal : (most * most + 41).squareRoot())
    }
  }

  mutating func look(
    spending total: Double, information: Double, horizon: Horizon?
  ) -> (critical: Double?, nominal: Double, spent: Double) {
    let amount = total - spent
    guard amount > BoundaryState.leastAmount, information > 0, information < .infinity else { return (nil, 0, spent) }
    let level = settle(before: information, horizon: horizon, amount: amount)
    // At unchanged information the paths are those of the last look: together the two looks spend the sum.
    let earlier = pending.map { $0.information == level ? $0.crossing : 0 } ?? 0
    let critical = BoundaryState.critical(of: density, at: level, crossing: amount + earlier, cumulative: total)
    spent = total
    pending = Pending(information: level, critical: critical, crossing: amount + earlier)
    return (critical, StandardNormal.upperTail(critical), spent)
  }

  /// P(no crossing before, Z > `critical`) at one more look, as if its critical value were `critical`.
  mutating func crossing(above critical: Double, information: Double, amount: Double, horizon: Horizon?) -> Double {
    let level = settle(before: information, horizon: horizon, amount: amount)
    let earlier = pending.map { $0.information == level ? $0.crossing : 0 } ?? 0
    return density.exit(above: critical, at: level).probability - earlier
  }

  /// Amounts below this are too small to be spent: the critical value would lie beyond 36.
  public static let leastAmount = 1e-290

  /// Folds the pending look into the density, unless the new look has the same information. Returns the information to use.
  private mutating func settle(before information: Double, horizon: Horizon?, amount: Double?) -> Double {
    guard let pending else { return information }
    // Steps too narrow to resolve (a spread of Z below 3e-3) count as none.
    guard information > pending.information * (1 + 1e-5) else { return pending.information }
    var bounds = horizon ?? Horizon(lowest: -SurvivingDensity.reach, highest: StandardNormal.upperQuantile(min(alpha, 0.5)) + 6.5)
    if let amount, horizon == nil {
      bounds.widen(from: pending.information, to: information, spending: amount, of: max(alpha, spent + amount))
    }
    density = density.advanced(
      to: pending.information, below: pending.critical, lowest: max(bounds.lowest, -SurvivingDensity.reach), highest: bounds.highest,
      next: information)
    self.pending = nil
    return information
  }

  /// The c at which the paths of `density` exceed c at this look with probability `crossing`.
  static func critical(of density: SurvivingDensity, at information: Double, crossing: Double, cumulative: Double) -> Double {
    // A first crossing here is rarer than exceeding c here, and that is rarer than having crossed at all.
    let farthest = StandardNormal.upperQuantile(min(crossing, 1 - 1e-16))
    if density.nodes.isEmpty { return farthest }
    var low = min(StandardNormal.upperQuantile(min(cumulative, 1 - 1e-16)), farthest) - 1e-9, high = farthest + 1e-9
    let target = log(crossing)
    var c = 0.5 * (low + high)
    for iteration in 0..<80 {
      let (probability, density, slope) = density.exit(above: c, at: information)
      guard probability > 0 else {
        high = c
        c = 0.5 * (low + high)
        continue
      }
      // ln F is nearly a parabola: solve the one that touches it here.
      let value = log(probability) - target
      let first = -density / probability
      let second = -slope / probability - first * first
      let root = (first * first - 2 * second * value)
      var next = root > 0 ? c - 2 * value / (first - root.squareRoot()) : c - value / first
      if value > 0 { low = max(low, c) } else { high = min(high, c) }
      // Recorded boundaries may not have spent what they were to: the bracket is then only a guess.
      if next < low && iteration < 3 { low = next - 1 } else if next > high && iteration < 3 { high = next + 1 }
      if !(next >= low && next <= high) { next = 0.5 * (low + high) }
      let step = abs(next - c)
      c = next
      // The error left is of the order of the step's cube.
      if step < 2e-5 { break }
    }
    return c
  }
}
