import ExperimentDecisions
import ExperimentModel
import Glibc

/// The first sentence of a review: how many to scale, stop, keep and mend.
struct ReviewSummary {
  let review: Review
  let words: Wording

  /// What needs a person first.
  static func ordered(_ experiments: [ExperimentReview]) -> [ExperimentReview] {
    let rank: [Action: Int] = [.scale: 0, .stop: 1, .blocked: 2, .continue: 3, .planned: 4, .decided: 5]
    func place(_ experiment: ExperimentReview) -> Int { experiment.past.revised == nil ? rank[experiment.decision.action] ?? 9 : -1 }
    return experiments.enumerated().sorted { a, b in
      let (first, second) = (place(a.element), place(b.element))
      return first == second ? a.offset < b.offset : first < second
    }.map(\.element)
  }

  /// The whole in a line: what to do with how many.
  var headline: String {
    func count(_ action: Action) -> Int { review.experiments.count { $0.decision.action == action } }
    func english(_ count: Int, _ verb: String, _ after: String = "") -> String { verb + ReviewSummary.numeral(count) + after }
    let (scale, stop, mend, keep, wait, closed) = (count(.scale), count(.stop), count(.blocked), count(.continue), count(.planned), count(.decided))
    let parts: [(Int, String, String)] = [
      (scale, english(scale, "scale "), "放量 \(scale) 个"), (stop, english(stop, "stop "), "停止 \(stop) 个"),
      (mend, english(mend, "mend "), "先修复 \(mend) 个"), (keep, english(keep, "keep ", " running"), "继续 \(keep) 个"),
      (wait, english(wait, "", " not started"), "未开始 \(wait) 个"), (closed, english(closed, "", " closed"), "已关闭 \(closed) 个"),
    ]
    let shown = parts.filter { $0.0 > 0 }
    guard !shown.isEmpty else { return words("No experiments yet.", "还没有实验。") }
    return words(shown.map(\.1).joined(separator: ", ").capitalizedFirst + ".", shown.map(\.2).joined(separator: "，") + "。")
  }

  /// Verdicts that are no longer what people were told; nil where there are none.
  var warning: String? {
    let changed = review.experiments.count { $0.past.revised != nil }
    guard changed > 0 else { return nil }
    return words(
      "\(ReviewSummary.numeral(changed).capitalizedFirst) \(changed == 1 ? "verdict" : "verdicts") changed since given.", "有 \(changed) 个结论在给出之后有变。")
  }

  /// The period, its money, and how many tests run.
  var period: String? {
    guard !review.experiments.isEmpty else { return nil }
    let running = review.experiments.count { $0.progress.phase == .running && $0.decision.action != .blocked }
    let blocked = review.experiments.count { $0.decision.action == .blocked }
    var facts = [String]()
    if let spend = review.periodSpend { facts.append(words("\(words.figures.money(spend)) spent", "共花费 \(words.figures.money(spend))")) }
    facts.append(words("\(running) \(running == 1 ? "test" : "tests") running", "\(running) 个测试在跑"))
    if blocked > 0 { facts.append(words("\(blocked) blocked", "\(blocked) 个暂缓判定")) }
    let last = words.figures.date(review.period.last)
    return words(
      "The \(words.figures.period(review.every)) to \(last): \(facts.joined(separator: ", ")).",
      "截至\(last)的 \(words.figures.period(review.every))：\(facts.joined(separator: "，"))。")
  }

  var sentence: String { [warning, headline, period].compactMap(\.self).joined(separator: words(" ", "")) }

