import ExperimentModel

extension TableReader {
  /// Where a row of several days counts: its last day's place; nil where it does not count.
  func place(_ found: SeveralDays.Example, variant: Int) -> Int? {
    let end = experiment.end?.number ?? .max
    if found.last < firstDay || found.first > end {
      quality.outsideDates += 1
      return nil
    }
    if found.first >= asOf {
      quality.afterAsOf += 1
      return nil
    }
    if found.first < firstDay || found.last > end {
      severalDays.straddlesTest(found)
      return nil
    }
    if found.last >= asOf {
      severalDays.straddlesReview(found)
      return nil
    }
    severalDays.inside(variant, found)
    return found.last - firstDay
  }

  /// What only all files together tell; to be called when they are read.
  func judge() {
    refuseSeveralDays()
    refuseBlankResults()
    refuseForeignMoney()
    refuseRoundedIDs()
    refuseRepeatedNumbers()
    gatherSeveralDays()
  }

  /// Refuses a table whose rows of several days cannot be placed.
  private func refuseSeveralDays() {
    func days(_ found: SeveralDays.Example) -> String { "\(CalendarDay(number: found.first))…\(CalendarDay(number: found.last))" }
    func place(_ found: SeveralDays.Example) -> FilePlace { FilePlace(file: found.file, line: found.line, column: found.column) }
    func refuse(_ text: BilingualText) { self.refuse(FileProblem("rows_of_several_days", text), at: "date") }
    if let found = severalDays.outside.first {
      let test = "\(CalendarDay(number: firstDay))…\(experiment.end.map(\.description) ?? "")"
      refuse(RowSentences.partlyOutside(rows: severalDays.outside.rows, days: days(found), at: place(found), test: test))
    }
    if let found = severalDays.unfinished.first {
      refuse(
        RowSentences.notOver(
          rows: severalDays.unfinished.rows, days: days(found), at: place(found), asOf: "\(CalendarDay(number: asOf))", over: "\(CalendarDay(number: found.last + 1))"))
    }
    guard severalDays.rows > 0, let found = severalDays.example else { return }
    // Which of two files is the newer cannot be asked of days that only meet in part.
    if table.overlap != .add, let found = severalDays.doubled(isSingle: { singleDays.contains($0 * dayCount + $1 - firstDay) }) {
      refuse(RowSentences.toldTwice(days: days(found), at: place(found)))
    }
    var isSwitched = false
    if case .switchback = experiment.evidence { isSwitched = true }
    if isJoined || isSwitched {
      refuse(RowSentences.notByDay(days: days(found), at: place(found), isJoined: isJoined))
    } else {
      quality.note(RowSentences.severalDays(rows: severalDays.rows, days: days(found), at: place(found)))
    }
  }

  /// Days that one variant tells only together are told together by all: a week of one arm is not compared with a single day of another.
  private func gatherSeveralDays() {
    guard problems.isEmpty else { return }
    for block in severalDays.blocks {
      let places = (block.lowerBound - firstDay)...(block.upperBound - firstDay)
      for variant in 0..<variantCount {
        for place in places where singleDays.contains(variant * dayCount + place) && days.rows(variant, place) > 0 { severalDays.cover(variant, firstDay + place) }
        for table in [days] + planes.joined() { table.gather(variant, places) }
      }
    }
  }

  /// The days that rows of a variant tell of.
  func daysWithRows(_ variant: Int) -> Set<Int> {
    let blocks = severalDays.blocks
    let own = (0..<days.days).filter { days.rows(variant, $0) > 0 }.map { firstDay + $0 }
    // What was gathered in a block's last day is of the days that were covered.
    return Set(own.filter { day in !blocks.contains { $0.contains(day) } }).union(severalDays.covered[variant])
  }

  /// An amount on a day of this table, by the days that it is of: that of several days in equal parts of whole hundredths, the rest on the last.
  func dayAmounts(_ variant: Int, day: Int, _ amount: Double) -> [DayAmount] {
    let covered = severalDays.blocks.first { $0.contains(day) }.map { block in severalDays.covered[variant].filter { block.contains($0) }.sorted() } ?? []
    guard covered.count > 1 else { return [DayAmount(day: CalendarDay(number: covered.first ?? day), amount: amount)] }
    let part = (amount / Double(covered.count) * 100).rounded(.towardZero) / 100
    let rest = amount - part * Double(covered.count - 1)
    return covered.map { DayAmount(day: CalendarDay(number: $0), amount: $0 == covered.last ? rest : part) }
  }
}
