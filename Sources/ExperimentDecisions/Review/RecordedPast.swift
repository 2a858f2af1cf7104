/// What the records say of an experiment beside its numbers, for every report to show.
public struct RecordedPast: Hashable, Sendable {
  /// A verdict that corrected data or an amendment changed and nobody has acknowledged yet; it is said before anything else.
  public var revised: RecordedRevision?
  /// Changes of the declaration that were made openly after the start, oldest first.
  public var amendments: [RecordedAmendment]
  /// Secondary metrics that were added after the first review.
  public var addedLater: Set<String>
  /// The records know the experiment; its declaration is gone.
  public var isMissing: Bool
  /// The verdict of the records before this review; nil where there is none.
  public var before: RecordedVerdict?

  public init(
    revised: RecordedRevision? = nil, amendments: [RecordedAmendment] = [], addedLater: Set<String> = [], isMissing: Bool = false,
    before: RecordedVerdict? = nil
  ) {
    self.revised = revised
    self.amendments = amendments
    self.addedLater = addedLater
    self.isMissing = isMissing
    self.before = before
  }

  init(_ ledger: ExperimentLedger, addedLater: Set<String> = [], isMissing: Bool = false, before: RecordedVerdict? = nil) {
    self.init(
      revised: ledger.revised.flatMap { $0.isOpen ? $0 : nil }, amendments: ledger.amendments ?? [], addedLater: addedLater, isMissing: isMissing,
      before: before)
  }
}

extension ExperimentLedger {
  /// What is known of the experiment's past beside its numbers.
  ///
  /// - Parameter unprotected: keys that an older record does not know.
  func known(unprotected: [String]) -> [HealthItem] {
    var items = [HealthItem]()
    if !unprotected.isEmpty {
      items.append(HealthItem(check: .declarationCompleted, ok: false, blocking: false, count: unprotected.count, finding: .takenAsNow(unprotected)))
    }
    if let revised, revised.reason == .correctedData, !revised.changesVerdict {
      items.append(HealthItem(check: .dataCorrected, ok: false, blocking: false, finding: .corrected(on: revised.date)))
    }
    return items
  }
}
