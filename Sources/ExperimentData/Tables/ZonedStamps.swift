import ExperimentModel

extension TableReader {
  /// The table's own zone, where it is another than the workspace's.
  var foreignZone: TimeZoneRules? {
    guard let rules = table.zone?.rules, rules.offsets != timeZone.offsets || rules.transitions != timeZone.transitions else { return nil }
    return rules
  }

  /// An instant from what a clock on the wall of a zone shows. An hour that a clock change skips or repeats is read as the first.
  static func instant(ofWall wall: Int, in zone: TimeZoneRules) -> Int {
    let guess = wall - zone.offset(at: wall)
    return wall - zone.offset(at: guess)
  }

  /// The workspace's day of an instant, and the seconds into it.
  func local(_ instant: Int) -> (day: Int, seconds: Double) {
    let local = instant + timeZone.offset(at: instant)
    let day = local >= 0 ? local / 86_400 : -((86_399 - local) / 86_400)
    return (day, Double(local - day * 86_400))
  }

  /// Says in which zone a file's dates were read, where that is not the workspace's.
  func noteZone(hasTimes: Bool) {
    guard isDated, let zone = foreignZone, let column = table.dateColumn else { return }
    quality.note(
      RowSentences.otherZone(
        column, zone: zone.name, isFromColumn: table.zone?.isFromColumn ?? false, own: timeZone.name, hasTimes: hasTimes))
  }
}

extension FileConventions {
  /// Whether the date cell states a time of day other than midnight: cells that never do are days, which no zone moves.
  static func hasTime(_ cell: FieldBytes, _ format: TableDeclaration.DateFormat) -> Bool {
    if case .pattern(let pattern) = format { return DatePattern(pattern).read(cell).seconds != 0 }
    return DateReader.reading(cell, order: .dayMonth).cell.seconds != 0 || DateReader.reading(cell, order: .monthDay).cell.seconds != 0
  }
}
