import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

/// What was recorded, newest first, and what is left of every test's error allowance.
struct HistoryPage {
  struct Item {
    let href: String
    let id: String
    let text: String
    let note: String?
  }

  struct Event {
    let number: Int
    let date: String
    let kind: String
    let items: [Item]
    let hash: String
  }

  struct Account {
    let href: String
    let title: String
    let text: String
    /// Of the allowance, 0 to 100.
    let share: Int
  }

  let frame: Frame
  let w: [String: String]
  let events: [Event]
  let isEmpty: Bool
  let accounts: [Account]
  let problems: [String]
  let state: String?

  init(_ runner: Runner, _ examination: Runner.Examination, _ language: Language, session: Session, isWritable: Bool) throws {
    let review = examination.review
    let words = DashboardWords(language)
    let said = ReviewSaid(review, language: language)
    let history = try runner.history()
    frame = Frame(language, page: .history, project: review.project).opened(session, isWritable: isWritable)
    w = words.labels
    events = history.records.reversed().map { record in
      Event(
        number: record.number, date: said.date(record.date), kind: words.record(record.kind),
        items: record.entries.map { entry in
          let text = entry.event.map(words.event) ?? ([said.action(entry.action)] + (entry.action == .planned ? [] : entry.reasons.map(said.reason))).joined(separator: " · ")
          return Item(
            href: "/experiments/" + entry.id, id: entry.id, text: entry.variant.map { "\(text) · \($0)" } ?? text, note: entry.note.map(PrintableText.oneLine))
        }, hash: String(record.stamp.hash.prefix(16)))
    }
    isEmpty = events.isEmpty
    accounts = review.experiments.filter { $0.decision.action != .planned && !$0.metrics.isEmpty }.map { experiment in
      let whole = 1 - experiment.declared.confidence
      let (monitoring, spent) = (experiment.monitoring, experiment.monitoring.alphaSpent)
      return Account(
        href: "/experiments/" + experiment.id, title: PrintableText.oneLine(experiment.title),
        text: words.account(spent: said.percent(spent), of: said.percent(whole), look: monitoring.look, looks: monitoring.looks),
        share: whole > 0 ? Int((min(1, max(0, spent / whole)) * 100).rounded()) : 0)
    }
    problems = history.problems.map { $0.text(in: language) }
    state = problems.isEmpty && !events.isEmpty ? words.noProblems : nil
  }
}
