import ExperimentDecisions
import ExperimentModel

/// The language a report is written in, and the figures in it.
struct Wording {
  let language: Language
  let figures: Figures

  init(language: Language, currency: String) {
    self.language = language
    figures = Figures(language: language, currency: currency)
  }

  func callAsFunction(_ english: String, _ simplifiedChinese: String) -> String {
    language == .english ? english : simplifiedChinese
  }

  /// A list in words: `a, b and c`.
  func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    let head = items.dropLast()
    return self(head.joined(separator: ", ") + " and " + last, head.joined(separator: "、") + "和" + last)
  }

  /// A name and what is said of it: `a: b`.
  func said(_ name: String, _ text: String) -> String { self("\(name): \(text)", "\(name)：\(text)") }

  /// What belongs to a figure, behind it: `a (b)`.
  func beside(_ figure: String, _ text: String) -> String { self("\(figure) (\(text))", "\(figure)（\(text)）") }

  func title(_ id: String, in experiment: ExperimentReview) -> String {
    OneLine.text(experiment.declared.variantTitles[id] ?? id)
  }

  func action(_ action: Action) -> String {
    switch action {
    case .planned: self("planned", "未开始")
    case .continue: self("continue", "继续")
    case .scale: self("SCALE", "放量")
    case .stop: self("STOP", "停止")
    case .blocked: self("BLOCKED", "暂缓判定")
    case .decided: self("decided", "已定")
    }
  }

  /// How the arms came to differ, as people say it; `evidence:` has the key.
  func evidence(_ name: String) -> String {
    switch name {
    case "randomized": self("divided at random", "随机分组")
    case "observational": self("observed, not divided", "只观察，未分组")
    case "before-after": self("before and after", "前后对比")
    case "switchback": self("whole days in turn", "按日轮换")
    default: name
    }
  }

  func standing(_ standing: Standing) -> String {
    switch standing {
    case .winner: self("winner", "胜出")
    case .leading: self("leading", "领先")
    case .undecided: self("undecided", "未定")
    case .losing: self("losing", "落后")
    case .loser: self("loser", "落败")
    case .dropped: self("dropped", "已退出")
    }
  }

  /// `18 % less (between 6 % and 28 % less)`: a relative change with its interval, plain words first.
  func change(_ interval: Interval) -> String? {
    guard let estimate = interval.estimate else {
      return bounds(interval).map { self("no estimate yet; \($0)", "尚无估计；\($0)") }
    }
    let size = figures.percent(abs(estimate))
    let head: String
    if estimate == 0 {
      head = self("no difference", "没有差别")
    } else {
      head = estimate > 0 ? self("\(size) more", "高 \(size)") : self("\(size) less", "低 \(size)")
    }
    guard let bounds = bounds(interval) else { return head }
    return self("\(head) (\(bounds))", "\(head)（\(bounds)）")
  }

  private func bounds(_ interval: Interval) -> String? {
    func signed(_ value: Double) -> String {
      let size = figures.percent(abs(value))
      return value < 0 ? self("\(size) less", "低 \(size)") : self("\(size) more", "高 \(size)")
    }
    switch (interval.lower, interval.upper) {
    case (let lower?, let upper?):
      if lower >= 0, upper >= 0 {
        return self(
          "between \(figures.percent(lower)) and \(figures.percent(upper)) more", "区间：高 \(figures.percent(lower))~\(figures.percent(upper))")
      }
      if lower <= 0, upper <= 0 {
        return self(
          "between \(figures.percent(-upper)) and \(figures.percent(-lower)) less", "区间：低 \(figures.percent(-upper))~\(figures.percent(-lower))")
      }
      return self("between \(signed(lower)) and \(signed(upper))", "区间：\(signed(lower))~\(signed(upper))")
    case (let lower?, nil): return self("at least \(signed(lower)); no upper limit", "至少 \(signed(lower))；没有上限")
    case (nil, let upper?): return self("at most \(signed(upper)); no lower limit", "至多 \(signed(upper))；没有下限")
    case (nil, nil): return interval.reason == nil ? self("anything is still possible", "仍有各种可能") : nil
    }
  }

  /// `+29 % (−11 … +88 %)`: the compact form of tables.
  func compactChange(_ interval: Interval) -> String? {
    // Bounds that were not worked out are not bounds that are far away.
    guard let estimate = interval.estimate, interval.reason == nil else { return nil }
    let low = interval.lower.map { figures.percent($0, signed: true) } ?? self("no limit", "无下限")
    let high = interval.upper.map { figures.percent($0, signed: true) } ?? self("no limit", "无上限")
    return beside(figures.percent(estimate, signed: true), "\(low) … \(high)")
  }

  /// What was done to a metric's values before arms were compared.
  func adjustment(_ adjustment: MetricReview.Adjustment) -> String {
    switch adjustment {
    case .covariate(let column): self("change adjusted for \(OneLine.text(column)) from before the test (CUPED)", "变化已按实验前的 \(OneLine.text(column)) 校正（CUPED）")
    case .strata(let column): self("change taken within \(OneLine.text(column)) and put together (post-stratified)", "变化按 \(OneLine.text(column)) 逐层比较后合并（事后分层）")
    case .winsorized(let level):
      self("values above the \(figures.percent(level)) quantile cut to it", "高于 \(figures.percent(level)) 分位数的值已截尾")
    }
  }

  /// All of it; nil where nothing was done.
  func adjustments(_ metric: MetricReview) -> String? {
    metric.adjustments.isEmpty ? nil : metric.adjustments.map(adjustment).joined(separator: self("; ", "；"))
  }

  /// What newer data say of a standing that stays, where they say something else.
  func newest(_ comparison: ComparisonReview?) -> String? {
    guard let comparison, let newer = comparison.newer.flatMap(compactChange), newer != compactChange(comparison.relative) else { return nil }
    return newer
  }
}

/// A user's text on one line: control characters and newlines become spaces.
enum OneLine {
  static func text(_ text: String) -> String { PrintableText.oneLine(text) }
}
