public import ExperimentModel

/// Turns one experiment, its data and its past looks into a review and the ledger that records it. Pure:
/// `ExperimentSummary ─► Evidence ─► LookResult ─► Standings ─► Verdict ─► ledger′`, and `ReviewPresenter` over all of them.
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
  /// What is worked out besides the verdict.
  public let parts: ReviewParts

  public init(calendar: ReviewCalendar, asOf: CalendarDay, purpose: Purpose, parts: ReviewParts = .all) {
    self.calendar = calendar
    self.asOf = asOf
    self.purpose = purpose
    self.parts = parts
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
  ///   - learned: how far days scatter in the workspace's earlier tests; asked only where `needsScatterAllowance`, and only until a record holds one.
  ///   - known: what the records know that the data do not say, to stand under health.
  public func outcome(
    for experiment: Experiment, summary: Result<ExperimentSummary, Diagnostics>, ledger: ExperimentLedger,
    learned: RecordedScatter? = nil, known: [HealthItem] = []
  ) -> Outcome {
    let ledger = purpose == .review ? ledger.forgettingSaid(on: asOf) : ledger
    let presenter = ReviewPresenter(experiment: experiment, calendar: calendar, asOf: asOf, parts: parts, before: ledger.lastVerdict)
    func blocked(_ diagnostics: [Diagnostic]) -> Outcome { Outcome(review: presenter.blocked(diagnostics, ledger: ledger), ledger: ledger) }
    if !experiment.notYet.isEmpty { return blocked(experiment.notYet) }
    // A start that was moved into the future makes no planned test of one that has been looked at.
    if let start = experiment.start, asOf <= start {
      let changes = ledger.changedKeys(experiment, anchor: calendar.anchor)
      if !changes.isEmpty { return blocked(changes.map { .changedAfterStart(experiment, $0) }) }
    }
    switch summary {
    case .failure(let diagnostics):
      // Before the start there may be no export yet.
      if let start = experiment.start, asOf < start, diagnostics.errors.allSatisfy({ $0.code == "no_file" }) {
        return Outcome(review: presenter.awaiting(ledger: ledger), ledger: ledger)
      }
      return blocked(diagnostics.errors + diagnostics.warnings)
    case .success(let summary):
      let scatter = experiment.needsScatterAllowance ? ledger.scatter ?? learned ?? .assumed : nil
      return outcome(TestDesign(experiment, allowance: scatter?.scatter), scatter, summary, ledger, known, presenter)
    }
  }

  private func outcome(
    _ design: TestDesign, _ scatter: RecordedScatter?, _ summary: ExperimentSummary, _ before: ExperimentLedger, _ known: [HealthItem], _ presenter: ReviewPresenter
  ) -> Outcome {
    let experiment = design.experiment
    let past = PastLooks(before, of: design)
    let declaration = ProtectedDeclaration(experiment, anchor: calendar.anchor)
    let hasStarted = experiment.start.map { asOf >= $0 } ?? true
    var ledger = purpose == .status || !hasStarted ? before : before.protecting(declaration, of: experiment)
    if purpose != .status, hasStarted, let scatter { ledger.scatter = scatter }
    let evidence = Evidence(design, summary, ledger: ledger, past: past, calendar: calendar, asOf: asOf)
    guard hasStarted else { return Outcome(review: presenter.planned(evidence, summary, ledger: ledger), ledger: ledger) }
    let look = look(evidence, past: past, isClosed: ledger.isClosed)
    let (figures, next) = ledger.taking(look, evidence, past: past)
    let verdict = Verdict(evidence: evidence, past: look == nil ? past : PastLooks(next, of: design), before: ledger.lastVerdict?.reasons ?? [])
    let decision = verdict.decision()
    let recorded = purpose != .status && evidence.blockers.isEmpty ? next.concluding(decision, on: asOf) : next
    let review = presenter.review(
      evidence, summary, look: figures, ledger: recorded, decision: decision, isBarred: verdict.isBarred, showsAlwaysValid: purpose == .status, scatter: scatter,
      known: known + recorded.known(unprotected: declaration.unknown(to: before.protectedKeys)))
    return Outcome(review: review, ledger: recorded)
  }

  /// The look that this day is; nil where it is none.
  private func look(_ evidence: Evidence, past: PastLooks, isClosed: Bool) -> LookResult? {
    switch purpose {
    // What a person has closed is not looked at again: what the numbers said then stays.
    case .review: LookResult(evidence, past: past, isClosed: isClosed)
    case .replay(let recorded?): evidence.blockers.isEmpty ? LookResult(evidence, past: past, forced: recorded) : nil
    case .status, .replay(nil): nil
    }
  }

  /// An experiment whose declaration cannot be read: blocked, with its errors, while the others go on.
  public static func invalid(id: String, diagnostics: Diagnostics, ledger: ExperimentLedger = ExperimentLedger()) -> ExperimentReview {
    ExperimentReview(
      id: id, title: id, declared: .init(warnings: diagnostics.warnings), progress: .init(phase: .planned),
      monitoring: .init(look: ledger.looks.count, alphaSpent: ledger.looks.last?.alphaSpent ?? 0),
      decision: Decision(action: .blocked, reasons: [.invalidDeclaration]), diagnostics: diagnostics.errors, past: RecordedPast(ledger))
  }

  /// An experiment that the records know and that has no file any more: its next look waits for it, what was found stays.
  public static func missing(id: String, ledger: ExperimentLedger) -> ExperimentReview {
    let decision: Decision =
      if let person = ledger.person, person.action.closes {
        Decision(
          action: .decided, variant: person.variant, reasons: [.closed], person: person, recommended: ledger.lastVerdict?.action,
          recommendedVariant: ledger.lastVerdict?.variant)
      } else { Decision(action: .blocked, reasons: [.missing]) }
    return ExperimentReview(
      id: id, title: id, progress: .init(phase: ledger.isClosed ? .decided : .running),
      monitoring: .init(
        look: ledger.looks.count, looks: ledger.looks.count, alphaSpent: ledger.looks.last?.alphaSpent ?? 0, verdictDate: ledger.lastVerdict?.date),
      decision: decision, past: RecordedPast(ledger, isMissing: true))
  }
}

extension ExperimentLedger {
  /// The ledger with a look and the standings that it reaches; itself where there is no look.
  fileprivate func taking(
    _ look: LookResult?, _ evidence: Evidence, past: PastLooks
  ) -> (figures: LookFigures?, ledger: ExperimentLedger) {
    guard let look else { return (nil, self) }
    let figures = LookFigures(look, evidence, ledger: self)
    let reached = Standings(evidence: evidence, look: look, past: past).reached()
    return (figures, adding(figures, reached: reached, of: evidence.experiment))
  }
}
