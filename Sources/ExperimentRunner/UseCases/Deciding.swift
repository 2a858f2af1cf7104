public import ExperimentDecisions
public import ExperimentModel

extension Runner {
  /// Records what a person decided. `scale` and `stop` close the experiment; `continue` is a note beside the verdict.
  ///
  /// - Parameters:
  ///   - variant: what to scale, by id or by title.
  ///   - isSure: a test that has not started is closed only when that is said.
  public func decide(
    _ name: String, choice: PersonDecision.Choice, variant: String?, note: String, asOf: CalendarDay? = nil, isSure: Bool = false
  ) throws -> Record {
    let id = try knownOrRecorded(name)
    let asOf = try dayToWrite(asOf)
    if choice != .scale, let variant {
      throw RunnerError(
        .usage, DecisionSentences.variantWithoutScale(variant, choice))
    }
    let chosen = choice == .scale ? try self.variant(variant, of: try valid(id)) : nil
    if case .success(let experiment)? = loaded.entries.first(where: { $0.id == id })?.result, let start = experiment.start, asOf < start {
      guard choice == .stop else {
        throw RunnerError(
          .notStarted, DecisionSentences.notStarted(id, start: start))
      }
      guard isSure else {
        throw RunnerError(
          .notSure,
          DecisionSentences.closesBeforeStart(id, start: start))
      }
    }
    return try recordDecision(id, asOf: asOf) { entry in
      if let person = entry.ledger.person, person.action.closes {
        throw RunnerError(
          .closed,
          DecisionSentences.closed(id, by: person))
      }
      entry.ledger.person = PersonDecision(action: choice, variant: chosen, note: note, date: asOf)
      (entry.action, entry.variant, entry.reasons) = (choice.action, chosen, [.closed])
      (entry.event, entry.note) = (Record.Event(choice), note)
    }
  }

  /// Takes a person's decision back. Nothing is erased: the record of it stays, and this one after it.
  public func reopen(_ name: String, note: String, asOf: CalendarDay? = nil) throws -> Record {
    let id = try knownOrRecorded(name)
    let note = try said(note, option: "--note")
    return try recordDecision(id, asOf: try dayToWrite(asOf)) { entry in
      guard let person = entry.ledger.person, person.action.closes else {
        throw RunnerError(
          .notClosed, DecisionSentences.notClosed(id))
      }
      entry.ledger.person = nil
      // Before the first review after the start there was no verdict to go back to.
      let isReviewed = !entry.ledger.protectedKeys.isEmpty
      let verdict = entry.ledger.lastVerdict
      (entry.action, entry.variant, entry.reasons) = (
        verdict?.action ?? (isReviewed ? .continue : .planned), verdict?.variant, verdict?.reasons ?? [isReviewed ? .tooEarly : .notStarted]
      )
      (entry.event, entry.note) = (.reopen, note)
    }
  }

  /// Records that a person has seen a verdict that corrected data or an amendment changed: reports no longer say it first.
  public func acknowledge(_ name: String, note: String, asOf: CalendarDay? = nil) throws -> Record {
    let id = try knownOrRecorded(name)
    let note = try said(note, option: "--note")
    let asOf = try dayToWrite(asOf)
    return try recordDecision(id, asOf: asOf) { entry in
      guard let revised = entry.ledger.revised, revised.isOpen else {
        throw RunnerError(
          .nothingChanged,
          DecisionSentences.nothingToAcknowledge(id))
      }
      entry.ledger.revised?.acknowledged = Acknowledgement(note: note, date: asOf)
      (entry.event, entry.note) = (.acknowledge, note)
    }
  }

  /// Appends a decision that changes an experiment's entry.
  private func recordDecision(_ id: String, asOf: CalendarDay, _ change: (inout Record.Entry) throws -> Void) throws -> Record {
    try records.locked {
      try refuseBeforeRecords(asOf)
      let entries = try records.latest(of: [id]).entries
      let before = entries[id]
      let declaration = loaded.entries.contains { $0.id == id } ? declarationHash(of: id) : before?.declarationHash ?? ""
      let ledger = before?.ledger ?? ExperimentLedger()
      var entry = Record.Entry(
        id: id, declarationHash: declaration, dataHash: before?.dataHash, asOf: before?.asOf ?? asOf, action: before?.action ?? .planned,
        variant: before?.variant, reasons: before?.reasons ?? [.notStarted], alphaSpent: ledger.looks.last?.alphaSpent ?? 0, ledger: ledger)
      try change(&entry)
      return try records.append(.decision, date: asOf, entries: [entry])
    }
  }

  /// The id of a variant by its id or its title.
  private func variant(_ name: String?, of experiment: Experiment) throws -> String {
    guard let name else {
      throw RunnerError(
        .unknownVariant,
        DecisionSentences.noVariant(of: experiment))
    }
    if experiment.variants.contains(where: { $0.id == name }) { return name }
    let exact = experiment.variants.filter { $0.title == name }
    let titled = exact.isEmpty ? experiment.variants.filter { $0.title.lowercased() == name.lowercased() } : exact
    if titled.count > 1 {
      throw RunnerError(
        .unknownVariant,
        DecisionSentences.ambiguousTitle(name, of: titled))
    }
    guard let only = titled.first else {
      throw RunnerError(
        .unknownVariant,
        DecisionSentences.unknownVariant(name, of: experiment))
    }
    return only.id
  }
}

extension Record.Event {
  init(_ choice: PersonDecision.Choice) {
    switch choice {
    case .scale: self = .scale
    case .stop: self = .stop
    case .continue: self = .continue
    }
  }
}
