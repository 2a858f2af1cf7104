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
          BilingualText("'futility' needs 'minimum_effect': the change worth waiting for", "'futility' 需要 'minimum_effect':值得等待的变化"))
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
          BilingualText(
            "'spending: none' means one look; leave 'looks' out or choose a spending function",
            "'spending: none' 表示只看一次;请去掉 'looks',或选一种 spending"))
      }
      looks = .fixed
    case nil: break
    }
    return AnalysisPlan(
      confidence: decision.confidence?.value ?? 0.95, power: decision.power?.value ?? 0.8, minimumEffect: effect, looks: looks,
      spending: spending, futility: decision.futility.flatMap { $0.value > 0 ? $0.value : nil },
      minimumDays: decision.minimumDays?.value ?? 1, correction: decision.correction?.value ?? .holm,
      daily: decision.daily?.value ?? .withinDay, exact: decision.exact?.value ?? false, scaleValue: decision.scaleValue?.value,
      accept: Set((decision.accept?.value ?? []).map(accepted)))
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
    func refuse(_ english: String, _ chinese: String) -> AnalysisPlan.MinimumEffect? {
      log.error(
        "conflict", at: written.mark,
        BilingualText(
          "'minimum_effect' of '\(primary.name)' (\(primary.kind.name)) \(english)",
          "'\(primary.name)'(\(primary.kind.name))的 'minimum_effect' \(chinese)"))
      return nil
    }
    let isShare = primary.facts.form == .share
    let isPoints = primary.facts.form == .points
    func relative(_ size: Double) -> AnalysisPlan.MinimumEffect? {
      if isPoints { return refuse("cannot be relative; write points, such as 3", "不能是相对变化;请写分数,如 3") }
      if primary.direction == .decrease, size >= 1 {
        return refuse("cannot be a decrease of 100% or more", "不能是下降 100% 或更多")
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
        BilingualText(
          "'minimum_effect: \(size)' is read as \(percent), relative; write \(percent), or an absolute size with its unit (0.5pp, ¥5)",
          "'minimum_effect: \(size)' 按相对变化 \(percent) 理解;请写 \(percent),或带单位的绝对变化(0.5pp、¥5)"))
      return relative(size)
    case .points(let size):
      return isShare ? .absolute(size) : refuse("is not a share: no percentage points", "不是占比,不能用百分点")
    case .money(let size, let currencies):
      if isShare || isPoints { return refuse("is not money", "不是金额") }
      if !currencies.contains(currency) {
        return refuse(
          "is written in \(currencies.first ?? "–"), but the workspace counts in \(currency)",
          "写的是 \(currencies.first ?? "–"),而工作区的货币是 \(currency)")
      }
      return .absolute(size)
    case .number(let size):
      if isShare { return refuse("must be relative (10%) or in points (0.5pp)", "应为相对变化(10%)或百分点(0.5pp)") }
      if isPoints, size > 200 { return refuse("must be at most 200 points", "至多 200 分") }
      return .absolute(size)
    }
  }
}
