/// Power of a rule that asks the best of several to beat every other one.
public enum PowerAgainstAll {
  /// P(every one of `others` statistics crosses), each with this power by itself and all sharing the best variant: correlations of one half, so that given
  /// the best variant's own score x they are independent, ∫ φ(x)·Φ(x + √2·Φ⁻¹(power))ⁿ dx.
  ///
  /// - Parameters: `power`: of one comparison, 0…1.  `others`: ≥ 1.
  /// - Complexity: one integral of 64 nodes.
  public static func power(of power: Double, others: Int) -> Double {
    guard others > 1, power > 0, power < 1 else { return power }
    let shift = 2.0.squareRoot() * -StandardNormal.upperQuantile(power)
    return rule.integrate(from: -9, to: 9) { x in
      var product = StandardNormal.density(x)
      let tail = StandardNormal.lowerTail(x + shift)
      for _ in 0..<others { product *= tail }
      return product
    }
  }

  private static let rule = GaussLegendre(count: 64)
}
