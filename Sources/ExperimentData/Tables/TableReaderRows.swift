import ExperimentModel

extension TableReader {
  /// The row that the columns stand on.
  /// - Parameter malformed: why it cannot be told which cell is which, if so.
  func accept(_ columns: RowColumns, line: Int, short: Bool, malformed: BilingualText?) {
    guard let binding, passesFilters(binding, columns) else { return }
    quality.rows += 1
    if let malformed { return quarantine(line, malformed) }
    guard let variant = variant(binding, columns, line) else { return }
    var day = 0
    var time = 0
    if let column = binding.date {
      let cell = columns.date(column)
      guard let stamp = stamp(cell) else {
        if variant >= 0 { quarantine(line, dateReason(cell, columns, column)) }
        return
      }
      let number = stamp.day
      let last: Int
      switch lastDay(binding, columns, of: number, more: cell.daysAfter) {
      case .day(let day): last = day
      case .bad(let reason):
        if variant >= 0 { quarantine(line, reason) }
        return
      }
      if number < asOf {
        if let known = fileSpan {
          if number < known.first || number > known.last { fileSpan = (min(known.first, number), max(known.last, number)) }
        } else {
          fileSpan = (number, number)
        }
      }
      guard variant >= 0 else { return }
      if last > number {
        if last < asOf, let known = fileSpan, last > known.last { fileSpan = (known.first, last) }
        let found = SeveralDays.Example(file: binding.file, line: line, column: columns.dateField(column) + 1, first: number, last: last)
        guard let place = place(found, variant: variant) else { return }
        day = place
      } else {
        if number >= asOf {
          quality.afterAsOf += 1
          return
        }
        day = number - firstDay
        if day < 0 || day >= dayCount {
          quality.outsideDates += 1
          return
        }
        singleDays.insert(variant * dayCount + day)
      }
      time = number * 86_400_000 + Int(stamp.seconds * 1000)
    } else if variant < 0 {
      return
    }
    if let field = binding.unitField, columns.scanner.field(field).isEmpty {
      return quarantine(line, RowSentences.noUnit)
    }
    guard readSlots(binding, columns, line, variant) else { return }
    if let once = binding.once, let reason = once.take(columns.scanner, values, known) { return quarantine(line, reason) }
    if let field = orders.field { orders.add(columns.scanner.field(field), file: binding.file, line: line, values: values, known: known, slots: openRepeats) }
    noteBlanks(binding, columns, line, firstDay + day)
    counted[variant] += 1
    if short { quality.shortRows += 1 }
    record(binding, columns, line, variant, day, time)
  }

  @inline(__always) private func record(_ binding: RowBinding, _ columns: RowColumns, _ line: Int, _ variant: Int, _ day: Int, _ time: Int) {
    if !dimensions.isEmpty { readSegments(binding, columns) }
    guard hasUnits else {
      meetParts(variant, day)
      fileDays.add(variant, day, values, known)
      for dimension in dimensions.indices where segments[dimension] >= 0 {
        let plane = Int(segments[dimension])
        guard makePlanes(dimension, upTo: plane) else { continue }
        filePlanes[dimension][plane].add(variant, day, values, known)
      }
      return
    }
    fileDays.countRow(variant, day)
    if let field = binding.unitField {
      roundedIDs.add(columns.scanner.field(field), file: binding.file, line: line)
      fileStore?.add(columns.scanner.field(field), variant: variant, time: time, values, known, segments)
    } else {
      fileStore?.add(columns.scanner.field(0), variant: variant, time: time, values, known, segments)
    }
  }

  /// Whether `where:` keeps the row at hand.
  func keeps(_ columns: RowColumns) -> Bool { binding.map { passesFilters($0, columns) } ?? false }

  @inline(__always) private func passesFilters(_ binding: RowBinding, _ columns: RowColumns) -> Bool {
    for index in binding.filters.indices {
      let column = binding.filters[index].column
      let text = columns.text(column)
      let passes: Bool
      if let known = binding.filters[index].verdicts[text] {
        passes = known
      } else {
        passes = binding.filters[index].values.contains(columns.string(column, text))
        binding.filters[index].verdicts.set(text, passes)
      }
      if !passes { return false }
    }
    return true
  }

