import ExperimentDecisions
import ExperimentModel

/// The page's content as Markdown that pastes into Feishu, GitHub and Notion: the same figures and sentences, from where the page has them.
struct ReviewMarkdown {
  let review: Review
  let words: Wording
  let options: ReportOptions

  var text: String {
    let experiments = ReviewSummary.ordered(review.experiments)
    let labels = PageLabels(words: words, confidence: nil, since: words.figures.shortDate(review.period.first)).slots
    let whole = PageWhole(review: review, experiments: experiments, words: words)
    let end = PageEnd(review: review, experiments: experiments, words: words, options: options)
    var out = "# \(Markdown.escaped(review.project)) — \(words("review of", "评审")) \(words.figures.date(review.asOf))\n\n"
    out += "**\(Markdown.escaped(ReviewSummary(review: review, words: words).sentence))**\n"
    if !whole.sums.isEmpty {
      out += "\n"
      for sum in whole.sums {
        let more = sum.text("more").isEmpty ? "" : words(" (\(sum.text("more")))", "（\(sum.text("more"))）")
        out += "- " + words.said(sum.text("label"), "**\(sum.text("amount"))** \(sum.text("of"))\(more)") + "\n"
      }
    }
    if !whole.deeds.isEmpty { out += "\n## \(labels.text("whoDoesWhat"))\n\n" }
    for deed in whole.deeds {
      let box = deed.text("mark") == "box" ? "[ ] " : ""
      out += "- \(box)\(deed.text("text")) **\(deed.text("owner"))** \(deed.text("when"))\n"
    }
    if !whole.changes.isEmpty { out += "\n## \(labels.text("changed"))\n\n" }
    for change in whole.changes { out += "- " + words.said(change.text("name"), "\(change.text("from")) **\(change.text("to"))** \(change.text("why"))") + "\n" }
    for (index, experiment) in experiments.enumerated() { out += section(index + 1, experiment) }
    out += "\n## \(labels.text("meeting"))\n\n"
    for line in end.meeting.list("unusual") { out += "- \(line.text("text"))\n" }
    for why in end.meeting.list("whys") { out += "\n\(why.text("text"))\n" }
    out += "\n## \(labels.text("sourcesTitle"))\n\n"
    for origin in end.sources.list("origins") {
      let files = origin.list("files").map { "\($0.text("file")) \($0.text("rows"))" }
      let omitted = origin.list("leftOut").map { $0.text("text") }
      let parts = files + omitted + ["\(origin.text("data")) / \(origin.text("declaration"))", origin.text("split")]
      out += "- " + words.said("**\(origin.text("name"))**", parts.joined(separator: words("; ", "；"))) + "\n"
    }
    for fund in end.sources.list("funds") { out += "\n\(fund.text("text"))\n" }
    return out + "\n" + Markdown.escaped(end.record) + "\n"
  }

  private func section(_ number: Int, _ experiment: ExperimentReview) -> String {
    let story = ExperimentStory(experiment: experiment, words: words)
    var out = "\n## \(number). \(words.action(experiment.decision.action)) · \(Markdown.escaped(experiment.title))\n\n"
    if let hypothesis = experiment.declared.hypothesis { out += "*\(Markdown.escaped(hypothesis))*\n\n" }
    out += Markdown.escaped(ExperimentReport.facts(experiment, words)) + "\n\n"
    for paragraph in story.paragraphs { out += Markdown.escaped(paragraph) + "\n\n" }
    return out + ReviewMarkdown.table(experiment, words)
  }

  /// One table a metric; the metric is named once, over it.
  static func table(_ experiment: ExperimentReview, _ words: Wording) -> String {
    guard let numbers = NumbersTable(experiment: experiment, words: words).slots else { return "" }
    let labels = PageLabels(words: words, confidence: nil, since: nil).slots
    let header = [labels.text("variant"), labels.text("counts"), numbers.text("valueHead"), numbers.text("changeHead"), labels.text("standing")]
    var out = ""
    for group in numbers.list("groups") {
      out += "**\(group.text("metric"))** \(group.text("role"))\n\n| " + header.joined(separator: " | ") + " |\n|---|---|---|---|---|\n"
      for row in group.list("rows") {
        let value = [row.text("value"), row.text("between")].filter { !$0.isEmpty }.joined(separator: " ")
        let change = [row.text("change"), row.text("changeBetween"), row.text("p")].filter { !$0.isEmpty }.joined(separator: " ")
        out += "| " + [row.text("variant"), row.text("counts"), value, change, row.text("standing")].joined(separator: " | ") + " |\n"
      }
      out += "\n"
    }
    return out
  }
}

extension Slots {
  /// As Markdown has it; empty where there is none.
  fileprivate func text(_ name: String) -> String { Markdown.escaped(self[name] as? String ?? "") }
  fileprivate func list(_ name: String) -> [Slots] { self[name] as? [Slots] ?? [] }
}
