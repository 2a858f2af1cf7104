/// What each one of money spent brought back.
extension MetricFacts {
  static func returnOn(value: Column, cost: Column) -> MetricFacts {
    MetricFacts(numerator: value, denominator: cost, form: .moneyForMoney, spending: cost, range: .exposure, target: .breakEven)
  }
}