  /// The row's variant; -1 where it is outside the test (and counted so); nil when the row is quarantined.
  @inline(__always) private func variant(_ binding: RowBinding, _ columns: RowColumns, _ line: Int) -> Int? {
    if let fixed = binding.fixedVariant { return fixed }
    guard let column = binding.variant else { return nil }
    let text = columns.text(column)
    if case .variant(let variant)? = binding.variants[text] { return variant }
    return otherVariant(binding, columns, column, text, line)
  }

  /// A name met for the first time, or one that is no variant's.
  private func otherVariant(_ binding: RowBinding, _ columns: RowColumns, _ column: Int, _ text: Int, _ line: Int) -> Int? {
    var match = binding.variants[text] ?? .none
    if binding.variants[text] == nil {
      let name = columns.string(column, text)
      match = names.match(name)
      binding.variants.set(text, match)
      if case .several(let a, let b) = match { refuse(name, a, b) }
    }
    if case .variant(let variant) = match { return variant }
    guard columns.isUTF8(column, text) else {
      quarantine(line, RowSentences.notUTF8)
      return nil
    }
    while binding.outside.count <= text { binding.outside.append(0) }
    binding.outside[text] += 1
    return -1
  }

  /// Names the rows that were outside the test, at the end of a file.
  func countOutside(_ columns: RowColumns) {
    guard let binding, let column = binding.variant else { return }
    for text in binding.outside.indices where binding.outside[text] > 0 {
      quality.addOutside(columns.string(column, text), rows: binding.outside[text])
    }
  }

  private func refuse(_ name: String, _ a: Int, _ b: Int) {
    let first = experiment.variants[a]
    let second = experiment.variants[b]
    problems.append(
      Diagnostic(
        file: second.mark.file, line: second.mark.line, column: second.mark.column, code: "ambiguous_name",
        message: RowSentences.twoVariants(name, first: first.id, second: second.id)))
  }

  func quarantine(_ line: Int, _ reason: BilingualText) {
    quality.bad(binding?.file ?? "", line, reason)
  }

  // MARK: Dates

  /// The local day and the seconds into it.
  private func stamp(_ cell: DateCell) -> (day: Int, seconds: Double)? {
    switch cell.state {
    case .missing, .unreadable: return nil
    case .yearless: return nearestYear(cell).map { cell.seconds < 86_400 ? ($0, cell.seconds) : ($0 + 1, cell.seconds - 86_400) }
    case .day:
      if cell.offset == nil, let zone = binding?.zone {
        let wall = cell.day * 86_400 + Int(cell.seconds)
        return local(TableReader.instant(ofWall: wall, in: zone))
      }
      // `24:00` is the next day's first moment.
      guard let offset = cell.offset else { return cell.seconds < 86_400 ? (cell.day, cell.seconds) : (cell.day + 1, cell.seconds - 86_400) }
      return local(cell.day * 86_400 + Int(cell.seconds) - offset)
    }
  }

  /// The year that puts a month and day nearest the test; a weekday that disagrees with it makes the row unreadable.
  private func nearestYear(_ cell: DateCell) -> Int? {
    let key = (cell.month * 32 + cell.dayOfMonth) * 8 + cell.weekday + 1
    if let known = yearless[key] { return known == .min ? nil : known }
    let last = max(experiment.end?.number ?? asOf - 1, firstDay)
    let year = CalendarDay(number: firstDay).components.year
    let lastYear = CalendarDay(number: last).components.year
    let days = ((year - 1)...(lastYear + 1)).compactMap { CalendarDay(year: $0, month: cell.month, day: cell.dayOfMonth)?.number }
    func distance(_ day: Int) -> Int { day < firstDay ? firstDay - day : max(0, day - last) }
    var best = days.min { (distance($0), $0) < (distance($1), $1) }
    if let found = best, cell.weekday >= 0, CalendarDay(number: found).weekday != cell.weekday { best = nil }
    yearless[key] = best ?? .min
    return best
  }

