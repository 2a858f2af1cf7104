/// The chance that a test still going will cross its boundary, given what it has shown and a true effect (Lan, Simon & Halperin 1982).
public enum ConditionalPower {
  /// - Parameters:
  ///   - z: the statistic of the newest look.
  ///   - expected: what z would be on average at that look's information under the effect: effect over standard error.
  ///   - looks: those still planned: their information over the newest look's, rising above 1, and their critical value (nil: none). A look that
  ///     brings no information beyond the one before it is passed over.
  /// - Returns: P(Z ≥ critical at some later look), 0…1.
  /// - Complexity: one integration a look.
  public static func crossing(z: Double, expected: Double, looks: [(information: Double, critical: Double?)]) -> Double {
    guard z.isFinite, expected.isFinite else { return 0 }
    var newest = 1.0
    let looks = looks.filter { look in
      // Steps closer than a hundred-thousandth are not resolved.
      guard look.information > newest * (1 + 1e-5), look.information < .infinity else { return false }
      newest = look.information
      return true
    }
    let region = StoppingRegion(
      information: looks.map(\.information), lower: [Double?](repeating: nil, count: looks.count), upper: looks.map(\.critical))
    return min(1, region.crossings(drift: expected, from: (z, 1)).upper.reduce(0, +))
  }
}
