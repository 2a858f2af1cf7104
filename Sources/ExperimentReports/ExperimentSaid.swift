package import ExperimentDecisions
package import ExperimentModel

/// One experiment in the sentences that reports use, piece by piece, for a page that arranges them itself.
package struct ExperimentSaid: Sendable {
  package let experiment: ExperimentReview
  private let words: Wording

  package init(_ experiment: ExperimentReview, language: Language, currency: String) {
    self.experiment = experiment
    words = Wording(language: language, currency: currency)
  }

  package var title: String { OneLine.text(experiment.title) }
  package var action: String { words.action(experiment.decision.action) }
  package var verdict: String { DecisionSentence(experiment: experiment, words: words).text }
  package var result: String { ResultLine(experiment: experiment, words: words).text }
  package var facts: String { ExperimentReport.facts(experiment, words) }
  package var paragraphs: [String] { ExperimentStory(experiment: experiment, words: words).paragraphs }
  package var alerts: [String] { experiment.alerts.map { AlertSentence(experiment: experiment, words: words).text($0) } }
  /// Checks of the data that stand against a verdict.
  package var obstacles: [String] {
    experiment.health.filter(\.blocking).map { HealthSentence(experiment: experiment, words: words).text($0) }
      + experiment.diagnostics.map { OneLine.text($0.text(in: words.language)) }
  }

  package struct Arm: Sendable {
    package let variant: String
    package let counts: String
    package let value: String
    package let change: String
    package let p: String
    package let standing: String
  }

  package struct Metric: Sendable {
    package let title: String
    package let arms: [Arm]
  }

  package var metrics: [Metric] {
    let table = ArmsTable(experiment: experiment, words: words)
    return experiment.metrics.map { metric in
      let rows = table.rows([metric])
      return Metric(
        title: rows.first?.metric ?? OneLine.text(metric.title),
        arms: rows.map { .init(variant: $0.variant, counts: $0.counts, value: $0.value, change: $0.change, p: $0.p, standing: $0.standing) })
    }
  }

  package struct Look: Sendable {
    package let number: String
    package let date: String
    package let variant: String
    package let progress: String
    package let statistic: String
    package let boundary: String
    package let alphaSpent: String
  }

  package var looks: [Look] {
    experiment.monitoring.history.map { entry in
      Look(
        number: String(entry.look), date: words.figures.date(entry.date), variant: words.title(entry.variant, in: experiment),
        progress: words.figures.percent(entry.informationFraction), statistic: entry.statistic.map { words.figures.decimal($0, places: 3) } ?? "–",
        boundary: entry.boundary.map { "±" + words.figures.decimal($0, places: 3) } ?? "–", alphaSpent: words.figures.percent(entry.alphaSpent))
    }
  }

  package var variants: [(id: String, title: String)] {
    (experiment.metrics.first?.variants.map(\.id) ?? experiment.declared.variantTitles.keys.sorted()).map { ($0, words.title($0, in: experiment)) }
  }
}

/// A whole review in sentences, and figures as reports write them.
package struct ReviewSaid: Sendable {
  private let review: Review
  private let words: Wording

  package init(_ review: Review, language: Language) {
    self.review = review
    words = Wording(language: language, currency: review.currency)
  }

  package var sentence: String { ReviewSummary(review: review, words: words).sentence }
  package var ordered: [ExperimentReview] { ReviewSummary.ordered(review.experiments) }
  package func date(_ day: CalendarDay) -> String { words.figures.date(day) }
  package func money(_ value: Double) -> String { words.figures.money(value) }
  package func percent(_ share: Double) -> String { words.figures.percent(share) }
  package func period(_ days: Int) -> String { words.figures.period(days) }
  package func action(_ action: Action) -> String { words.action(action) }
  package func reason(_ reason: ReasonCode) -> String { words.reason(reason) }
}
