public import ExperimentDecisions
public import ExperimentModel
import Glibc

/// `mvp plan`: what a test can prove, before a yuan is spent.
public struct PlanReport {
  public struct Entry: Sendable {
    public let title: String
    public let question: PlanQuestion
    public let answer: PlanAnswer
    public let notes: [BilingualText]

    public init(title: String, question: PlanQuestion, answer: PlanAnswer, notes: [BilingualText] = []) {
      self.title = title
      self.question = question
      self.answer = answer
      self.notes = notes
    }
  }

  public let entry: Entry
  private let words: Wording
  private let colour: Colour

  public init(_ entry: Entry, currency: String, language: Language, colour: Bool = false) {
    self.entry = entry
    words = Wording(language: language, currency: currency)
    self.colour = Colour(isOn: colour)
  }

  private var question: PlanQuestion { entry.question }
  private var answer: PlanAnswer { entry.answer }
  private var figures: Figures { words.figures }

  private var isCost: Bool { question.kind.isCost }

  // MARK: Words

  package var heading: String {
    var parts = [words("\(question.shares.count) variants", "\(question.shares.count) 个版本")]
    if let budget = question.budget { parts.append(figures.money(budget)) }
    if let days = question.days { parts.append(figures.days(days.rounded())) }
    parts.append(baseline)
    if question.looks.count > 1 { parts.append(words("\(question.looks.count) looks", "\(question.looks.count) 次期中查看")) }
    return OneLine.text(entry.title) + words(": ", "：") + parts.joined(separator: words(", ", "，"))
  }

  private var baseline: String {
    switch question.kind {
    case .costPer: words("a result costs \(figures.money(question.baseline)) now", "目前每个结果 \(figures.money(question.baseline))")
    case .proportion: words("\(figures.percent(question.baseline)) now", "目前 \(figures.percent(question.baseline))")
    case .mean where question.isReturn:
      words("\(figures.money(question.baseline)) for each \(figures.money(1)) now", "目前每\(figures.money(1))得 \(figures.money(question.baseline))")
    case .mean where question.unit == .variantDays: words("\(figures.number(question.baseline)) now", "目前 \(figures.number(question.baseline))")
    case .mean: words("\(figures.number(question.baseline)) a unit now", "目前每个对象 \(figures.number(question.baseline))")
    }
  }

  private func size(_ value: Double) -> String {
    if isCost { return figures.money(value.rounded()) }
    if question.unit == .variantDays {
      return words("\(figures.decimal(value.rounded(.up), places: 0)) days of a variant", "\(figures.decimal(value.rounded(.up), places: 0)) 个版本日")
    }
    return words("\(figures.decimal(value.rounded(.up), places: 0)) units", "\(figures.decimal(value.rounded(.up), places: 0)) 个对象")
  }

  private func fold(_ effect: Double) -> String {
    if effect < 0.2 {
      let share = figures.percent(question.isIncrease ? effect : 1 - 1 / (1 + effect))
      return question.isIncrease ? words("\(share) better", "好 \(share)") : words("\(share) lower", "低 \(share)")
    }
    let times = figures.number(1 + effect, significant: 2)
    guard question.isIncrease else {
      let share = figures.percent(1 - 1 / (1 + effect))
      return words("\(times) times as good (\(share) lower)", "好到 \(times) 倍（低 \(share)）")
    }
    return words("\(times) times as good", "好到 \(times) 倍")
  }

  private var target: String { figures.percent(question.target) }

  private func outOf100(_ chance: Double) -> String {
    let count = chance * 100
    if count > 0, count < 0.5 { return words("less than once in 100", "100 次里不到 1 次") }
    let text = figures.decimal(count, places: 0)
    return words("\(text) \(text == "1" ? "time" : "times") in 100", "100 次里 \(text) 次")
  }

