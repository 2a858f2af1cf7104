import ExperimentModel

/// One table as cells of variant × day, whatever its grain, for metrics that meet there.
struct TableCells {
  let reader: TableReader
  let cells: DayTable

  /// - Parameter segment: of one dimension; nil for all rows.
  init(_ reader: TableReader, segment: (dimension: Int, number: Int)? = nil) {
    self.reader = reader
    if let store = reader.store, reader.hasUnits {
      cells = reader.fold(store, segment: segment)
    } else if let segment {
      let planes = reader.planes[segment.dimension]
      cells = segment.number < planes.count ? planes[segment.number] : reader.emptyTable()
    } else {
      cells = reader.days
    }
  }

  /// What a slot says of a cell. A cell without rows is zero inside the table's span (nobody clicked, nothing was spent) and unknown
  /// outside it; a cell with a row that lacks the number is unknown as a whole, unless missing means zero.
  func value(_ variant: Int, _ day: Int, _ slot: Int, missingIsZero: Bool) -> Double? {
    guard cells.rows(variant, day) > 0 else {
      guard reader.isDated else { return reader.quality.rows > 0 ? 0 : nil }
      guard let span = reader.span, (span.first...span.last).contains(reader.firstDay + day) else { return nil }
      return 0
    }
    if cells.missing(variant, day, slot) > 0, !missingIsZero { return nil }
    return cells.sum(variant, day, slot)
  }
}

extension TableReader {
  /// Units added up by the day they entered: an outcome belongs to the day its unit came, not to the day it arrived.
  func fold(_ store: UnitStore, segment: (dimension: Int, number: Int)?) -> DayTable {
    let table = emptyTable()
    for unit in 0..<store.count {
      let variant = Int(store.variants[unit])
      guard variant >= 0 else { continue }
      if let segment, Int(store.segments[unit * store.dimensions + segment.dimension]) != segment.number { continue }
      let day = isDated ? self.day(of: unit, store) - firstDay : 0
      table.countRow(variant, day)
      for slot in 0..<store.slots {
        let place = unit * store.slots + slot
        table.add(variant, day, slot: slot, store.sums[place], isKnown: !store.missing[place])
      }
    }
    return table
  }
}

/// A metric over variant × day, or over undated totals.
struct DayMetrics {
  let metric: Metric
  let top: TableCells
  let topSlot: Int
  let bottom: TableCells
  let bottomSlot: Int

  struct Outcome {
    var cells: [DayCell] = []
    var missing = 0
    var immature = 0
    /// Mature cells that cannot be.
    var impossible: [DayCell] = []
  }

  /// Whether a missing number counts as none, on top and below.
  private var zeroes: (numerator: Bool, denominator: Bool) { metric.missing == .exclude ? (false, false) : metric.facts.zeroes }

  func outcome(_ variant: Int) -> Outcome {
    var outcome = Outcome()
    let reader = top.reader
    let lastMature = metric.lastMatureDay(asOf: CalendarDay(number: reader.asOf)).number
    for day in 0..<min(top.cells.days, bottom.cells.days) {
      guard top.cells.rows(variant, day) > 0 || bottom.cells.rows(variant, day) > 0 else { continue }
      let number = reader.firstDay + day
      guard number <= lastMature else {
        outcome.immature += 1
        continue
      }
      guard let x = top.value(variant, day, topSlot, missingIsZero: zeroes.numerator),
        let y = bottom.value(variant, day, bottomSlot, missingIsZero: zeroes.denominator)
      else {
        outcome.missing += 1
        continue
      }
      let cell = DayCell(day: CalendarDay(number: number), numerator: x, denominator: y)
      outcome.cells.append(cell)
      if isImpossible(cell) { outcome.impossible.append(cell) }
    }
    return outcome
  }

  func isImpossible(_ cell: DayCell) -> Bool { metric.facts.range.excludes(numerator: cell.numerator, denominator: cell.denominator) }

  /// Undated totals. Within one table rows that lack either number leave both sides, one by one; joined tables meet as wholes.
  func totals(_ variant: Int, pair: (numerator: Int, denominator: Int)?) -> (values: MetricSummary.Values, missing: Int, cell: DayCell?) {
    let rows = top.cells.rows(variant, 0) + bottom.cells.rows(variant, 0)
    guard rows > 0 else { return (.nothing, 0, nil) }
    let day = CalendarDay(number: top.reader.firstDay)
    func answer(_ x: Double, _ y: Double, _ missing: Int) -> (MetricSummary.Values, Int, DayCell?) {
      (.totals(numerator: x, denominator: y), missing, DayCell(day: day, numerator: x, denominator: y))
    }
    if let pair, metric.missing == .exclude {
      let own = top.cells.rows(variant, 0)
      let missing = top.cells.missing(variant, 0, pair.numerator)
      guard missing < own else { return (.nothing, missing, nil) }
      return answer(top.cells.sum(variant, 0, pair.numerator), top.cells.sum(variant, 0, pair.denominator), missing)
    }
    guard let x = top.value(variant, 0, topSlot, missingIsZero: zeroes.numerator),
      let y = bottom.value(variant, 0, bottomSlot, missingIsZero: zeroes.denominator)
    else { return (.nothing, 1, nil) }
    return answer(x, y, 0)
  }
}
