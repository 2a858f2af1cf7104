/// A share: of units, of which each either counts or does not, or of trials by day.
extension MetricFacts {
  static func proportion(successes: Column, trials: Column?) -> MetricFacts {
    MetricFacts(
      numerator: successes, denominator: trials, form: .share, tables: .unitsOrPair, counts: [successes] + (trials.map { [$0] } ?? []), range: .share,
      unitValue: .yesOrNo, movesDenominator: true)
  }
}
