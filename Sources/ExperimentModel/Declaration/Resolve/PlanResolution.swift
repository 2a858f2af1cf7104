internal import ExperimentStatistics

/// `decision:` with every default filled in, checked against the primary metric.
struct PlanResolution {
  let currency: String
  let evidence: EvidenceKind
  let log: ProblemLog

  func resolve(_ decision: WrittenDecision, primary: Metric?) -> AnalysisPlan? {
    let effect = decision.minimumEffect.flatMap { minimumEffect($0, primary: primary) }
    if let futility = decision.futility, futility.value > 0 {
      if decision.minimumEffect == nil {
        log.error(
          "missing_key", at: futility.mark,
          ExperimentSentences.futilityNeedsEffect)
      }
    }
    var looks = decision.looks?.value ?? .auto
    var spending: SpendingFunction? = .obrienFleming
    switch decision.spending?.value {
    case .function(let function): spending = function
    case .nothing:
      spending = nil
      if let written = decision.looks, written.value != .fixed, written.value != .count(1) {
        log.error(
          "conflict", at: written.mark,
          ExperimentSentences.spendingNoneIsOneLook)
      }
      looks = .fixed
    case nil: break
    }
    return AnalysisPlan(
      confidence: decision.confidence?.value ?? 0.95, power: decision.power?.value ?? 0.8, minimumEffect: effect, looks: looks,
      spending: spending, futility: decision.futility.flatMap { $0.value > 0 ? $0.value : nil },
      minimumDays: decision.minimumDays?.value ?? 1, correction: decision.correction?.value ?? .holm,
      daily: decision.daily?.value ?? .withinDay, exact: decision.exact?.value ?? false, scaleValue: decision.scaleValue?.value,
      accept: Set((decision.accept?.value ?? []).map(accepted)), isWithoutScatter: decision.dispersion?.value == 1)
  }

  /// The kind of this experiment carries its own period and schedule, so that it can be looked up in the set.
  private func accepted(_ name: String) -> EvidenceKind {
    if evidence.name == name { return evidence }
    return switch name {
    case "switchback": .switchback(periodDays: 1, randomSchedule: false)
    case "before-after": .beforeAfter
    default: .observational
    }
  }

  private func minimumEffect(_ written: Marked<WrittenDecision.Effect>, primary: Metric?) -> AnalysisPlan.MinimumEffect? {
    guard let primary else { return nil }
    func refuse(_ problem: EffectProblem) -> AnalysisPlan.MinimumEffect? {
      log.error(
        "conflict", at: written.mark,
        ExperimentSentences.effect(of: primary, problem))
      return nil
    }
    let isShare = primary.facts.form == .share
    let isPoints = primary.facts.form == .points
    func relative(_ size: Double) -> AnalysisPlan.MinimumEffect? {
      if isPoints { return refuse(.relativePoints) }
      if primary.direction == .decrease, size >= 1 {
        return refuse(.decreaseOfAll)
      }
      return .relative(size)
    }
    switch written.value {
    case .relative(let size): return relative(size)
    case .bareShare(let size):
      if isPoints { return .absolute(size) }
      let percent = Bounds.atLeast(size).text(percent: true).english.dropFirst("at least ".count)
      log.warning(
        "bare_share", at: written.mark,
        ExperimentSentences.bareShare("\(size)", percent: String(percent)))
      return relative(size)
    case .points(let size):
      return isShare ? .absolute(size) : refuse(.pointsOfNoShare)
    case .money(let size, let currencies):
      if isShare || isPoints { return refuse(.money) }
      if !currencies.contains(currency) {
        return refuse(.currency(written: currencies.first ?? "–", workspace: currency))
      }
      return .absolute(size)
    case .number(let size):
      if isShare { return refuse(.bareNumberOfShare) }
      if isPoints, size > 200 { return refuse(.tooManyPoints) }
      return .absolute(size)
    }
  }
}