  private func provable(_ comparison: PlanAnswer.Comparison) -> String {
    comparison.provable.map { words("only a variant \(fold($0))", "只能证明\(fold($0))的版本") } ?? words("no difference at all", "证明不了任何差别")
  }

  private func needed(_ comparison: PlanAnswer.Comparison) -> String {
    var text = words("\(size(comparison.neededOfControl)) per variant", "每个版本 \(size(comparison.neededOfControl))")
    var more = [words("\(size(comparison.neededInAll)) in all", "共 \(size(comparison.neededInAll))")]
    if !isCost, let money = comparison.neededMoney { more.append(figures.money(money.rounded())) }
    if comparison.neededDays == nil, let perDay = comparison.neededPerDay {
      more.append(words("\(size(perDay)) a day", "每天 \(size(perDay))"))
    }
    if let days = comparison.neededDays {
      more.append(words("\(figures.days(days)) at this pace", "按目前速度 \(figures.days(days))"))
    }
    text += words(" (\(more.joined(separator: ", ")))", "（\(more.joined(separator: "，"))）")
    return text
  }

  /// What the figures count on: the pace, prices and scatter that the plan took.
  private var assumed: String? {
    var parts = [String]()
    if let size = answer.sizeInAll {
      parts.append(words("\(self.size(size)) in all", "共 \(self.size(size))"))
    }
    if let pace = question.sizePerDay { parts.append(words("\(self.size(pace)) a day", "每天 \(self.size(pace))")) }
    if !isCost, let price = question.kind.price { parts.append(words("\(figures.money(price)) for one", "每个 \(figures.money(price))")) }
    if let budget = question.budget, let price = question.kind.price, let pace = question.sizePerDay, pace > 0 {
      let lasts = budget / price / pace
      let days = figures.days(min(lasts, 1e6))
      if question.days == nil {
        parts.append(words("at that pace the budget lasts \(days)", "按此速度预算可用 \(days)"))
      } else if let given = question.days, lasts > given * 1.05 {
        parts.append(words("the days end before the budget: it would last \(days)", "天数先用完：预算可用 \(days)"))
      } else if let given = question.days, lasts < given * 0.95 {
        parts.append(words("the budget ends before the days: it lasts \(days)", "预算先用完：可用 \(days)"))
      }
    }
    if question.dispersion > 1.05 {
      let times = figures.number(question.dispersion, significant: 2)
      let taken = question.scatter.map { words(" (each arm's day by \(figures.percent($0)), taken)", "（假设每组每天波动 \(figures.percent($0))）") } ?? ""
      parts.append(
        question.isOfUnits
          ? words("units whose results vary \(times) times as much as chance", "对象结果的波动为随机的 \(times) 倍")
          : words("days that scatter \(times) times as much as chance\(taken)", "各天波动为随机的 \(times) 倍\(taken)"))
    }
    return parts.isEmpty ? nil : parts.joined(separator: words("; ", "；"))
  }