  private enum LastDay {
    case day(Int)
    case bad(BilingualText)
  }

  /// The last day that a row covers: from the cell itself, or from the column beside it.
  @inline(__always) private func lastDay(_ binding: RowBinding, _ columns: RowColumns, of first: Int, more: Int) -> LastDay {
    guard more > 0 || binding.lastDate != nil else { return .day(first) }
    var last = first + more
    if more == 0, let column = binding.lastDate {
      let cell = columns.date(column)
      guard let stamp = stamp(cell) else {
        // A twin that nobody named may be empty.
        guard binding.isLastDateDeclared || cell.state != .missing else { return .day(first) }
        return .bad(RowSentences.badDate(columns.shown(columns.dateField(column)), in: table.lastDayColumn ?? ""))
      }
      last = stamp.day + cell.daysAfter
    }
    if hasUnits, last > first { return .bad(RowSentences.unitOfSeveralDays) }
    guard last >= first, last - first < DateRange.mostDays else {
      return .bad(RowSentences.endsBefore("\(CalendarDay(number: first))", "\(CalendarDay(number: last))"))
    }
    return .day(last)
  }

  private func dateReason(_ cell: DateCell, _ columns: RowColumns, _ column: Int) -> BilingualText {
    let name = table.dateColumn ?? ""
    let text = columns.shown(columns.dateField(column))
    if cell.state == .missing { return RowSentences.noDate(in: name) }
    if cell.state == .yearless {
      return RowSentences.wrongWeekday(text, in: name)
    }
    return RowSentences.badDate(text, in: name)
  }

  /// Seconds since 1970 of a moment, for differences.
  private func instant(_ cell: DateCell) -> Double? {
    guard cell.state == .day || cell.state == .yearless else { return nil }
    guard let offset = cell.offset else {
      var wall = Double(cell.day * 86_400) + cell.seconds
      if cell.state == .yearless {
        guard let stamp = stamp(cell) else { return nil }
        wall = Double(stamp.day * 86_400) + stamp.seconds
      }
      let whole = Int(wall)
      return Double(TableReader.instant(ofWall: whole, in: table.zone?.rules ?? timeZone)) + (wall - Double(whole))
    }
    return Double(cell.day * 86_400 - offset) + cell.seconds
  }

  // MARK: Numbers

  private func readSlots(_ binding: RowBinding, _ columns: RowColumns, _ line: Int, _ variant: Int) -> Bool {
    let bounds = binding.bounds
    for index in bounds.indices {
      let slot = bounds[index]
      var value = 0.0
      var isKnown = true
      switch slot.source {
      case .number(let column, let logical):
        let cell = columns.numbers[column]
        switch cell.state {
        case .number:
          value = cell.value
          if slot.isMoney || cell.currency != 0 { value *= money.worth(index, cell, columns, line) }
          if slot.isCount, cell.isPercent || slot.share.concerns(value), shares[index] == nil {
            shares[index] = (columns.shown(columns.numberFields[column]), binding.file, line)
          }
        case .missing: isKnown = table.emptyCell == .zero
        case .censored:
          isKnown = false
          quality.censored += 1
        case .logical:
          guard logical else { return unreadable(columns, column, line) }
          value = cell.value
        case .unreadable: return unreadable(columns, column, line)
        case .beyond: return beyond(columns, column, line)
        }
        if slot.binary, isKnown, value != 0, value != 1 {
          let name = columns.scanner.field(columns.numberFields[column]).text
          quarantine(
            line,
            RowSentences.noShare(name))
          return false
        }
      case .equals(let column):
        switch verdict(binding, columns, index, column) {
        case .yes: value = 1
        case .no: value = 0
        case .missing: isKnown = false
        }
      case .elapsed(let from, let to, let scale):
        let first = columns.date(from)
        let last = columns.date(to)
        guard first.state != .unreadable, last.state != .unreadable else {
          let column = first.state == .unreadable ? from : to
          let text = columns.shown(columns.dateField(column))
          quarantine(line, RowSentences.badMoment(text))
          return false
        }
        if let a = instant(first), let b = instant(last) { value = (b - a) / scale } else { isKnown = false }
      case .rows: value = 1
      case .paired(let own, let other):
        isKnown = known[own] && known[other]
        value = values[own]
      }
      if isKnown, slot.isCut { value = value >= slot.atLeast && value <= slot.atMost ? 1 : 0 }
      values[index] = value
      known[index] = isKnown
      if isKnown, value != value.rounded() {
        fractional[variant * bounds.count + index] = true
        if slot.isTrial, notWhole[index] == nil, case .number(let column, _) = slot.source {
          notWhole[index] = (columns.shown(columns.numberFields[column]), binding.file, line)
        }
      }
    }
    return true
  }

