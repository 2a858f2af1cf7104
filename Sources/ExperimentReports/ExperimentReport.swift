public import ExperimentDecisions
import ExperimentModel

/// `mvp show`: everything about one experiment.
public struct ExperimentReport {
  public let experiment: ExperimentReview
  public let review: Review
  public let options: ReportOptions

  public init(_ experiment: ExperimentReview, in review: Review, options: ReportOptions) {
    self.experiment = experiment
    self.review = review
    self.options = options
  }

  private var width: Int { max(ReportOptions.usualWidth, options.width) }
  private var words: Wording { Wording(language: options.language, currency: review.currency) }

  public var json: String { ReviewJSON(review: review, options: options).object([experiment]).text }
  public var csv: String {
    CSVTable.experiments(
      Review(
        project: review.project, currency: review.currency, asOf: review.asOf, every: review.every, slot: review.slot,
        experiments: [experiment], funds: review.funds), words: words)
  }
  public var html: String { ReviewPage(review: review, words: words, options: options).html(only: experiment) }

  public var markdown: String {
    let words = words
    var out = "# \(Markdown.escaped(experiment.title))\n\n"
    for paragraph in ExperimentStory(experiment: experiment, words: words).paragraphs { out += Markdown.escaped(paragraph) + "\n\n" }
    return out + ReviewMarkdown.table(experiment, words)
  }

  public var text: String {
    let words = words
    let colour = Colour(isOn: options.colour)
    let width = width
    var lines = DisplayWidth.wrapped("\(experiment.id) · \(OneLine.text(experiment.title))", to: width).map(colour.bold)
    func add(_ text: String, indent: Int = 0) {
      lines += DisplayWidth.wrapped(text, to: width - indent).map { String(repeating: " ", count: indent) + $0 }
    }
    if let hypothesis = experiment.declared.hypothesis { add(OneLine.text(hypothesis)) }
    add(ExperimentReport.facts(experiment, words))
    lines.append("")
    for paragraph in ExperimentStory(experiment: experiment, words: words).paragraphs { add(paragraph) }
    let table = ArmsTable(experiment: experiment, words: words)
    for metric in experiment.metrics {
      lines.append("")
      lines += DisplayWidth.wrapped(table.row(metric.variants[0], metric).metric, to: width).map(colour.bold)
      arms(metric.variants, metric, table, &lines)
      if let dispersion = metric.dispersion {
        add(
          words(
            "Days differ \(words.figures.number(dispersion.phi, significant: 2)) times as much as chance alone would have them (\(dispersion.degreesOfFreedom) degrees of freedom).",
            "各天波动为纯随机的 \(words.figures.number(dispersion.phi, significant: 2)) 倍（自由度 \(dispersion.degreesOfFreedom)）。"), indent: 2)
      }
      for other in metric.alternative where !isSame(other, metric) { add(AlternativeSentence(experiment: experiment, words: words).text(other, metric), indent: 2) }
      var dimension = ""
      for segment in metric.segments {
        if segment.dimension != dimension {
          dimension = segment.dimension
          add(words("By \(OneLine.text(dimension)) (descriptive):", "按\(OneLine.text(dimension))细分（仅供描述）："), indent: 2)
        }
        add(OneLine.text(segment.value), indent: 4)
        arms(segment.variants, metric, table, &lines, indent: 6)
      }
    }
    lines += LooksTable(experiment: experiment, words: words, colour: colour, width: width).lines
    return lines.joined(separator: "\n") + "\n"
  }

  /// When, how far, how much, by whom.
  static func facts(_ experiment: ExperimentReview, _ words: Wording) -> String {
    var parts = [String]()
    if let start = experiment.declared.start {
      parts.append(
        experiment.declared.end.map { "\(words.figures.date(start)) – \(words.figures.date($0))" } ?? words("from \(words.figures.date(start))", "\(words.figures.date(start))起"))
    }
    parts.append(
      words(
        "day \(experiment.progress.days)\(experiment.declared.plannedDays.map { " of \($0)" } ?? "")",
        "第 \(experiment.progress.days) 天\(experiment.declared.plannedDays.map { "（共 \($0) 天）" } ?? "")"))
    if let spend = experiment.progress.spend {
      parts.append(
        words("\(words.figures.money(spend)) spent", "已花费 \(words.figures.money(spend))")
          + (experiment.declared.budget.map { words(" of \(words.figures.money($0))", "（预算 \(words.figures.money($0))）") } ?? ""))
    }
    if experiment.declared.evidence != "randomized" {
      parts.append(words("evidence: \(words.evidence(experiment.declared.evidence))", "证据：\(words.evidence(experiment.declared.evidence))"))
    }
    if let owner = experiment.declared.owner { parts.append(OneLine.text(owner)) }
    return parts.joined(separator: " · ")
  }

  private func arms(_ variants: [VariantReview], _ metric: MetricReview, _ table: ArmsTable, _ lines: inout [String], indent: Int = 2) {
    let pad = String(repeating: " ", count: indent)
    let rows = variants.map { table.row($0, metric) }
    let column = max(24, min((rows.map { DisplayWidth.of($0.variant) }.max() ?? 0) + 2, width / 3))
    for (variant, row) in zip(variants, rows) {
      let figures = row.value + "  " + row.counts
      let line = pad + DisplayWidth.padded(row.variant, to: column) + figures
      let isRoomy = DisplayWidth.of(row.variant) + 2 <= column && DisplayWidth.of(line) <= width
      lines += isRoomy ? [line] : DisplayWidth.wrapped(row.variant, to: width - indent).map { pad + $0 } + [pad + "    " + figures]
      // One p: over all looks and variants where the verdict rests on it.
      let corrected = variant.comparison.flatMap { $0.reason == nil ? $0.adjustedPValue : nil }.map { adjusted in
        words("\(words.figures.probability(adjusted)) \(words.over(experiment))", "\(words.figures.probability(adjusted))（\(words.over(experiment))）")
      }
      var second = [row.change == "–" ? "" : row.change, corrected ?? (row.p.isEmpty ? "" : "p \(row.p)"), row.standing].filter { !$0.isEmpty }
      if let best = variant.probabilityBest {
        second.append(words("best with a chance of \(words.figures.chance(best))", "最好的可能性 \(words.figures.chance(best))"))
      }
      if !second.isEmpty {
        lines += DisplayWidth.wrapped(second.joined(separator: " · "), to: width - indent - 4).map { pad + "    " + $0 }
      }
      if let newer = words.newest(variant.comparison) {
        lines.append(pad + "    " + words("newest data (descriptive): \(newer)", "最新数据（仅供描述）：\(newer)"))
      }
    }
  }

  /// Whether the other way of comparing days says the same: too few days for it to differ.
  private func isSame(_ other: AlternativeComparison, _ metric: MetricReview) -> Bool {
    guard let own = metric.variants.first(where: { $0.id == other.variant })?.comparison else { return false }
    return words.compactChange(own.relative) == words.compactChange(other.relative)
  }
}