  /// Label and sentence of each thing the plan says.
  package var lines: [(label: String, text: String)] {
    var lines = [(label: String, text: String)]()
    let power = figures.percent(question.power)
    let deciding = answer.deciding
    if let assumed { lines.append((words("Counting on", "据此计算"), assumed)) }
    if answer.sizeInAll != nil {
      lines.append((words("This can prove", "这样能证明"), provable(deciding) + words(", \(power) power", "，功效 \(power)")))
      if let chance = deciding.power {
        lines.append(
          (
            words("A variant \(target) better", "好 \(target) 的版本"),
            words("would be found \(outOf100(chance)) (power \(figures.percent(chance)))", "\(outOf100(chance))会被发现（功效 \(figures.percent(chance))）")
              + (answer.powerWithoutScatter.map {
                question.isOfUnits
                  ? words("; power \(figures.percent($0)) if all units were alike", "；若各对象相同，功效 \(figures.percent($0))")
                  : words("; power \(figures.percent($0)) if days scattered by chance alone", "；若各天只有随机波动，功效 \(figures.percent($0))")
              } ?? "")
          ))
      }
    }
    lines.append((words("To find \(target) you need", "要发现 \(target) 需要"), needed(deciding)))
    if answer.corrected != nil {
      let count = question.shares.count - 1
      var text = needed(answer.single)
      if answer.sizeInAll != nil { text = provable(answer.single) + words("; for \(target): ", "；要发现 \(target)：") + text }
      lines.append(
        (words("Without correcting", "若不校正"), words("for \(count) treatments: ", "不计 \(count) 个试验版本的多重比较：") + text))
    }
    if question.isAgainstAll {
      lines.append(
        (words("Without a control", "没有对照"), words("a winner must beat every other variant; that is counted in", "胜出者须胜过其他每一个版本，已计入")))
    }
    if let chance = answer.pickBest {
      lines.append(
        (
          words("Picking the best-looking", "直接选看起来最好的"),
          words(
            "would name the truly best \(outOf100(chance)) when one is \(target) better", "若有一版好 \(target)，\(outOf100(chance))能选中真正最好的"
          )
        ))
    }
    if isCost {
      // Results that come like a Poisson process: none in three times what one costs now has the chance e⁻³.
      let times = 3.0
      let money = figures.money((times * question.baseline).rounded())
      lines.append(
        (
          words("Nothing after \(money)?", "花了 \(money) 还没有结果？"),
          words(
            "a variant as good as now has no result by then \(outOf100(exp(-times))); nobody should stop one earlier by eye",
            "和现在一样好的版本，此时仍无结果的情况，\(outOf100(exp(-times)))；在此之前不要凭感觉停掉")
        ))
    }
    if answer.inflation > 1.0005 {
      lines.append(
        (
          words("Looking \(question.looks.count) times", "查看 \(question.looks.count) 次"),
          words(
            "takes \(figures.percent(answer.inflation - 1)) more than looking once at the end; it is in the figures above",
            "比只在最后看一次多用 \(figures.percent(answer.inflation - 1))，已计入以上数字")
        ))
    }
    return lines
  }

  public var text: String {
    let lines = lines
    let wide = lines.map { DisplayWidth.of($0.label) }.max() ?? 0
    let room = max(30, StatusReport.width - 4 - wide)
    var out = colour.bold(DisplayWidth.wrapped(heading, to: StatusReport.width).joined(separator: "\n")) + "\n\n"
    for (label, text) in lines {
      for (index, line) in DisplayWidth.wrapped(text, to: room).enumerated() {
        out += "  " + DisplayWidth.padded(index == 0 ? label : "", to: wide + 2) + line + "\n"
      }
    }
    if !answer.curve.isEmpty { out += "\n  " + curveLine + "\n" }
    for note in entry.notes {
      for line in DisplayWidth.wrapped(note(in: words.language), to: StatusReport.width - 4) { out += "  " + line + "\n" }
    }
    return out
  }

  /// A bar a point, an eighth of power each.
  private var curveLine: String {
    let marks = Sparkline.text(answer.curve.map(\.power), from: 0, to: 1)
    let (first, last) = (answer.curve.first?.effect ?? 0, answer.curve.last?.effect ?? 0)
    let from = figures.number(1 + first, significant: 3)
    let to = figures.number(1 + last, significant: 3)
    return words("power  \(marks)  \(from) … \(to) times as good", "功效  \(marks)  好到 \(from)~\(to) 倍")
  }

  // MARK: JSON and SVG

