import ExperimentData
import ExperimentModel

/// The metrics that a file can answer: an action first, attention never, one of them to guard by.
struct MetricDraft {
  struct Metric {
    let id: String
    let yaml: String
    let said: BilingualText
    /// How a guardrail on it is written.
    let guardrail: String
    let isMoney: Bool
  }

  let metrics: [Metric]
  /// Left out because the money is of another currency and nobody said what it is worth.
  let withoutRate: [Metric]
  let guardrail: Metric?
  /// Metrics of two tables whose variants do not meet yet.
  var toFillIn: [Metric] = []
  /// Columns that metrics use.
  let used: [Int]
  /// The same of a second table.
  var usedOfSecond: [Int] = []

  var primary: Metric? { metrics.first }

  /// - Parameter hasRate: whether money can be counted.
  init(_ all: [Metric], hasRate: Bool, used: [Int], usedOfSecond: [Int]) {
    metrics = hasRate ? all : all.filter { !$0.isMoney }
    withoutRate = hasRate ? [] : all.filter(\.isMoney)
    guardrail = metrics.dropFirst().first
    self.used = used
    self.usedOfSecond = usedOfSecond
  }

  /// - Parameter table: the table's name where there are several.
  init(_ profile: FileProfile, isUnits: Bool, answers: DraftAnswers, hasRate: Bool, table: String? = nil) throws {
    var found: [Metric] = []
    var used: [Int] = []
    func column(_ place: Int) -> String { TemplateText.quoted((table.map { $0 + "." } ?? "") + profile.columns[place].name) }
    func numbers(_ role: ConsolePreset.Role) -> [Int] {
      profile.columns(of: role).filter { profile.columns[$0].kind == .number && !profile.columns[$0].isRepeated }
    }
    var results = numbers(.results).filter { profile.columns[$0].sum > 0 } + numbers(.results).filter { profile.columns[$0].sum <= 0 }
    if let wanted = answers.result {
      guard let place = profile.columns.firstIndex(where: { $0.name == wanted }), profile.columns[place].kind != .empty else {
        throw RunnerError(.cannotDraft, DraftSentences.noColumn(wanted, in: profile.file, known: profile.columns.map(\.name)))
      }
      results = [place]
    }
    func add(_ id: String, _ yaml: String, _ said: BilingualText, _ guardrail: String, isMoney: Bool = false, _ places: [Int]) {
      found.append(Metric(id: id, yaml: "{type: \(yaml)}", said: said, guardrail: guardrail, isMoney: isMoney))
      used += places
    }
    let decrease = "{max_decrease: 30%}"
    let increase = "{max_increase: 30%}"
    if isUnits {
      let flags = MetricDraft.flags(profile, results: answers.result == nil ? nil : results)
      if let flag = flags.first { add("converted", "proportion, value: \(column(flag))", DraftSentences.converted, decrease, [flag]) }
      if let (status, won) = MetricDraft.success(profile) {
        let list = won.map(TemplateText.quoted).joined(separator: ", ")
        add("success", "proportion, value: {column: \(column(status)), equals: [\(list)]}", DraftSentences.success, decrease, [status])
      }
      if let value = numbers(.revenue).first {
        add("value_per_unit", "mean, value: \(column(value))", DraftSentences.valuePerUnit, decrease, isMoney: true, [value])
      }
      if let count = results.first(where: { profile.columns[$0].kind == .number }), !flags.contains(count) {
        add("results_per_unit", "mean, value: \(column(count))", DraftSentences.resultsPerUnit, decrease, [count])
      }
      if let score = profile.columns(of: .score).first { add("nps", "nps, score: \(column(score))", DraftSentences.score, "{max_decrease: 30%}", [score]) }
      if profile.preset?.first == .revenue, let place = found.firstIndex(where: { $0.id == "value_per_unit" }) { found.insert(found.remove(at: place), at: 0) }
    } else {
      let spend = numbers(.spend).first
      let clicks = numbers(.clicks).first
      let shown = numbers(.impressions).first
      let result = results.first
      func share(_ part: Int, _ whole: Int) -> String {
        // What is modelled, shared or counted twice is no share of trials.
        let isShare = profile.isWithin(part, whole) && profile.columns[part].isWhole && profile.columns[whole].isWhole
        return "\(isShare ? "proportion" : "ratio"), numerator: \(column(part)), denominator: \(column(whole))"
      }
      if let spend, let result {
        add("cost_per_result", "cost_per, cost: \(column(spend)), per: \(column(result))", DraftSentences.costPerResult, increase, isMoney: true, [spend, result])
      }
      if let result, let base = clicks ?? shown, base != result {
        add("conversion_rate", share(result, base), DraftSentences.conversionRate, decrease, [result, base])
      }
      if let spend, let revenue = numbers(.revenue).first(where: { profile.columns[$0].sum > 0 }) {
        add("return_on_spend", "return_on, value: \(column(revenue)), cost: \(column(spend))", DraftSentences.returnOnSpend, decrease, isMoney: true, [spend, revenue])
      }
      if let clicks, let shown { add("click_rate", share(clicks, shown), DraftSentences.clickRate, decrease, [clicks, shown]) }
      if let spend, let clicks {
        add("cost_per_click", "cost_per, cost: \(column(spend)), per: \(column(clicks))", DraftSentences.costPerClick, increase, isMoney: true, [spend, clicks])
      }
    }
    // What never happened so far cannot decide.
    if !isUnits, answers.result == nil, let result = results.first, profile.columns[result].sum <= 0 {
      let none = found.filter { ["cost_per_result", "conversion_rate"].contains($0.id) }
      found = found.filter { !["cost_per_result", "conversion_rate"].contains($0.id) } + none
    }
    metrics = hasRate ? found : found.filter { !$0.isMoney }
    withoutRate = hasRate ? [] : found.filter(\.isMoney)
    guardrail = metrics.dropFirst().first
    self.used = used
  }

  /// Columns of a yes or no that is a success. Of a console that is known a yes or no of another name (`Accepts Marketing`, `Captured`) is no conversion.
  /// - Parameter results: what a person named instead.
  static func flags(_ profile: FileProfile, results: [Int]? = nil) -> [Int] {
    let others = profile.preset == nil ? profile.columns.indices.filter { profile.columns[$0].kind == .yesNo } : []
    return ((results ?? profile.columns(of: .flag)) + others).filter { isYesOrNo(profile.columns[$0]) }
  }

  /// The column of states, and those of them that are a success.
  static func success(_ profile: FileProfile) -> (column: Int, won: [String])? {
    guard let status = profile.columns(of: .status).first, let states = profile.columns[status].values else { return nil }
    let won = states.map(\.text).filter(profile.isWon)
    return won.isEmpty || won.count >= states.count ? nil : (status, won)
  }

  /// Answers of yes and no, or of 1 and 0.
  private static func isYesOrNo(_ column: FileProfile.Column) -> Bool {
    if column.kind == .yesNo { return true }
    guard let range = column.range else { return false }
    return range.lowerBound >= 0 && range.upperBound <= 1 && column.isWhole
  }
}
