import ExperimentData
import ExperimentModel

/// Two files of different kinds that tell of one test: what an advertising console spent, and what became of the people in a shop or CRM. Their variants meet
/// by the names that both use.
struct JoinedTables {
  /// Names of the tables in the declaration.
  static let moneyTable = "ads"
  static let outcomeTable = "crm"
  private static let fewest = 2

  let money: FileProfile
  let outcome: FileProfile
  /// Whether the file of the money was named first.
  let isMoneyFirst: Bool
  /// The columns that tell variants apart; of the outcome nil where it has none.
  let columns: (money: Int, outcome: Int?)
  /// Values of both columns that mean the same; none where no column of the one says what one of the other says.
  let pairs: [(money: FileProfile.Value, outcome: FileProfile.Value)]

  /// - Parameter wanted: the column that tells variants apart in one of them.
  /// - Returns: nil where they are not two such files.
  init?(_ profiles: [FileProfile], variantColumn wanted: String?) {
    guard profiles.count == 2 else { return nil }
    let isPaid = profiles.map { !$0.columns(of: .spend).isEmpty || !$0.columns(of: .impressions).isEmpty }
    guard isPaid[0] != isPaid[1] else { return nil }
    isMoneyFirst = isPaid[0]
    let money = isPaid[0] ? profiles[0] : profiles[1]
    let outcome = isPaid[0] ? profiles[1] : profiles[0]
    (self.money, self.outcome) = (money, outcome)
    func chosen(_ profile: FileProfile, _ all: [Int]) -> [Int] { profile.columns.firstIndex { $0.name == wanted }.map { [$0] } ?? all }
    let owns = chosen(money, money.candidates)
    let others = chosen(outcome, outcome.columns.indices.filter { $0 != outcome.dates?.column && !outcome.columns[$0].isRepeated })
    guard let first = owns.first else { return nil }
    var best: (columns: (Int, Int), pairs: [(FileProfile.Value, FileProfile.Value)])?
    for own in owns {
      for other in others {
        let pairs = JoinedTables.pairs(money.columns[own].values ?? [], outcome.columns[other].values ?? [])
        if pairs.count >= JoinedTables.fewest, pairs.count > best?.pairs.count ?? 0 { best = ((own, other), pairs) }
      }
    }
    columns = best.map { ($0.columns.0, $0.columns.1) } ?? (first, chosen(outcome, outcome.candidates).first)
    pairs = best?.pairs ?? []
  }

  /// Values that are the same but for case, spaces and marks (`Poster A`, `poster_a`); a value that meets several meets none.
  private static func pairs(_ own: [FileProfile.Value], _ others: [FileProfile.Value]) -> [(FileProfile.Value, FileProfile.Value)] {
    let byName = Dictionary(grouping: others) { fold($0.text) }
    let names = Dictionary(grouping: own) { fold($0.text) }
    return own.compactMap { value in
      let name = fold(value.text)
      guard !name.isEmpty, names[name]?.count == 1, let found = byName[name], found.count == 1 else { return nil }
      return (value, found[0])
    }
  }

  private static func fold(_ text: String) -> String { String(Spelling.halfWidth(text).lowercased().filter { $0.isLetter || $0.isNumber }) }
}

/// The second table of a draft.
struct SecondTable {
  let profile: FileProfile
  let file: String
  let variantColumn: Int
  let unit: String?
  /// Names that the second file has and none of which is one of the first's: to be filled in.
  let unmatched: [String]
}

extension TableDraft {
  /// A draft of two tables that meet on variant and day.
  init(_ joined: JoinedTables, files: [String], answers: DraftAnswers, currency: String) throws {
    let (money, outcome) = (joined.money, joined.outcome)
    guard let column = joined.columns.outcome else {
      throw RunnerError(.cannotDraft, DraftSentences.noCommonColumn(outcome.file, money.file, column: money.columns[joined.columns.money].name))
    }
    let all = money.columns[joined.columns.money].values ?? []
    let isMatched = !joined.pairs.isEmpty
    let taken = isMatched ? TableDraft.taken(joined.pairs.map(\.money)) : TableDraft.taken(all)
    let arms = TableDraft.arms(
      taken.map { value in
        let other = joined.pairs.first { $0.money.text == value.text }?.outcome.text
        return ([value.text] + (other.map { $0 == value.text ? [] : [$0] } ?? []), value.counted)
      })
    let unit = TableDraft.unit(outcome)
    let otherCurrencies = (money.currencies + outcome.currencies).filter { $0 != currency }
    let hasRate = TableDraft.hasRate(otherCurrencies, answers)
    let metrics = try MetricDraft.joined(joined, isUnits: unit != nil, answers: answers, hasRate: hasRate)
    try TableDraft.check(metrics, [money, outcome], otherCurrencies, currency)
    let names = outcome.columns[column].values?.map(\.text) ?? []
    self.init(
      profile: money, files: [files[joined.isMoneyFirst ? 0 : 1]], arms: arms, variantColumn: joined.columns.money, leftOut: all.count - taken.count, unit: nil,
      first: answers.start ?? money.dates?.first, last: money.dates?.last, rows: money.rows, metrics: metrics, otherCurrencies: otherCurrencies,
      second: SecondTable(
        profile: outcome, file: files[joined.isMoneyFirst ? 1 : 0], variantColumn: column, unit: unit, unmatched: isMatched ? [] : Array(names.prefix(12))))
  }
}

