import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

/// What a test's budget can prove, with sliders that are a form: each press of the button asks again.
struct PlanPage {
  struct Slider {
    let name: String
    let label: String
    let shown: String
    let low: String
    let high: String
    let step: String
    let value: String
    let ends: String
  }

  struct Line {
    let label: String
    let text: String
  }

  struct Tick {
    /// Percent of the width or height.
    let at: String
    let text: String
  }

  struct Point {
    let effect: String
    let power: String
  }

  let frame: Frame
  let w: [String: String]
  let id: String
  let heading: String
  let lines: [Line]
  let notes: [String]
  let sliders: [Slider]
  let hasCurve: Bool
  /// Points of the line, in hundredths of the picture.
  let path: String
  let across: [Tick]
  let up: [Tick]
  let wanted: String
  let points: [Point]
  let isChanged: Bool

  init(
    _ plan: Runner.Plan, _ wishes: PlanWishesInQuery, _ review: Review, _ language: Language, session: Session, isWritable: Bool
  ) {
    let words = DashboardWords(language)
    let said = ReviewSaid(review, language: language)
    let report = PlanReport(.init(title: plan.id, question: plan.question, answer: plan.answer, notes: plan.notes), currency: review.currency, language: language)
    frame = Frame(language, page: nil, project: review.project, title: (words.labels["plan"] ?? "") + ": " + plan.id, path: "/experiments/\(plan.id)/plan")
      .opened(session, isWritable: isWritable)
    w = words.labels
    id = plan.id
    heading = report.heading
    lines = report.lines.map { Line(label: $0.label, text: $0.text) }
    notes = plan.notes.map { $0(in: language) }
    isChanged = !wishes.isEmpty
    let question = plan.question
    var sliders = [Slider]()
    func slider(_ name: String, _ value: Double, _ range: ClosedRange<Double>, step: Double, _ show: (Double) -> String) {
      sliders.append(
        Slider(
          name: name, label: words.labels[name] ?? name, shown: show(value), low: PlanPage.plain(range.lowerBound), high: PlanPage.plain(range.upperBound),
          step: PlanPage.plain(step), value: PlanPage.plain(min(max(value, range.lowerBound), range.upperBound)),
          ends: words.range(show(range.lowerBound), show(range.upperBound))))
    }
    if let budget = question.budget, budget > 0 {
      let step = PlanPage.step(budget)
      slider("budget", budget, step...max(step * 200, (budget / step).rounded(.up) * step), step: step, said.money)
    }
    if let days = question.days, days > 0 {
      slider("days", days.rounded(), 1...max(120, days.rounded()), step: 1) { PlanPage.plain($0) }
    }
    slider("effect", question.target * 100, 1...300, step: 1) { words.better(said.percent($0 / 100)) }
    slider("power", question.power * 100, 50...99, step: 1) { said.percent($0 / 100) }
    self.sliders = sliders
    let curve = plan.answer.curve
    hasCurve = curve.count > 1
    let last = curve.last?.effect ?? 1
    path = curve.map { "\(PlanPage.plain($0.effect / last * 100)),\(PlanPage.plain(100 - $0.power * 100))" }.joined(separator: " ")
    let step = last > 2 ? 1.0 : last > 0.8 ? 0.5 : last / 2
    across = stride(from: 0, through: last * 1.0001, by: step).map { Tick(at: PlanPage.plain($0 / last * 100), text: "+" + said.percent($0)) }
    up = [0, 0.2, 0.4, 0.6, 0.8, 1].map { Tick(at: PlanPage.plain(100 - $0 * 100), text: said.percent($0)) }
    wanted = PlanPage.plain(100 - question.power * 100)
    points = curve.map { Point(effect: words.better(said.percent($0.effect)), power: said.percent($0.power)) }
  }

  /// A step of the budget: 1, 2 or 5 of a power of ten, about a fiftieth of it.
  static func step(_ budget: Double) -> Double {
    var power = 1e-6
    while power * 10 <= budget / 50 { power *= 10 }
    return [5, 2].first { power * $0 <= budget / 50 }.map { power * $0 } ?? power
  }

  /// As attributes write it.
  static func plain(_ value: Double) -> String {
    let rounded = (value * 1000).rounded() / 1000
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
  }
}

/// The wishes of a plan's address: `?budget=1000&days=14&effect=20&power=80`, effect and power in percent.
struct PlanWishesInQuery: Sendable, Hashable {
  var budget: Double?
  var days: Double?
  var effect: Double?
  var power: Double?

  var isEmpty: Bool { budget == nil && days == nil && effect == nil && power == nil }

  var wishes: Runner.PlanWishes {
    Runner.PlanWishes(budget: budget, days: days, effect: effect.map { .relative($0 / 100) }, power: power.map { $0 / 100 })
  }

  /// - Throws: `Fault.badInput` for what is no number in its range; a field left empty counts as not given.
  init(_ value: (String) -> String?, _ words: DashboardWords) throws {
    func read(_ name: String, _ range: ClosedRange<Double>, _ allowed: String, isShare: Bool = false) throws -> Double? {
      guard let text = value(name), !text.isEmpty else { return nil }
      // Percent are meant where percent are asked for, with or without the sign.
      guard text.utf8.count <= 32, let written = WrittenNumber.read(text, mark: nil), written.suffix == .none || written.suffix == .percent && isShare,
        case let number = written.suffix == .percent ? written.value * 100 : written.value, range.contains(number)
      else {
        throw Fault.badInput(words.badNumber(name, String(text.prefix(32)), allowed))
      }
      return number
    }
    budget = try read("budget", 1e-9...1e12, words.range("0.000000001", "1,000,000,000,000"))
    days = try read("days", 1...3660, words.range("1", "3,660"))
    effect = try read("effect", 0.01...100_000, words.range("0.01", "100,000"), isShare: true)
    power = try read("power", 5...99.9, words.range("5", "99.9"), isShare: true)
  }
}
