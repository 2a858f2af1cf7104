public import ExperimentDecisions
import ExperimentModel

/// `mvp review`: the report a boss can read.
public struct ReviewReport {
  public let review: Review
  public let options: ReportOptions

  public init(_ review: Review, options: ReportOptions) {
    self.review = review
    self.options = options
  }

  private var words: Wording { Wording(language: options.language, currency: review.currency) }

  public var json: String { ReviewJSON(review: review, options: options).text }
  public var csv: String { CSVTable.experiments(review, words: words) }
  /// For people who go on calculating.
  public var workbook: ReportWorkbook { ReviewWorkbook(review: review, words: words).value }
  public var html: String { ReviewPage(review: review, words: words, options: options).html }

  /// For a terminal, in 80 columns.
  public var text: String {
    let words = words
    let colour = Colour(isOn: options.colour)
    var lines = [colour.bold(DisplayWidth.cut("\(OneLine.text(review.project)) · \(words.figures.date(review.asOf))", to: 80)), ""]
    lines += DisplayWidth.wrapped(ReviewSummary(review: review, words: words).sentence, to: 80).map { colour.bold($0) }
    for (index, experiment) in ReviewSummary.ordered(review.experiments).enumerated() {
      lines.append("")
      let number = "\(index + 1). "
      let story = ExperimentStory(experiment: experiment, words: words)
      let head = DisplayWidth.cut(number + "[\(words.action(experiment.decision.action))] \(OneLine.text(experiment.title))", to: 80)
      lines.append(colour.of(experiment.decision.action, head))
      for paragraph in story.paragraphs { lines += DisplayWidth.wrapped(paragraph, to: 77).map { "   " + $0 } }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  public var markdown: String { ReviewMarkdown(review: review, words: words, options: options).text }
}
