import ExperimentDecisions
import ExperimentModel

/// Phrases that several parts of the page share.
extension Wording {
  /// `(−42 to −12 %)`: the ends of a relative change.
  func span(_ interval: Interval) -> String? {
    guard interval.reason == nil, interval.lower != nil || interval.upper != nil else { return nil }
    let high = interval.upper.map { figures.percent($0, signed: true) } ?? self("no limit", "无上限")
    let low = interval.lower.map { figures.percent($0, signed: true) } ?? self("no limit", "无下限")
    let short = interval.upper == nil ? low : low.replacing(" %", with: "").replacing("%", with: "")
    return self("(\(short) to \(high))", "（\(low) 至 \(high)）")
  }

  /// `(¥198 to ¥260)`: the ends of a metric's own value.
  func span(_ interval: Interval, of metric: MetricReview) -> String? {
    guard interval.reason == nil, interval.lower != nil || interval.upper != nil else { return nil }
    let low = interval.lower.map { figures.value($0, of: metric) } ?? self("no limit", "无下限")
    let high = interval.upper.map { figures.value($0, of: metric) } ?? self("no limit", "无上限")
    return self("(\(low) to \(high))", "（\(low) 至 \(high)）")
  }

  /// `5 %`, not `5.0 %`: of figures that people chose, and of ticks.
  func round(_ share: Double, signed: Bool = false) -> String { figures.percent(share, signed: signed).replacing(".0 %", with: " %").replacing(".0%", with: "%") }

  /// A level that may be far beyond 99 %.
  func level(_ level: Double) -> String { figures.number(level * 100, significant: level > 0.999 ? 5 : level > 0.99 ? 4 : 3) + self(" %", "%") }

  /// Grey for the control, blue and magenta for the next two, one tone for the rest.
  func colour(_ id: String, in experiment: ExperimentReview) -> String {
    if id == experiment.declared.controlID { return "v0" }
    let others = (experiment.metrics.first?.variants.map(\.id) ?? []).filter { $0 != experiment.declared.controlID }
    let place = (others.firstIndex(of: id) ?? 3) + (experiment.declared.controlID == nil ? 0 : 1)
    return "v\(min(place, 3))"
  }

  /// A metric with its role, its limit, and which way is better.
  func measure(_ metric: MetricReview, in experiment: ExperimentReview) -> String { OneLine.text(metric.title) + self(", ", "，") + role(metric, in: experiment) }

  func role(_ metric: MetricReview, in experiment: ExperimentReview) -> String {
    var parts = [String]()
    switch metric.role {
    case .primary:
      parts.append(metric.direction == .increase ? self("primary, more is better", "主指标，越高越好") : self("primary, less is better", "主指标，越低越好"))
    case .secondary: parts.append(self("secondary, decides nothing", "次要指标，不作结论"))
    case .guardrail: parts.append(self("guardrail", "护栏指标"))
    }
    if let limit = limit(metric) { parts.append(limit) }
    if metric.isConditional, metric.role != .primary { parts.append(self("its denominator differs by variant", "各版本的分母不同")) }
    if let adjusted = adjustments(metric) { parts.append(adjusted) }
    if experiment.past.addedLater.contains(metric.name) { parts.append(self("added later", "后加")) }
    return parts.joined(separator: self("; ", "；"))
  }

  /// `at most +50 %`: the limits of a guardrail.
  func limit(_ metric: MetricReview) -> String? {
    guard let guardrail = metric.variants.compactMap(\.guardrail).first?.guardrail else { return nil }
    var parts = [String]()
    if let most = guardrail.maxIncrease { parts.append(self("at most \(round(most)) more", "至多高 \(round(most))")) }
    if let most = guardrail.maxDecrease { parts.append(self("at most \(round(most)) less", "至多低 \(round(most))")) }
    if let most = guardrail.max { parts.append(self("at most \(figures.value(most, of: metric))", "至多 \(figures.value(most, of: metric))")) }
    if let least = guardrail.min { parts.append(self("at least \(figures.value(least, of: metric))", "至少 \(figures.value(least, of: metric))")) }
    return parts.isEmpty ? nil : parts.joined(separator: self(", ", "，"))
  }

  /// `¥47,291 for 210`: what was counted, as people say it.
  func counted(_ variant: VariantReview, of metric: MetricReview) -> String? {
    guard let numerator = variant.numerator, let denominator = variant.denominator else { return nil }
    let facts = metric.kind.facts
    if facts.isCost { return self("\(figures.money(numerator)) for \(figures.count(denominator))", "\(figures.money(numerator)) 得 \(figures.count(denominator)) 个") }
    switch facts.form {
    case .share: return self("\(figures.count(numerator)) of \(figures.count(denominator))", "\(figures.count(denominator)) 中 \(figures.count(numerator))")
    case .moneyForMoney: return self("\(figures.money(numerator)) for \(figures.money(denominator))", "\(figures.money(denominator)) 得 \(figures.money(numerator))")
    case .money: return self("\(figures.money(numerator)) over \(figures.count(denominator))", "\(figures.count(denominator)) 个共 \(figures.money(numerator))")
    case .number, .points: return self("\(figures.count(numerator)) over \(figures.count(denominator))", "\(figures.count(denominator)) 个共 \(figures.count(numerator))")
    }
  }

  /// `between ¥12,000 and ¥42,000; plan with ¥13,000`.
  func worthBetween(_ worth: Worth) -> String? {
    var parts = [String]()
    if let least = worth.least, let most = worth.most {
      parts.append(self("between \(figures.roughMoney(least)) and \(figures.roughMoney(most))", "\(figures.roughMoney(least)) 至 \(figures.roughMoney(most))"))
    }
    if let cautious = worth.cautious { parts.append(self("plan with \(figures.roughMoney(cautious))", "按 \(figures.roughMoney(cautious)) 做计划")) }
    return parts.isEmpty ? nil : parts.joined(separator: self("; ", "；"))
  }

  /// `saved on the next ¥100,000`.
  func worthOf(_ experiment: ExperimentReview) -> String? {
    guard let value = experiment.declared.scaleValue else { return nil }
    let isCost = experiment.metrics.first?.kind.facts.isCost ?? false
    return isCost
      ? self("saved on the next \(figures.money(value))", "可省（按下一笔 \(figures.money(value)) 计）")
      : self("worth more, on the next \(figures.money(value))", "多得的价值（按下一笔 \(figures.money(value)) 计）")
  }
}
