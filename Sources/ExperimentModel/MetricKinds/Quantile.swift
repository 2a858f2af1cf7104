/// A quantile of the units' values, such as the median waiting time.
extension MetricFacts {
  static func quantile(_ level: Double, of value: Column) -> MetricFacts {
    MetricFacts(numerator: value, tables: .units(instead: nil), statistic: .quantile(level), hasMoneyScale: false)
  }
}
