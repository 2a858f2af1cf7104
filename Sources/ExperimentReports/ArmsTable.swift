import ExperimentDecisions
import ExperimentModel

/// Every arm of every metric: value with its interval, and the change against what it is compared with.
struct ArmsTable {
  let experiment: ExperimentReview
  let words: Wording

  struct Row {
    let metric: String
    let variant: String
    let counts: String
    let value: String
    let change: String
    let p: String
    let standing: String
  }

  func rows(_ metrics: [MetricReview]) -> [Row] {
    metrics.flatMap { metric in metric.variants.map { row($0, metric) } }
  }

  func row(_ variant: VariantReview, _ metric: MetricReview) -> Row {
    let figures = words.figures
    let role =
      switch metric.role {
      case .primary: words("primary", "主要")
      case .secondary: words("secondary", "次要")
      case .guardrail: words("guardrail", "护栏")
      }
    let conditional = metric.isConditional && metric.role != .primary ? words(", conditional", "，条件性") : ""
    let adjusted = words.adjustments(metric).map { words(", ", "，") + $0 } ?? ""
    let later = experiment.past.addedLater.contains(metric.name) ? words(", added later", "，后加") : ""
    let counts: String
    if let numerator = variant.numerator, let denominator = variant.denominator {
      counts = "\(figures.count(numerator)) / \(figures.count(denominator))"
    } else {
      counts = "–"
    }
    var value = variant.value.map { figures.value($0, of: metric) } ?? (variant.reason.map(reason) ?? "–")
    if let interval = variant.interval, interval.reason == nil, interval.lower != nil || interval.upper != nil {
      let low = interval.lower.map { figures.value($0, of: metric) } ?? "–"
      let high = interval.upper.map { figures.value($0, of: metric) } ?? words("no limit", "无上限")
      value = words.beside(value, "\(low) … \(high)")
    }
    var change = "–"
    var p = ""
    if let comparison = variant.comparison {
      if let reason = comparison.reason {
        change = self.reason(reason)
      } else {
        change =
          words.compactChange(comparison.relative)
          ?? figures.difference(comparison.difference, of: metric) ?? comparison.relative.reason.map(reason) ?? "–"
        if let asOf = comparison.asOf { change += words(" as of \(figures.shortDate(asOf))", "（截至\(figures.shortDate(asOf))）") }
        if let value = comparison.adjustedPValue ?? comparison.pValue { p = figures.probability(value).replacing("p = ", with: "").replacing("p ", with: "") }
        if comparison.isDescriptive { p += p.isEmpty ? "" : words(" (descriptive)", "（仅供描述）") }
      }
    }
    return Row(
      metric: words.beside(OneLine.text(metric.title), role + conditional + adjusted + later), variant: words.title(variant.id, in: experiment), counts: counts, value: value,
      change: change, p: p, standing: variant.standing.map(words.standing) ?? (variant.guardrail.map { guardrail($0.status) } ?? ""))
  }

  func guardrail(_ status: GuardrailReview.Status) -> String {
    switch status {
    case .safe: words("safe", "安全")
    case .notShownSafe: words("not shown safe", "尚未证明安全")
    case .over: words("over the limit", "超出限值")
    case .broken: words("broken", "已突破")
    }
  }

  func reason(_ code: String) -> String {
    switch code {
    case "no_data": words("no data", "没有数据")
    case "zero_results": words("no results yet", "尚无转化")
    case "zero_exposure": words("nothing was tried", "没有尝试")
    case "zero_variance": words("no variation", "没有波动")
    case "too_few_units": words("too few to tell", "数量太少")
    case "too_skewed": words("values too skewed for this split", "数值过于偏斜，分流下无法判定")
    case "impossible_counts": words("impossible counts", "计数不可能成立")
    case "out_of_range": words("numbers too large or too small to reckon with", "数值过大或过小，无法计算")
    case "control_near_zero": words("control too close to zero", "对照接近零")
    case "blocked": words("no difference while blocked", "暂缓判定，不显示差别")
    case "not_a_look": words("not a review date: no difference shown", "不是查看日，不显示差别")
    default: words("no answer (\(code))", "无结果（\(code)）")
    }
  }
}
