public import ExperimentDecisions
public import ExperimentModel

/// A verdict as a record of a review has it.
public struct PastVerdict: Hashable, Sendable {
  public let date: CalendarDay
  /// The record's number.
  public let record: Int
  public let experiment: String
  public let action: Action
  public let variant: String?

  public init(date: CalendarDay, record: Int, experiment: String, action: Action, variant: String?) {
    self.date = date
    self.record = record
    self.experiment = experiment
    self.action = action
    self.variant = variant
  }
}

/// `reports/index.html`: every test with its history, every review, tests by tag. Its links are relative, so that the folder is a site on any static host.
public struct ReportsIndex {
  /// The newest review.
  public let review: Review
  /// Of all reviews recorded, oldest first.
  public let past: [PastVerdict]
  public let options: ReportOptions

  public static let fileName = "index.html"

  public init(_ review: Review, past: [PastVerdict], options: ReportOptions) {
    self.review = review
    self.past = past
    self.options = options
  }

  public var html: String {
    let words = Wording(language: options.language, currency: review.currency)
    let experiments = ReviewSummary.ordered(review.experiments)
    let summary = ReviewSummary(review: review, words: words)
    let tags = tags(experiments)
    return PageTemplates.render(
      [
        "lang": words.language == .english ? "en" : "zh-Hans", "title": "\(OneLine.text(review.project)) — \(words("reviews", "评审"))", "project": review.project,
        "edition": words("as of \(words.figures.date(review.asOf))", "截至\(words.figures.date(review.asOf))"), "onThisPage": words("On this page", "本页内容"),
        "testsTitle": words("All tests", "全部测试"), "reviewsTitle": words("All reviews", "历次评审"), "tagsTitle": words("By tag", "按标签"),
        "headline": summary.headline, "deck": [summary.warning, summary.period].compactMap(\.self).joined(separator: words(" ", "")),
        "tests": experiments.enumerated().map { test($1, $0 + 1, words) }, "reviews": reviews(experiments, words), "hasTags": !tags.isEmpty, "tags": tags,
        "record": options.record.map { $0.line(words) },
      ], as: .index)
  }

  private func test(_ experiment: ExperimentReview, _ number: Int, _ words: Wording) -> Slots {
    let card = VerdictCard(experiment: experiment, words: words, number: number)
    let history = past.filter { $0.experiment == experiment.id }.map { "\(words.figures.date($0.date)) \(verdict($0, experiment, words))" }
    return [
      "anchor": "t\(number)", "action": experiment.decision.action.rawValue, "word": words.action(experiment.decision.action), "name": experiment.title,
      "head": DecisionSentence(experiment: experiment, words: words).head, "owner": experiment.declared.owner, "when": card.when,
      "past": history.isEmpty ? nil : [history.joined(separator: " → ")].lines,
    ]
  }

  private func verdict(_ past: PastVerdict, _ experiment: ExperimentReview?, _ words: Wording) -> String {
    let variant = past.variant.map { id in " " + (experiment.map { words.title(id, in: $0) } ?? id) } ?? ""
    return words.action(past.action) + variant
  }

  /// One line a date, newest first.
  private func reviews(_ experiments: [ExperimentReview], _ words: Wording) -> [Slots] {
    var dates = [CalendarDay]()
    for verdict in past where !dates.contains(verdict.date) { dates.append(verdict.date) }
    let known = Dictionary(experiments.map { ($0.id, $0) }) { first, _ in first }
    return dates.sorted(by: >).map { date in
      let of = past.filter { $0.date == date }
      let verdicts = of.map { past -> String in
        let experiment = known[past.experiment]
        return words.said(OneLine.text(experiment?.title ?? past.experiment), verdict(past, experiment, words))
      }
      let number = of.map(\.record).max() ?? 0
      return [
        "link": "\(date).html", "date": words.figures.date(date), "verdicts": verdicts.joined(separator: words("; ", "；")),
        "record": words("record \(number)", "第 \(number) 条记录"),
      ]
    }
  }

  private func tags(_ experiments: [ExperimentReview]) -> [Slots] {
    let tests = experiments.enumerated().map { (number: $0 + 1, test: $1) }
    return Set(experiments.flatMap(\.declared.tags)).sorted().map { tag in
      let of = tests.filter { $0.test.declared.tags.contains(tag) }
      return ["tag": tag, "tests": of.map { ["anchor": "t\($0.number)", "name": $0.test.title] as Slots }]
    }
  }
}
