public import ExperimentDecisions
public import ExperimentModel

/// What a message says after a review: one line a test, of what is new in it alone.
public struct ReviewChanges {
  /// The verdict that stood before.
  public struct Verdict: Hashable, Sendable {
    public let action: Action
    public let variant: String?

    public init(action: Action, variant: String?) {
      self.action = action
      self.variant = variant
    }
  }

  /// One test.
  public struct Line: Hashable, Sendable {
    public let experiment: String
    public let action: Action
    public let variant: String?
    public let was: Action?
    /// What of it is new; empty where nothing is.
    public let occasions: Set<MessageChannel.Occasion>
    /// In one line, verdict first.
    public let text: String
  }

  let review: Review
  /// By experiment, before this review; an absent one had no review yet.
  let before: [String: Verdict]
  /// What has been told already: see `facts`.
  let told: Set<String>
  let words: Wording

  public init(_ review: Review, before: [String: Verdict], told: Set<String>, language: Language) {
    self.review = review
    self.before = before
    self.told = told
    words = Wording(language: language, currency: review.currency)
  }

  /// The first sentence of the report.
  public var summary: String { ReviewSummary(review: review, words: words).sentence }

  /// - Parameters:
  ///   - occasions: what the reader wants to hear of.
  ///   - isDigest: tests without news have a line too.
  public func lines(_ occasions: Set<MessageChannel.Occasion>, isDigest: Bool) -> [Line] {
    ReviewSummary.ordered(review.experiments).compactMap { experiment in
      let news = news(experiment).filter { occasions.contains($0.occasion) }
      guard isDigest || !news.isEmpty else { return nil }
      var parts = news.map(\.text)
      let sentence = DecisionSentence(experiment: experiment, words: words).text
      if isDigest, !news.contains(where: { $0.occasion == .review }) { parts.insert(sentence, at: 0) }
      // The verdict leads, once: by its sentence, or by its word before other news.
      let verdict = parts.contains { $0.hasPrefix(sentence) } ? "" : words.action(experiment.decision.action) + " · "
      let decision = experiment.decision
      return Line(
        experiment: experiment.id, action: decision.action, variant: decision.variant, was: before[experiment.id]?.action,
        occasions: Set(news.map(\.occasion)),
        text: OneLine.text("\(verdict)\(experiment.title)\(words(": ", "："))\(parts.joined(separator: words(" ", "")))"))
    }
  }

  private func news(_ experiment: ExperimentReview) -> [(occasion: MessageChannel.Occasion, text: String)] {
    var out = [(occasion: MessageChannel.Occasion, text: String)]()
    if let revised = experiment.past.revised, !told.contains(ReviewChanges.fact(revised, of: experiment.id)) {
      out.append((.review, RevisionSentence(experiment: experiment, words: words).text(revised)))
    }
    let decision = experiment.decision
    let was = before[experiment.id]
    if was.map({ $0.action != decision.action || $0.variant != decision.variant }) ?? (decision.action != .planned) {
      let sentence = DecisionSentence(experiment: experiment, words: words).text
      let since = was.map { words(" (It was: \(words.action($0.action)).)", "（此前：\(words.action($0.action))。）") } ?? ""
      out.append((.review, sentence + since))
    }
    for (metric, variant) in ReviewChanges.broken(experiment) where !told.contains(ReviewChanges.fact(broken: metric.name, variant, of: experiment.id)) {
      out.append(
        (.broken, words("Guardrail \(metric.title): broken by \(words.title(variant, in: experiment)).", "护栏“\(metric.title)”：被“\(words.title(variant, in: experiment))”突破。")))
    }
    for alert in experiment.alerts where !told.contains(ReviewChanges.fact(alert, of: experiment.id)) {
      out.append((.alert, words("Alert: ", "提醒：") + AlertSentence(experiment: experiment, words: words).text(alert)))
    }
    return out
  }

  // MARK: What has been told

  /// Names of what a review holds besides verdicts, so that nothing is told twice; what is gone and comes again is news again.
  public static func facts(_ review: Review) -> Set<String> {
    var facts = Set<String>()
    for experiment in review.experiments {
      if let revised = experiment.past.revised { facts.insert(fact(revised, of: experiment.id)) }
      for (metric, variant) in broken(experiment) { facts.insert(fact(broken: metric.name, variant, of: experiment.id)) }
      for alert in experiment.alerts { facts.insert(fact(alert, of: experiment.id)) }
    }
    return facts
  }

  private static func broken(_ experiment: ExperimentReview) -> [(metric: MetricReview, variant: String)] {
    experiment.metrics.flatMap { metric in metric.variants.filter { $0.guardrail?.status == .broken }.map { (metric, $0.id) } }
  }

  private static func fact(_ alert: Alert, of id: String) -> String { "\(id)/alert/\(alert.code.rawValue)/\(alert.metric ?? "")/\(alert.variant ?? "")" }
  private static func fact(broken metric: String, _ variant: String, of id: String) -> String { "\(id)/broken/\(metric)/\(variant)" }
  private static func fact(_ revised: RecordedRevision, of id: String) -> String { "\(id)/revised/\(revised.date)" }
}
