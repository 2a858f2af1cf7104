/// Promoters less detractors, −100 to 100 (Reichheld 2003). It can be below zero, so a share of it means nothing.
extension MetricFacts {
  static func netPromoterScore(score: Column) -> MetricFacts {
    MetricFacts(numerator: score, form: .points, tables: .units(instead: nil), unitValue: .score, hasRelative: false, hasMoneyScale: false)
  }
}
