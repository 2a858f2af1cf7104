/// `experiments/NAME.yaml`, key by key, then resolved against the workspace.
enum ExperimentReading {
  static func read(_ bytes: [UInt8], file: String, in workspace: WorkspaceDeclaration) throws(Diagnostics) -> Experiment {
    let log = ProblemLog()
    let root = try SourceTree.read(bytes, file: file, log: log)
    let what = ExperimentSentences.experiment
    guard let reader = MappingReader(root, ExperimentKeys.root, log: log, what: what) else { throw Diagnostics(log.all) }
    let currency = workspace.workspace.currency

    // Everything is read before anything is given up, so that all problems are said at once.
    let id = id(reader, file: file)
    let title = reader.text("title")?.value
    let hypothesis = reader.text("hypothesis")?.value
    let owner = reader.text("owner")?.value
    let tags = reader.texts("tags", atMost: 50).map(\.value)
    let variants = WrittenVariants.read(reader)
    let control = WrittenVariants.control(reader, among: variants)
    let writtenTables = reader.node("data").map { WrittenTable.readAll($0, currency: workspace.workspace.currency, log: log) } ?? []
    let lag = reader.days("outcome_lag")?.value ?? 0
    var notYet = NotYet()
    let evidence = EvidenceReading.read(reader)
    let tables = TableResolution.resolve(writtenTables, variants: variants, sources: workspace.workspace.sources, timeZones: workspace.timeZones, log: log, notYet: &notYet)
    let columns = ColumnResolution(tables: tables, log: log)
    let roles = MetricRoles.read(reader, workspace: workspace)
    let metrics = MetricResolution(columns: columns, experimentLag: lag, log: log).resolve(roles, notYet: &notYet)
    let guardrails = roles.guardrails(in: metrics, hasControl: control != .none, log: log)
    let budget = BudgetReading.read(reader, workspace: workspace.workspace, columns: columns, metrics: metrics)
    let period = TestPeriod.read(reader, tables: tables, hasBudget: budget.total != nil)
    let own = reader.node("decision").map { WrittenDecision.read($0, currency: currency, log: log) } ?? WrittenDecision()
    let decision = own.filled(from: workspace.decisionDefaults)
    let plan = PlanResolution(currency: currency, evidence: evidence, log: log).resolve(decision, primary: metrics.first)
    StrataCheck.check(metrics, evidence: evidence, isExact: decision.exact?.value ?? false, log: log)
    try log.throwIfAny()

    guard let id, let plan, !metrics.isEmpty, !tables.isEmpty else { throw Diagnostics(log.all) }
    let protected = ProtectedKeys(
      plan: plan, evidence: evidence, control: control, variants: variants, tables: tables, metrics: roles, guardrails: guardrails, period: period,
      budget: budget, outcomeLag: lag, workspace: workspace.workspace
    ).all
    return Experiment(
      id: id, title: title ?? id, hypothesis: hypothesis, owner: owner, tags: tags, start: period.start, end: period.end,
      evidence: evidence,
      budget: budget.total.map { Budget(total: $0, fund: budget.fund) }, spent: budget.spent, variants: variants, control: control,
      tables: tables, metrics: metrics, guardrails: guardrails, plan: plan, file: file, protectedKeys: protected, notYet: notYet.all,
      warnings: log.warnings)
  }

  private static func id(_ reader: MappingReader, file: String) -> String? {
    if reader.has("experiment") { return reader.text("experiment")?.value }
    var name = file.split(whereSeparator: { $0 == "/" }).last.map(String.init) ?? file
    for ending in [".yaml", ".yml"] where name.lowercased().hasSuffix(ending) { name = String(name.dropLast(ending.count)) }
    let start = SourceMark(file: file, line: 1, column: 1)
    return ScalarReading.checkIdentifier(name, "experiment", at: start, log: reader.log) ? name : nil
  }
}

/// Where comparing units stratum by stratum cannot be what was asked for.
enum StrataCheck {
  static func check(_ metrics: [Metric], evidence: EvidenceKind, isExact: Bool, log: ProblemLog) {
    for metric in metrics {
      guard let strata = metric.strata else { continue }
      if case .switchback = evidence { log.error("conflict", at: strata.mark, MetricSentences.strataOfPeriods(metric.name)) }
      if isExact, metric.facts.unitValue == .yesOrNo { log.error("conflict", at: strata.mark, MetricSentences.strataExactly(metric.name)) }
    }
  }
}

/// What the declaration may say and the engine cannot do yet.
struct NotYet {
  private(set) var all: [Diagnostic] = []

  mutating func add(_ feature: BilingualText, at mark: SourceMark) {
    all.append(
      Diagnostic(
        file: mark.file, line: mark.line, column: mark.column, code: "not_yet",
        message: ExperimentSentences.notYet(feature)))
  }
}

/// `evidence:`, `period:` and `schedule:`.
enum EvidenceReading {
  static func read(_ reader: MappingReader) -> EvidenceKind {
    let kind = reader.choice("evidence")
    let period = reader.days("period")
    let schedule = reader.choice("schedule")
    if kind?.value != "switchback" { reader.refuse(["period", "schedule"], with: "evidence: \(kind?.value ?? "randomized")") }
    switch kind?.value {
    case "switchback":
      return .switchback(periodDays: period?.value ?? 1, randomSchedule: schedule?.value == "random")
    case "before-after": return .beforeAfter
    case "observational": return .observational
    default: return .randomized
    }
  }
}

/// `start:`, `end:`, `duration:`.
struct TestPeriod {
  let start: CalendarDay?
  let end: CalendarDay?

  static func read(_ reader: MappingReader, tables: [TableDeclaration], hasBudget: Bool) -> TestPeriod {
    let log = reader.log
    let start = reader.date("start")
    let end = reader.date("end")
    let duration = reader.days("duration")
    let dated = tables.contains { $0.dateColumn != nil }
    if !reader.has("start"), dated || reader.has("duration") {
      log.error(
        "missing_key", at: reader.mark,
        ExperimentSentences.needsStart)
    }
    if reader.has("end"), reader.has("duration") {
      log.error(
        "conflict", at: reader.keyMark("duration"),
        ExperimentSentences.endAndDuration)
    }
    let budgetWritten = reader.has("budget")
    if !reader.has("end"), !reader.has("duration"), !hasBudget, !budgetWritten {
      log.error(
        "missing_key", at: reader.mark,
        ExperimentSentences.needsEnd)
    } else if !reader.has("end"), !reader.has("duration"), !hasBudget {
      log.error(
        "missing_key", at: reader.keyMark("budget"),
        ExperimentSentences.budgetNeedsTotal)
    }
    if let start, let end, end.value < start.value {
      log.error(
        "out_of_range", at: end.mark,
        ExperimentSentences.endsBeforeStart(start: start.value, end: end.value))
    } else if let start, let end, end.value - start.value >= ExperimentKeys.mostDays {
      log.error(
        "out_of_range", at: end.mark,
        ExperimentSentences.mostDays(ExperimentKeys.mostDays))
    }
    let last = end?.value ?? start.flatMap { first in duration.map { first.value + ($0.value - 1) } }
    return TestPeriod(start: start?.value, end: last)
  }
}
