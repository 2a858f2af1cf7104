import ExperimentModel

/// One experiment's reading of one of its tables: takes rows from passes over files, keeps sums per day or per unit.
final class TableReader {
  /// Dates beyond this many days after the start are outside any test.
  static let mostDays = 20_000
  /// Sums that a table may keep: variants × days × columns, and as many again for its segments. 8 million are some 130 MB.
  static let mostCells = 8_000_000

  let experiment: Experiment
  let tableIndex: Int
  let asOf: Int
  let timeZone: TimeZoneRules
  let plan: SlotPlan
  let names: VariantNames
  /// Whether a metric joins this table with another, so that its span matters.
  let isJoined: Bool
  /// Segment columns that metrics of this table are broken down by.
  let dimensions: [SegmentDeclaration]
  let hasUnits: Bool
  let isDated: Bool
  /// The day of cell 0, and how many days there are cells for.
  let firstDay: Int
  let dayCount: Int

  @exclusivity(unchecked) var quality = ReadingQuality()
  /// Whether empty results are in doubt.
  @exclusivity(unchecked) var parts: Parts?
  @exclusivity(unchecked) var roundedIDs = RoundedIDs()
  @exclusivity(unchecked) var severalDays: SeveralDays
  /// Cells with rows of one day, in daily totals.
  @exclusivity(unchecked) var singleDays: SingleDays
  @exclusivity(unchecked) var blanks: BlankResults?
  /// Rows of one order, in the file being read; what was found of it stays.
  @exclusivity(unchecked) var orders: RepeatedOrders
  @exclusivity(unchecked) var openRepeats: [Int] = []
  var problems: [Diagnostic] = []

  /// What all files together say.
  private(set) var days: DayTable
  private(set) var planes: [[DayTable]]
  private(set) var store: UnitStore?
  /// What the file being read says; the same objects as above when there is only one file.
  @exclusivity(unchecked) var fileDays: DayTable
  @exclusivity(unchecked) var filePlanes: [[DayTable]]
  @exclusivity(unchecked) var fileStore: UnitStore?
  private var hasSeveralFiles = false

  /// Names of the segments of each dimension, in the order of their appearance.
  @exclusivity(unchecked) var segmentNames: [[String]]
  @exclusivity(unchecked) var segmentNumbers: [[String: Int32]]
  /// variants × slots: whether a number that was no whole one was met.
  @exclusivity(unchecked) var fractional: [Bool]
  /// Rows of each variant that counted.
  @exclusivity(unchecked) var counted: [Int]
  /// First and last day of all rows before the review date, inside the test or not.
  var span: (first: Int, last: Int)?
  @exclusivity(unchecked) var fileSpan: (first: Int, last: Int)?
  private var fileRanks: [(lastDay: Int, name: String)] = []

  @exclusivity(unchecked) var binding: RowBinding?
  @exclusivity(unchecked) var money: MoneyColumns
  /// A share met where a count is asked for.
  var shares: [Int: (text: String, file: String, line: Int)] = [:]
  /// A number that is no whole one, where whole ones are counted.
  var notWhole: [Int: (text: String, file: String, line: Int)] = [:]
  let values: UnsafeMutablePointer<Double>
  let known: UnsafeMutablePointer<Bool>
  let segments: UnsafeMutablePointer<Int32>
  /// Days already found for a month and day without a year.
  @exclusivity(unchecked) var yearless: [Int: Int] = [:]

  var table: TableDeclaration { experiment.tables[tableIndex] }
  var variantCount: Int { experiment.variants.count }

