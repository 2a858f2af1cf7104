import ExperimentDecisions
import ExperimentModel

/// The primary result of an experiment on one line: the best arm against what it is compared with.
struct ResultLine {
  let experiment: ExperimentReview
  let words: Wording

  /// `story +29 % sign-ups (−11 … +88 %)`, or the arms' values where there is no difference to show yet.
  var text: String {
    guard let primary = experiment.metrics.first else { return "" }
    if let arm = leader(primary), let comparison = arm.comparison, comparison.reason == nil {
      let name = words.title(arm.id, in: experiment)
      let values =
        arm.value.map { value -> String in
          let own = words.figures.value(value, of: primary)
          let other = primary.variants.first { $0.id == comparison.versus }?.value.map { words.figures.value($0, of: primary) }
          return other.map { words("\(own) against \($0)", "\(own)，对照 \($0)") } ?? own
        } ?? ""
      let change = words.compactChange(comparison.relative) ?? words.figures.difference(comparison.difference, of: primary) ?? ""
      // The difference of an earlier look beside the values of today.
      let dated = comparison.asOf.map { words(" as of \(words.figures.shortDate($0))", "（截至\(words.figures.shortDate($0))）") } ?? ""
      let adjusted = words.adjustments(primary).map { words(" (\($0))", "（\($0)）") } ?? ""
      return words.said(name, "\(OneLine.text(primary.title)) \(values)  \(change)\(dated)\(adjusted)")
    }
    let arms = primary.variants.compactMap { variant -> String? in
      variant.value.map { "\(words.title(variant.id, in: experiment)) \(words.figures.value($0, of: primary))" }
    }
    guard !arms.isEmpty else { return "" }
    return words.said(OneLine.text(primary.title), arms.joined(separator: words(", ", "、")))
  }

  /// The winner, else the treatment with the best estimate in the wanted direction.
  private func leader(_ primary: MetricReview) -> VariantReview? {
    if let id = experiment.decision.variant, let arm = primary.variants.first(where: { $0.id == id }) { return arm }
    let compared = primary.variants.filter { $0.comparison?.reason == nil && $0.comparison?.difference.estimate != nil }
    func estimate(_ arm: VariantReview) -> Double { arm.comparison?.difference.estimate ?? 0 }
    return primary.direction == .increase ? compared.max { estimate($0) < estimate($1) } : compared.min { estimate($0) < estimate($1) }
  }
}
