/// The tails of a score with a known skewness, and how far the skewness may be relied on.
enum ScoreLaw {
  static func above(_ statistic: Double, skewness: Double) -> PValue { upper(statistic, skewness) }
  static func below(_ statistic: Double, skewness: Double) -> PValue { upper(-statistic, -skewness) }

  /// P(Z > z). Against a negative skewness the law ends at −2/skewness; an end that rests on an estimated skewness proves nothing, so the law's skewness is
  /// eased from four fifths of the way on, where the tail then falls as a normal one does.
  private static func upper(_ z: Double, _ skewness: Double) -> PValue {
    let eased = skewness < 0 && z > 0 ? max(skewness, -1.6 / z) : skewness
    return PearsonIII(skewness: eased).upperPValue(z)
  }
}
