extension ExperimentLedger {
  /// What an event of another branch of the records makes of this ledger. The event was made without knowing this one: what it added is added, what it changed is
  /// changed unless it was changed here as well, and what a person closed here stays closed.
  ///
  /// - Parameters:
  ///   - before: the ledger from which the event was made.
  ///   - after: the ledger that it left.
  public func merged(from before: ExperimentLedger, to after: ExperimentLedger) -> ExperimentLedger {
    if self == before { return after }
    var merged = self
    merged.looks = mergedLooks(from: before, to: after)
    merged.spendingTime = max(spendingTime, after.spendingTime)
    merged.standings = ExperimentLedger.merged(standings, from: before.standings, to: after.standings)
    // A guardrail that broke overrides a standing, whichever branch saw it.
    for (variant, standing) in after.standings where standing.reason == .guardrailBroken && before.standings[variant] != standing {
      merged.standings[variant] = standing
    }
    merged.protectedKeys = ExperimentLedger.merged(protectedKeys, from: before.protectedKeys, to: after.protectedKeys)
    if before.lastVerdict != after.lastVerdict { merged.lastVerdict = after.lastVerdict }
    // A note of the other branch opens nothing, nor does a second closing take the place of the first; to take it back is an act of its own.
    if before.person != after.person, !isClosed || before.isClosed { merged.person = after.person }
    if before.revised != after.revised { merged.revised = after.revised }
    let amended = (after.amendments ?? []).filter { !(before.amendments ?? []).contains($0) && !(amendments ?? []).contains($0) }
    if !amended.isEmpty { merged.amendments = (amendments ?? []) + amended }
    // What either branch barred is barred.
    if let bars = after.bars { merged.bars = (self.bars ?? [:]).merging(bars) { own, _ in own } }
    if before.files != after.files { merged.files = after.files }
    return merged
  }

  /// A day has one look: of two branches that both looked on it, the one that comes first.
  private func mergedLooks(from before: ExperimentLedger, to after: ExperimentLedger) -> [RecordedLook] {
    guard before.looks != after.looks else { return looks }
    let isAddition = after.looks.starts(with: before.looks)
    let own = isAddition ? looks : looks.filter { !before.looks.contains($0) }
    let other = isAddition ? Array(after.looks.dropFirst(before.looks.count)) : after.looks
    var merged = (own + other.filter { look in !own.contains { $0.date == look.date } }).sorted { $0.date < $1.date }
    for index in merged.indices {
      merged[index].number = index + 1
      // Alpha that either branch spent is spent.
      if index > 0 { merged[index].alphaSpent = max(merged[index].alphaSpent, merged[index - 1].alphaSpent) }
    }
    return merged
  }

  private static func merged<Value: Equatable>(_ own: [String: Value], from before: [String: Value], to after: [String: Value]) -> [String: Value] {
    var merged = own
    for key in Set(before.keys).union(after.keys) where before[key] != after[key] && own[key] == before[key] { merged[key] = after[key] }
    return merged
  }
}
