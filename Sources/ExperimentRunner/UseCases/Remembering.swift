import ExperimentDecisions
import ExperimentModel
public import ExperimentReports

/// What the records know that the workspace does not say any more.
extension Runner {
  /// The verdicts of every review recorded, oldest first, a day's experiments in order; none where the records cannot be read.
  public func pastVerdicts() -> [PastVerdict] {
    guard let history = try? records.history() else { return [] }
    return history.records.filter { $0.kind == .review }.flatMap { record in
      record.entries.sorted { $0.id < $1.id }.map {
        PastVerdict(date: record.date, record: record.number, experiment: $0.id, action: $0.action, variant: $0.variant)
      }
    }
  }

  /// Experiments that have records and no file, in order.
  func missing(_ entries: [String: Record.Entry]) -> [String] {
    let present = Set(loaded.entries.map(\.id))
    return entries.keys.filter { !present.contains($0) }.sorted()
  }

  /// For each experiment that has had no look yet: another one that has looked at the same variants in the same files, on days that both count.
  ///
  /// A new name is no new alpha.
  func spentBefore(_ entries: [String: Record.Entry]) -> [String: HealthItem] {
    let spent = entries.values.filter { !$0.ledger.looks.isEmpty }
    guard !spent.isEmpty else { return [:] }
    let present = Dictionary(loaded.experiments.map { ($0.id, $0) }) { first, _ in first }
    var byContent = [Content: [Record.Entry]]()
    for entry in spent {
      guard let variants = entry.ledger.protectedKeys["variants"],
        let files = entry.ledger.files ?? present[entry.id].map({ ExperimentLedger.files(of: $0) })
      else { continue }
      byContent[Content(variants: Set(variants.split(separator: ",").map { $0.filter { $0 != " " } }), files: files), default: []].append(entry)
    }
    var found = [String: HealthItem]()
    for experiment in loaded.experiments where entries[experiment.id]?.ledger.looks.isEmpty ?? true {
      let content = Content(variants: Set(experiment.variants.map(\.id)), files: ExperimentLedger.files(of: experiment))
      let others = (byContent[content] ?? []).filter { other in other.id != experiment.id && experiment.start.map { $0 < other.asOf } ?? true }
      guard let most = others.max(by: { ($0.alphaSpent, $1.id) < ($1.alphaSpent, $0.id) }) else { continue }
      found[experiment.id] = HealthItem(
        check: .spentBefore, ok: false, blocking: false, count: most.ledger.looks.count,
        finding: .spentBefore(experiment: most.id, looks: most.ledger.looks.count, alpha: most.alphaSpent))
    }
    return found
  }

  private struct Content: Hashable {
    let variants: Set<String>
    let files: [String]
  }

  /// The id of an experiment by id or file, also where only the records know it.
  func knownOrRecorded(_ name: String) throws -> String {
    do {
      return try known(name)
    } catch {
      guard try records.latest(of: [name]).entries[name] != nil else { throw error }
      return name
    }
  }
}
