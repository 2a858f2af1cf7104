/// What one event changed in the ledger of an experiment, and all that its record keeps of it. What is absent stays as it was.
///
/// `LedgerChange(from: a, to: b).applied(to: a) == b` for any two ledgers.
public struct LedgerChange: Hashable, Sendable, Codable {
  /// Looks or amendments that were added, after as many of those before as still stand.
  public struct Added<Element: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
    /// How many of those before stand; nil: all. A replay puts other looks in the place of the rest.
    public var kept: Int?
    public var added: [Element]

    init?(from before: [Element], to after: [Element]) {
      guard before != after else { return nil }
      let same = zip(before, after).prefix { $0 == $1 }.count
      kept = same == before.count ? nil : same
      added = Array(after[same...])
    }

    func applied(to before: [Element]) -> [Element] { before.prefix(max(0, kept ?? before.count)) + added }
  }

  /// Values that can be taken back.
  public enum Part: String, Hashable, Sendable, Codable { case verdict, person, revised, amendments, bars, files, scatter }

  public var looks: Added<RecordedLook>?
  /// By variant; null: the standing fell, by a replay.
  public var standings: [String: RecordedStanding?]?
  public var spendingTime: Double?
  /// By key; null: no longer a key.
  public var protectedKeys: [String: String?]?
  public var verdict: RecordedVerdict?
  public var person: PersonDecision?
  public var revised: RecordedRevision?
  public var amendments: Added<RecordedAmendment>?
  /// By variant; null: no longer barred.
  public var bars: [String: RecordedBar?]?
  public var files: [String]?
  public var scatter: RecordedScatter?
  /// Values that are no longer there.
  public var removed: [Part]?

  /// - Returns: nil when nothing changed.
  public init?(from before: ExperimentLedger, to after: ExperimentLedger) {
    guard before != after else { return nil }
    looks = Added(from: before.looks, to: after.looks)
    standings = LedgerChange.difference(before.standings, after.standings)
    spendingTime = before.spendingTime == after.spendingTime ? nil : after.spendingTime
    protectedKeys = LedgerChange.difference(before.protectedKeys, after.protectedKeys)
    verdict = before.lastVerdict == after.lastVerdict ? nil : after.lastVerdict
    person = before.person == after.person ? nil : after.person
    revised = before.revised == after.revised ? nil : after.revised
    amendments = after.amendments.flatMap { Added(from: before.amendments ?? [], to: $0) }
    bars = after.bars.flatMap { LedgerChange.difference(before.bars ?? [:], $0) }
    files = before.files == after.files ? nil : after.files
    scatter = before.scatter == after.scatter ? nil : after.scatter
    var removed = [Part]()
    if before.lastVerdict != nil, after.lastVerdict == nil { removed.append(.verdict) }
    if before.person != nil, after.person == nil { removed.append(.person) }
    if before.revised != nil, after.revised == nil { removed.append(.revised) }
    if before.amendments != nil, after.amendments == nil { removed.append(.amendments) }
    if before.bars != nil, after.bars == nil { removed.append(.bars) }
    if before.files != nil, after.files == nil { removed.append(.files) }
    if before.scatter != nil, after.scatter == nil { removed.append(.scatter) }
    self.removed = removed.isEmpty ? nil : removed
    // A ledger that is written differently from how it will be read would change a verdict in silence.
    precondition(applied(to: before).isSame(as: after), "a change of a ledger says everything that changed")
  }

  public func applied(to before: ExperimentLedger) -> ExperimentLedger {
    var after = before
    if let looks { after.looks = looks.applied(to: before.looks) }
    LedgerChange.apply(standings, to: &after.standings)
    if let spendingTime { after.spendingTime = spendingTime }
    LedgerChange.apply(protectedKeys, to: &after.protectedKeys)
    if let verdict { after.lastVerdict = verdict }
    if let person { after.person = person }
    if let revised { after.revised = revised }
    if let amendments { after.amendments = amendments.applied(to: before.amendments ?? []) }
    if let bars {
      var barred = before.bars ?? [:]
      LedgerChange.apply(bars, to: &barred)
      after.bars = barred
    }
    if let files { after.files = files }
    if let scatter { after.scatter = scatter }
    for part in removed ?? [] {
      switch part {
      case .verdict: after.lastVerdict = nil
      case .person: after.person = nil
      case .revised: after.revised = nil
      case .amendments: after.amendments = nil
      case .bars: after.bars = nil
      case .files: after.files = nil
      case .scatter: after.scatter = nil
      }
    }
    return after
  }

  private static func difference<Value: Equatable>(_ before: [String: Value], _ after: [String: Value]) -> [String: Value?]? {
    var changes = [String: Value?]()
    for (key, value) in after where before[key] != value { changes[key] = .some(value) }
    for key in before.keys where after[key] == nil { changes.updateValue(nil, forKey: key) }
    return changes.isEmpty ? nil : changes
  }

  private static func apply<Value>(_ changes: [String: Value?]?, to values: inout [String: Value]) {
    for (key, value) in changes ?? [:] { values[key] = value }
  }
}

extension ExperimentLedger {
  /// The same in everything that is kept: no amendments and an empty list of them are one.
  func isSame(as other: ExperimentLedger) -> Bool {
    var (one, two) = (self, other)
    if one.amendments?.isEmpty ?? false { one.amendments = nil }
    if two.amendments?.isEmpty ?? false { two.amendments = nil }
    if one.bars?.isEmpty ?? false { one.bars = nil }
    if two.bars?.isEmpty ?? false { two.bars = nil }
    return one == two
  }
}