  public var json: String {
    func comparison(_ one: PlanAnswer.Comparison, _ comparisons: Int) -> JSONText {
      .object([
        ("power", .optional(one.power)), ("provable_times", .optional(one.provable.map { 1 + $0 })), ("needed_control", .number(one.neededOfControl)),
        ("needed_total", .number(one.neededInAll)), ("needed_money", .optional(one.neededMoney)), ("needed_days", .optional(one.neededDays)),
        ("needed_per_day", .optional(one.neededPerDay)),
        ("comparisons", .integer(comparisons)),
      ])
    }
    return JSONText.object([
      ("experiment", .string(entry.title)), ("kind", .string(question.kind.name)), ("baseline", .number(question.baseline)),
      ("shares", .array(question.shares.map { .number($0) })),
      ("alpha", .number(question.alpha)), ("power_wanted", .number(question.power)), ("effect_wanted", .number(question.target)),
      ("budget", .optional(question.budget)), ("days", .optional(question.days)), ("looks", .array(question.looks.map { .number($0) })),
      ("size_control", .optional(answer.sizeOfControl)), ("size_total", .optional(answer.sizeInAll)), ("expected_results", .optional(answer.expectedResults)),
      ("single", comparison(answer.single, 1)), ("corrected", answer.corrected.map { comparison($0, question.shares.count - 1) } ?? .null),
      ("dispersion", .number(question.dispersion)), ("skewness", .optional(question.skewness)),
      ("too_skewed", answer.isTooSkewed.map { .bool($0) } ?? .null), ("assumed", .bool(question.isAssumed)), ("scatter", .optional(question.scatter)),
      ("power_without_scatter", .optional(answer.powerWithoutScatter)), ("against_all", .bool(question.isAgainstAll)), ("size_per_day", .optional(question.sizePerDay)),
      ("notes", .array(entry.notes.map { .string($0(in: words.language)) })), ("pick_best", .optional(answer.pickBest)),
      ("inflation", .number(answer.inflation)),
      ("curve", .array(answer.curve.map { .object([("times", .number(1 + $0.effect)), ("power", .number($0.power))]) })),
    ]).text
  }

  /// The power curve as a drawing of its own.
  public var svg: String {
    let points = answer.curve
    let last = points.last?.effect ?? 1
    func x(_ effect: Double) -> String { figures.decimal(60 + 500 * effect / last, places: 1, grouping: false) }
    func y(_ power: Double) -> String { figures.decimal(230 - 190 * power, places: 1, grouping: false) }
    var out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 280\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n"
    let title = words("Power by how much better a variant is", "功效随版本好坏的变化") + " · " + HTML.escaped(OneLine.text(entry.title))
    out += "<title>\(title)</title>\n<rect width=\"600\" height=\"280\" fill=\"white\"/>\n<text x=\"60\" y=\"22\" font-size=\"14\">\(title)</text>\n"
    for power in [0, 0.2, 0.4, 0.6, 0.8, 1] {
      out += "<line x1=\"60\" x2=\"560\" y1=\"\(y(power))\" y2=\"\(y(power))\" stroke=\"\(power == 0.8 ? "#888" : "#ddd")\"/>"
      out += "<text x=\"54\" y=\"\(y(power - 0.02))\" text-anchor=\"end\">\(figures.percent(power))</text>\n"
    }
    for point in points where [0.5, 1, 1.5, 2, 2.5, 3].contains(point.effect) {
      out += "<text x=\"\(x(point.effect))\" y=\"250\" text-anchor=\"middle\">\(figures.number(1 + point.effect, significant: 2))×</text>\n"
    }
    out += "<polyline fill=\"none\" stroke=\"#1f6f8b\" stroke-width=\"2\" points=\"" + points.map { "\(x($0.effect)),\(y($0.power))" }.joined(separator: " ") + "\"/>\n"
    out += "<text x=\"310\" y=\"272\" text-anchor=\"middle\">\(words("times as good as the control", "为对照的倍数"))</text>\n"
    for point in points { out += "<circle cx=\"\(x(point.effect))\" cy=\"\(y(point.power))\" r=\"3\" fill=\"#1f6f8b\"/>\n" }
    return out + "</svg>\n"
  }
}

