import ExperimentModel

/// What everything that writes a record asks first.
extension Runner {
  /// The day a record is written for: today, or one that was. Days that are still to come have no data, and what is recorded for them would stand.
  func dayToWrite(_ asOf: CalendarDay?) throws -> CalendarDay {
    let today = today
    let day = asOf ?? today
    guard day <= today else {
      throw RunnerError(
        .future,
        BilingualText(
          "\(day) is still to come (today is \(today)): nothing can be recorded for it. 'mvp status --as-of \(day)' looks at it without recording",
          "\(day) 尚未到来（今天是 \(today)）：不能为它作记录。可用 'mvp status --as-of \(day)' 查看，不作记录"))
    }
    return day
  }

  /// A record is never put before the newest one.
  func refuseBeforeRecords(_ asOf: CalendarDay) throws {
    guard let newest = try records.names().compactMap(RecordStore.date).max(), asOf < newest else { return }
    throw RunnerError(
      .beforeRecords, BilingualText("\(asOf) lies before the newest record (\(newest))", "\(asOf) 早于最新记录（\(newest)）"))
  }

  /// An experiment whose declaration holds.
  func valid(_ id: String) throws -> Experiment {
    guard let entry = loaded.entries.first(where: { $0.id == id }), case .success(let experiment) = entry.result else {
      throw RunnerError(
        .unknownExperiment,
        BilingualText("\(id) does not validate; mend it first with 'mvp validate'", "\(id) 未通过校验；请先用 'mvp validate' 修正"))
    }
    return experiment
  }

  /// A reason that says something.
  func said(_ text: String, option: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw RunnerError(.usage, BilingualText("\(option) is empty: say why, in a sentence; it is kept", "\(option) 为空：请写一句理由，会被保留"))
    }
    return text
  }
}
