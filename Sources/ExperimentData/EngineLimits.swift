import ExperimentModel

/// What a declaration may ask for and reading files cannot answer yet.
enum EngineLimits {
  static func problems(_ request: SummaryRequest) -> [Diagnostic] {
    let experiment = request.experiment
    var problems: [Diagnostic] = []
    func refuse(_ mark: SourceMark, _ feature: BilingualText) {
      problems.append(
        Diagnostic(
          file: mark.file, line: mark.line, column: mark.column, code: "not_yet",
          message: ExperimentSentences.notYet(feature)))
    }
    for table in experiment.tables {
      if case .query = table.location {
        refuse(table.marks["source"] ?? table.mark, TableSentences.database)
      }
      switch table.grain {
      case .exposures: refuse(table.mark, TableSentences.exposures)
      case .events: refuse(table.mark, TableSentences.events)
      case .dailyTotals, .units, .unitPerRow: break
      }
    }
    for metric in experiment.metrics where !metric.facts.isRunnable {
      refuse(metric.mark, MetricSentences.metricType(metric.kind.name))
    }
    if case .switchback = experiment.evidence {
      for index in Set([experiment.primary.numerator.table, experiment.primary.denominator?.table ?? experiment.primary.numerator.table]).sorted()
      where experiment.tables[index].dateColumn == nil {
        let table = experiment.tables[index]
        problems.append(
          Diagnostic(
            file: table.mark.file, line: table.mark.line, column: table.mark.column, code: "missing_key",
            message: RowSentences.switchbackWithoutDates))
      }
    }
    return problems
  }
}
