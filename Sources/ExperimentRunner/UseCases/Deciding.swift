public import ExperimentDecisions
public import ExperimentModel

extension Runner {
  /// Records what a person decided. `scale` and `stop` close the experiment; `continue` is a note beside the verdict.
  public func decide(_ name: String, choice: PersonDecision.Choice, variant: String?, note: String, asOf: CalendarDay? = nil) throws -> Record {
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
    if choice != .scale, let variant {
      throw RunnerError(
        .usage, BilingualText("--variant \(variant) goes with scale; \(choice.rawValue) takes none", "--variant \(variant) 只用于 scale；\(choice.rawValue) 不需要"))
    }
    if choice == .scale, variant == nil {
      let ids = experiment.variants.map(\.id).joined(separator: ", ")
      throw RunnerError(
        .unknownVariant,
        BilingualText("say what to scale with --variant: \(ids)", "请用 --variant 指明放大哪一个：\(ids)"))
    }
    if let start = experiment.start, asOf < start, choice != .stop {
      throw RunnerError(
        .notStarted, BilingualText("\(id) starts on \(start); there is nothing to decide yet", "\(id) 将于 \(start) 开始，尚无可决定之事"))
    }
    return try records.locked {
      let (newest, entries) = try records.latest(of: [id])
      if let newest, asOf < newest.date {
        throw RunnerError(
          .beforeRecords,
          BilingualText("\(asOf) lies before the newest record (\(newest.date))", "\(asOf) 早于最新记录（\(newest.date)）"))
      }
      var ledger = entries[id]?.ledger ?? ExperimentLedger()
      if let person = ledger.person, person.action.closes {
        throw RunnerError(
          .closed,
          BilingualText(
            "\(id) was closed on \(person.date) (\(person.action.rawValue)); it stays closed. To test again: mvp new NAME --from \(id)",
            "\(id) 已于 \(person.date) 关闭（\(person.action.rawValue)），不能再改。若要再测：mvp new 名称 --from \(id)"))
      }
      ledger.person = PersonDecision(action: choice, variant: variant, note: note, date: asOf)
      let before = entries[id]
      let entry = Record.Entry(
        id: id, declarationHash: Fingerprint.of(entry.bytes), dataHash: before?.dataHash, asOf: before?.asOf ?? asOf,
        action: choice.action, variant: variant, reasons: [.closed],
        alphaSpent: ledger.looks.last?.alphaSpent ?? 0, ledger: ledger)
      return try records.append(.decision, date: asOf, entries: [entry])
    }
  }
}
