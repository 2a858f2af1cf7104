import ExperimentDecisions
import ExperimentModel

/// What became of a verdict and of the declaration afterwards, as the contract of outputs has it.
struct PastJSON {
  let experiment: ExperimentReview
  let words: Wording

  var pairs: [(String, JSONText)] {
    [
      ("missing", .bool(experiment.past.isMissing)), ("before", experiment.past.before.map(before) ?? .null), ("revised", experiment.past.revised.map(revised) ?? .null),
      ("amended", .array(experiment.past.amendments.map(amended))),
    ]
  }

  private func before(_ verdict: RecordedVerdict) -> JSONText {
    .object([("action", .string(verdict.action.rawValue)), ("variant", .optional(verdict.variant)), ("date", .string(verdict.date.description))])
  }

  private func revised(_ revision: RecordedRevision) -> JSONText {
    .object([
      ("date", .string(revision.date.description)), ("was", .optional(revision.was?.action.rawValue)), ("now", .string(revision.now.action.rawValue)),
      ("was_variant", .optional(revision.was?.variant)), ("now_variant", .optional(revision.now.variant)), ("reason", .string(revision.reason.rawValue)),
      (
        "standings",
        .array(
          revision.changes.map { change in
            .object([
              ("variant", .string(change.variant)), ("was", .optional(change.was?.rawValue)), ("now", .optional(change.now?.rawValue)),
              ("look", .integer(change.look)), ("date", .string(change.date.description)), ("statistic_was", .optional(change.statisticWas)),
              ("statistic_now", .optional(change.statisticNow)), ("boundary", .optional(change.boundary)),
            ])
          })
      ), ("text", .string(RevisionSentence(experiment: experiment, words: words).text(revision))),
    ])
  }

  private func amended(_ amendment: RecordedAmendment) -> JSONText {
    .object([
      ("date", .string(amendment.date.description)), ("why", .string(amendment.why)), ("keys", .array(amendment.changes.map { .string($0.key) })),
      (
        "changes",
        .array(amendment.changes.map { .object([("key", .string($0.key)), ("before", .string($0.before)), ("now", .string($0.now))]) })
      ),
    ])
  }
}
