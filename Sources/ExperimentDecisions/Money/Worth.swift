import ExperimentModel

/// What scaling the winner is worth on the money the plan wants to spend.
public struct Worth: Hashable, Sendable {
  /// By the effect as it was seen, in money: saved for a cost per result; for all else what the extra results would have cost the control.
  public let seen: Double
  /// The same by the ends of the effect's interval; nil: no limit.
  public let least: Double?
  public let most: Double?
  /// By the effect drawn in for the winner's curse; nil where it is not known.
  public let cautious: Double?
}

extension ExperimentReview {
  /// Nil without a winner, a `scale_value`, or a relative effect in the wanted direction.
  public var worth: Worth? {
    guard decision.action == .scale, let id = decision.variant, let value = declared.scaleValue, let primary = metrics.first,
      let relative = primary.variants.first(where: { $0.id == id })?.comparison?.relative, let seen = relative.estimate
    else { return nil }
    let facts = primary.kind.facts
    guard facts.hasMoneyScale else { return nil }
    // A cost per result saves what it falls by; all else brings what it rises by.
    guard facts.isCost ? seen < 0 : primary.direction == .increase && seen > 0 else { return nil }
    let (least, most) = facts.isCost ? (relative.upper, relative.lower) : (relative.lower, relative.upper)
    func money(_ change: Double) -> Double { (facts.isCost ? -change : change) * value }
    return Worth(seen: money(seen), least: least.map(money), most: most.map(money), cautious: advice.shrunkenEffect.map(money))
  }
}
