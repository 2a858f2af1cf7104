import ExperimentData
import ExperimentDecisions
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

    public var errors: Int { diagnostics.count { $0.severity == .error } }
    public var warnings: Int { diagnostics.count { $0.severity == .warning } }
  }

  /// Checks every declaration, and with `withData` that its tables can be read.
  public func validate(withData: Bool, asOf: CalendarDay? = nil) -> Validation {
    var diagnostics = loaded.diagnostics
    var invalid = Set(loaded.entries.filter { if case .failure = $0.result { true } else { false } }.map(\.file))
    var data = [(id: String, quality: DataQuality)]()
    if withData {
      let experiments = loaded.experiments.filter { $0.notYet.isEmpty }
      // All rows are of interest here, those of days to come too.
      let far = asOf ?? CalendarDay(year: 9999, month: 12, day: 31) ?? today
      let answers = engine.summaries(for: experiments.map { SummaryRequest(experiment: $0, asOf: far, timeZone: workspace.timeZone) })
      for (experiment, answer) in zip(experiments, answers) {
        switch answer {
        case .success(let summary):
          data.append((experiment.id, summary.quality))
          let quality = summary.quality
          if quality.rows > 0, Double(quality.badRows) > 0.01 * Double(quality.rows), let first = quality.badRowExamples.first {
            invalid.insert(experiment.file)
            diagnostics.append(
              Diagnostic(
                file: first.file, line: first.line, column: 1, code: "bad_rows",
                message: BilingualText(
                  "\(quality.badRows) of \(quality.rows) rows cannot be read, which blocks every decision; the first: \(first.reason(in: .english))",
                  "\(quality.rows) 行中有 \(quality.badRows) 行无法读取，会拦下一切结论；第一处：\(first.reason(in: .simplifiedChinese))")))
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
    return Validation(diagnostics: diagnostics, experiments: loaded.entries.count, invalid: invalid.count, data: data)
  }

  /// Keys that may not change after the start and did; empty where records cannot be read, which `verify` tells.
  private func changedAfterStart() -> [Diagnostic] {
    guard let entries = try? records.latest(of: ids).entries else { return [] }
    return loaded.experiments.flatMap { experiment in
      (entries[experiment.id]?.ledger.changedKeys(experiment, anchor: calendar.anchor) ?? []).map { key in
        Diagnostic.changedAfterStart(experiment, key: key.key, before: key.before, now: key.now)
      }
    }
  }

  /// Checks the chain of records. Empty when it is whole.
  public func verify() throws -> (records: Int, problems: [BilingualText]) {
    (try records.names().count, try records.verify())
  }
}
