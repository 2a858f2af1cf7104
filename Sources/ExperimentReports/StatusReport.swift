public import ExperimentDecisions
import ExperimentModel

/// `mvp status`: where every experiment stands.
public struct StatusReport {
  public let review: Review
  public let options: ReportOptions

  public init(_ review: Review, options: ReportOptions) {
    self.review = review
    self.options = options
  }

  private var words: Wording { Wording(language: options.language, currency: review.currency) }
  static let width = 80

  public var json: String { ReviewJSON(review: review, options: options).text }
  public var csv: String { CSVTable.experiments(review, words: words) }

  /// A table as wide as it is asked for, at least 80 columns; what has no room goes on the next line, and nothing is cut.
  public var text: String {
    let words = words
    let colour = Colour(isOn: options.colour)
    var lines = wrapped("\(OneLine.text(review.project)) · \(words.figures.date(review.asOf)) · \(slot)").map(colour.bold) + [""]
    for experiment in review.experiments {
      guard let changed = RevisionSentence(experiment: experiment, words: words).changed else { continue }
      lines += wrapped(words.said(experiment.id, changed), indent: 2).map(colour.bold) + [""]
    }
    lines += StatusTable(review: review, words: words, colour: colour, width: width).lines
    let alerts = review.experiments.flatMap { experiment in
      experiment.alerts.map { words.said(experiment.id, AlertSentence(experiment: experiment, words: words).text($0)) }
    }
    if !alerts.isEmpty {
      lines += ["", "  " + words(English.count(alerts.count, "alert"), "\(alerts.count) 条提醒")]
      for alert in alerts { lines += wrapped("· " + alert, indent: 4) }
    }
    if !review.funds.isEmpty { lines.append("") }
    for fund in review.funds { lines += wrapped(self.fund(fund), indent: 2) }
    lines += ["", colour.dim("  " + words("Looking here is free; 'mvp review' decides and records.", "查看不消耗错误额度；'mvp review' 才作结论并记录。"))]
    return lines.joined(separator: "\n") + "\n"
  }

  private var width: Int { max(StatusReport.width, options.width) }

  private func wrapped(_ text: String, indent: Int = 0) -> [String] {
    DisplayWidth.wrapped(text, to: width - indent).map { String(repeating: " ", count: indent) + $0 }
  }

  public var markdown: String {
    let words = words
    var out = "# \(Markdown.escaped(review.project)) · \(words.figures.date(review.asOf))\n\n\(Markdown.escaped(slot))\n\n"
    for experiment in review.experiments {
      guard let changed = RevisionSentence(experiment: experiment, words: words).changed else { continue }
      out += "**\(Markdown.escaped(words.said(experiment.id, changed)))**\n\n"
    }
    out += words("| Experiment | Day | Spent | Result | Verdict |\n", "| 实验 | 天数 | 花费 | 结果 | 结论 |\n") + "|---|---|---|---|---|\n"
    for experiment in review.experiments {
      let sentence = DecisionSentence(experiment: experiment, words: words)
      let cells = [
        "\(experiment.id) · \(OneLine.text(experiment.title))", StatusTable.day(experiment), StatusTable.spent(experiment, words),
        ResultLine(experiment: experiment, words: words).text,
        "\(words.action(experiment.decision.action)) \(sentence.short)",
      ]
      out += "| " + cells.map(Markdown.cell).joined(separator: " | ") + " |\n"
    }
    return out
  }

  private var slot: String {
    let every = words.figures.period(review.every)
    let next = review.slot.next.map { words.figures.shortDate($0) } ?? ""
    guard let number = review.slot.number, review.slot.date != nil else {
      return words("first review on \(next), then every \(every)", "首次评审：\(next)，之后每 \(every)一次")
    }
    return review.slot.isDue
      ? words("review \(number + 1) (every \(every)) is due · next \(next)", "第 \(number + 1) 次评审（每 \(every)）应进行 · 下次 \(next)")
      : words("every \(every) · next review \(next)", "每 \(every)一次 · 下次评审 \(next)")
  }

  private func fund(_ fund: Review.FundStatus) -> String {
    let spent = words.figures.money(fund.spent)
    let total = words.figures.money(fund.total)
    let period =
      switch fund.period {
      case .month: words("this month", "本月")
      case .quarter: words("this quarter", "本季度")
      case .year: words("this year", "本年")
      case .once: words("in all", "合计")
      }
    return words("Fund \(OneLine.text(fund.name)): \(spent) of \(total) \(period).", "专项资金“\(OneLine.text(fund.name))”：\(period)已用 \(spent)，共 \(total)。")
  }
}

extension String {
  var trimmedRight: String {
    var copy = Substring(self)
    while copy.last == " " { copy.removeLast() }
    return String(copy)
  }
}
