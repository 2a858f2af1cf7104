import ExperimentDecisions
import ExperimentModel

/// One self-contained page: no scripts, no fonts or pictures from elsewhere; light and dark; readable on a phone and on paper.
struct ReviewPage {
  let review: Review
  let words: Wording
  let options: ReportOptions

  /// Above so many tests the evidence of those that just go on stays folded.
  private static let many = 6

  var html: String {
    let experiments = ReviewSummary.ordered(review.experiments)
    let summary = ReviewSummary(review: review, words: words)
    var page = frame(experiments, title: "\(OneLine.text(review.project)) — \(words.figures.date(review.asOf))")
    page["isWhole"] = true
    page["headline"] = summary.headline
    page["deck"] = [summary.warning, summary.period].compactMap(\.self).joined(separator: words(" ", ""))
    page["whole"] = PageWhole(review: review, experiments: experiments, words: words).slots
    page["meeting"] = PageEnd(review: review, experiments: experiments, words: words, options: options).meeting
    return PageTemplates.render(page, as: .page)
  }

  func html(only experiment: ExperimentReview) -> String {
    var page = frame([experiment], title: experiment.title)
    page["headline"] = experiment.title
    page["deck"] = DecisionSentence(experiment: experiment, words: words).head
    return PageTemplates.render(page, as: .page)
  }

  private func frame(_ experiments: [ExperimentReview], title: String) -> Slots {
    let end = PageEnd(review: review, experiments: experiments, words: words, options: options)
    let levels = Set(experiments.map(\.declared.confidence))
    let before = experiments.compactMap(\.past.before?.date).max()
    let labels = PageLabels(
      words: words, confidence: levels.count == 1 ? levels.first : nil, since: before == nil ? nil : words.figures.shortDate(review.period.first))
    let number = review.slot.number.map { words("review \($0 + 1), ", "第 \($0 + 1) 次评审，") } ?? ""
    let covers = words(
      "covers \(words.figures.shortDate(review.period.first)) to \(words.figures.shortDate(review.period.last))",
      "涵盖\(words.figures.shortDate(review.period.first))至\(words.figures.shortDate(review.period.last))")
    let next = review.slot.next.map { words("; next review \(words.figures.shortDate($0))", "；下次评审\(words.figures.shortDate($0))") } ?? ""
    let isMany = experiments.count > ReviewPage.many
    return [
      "lang": words.language == .english ? "en" : "zh-Hans", "title": title, "project": review.project, "edition": number + words.figures.date(review.asOf),
      "covers": covers + next, "say": labels.slots,
      "cards": experiments.enumerated().map { VerdictCard(experiment: $1, words: words, number: $0 + 1).slots },
      "dossiers": experiments.enumerated().map { index, experiment in
        let rests = experiment.decision.action == .continue || experiment.decision.action == .planned || experiment.decision.action == .decided
        return Dossier(experiment: experiment, words: words, number: index + 1, isOpen: !(isMany && rests), isForced: experiments.count == 1).slots
      }, "sources": end.sources, "statistics": end.statistics,
    ]
  }
}
