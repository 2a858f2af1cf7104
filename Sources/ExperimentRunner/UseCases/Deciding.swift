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
        .usage, BilingualText("--variant \(variant) goes with scale; \(choice.rawValue) takes none", "--variant \(variant) 只用于 scale；\(choice.rawValue) 不需要"))
    }
    let chosen = choice == .scale ? try self.variant(variant, of: try valid(id)) : nil
    if case .success(let experiment)? = loaded.entries.first(where: { $0.id == id })?.result, let start = experiment.start, asOf < start {
      guard choice == .stop else {
        throw RunnerError(
          .notStarted, BilingualText("\(id) starts on \(start); there is nothing to decide yet", "\(id) 将于 \(start) 开始，尚无可决定之事"))
      }
      guard isSure else {
        throw RunnerError(
          .notSure,
          BilingualText(
            "\(id) has not started (it starts on \(start)); to close it all the same, say --yes", "\(id) 尚未开始（\(start) 开始）；若仍要关闭，请加 --yes"))
      }
    }
    return try recordDecision(id, asOf: asOf) { entry in
      if let person = entry.ledger.person, person.action.closes {
        throw RunnerError(
          .closed,
          BilingualText(
            "\(id) was closed on \(person.date) (\(person.action.rawValue)); take that back first with 'mvp decide \(id) reopen --note \"…\"', or test again with 'mvp new NAME --from \(id)'",
            "\(id) 已于 \(person.date) 关闭（\(person.action.rawValue)）；可先用 'mvp decide \(id) reopen --note \"…\"' 撤回，或用 'mvp new 名称 --from \(id)' 再测"))
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
          .notClosed, BilingualText("\(id) is not closed; there is no decision to take back", "\(id) 没有关闭，没有可撤回的决定"))
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
          BilingualText("no verdict of \(id) has changed that is not acknowledged already", "\(id) 没有尚待确认的结论变更"))
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
    let ids = experiment.variants.map { $0.title == $0.id ? $0.id : "\($0.id) (\($0.title))" }.joined(separator: ", ")
    guard let name else {
      throw RunnerError(
        .unknownVariant,
        BilingualText("say what to scale with --variant: \(ids)", "请用 --variant 指明放大哪一个：\(ids)"))
    }
    if experiment.variants.contains(where: { $0.id == name }) { return name }
    let exact = experiment.variants.filter { $0.title == name }
    let titled = exact.isEmpty ? experiment.variants.filter { $0.title.lowercased() == name.lowercased() } : exact
    if titled.count > 1 {
      let meant = titled.map(\.id)
      throw RunnerError(
        .unknownVariant,
        BilingualText(
          "'\(name)' is the title of \(meant.joined(separator: " and ")); name it by its id", "“\(name)”同时是 \(meant.joined(separator: " 和 ")) 的标题；请用编号指明"))
    }
    guard let only = titled.first else {
      throw RunnerError(
        .unknownVariant,
        BilingualText("\(experiment.id) has no variant '\(name)'; it has: \(ids)", "\(experiment.id) 没有版本“\(name)”；现有：\(ids)"))
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
