import ExperimentDecisions
import ExperimentModel

/// One self-contained page: no scripts, no fonts or pictures from elsewhere; light and dark; readable on a phone and on paper.
struct ReviewPage {
  let review: Review
  let words: Wording
  /// The record that the page is of.
  var record: RecordMark?

  var html: String { page(title: "\(review.project) — \(words.figures.date(review.asOf))", body: body(ReviewSummary.ordered(review.experiments))) }

  func html(only experiment: ExperimentReview) -> String {
    let facts = ExperimentReport.facts(experiment, words)
    let head =
      "<header><h1>\(HTML.escaped(OneLine.text(experiment.title)))</h1><p class=\"date\">\(HTML.escaped(review.project)) · \(HTML.escaped(words.figures.date(review.asOf))) · \(HTML.escaped(facts))</p></header>\n"
    return page(title: experiment.title, body: head + section(1, experiment, isOpen: true))
  }

  private func body(_ experiments: [ExperimentReview]) -> String {
    var out = "<header><h1>\(HTML.escaped(review.project))</h1><p class=\"date\">\(HTML.escaped(words.figures.date(review.asOf)))</p>"
    out += "<p class=\"lead\">\(HTML.escaped(ReviewSummary(review: review, words: words).sentence))</p></header>\n<ol class=\"verdicts\">\n"
    for (index, experiment) in experiments.enumerated() {
      let story = ExperimentStory(experiment: experiment, words: words)
      out += "<li class=\"\(experiment.decision.action.rawValue)\"><a href=\"#e\(index + 1)\"><span class=\"tag\">"
      out += "\(HTML.escaped(words.action(experiment.decision.action)))</span> <b>\(HTML.escaped(OneLine.text(experiment.title)))</b></a>"
      out += "<p>\(HTML.escaped(story.paragraphs[0]))</p></li>\n"
    }
    out += "</ol>\n"
    for (index, experiment) in experiments.enumerated() { out += section(index + 1, experiment, isOpen: true) }
    if !review.funds.isEmpty {
      out += "<section><h2>\(words("Funds", "基金"))</h2><ul>"
      for fund in review.funds {
        let text = words(
          "\(OneLine.text(fund.name)): \(words.figures.money(fund.spent)) of \(words.figures.money(fund.total)) spent",
          "\(OneLine.text(fund.name))：已用 \(words.figures.money(fund.spent))，共 \(words.figures.money(fund.total))")
        out += "<li>\(HTML.escaped(text))</li>"
      }
      out += "</ul></section>\n"
    }
    return out
  }

  private func section(_ number: Int, _ experiment: ExperimentReview, isOpen: Bool) -> String {
    let story = ExperimentStory(experiment: experiment, words: words)
    var out = "<section id=\"e\(number)\" class=\"\(experiment.decision.action.rawValue)\"><h2><span class=\"tag\">"
    out += "\(HTML.escaped(words.action(experiment.decision.action)))</span> \(HTML.escaped(OneLine.text(experiment.title)))</h2>\n"
    if let hypothesis = experiment.declared.hypothesis { out += "<p class=\"hypothesis\">\(HTML.escaped(OneLine.text(hypothesis)))</p>\n" }
    for (index, paragraph) in story.paragraphs.enumerated() { out += "<p\(index == 0 ? " class=\"verdict\"" : "")>\(HTML.escaped(paragraph))</p>\n" }
    if let primary = experiment.metrics.first {
      out += ForestPlot(experiment: experiment, metric: primary, words: words).svg
      out += table(experiment)
      out += alternatives(primary, experiment)
      out += segments(experiment)
      out += history(experiment)
    }
    return out + "</section>\n"
  }

  private func table(_ experiment: ExperimentReview) -> String {
    let arms = ArmsTable(experiment: experiment, words: words)
    var out = "<div class=\"wide\"><table><thead><tr>" + arms.header.map { "<th>\(HTML.escaped($0))</th>" }.joined() + "</tr></thead><tbody>\n"
    for row in arms.rows(experiment.metrics) {
      out += "<tr>" + [row.metric, row.variant, row.counts, row.value, row.change, row.p, row.standing].map { "<td>\(HTML.escaped($0))</td>" }.joined() + "</tr>\n"
    }
    return out + "</tbody></table></div>\n"
  }

