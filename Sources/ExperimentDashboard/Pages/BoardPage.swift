import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

/// Every test on one page, what needs a person first.
struct BoardPage {
  struct Row {
    let href: String
    let title: String
    let kind: String
    let action: String
    let verdict: String
    let result: String?
    let time: String
    let money: String?
    let owner: String?
    let notes: [String]
  }

  struct Group {
    enum Kind: CaseIterable { case due, running, planned, decided }

    let title: String
    let count: Int
    let rows: [Row]
  }

  let frame: Frame
  let w: [String: String]
  let lead: String
  let date: String
  let isDue: Bool
  let schedule: String
  let groups: [Group]
  let isEmpty: Bool
  let funds: [String]
  let problems: [String]

  init(_ runner: Runner, _ examination: Runner.Examination, _ language: Language, session: Session, isWritable: Bool) throws {
    let review = examination.review
    let words = DashboardWords(language)
    let said = ReviewSaid(review, language: language)
    let schedule = try runner.schedule(asOf: review.asOf)
    frame = Frame(language, page: .board, project: review.project).opened(session, isWritable: isWritable)
    w = words.labels
    lead = said.sentence
    date = said.date(review.asOf)
    isDue = schedule.due != nil
    self.schedule = words.reviews(schedule, said)
    let ordered = said.ordered
    groups = Group.Kind.allCases.compactMap { kind in
      let rows = ordered.filter { BoardPage.kind(of: $0) == kind }.map { BoardPage.row($0, said, words, currency: review.currency) }
      return rows.isEmpty ? nil : Group(title: words.group(kind), count: rows.count, rows: rows)
    }
    isEmpty = review.experiments.isEmpty
    funds = review.funds.map { fund in
      words.fund(
        PrintableText.oneLine(fund.name), total: said.money(fund.total), spent: said.money(fund.spent), committed: said.money(fund.committed),
        left: said.money(fund.left))
    }
    problems = examination.problems.map { $0.text(in: language) }
  }

  /// A verdict, a blocked test, an alert or a verdict that changed needs a person, as `--exit-code` has it; so does a test that has ended and waits for its
  /// last look.
  static func kind(of experiment: ExperimentReview) -> Group.Kind {
    if experiment.past.revised != nil { return .due }
    switch experiment.decision.action {
    case .scale, .stop, .blocked: return .due
    case .continue: return experiment.alerts.isEmpty && experiment.progress.phase != .ended ? .running : .due
    case .planned: return .planned
    case .decided: return .decided
    }
  }

  private static func row(_ experiment: ExperimentReview, _ review: ReviewSaid, _ words: DashboardWords, currency: String) -> Row {
    let said = ExperimentSaid(experiment, language: words.language, currency: currency)
    return Row(
      href: "/experiments/" + experiment.id, title: said.title, kind: experiment.decision.action.rawValue, action: said.action, verdict: said.verdict,
      result: said.result.isEmpty ? nil : said.result, time: words.day(experiment.progress.days, of: experiment.declared.plannedDays),
      money: experiment.progress.spend.map { words.spent(review.money($0), of: experiment.declared.budget.map(review.money)) },
      owner: experiment.declared.owner.map(PrintableText.oneLine), notes: said.alerts + said.obstacles)
  }
}
