/// Money for each result: less is better, and without a result there is no value at all.
extension MetricFacts {
  static func costPer(cost: Column, results: Column) -> MetricFacts {
    MetricFacts(
      numerator: cost, denominator: results, outcome: results, form: .money, usualDirection: .decrease, spending: cost, counts: [results], range: .counts,
      zeroesNumerator: false, zeroesDenominator: true, target: .limit)
  }
}
