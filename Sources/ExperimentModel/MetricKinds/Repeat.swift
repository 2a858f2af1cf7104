/// The share of those who did something once that did it again within a window.
extension MetricFacts {
  static func repeatPurchase(event: Column) -> MetricFacts {
    MetricFacts(numerator: event, form: .share, tables: .units(instead: nil), range: .share, unitValue: .yesOrNo, isRunnable: false)
  }
}
