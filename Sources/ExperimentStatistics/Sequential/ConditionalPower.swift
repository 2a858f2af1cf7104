/// The chance that a test still going will cross its boundary, given what it has shown and a true effect (Lan, Simon & Halperin 1982).
public enum ConditionalPower {
  /// - Parameters:
  ///   - z: the statistic of the newest look.
  ///   - expected: what z would be on average at that look's information under the effect: effect over standard error.
  ///   - looks: those still planned: their information over the newest look's, rising above 1, and their critical value (nil: none).
  /// - Returns: P(Z ≥ critical at some later look), 0…1.
  /// - Complexity: one integration a look.
  public static func crossing(z: Double, expected: Double, looks: [(information: Double, critical: Double?)]) -> Double {
    precondition(looks.allSatisfy { $0.information > 1 }, "later looks have more information")
    let region = StoppingRegion(
      information: looks.map(\.information), lower: [Double?](repeating: nil, count: looks.count), upper: looks.map(\.critical))
    return min(1, region.crossings(drift: expected, from: (z, 1)).upper.reduce(0, +))
  }
}
