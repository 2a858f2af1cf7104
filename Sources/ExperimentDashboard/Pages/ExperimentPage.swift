import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

/// One test: its verdict in words, its numbers, its looks, and what a person may do about it.
struct ExperimentPage {
  struct Arm {
    let variant: String
    let counts: String
    let value: String
    let change: String
    let p: String
    let standing: String
  }

  struct Metric {
    let title: String
    let arms: [Arm]
  }

  struct Look {
    let number: String
    let date: String
    let variant: String
    let progress: String
    let statistic: String
    let boundary: String
    let alphaSpent: String
  }

  struct Choice {
    let id: String
    let title: String
  }

  let frame: Frame
  let w: [String: String]
  let id: String
  let title: String
  let hypothesis: String?
  let kind: String
  let action: String
  let facts: String
  let verdict: String
  let paragraphs: [String]
  let metrics: [Metric]
  let hasLooks: Bool
  let looks: [Look]
  let account: String?
  let variants: [Choice]
  let isClosed: Bool
  let isRevised: Bool
  let isPlanned: Bool

  /// - Throws: `RunnerError` for an experiment that neither the files nor the records know.
  init(_ name: String, _ examination: Runner.Examination, _ language: Language, session: Session, isWritable: Bool) throws {
    let review = examination.review
    guard let experiment = review.experiments.first(where: { $0.id == name }) else { throw Fault.noSuchPage }
    let words = DashboardWords(language)
    let said = ExperimentSaid(experiment, language: language, currency: review.currency)
    let figures = ReviewSaid(review, language: language)
    frame = Frame(language, page: nil, project: review.project, title: said.title, path: "/experiments/" + experiment.id)
      .opened(session, isWritable: isWritable)
    w = words.labels
    id = experiment.id
    title = said.title
    hypothesis = experiment.declared.hypothesis.map(PrintableText.oneLine)
    kind = experiment.decision.action.rawValue
    action = said.action
    facts = said.facts
    let story = said.paragraphs
    verdict = story.first ?? ""
    paragraphs = Array(story.dropFirst())
    metrics = said.metrics.map { metric in
      Metric(
        title: metric.title,
        arms: metric.arms.map { .init(variant: $0.variant, counts: $0.counts, value: $0.value, change: $0.change, p: $0.p, standing: $0.standing) })
    }
    looks = said.looks.map {
      .init(number: $0.number, date: $0.date, variant: $0.variant, progress: $0.progress, statistic: $0.statistic, boundary: $0.boundary, alphaSpent: $0.alphaSpent)
    }
    hasLooks = !looks.isEmpty
    let monitoring = experiment.monitoring
    account =
      experiment.metrics.isEmpty
      ? nil
      : words.account(
        spent: figures.percent(monitoring.alphaSpent), of: figures.percent(1 - experiment.declared.confidence), look: monitoring.look, looks: monitoring.looks)
    variants = said.variants.map { Choice(id: $0.id, title: $0.title) }
    isClosed = experiment.decision.action == .decided
    isRevised = experiment.past.revised != nil
    isPlanned = experiment.decision.action == .planned
  }
}
