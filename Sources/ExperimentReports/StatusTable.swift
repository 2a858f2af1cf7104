import ExperimentDecisions
import ExperimentModel

/// The rows of `mvp status`: an experiment with its days, its money and its verdict, and under it what there is to know beside them.
struct StatusTable {
  let review: Review
  let words: Wording
  let colour: Colour
  /// Of the terminal, in columns.
  let width: Int

  private struct Row {
    let cells: [String]
    let action: Action
    let verdict: String
    let short: String
  }

  var lines: [String] {
    guard !review.experiments.isEmpty else {
      return [
        heading([26, 9, 19]),
        "  " + words("No experiments yet: 'mvp new NAME --template posters' makes one.", "还没有实验：用 'mvp new 名称 --template posters' 新建。"),
      ]
    }
    let rows = review.experiments.map(row)
    let columns = columns(rows)
    return [heading(columns)] + zip(review.experiments, rows).flatMap { line($0.1, columns) + notes($0.0) }
  }

  /// As wide as what stands in them, within what leaves the verdict its room; roomy where that has room enough.
  private func columns(_ rows: [Row]) -> [Int] {
    let verdict = rows.map { DisplayWidth.of($0.verdict) + DisplayWidth.of($0.short) + 2 }.max() ?? 0
    func columns(from least: [Int]) -> [Int] {
      zip(least, [width - 52, 16, 30]).enumerated().map { place, range in
        min(max(range.0, (rows.map { DisplayWidth.of($0.cells[place]) }.max() ?? 0) + 2), max(range.0, range.1))
      }
    }
    let roomy = columns(from: [26, 9, 19])
    return 2 + roomy.reduce(0, +) + verdict <= width ? roomy : columns(from: [12, 7, 10])
  }

  private func heading(_ columns: [Int]) -> String {
    let names = [words("EXPERIMENT", "实验"), words("DAY", "天数"), words("SPENT", "花费"), words("VERDICT", "结论")]
    return colour.dim("  " + zip(names, columns + [0]).map { DisplayWidth.padded($0, to: $1) }.joined())
  }

  private func row(_ experiment: ExperimentReview) -> Row {
    Row(
      cells: [OneLine.text(experiment.id), StatusTable.day(experiment), StatusTable.spent(experiment, words)], action: experiment.decision.action,
      verdict: words.action(experiment.decision.action), short: DecisionSentence(experiment: experiment, words: words).short)
  }

  /// A cell that has no room pushes the rest to the next line.
  private func line(_ row: Row, _ columns: [Int]) -> [String] {
    var lines = [String]()
    var line = "  "
    var place = 2
    for (cell, column) in zip(row.cells, columns) {
      line += cell
      place += column
      if DisplayWidth.of(line) > place - 2 {
        lines.append(line)
        line = ""
      }
      line = DisplayWidth.padded(line, to: place)
    }
    let action = row.verdict
    let shown = colour.of(row.action, action)
    guard !row.short.isEmpty else { return lines + [line + shown] }
    let indent = place + DisplayWidth.of(action) + 2
    let parts = DisplayWidth.wrapped(row.short, to: max(12, width - indent))
    lines.append(line + shown + "  " + parts[0])
    return lines + parts.dropFirst().map { String(repeating: " ", count: indent) + $0 }
  }

  private func notes(_ experiment: ExperimentReview) -> [String] {
    var texts = [ResultLine(experiment: experiment, words: words).text].filter { !$0.isEmpty }
    texts += RevisionSentence(experiment: experiment, words: words).amendments
    for item in experiment.health where item.blocking || item.check == .spentBefore || item.check == .dataCorrected {
      texts.append(HealthSentence(experiment: experiment, words: words).text(item))
    }
    texts += experiment.diagnostics.prefix(StatusTable.mostDiagnostics).map { OneLine.text($0.text(in: words.language)) }
    let more = experiment.diagnostics.count - StatusTable.mostDiagnostics
    if more > 0 { texts.append(words("and \(more) more: see 'mvp validate --data'", "另有 \(more) 处：见 'mvp validate --data'")) }
    return texts.flatMap { DisplayWidth.wrapped($0, to: width - 6).map { "      " + $0 } }
  }

  private static let mostDiagnostics = 3

  static func day(_ experiment: ExperimentReview) -> String {
    experiment.declared.plannedDays.map { "\(experiment.progress.days)/\($0)" } ?? "\(experiment.progress.days)"
  }

  static func spent(_ experiment: ExperimentReview, _ words: Wording) -> String {
    guard let spend = experiment.progress.spend else { return "–" }
    let total = experiment.declared.budget.map { "/\(words.figures.decimal($0, places: 0))" } ?? ""
    return words.figures.money(spend) + total
  }
}
