/// One sum over another, both of which a variant can move.
extension MetricFacts {
  static func ratio(numerator: Column, denominator: Column) -> MetricFacts {
    MetricFacts(numerator: numerator, denominator: denominator, zeroesDenominator: true, movesDenominator: true, mayBePercent: true)
  }
}
