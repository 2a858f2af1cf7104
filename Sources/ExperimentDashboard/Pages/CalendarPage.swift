import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

/// Reviews to come with the tests that will be running, first and last days, and the reviews that were held.
struct CalendarPage {
  struct Test {
    let href: String
    let title: String
  }

  struct Day {
    let iso: String
    let date: String
    let text: String
    let isReview: Bool
    let tests: [Test]
  }

  /// Reviews ahead that are shown.
  static let ahead = 8

  let frame: Frame
  let w: [String: String]
  let isDue: Bool
  let schedule: String
  let days: [Day]
  let hasPast: Bool
  let past: [Day]

  init(_ runner: Runner, _ examination: Runner.Examination, _ language: Language, session: Session, isWritable: Bool) throws {
    let review = examination.review
    let words = DashboardWords(language)
    let said = ReviewSaid(review, language: language)
    let schedule = try runner.schedule(asOf: review.asOf)
    frame = Frame(language, page: .calendar, project: review.project).opened(session, isWritable: isWritable)
    w = words.labels
    isDue = schedule.due != nil
    self.schedule = words.reviews(schedule, said)
    let open = review.experiments.filter { $0.decision.action != .decided }
    func test(_ experiment: ExperimentReview) -> Test { Test(href: "/experiments/" + experiment.id, title: PrintableText.oneLine(experiment.title)) }
    var found = [(day: CalendarDay, order: Int, shown: Day)]()
    var day = schedule.next
    for _ in 0..<CalendarPage.ahead {
      // A review looks at the days since the one before: a test is in it when it had begun and had not ended by then.
      let before = day - schedule.every
      let tests = open.filter { experiment in
        guard let start = experiment.declared.start, start < day else { return false }
        return experiment.declared.end.map { $0 >= before } ?? true
      }
      found.append(
        (day, 0, Day(iso: day.description, date: said.date(day), text: tests.isEmpty ? words.noneThen : words.reviewOn(tests.count), isReview: true, tests: tests.map(test))))
      day = runner.calendar.next(after: day)
    }
    for experiment in open {
      for (date, text) in [(experiment.declared.start, words.starts), (experiment.declared.end, words.ends)] {
        guard let date, date >= review.asOf, date < day else { continue }
        found.append((date, 1, Day(iso: date.description, date: said.date(date), text: text, isReview: false, tests: [test(experiment)])))
      }
    }
    days = found.sorted { ($0.day, $0.order, $0.shown.tests.first?.title ?? "") < ($1.day, $1.order, $1.shown.tests.first?.title ?? "") }.map(\.shown)
    past = try runner.history().records.filter { $0.kind == .review }.suffix(24).reversed().map { record in
      Day(
        iso: record.date.description, date: said.date(record.date), text: words.reviewOn(record.entries.count), isReview: true,
        tests: record.entries.map { Test(href: "/experiments/" + $0.id, title: $0.id) })
    }
    hasPast = !past.isEmpty
  }
}