extension MetricDraft {
  /// Metrics of two tables: what the money of one bought in the other decides; where variants do not meet yet, only what the first says by itself.
  static func joined(_ joined: JoinedTables, isUnits: Bool, answers: DraftAnswers, hasRate: Bool) throws -> MetricDraft {
    let (money, outcome) = (joined.money, joined.outcome)
    func name(_ profile: FileProfile, _ place: Int, _ table: String) -> String { TemplateText.quoted("\(table).\(profile.columns[place].name)") }
    func number(_ profile: FileProfile, _ role: ConsolePreset.Role) -> Int? {
      profile.columns(of: role).first { profile.columns[$0].kind == .number && !profile.columns[$0].isRepeated }
    }
    var person = DraftAnswers()
    if let wanted = answers.result, outcome.columns.contains(where: { $0.name == wanted }) { person.result = wanted }
    let own = try MetricDraft(money, isUnits: false, answers: DraftAnswers(), hasRate: true, table: JoinedTables.moneyTable)
    let theirs = try MetricDraft(outcome, isUnits: isUnits, answers: person, hasRate: true, table: JoinedTables.outcomeTable)
    var found: [Metric] = []
    var used: [Int] = []
    if let spend = number(money, .spend) {
      let cost = name(money, spend, JoinedTables.moneyTable)
      let per: String?
      if isUnits, outcome.hasUnitsOfSeveralRows {
        // Rows of one order add up: neither they nor a yes on each of them is the number of orders.
        per = nil
      } else if isUnits, let flag = flags(outcome, results: person.result.flatMap { wanted in outcome.columns.firstIndex { $0.name == wanted } }.map { [$0] }).first {
        per = name(outcome, flag, JoinedTables.outcomeTable)
        used.append(flag)
      } else if isUnits, let (status, won) = success(outcome) {
        per = "{column: \(name(outcome, status, JoinedTables.outcomeTable)), equals: [\(won.map(TemplateText.quoted).joined(separator: ", "))]}"
        used.append(status)
      } else if !isUnits, let result = person.result.flatMap({ wanted in outcome.columns.firstIndex { $0.name == wanted } }) ?? number(outcome, .results) {
        per = name(outcome, result, JoinedTables.outcomeTable)
        used.append(result)
      } else {
        per = "\(JoinedTables.outcomeTable).rows"
      }
      if let per {
        let yaml = "{type: cost_per, cost: \(cost), per: \(per)}"
        found.append(Metric(id: "cost_per_outcome", yaml: yaml, said: DraftSentences.costPerOutcome, guardrail: "{max_increase: 30%}", isMoney: true))
      }
      if let revenue = number(outcome, .revenue) {
        used.append(revenue)
        found.append(
          Metric(
            id: "return_on_spend", yaml: "{type: return_on, value: \(name(outcome, revenue, JoinedTables.outcomeTable)), cost: \(cost)}",
            said: DraftSentences.returnOnSpend, guardrail: "{max_decrease: 30%}", isMoney: true))
      }
    }
    let mine = own.metrics.filter { ["click_rate", "cost_per_click"].contains($0.id) }
    guard !joined.pairs.isEmpty else {
      var draft = MetricDraft(own.metrics, hasRate: hasRate, used: own.used, usedOfSecond: [])
      draft.toFillIn = found + theirs.metrics
      return draft
    }
    return MetricDraft(found + theirs.metrics + mine, hasRate: hasRate, used: own.used, usedOfSecond: used + theirs.used)
  }
}
