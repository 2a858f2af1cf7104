import ExperimentData
public import ExperimentDecisions
public import ExperimentModel

extension Runner {
  /// What `mvp validate` found.
  public struct Validation: Sendable {
    public let diagnostics: [Diagnostic]
    public let experiments: Int
    /// Experiments with an error in their declaration or their data.
    public let invalid: Int
    /// What was read, with `--data`: by experiment, in the order of the files.
    public let data: [(id: String, quality: DataQuality)]
    /// What a review of the day would find, with `--data`: experiment by experiment, blocked or not.
    public let readiness: [ExperimentReview]

    /// Experiments whose unreadable rows are said at their place.
    let told: Set<String>

    /// Faults of declarations and data, and every blocked experiment that has no fault of its own beside it.
    public var errors: Int { diagnostics.count { $0.severity == .error } + blocked.count }
    public var warnings: Int { diagnostics.count { $0.severity == .warning } }

    /// Experiments that a review would block for what their data say; faults that have a place of their own stand in `diagnostics`.
    public var blocked: [ExperimentReview] {
      readiness.filter { review in
        review.decision.action == .blocked && !review.past.isMissing && !review.decision.reasons.contains(.invalidDeclaration)
          && !(review.decision.reasons == [.badRows] && told.contains(review.id))
      }
    }
  }

  /// Checks every declaration, and with `withData` that its tables can be read and what a review of the day would make of them.
  /// - Throws: where records cannot be read, and only `withData`.
  public func validate(withData: Bool, asOf: CalendarDay? = nil) throws -> Validation {
    var diagnostics = loaded.diagnostics
    var invalid = Set(loaded.entries.filter { if case .failure = $0.result { true } else { false } }.map(\.file))
    var data = [(id: String, quality: DataQuality)]()
    var readiness = [ExperimentReview]()
    var told = Set<String>()
    if withData {
      readiness = try status(asOf: asOf, parts: .oneLine).review.experiments
      diagnostics += problemsOfFiles(of: loaded.entries, asOf: asOf ?? today).values.joined()
      let experiments = loaded.experiments.filter { $0.notYet.isEmpty }
      // All rows are of interest here, those of days to come too.
      let far = asOf ?? CalendarDay(year: 9999, month: 12, day: 31) ?? today
      let answers = engine.summaries(for: experiments.map { SummaryRequest(experiment: $0, asOf: far, timeZone: workspace.timeZone) })
      for (experiment, answer) in zip(experiments, answers) {
        switch answer {
        case .success(let summary):
          data.append((experiment.id, summary.quality))
          let quality = summary.quality
          diagnostics += quality.notWhole.map {
            Diagnostic(file: $0.file, line: $0.line, column: 1, severity: .warning, code: "counts_not_whole", message: $0.reason)
          }
          // Of the rows up to the day, a review says so itself; these are of days to come too.
          if quality.rows > 0, Double(quality.badRows) > 0.01 * Double(quality.rows), let first = quality.badRowExamples.first {
            invalid.insert(experiment.file)
            told.insert(experiment.id)
            diagnostics.append(
              Diagnostic(
                file: first.file, line: first.line, column: 1, code: "bad_rows",
                message: ValidationSentences.badRows(quality, first: first)))
          }
        case .failure(let problems):
          diagnostics += problems.all
          if !problems.errors.isEmpty { invalid.insert(experiment.file) }
        }
      }
    }
    let changed = changedAfterStart()
    diagnostics += changed
    invalid.formUnion(changed.map(\.file))
    for experiment in loaded.experiments where !experiment.notYet.isEmpty {
      diagnostics += experiment.notYet
      invalid.insert(experiment.file)
    }
    diagnostics += spentWarnings()
    // File by file, from its first line to its last.
    diagnostics.sort { ($0.file, $0.line ?? 0, $0.column ?? 0, $0.code) < ($1.file, $1.line ?? 0, $1.column ?? 0, $1.code) }
    let files = Dictionary(loaded.entries.map { ($0.id, $0.file) }) { first, _ in first }
    let validation = Validation(diagnostics: diagnostics, experiments: loaded.entries.count, invalid: invalid.count, data: data, readiness: readiness, told: told)
    invalid.formUnion(validation.blocked.compactMap { files[$0.id] })
    return Validation(diagnostics: diagnostics, experiments: loaded.entries.count, invalid: invalid.count, data: data, readiness: readiness, told: told)
  }

  /// New names for what has spent alpha under another one.
  private func spentWarnings() -> [Diagnostic] {
    guard let entries = try? records.latest(of: nil).entries else { return [] }
    let found = spentBefore(entries)
    return loaded.experiments.compactMap { experiment in
      guard case .spentBefore(let other, let looks, let alpha)? = found[experiment.id]?.finding else { return nil }
      return .spentBefore(experiment, other: other, looks: looks, alpha: alpha)
    }
  }

  /// Keys that may not change after the start and did; empty where records cannot be read, which `verify` tells.
  private func changedAfterStart() -> [Diagnostic] {
    guard let entries = try? records.latest(of: nil).entries else { return [] }
    return loaded.experiments.flatMap { experiment in
      (entries[experiment.id]?.ledger.changedKeys(experiment, anchor: calendar.anchor) ?? []).map { Diagnostic.changedAfterStart(experiment, $0) }
    }
  }
}