/// `mvp plan --all`: what each experiment can prove, and the money set aside for trying.
public struct PortfolioPlanReport {
  public struct Line: Sendable {
    public let id: String
    public let budget: Double?
    /// Nil with `problem`.
    public let answer: PlanAnswer?
    public let target: Double?
    public let problem: String?

    public init(id: String, budget: Double?, answer: PlanAnswer?, target: Double?, problem: String?) {
      self.id = id
      self.budget = budget
      self.answer = answer
      self.target = target
      self.problem = problem
    }
  }

  let lines: [Line]
  let funds: [Review.FundStatus]
  private let words: Wording
  private let colour: Colour

  public init(_ lines: [Line], funds: [Review.FundStatus], currency: String, language: Language, colour: Bool = false) {
    self.lines = lines
    self.funds = funds
    words = Wording(language: language, currency: currency)
    self.colour = Colour(isOn: colour)
  }

  public var text: String {
    let figures = words.figures
    let columns = [26, 12, 16]
    let header = [words("EXPERIMENT", "实验"), words("BUDGET", "预算"), words("CAN PROVE", "能证明")]
    var out = colour.dim("  " + zip(header, columns).map { DisplayWidth.padded($0, to: $1) }.joined() + words("POWER FOR ITS EFFECT", "对目标效果的功效")) + "\n"
    for line in lines {
      out += "  " + DisplayWidth.padded(DisplayWidth.cut(line.id, to: columns[0] - 2), to: columns[0])
      out += DisplayWidth.padded(line.budget.map { figures.money($0) } ?? "–", to: columns[1])
      if let answer = line.answer {
        let best = answer.deciding
        out += DisplayWidth.padded(
          best.provable.map { $0 < 0.2 ? "+" + figures.percent($0) : words("\(figures.number(1 + $0, significant: 2)) times", "\(figures.number(1 + $0, significant: 2)) 倍") }
            ?? "–", to: columns[2])
        if let power = best.power, let target = line.target {
          out += words("\(figures.percent(power)) for \(figures.percent(target))", "\(figures.percent(target))：\(figures.percent(power))")
        }
      } else {
        let indent = columns[0] + columns[1] + 2
        let wrapped = DisplayWidth.wrapped(line.problem ?? "–", to: StatusReport.width - indent)
        out += wrapped.joined(separator: "\n" + String(repeating: " ", count: indent))
      }
      out += "\n"
    }
    if !funds.isEmpty { out += "\n" }
    for fund in funds {
      let left = fund.left
      out +=
        "  "
        + words(
          "Fund \(OneLine.text(fund.name)): \(figures.money(fund.total)), \(figures.money(fund.spent)) spent, \(figures.money(fund.committed)) promised, \(figures.money(left)) left",
          "资金 \(OneLine.text(fund.name))：共 \(figures.money(fund.total))，已用 \(figures.money(fund.spent))，已承诺 \(figures.money(fund.committed))，剩余 \(figures.money(left))") + "\n"
      if left < 0 { out += "    " + words("More is promised than there is: \(figures.money(-left)) over.", "承诺超出资金 \(figures.money(-left))。") + "\n" }
    }
    return out
  }

  public var json: String {
    JSONText.object([
      (
        "experiments",
        .array(
          lines.map { line in
            .object([
              ("experiment", .string(line.id)), ("budget", .optional(line.budget)), ("provable_times", .optional(line.answer?.deciding.provable.map { 1 + $0 })),
              ("effect_wanted", .optional(line.target)), ("power", .optional(line.answer?.deciding.power)),
              ("needed_total", .optional(line.answer?.deciding.neededInAll)), ("needed_money", .optional(line.answer?.deciding.neededMoney)),
              ("problem", .optional(line.problem)),
            ])
          })
      ),
      (
        "funds",
        .array(
          funds.map {
            .object([
              ("name", .string($0.name)), ("total", .number($0.total)), ("spent", .number($0.spent)), ("committed", .number($0.committed)),
              ("left", .number($0.left)),
            ])
          })
      ),
    ]).text
  }
}
