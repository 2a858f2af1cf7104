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
    for metric in experiment.metrics {
      switch metric.kind {
      case .rate, .repeatPurchase, .netPromoterScore, .quantile:
        refuse(metric.mark, "metric type '\(metric.kind.name)'", "指标类型 '\(metric.kind.name)'")
      case .proportion, .mean, .ratio, .costPer, .returnOn: break
      }
    }
    if case .switchback = experiment.evidence, experiment.primary.grain != .days {
      refuse(
        experiment.primary.mark, "evidence 'switchback' on units (daily totals, one row a day and variant, are)",
        "轮换测试(switchback)用于逐个对象的数据（按天汇总的数据可以）")
    }
    return problems
  }
}