  private static func numeral(_ count: Int) -> String {
    let names = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return count < names.count ? names[count] : String(count)
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// What a report says of one experiment, paragraph by paragraph: the verdict, its evidence, health, advice.
struct ExperimentStory {
  let experiment: ExperimentReview
  let words: Wording

  var paragraphs: [String] {
    var out = [DecisionSentence(experiment: experiment, words: words).text]
    let advice = AdviceSentence(experiment: experiment, words: words)
    if let worth = advice.worth { out[0] += words(" ", "") + worth }
    let revision = RevisionSentence(experiment: experiment, words: words)
    // A verdict that is no longer what people were told is said before all else.
    if let changed = revision.changed { out.insert(changed, at: 0) }
    out += revision.amendments
    if let evidence = evidence { out.append(evidence) }
    if let newest { out.append(newest) }
    out += guardrails
    for item in experiment.health where !item.ok && item.check != .declarationChanged || item.blocking {
      out.append(words("Health: ", "数据：") + HealthSentence(experiment: experiment, words: words).text(item))
    }
    for alert in experiment.alerts { out.append(words("Alert: ", "提醒：") + AlertSentence(experiment: experiment, words: words).text(alert)) }
    if let outlook { out.append(outlook) }
    out += targets
    if experiment.decision.action != .blocked, let text = advice.text { out.append(text) }
    for diagnostic in experiment.diagnostics { out.append(OneLine.text(diagnostic.text(in: words.language))) }
    return out
  }

  /// What a stopped test could have proven, or how much more data an effect worth having needs.
  var outlook: String? {
    guard let outlook = experiment.outlook else { return nil }
    switch experiment.decision.action {
    case .stop where experiment.decision.reasons.contains(.noWinner):
      guard let provable = outlook.provable else { return nil }
      let size = words.figures.percent(provable)
      let isLess = experiment.metrics.first?.direction == .decrease
      return words(
        "What these data could prove: a variant \(size) \(isLess ? "lower" : "higher") or more, with \(words.figures.percent(experiment.declared.power)) power; not less.",
        "这些数据能证明的：\(isLess ? "低" : "高") \(size) 或更好的版本（功效 \(words.figures.percent(experiment.declared.power))），更小的差别看不出。")
    case .continue:
      guard let factor = outlook.dataNeeded, let effect = experiment.declared.minimumEffect else { return nil }
      let size: String
      switch effect {
      case .relative(let share): size = words.figures.percent(share)
      case .absolute(let amount): size = experiment.metrics.first.map { words.figures.difference(amount, of: $0).replacing("+", with: "") } ?? ""
      }
      guard factor > 1 else { return words("There are data enough by now to tell \(size).", "目前的数据已足以看出 \(size) 的差别。") }
      let times = words.figures.number(factor, significant: 2)
      return words(
        "To tell \(size) with \(words.figures.percent(experiment.declared.power)) power takes some \(times) times the data so far.",
        "要以 \(words.figures.percent(experiment.declared.power)) 的功效看出 \(size) 的差别，约需目前数据的 \(times) 倍。")
    default: return nil
    }
  }

  /// Costs against their target (`max`) and returns against break-even, arm by arm, by each arm's own interval.
  var targets: [String] {
    experiment.metrics.compactMap { metric -> String? in
      let limit: Double
      let label: String
      let facts = metric.kind.facts
      switch facts.target {
      case .limit:
        guard let max = metric.variants.compactMap({ $0.guardrail?.guardrail.max }).first else { return nil }
        (limit, label) = (max, words("target \(words.figures.money(max))", "目标 \(words.figures.money(max))"))
      case .breakEven:
        (limit, label) = (1, words("break-even at \(words.figures.money(1)) for \(words.figures.money(1))", "盈亏平衡：每\(words.figures.money(1))得 \(words.figures.money(1))"))
      case .none: return nil
      }
      let isCost = facts.isCost
      let arms = metric.variants.compactMap { variant -> String? in
        guard let interval = variant.interval, interval.reason == nil else { return nil }
        let isMet = isCost ? interval.upper.map { $0 <= limit } ?? false : interval.lower.map { $0 >= limit } ?? false
        let isMissed = isCost ? interval.lower.map { $0 > limit } ?? false : interval.upper.map { $0 < limit } ?? false
        let verdict = isMet ? words("met", "达到") : isMissed ? words("missed", "未达到") : words("not shown either way", "尚看不出")
        return words("\(words.title(variant.id, in: experiment)) \(verdict)", "“\(words.title(variant.id, in: experiment))”\(verdict)")
      }
      guard !arms.isEmpty else { return nil }
      return words(
        "\(OneLine.text(metric.title)), \(label): \(arms.joined(separator: ", ")) (each by its own interval, descriptive).",
        "\(OneLine.text(metric.title))，\(label)：\(arms.joined(separator: "，"))（各按自身区间，仅供描述）。")
    }
  }

  /// The look, in words before figures: which look, its p and the line it had to cross.
  var evidence: String? {
    guard let primary = experiment.metrics.first else { return nil }
    let compared = primary.variants.filter { $0.comparison?.pValue != nil && $0.comparison?.reason == nil }
    guard !compared.isEmpty, experiment.monitoring.look > 0 else { return nil }
    let lines = compared.compactMap { variant -> String? in
      guard let comparison = variant.comparison, let p = comparison.adjustedPValue ?? comparison.pValue else { return nil }
      let dated = comparison.asOf.map { words(" on \(words.figures.shortDate($0))", "（\(words.figures.shortDate($0))）") } ?? ""
      return words.said(words.title(variant.id, in: experiment), words.figures.probability(p) + dated)
    }
    let descriptive = experiment.declared.evidence == "randomized" || experiment.decision.action == .scale ? "" : words(" Descriptive only.", "仅供描述。")
    let together =
      experiment.declared.controlID == nil
      ? words(
        " Without a control wrong winners and losers together stay within \(words.figures.percent(1 - experiment.declared.confidence)), not half of it each.",
        "没有对照时，误判胜出与误判落败合计不超过 \(words.figures.percent(1 - experiment.declared.confidence))。") : ""
    let adjusted = words.adjustments(primary).map { words(" \(OneLine.text(primary.title)): \($0).", "\(OneLine.text(primary.title))：\($0)。") } ?? ""
    let needed = words.figures.number(1 - experiment.declared.confidence, significant: 2)
    let corrected = compared.contains { $0.comparison?.adjustedPValue != nil && $0.comparison?.adjustedPValue != $0.comparison?.pValue }
    let isOnce = max(experiment.monitoring.looks, experiment.monitoring.look) == 1
    let over =
      isOnce ? (corrected ? words("over all variants", "已计入多个版本") : "") : corrected ? words("over all looks and variants", "已计入多次查看和多个版本") : words("over all looks", "已计入多次查看")
    let (comma, chineseComma) = over.isEmpty ? ("", "") : (", ", "，")
    return words(
      "Look \(experiment.monitoring.look) of \(max(experiment.monitoring.looks, experiment.monitoring.look)). \(lines.joined(separator: " · "))\(comma)\(over); a verdict needs less than \(needed). Error allowance used so far: \(words.figures.percent(experiment.monitoring.alphaSpent)) of \(words.figures.percent(1 - experiment.declared.confidence)).\(descriptive)\(together)\(adjusted)",
      "第 \(experiment.monitoring.look) 次期中查看（共 \(max(experiment.monitoring.looks, experiment.monitoring.look)) 次）。\(lines.joined(separator: " · "))\(chineseComma)\(over)；小于 \(needed) 才作结论。已用错误额度 \(words.figures.percent(experiment.monitoring.alphaSpent))，共 \(words.figures.percent(1 - experiment.declared.confidence))。\(descriptive)\(together)\(adjusted)"
    )
  }

  /// The arm's value against the control's.
  private func seen(_ variant: VariantReview, _ metric: MetricReview) -> String {
    let own = variant.value.map { words.figures.value($0, of: metric) } ?? words("no results", "没有结果")
    guard let id = experiment.declared.controlID, let control = metric.variants.first(where: { $0.id == id })?.value else { return own }
    let other = words.figures.value(control, of: metric)
    return words("\(own) against \(other)", "\(own)，对照 \(other)")
  }

  private func limits(_ guardrail: Guardrail, _ metric: MetricReview) -> String {
    var parts = [String]()
    if let max = guardrail.max { parts.append(words("at most \(words.figures.value(max, of: metric))", "至多 \(words.figures.value(max, of: metric))")) }
    if let min = guardrail.min { parts.append(words("at least \(words.figures.value(min, of: metric))", "至少 \(words.figures.value(min, of: metric))")) }
    if let increase = guardrail.maxIncrease {
      parts.append(words("at most \(words.figures.percent(increase, signed: true))", "至多 \(words.figures.percent(increase, signed: true))"))
    }
    if let decrease = guardrail.maxDecrease { parts.append(words("at least \(words.figures.percent(-decrease))", "至少 \(words.figures.percent(-decrease))")) }
    return words("limit \(parts.joined(separator: ", "))", "限值：\(parts.joined(separator: "，"))")
  }

  /// What newer data say of a standing that stays.
  private var newest: String? {
    let lines = (experiment.metrics.first?.variants ?? []).compactMap { variant -> String? in
      guard let newer = words.newest(variant.comparison) else { return nil }
      return words("\(words.title(variant.id, in: experiment)) \(newer)", "“\(words.title(variant.id, in: experiment))” \(newer)")
    }
    guard !lines.isEmpty else { return nil }
    return words("Newest data (descriptive): \(lines.joined(separator: "; ")).", "最新数据（仅供描述）：\(lines.joined(separator: "；"))。")
  }

  private var guardrails: [String] { guardrailStates + [guardrailFamily].compactMap(\.self) }

  /// Each limit of each treatment has an account of its own: what that comes to over all of them, where one is not safe.
  var guardrailFamily: String? {
    guard !guardrailStates.isEmpty else { return nil }
    let limits = experiment.metrics.reduce(0) { sum, metric in
      sum
        + metric.variants.reduce(0) { sum, variant in
          guard let limits = variant.guardrail?.guardrail, variant.id != experiment.declared.controlID else { return sum }
          return sum + [limits.max, limits.min, limits.maxIncrease, limits.maxDecrease].compactMap(\.self).count
        }
    }
    guard limits > 1 else { return nil }
    let most = words.figures.percent(1 - pow(1 - (1 - experiment.declared.confidence) / 2, Double(limits)))
    return words(
      "\(limits) limits are watched: were every variant exactly at each of them, up to \(most) of tests would drop one for nothing.",
      "共看守 \(limits) 个限值：若各版本恰好都在限值上，至多 \(most) 的测试会误淘汰某个版本。")
  }

  var guardrailStates: [String] {
    experiment.metrics.flatMap { metric in
      metric.variants.compactMap { variant -> String? in
        guard let guardrail = variant.guardrail, guardrail.status != .safe, variant.id != experiment.declared.controlID else { return nil }
        let name = words.title(variant.id, in: experiment)
        let title = OneLine.text(metric.title)
        let limits = limits(guardrail.guardrail, metric)
        let worst =
          guardrail.worstNotExcluded.map {
            guardrail.isRelative ? words.figures.percent($0, signed: true) : words.figures.value($0, of: metric)
          } ?? words("no limit", "没有上限")
        switch guardrail.status {
        case .broken:
          return words("Guardrail \(title): broken by \(name) (\(seen(variant, metric)); \(limits)).", "护栏“\(title)”：被“\(name)”突破（\(seen(variant, metric))；\(limits)）。")
        case .over:
          return words(
            "Guardrail \(title): \(name) is over the limit, not proven (\(seen(variant, metric)); \(limits)).",
            "护栏“\(title)”：“\(name)”超出限值，尚无证明（\(seen(variant, metric))；\(limits)）。")
        default:
          return words("Guardrail \(title): \(name) not shown safe (could be as bad as \(worst); \(limits)).", "护栏“\(title)”：“\(name)”尚未证明安全（最坏可到 \(worst)；\(limits)）。")
        }
      }
    }
  }
}
