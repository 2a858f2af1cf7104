/// Events for each unit of exposure: a day, an hour, an impression.
extension MetricFacts {
  static func rate(count: Column, exposure: Column) -> MetricFacts {
    MetricFacts(numerator: count, denominator: exposure, range: .counts, movesDenominator: true)
  }
}
