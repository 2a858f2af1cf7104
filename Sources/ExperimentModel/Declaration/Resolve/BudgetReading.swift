/// `budget:` and the column that says how much was spent.
struct BudgetReading {
  let total: Double?
  let fund: String?
  let spent: ValueExpression?

  static func read(_ reader: MappingReader, workspace: Workspace, columns: ColumnResolution, metrics: [Metric]) -> BudgetReading {
    let log = reader.log
    let what = ValueSentences.quoted("budget")
    let budget = reader.node("budget").flatMap { MappingReader($0, ExperimentKeys.budget, log: log, what: what) }
    let total = budget?.money("total", in: workspace.currency)
    let fund = budget?.text("fund")
    let written = budget?.value("spent")
    let spent = written.flatMap { columns.value($0) } ?? onlyCost(of: metrics)
    if let fund { check(fund, total: total, in: workspace, log: log) }
    if let budget, let fund, !budget.has("total") {
      log.error("missing_key", at: fund.mark, ExperimentSentences.fundNeedsTotal)
    }
    if let total, spent == nil, written == nil, !metrics.isEmpty {
      let alone = !reader.has("end") && !reader.has("duration")
      let message = ExperimentSentences.spendUnknown
      if alone { log.error("missing_key", at: total.mark, message) } else { log.warning("spend_unknown", at: total.mark, message) }
    }
    return BudgetReading(total: total?.value, fund: fund?.value, spent: spent)
  }

  private static func onlyCost(of metrics: [Metric]) -> ValueExpression? {
    let costs = metrics.compactMap(\.facts.spending)
    guard let first = costs.first, costs.allSatisfy({ $0.isSame(as: first) }) else { return nil }
    return first
  }

  private static func check(_ name: Marked<String>, total: Marked<Double>?, in workspace: Workspace, log: ProblemLog) {
    guard let fund = workspace.funds.first(where: { $0.name == name.value }) else {
      let names = workspace.funds.map(\.name)
      let hint = Spelling.hint(name.value, among: names)
      let known = names.isEmpty ? "–" : names.joined(separator: ", ")
      log.error(
        "dangling", at: name.mark,
        ExperimentSentences.unknownFund(name.value.shortened, known: known, hint: hint))
      return
    }
    guard let total else { return }
    let cap = min(fund.perExperiment ?? fund.total, fund.total)
    guard total.value > cap else { return }
    log.error(
      "fund_cap", at: total.mark,
      ExperimentSentences.aboveFundsCap(plain(total.value), fund: fund.name, cap: plain(cap)))
  }

  private static func plain(_ amount: Double) -> String {
    amount == amount.rounded() && abs(amount) < 1e15 ? "\(Int(amount))" : "\(amount)"
  }
}
