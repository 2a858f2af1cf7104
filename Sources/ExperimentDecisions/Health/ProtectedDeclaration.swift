public import ExperimentModel

/// What may not change after the start: the declaration's own keys, and the date that reviews are counted from.
struct ProtectedDeclaration {
  let keys: [String: String]

  /// - Parameter anchor: the one in force, declared or not.
  init(_ experiment: Experiment, anchor: CalendarDay) {
    var keys = experiment.protectedKeys
    keys["anchor"] = anchor.description
    self.keys = keys
  }

  /// Keys whose meaning is no longer what was recorded. A key that an older record does not have was not promised then.
  func changes(since recorded: [String: String]) -> [HealthItem.ChangedKey] {
    recorded.keys.sorted().compactMap { key in
      guard let before = recorded[key], let now = keys[key], before != now, before != ProtectedDeclaration.unresolvedAnchor else { return nil }
      return HealthItem.ChangedKey(key: key, before: before, now: now)
    }
  }

  /// What records of earlier versions have where no anchor was declared.
  static let unresolvedAnchor = "earliest start"
}

extension ExperimentLedger {
  /// Keys of a declaration that are not what they were when the experiment was first reviewed, with what they were and are.
  public func changedKeys(_ experiment: Experiment, anchor: CalendarDay) -> [(key: String, before: String, now: String)] {
    ProtectedDeclaration(experiment, anchor: anchor).changes(since: protectedKeys).map { ($0.key, $0.before, $0.now) }
  }

  /// The date that reviews were counted from when the experiment was first reviewed; nil before, and in records that do not say.
  public var anchor: CalendarDay? { protectedKeys["anchor"].flatMap { CalendarDay(iso: $0) } }
}

extension Diagnostic {
  /// A key that may not change once a test has started.
  public static func changedAfterStart(_ experiment: Experiment, key: String, before: String, now: String) -> Diagnostic {
    Diagnostic(
      file: experiment.file, line: 1, column: 1, code: "changed_after_start",
      message: BilingualText(
        "'\(key)' was '\(before)' when the test started and is '\(now)': put it back, or begin anew with 'mvp new NAME --from \(experiment.id)'",
        "'\(key)' 在测试开始时为“\(before)”，现为“\(now)”：请改回，或用 'mvp new 名称 --from \(experiment.id)' 重新开始"))
  }
}
