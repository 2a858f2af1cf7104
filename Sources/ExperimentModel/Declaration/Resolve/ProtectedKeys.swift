internal import ExperimentStatistics

/// What may not change after the start, as text that is the same whenever the meaning is.
enum ProtectedKeys {
  static func of(
    plan: AnalysisPlan, evidence: Evidence, primary: WrittenMetric, control: Control, variants: [Variant], end: CalendarDay?, budget: Double?,
    reviews: Workspace.Reviews
  ) -> [String: String] {
    let controlText =
      switch control {
      case .none: "none"
      case .variant(let index): variants[index].id
      }
    let effect: String =
      switch plan.minimumEffect {
      case .relative(let size): "\(size) relative"
      case .absolute(let size): "\(size) absolute"
      case nil: "none"
      }
    let looks =
      switch plan.looks {
      case .auto: "auto"
      case .count(let count): "\(count)"
      case .fixed: "fixed"
      }
    return [
      "every": "\(reviews.every)d", "looks": looks,
      "spending": plan.spending.map(spending) ?? "none", "confidence": "\(plan.confidence)", "primary": primary.canonical,
      "control": controlText, "variants": variants.map(\.id).joined(separator: ", "),
      "allocation": variants.map { "\($0.allocation)" }.joined(separator: " : "), "minimum_effect": effect,
      "end": end?.description ?? "none", "budget.total": budget.map { "\($0)" } ?? "none",
      // Not in the contract's list, but each changes which test decides, or what may follow from it.
      "correction": "\(plan.correction)", "daily": "\(plan.daily)", "exact": "\(plan.exact)", "evidence": evidence.name,
    ]
  }

  private static func spending(_ function: SpendingFunction) -> String {
    switch function {
    case .obrienFleming: "obrien-fleming"
    case .pocock: "pocock"
    case .kimDeMets(let rho): "kim-demets(\(rho))"
    case .hwangShihDeCani(let gamma): "hwang-shih-decani(\(gamma))"
    }
  }
}