  private func unreadable(_ columns: RowColumns, _ column: Int, _ line: Int) -> Bool {
    let field = columns.numberFields[column]
    let text = columns.shown(field)
    quarantine(line, RowSentences.badNumber(text, column: field + 1))
    return false
  }

  private func beyond(_ columns: RowColumns, _ column: Int, _ line: Int) -> Bool {
    let field = columns.numberFields[column]
    let text = columns.shown(field)
    quarantine(
      line,
      RowSentences.beyondCounting(text, column: field + 1))
    return false
  }

  private func verdict(_ binding: RowBinding, _ columns: RowColumns, _ slot: Int, _ column: Int) -> RowBinding.Equals {
    let text = columns.text(column)
    if let known = binding.equals[slot][text] { return known }
    let string = CellText.halfWidth(columns.string(column, text))
    let verdict: RowBinding.Equals = binding.texts[slot].contains(string) ? .yes : SlowNumber.saysNothing(string) ? .missing : .no
    binding.equals[slot].set(text, verdict)
    return verdict
  }

  // MARK: Segments

  private func readSegments(_ binding: RowBinding, _ columns: RowColumns) {
    for dimension in dimensions.indices {
      segments[dimension] = -1
      if let column = binding.dimensions[dimension].number {
        let cell = columns.numbers[column]
        if cell.state == .number { segments[dimension] = Int32(TableReader.band(cell.value, dimensions[dimension].bands)) }
      } else if let column = binding.dimensions[dimension].text {
        let text = columns.text(column)
        if let known = binding.dimensions[dimension].verdicts[text] {
          segments[dimension] = known
        } else {
          let number = segmentNumber(dimension, columns.string(column, text))
          binding.dimensions[dimension].verdicts.set(text, number)
          segments[dimension] = number
        }
      }
    }
  }

  /// The number of a segment's text, a new one if there is room; -1 for no text.
  private func segmentNumber(_ dimension: Int, _ text: String) -> Int32 {
    guard !text.isEmpty else { return -1 }
    if let known = segmentNumbers[dimension][text] { return known }
    guard segmentNames[dimension].count < TableReader.mostSegments else {
      let name = dimensions[dimension].column.column
      quality.note(RowSentences.manySegments(name, most: TableReader.mostSegments))
      return -1
    }
    let number = Int32(segmentNames[dimension].count)
    segmentNames[dimension].append(text)
    segmentNumbers[dimension][text] = number
    return number
  }

  static let mostSegments = 50

  /// Room for a segment's sums; false, and said, where the table has no more.
  @inline(__always) private func makePlanes(_ dimension: Int, upTo plane: Int) -> Bool {
    if plane < filePlanes[dimension].count { return true }
    while filePlanes[dimension].count <= plane {
      let size = variantCount * dayCount * max(plan.slots.count, 1)
      guard (filePlanes.reduce(0) { $0 + $1.count } + 1) * size <= TableReader.mostCells else {
        let name = dimensions[dimension].column.column
        quality.note(RowSentences.manySegmentCells(name))
        return false
      }
      filePlanes[dimension].append(emptyTable())
    }
    return true
  }
}
