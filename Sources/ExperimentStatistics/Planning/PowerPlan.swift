import Glibc

/// A comparison planned ahead: how size and power go together.
///
/// Size is what one arm, the control, needs: trials, units or money; treatments get `allocation` times as much. `alpha` is two-sided and
/// shared equally between `comparisons` (Bonferroni), the number of treatments.
public protocol PowerPlan: Sendable {
  var alpha: Double { get }
  var comparisons: Int { get }
  /// P(the effect is found) at a size.
  func power(size: Double) throws -> Double
  /// The size at which the power is reached, not rounded.
  func size(power: Double) throws -> Double
}

extension PowerPlan {
  /// One side's level of one comparison.
  var sideLevel: Double { alpha / 2 / Double(comparisons) }
  var criticalValue: Double { StandardNormal.upperQuantile(sideLevel) }

  /// Power under a group-sequential design at this size: the design's drift is the expected Z that gives the fixed test its power.
  /// The design's own alpha counts, one-sided, and should be `sideLevel`'s.
  public func power(size: Double, design: GroupSequentialDesign) throws -> Double {
    let fixed = try power(size: size)
    guard fixed > 0, fixed < 1 else { return fixed }
    return design.power(drift: criticalValue - StandardNormal.upperQuantile(fixed))
  }

  /// Size at the last look of a group-sequential design so that its power is reached.
  public func size(power: Double, design: GroupSequentialDesign) throws -> Double {
    try checkPower(power)
    let search = DesignSearch(
      information: design.information, alpha: design.alpha / Double(design.sides), isTwoSided: design.sides == 2, family: design.family)
    let drift = try search.drift(of: design.region, power: power)
    return try size(power: StandardNormal.upperTail(criticalValue - drift))
  }

  func checkPower(_ power: Double) throws {
    guard power > sideLevel, power < 1 else {
      throw InvalidInput(key: "power", found: "\(power)", allowed: "above \(sideLevel), below 1")
    }
  }

  func checkSize(_ size: Double) throws {
    guard size > 0, size < .infinity else { throw InvalidInput(key: "size", found: "\(size)", allowed: "above 0") }
  }

  /// The size between bounds that double until they hold it; power must grow with size.
  func searchedSize(power target: Double, from start: Double, least: Double) throws -> Double {
    try checkPower(target)
    var lower = max(start, least), upper = lower
    for _ in 0..<200 {
      if try power(size: upper) >= target { break }
      lower = upper
      upper *= 2
      guard upper < 1e300 else { throw NoAnswer.undefined("no size reaches this power") }
    }
    while try lower > least && power(size: lower) > target { lower = max(least, lower / 2) }
    if try power(size: lower) >= target { return lower }
    return try Roots.brent(between: lower, and: upper, tolerance: 1e-12 * upper) { try power(size: $0) - target }
  }
}

func checkPlan(alpha: Double, comparisons: Int, allocation: Double) throws {
  guard alpha > 0, alpha < 1 else { throw InvalidInput(key: "alpha", found: "\(alpha)", allowed: "between 0 and 1") }
  guard comparisons >= 1 else { throw InvalidInput(key: "arms", found: "\(comparisons + 1)", allowed: "at least 2") }
  guard allocation > 0, allocation < .infinity else { throw InvalidInput(key: "allocation", found: "\(allocation)", allowed: "above 0") }
}
