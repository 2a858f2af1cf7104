/// As much of a declaration that does not hold as the files it names can be held against: a person who mends it learns of a misspelt column in the same run.
public struct ReadableDeclaration: Sendable {
  /// Its tables, and the variants and metrics that can be understood; its plan, dates and names are stand-ins where they are wrong. Never to be reviewed.
  public let experiment: Experiment
  /// Whether `variants:` and the dates hold, so that a variant without rows is the data's fault or its name's.
  public let areVariantsSound: Bool

  package init(experiment: Experiment, areVariantsSound: Bool) {
    self.experiment = experiment
    self.areVariantsSound = areVariantsSound
  }
}

extension DeclarationReader {
  /// Reads what holds of a declaration with errors.
  /// - Returns: nil where `data:` itself does not hold, or the file is no mapping at all.
  public static func readable(bytes: [UInt8], file: String, in workspace: WorkspaceDeclaration) -> ReadableDeclaration? {
    let log = ProblemLog()
    let currency = workspace.workspace.currency
    guard let root = try? SourceTree.read(bytes, file: file, log: log),
      let reader = MappingReader(root, ExperimentKeys.root, log: log, what: ExperimentSentences.experiment), let data = reader.node("data")
    else { return nil }
    let before = log.count
    var variants = WrittenVariants.read(reader)
    let areVariantsSound = log.count == before && variants.count >= 2
    let standIns = ["\u{0}a", "\u{0}b"].map { Variant(id: $0, title: $0, allocation: 1, names: [], mark: reader.mark) }
    if variants.count < 2 { variants = standIns }

    let own = ProblemLog()
    var notYet = NotYet()
    let tables = TableResolution.resolve(
      WrittenTable.readAll(data, currency: currency, log: own), variants: variants, sources: workspace.workspace.sources, timeZones: workspace.timeZones, log: own,
      notYet: &notYet)
    guard !own.hasErrors, notYet.all.isEmpty, !tables.isEmpty else { return nil }

    let columns = ColumnResolution(tables: tables, log: log)
    let roles = MetricRoles.read(reader, workspace: workspace)
    let metrics = MetricResolution(columns: columns, experimentLag: 0, log: log).resolve(roles, notYet: &notYet)
    let budget = BudgetReading.read(reader, workspace: workspace.workspace, columns: columns, metrics: metrics)
    let dates = log.count
    let period = TestPeriod.read(reader, tables: tables, hasBudget: budget.total != nil)
    guard let plan = PlanResolution(currency: currency, evidence: .randomized, log: log).resolve(WrittenDecision(), primary: nil) else { return nil }
    let experiment = Experiment(
      id: file, title: file, hypothesis: nil, owner: nil, tags: [], start: period.start, end: period.end, evidence: .randomized, budget: nil, spent: budget.spent,
      variants: variants, control: .none, tables: tables, metrics: metrics, guardrails: [], plan: plan, file: file, protectedKeys: [:], notYet: [], warnings: [])
    return ReadableDeclaration(experiment: experiment, areVariantsSound: areVariantsSound && log.count == dates)
  }
}
