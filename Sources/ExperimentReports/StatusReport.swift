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

  /// A table that reads in 80 columns.
  public var text: String {
    let words = words
    let colour = Colour(isOn: options.colour)
    var lines = [String]()
    lines.append(colour.bold(DisplayWidth.cut("\(OneLine.text(review.project)) · \(words.figures.date(review.asOf)) · \(slot)", to: StatusReport.width)))
    lines.append("")
    for experiment in review.experiments {
      guard let changed = RevisionSentence(experiment: experiment, words: words).changed else { continue }
      lines += DisplayWidth.wrapped("\(experiment.id): \(changed)", to: StatusReport.width - 2).map { colour.bold("  " + $0) }
      lines.append("")
    }
    let columns = [26, 9, 19]
    let header = [words("EXPERIMENT", "实验"), words("DAY", "天数"), words("SPENT", "花费"), words("VERDICT", "结论")]
    lines.append(colour.dim("  " + zip(header, columns + [20]).map { DisplayWidth.padded($0, to: $1) }.joined()).trimmedRight)
    if review.experiments.isEmpty {
      lines.append("  " + words("No experiments yet: 'mvp new NAME --template posters' makes one.", "还没有实验：用 'mvp new 名称 --template posters' 新建。"))
    }
    for experiment in review.experiments {
      let sentence = DecisionSentence(experiment: experiment, words: words)
      let name = DisplayWidth.padded(DisplayWidth.cut(experiment.id, to: columns[0] - 2), to: columns[0])
      let day = DisplayWidth.padded(self.day(experiment), to: columns[1])
      let spent = DisplayWidth.padded(DisplayWidth.cut(self.spent(experiment), to: columns[2] - 2), to: columns[2])
      let action = words.action(experiment.decision.action)
      let room = StatusReport.width - 2 - columns.reduce(0, +)
      let short = DisplayWidth.cut(sentence.short, to: max(0, room - DisplayWidth.of(action) - 2))
      lines.append(("  " + name + day + spent + colour.of(experiment.decision.action, action) + (short.isEmpty ? "" : "  " + short)).trimmedRight)
      let result = ResultLine(experiment: experiment, words: words).text
      if !result.isEmpty { lines.append(contentsOf: DisplayWidth.wrapped(result, to: StatusReport.width - 6).map { "      " + $0 }) }
      for amended in RevisionSentence(experiment: experiment, words: words).amendments {
        lines.append(contentsOf: DisplayWidth.wrapped(amended, to: StatusReport.width - 6).map { "      " + $0 })
      }
      for item in experiment.health where item.blocking || item.check == .spentBefore || item.check == .dataCorrected {
        let text = HealthSentence(experiment: experiment, words: words).text(item)
        lines.append(contentsOf: DisplayWidth.wrapped(text, to: StatusReport.width - 6).map { "      " + $0 })
      }
      for diagnostic in experiment.diagnostics.prefix(3) {
        lines.append(contentsOf: DisplayWidth.wrapped(OneLine.text(diagnostic.text(in: options.language)), to: StatusReport.width - 6).map { "      " + $0 })
      }
    }
    let alerts = review.experiments.flatMap { experiment in
      experiment.alerts.map { "\(experiment.id): \(AlertSentence(experiment: experiment, words: words).text($0))" }
    }
    if !alerts.isEmpty {
      lines.append("")
      lines.append("  " + words(alerts.count == 1 ? "1 alert" : "\(alerts.count) alerts", "\(alerts.count) 条提醒"))
      for alert in alerts { lines.append(contentsOf: DisplayWidth.wrapped("· " + alert, to: StatusReport.width - 4).map { "    " + $0 }) }
    }
    if !review.funds.isEmpty { lines.append("") }
    for fund in review.funds { lines.append("  " + DisplayWidth.cut(self.fund(fund), to: StatusReport.width - 2)) }
    lines.append("")
    lines.append(colour.dim("  " + words("Looking here is free; 'mvp review' decides and records.", "查看不消耗检验额度；'mvp review' 才作结论并记录。")))
    return lines.joined(separator: "\n") + "\n"
  }

  public var markdown: String {
    let words = words
    var out = "# \(Markdown.escaped(review.project)) · \(words.figures.date(review.asOf))\n\n\(Markdown.escaped(slot))\n\n"
    for experiment in review.experiments {
      guard let changed = RevisionSentence(experiment: experiment, words: words).changed else { continue }
      out += "**\(Markdown.escaped("\(experiment.id): \(changed)"))**\n\n"
    }
    out += words("| Experiment | Day | Spent | Result | Verdict |\n", "| 实验 | 天数 | 花费 | 结果 | 结论 |\n") + "|---|---|---|---|---|\n"
    for experiment in review.experiments {
      let sentence = DecisionSentence(experiment: experiment, words: words)
      let cells = [
        "\(experiment.id) · \(OneLine.text(experiment.title))", day(experiment), spent(experiment), ResultLine(experiment: experiment, words: words).text,
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
      return words("first review on \(next), then every \(every)", "首次评审：\(next)，之后每 \(every) 一次")
    }
    return review.slot.isDue
      ? words("review \(number + 1) (every \(every)) is due · next \(next)", "第 \(number + 1) 次评审（每 \(every)）应进行 · 下次 \(next)")
      : words("every \(every) · next review \(next)", "每 \(every) 一次 · 下次评审 \(next)")
  }

  private func day(_ experiment: ExperimentReview) -> String {
    experiment.declared.plannedDays.map { "\(experiment.progress.days)/\($0)" } ?? "\(experiment.progress.days)"
  }

  private func spent(_ experiment: ExperimentReview) -> String {
    guard let spend = experiment.progress.spend else { return "–" }
    let total = experiment.declared.budget.map { "/\(words.figures.decimal($0, places: 0))" } ?? ""
    return words.figures.money(spend) + total
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
    return words("Fund \(OneLine.text(fund.name)): \(spent) of \(total) \(period).", "基金 \(OneLine.text(fund.name))：\(period)已用 \(spent)，共 \(total)。")
  }
}

extension String {
  var trimmedRight: String {
    var copy = Substring(self)
    while copy.last == " " { copy.removeLast() }
    return String(copy)
  }
}
