import ExperimentModel

/// What a declaration may ask for and reading files cannot answer yet.
enum EngineLimits {
  static func problems(_ request: SummaryRequest) -> [Diagnostic] {
    let experiment = request.experiment
    var problems: [Diagnostic] = []
    func refuse(_ mark: SourceMark, _ english: String, _ chinese: String) {
      problems.append(
        Diagnostic(
          file: mark.file, line: mark.line, column: mark.column, code: "not_yet",
          message: BilingualText("\(english): not available yet", "\(chinese):目前还不支持")))
    }
    for table in experiment.tables {
      if case .query = table.location {
        refuse(table.marks["source"] ?? table.mark, "data from a database ('source')", "从数据库读数据('source')")
      }
      switch table.grain {
      case .exposures: refuse(table.mark, "tables of exposures ('time')", "曝光表('time')")
      case .events: refuse(table.mark, "tables of events ('name')", "事件表('name')")
      case .dailyTotals, .units, .unitPerRow: break
      }
    }
    for metric in experiment.metrics where !metric.facts.isRunnable {
      refuse(metric.mark, "metric type '\(metric.kind.name)'", "指标类型 '\(metric.kind.name)'")
    }
    if case .switchback = experiment.evidence {
      for index in Set([experiment.primary.numerator.table, experiment.primary.denominator?.table ?? experiment.primary.numerator.table]).sorted()
      where experiment.tables[index].dateColumn == nil {
        let table = experiment.tables[index]
        problems.append(
          Diagnostic(
            file: table.mark.file, line: table.mark.line, column: table.mark.column, code: "missing_key",
            message: BilingualText(
              "evidence 'switchback' compares periods, so the table of the primary metric needs 'date:' (the column that says when)",
              "轮换测试(switchback)比较的是时段，主要指标的表须有 'date:'(写明时间的列)")))
      }
    }
    return problems
  }
}
