public import ExperimentModel

/// Turns one experiment, its data and its past looks into a review and the ledger that records it. Pure.
public struct ExperimentReviewer: Sendable {
  public enum Purpose: Hashable, Sendable {
    /// `mvp review`: a look is taken when the date is one.
    case review
    /// `mvp status`: never a look.
    case status
    /// A look that was recorded, taken again on its own date and at its own spending time; nil: no look, the verdict alone.
    case replay(RecordedLook?)
  }

  public let calendar: ReviewCalendar
  public let asOf: CalendarDay
  public let purpose: Purpose
  /// False leaves out what a table of one line an experiment does not show: posteriors, secondary comparisons, segments.
  public let isDetailed: Bool
  /// True leaves out everything but the verdict and what the next look needs of the ledger: for simulation, where nobody reads the rest.
  var isVerdictOnly = false

  public init(calendar: ReviewCalendar, asOf: CalendarDay, purpose: Purpose, isDetailed: Bool = true) {
    self.calendar = calendar
    self.asOf = asOf
    self.purpose = purpose
    self.isDetailed = isDetailed
  }

  public struct Outcome: Sendable {
    public let review: ExperimentReview
    /// What the record keeps; equal to the ledger given when nothing was decided.
    public let ledger: ExperimentLedger

    public init(review: ExperimentReview, ledger: ExperimentLedger) {
      self.review = review
      self.ledger = ledger
    }
  }

  /// - Parameters:
  ///   - summary: from the data engine, as of the same day; errors block this experiment alone.
  ///   - known: what the records know that the data do not say, to stand under health.
  public func outcome(
    for experiment: Experiment, summary: Result<ExperimentSummary, Diagnostics>, ledger: ExperimentLedger, known: [HealthItem] = []
  ) -> Outcome {
    var assembly = ReviewAssembly(
      experiment: experiment, calendar: calendar, asOf: asOf, purpose: purpose, isDetailed: isDetailed,
      isVerdictOnly: isVerdictOnly, ledger: ledger, known: known)
    if !experiment.notYet.isEmpty {
      return assembly.invalid(experiment.notYet)
    }
    // A start that was moved into the future makes no planned test of one that has been looked at.
    if let start = experiment.start, asOf <= start {
      let changes = ledger.changedKeys(experiment, anchor: calendar.anchor)
      if !changes.isEmpty { return assembly.invalid(changes.map { .changedAfterStart(experiment, $0) }) }
    }
    switch summary {
    case .failure(let diagnostics):
      // Before the start there may be no export yet.
      if let start = experiment.start, asOf < start, diagnostics.errors.allSatisfy({ $0.code == "no_file" }) { return assembly.awaiting() }
      return assembly.invalid(diagnostics.errors + diagnostics.warnings)
    case .success(let summary): return assembly.outcome(summary)
    }
  }

  /// An experiment whose declaration cannot be read: blocked, with its errors, while the others go on.
  public static func invalid(id: String, diagnostics: Diagnostics, ledger: ExperimentLedger = ExperimentLedger()) -> ExperimentReview {
    var review = ExperimentReview(
      id: id, title: id, phase: .planned, look: ledger.looks.count, alphaSpent: ledger.looks.last?.alphaSpent ?? 0,
      decision: Decision(action: .blocked, reasons: [.invalidDeclaration]), diagnostics: diagnostics.errors, warnings: diagnostics.warnings)
    review.past = RecordedPast(ledger)
    return review
  }

  /// An experiment that the records know and that has no file any more: its next look waits for it, what was found stays.
  public static func missing(id: String, ledger: ExperimentLedger) -> ExperimentReview {
    var review = ExperimentReview(
      id: id, title: id, phase: ledger.isClosed ? .decided : .running, look: ledger.looks.count, looks: ledger.looks.count,
      alphaSpent: ledger.looks.last?.alphaSpent ?? 0, verdictDate: ledger.lastVerdict?.date, decision: Decision(action: .blocked, reasons: [.missing]))
    review.past = RecordedPast(ledger, isMissing: true)
    if let person = ledger.person, person.action.closes {
      review.decision = Decision(
        action: .decided, variant: person.variant, reasons: [.closed], person: person, recommended: ledger.lastVerdict?.action,
        recommendedVariant: ledger.lastVerdict?.variant)
    }
    return review
  }
}