  init(_ request: SummaryRequest, table index: Int) {
    experiment = request.experiment
    tableIndex = index
    asOf = request.asOf.number
    timeZone = request.timeZone
    let table = request.experiment.tables[index]
    plan = SlotPlan(request.experiment, table: index)
    names = VariantNames(request.experiment.variants)
    isJoined = request.experiment.metrics.contains { metric in
      guard let denominator = metric.denominator, metric.numerator.table != denominator.table else { return false }
      return metric.numerator.table == index || denominator.table == index
    }
    var dimensions: [SegmentDeclaration] = []
    for segment in request.experiment.metrics.flatMap({ $0.segments + ($0.stratification.map { [$0] } ?? []) }) where segment.column.table == index {
      if !dimensions.contains(where: { $0.isSame(as: segment) }) { dimensions.append(segment) }
    }
    self.dimensions = dimensions
    switch table.grain {
    case .units, .unitPerRow: hasUnits = true
    case .dailyTotals, .exposures, .events: hasUnits = false
    }
    isDated = table.dateColumn != nil
    var refused: Diagnostic?
    firstDay = request.experiment.start?.number ?? 0
    if isDated {
      let last = min(request.experiment.end?.number ?? asOf - 1, asOf - 1)
      let days = min(max(0, last - firstDay + 1), TableReader.mostDays)
      let fits = hasUnits || days * request.experiment.variants.count * plan.slots.count <= TableReader.mostCells
      dayCount = fits ? days : 1
      if !fits { refused = TableReader.tooLarge(request.experiment, table, days: days, columns: plan.slots.count) }
    } else {
      dayCount = 1
    }
    money = MoneyColumns(request.experiment, table: index, plan: plan)
    let variants = request.experiment.variants.count
    days = DayTable(variants: variants, days: dayCount, slots: hasUnits ? 0 : plan.slots.count)
    planes = dimensions.map { _ in [] }
    fileDays = days
    filePlanes = planes
    segmentNames = dimensions.map { segment in segment.bands.isEmpty ? [] : TableReader.bandNames(segment.bands) }
    segmentNumbers = dimensions.map { _ in [:] }
    fractional = Array(repeating: false, count: variants * plan.slots.count)
    counted = Array(repeating: 0, count: variants)
    severalDays = SeveralDays(variants: variants)
    singleDays = SingleDays(cells: isDated && !hasUnits ? variants * dayCount : 0)
    orders = RepeatedOrders(slots: plan.slots.count)
    values = .allocate(capacity: max(plan.slots.count, 1))
    known = .allocate(capacity: max(plan.slots.count, 1))
    segments = .allocate(capacity: max(dimensions.count, 1))
    problems = refused.map { [$0] } ?? []
    blanks = BlankResults(self)
    openRepeats = slotsOfOpenRepeats
  }

  deinit {
    values.deallocate()
    known.deallocate()
    segments.deallocate()
  }

  private static func tooLarge(_ experiment: Experiment, _ table: TableDeclaration, days: Int, columns: Int) -> Diagnostic {
    let count = experiment.variants.count
    return Diagnostic(
      file: table.mark.file, line: table.mark.line, column: table.mark.column, code: "too_large",
      message: RowSentences.tooManyCells(variants: count, days: days, columns: columns, most: mostCells))
  }

  // MARK: Files

  /// - Parameter several: whether other files of the same table will be or have been read.
  func begin(several: Bool, expectedRows: Int) {
    hasSeveralFiles = several
    fileSpan = nil
    if hasUnits {
      let fresh = UnitStore(
        slots: plan.slots.count, firsts: plan.slots.map(\.first), dimensions: dimensions.count,
        hasIDs: table.grain != .unitPerRow, watched: openRepeats, expected: expectedRows)
      fileStore = fresh
      if store == nil { store = fresh }
    }
    guard several else { return }
    fileDays = DayTable(variants: variantCount, days: dayCount, slots: days.slots)
    filePlanes = planes.map { $0.map { _ in emptyTable() } }
  }

  func emptyTable() -> DayTable { DayTable(variants: variantCount, days: dayCount, slots: plan.slots.count) }

  /// Merges the file just read with those before it.
  func finish(_ file: DataQuality.FileRead) {
    quality.files.append(file)
    binding = nil
    merge(partName(file.file))
  }

  /// The header stands in a file of units once more: what was read of it so far is a file of its own.
  func beginUnitPart(_ file: String, line: Int) {
    if hasSeveralFiles {
      merge("\(file):\(line)")
    } else {
      fileStore?.flush()
      settleFirstRows()
      hasSeveralFiles = true
      fileRanks.append((fileSpan?.last ?? .min, "\(file):\(line)"))
      store?.claim(file: 0)
      days.claim(file: 0)
      if let fileSpan { span = fileSpan }
    }
    begin(several: true, expectedRows: fileStore?.count ?? 0)
  }

