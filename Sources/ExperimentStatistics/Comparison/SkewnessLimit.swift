import Glibc

/// How skewed a score may be before no verdict can rest on it.
public enum SkewnessLimit {
  /// Above this |skewness| of the score its measured size leaves 2.5 % behind (docs/methods-of-decision.md gives the table): no verdict, `too_skewed`.
  public static let largest = 1.5

  /// Nil where the skewness can be carried; else how many units in all, at the same split and shape, would bring it down to the limit: skewness falls with the
  /// root of the number of units.
  public static func unitsThatWouldDo(skewness: Double, units: Double) -> Double? {
    let excess = abs(skewness) / largest
    return excess > 1 ? (units * excess * excess).rounded(.up) : nil
  }
}
