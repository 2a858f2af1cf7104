/// How much more an exposure brings in the treatment than in the control on the same day, for values that may be below zero (sales less refunds, profit).
public enum DifferenceByDay {
  /// δ = ΣA/ΣW over days with A = (x_t·s_c − x_c·s_t)/(s_t + s_c) and W = s_t·s_c/(s_t + s_c): each day's difference of values per exposure, weighed as
  /// Mantel and Haenszel weigh strata (Greenland & Robins 1985), a ratio of means over days (`RatioOfMeans`) on t with D − 1 degrees of freedom. Written as a
  /// treatment of δ against a control of nought, which does not vary: p and interval are one statement.
  /// - Throws: `tooFewUnits` below two days, `zeroExposure`, `zeroVariance`, `outOfRange`.
  public static func arms(_ pairs: [DayPair]) throws(NoAnswer) -> EstimatedArms {
    var (gains, weights) = ([Double](), [Double]())
    for pair in pairs {
      let both = pair.controlExposure + pair.treatmentExposure
      gains.append(pair.treatmentCount * (pair.controlExposure / both) - pair.controlCount * (pair.treatmentExposure / both))
      weights.append(pair.treatmentExposure * (pair.controlExposure / both))
    }
    return try EstimatedArms(
      control: .init(estimate: 0, variance: 0, degreesOfFreedom: 1), treatment: try RatioOfMeans.arm(numerators: gains, denominators: weights),
      method: "difference-by-day", isNonNegative: false)
  }
}
