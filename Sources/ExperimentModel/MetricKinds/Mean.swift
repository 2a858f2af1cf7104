/// A number of each unit, on average.
extension MetricFacts {
  static func mean(value: Column) -> MetricFacts { MetricFacts(numerator: value, tables: .units(instead: "ratio")) }
}