  private func settleFirstRows() {
    if let settled = fileStore?.settle(), settled > 0 { quality.note(RowSentences.firstRowsOnly(units: settled)) }
  }

  private func merge(_ name: String) {
    fileStore?.flush()
    settleFirstRows()
    if let fileSpan { span = span.map { (min($0.first, fileSpan.first), max($0.last, fileSpan.last)) } ?? fileSpan }
    guard hasSeveralFiles else {
      planes = filePlanes
      return
    }
    let number = fileRanks.count
    fileRanks.append((fileSpan?.last ?? .min, name))
    for dimension in planes.indices {
      while planes[dimension].count < filePlanes[dimension].count { planes[dimension].append(emptyTable()) }
    }
    let pairs = planes.indices.flatMap { dimension in
      planes[dimension].indices.map { plane in
        (into: planes[dimension][plane], from: plane < filePlanes[dimension].count ? filePlanes[dimension][plane] : nil)
      }
    }
    // A table of units keeps only its rows' days here; whether files overlap is a question about units, if they have ids.
    let byDay = !hasUnits || (table.grain == .unitPerRow && isDated)
    var older: Set<Int> = []
    var newer: Set<Int> = []
    days.merge(fileDays, file: number, planes: pairs) { cell, known in
      let decision = byDay ? meet(known, number) : .add
      if decision == .replace { older.insert(cell) }
      if decision == .keep { newer.insert(cell) }
      return decision
    }
    if table.grain == .unitPerRow, let fileStore, let store, store !== fileStore {
      store.leaveOut(older) { variant, time in variant * dayCount + time / 86_400_000 - firstDay }
      fileStore.leaveOut(newer) { variant, time in variant * dayCount + time / 86_400_000 - firstDay }
    }
    if let fileStore, let store {
      if store === fileStore { store.claim(file: number) } else { store.merge(fileStore, file: number) { meet($0, number) } }
    }
  }

  private func meet(_ known: Int, _ new: Int) -> DayTable.Meeting {
    guard table.overlap != .add else { return .add }
    if table.overlap == .refuse { quality.overlaps[[known, new], default: 0] += 1 }
    return TableReader.isNewer(fileRanks[new], than: fileRanks[known]) ? .replace : .keep
  }

  /// The newer file is the one whose rows reach further; of two that reach equally far, the one named later.
  private static func isNewer(_ a: (lastDay: Int, name: String), than b: (lastDay: Int, name: String)) -> Bool {
    a.lastDay != b.lastDay ? a.lastDay > b.lastDay : a.name > b.name
  }

  func fileName(_ number: Int) -> String { fileRanks[number].name }

  // MARK: Segments

  static func bandNames(_ bands: [Double]) -> [String] {
    func plain(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)" }
    guard let first = bands.first, let last = bands.last else { return [] }
    if bands.count == 1 { return ["≤ \(plain(first))", "> \(plain(first))"] }
    let between = zip(bands, bands.dropFirst()).dropLast().map { "(\(plain($0)), \(plain($1))]" }
    let final = "(\(plain(bands[bands.count - 2])), \(plain(last)))"
    return ["≤ \(plain(first))"] + between + [final, "≥ \(plain(last))"]
  }

  /// The band of a number: the lowest includes its limit, the highest too, as `≤ 5`, `(5, 30)`, `≥ 30` say.
  static func band(_ value: Double, _ bands: [Double]) -> Int {
    guard let last = bands.last else { return 0 }
    if bands.count == 1 { return value <= last ? 0 : 1 }
    if value >= last { return bands.count }
    return bands.firstIndex { value <= $0 } ?? bands.count
  }
}

extension SegmentDeclaration {
  /// The same breakdown, wherever it was written.
  func isSame(as other: SegmentDeclaration) -> Bool {
    column.table == other.column.table && column.column == other.column.column && bands == other.bands
  }
}
