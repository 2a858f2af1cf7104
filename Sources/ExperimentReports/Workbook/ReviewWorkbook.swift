import ExperimentDecisions
import ExperimentModel

/// The review for people who go on calculating: a summary, and a sheet a test.
struct ReviewWorkbook {
  let review: Review
  let words: Wording

  private typealias Cell = ReportWorkbook.Cell

  var value: ReportWorkbook {
    let experiments = ReviewSummary.ordered(review.experiments)
    let names = ReportWorkbook.names([words("Summary", "概要")] + experiments.map(\.title))
    return ReportWorkbook(
      title: "\(OneLine.text(review.project)) — \(words.figures.date(review.asOf))", day: review.asOf,
      sheets: [summary(experiments, name: names[0])] + zip(experiments, names.dropFirst()).map { TestSheet(experiment: $0, words: words).sheet(name: $1) })
  }

  private var money: ReportWorkbook.Form { .money(sign: words.figures.sign) }

  private func summary(_ experiments: [ExperimentReview], name: String) -> ReportWorkbook.Sheet {
    var sheet = ReportWorkbook.Sheet(name: name)
    let said = ReviewSummary(review: review, words: words)
    sheet.rows = [
      [.title(OneLine.text(review.project)), .empty, .day(review.asOf)], [.text(said.headline)],
      [.text([said.warning, said.period].compactMap(\.self).joined(separator: words(" ", "")))],
      [],
      [
        words("Test", "测试"), words("Verdict", "结论"), words("Variant", "版本"), words("Primary metric", "主指标"), words("Change", "变化"), words("from", "下限"),
        words("to", "上限"), "p", words("Spent", "花费"), words("Budget", "预算"), words("Worth", "价值"), words("at least", "至少"), words("at most", "至多"),
        words("cautiously", "谨慎估计"), words("Day", "第几天"), words("of", "共几天"), words("Next look", "下次查看"), words("Owner", "负责人"), words("In words", "说明"),
      ].map(Cell.head),
    ]
    sheet.frozenRows = sheet.rows.count
    let first = sheet.rows.count
    for experiment in experiments {
      let primary = experiment.metrics.first
      let shown = experiment.decision.action == .blocked ? nil : leading(experiment)
      let change = shown?.comparison.flatMap { $0.reason == nil && $0.relative.reason == nil ? $0 : nil }
      let worth = experiment.worth
      sheet.rows.append([
        .text(OneLine.text(experiment.title)), .text(words.action(experiment.decision.action)), .text(shown.map { words.title($0.id, in: experiment) } ?? ""),
        .text(primary.map { OneLine.text($0.title) } ?? ""), .maybe(change?.relative.estimate, .percent), .maybe(change?.relative.lower, .percent),
        .maybe(change?.relative.upper, .percent), .maybe(change.flatMap { $0.adjustedPValue ?? $0.pValue }, .probability), .maybe(experiment.progress.spend, money),
        .maybe(experiment.declared.budget, money), .maybe(worth?.seen, money), .maybe(worth?.least, money), .maybe(worth?.most, money), .maybe(worth?.cautious, money),
        .number(Double(experiment.progress.days), .count), .maybe(experiment.declared.plannedDays.map(Double.init), .count),
        experiment.monitoring.nextLook.map(Cell.day) ?? .empty, .text(experiment.declared.owner ?? ""),
        .text(DecisionSentence(experiment: experiment, words: words).text),
      ])
    }
    sheet.widths = [32, 12, 20, 18, 10, 10, 10, 10, 12, 12, 12, 12, 12, 12, 7, 7, 12, 14, 80]
    if !experiments.isEmpty {
      sheet.charts = [
        .init(
          kind: .bar, title: words("Spent, by test", "各测试花费"), rows: first...(sheet.rows.count - 1), labels: 0, names: first - 1, series: [8],
          row: sheet.rows.count + 1, column: 0)
      ]
    }
    return sheet
  }

  /// The variant that the verdict is about, else the treatment that stands first.
  private func leading(_ experiment: ExperimentReview) -> VariantReview? {
    let variants = experiment.metrics.first?.variants ?? []
    if let id = experiment.decision.variant { return variants.first { $0.id == id } }
    let treatments = variants.filter { $0.comparison != nil }
    return treatments.count == 1 ? treatments.first : nil
  }
}

extension ReportWorkbook.Cell {
  /// Empty without a number that a cell can hold.
  static func maybe(_ value: Double?, _ form: ReportWorkbook.Form) -> Self { value.map { $0.isFinite ? .number($0, form) : .empty } ?? .empty }
}
