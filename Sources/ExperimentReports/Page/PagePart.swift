public import ExperimentDecisions
import ExperimentModel

/// Parts of the review page for a page that brings its own frame, such as the dashboard's: the look, the symbols, and one test as the report shows it.
public struct PagePart {
  /// The style sheet's text; it belongs into the head.
  public static var style: String { PageTemplates.render([:], as: .style) }
  /// Symbols that the parts refer to; once, at the start of the body.
  public static var symbols: String { PageTemplates.render([:], as: .symbols) }

  /// One test's card and its evidence, opened, in the language of the options: HTML whose text is escaped.
  /// - Parameter number: part of the anchors `v1` and `t1`, so that several stand on one page.
  public static func section(_ experiment: ExperimentReview, in review: Review, options: ReportOptions, number: Int = 1) -> String {
    let words = Wording(language: options.language, currency: review.currency)
    let labels = PageLabels(words: words, confidence: experiment.declared.confidence, since: nil).slots
    var card = VerdictCard(experiment: experiment, words: words, number: number).slots
    card["say"] = labels
    var dossier = Dossier(experiment: experiment, words: words, number: number, isForced: true).slots
    dossier["say"] = labels
    return PageTemplates.render(card, as: .card) + PageTemplates.render(dossier, as: .dossier)
  }
}
