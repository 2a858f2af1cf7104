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
        DecisionSentences.stillToCome(day, today: today))
    }
    return day
  }

  /// A record is never put before the newest one.
  func refuseBeforeRecords(_ asOf: CalendarDay) throws {
    guard let newest = try records.names().compactMap(RecordStore.date).max(), asOf < newest else { return }
    throw RunnerError(
      .beforeRecords, DecisionSentences.beforeNewest(asOf, newest: newest))
  }

  /// An experiment whose declaration holds.
  func valid(_ id: String) throws -> Experiment {
    guard let entry = loaded.entries.first(where: { $0.id == id }), case .success(let experiment) = entry.result else {
      throw RunnerError(
        .unknownExperiment,
        WorkspaceSentences.doesNotValidate(id))
    }
    return experiment
  }

  /// A reason that says something.
  func said(_ text: String, option: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw RunnerError(.usage, DecisionSentences.emptyReason(option))
    }
    return text
  }
}