  private func alternatives(_ metric: MetricReview, _ experiment: ExperimentReview) -> String {
    guard !metric.alternative.isEmpty else { return "" }
    var out = "<details open><summary>\(words("The other way of comparing days", "另一种按天比较的算法"))</summary><ul>"
    for other in metric.alternative {
      let name = words.title(other.variant, in: experiment)
      let change = words.compactChange(other.relative) ?? "–"
      let difference =
        words.figures.difference(other.difference, of: metric) ?? ""
      let text =
        other.daily == .pooled
        ? words(
          "\(name), totals pooled over days: \(difference); \(change). Narrower, because it takes no account of how much days differ by themselves.",
          "“\(name)”合并各天总计：\(difference)；\(change)。较窄，因为没有计入各天自身的波动。")
        : words(
          "\(name), compared within days: \(difference); \(change). Wider, because it counts how much days differ by themselves.",
          "“\(name)”按天内比较：\(difference)；\(change)。较宽，因为计入了各天自身的波动。")
      out += "<li>\(HTML.escaped(text))</li>"
    }
    return out + "</ul></details>\n"
  }

  private func segments(_ experiment: ExperimentReview) -> String {
    let metrics = experiment.metrics.filter { !$0.segments.isEmpty }
    guard !metrics.isEmpty else { return "" }
    let arms = ArmsTable(experiment: experiment, words: words)
    var out = "<details><summary>\(words("By segment (descriptive, never deciding)", "细分（描述性，不作结论）"))</summary><div class=\"wide\"><table><tbody>\n"
    for metric in metrics {
      for segment in metric.segments {
        for variant in segment.variants {
          let row = arms.row(variant, metric)
          out +=
            "<tr>"
            + ["\(OneLine.text(metric.title)) · \(OneLine.text(segment.value))", row.variant, row.counts, row.value, row.change].map { "<td>\(HTML.escaped($0))</td>" }.joined()
            + "</tr>\n"
        }
      }
    }
    return out + "</tbody></table></div></details>\n"
  }

  private func history(_ experiment: ExperimentReview) -> String {
    guard !experiment.monitoring.history.isEmpty else { return "" }
    let header = [
      words("Look", "期中查看"), words("Date", "日期"), words("Variant", "版本"), words("Progress", "进度"), "z", words("Line", "界线"),
      words("Error allowance used", "已用错误额度"),
    ]
    var out = "<details open><summary>\(words("Looks", "历次查看"))</summary><div class=\"wide\"><table><thead><tr>"
    out += header.map { "<th>\(HTML.escaped($0))</th>" }.joined() + "</tr></thead><tbody>\n"
    for entry in experiment.monitoring.history {
      let cells = [
        String(entry.look), words.figures.date(entry.date), words.title(entry.variant, in: experiment),
        words.figures.percent(entry.informationFraction), entry.statistic.map { words.figures.decimal($0, places: 3) } ?? "–",
        entry.boundary.map { "±" + words.figures.decimal($0, places: 3) } ?? "–", words.figures.percent(entry.alphaSpent),
      ]
      out += "<tr>" + cells.map { "<td>\(HTML.escaped($0))</td>" }.joined() + "</tr>\n"
    }
    return out + "</tbody></table></div></details>\n"
  }

  private func page(title: String, body: String) -> String {
    """
    <!doctype html>
    <html lang="\(words.language == .english ? "en" : "zh-Hans")"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(HTML.escaped(title))</title>
    <style>\(PageStyle.css)</style></head>
    <body><main>
    \(body)\(record.map { "<p class=\"hypothesis\">" + HTML.escaped($0.line(words)) + "</p>\n" } ?? "")</main></body></html>

    """
  }
}

/// Text inside a page.
enum HTML {
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in PrintableText.lines(text).unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
