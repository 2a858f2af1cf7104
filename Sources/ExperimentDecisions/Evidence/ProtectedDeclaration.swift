public import ExperimentModel

/// What may not change after the start: the declaration's own keys, and the date that reviews are counted from.
///
/// Every key stands in a complete record, set or not. Records of earlier versions have fewer: a key that they do not know was not promised then
/// and is taken as it is now, which is said.
struct ProtectedDeclaration {
  let keys: [String: String]

  /// - Parameter anchor: the one in force, declared or not.
  init(_ experiment: Experiment, anchor: CalendarDay) {
    var keys = experiment.protectedKeys
    keys["anchor"] = anchor.description
    self.keys = keys
  }

  /// Keys whose meaning is no longer what was recorded. A secondary metric that was added decides nothing and is none of them.
  func changes(since recorded: [String: String]) -> [HealthItem.ChangedKey] {
    // Mostly nothing has changed.
    guard !recorded.isEmpty, recorded != keys else { return [] }
    let isComplete = ProtectedDeclaration.isComplete(recorded)
    let known = isComplete ? Set(recorded.keys).union(keys.keys.filter { !ProtectedDeclaration.isMetric($0) }) : Set(recorded.keys)
    return known.sorted().compactMap { key in
      let before = recorded[key] ?? ProtectedDeclaration.unset
      let now = keys[key] ?? ProtectedDeclaration.unset
      guard before != now, before != ProtectedDeclaration.unresolvedAnchor else { return nil }
      return HealthItem.ChangedKey(key: key, before: before, now: now)
    }
  }

  /// Keys that an older record does not know; empty where it is complete.
  func unknown(to recorded: [String: String]) -> [String] {
    guard !recorded.isEmpty, !ProtectedDeclaration.isComplete(recorded) else { return [] }
    return keys.keys.filter { recorded[$0] == nil }.sorted()
  }

  /// What was recorded, with the keys that an older record does not know as they are now; everything where nothing was recorded.
  func completing(_ recorded: [String: String]) -> [String: String] {
    guard !recorded.isEmpty else { return keys }
    guard !ProtectedDeclaration.isComplete(recorded) else { return recorded }
    return recorded.merging(keys) { recorded, _ in recorded }
  }

  /// True of a record that holds every key; the time zone is one that only such a record holds.
  private static func isComplete(_ recorded: [String: String]) -> Bool { recorded["zone"] != nil }

  private static func isMetric(_ key: String) -> Bool { key.hasPrefix("metrics.") }

  /// What a key says that is not set, or no longer there.
  private static let unset = "none"

  /// What records of earlier versions have where no anchor was declared.
  static let unresolvedAnchor = "earliest start"
}

extension ExperimentLedger {
  /// Every protected key of a declaration as it is now.
  public static func protectedKeys(of experiment: Experiment, anchor: CalendarDay) -> [String: String] {
    ProtectedDeclaration(experiment, anchor: anchor).keys
  }

  /// Keys of a declaration that are not what they were when the experiment was first reviewed, with what they were and are.
  public func changedKeys(_ experiment: Experiment, anchor: CalendarDay) -> [HealthItem.ChangedKey] {
    ProtectedDeclaration(experiment, anchor: anchor).changes(since: protectedKeys)
  }

  /// Secondary metrics that the experiment did not have when it was first reviewed: they were chosen with data in sight.
  public func metricsAddedLater(_ experiment: Experiment) -> Set<String> {
    guard protectedKeys["zone"] != nil else { return [] }
    return Set(experiment.metrics.filter { $0.role == .secondary && protectedKeys["metrics." + $0.name] == nil }.map(\.name))
  }

  /// Where an experiment's rows come from, as declared.
  public static func files(of experiment: Experiment) -> [String] {
    experiment.tables.flatMap { table in
      switch table.location {
      case .file(let path): [path]
      case .filePerVariant(let paths): paths
      case .query(let source, .table(let name)): ["\(source):\(name)"]
      case .query(let source, .sql(let text)): ["\(source):\(text)"]
      }
    }.sorted()
  }

  /// The date that reviews were counted from when the experiment was first reviewed; nil before, and in records that do not say.
  public var anchor: CalendarDay? { protectedKeys["anchor"].flatMap { CalendarDay(iso: $0) } }
}

extension Diagnostic {
  /// A new name for what another experiment has looked at.
  public static func spentBefore(_ experiment: Experiment, other: String, looks: Int, alpha: Double) -> Diagnostic {
    // To three digits: an error rate of 0.0031 is no 0.
    let spent = (alpha * 100_000).rounded() / 1000
    return Diagnostic(
      file: experiment.file, line: 1, column: 1, severity: .warning, code: "spent_before",
      message: DeclarationSentences.spentBefore(other, looks: looks, percentOfAlpha: spent))
  }

  /// A key that may not change once a test has started.
  public static func changedAfterStart(_ experiment: Experiment, _ change: HealthItem.ChangedKey) -> Diagnostic {
    Diagnostic(
      file: experiment.file, line: 1, column: 1, code: "changed_after_start",
      message: DeclarationSentences.changed(change, of: experiment.id))
  }
}
