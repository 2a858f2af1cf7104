import ExperimentData
import ExperimentDecisions
import ExperimentModel

extension Runner {
  /// How far the days of the workspace's other tests scattered before each of these began; of those alone that may have to decide by too few days to tell, and
  /// whose records hold no such figure yet.
  func learnedScatter(of experiments: [Experiment], _ entries: [String: Record.Entry]) -> [String: RecordedScatter] {
    var learned = [String: RecordedScatter]()
    for experiment in experiments where experiment.needsScatterAllowance && entries[experiment.id]?.ledger.scatter == nil {
      learned[experiment.id] = learnedScatter(before: experiment)
    }
    return learned
  }

  /// From the days of all other tests before this one's start; without one, or before it, from those so far.
  func learnedScatter(before experiment: Experiment) -> RecordedScatter {
    let start = min(experiment.start ?? today, today)
    let others = loaded.experiments.filter { $0.id != experiment.id && $0.notYet.isEmpty && $0.start.map { $0 < start } ?? false }
    let answers = engine.summaries(for: others.map { SummaryRequest(experiment: $0, asOf: start, timeZone: workspace.timeZone) })
    return RecordedScatter.learned(from: zip(others, answers).compactMap { other, answer in (try? answer.get()).map { (other, $0) } })
  }
}
