public import ExperimentDecisions
public import ExperimentModel

extension Runner {
  /// Records what a person decided. `scale` and `stop` close the experiment; `continue` is a note beside the verdict.
  public func decide(_ name: String, action: Action, variant: String?, note: String, asOf: CalendarDay? = nil) throws -> Record {
    let id = try known(name)
    let asOf = asOf ?? today
    guard let entry = loaded.entries.first(where: { $0.id == id }), case .success(let experiment) = entry.result else {
      throw RunnerError(
        .unknownExperiment,
        BilingualText("\(id) does not validate; mend it first with 'mvp validate'", "\(id) 未通过校验；请先用 'mvp validate' 修正"))
    }
    if let variant, !experiment.variants.contains(where: { $0.id == variant }) {
      let ids = experiment.variants.map(\.id).joined(separator: ", ")
      throw RunnerError(
        .unknownVariant, BilingualText("\(id) has no variant '\(variant)'; it has: \(ids)", "\(id) 没有版本“\(variant)”；现有：\(ids)"))
    }
    if action != .scale, let variant {
      throw RunnerError(
        .usage, BilingualText("--variant \(variant) goes with scale; \(action.rawValue) takes none", "--variant \(variant) 只用于 scale；\(action.rawValue) 不需要"))
    }
    if action == .scale, variant == nil {
      let ids = experiment.variants.map(\.id).joined(separator: ", ")
      throw RunnerError(
        .unknownVariant,
        BilingualText("say what to scale with --variant: \(ids)", "请用 --variant 指明放大哪一个：\(ids)"))
    }
    if let start = experiment.start, asOf < start, action != .stop {
      throw RunnerError(
        .notStarted, BilingualText("\(id) starts on \(start); there is nothing to decide yet", "\(id) 将于 \(start) 开始，尚无可决定之事"))
    }
    return try records.locked {
      let (newest, entries) = try records.latest(of: [id])
      if let newest, let date = CalendarDay(iso: newest.date), asOf < date {
        throw RunnerError(
          .beforeRecords,
          BilingualText("\(asOf) lies before the newest record (\(newest.date))", "\(asOf) 早于最新记录（\(newest.date)）"))
      }
      var ledger = entries[id]?.ledger ?? ExperimentLedger()
      if let person = ledger.person, person.action != Action.continue.rawValue {
        throw RunnerError(
          .closed,
          BilingualText(
            "\(id) was closed on \(person.date) (\(person.action)); it stays closed. To test again: mvp new NAME --from \(id)",
            "\(id) 已于 \(person.date) 关闭（\(person.action)），不能再改。若要再测：mvp new 名称 --from \(id)"))
      }
      ledger.person = PersonDecision(action: action.rawValue, variant: variant, note: note, date: asOf.description)
      let before = entries[id]
      let entry = Record.Entry(
        id: id, declarationHash: Fingerprint.of(entry.bytes), dataHash: before?.dataHash, asOf: before?.asOf ?? asOf.description,
        action: action.rawValue, variant: variant, reasons: [ReasonCode.closed.rawValue],
        alphaSpent: ledger.looks.last?.alphaSpent ?? 0, ledger: ledger)
      return try records.append(.decision, date: asOf, entries: [entry])
    }
  }
}
