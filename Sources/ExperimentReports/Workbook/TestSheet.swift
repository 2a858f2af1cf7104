import ExperimentDecisions
import ExperimentModel

/// One test: what is said of it, its numbers, looks, days and data checks.
struct TestSheet {
  let experiment: ExperimentReview
  let words: Wording

  private typealias Cell = ReportWorkbook.Cell
  private typealias Form = ReportWorkbook.Form

  func sheet(name: String) -> ReportWorkbook.Sheet {
    var sheet = ReportWorkbook.Sheet(name: name)
    sheet.widths = [26, 20, 14, 14, 14, 14, 14, 14, 14, 14, 14, 12, 20]
    sheet.rows = [[.title(OneLine.text(experiment.title))]]
    for paragraph in ExperimentStory(experiment: experiment, words: words).paragraphs { sheet.rows.append([.text(paragraph)]) }
    let declared = experiment.declared
    sheet.rows.append([
      .text(words("From, to", "起止")), declared.start.map(Cell.day) ?? .empty, declared.end.map(Cell.day) ?? .empty, .text(words("Owner", "负责人")),
      .text(declared.owner ?? ""), .text(words("Spent", "花费")), .maybe(experiment.progress.spend, money), .text(words("Budget", "预算")), .maybe(declared.budget, money),
    ])
    numbers(&sheet)
    looks(&sheet)
    days(&sheet)
    checks(&sheet)
    return sheet
  }

  private var money: Form { .money(sign: words.figures.sign) }

  /// How values of a metric are shown.
  private func form(_ metric: MetricReview) -> Form {
    switch metric.kind.facts.form {
    case .share: .percent
    case .money: money
    case .number, .points, .moneyForMoney: .plain
    }
  }

  private func numbers(_ sheet: inout ReportWorkbook.Sheet) {
    guard !experiment.metrics.isEmpty else { return }
    sheet.rows += [
      [], [.title(words("Numbers", "数字"))],
      [
        words("Metric", "指标"), words("Variant", "版本"), words("Counted", "计数"), words("of", "总数"), words("Value", "数值"), words("from", "下限"), words("to", "上限"),
        words("Difference", "差值"), words("Change", "变化"), words("from", "下限"), words("to", "上限"), "p", words("Standing", "状态"),
      ].map(Cell.head),
    ]
    for metric in experiment.metrics {
      let (form, facts) = (form(metric), metric.kind.facts)
      for variant in metric.variants {
        let compared = experiment.decision.action == .blocked ? nil : variant.comparison.flatMap { $0.reason == nil ? $0 : nil }
        let change = compared?.relative.reason == nil ? compared?.relative : nil
        sheet.rows.append([
          .text(OneLine.text(metric.title)), .text(words.title(variant.id, in: experiment)), .maybe(variant.numerator, facts.isCost ? money : .plain),
          .maybe(variant.denominator, facts.spending != nil && !facts.isCost ? money : .plain), .maybe(variant.value, form), .maybe(variant.interval?.lower, form),
          .maybe(variant.interval?.upper, form), .maybe(compared?.difference.estimate, form), .maybe(change?.estimate, .percent), .maybe(change?.lower, .percent),
          .maybe(change?.upper, .percent), .maybe(metric.role == .primary ? compared.flatMap { $0.adjustedPValue ?? $0.pValue } : nil, .probability),
          .text(variant.id == experiment.declared.controlID ? words("control", "对照") : EffectMark(variant, metric, words).text),
        ])
      }
    }
  }

  private func looks(_ sheet: inout ReportWorkbook.Sheet) {
    let history = experiment.monitoring.history
    guard !history.isEmpty else { return }
    sheet.rows += [
      [], [.title(words("Looks", "历次查看"))],
      [
        words("Look", "查看"), words("Variant", "版本"), words("Date", "日期"), words("Progress", "进度"), "z", words("Line", "界限"), words("Allowance used", "已用额度"),
      ].map(Cell.head),
    ]
    for entry in history {
      sheet.rows.append([
        .number(Double(entry.look), .count), .text(words.title(entry.variant, in: experiment)), .day(entry.date), .maybe(entry.informationFraction, .percent),
        .maybe(entry.statistic, .plain), .maybe(entry.boundary, .plain), .maybe(entry.alphaSpent, .percent),
      ])
    }
  }

  private func days(_ sheet: inout ReportWorkbook.Sheet) {
    guard let metric = experiment.metrics.first else { return }
    let arms = metric.variants.filter { !$0.days.isEmpty }
    let dates = Set(arms.flatMap { $0.days.map(\.day) } + experiment.progress.spendByDay.map(\.day)).sorted()
    guard !arms.isEmpty, !dates.isEmpty else { return }
    let head = sheet.rows.count + 2
    sheet.rows += [
      [], [.title(words("Day by day: \(OneLine.text(metric.title))", "逐日数值：\(OneLine.text(metric.title))"))],
      [.head(words("Day", "日期"))] + arms.map { .head(words.title($0.id, in: experiment)) } + [.head(words("Spent in all", "花费合计"))],
    ]
    let values = arms.map { arm in Dictionary(arm.days.map { ($0.day, $0.value) }) { first, _ in first } }
    let spend = Dictionary(experiment.progress.spendByDay.map { ($0.day, $0.amount) }) { $0 + $1 }
    for day in dates { sheet.rows.append([.day(day)] + values.map { .maybe($0[day] ?? nil, form(metric)) } + [.maybe(spend[day], money)]) }
    sheet.charts.append(
      .init(
        kind: .line, title: OneLine.text(metric.title), rows: (head + 1)...(head + dates.count), labels: 0, names: head, series: Array(1...arms.count), row: head,
        column: arms.count + 3))
  }

  private func checks(_ sheet: inout ReportWorkbook.Sheet) {
    guard !experiment.health.isEmpty else { return }
    sheet.rows += [[], [.title(words("Data checks", "数据检查"))]]
    let sentence = HealthSentence(experiment: experiment, words: words)
    for item in experiment.health {
      let text = sentence.text(item)
      if !text.isEmpty { sheet.rows.append([.text(item.ok ? words("passed", "通过") : item.blocking ? words("blocks", "须先修复") : words("to be known", "需要知道")), .text(text)]) }
    }
  }
}
